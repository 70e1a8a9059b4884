"""How servers answer: the queueing network of one application server and what it shares, for many rows at once.

A row is an hour, a candidate, a sample. People are a closed class who think between their steps, machines an open one;
both hold one of the workers of their server for the whole request. What else runs takes its part of a CPU: the
operating system, and reports and jobs, which are as many at once as the demand says. Beside one application server the
database serves all others, too: it is as slow as all that they ask for makes it.

Where jobs share a CPU, every second of work is stretched alike, whoever asks for it. So the classes of one kind go
through the network as one with their mean work, and each gets its own response from the stretch and the wait found.
`production_network` has everybody one by one, to simulate; the tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wardround.engine.asked import (
    APPLICATION,
    BESIDE,
    DATA_DISK,
    DATABASE,
    ELSEWHERE,
    LOG_DISK,
    MACHINES,
    PEOPLE,
    REPORTS,
    STATIONS,
    TINY,
    Asked,
    Carriers,
    Work,
    ask,
)
from wardround.engine.network.batch import SHORTEST_THINK_S, Batch
from wardround.engine.network.moments import variances
from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step
from wardround.engine.network.percentiles import gamma_percentile
from wardround.engine.network.solve import Solved, solve_batch
from wardround.engine.queueing import Numbers, mixture_p95, shared_slowdown
from wardround.engine.worker_line import line_square, squares_for

Flags = NDArray[np.bool_]

SATURATED_SHARE = 0.95
"""Busy share of a CPU, a disk or the workers from which the answer is no promise any more."""

LISTEN_PLACES_PER_WORKER = 8
"""Requests that may queue for the workers of an Odoo server, by worker; beyond, connections are dropped. Measured."""

LEAST_CAPACITY = 0.05
"""vCPUs that requests have at least, however much else runs. [vCPU]."""

MACHINE_PAUSE_S = 60.0
"""Pause between two requests of one of the machines that stand for a stream, where there are no people. [s]."""

STEPS, HALVINGS = 6, 30
NEARLY_FULL = 0.8
MOST_SLOWDOWN = 50.0
LEAST_WAIT_S = 1e-6
LEAST_GAP = 1e-3


@dataclass(frozen=True, slots=True)
class Responses:
    """How each row goes. Shares, seconds; [row] or [row, class].

    A saturated row has no promise: figures of responses are then those of the network, or infinite where nothing is
    steady at all.
    """

    application_util_share: Numbers
    database_util_share: Numbers
    """Use that the row asks for, above 1 where that is more than can be done."""
    application_busy_share: Numbers
    database_busy_share: Numbers
    """Use that comes of it: people who wait for their answers ask for a little less, and for much less at the limit."""
    worker_util_share: Numbers
    disk_util_share: Numbers
    throughput_share: Numbers
    """What people get done of what they would if every answer came at once."""
    application_slowdown: Numbers
    """What sharing with others makes of a second of work at the CPU of the application."""
    database_slowdown: Numbers
    worker_wait_s: Numbers
    """Mean wait of people, or where there are none of machines, for a free worker."""
    mean_s: Numbers
    variance_s2: Numbers
    interactive_per_s: Numbers
    saturated: Flags
    converged: Flags
    overflow_share: Numbers
    """Share of time in which the line for workers is longer than the listen queue of the server."""

    def rows(self, part: slice) -> Responses:
        """Return a part of the rows."""
        return Responses(*(getattr(self, field.name)[part] for field in fields(self)))

    def percentile_s(self, share: float) -> Numbers:
        """Return the response that a share of the operations of each class stays below, [row, class]."""
        finite = np.isfinite(self.mean_s)
        found = gamma_percentile(np.where(finite, self.mean_s, 1.0), np.where(finite, self.variance_s2, 1.0), share)
        return np.where(finite, found, np.inf)

    def interactive_p95_s(self) -> Numbers:
        """Return the 95th percentile of all interactive operations of each row together."""
        return mixture_p95(self.interactive_per_s, self.mean_s, self.variance_s2)

    def interactive_mean_s(self) -> Numbers:
        """Return the mean of all interactive operations of each row together."""
        weights = self.interactive_per_s
        total = weights.sum(axis=1)
        used = np.where(weights > 0.0, self.mean_s, 0.0)
        return np.asarray((used * weights).sum(axis=1) / np.where(total > 0.0, total, 1.0))


def respond(work: Work, carriers: Carriers) -> Responses:
    """Return how servers answer in each row, by the queueing network of one of the application servers.

    Parameters
    ----------
    work : of all application servers together.
    """
    asked = ask(work, carriers)
    shared = _shared(carriers, asked)
    batch = _network(work, carriers, asked, shared)
    solved = solve_batch(batch)
    # Where nobody comes nobody waits.
    some = batch.population > 0.0
    solved = replace(
        solved,
        wait_s=np.where(some, solved.wait_s, 0.0),
        residence_s=np.where(some[..., None], solved.residence_s, batch.demand_s),
    )
    return _responses(work, carriers, asked, shared, batch, _no_token_idles(batch, solved))


def _no_token_idles(batch: Batch, solved: Solved) -> Solved:
    """Return the flow with no fewer workers busy than the time without a free one asks for.

    With hardly a pause between requests the iteration may stop short of that; the wait follows from the cycle.
    """
    hold = solved.residence_s.sum(axis=2)
    least = solved.full_share * batch.pool_size
    flow = np.minimum(least / np.maximum(hold, TINY), batch.population / (batch.think_s + hold))
    more = flow > solved.per_s * (1.0 + LEAST_GAP)
    if not more.any():
        return solved
    wait = np.where(more, batch.population / np.maximum(flow, TINY) - batch.think_s - hold, solved.wait_s)
    own = variances(batch, solved.per_s, solved.residence_s, np.zeros_like(solved.residence_s)).sum(axis=2)
    shorter = np.where(more, wait / np.maximum(solved.wait_s, TINY), 1.0) ** 2
    variance = own + np.maximum(solved.variance_s2 - own, 0.0) * shorter
    return replace(
        solved,
        per_s=np.where(more, flow, solved.per_s),
        wait_s=np.maximum(wait, 0.0),
        variance_s2=np.where(more, variance, solved.variance_s2),
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the stations besides the CPU of the application come to, [row] or [row, station]."""

    slowdown: Numbers
    """What sharing makes of a second at each station, [row, station]; 1 at the application, which the network tells."""
    free_vcpus: Numbers
    """What others leave of the CPU of the application, [row]."""
    free_workers: Numbers
    """Workers of a server that no report holds, [row]."""


