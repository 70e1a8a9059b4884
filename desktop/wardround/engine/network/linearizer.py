"""Closed and open classes that need no token: a Linearizer with waiting jobs and busy servers kept apart.

Chandy and Neuse 1982: Schweitzer's guess of what a customer finds, corrected by how the shares of each queue move when
one customer leaves. The wait at a station of several servers is (jobs waiting + chance that all servers are busy) x
time between departures, which holds exactly for shared stations; the chance is Erlang's. First come first served counts
everybody ahead with his own service time.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.erlang import all_busy
from wardround.engine.network.residual import Services, services
from wardround.engine.network.slowness import slowness

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 1e-6
"""Relative change of a response at which the iteration ends."""
ROUNDS = 2
"""Corrections of the guess how queues shrink when one customer leaves."""
MOST_STEPS = 600
LEG = 16
"""Steps after which networks that are done are left out."""
REST_EVERY = 4
"""Steps between two looks at the residual services, which hardly move."""
LOAD_CAP = 0.999999
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Behind:
    """What other customers do at each station, [b, k]: jobs waiting, work waiting [s], busy servers; and their flow."""

    waiting: Numbers
    work_s: Numbers
    busy: Numbers
    per_s: Numbers
    """Throughput of all classes, 0 for those solved here, [b, c]."""

    @classmethod
    def of(cls, batch: Batch, per_s: Numbers, residence_s: Numbers, who: Flags) -> Self:
        """Return what the classes `who` [b, c] do."""
        flow = np.where(who, per_s, 0.0)
        wait = flow[..., None] * np.maximum(residence_s - batch.demand_s, 0.0)
        mean = batch.demand_s / np.maximum(batch.visits, TINY)
        busy = np.einsum("bc,bck->bk", flow, batch.demand_s) * ~batch.is_delay
        return cls(wait.sum(axis=1), (wait * mean).sum(axis=1), busy, flow)


@dataclass(frozen=True, slots=True)
class Flow:
    """Closed and open classes in steady state."""

    per_s: Numbers
    """[b, c]."""
    residence_s: Numbers
    """[b, c, k]."""
    seen_busy: Numbers
    """Chance that an arrival of a class finds all servers busy, [b, c, k]."""
    converged: Flags


@dataclass(frozen=True, slots=True)
class _Form:
    """The wait of each station: `per_wait` seconds per unit of `weight` ahead, [b, c, k]."""

    per_wait: Numbers
    weight: Numbers

    @classmethod
    def of(cls, batch: Batch) -> Self:
        fcfs = batch.is_fcfs[:, None, :]
        stretched = np.where(fcfs, batch.visits, batch.demand_s)
        per = np.where(batch.is_delay[:, None, :], 0.0, stretched / batch.servers[:, None, :])
        mean = batch.demand_s / np.maximum(batch.visits, TINY)
        return cls(per, np.where(fcfs, mean, 1.0))


class _Iteration:
    """Populations s: 0 is everybody, 1 + j is one customer of class j short."""

    def __init__(self, batch: Batch, behind: Behind, use: Flags, extra_s: Numbers) -> None:
        self.batch, self.behind, self.form = batch, behind, _Form.of(batch)
        classes = batch.demand_s.shape[1]
        self.away_s = batch.think_s + extra_s
        self.people = np.where(use, batch.population, 0.0)
        self.arrive = np.where(use, batch.arrivals_per_s, 0.0)
        short = np.concatenate([np.zeros((1, classes)), np.eye(classes)])
        self.sizes = np.maximum(self.people[:, None, :] - short[None], 0.0)
        self.own = np.divide(1.0, self.sizes, out=np.zeros_like(self.sizes), where=self.sizes > 0.0)
        self.live = ~batch.is_delay
        self.open_work = np.einsum("bc,bck->bk", self.arrive, batch.demand_s) * self.live
        pull = np.einsum("bc,bck->bk", self.arrive, self.form.per_wait * self.form.weight)
        self.open_pull = np.minimum(pull, LOAD_CAP)
        demand = batch.demand_s
        self.flow = self.sizes / (self.away_s + demand.sum(axis=2))[:, None, :]
        self.waiting = np.zeros((len(batch), classes + 1, classes, demand.shape[2]))
        self.residence = np.repeat(demand[:, None], classes + 1, axis=1)
        self.chance = np.zeros_like(self.residence)
        self.error = np.zeros_like(self.residence)
        self.done = np.zeros(len(batch), dtype=bool)
        self.held_s = np.where(batch.is_fcfs, behind.work_s, behind.waiting)[:, None, :]
        self.slow_s = np.zeros((1, 1, 1, 1))
        self._look_at_services()

    def _look_at_services(self) -> None:
        per_s = self.flow[:, 0] + self.arrive + self.behind.per_s
        busy = np.einsum("bc,bck->bk", per_s, self.batch.demand_s) * self.live
        self.met: Services = services(self.batch, per_s, busy)
        if self.batch.load_dependent.any():
            self.slow_s = (self.batch.demand_s * slowness(self.batch, busy)[:, None])[:, None]

    def _servers_smoothed(self) -> Numbers:
        """Return more servers where few customers can be busy: they come less unevenly than a Poisson stream.

        Hayward's rule, with the ratio of variance to mean of busy servers of a finite population.
        """
        mine = self.flow[:, 0, :, None] * self.batch.demand_s
        people = self.people[..., None]
        lost = np.divide(mine**2, people, out=np.zeros_like(mine), where=people > 0.0).sum(axis=1)
        whole = np.einsum("bc,bck->bk", self.flow[:, 0], self.batch.demand_s) + self.open_work + self.behind.busy
        ratio = np.maximum(1.0 - lost / np.maximum(whole, TINY), 0.05)
        servers = self.batch.servers
        return np.where(servers > 1.0, servers / ratio, servers)[:, None, None, :]

    def correct(self) -> None:
        """Work out how the shares of the queues move when a customer leaves, and start again."""
        share = self.waiting * self.form.weight[:, None] * self.own[..., None]
        there = (self.sizes[:, 1:] > 0.0)[..., None]
        # shrink[b, j, c, k]: how the share of class c at k moves when a customer of class j leaves.
        shrink = np.where(there, share[:, 1:] - share[:, :1], 0.0)
        # error[b, s, j, k]: what a customer of class j finds beyond the guess, the population being s.
        total = (self.people[:, None, :, None] * shrink).sum(axis=2)
        error = np.repeat(total[:, None], self.sizes.shape[1], axis=1)
        error[:, 1:] -= shrink.transpose(0, 2, 1, 3)
        error -= np.einsum("bjjk->bjk", shrink)[:, None]
        self.error = error
        self.done = np.zeros(len(self.batch), dtype=bool)

    def run(self) -> None:
        """Iterate until the response of every class stays."""
        self._look_at_services()
        self._legs(0)
        # A network that was done early must not depend on how long the others took.
        self._look_at_services()

    def _legs(self, first: int) -> None:
        """Iterate from a step on, in legs, after each of which those that are done are left out."""
        for step in range(first, min(first + LEG, MOST_STEPS)):
            if self._step(step):
                return
        rest = np.flatnonzero(~self.done)
        if first + LEG >= MOST_STEPS:
            return
        if len(rest) == len(self.done):
            self._legs(first + LEG)
            return
        part = self._part(rest)
        part._legs(first + LEG)  # noqa: SLF001 - one of us
        for name in ("flow", "waiting", "residence", "chance", "done"):
            getattr(self, name)[rest] = getattr(part, name)

    def _part(self, rows: NDArray[np.intp]) -> Self:
        """Return the iteration of some networks alone, where it stands."""
        part = copy(self)
        part.batch = self.batch.rows(rows)
        for group in ("behind", "form", "met"):
            held = getattr(self, group)
            kept = {field.name: getattr(held, field.name)[rows] for field in fields(held)}
            setattr(part, group, replace(held, **kept))
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray) and len(value) == len(self.done) and name != "slow_s":
                setattr(part, name, value[rows])
        if len(self.slow_s) > 1:
            part.slow_s = self.slow_s[rows]
        return part

    def _step(self, step: int) -> bool:
        """Work out anew what everybody finds; return whether all networks are done."""
        servers = self.batch.servers[:, None, None, :]
        weight, per_wait = self.form.weight[:, None], self.form.per_wait[:, None]
        load = (self.open_work + self.behind.busy)[:, None, None, :]
        pull = (self.open_pull / (1.0 - self.open_pull))[:, None, None, :]
        lone = (self.batch.is_fcfs & (self.batch.servers == 1.0))[:, None, None, :]
        if step % REST_EVERY == REST_EVERY - 1:
            self._look_at_services()
        swing = self.met.swing[:, None]
        busy = np.einsum("bsc,bck->bsk", self.flow, self.batch.demand_s) * self.live[:, None]
        chance = all_busy(self._servers_smoothed(), (_found(busy, swing) + load) / servers)
        rest = chance * self.met.rest_s[:, None]
        if lone.any():
            others = np.einsum("bc,bck->bk", self.arrive + self.behind.per_s, self.batch.squares_s2)
            work = np.einsum("bsc,bck->bsk", self.flow, self.batch.squares_s2)
            rest = np.where(lone, _found(work, swing) + others[:, None, None, :], rest)
        line = self.waiting * weight
        found = line.sum(axis=2)[:, :, None, :] + self.held_s[:, None]
        found = np.maximum(found - swing * (line * self.own[..., None] - self.error), 0.0)
        # Open jobs see everybody, themselves included: their own line is solved for at once.
        found += (found + rest) * pull
        found = self._returned(found + rest, chance, lone)
        return self._accept(per_wait * found, chance)

    def _returned(self, found: Numbers, chance: Numbers, lone: Flags) -> Numbers:
        """Return the work found, with visits that come back soon after the last: they find what they left behind.

        What a job leaves behind arrived during its wait and its service. How soon is soon the relaxation of the line
        says, residual / (1 - load).
        """
        batch = self.batch
        if not batch.returns.any():
            return found
        relaxed = self.met.rest_s / np.maximum(1.0 - chance[:, 0], 0.02)
        soon = batch.returns * relaxed / np.maximum(relaxed + batch.gap_s, TINY)
        soon = np.where(lone[:, 0], soon, 0.0)[:, None]
        ahead = found + self.met.rest_s[:, None]
        behind = found * (found + batch.before_s[:, None])
        behind = np.divide(behind, ahead, out=np.zeros_like(behind), where=ahead > 0.0)
        return found * (1.0 - soon) + soon * behind

    def _accept(self, wait: Numbers, chance: Numbers) -> bool:
        # Slow service is no line: nobody waits for a server meanwhile.
        base = self.batch.demand_s[:, None] + self.slow_s
        new = base + wait
        moved = np.abs(new - self.residence).sum(axis=3) / np.maximum(new.sum(axis=3), TINY)
        moved = np.where(self.sizes > 0.0, moved, 0.0).max(axis=(1, 2))
        keep = self.done[:, None, None, None]
        self.residence = np.where(keep, self.residence, new)
        self.chance = np.where(keep, self.chance, chance)
        self.flow = self.sizes / (self.away_s[:, None] + self.residence.sum(axis=3))
        waiting = self.flow[..., None] * np.maximum(self.residence - base, 0.0)
        self.waiting = np.where(keep, self.waiting, waiting)
        self.done |= moved < TOLERANCE
        return bool(self.done.all())

    def flows(self) -> Flow:
        """Return closed and open classes together; an open transaction finds everybody."""
        batch, behind, form = self.batch, self.behind, self.form
        per_s = self.flow[:, 0] + self.arrive
        busy = np.einsum("bc,bck->bk", per_s, batch.demand_s) * self.live + behind.busy
        chance = all_busy(self._servers_smoothed()[:, 0, 0], busy / batch.servers)[:, None, :]
        line = (self.waiting[:, 0] * form.weight).sum(axis=1) + self.held_s[:, 0]
        lone = batch.is_fcfs & (batch.servers == 1.0)
        work = np.einsum("bc,bck->bk", per_s + behind.per_s, batch.squares_s2)
        rest = np.where(lone, work, chance[:, 0] * self.met.rest_s[:, 0])[:, None]
        pull = self.open_pull[:, None]
        ahead = (line[:, None] + pull * rest) / (1.0 - pull)
        opened = batch.demand_s + self.slow_s[:, 0] + form.per_wait * (ahead + rest)
        is_open = batch.is_open[..., None]
        return Flow(
            per_s,
            np.where(is_open, opened, self.residence[:, 0]),
            np.where(is_open, chance, self.chance[:, 0]),
            self.done,
        )


def _found(each: Numbers, swing: Numbers) -> Numbers:
    """Return what a customer of class j finds, [b, s, j, k], from what is there at each population, [b, s, k]."""
    gone = (each[:, :1] - each[:, 1:])[:, None]
    return np.maximum(each[:, :, None, :] - swing * gone, 0.0)


def linearize(batch: Batch, behind: Behind, use: Flags, extra_s: Numbers) -> Flow:
    """Return the flow of some classes, the others standing still; those have no flow here.

    Parameters
    ----------
    behind : what the other classes do at the stations.
    use : the classes to solve for, [b, c].
    extra_s : time that passes outside the stations besides thinking, [b, c].
    """
    iteration = _Iteration(batch, behind, use, extra_s)
    iteration.run()
    for _ in range(ROUNDS):
        iteration.correct()
        iteration.run()
    return iteration.flows()
