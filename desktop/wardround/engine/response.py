"""How servers answer: the queueing network of one application server and what it shares, for many rows at once.

A row is an hour, a candidate, a sample. People are a closed class who think between their steps, machines an open one;
both hold one of the workers of their server for the whole request. Reports and jobs are populations of their own. What
the other servers ask of the database, and the operating systems of the CPUs, come as a stream beside the workers.

Where jobs share a CPU, every second of work is stretched alike, whoever asks for it. So the classes of one kind go
through the network as one with their mean work, and each gets its own response from the stretch and the wait found:
`production_network` has them one by one, and the tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.moments import variances
from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step
from wardround.engine.network.percentiles import gamma_percentile
from wardround.engine.network.solve import Solved, solve_batch
from wardround.engine.queueing import Numbers, cpu_utilisation, mixture_p95, stretch

Flags = NDArray[np.bool_]

SATURATED_SHARE = 0.95
"""Busy share of a CPU, a disk or the workers from which the answer is no promise any more."""

REPORT_S = 60.0
"""Length of the work of a heavy report in the network, on a lone reference thread. How many run at once decides what
others feel, not how long one takes. [s]."""

LISTEN_PLACES_PER_WORKER = 8
"""Requests that may queue for the workers of an Odoo server, by worker; beyond, connections are dropped. Measured."""

APPLICATION, DATABASE, DATA_DISK, LOG_DISK, ELSEWHERE = range(5)
STATIONS = ("application CPU", "database CPU", "data disk", "log disk", "network, Redis and waits")
PEOPLE, MACHINES, REPORTS, JOBS, BESIDE = range(5)
KINDS = 5
TINY = 1e-12
P50, P95, P99 = 0.50, 0.95, 0.99


@dataclass(frozen=True, slots=True)
class Work:
    """What arrives in each row, and what one operation costs on a lone reference thread.

    Rates are [row, class], people and reports [row]; costs are [class] or [row, class]. `machine_per_s` and
    `interactive_per_s` take an HTTP worker, `background_per_s` a job worker; `people` are those who are active.
    """

    interactive_per_s: Numbers
    machine_per_s: Numbers
    background_per_s: Numbers
    people: Numbers
    running_reports: Numbers
    replica_reports: Numbers
    application_s: Numbers
    database_s: Numbers
    other_s: Numbers
    data_ios: Numbers
    log_ios: Numbers
    report_database_share: float

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.people)

    @property
    def requests_per_s(self) -> Numbers:
        """All that takes an HTTP worker, [row, class]."""
        return self.interactive_per_s + self.machine_per_s

    @property
    def think_s(self) -> Numbers:
        """Seconds between two steps of a person, [row]."""
        steps = self.interactive_per_s.sum(axis=1)
        return np.asarray(np.where(steps > 0.0, self.people / np.maximum(steps, TINY), 1.0))


@dataclass(frozen=True, slots=True)
class Carriers:
    """The servers that are up, by row: application servers behind a load balancer and the one database.

    Speeds are of a vCPU against a lone reference thread: of a lone busy one, and of one among all busy ones. A disk
    does so many operations a second. Jobs run on the application servers or on servers of their own.
    """

    nodes: Numbers
    application_vcpus: NDArray[np.int64]
    application_single: Numbers
    application_full: Numbers
    workers: NDArray[np.int64]
    database_vcpus: NDArray[np.int64]
    database_single: Numbers
    database_full: Numbers
    data_iops: Numbers
    log_iops: Numbers
    idle_work: float
    jobs_here: bool
    database_held_s: Numbers | None = None
    """Time at the database by class that the design allows, [class]: then the database is taken as that and no more."""


@dataclass(frozen=True, slots=True)
class Responses:
    """How each row goes. Shares, seconds; [row] or [row, class].

    A saturated row has no promise: figures of responses are then those of the network, or infinite where nothing is
    steady at all.
    """

    application_util_share: Numbers
    database_util_share: Numbers
    worker_util_share: Numbers
    disk_util_share: Numbers
    application_wait_s: Numbers
    """Mean time that a step of people waits for the CPU of the application beyond its own work there."""
    database_wait_s: Numbers
    worker_wait_s: Numbers
    mean_s: Numbers
    variance_s2: Numbers
    interactive_per_s: Numbers
    saturated: Flags
    converged: Flags
    overflow_share: Numbers
    """Share of time in which the line for workers is longer than the listen queue of the server."""

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows ask of stations: seconds by class on these very servers, work and population of each kind."""

    class_s: Numbers
    """[row, class, station]."""
    kind_s: Numbers
    """[row, kind, station]."""
    kind_squares_s2: Numbers
    """[row, kind, station]: what makes up the variability of a kind's time."""
    per_s: Numbers
    """Flow offered by kind to one application server, [row, kind]."""
    population: Numbers
    """[row, kind], 0 for machines and the stream beside."""
    think_s: Numbers
    """[row, kind]."""
    application_used: Numbers
    """CPU use that is offered, [row]; above 1 where more is asked than can be done."""
    database_used: Numbers