def _shared(carriers: Carriers, asked: Asked) -> _Shared:
    """Return what is known before the network is solved.

    People ask for less the longer they wait. How much less is found first, with both CPUs taken as open stations; what
    comes then makes database and disks as slow as they are.
    """
    app = carriers.application_vcpus.astype(float)
    beside = np.einsum("bg,bg->b", asked.per_s[:, REPORTS:], asked.kind_s[:, REPORTS:, APPLICATION])
    free = np.maximum(app - beside, LEAST_CAPACITY)
    held = asked.per_s[:, REPORTS] * asked.kind_s[:, REPORTS].sum(axis=1)
    workers = np.maximum(carriers.workers - np.floor(held + 0.5), 1.0)
    slowdown = np.ones((len(app), len(STATIONS)))
    if carriers.database_held_s is not None:
        return _Shared(slowdown, free, workers)
    servers = np.ones((len(app), 3))
    servers[:, 0] = carriers.database_vcpus
    there = slice(DATABASE, LOG_DISK + 1)
    people = asked.kind_s[:, PEOPLE]
    load = (asked.per_s[..., None] * asked.kind_s[:, :, there]).sum(axis=1) / servers
    # The people of all servers, of which this one has its part.
    elastic = asked.per_s[:, PEOPLE, None] * people[:, there] * carriers.nodes[:, None] / servers
    app_load = (asked.per_s * asked.kind_s[:, :, APPLICATION]).sum(axis=1) / app
    app_elastic = asked.per_s[:, PEOPLE] * people[:, APPLICATION] / app
    think = asked.think_s[:, PEOPLE]

    def got(part: Numbers, rows: NDArray[np.intp] | slice) -> Numbers:
        """Return what people would ask for if their answers came as they do when they ask for a part of it all."""
        less = 1.0 - part
        at_app = _quick_slowdown(app_load[rows] - less * app_elastic[rows], app[rows])
        at_others = _quick_slowdown(load[rows] - less[:, None] * elastic[rows], servers[rows])
        response = people[rows, APPLICATION] * at_app + (people[rows, there] * at_others).sum(axis=1)
        return np.asarray(think[rows] / (think[rows] + response + people[rows, ELSEWHERE]))

    part = np.ones(len(app))
    for _ in range(STEPS):
        part = got(part, slice(None))
    # Where a station is nearly full, steps swing; halving does not.
    near = np.flatnonzero(np.maximum(load.max(axis=1), app_load) > NEARLY_FULL)
    low, high = np.zeros(len(near)), np.ones(len(near))
    for _ in range(HALVINGS if len(near) else 0):
        middle = 0.5 * (low + high)
        much = middle > got(middle, near)
        low, high = np.where(much, low, middle), np.where(much, middle, high)
    part[near] = low
    less = np.maximum(1.0 - part, 0.0)
    slowdown[:, there] = shared_slowdown(load - less[:, None] * elastic, servers)
    return _Shared(slowdown, free, workers)


