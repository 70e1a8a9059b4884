"""Closed and open classes without pools: a Linearizer with waiting jobs and busy servers kept apart.

Chandy and Neuse 1982 (the correction of Schweitzer's guess by how shares of the queue move when one customer leaves), with
the wait of a multi-server station as (jobs waiting + chance that all servers are busy) x time between departures. First
come first served counts everybody ahead with his own service time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.erlang import all_busy
from wardround.engine.network.residual import residual

Numbers = NDArray[np.float64]

TOLERANCE = 1e-6
"""Relative change of a response at which the iteration ends."""
ROUNDS = 4
"""Corrections of the guess how queues shrink when one customer leaves."""
MOST_STEPS = 400
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Behind:
    """What other customers do at each station, [b, k]: jobs waiting, work waiting [s], busy servers."""

    waiting: Numbers
    work_s: Numbers
    busy: Numbers

    @classmethod
    def nobody(cls, batch: Batch) -> Behind:
        """Return empty stations."""
        nothing = np.zeros(batch.servers.shape)
        return cls(nothing, nothing, nothing)


@dataclass(frozen=True, slots=True)
class Stations:
    """What the waiting formula of each station needs, [b, c, k] or [b, 1, k]."""

    per_waiting: Numbers
    """Seconds of wait per unit of `weight` ahead."""
    weight: Numbers
    """What one waiting job of a class counts: 1, or its service time where the first come is first served. [1 or s]."""

    @classmethod
    def of(cls, batch: Batch) -> Stations:
        """Return the waiting formula of each station."""
        fcfs = batch.is_fcfs[:, None, :]
        stretched = np.where(fcfs, batch.visits, batch.demand_s)
        per = np.where(batch.is_delay[:, None, :], 0.0, stretched / batch.servers[:, None, :])
        mean = batch.demand_s / np.maximum(batch.visits, TINY)
        return cls(per, np.where(fcfs, mean, 1.0))


@dataclass(frozen=True, slots=True)
class Flow:
    """Closed and open classes in steady state."""

    per_s: Numbers
    """[b, c]."""
    residence_s: Numbers
    """[b, c, k]."""
    steps: int
    converged: NDArray[np.bool_]


def linearize(batch: Batch, behind: Behind, extra_s: Numbers) -> Flow:
    """Return the flow of the classes without a pool; those in pools have none here.

    Parameters
    ----------
    behind : what the customers of pools do at the stations.
    extra_s : fixed time outside the stations, added to the think time, [b, c].
    """
    use = batch.unpooled
    people = np.where(use, batch.population, 0.0)
    arrive = np.where(use, batch.arrivals_per_s, 0.0)
    rows, classes, stations = batch.demand_s.shape
    demand = batch.demand_s
    form = Stations.of(batch)
    servers = batch.servers
    live = ~batch.is_delay
    # Populations s: 0 is everybody, 1 + j is one customer of class j short.
    sizes = np.maximum(people[:, None, :] - np.concatenate([np.zeros((1, classes)), np.eye(classes)])[None], 0.0)
    think = batch.think_s + extra_s
    present = people > 0.0
    flow = sizes / (think + demand.sum(axis=2))[:, None, :]
    waiting = np.zeros((rows, classes + 1, classes, stations))
    shrink = np.zeros((rows, classes, classes, stations))
    open_work = np.einsum("bc,bck->bk", arrive, demand) * live
    open_load = np.minimum(open_work / servers, 0.999999)
    # Work of open jobs, per unit of the formula: shared stations count jobs, others seconds.
    open_pull = np.einsum("bc,bck->bk", arrive, form.per_waiting * form.weight)
    open_pull = np.minimum(open_pull, 0.999999)
    own = np.divide(1.0, sizes, out=np.zeros_like(sizes), where=sizes > 0.0)
    weight = form.weight[:, None, :, :]
    per_wait = form.per_waiting[:, None, :, :]
    behind_waiting = np.where(batch.is_fcfs, behind.work_s, behind.waiting)[:, None, :]
    residence = np.broadcast_to(demand[:, None], waiting.shape)
    converged = np.zeros(rows, dtype=bool)
    steps = 0

    def peak(fl, all_busy_now):
        mine = fl[..., None] * demand
        bound = np.divide(mine**2, people[..., None], out=np.zeros_like(mine), where=people[..., None] > 0).sum(axis=1)
        z = np.maximum(1.0 - bound / np.maximum(all_busy_now, TINY), 0.05)
        return np.where(servers > 1.0, servers / z, servers)[:, None, None, :]
    for _round in range(ROUNDS):
        weighted = shrink * form.weight[:, :, None, :]
        total = (people[:, :, None, None] * weighted).sum(axis=1)
        error = np.repeat(total[:, None], classes + 1, axis=1)
        error[:, 1:] -= weighted
        error -= np.einsum("bjjk->bjk", weighted)[:, None]
        for _step in range(MOST_STEPS):
            steps += 1
            busy = np.einsum("bsc,bck->bsk", flow, demand) * live[:, None]
            smooth = peak(flow[:, 0], busy[:, 0] + open_work)
            seen_busy = _one_short(busy) + (open_work + behind.busy)[:, None, None, :]
            chance = all_busy(smooth, seen_busy / servers[:, None, None, :])
            if _step % 8 == 0: rest = residual(batch, flow[:, 0] + arrive, busy[:, 0] + open_work)[:, None]
            line = waiting * weight
            line_all = line.sum(axis=2) + behind_waiting
            ahead = np.maximum(line_all[:, :, None, :] - line * own[..., None] + error, 0.0)
            # Open jobs see everybody, themselves included: their own line is solved for at once.
            ahead += (ahead + chance * rest) * (open_pull / (1.0 - open_pull))[:, None, None, :]
            wait = per_wait * (ahead + chance * rest)
            new = demand[:, None] + wait
            moved = np.abs(new - residence).sum(axis=3) / np.maximum(new.sum(axis=3), TINY)
            moved = np.where(present[:, None], moved, 0.0).max(axis=(1, 2))
            residence = new
            flow = sizes / (think[:, None] + new.sum(axis=3))
            waiting = flow[..., None] * wait
            if np.all(moved < TOLERANCE):
                break
        converged = moved < TOLERANCE * 100
        share = waiting * own[..., None]
        # shrink[b, c, j, k]: how the share of class c at k moves when a customer of class j leaves.
        shrink = np.where(
            (sizes[:, 1:] > 0.0).transpose(0, 2, 1)[..., None], (share[:, 1:] - share[:, :1]).transpose(0, 2, 1, 3), 0.0
        )
    return _with_open(batch, flow[:, 0], residence[:, 0], behind, steps, converged, arrive, open_pull)


def _one_short(busy: Numbers) -> Numbers:
    """Return the busy servers that a customer of class j finds, [b, s, j, k], from those at each population."""
    short = busy[:, 1:]
    found = busy[:, :, None, :] + (short - busy[:, :1])[:, None]
    return np.maximum(found, 0.0)


def _with_open(
    batch: Batch,
    closed: Numbers,
    residence: Numbers,
    behind: Behind,
    steps: int,
    converged: NDArray[np.bool_],
    arrive: Numbers,
    open_pull: Numbers,
) -> Flow:
    """Return closed and open classes together; an open transaction finds everybody."""
    form = Stations.of(batch)
    per_s = closed + arrive
    busy = np.einsum("bc,bck->bk", per_s, batch.demand_s) * ~batch.is_delay + behind.busy
    chance = all_busy(batch.servers, busy / batch.servers)
    rest = residual(batch, per_s, busy)
    wait = residence - batch.demand_s
    line = (closed[..., None] * wait * form.weight).sum(axis=1)
    line += np.where(batch.is_fcfs, behind.work_s, behind.waiting)
    ahead = (line + open_pull * chance * rest.mean(axis=1)) / (1.0 - open_pull)
    open_residence = batch.demand_s + form.per_waiting * (ahead[:, None, :] + chance[:, None, :] * rest)
    is_open = batch.is_open[..., None]
    return Flow(per_s, np.where(is_open, open_residence, residence), steps, converged)