def respond(work: Work, carriers: Carriers) -> Responses:
    """Return how servers answer in each row, by the queueing network of one of the application servers.

    Parameters
    ----------
    work : of all application servers together.
    """
    asked = ask(work, carriers)
    batch = _batch(asked, carriers)
    solved = solve_batch(batch)
    return _responses(work, carriers, asked, batch, solved)


def ask(work: Work, carriers: Carriers) -> Asked:
    """Return what the rows ask of the stations of one application server."""
    nodes = carriers.nodes[:, None]
    requests, jobs = work.requests_per_s, work.background_per_s
    share = work.report_database_share
    reports = work.running_reports + work.replica_reports
    app_work = _summed(requests + jobs if carriers.jobs_here else requests, work.application_s)
    app_work = app_work + reports * (1.0 - share)
    database_work = _summed(requests + jobs, work.database_s) + work.running_reports * share
    app_used = cpu_utilisation(
        (app_work / carriers.nodes + carriers.idle_work) / carriers.application_vcpus,
        carriers.application_single,
        carriers.application_full,
    )
    database_used = cpu_utilisation(
        (database_work + carriers.idle_work) / carriers.database_vcpus,
        carriers.database_single,
        carriers.database_full,
    )
    app_stretch = stretch(app_used, carriers.application_single, carriers.application_full)
    database_stretch = stretch(database_used, carriers.database_single, carriers.database_full)
    rows, classes = requests.shape
    class_s = np.zeros((rows, classes, len(STATIONS)))
    class_s[:, :, APPLICATION] = app_stretch[:, None] * work.application_s
    class_s[:, :, ELSEWHERE] = work.other_s
    if carriers.database_held_s is None:
        class_s[:, :, DATABASE] = database_stretch[:, None] * work.database_s
        class_s[:, :, DATA_DISK] = work.data_ios / carriers.data_iops[:, None]
        class_s[:, :, LOG_DISK] = work.log_ios / carriers.log_iops[:, None]
    else:
        class_s[:, :, ELSEWHERE] += carriers.database_held_s
    kind_s = np.zeros((rows, KINDS, len(STATIONS)))
    squares = np.zeros_like(kind_s)
    per_s = np.zeros((rows, KINDS))
    for kind, rates in (
        (PEOPLE, work.interactive_per_s / nodes),
        (MACHINES, work.machine_per_s / nodes),
        (JOBS, jobs / nodes if carriers.jobs_here else np.zeros_like(jobs)),
    ):
        per_s[:, kind] = rates.sum(axis=1)
        kind_s[:, kind], squares[:, kind] = _mixed(rates, class_s)
    # A report reads the primary, or its copy, which is time elsewhere.
    read = np.where(reports > 0.0, work.running_reports / np.maximum(reports, TINY), 1.0) * share
    kind_s[:, REPORTS, APPLICATION] = app_stretch * (1.0 - share) * REPORT_S
    if carriers.database_held_s is None:
        kind_s[:, REPORTS, DATABASE] = database_stretch * read * REPORT_S
    else:
        kind_s[:, REPORTS, ELSEWHERE] = database_stretch * read * REPORT_S
    kind_s[:, REPORTS, ELSEWHERE] += (share - read) * REPORT_S
    squares[:, REPORTS] = kind_s[:, REPORTS] ** 2
    per_s[:, REPORTS] = reports / carriers.nodes / REPORT_S
    # The stream beside: one a second, with the work of everybody else at the two CPUs and the disks.
    per_s[:, BESIDE] = 1.0
    kind_s[:, BESIDE, APPLICATION] = carriers.idle_work * app_stretch
    if carriers.database_held_s is None:
        own = (per_s[:, :BESIDE] * kind_s[:, :BESIDE, DATABASE]).sum(axis=1)
        kind_s[:, BESIDE, DATABASE] = np.maximum(
            (database_work + carriers.idle_work) * database_stretch - own, carriers.idle_work * database_stretch
        )
        for disk, ios, iops in ((DATA_DISK, work.data_ios, carriers.data_iops), (LOG_DISK, work.log_ios, carriers.log_iops)):
            own = (per_s[:, :BESIDE] * kind_s[:, :BESIDE, disk]).sum(axis=1)
            kind_s[:, BESIDE, disk] = np.maximum(_summed(requests + jobs, ios) / iops - own, 0.0)
    # Their operations are as long as everybody's.
    flow = per_s[:, :BESIDE, None] * kind_s[:, :BESIDE]
    held = (per_s[:, :BESIDE, None] * squares[:, :BESIDE]).sum(axis=1)
    aged = held / np.maximum(flow.sum(axis=1), TINY)
    squares[:, BESIDE] = kind_s[:, BESIDE] * aged
    population, think = _populations(work, per_s, kind_s, nodes)
    return Asked(class_s, kind_s, squares, per_s, population, think, app_used, database_used)