def _quick_slowdown(used: Numbers, servers: Numbers) -> Numbers:
    """Return roughly what sharing makes of a second of work (Sakasegawa 1977); infinite from saturation on."""
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = np.clip(used, 0.0, 1.0) ** (np.sqrt(2.0 * (servers + 1.0)) - 1.0) / (servers * (1.0 - used))
        return np.where(used < 1.0, 1.0 + beyond, np.inf)


@cache
def _template(classes: int, stations: int) -> Batch:
    """Return a network of one row with so many classes and stations, the last one a delay."""
    names = tuple(f"station {number}" for number in range(stations))
    kinds = (*(Kind.PS for _ in names[1:]), Kind.DELAY)
    path = tuple(Step(name, 1.0) for name in names)
    rows = tuple(CustomerClass(f"class {number}", path, 1.0, 1.0, pool="workers") for number in range(classes))
    return Batch.of([Network(tuple(map(Station, names, kinds)), rows, (Pool("workers", 1),))])


def _batch(
    demand_s: Numbers, squares_s2: Numbers, servers: Numbers, workers: Numbers, customers: tuple[Numbers, ...] = ()
) -> Batch:
    """Return networks as arrays.

    Parameters
    ----------
    demand_s, squares_s2 : [row, class, station].
    servers : of the stations that queue, [row, station]; not always whole numbers.
    customers : population and think time, [row, class].
    """
    rows, classes, stations = demand_s.shape
    one = _template(classes, stations)
    most = np.ones((rows, stations))
    most[:, :-1] = servers
    rates = np.minimum(np.arange(1.0, np.ceil(most.max()) + 1.0), most[..., None])
    rates[:, -1] = 1.0
    population, think = customers or (np.zeros((rows, classes)), np.ones((rows, classes)))
    own = {
        "demand_s": demand_s,
        "visits": (demand_s > 0.0).astype(float),
        "squares_s2": squares_s2,
        "population": population,
        "think_s": np.maximum(think, SHORTEST_THINK_S),
        "pool_size": workers[:, None],
        "servers": most,
        "rates": rates,
    }
    alike = {
        field.name: np.repeat(getattr(one, field.name), rows, axis=0) for field in fields(one) if field.name not in own
    }
    return Batch(**own, **alike)


