"""What happens inside a pool for each number of busy tokens.

The jobs inside are one chain with the mean demands of the mix, solved exactly where jobs share (see `chain`). Where the
first come is first served, unequal services make the line longer than the chain says; that is added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.chain import Chain, solve_chain
from wardround.engine.network.longer_wait import Looks, longer_waits
from wardround.engine.network.outsiders import Outsiders
from wardround.engine.network.own_view import notable, without_one
from wardround.engine.network.residual import residuals
from wardround.engine.network.uneven_line import UnevenLines, with_uneven_lines

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]

TINY = 1e-300
NEGLIGIBLE = 1e-9
UNEVEN = 1e-6
OUTSIDE_MOST = 0.03
"""Where outsiders do more than this part of the work, whom they meet counts for more than who meets them."""
MOST_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Inside:
    """What a job meets with n = 1, 2, ... tokens busy."""

    per_s: Numbers
    """[b, n]."""
    stretch: Numbers
    """Residence over demand where jobs share, [b, k, n]."""
    line_s: Numbers
    """Wait per visit where the first come is first served, [b, k, n]."""
    shared_s: Numbers
    """Demands that stretch, [b, c, k]."""
    queued_visits: Numbers
    """Visits that wait where the first come is first served, [b, c, k]."""
    fixed_s: Numbers
    """Demands that do not stretch, [b, c, k]."""
    apart: tuple[Places, Places]
    """Networks and classes that meet something else than the mix: the others without themselves."""
    apart_stretch: Numbers
    """As `stretch`, for each of those, [i, k, n]."""
    apart_line_s: Numbers
    """As `line_s`, for each of those, [i, k, n]."""

    def residence_s(self, entered: Numbers) -> Numbers:
        """Return the time at each station for classes that enter with n tokens busy, the own one counted, [b, c, n]."""
        stretch = self._met(entered, self.stretch, self.apart_stretch)
        line = self._met(entered, self.line_s, self.apart_line_s)
        return np.asarray(self.shared_s * stretch + self.queued_visits * line + self.fixed_s)

    def stretch_square(self, entered: Numbers) -> Numbers:
        """Return the mean square of residence over demand where jobs share, [b, c, k]."""
        return self._met(entered, self.stretch**2, self.apart_stretch**2)

    def held_s(self) -> Numbers:
        """Return how long each class holds a token with n busy, [b, c, n]."""
        held = self.shared_s @ self.stretch + self.queued_visits @ self.line_s
        at = self.apart
        held[at] = np.einsum("ik,ikn->in", self.shared_s[at], self.apart_stretch)
        held[at] += np.einsum("ik,ikn->in", self.queued_visits[at], self.apart_line_s)
        return np.asarray(held + self.fixed_s.sum(axis=2)[..., None])

    def held_by_station_s(self, at: Places) -> Numbers:
        """Return how long each class holds a token at each station, [b, c, k], with at[b] + 1 tokens busy."""
        rows = np.arange(len(at))
        held = self.shared_s * self.stretch[rows, :, at][:, None]
        held += self.queued_visits * self.line_s[rows, :, at][:, None]
        own, n = self.apart, at[self.apart[0]]
        each = np.arange(len(n))
        held[own] = self.shared_s[own] * self.apart_stretch[each, :, n]
        held[own] += self.queued_visits[own] * self.apart_line_s[each, :, n]
        return np.asarray(held + self.fixed_s)

    def served_by(self, mix: Numbers) -> Self:
        """Return this with the throughput that follows from how long the classes of networks set apart hold tokens."""
        rows = np.unique(self.apart[0])
        if not len(rows):
            return self
        held = np.einsum("bc,bcn->bn", mix[rows], self.held_s()[rows])
        served = self.per_s.copy()
        served[rows] = np.arange(1.0, served.shape[1] + 1.0) / np.maximum(held, TINY)
        return replace(self, per_s=served)

    def _met(self, entered: Numbers, met: Numbers, apart: Numbers) -> Numbers:
        """Return the mean of what is met with n tokens busy, [b, c, k]."""
        found = np.asarray(entered @ met.transpose(0, 2, 1))
        found[self.apart] = np.einsum("in,ikn->ik", entered[self.apart], apart)
        return found


def tokens(batch: Batch, pool: int) -> Numbers:
    """Return how many tokens of a pool can be busy at all, [b]."""
    mine = batch.in_pool[:, :, pool]
    people = np.where(mine, batch.population, 0.0).sum(axis=1)
    endless = (mine & batch.is_open).any(axis=1)
    return np.maximum(np.ceil(np.minimum(batch.pool_size[:, pool], np.where(endless, np.inf, people)) - 1e-9), 1.0)


def inside(batch: Batch, pool: int, per_s: Numbers, residence_s: Numbers, outsiders: Outsiders) -> Inside:
    """Return what happens inside a pool for the mix of its classes.

    Parameters
    ----------
    per_s : throughput of all classes so far, [b, c].
    residence_s : their time at each station so far, [b, c, k].
    outsiders : jobs of classes outside the pool.
    """
    met = _met(batch, pool, per_s, residence_s, outsiders)
    at = notable(batch, pool, per_s)
    most = met.served.shape[1]
    alone_stretch = alone_line = np.zeros((0, batch.demand_s.shape[2], most))
    if len(at[0]):
        short = without_one(batch, per_s, *at)
        others = _met(batch.rows(at[0]), pool, short, residence_s[at[0]], outsiders.of_rows(at[0]), most)
        alone_stretch, alone_line = others.stretch, others.line_s
    fcfs, delay = batch.is_fcfs[:, None], batch.is_delay[:, None]
    found = Inside(
        met.served,
        met.stretch,
        met.line_s,
        np.where(fcfs | delay, 0.0, batch.demand_s),
        np.where(fcfs, batch.visits, 0.0),
        np.where(fcfs | delay, batch.demand_s, 0.0),
        at,
        alone_stretch,
        alone_line,
    )
    return found.served_by(met.mix)


@dataclass(frozen=True, slots=True)
class _Met:
    """What the mix of a pool meets: throughput [b, n], stretch and line as in `Inside`; the mix, [b, c]."""

    served: Numbers
    stretch: Numbers
    line_s: Numbers
    mix: Numbers


def _met(batch: Batch, pool: int, per_s: Numbers, residence_s: Numbers, outsiders: Outsiders, most: int = 0) -> _Met:
    mine = batch.in_pool[:, :, pool]
    flow = np.where(mine, per_s, 0.0)
    flow = np.where(flow.any(axis=1, keepdims=True), flow, mine.astype(float))  # nobody comes: any mix will do
    mix = flow / np.maximum(flow.sum(axis=1, keepdims=True), TINY)
    most = most or int(tokens(batch, pool).max())
    demand, visits = batch.demand_s, batch.visits
    mean, looks = np.einsum("bc,bck->bk", mix, demand), np.einsum("bc,bck->bk", mix, visits)
    queueing = np.where(batch.is_delay, 0.0, mean)
    delays = np.where(batch.is_delay, mean, 0.0).sum(axis=1)
    delays = np.where(mine.any(axis=1), delays, 1.0)  # a pool that nobody needs
    busy = np.minimum(np.einsum("bc,bck->bk", per_s, demand), batch.servers)
    chain = _chain(batch, queueing, delays, most, outsiders)
    chain, exactly = _with_lines(batch, pool, chain, per_s, queueing, delays, outsiders)
    line = _line_s(chain, queueing, looks, np.flatnonzero(batch.is_fcfs.any(axis=0)))
    rest = residuals(batch, per_s, busy)[:, 0]
    own = np.maximum(np.where(mine, per_s, 0.0).sum(axis=1), TINY)
    idle = np.maximum(tokens(batch, pool) / own - np.einsum("bc,bck->b", mix, residence_s), 0.0)
    served, extra = longer_waits(
        batch, chain.per_s, Looks(line, mean, looks, rest, outsiders.busy, idle), per_s, where=~exactly
    )
    stretch = chain.jobs / np.maximum(chain.per_s[:, None] * queueing[..., None], TINY)
    stretch = np.where((queueing > 0.0)[..., None], stretch, 1.0)
    return _Met(served, stretch, np.where(batch.is_fcfs[..., None], line + extra, 0.0), mix)


def _chain(batch: Batch, queueing: Numbers, delays: Numbers, most: int, outsiders: Outsiders) -> Chain:
    """Return the chain, solved for those stations alone where any of its jobs queue."""
    used = np.flatnonzero((queueing > 0.0).any(axis=0))
    used = used if len(used) else np.arange(1)
    part = solve_chain(queueing[:, used], delays, batch.rates[:, used], most, outsiders.at(used))
    jobs = np.zeros((*queueing.shape, most))
    jobs[:, used] = part.jobs
    short = np.zeros_like(jobs)
    short[:, used] = part.short_per_s
    return Chain(part.per_s, jobs, short)


def _with_lines(
    batch: Batch, pool: int, chain: Chain, per_s: Numbers, queueing: Numbers, delays: Numbers, outsiders: Outsiders
) -> tuple[Chain, Flags]:
    """Return the chain with lone servers of unequal services worked out level by level, and where, [b, k]."""
    flow = per_s[..., None] * batch.visits
    whole = flow.sum(axis=1)
    service = np.where(batch.visits > 0.0, batch.demand_s / np.maximum(batch.visits, TINY), 1.0)
    there = flow > 0.0
    longest = np.where(there, service, 0.0).max(axis=1)
    shortest = np.where(there, service, np.inf).min(axis=1)
    lone = batch.is_fcfs & (batch.servers == 1.0) & (queueing > 0.0) & (longest > shortest * (1.0 + UNEVEN))
    lone &= outsiders.busy <= OUTSIDE_MOST * (flow * service).sum(axis=1)
    size = tokens(batch, pool)
    lone &= (size <= MOST_TOKENS)[:, None]
    rows = np.flatnonzero(lone.any(axis=1))
    if not len(rows):
        return chain, lone
    few = slice(0, int(size[rows].max()))
    at = np.flatnonzero((queueing[rows] > 0.0).any(axis=0))
    both = np.ix_(rows, at)
    line, station = np.nonzero(lone[both])
    where = rows[line], at[station]
    mine = batch.in_pool[:, :, pool]
    own = np.where(mine[..., None], flow, 0.0).sum(axis=1)[where]
    other = np.where(mine[..., None], 0.0, flow * service).sum(axis=1)[where] / np.maximum(whole[where] - own, TINY)
    outside = whole[where] - own > NEGLIGIBLE * whole[where]
    per_visit = np.where(outside, 1.0 / np.where(outside, other, 1.0), 0.0)
    lines = UnevenLines(
        line,
        station,
        (own / np.maximum(np.where(mine, per_s, 0.0).sum(axis=1)[where[0]], TINY)),
        own / whole[where],
        (flow / np.maximum(whole[:, None], TINY))[where[0], :, where[1]],
        service[where[0], :, where[1]],
        outsiders.stream[where] * per_visit,
        outsiders.people[where],
        outsiders.pull[where] * per_visit,
    )
    part = with_uneven_lines(
        Chain(chain.per_s[rows, few], chain.jobs[both][:, :, few], chain.short_per_s[both][:, :, few]),
        queueing[both],
        delays[rows],
        batch.rates[both],
        outsiders.of_rows(rows).at(at),
        lines,
    )
    per_s, jobs = chain.per_s.copy(), chain.jobs.copy()
    per_s[rows, few] = part.per_s
    jobs[both[0], both[1], few] = part.jobs
    return Chain(per_s, jobs, chain.short_per_s), lone


def _line_s(chain: Chain, queueing: Numbers, visits: Numbers, stations: Places) -> Numbers:
    """Return the wait per visit at some stations, [b, k, n]; 0 at the others."""
    found = np.zeros_like(chain.jobs)
    each = visits[:, stations]
    there = chain.jobs[:, stations] / np.maximum(chain.per_s, TINY)[:, None] - queueing[:, stations, None]
    there /= np.where(each > 0.0, each, 1.0)[..., None]
    found[:, stations] = np.where((each > 0.0)[..., None], np.maximum(there, 0.0), 0.0)
    return found