def _summed(per_s: Numbers, each: Numbers) -> Numbers:
    return np.asarray((per_s * each).sum(axis=1))


def _mixed(per_s: Numbers, class_s: Numbers) -> tuple[Numbers, Numbers]:
    """Return mean work by station of a mix of classes, [row, station], and the squares that give its variability.

    The squares are such that the sum of exponential times of the mean class varies as much as the mix does.
    """
    total = per_s.sum(axis=1)
    share = np.where((total > 0.0)[:, None], per_s / np.maximum(total, TINY)[:, None], 1.0 / per_s.shape[1])
    mean = np.einsum("bc,bck->bk", share, class_s)
    second = (share * (class_s.sum(axis=2) ** 2 + (class_s**2).sum(axis=2))).sum(axis=1)
    beyond = second - mean.sum(axis=1) ** 2
    return mean, mean**2 * (beyond / np.maximum((mean**2).sum(axis=1), TINY))[:, None]


def _populations(work: Work, per_s: Numbers, kind_s: Numbers, nodes: Numbers) -> tuple[Numbers, Numbers]:
    """Return customers and think time of the closed kinds, such that what they offer is what was asked, [row, kind]."""
    population, think = np.zeros_like(per_s), np.ones_like(per_s)
    pause = work.think_s
    population[:, PEOPLE] = per_s[:, PEOPLE] * pause
    think[:, PEOPLE] = np.where(pause > 0.0, pause, 1.0)
    for kind in (REPORTS, JOBS):
        alone = kind_s[:, kind].sum(axis=1)
        offered = per_s[:, kind]
        count = np.where(offered > 0.0, np.ceil(offered * alone - 1e-9), 0.0)
        count = np.where(offered > 0.0, np.maximum(count, 1.0), 0.0)
        population[:, kind] = count
        think[:, kind] = np.where(offered > 0.0, np.maximum(count / np.maximum(offered, TINY) - alone, 0.0), 1.0)
    del nodes
    return population, think