def _network(work: Work, carriers: Carriers, asked: Asked, shared: _Shared) -> Batch:
    """Return the networks: requests, which hold a worker at the application CPU and while they are elsewhere.

    Machines stand among the people, as many as would send as often with the pauses that people make.
    """
    requests = slice(PEOPLE, MACHINES + 1)
    flow = asked.per_s[:, requests]
    total = flow.sum(axis=1)
    share = np.where((total > 0.0)[:, None], flow / np.maximum(total, TINY)[:, None], 0.5)
    mean = np.einsum("bg,bgk->bk", share, asked.kind_s[:, requests])
    slow = np.where(np.isfinite(shared.slowdown), shared.slowdown, MOST_SLOWDOWN)
    away = (mean[:, DATABASE:] * slow[:, DATABASE:]).sum(axis=1)
    demand = np.stack([mean[:, APPLICATION], away], axis=1)
    # No more requests than there are workers share the CPU.
    slow[:, APPLICATION] = np.minimum(
        shared_slowdown(asked.application_used, carriers.application_vcpus),
        np.maximum(shared.free_workers / shared.free_vcpus, 1.0),
    )
    held = asked.class_s * slow[:, None]
    squares = asked.class_squares_s2 * slow[:, None] ** 2
    line = line_square(work.requests_per_s / carriers.nodes[:, None], held, squares, shared.free_workers)
    pause = np.where(asked.population[:, PEOPLE] > 0.0, asked.think_s[:, PEOPLE], MACHINE_PAUSE_S)
    return _batch(
        demand[:, None],
        squares_for(demand, np.stack([demand[:, 0] * slow[:, APPLICATION], demand[:, 1]], axis=1), line)[:, None],
        shared.free_vcpus[:, None],
        shared.free_workers,
        ((total * pause)[:, None], pause[:, None]),
    )


def _responses(
    work: Work, carriers: Carriers, asked: Asked, shared: _Shared, batch: Batch, solved: Solved
) -> Responses:
    machines = asked.per_s[:, MACHINES]
    endless = machines * asked.kind_s[:, MACHINES, APPLICATION] >= shared.free_vcpus
    endless |= machines * asked.kind_s[:, MACHINES].sum(axis=1) >= shared.free_workers
    stuck = solved.unstable | endless | ~np.isfinite(shared.slowdown).all(axis=1)
    per_s = asked.per_s.copy()
    # Machines send on, however long people wait.
    per_s[:, PEOPLE] = np.clip(solved.per_s[:, 0] - machines, 0.0, asked.per_s[:, PEOPLE])
    kept = np.where(asked.per_s[:, PEOPLE] > 0.0, per_s[:, PEOPLE] / np.maximum(asked.per_s[:, PEOPLE], TINY), 1.0)
    kind_s = asked.kind_s.copy()
    # The other servers' people ask for as much less as those of this one.
    others = np.maximum(carriers.nodes - 1.0, 0.0) * asked.per_s[:, PEOPLE] * (1.0 - kept)
    if carriers.database_held_s is None:
        fewer = others[:, None] * kind_s[:, PEOPLE, DATABASE : LOG_DISK + 1]
        kind_s[:, BESIDE, DATABASE : LOG_DISK + 1] = np.maximum(kind_s[:, BESIDE, DATABASE : LOG_DISK + 1] - fewer, 0.0)
    servers = np.ones((len(per_s), len(STATIONS) - 1))
    servers[:, APPLICATION], servers[:, DATABASE] = carriers.application_vcpus, carriers.database_vcpus
    busy = np.einsum("bg,bgk->bk", per_s, kind_s)[:, :ELSEWHERE] / servers
    disks = busy[:, DATA_DISK:].max(axis=1)
    times = shared.slowdown.copy()
    times[:, APPLICATION] = np.maximum(solved.residence_s[:, 0, 0] / np.maximum(batch.demand_s[:, 0, 0], TINY), 1.0)
    reports = asked.per_s[:, REPORTS] * asked.kind_s[:, REPORTS].sum(axis=1)
    held = solved.per_s[:, 0] * solved.residence_s[:, 0].sum(axis=1) + reports
    offered = batch.population[:, 0] / batch.think_s[:, 0] * batch.demand_s[:, 0].sum(axis=1) + reports
    # Of the workers that no report holds all may be busy, though reports come and go.
    least = solved.per_s[:, 0] * solved.residence_s[:, 0].sum(axis=1) / shared.free_workers
    workers_used = np.maximum(np.where(stuck, np.maximum(offered, held), held) / carriers.workers, least)
    found = np.maximum(np.maximum(asked.application_used, workers_used), disks)
    if carriers.database_held_s is None:
        found = np.maximum(found, asked.database_used)
    mean, variance = _by_class(asked, servers, batch, solved, times, per_s, kind_s)
    infinite = np.where(stuck, np.inf, 0.0)
    return Responses(
        application_util_share=asked.application_used,
        database_util_share=asked.database_used,
        application_busy_share=busy[:, APPLICATION],
        database_busy_share=busy[:, DATABASE],
        throughput_share=np.where(stuck, 0.0, kept),
        worker_util_share=workers_used,
        disk_util_share=disks,
        application_slowdown=times[:, APPLICATION] + infinite,
        database_slowdown=shared.slowdown[:, DATABASE] + infinite,
        worker_wait_s=solved.wait_s[:, 0] + infinite,
        mean_s=mean + infinite[:, None],
        variance_s2=variance,
        interactive_per_s=work.interactive_per_s,
        saturated=np.asarray(stuck | ~solved.converged | (found >= SATURATED_SHARE)),
        converged=solved.converged,
        overflow_share=np.where(stuck, 1.0, _overflow(shared.free_workers, solved)),
    )