@cache
def _template(classes: int) -> Batch:
    """Return a network of one row with the kinds of customers, and before them so many classes of people."""
    stations = (
        Station(STATIONS[APPLICATION], Kind.PS),
        Station(STATIONS[DATABASE], Kind.PS),
        Station(STATIONS[DATA_DISK], Kind.PS),
        Station(STATIONS[LOG_DISK], Kind.PS),
        Station(STATIONS[ELSEWHERE], Kind.DELAY),
    )
    path = tuple(Step(name, 1.0) for name in STATIONS)
    kinds = (
        *(CustomerClass(f"class {number}", path, 1.0, 1.0, pool="workers") for number in range(classes)),
        CustomerClass("people", path, 1.0, 1.0, pool="workers"),
        CustomerClass("machines", path, arrivals_per_s=1.0, pool="workers"),
        CustomerClass("reports", path, 1.0, 1.0, pool="workers"),
        CustomerClass("jobs", path, 1.0, 1.0),
        CustomerClass("beside", path, arrivals_per_s=1.0),
    )
    return Batch.of([Network(stations, kinds, (Pool("workers", 1),))])


def _batch(asked: Asked, carriers: Carriers) -> Batch:
    """Return the networks of the rows."""
    one = _template(0)
    rows = len(asked.per_s)
    batch = Batch(**{field.name: np.repeat(getattr(one, field.name), rows, axis=0) for field in fields(one)})
    return _filled(batch, carriers, asked.kind_s, asked.kind_squares_s2, asked.population, asked.think_s, asked.per_s)


def _filled(
    batch: Batch,
    carriers: Carriers,
    demand_s: Numbers,
    squares_s2: Numbers,
    population: Numbers,
    think_s: Numbers,
    per_s: Numbers,
) -> Batch:
    servers = np.ones_like(batch.servers)
    servers[:, APPLICATION] = carriers.application_vcpus
    servers[:, DATABASE] = carriers.database_vcpus
    most = int(servers.max())
    rates = np.minimum(np.arange(1.0, most + 1.0), servers[..., None])
    rates[batch.is_delay] = 1.0
    return replace(
        batch,
        demand_s=demand_s,
        visits=(demand_s > 0.0).astype(float),
        squares_s2=squares_s2,
        population=np.where(batch.is_open, 0.0, population),
        think_s=np.where(batch.is_open, batch.think_s, np.maximum(think_s, 1e-7)),
        arrivals_per_s=np.where(batch.is_open, per_s, 0.0),
        pool_size=carriers.workers[:, None].astype(float),
        servers=servers,
        rates=rates,
    )


def _responses(work: Work, carriers: Carriers, asked: Asked, batch: Batch, solved: Solved) -> Responses:
    unstable = solved.unstable
    busy = np.einsum("bg,bgk->bk", solved.per_s, batch.demand_s) / batch.servers
    app_used = np.where(unstable, np.maximum(asked.application_used, busy[:, APPLICATION]), busy[:, APPLICATION])
    if carriers.database_held_s is None:
        database_used = np.where(unstable, np.maximum(asked.database_used, busy[:, DATABASE]), busy[:, DATABASE])
    else:
        database_used = asked.database_used
    disks = busy[:, [DATA_DISK, LOG_DISK]].max(axis=1)
    pooled = [PEOPLE, MACHINES, REPORTS]
    held = (solved.per_s[:, pooled] * solved.residence_s[:, pooled].sum(axis=2)).sum(axis=1)
    offered = (asked.per_s[:, pooled] * asked.kind_s[:, pooled].sum(axis=2)).sum(axis=1)
    workers_used = np.where(unstable, offered, held) / carriers.workers
    found = np.maximum(np.maximum(app_used, workers_used), disks)
    if carriers.database_held_s is None:
        found = np.maximum(found, database_used)
    saturated = unstable | ~solved.converged | (found >= SATURATED_SHARE)
    mean, variance = _by_class(work, asked, carriers, batch, solved)
    mean = np.where(unstable[:, None], np.inf, mean)
    wait = solved.wait_s[:, PEOPLE]
    beyond = np.maximum(solved.residence_s[:, PEOPLE] - asked.kind_s[:, PEOPLE], 0.0)
    infinite = np.where(unstable, np.inf, 0.0)
    return Responses(
        application_util_share=app_used,
        database_util_share=database_used,
        worker_util_share=workers_used,
        disk_util_share=disks,
        application_wait_s=beyond[:, APPLICATION] + infinite,
        database_wait_s=beyond[:, DATABASE] + infinite,
        worker_wait_s=wait + infinite,
        mean_s=mean,
        variance_s2=variance,
        interactive_per_s=work.interactive_per_s,
        saturated=np.asarray(saturated),
        converged=solved.converged,
        overflow_share=np.where(unstable, 1.0, _overflow(carriers, solved)),
    )


def _by_class(
    work: Work, asked: Asked, carriers: Carriers, batch: Batch, solved: Solved
) -> tuple[Numbers, Numbers]:
    """Return mean and variance of the response of each class, [row, class]."""
    people, machines = work.interactive_per_s, work.machine_per_s
    total = people + machines
    # Who only comes from machines, or not at all, finds what his kind finds.
    part = np.where(total > 0.0, people / np.maximum(total, TINY), 1.0)
    part = np.where((asked.per_s[:, PEOPLE] > 0.0)[:, None], part, 0.0)[..., None]
    alone = np.maximum(asked.kind_s, TINY)
    long = np.where(asked.kind_s > 0.0, solved.residence_s / alone, 1.0)
    long = part * long[:, None, PEOPLE] + (1.0 - part) * long[:, None, MACHINES]
    residence = asked.class_s * np.maximum(long, 1.0)
    wait = part[..., 0] * solved.wait_s[:, None, PEOPLE] + (1.0 - part[..., 0]) * solved.wait_s[:, None, MACHINES]
    rows, classes, stations = residence.shape
    nothing = np.zeros_like(residence)
    one = _template(classes)
    whole = Batch(**{field.name: np.repeat(getattr(one, field.name), rows, axis=0) for field in fields(one)})
    demand = np.concatenate([asked.class_s, asked.kind_s], axis=1)
    squares = np.concatenate([asked.class_s**2, asked.kind_squares_s2], axis=1)
    population = np.concatenate([np.zeros((rows, classes)), asked.population], axis=1)
    per_s = np.concatenate([np.zeros((rows, classes)), solved.per_s], axis=1)
    whole = _filled(
        whole, carriers, demand, squares, population, np.ones_like(population), per_s
    )
    times = np.concatenate([residence, solved.residence_s], axis=1)
    each = variances(whole, per_s, times, np.concatenate([nothing, np.zeros_like(solved.residence_s)], axis=1))
    # What the kind as a whole varies by beyond its stations is the wait for a worker.
    spread = np.maximum(solved.variance_s2 - each[:, classes:].sum(axis=2), 0.0)
    lined = part[..., 0] * spread[:, None, PEOPLE] + (1.0 - part[..., 0]) * spread[:, None, MACHINES]
    mean = residence.sum(axis=2) + wait
    return mean, each[:, :classes].sum(axis=2) + lined


def _overflow(carriers: Carriers, solved: Solved) -> Numbers:
    """Return the share of time in which the line for workers is longer than the listen queue: a geometric tail."""
    line = (solved.per_s * solved.wait_s)[:, [PEOPLE, MACHINES, REPORTS]].sum(axis=1)
    full = solved.full_share[:, 0]
    ratio = line / np.maximum(line + full, TINY)
    return np.asarray(full * ratio ** (LISTEN_PLACES_PER_WORKER * carriers.workers))