def _by_class(
    asked: Asked,
    servers: Numbers,
    batch: Batch,
    solved: Solved,
    times: Numbers,
    per_s: Numbers,
    kind_s: Numbers,
) -> tuple[Numbers, Numbers]:
    """Return mean and variance of the response of each class, [row, class].

    Parameters
    ----------
    times : what a request finds at each station, against its empty state, [row, station].
    per_s, kind_s : of all kinds, as they come to one server.
    """
    finite = np.where(np.isfinite(times), times, 1.0)[:, None]
    residence = asked.class_s * finite
    # What an operation at a station has left when another looks: as everybody's.
    requests = slice(PEOPLE, MACHINES + 1)
    flow = np.einsum("bg,bgk->bk", per_s[:, requests], asked.kind_s[:, requests])
    aged = np.einsum("bg,bgk->bk", per_s[:, requests], asked.kind_squares_s2[:, requests]) / np.maximum(flow, TINY)
    rows, classes, _ = residence.shape
    whole = _batch(
        np.concatenate([asked.class_s, kind_s], axis=1),
        np.concatenate([asked.class_squares_s2, kind_s * aged[:, None]], axis=1),
        servers,
        np.ones(rows),
    )
    # A crowd that is finite makes no line longer than itself; all others come as if they were endless.
    crowd = np.zeros(whole.population.shape)
    crowd[:, classes + PEOPLE] = asked.population[:, PEOPLE]
    whole = replace(whole, population=crowd, is_open=crowd <= 0.0)
    flows = np.concatenate([np.zeros((rows, classes)), per_s], axis=1)
    there = kind_s.copy()
    there[:, requests] *= finite
    spent = np.concatenate([residence, there], axis=1)
    each = variances(whole, flows, spent, np.zeros_like(spent))[:, :classes].sum(axis=2)
    # What requests vary by beyond their stations is the wait for a worker.
    own = variances(batch, solved.per_s, solved.residence_s, np.zeros_like(solved.residence_s)).sum(axis=2)
    waited = np.maximum(solved.variance_s2 - own, 0.0) * (solved.wait_s > LEAST_WAIT_S)
    return residence.sum(axis=2) + solved.wait_s, each + waited


def _overflow(workers: Numbers, solved: Solved) -> Numbers:
    """Return the share of time in which the line for workers is longer than the listen queue: a geometric tail."""
    line = (solved.per_s * solved.wait_s).sum(axis=1)
    full = solved.full_share[:, 0]
    ratio = line / np.maximum(line + full, TINY)
    return np.asarray(full * ratio ** (LISTEN_PLACES_PER_WORKER * workers))
