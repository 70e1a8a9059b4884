"""What happens inside a pool for each number of busy tokens.

The jobs inside are one chain with the mean demands of the mix, solved exactly where jobs share (see `chain`). Where the
first come is first served, unequal services make the line longer than the chain says; that is added.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.chain import Chain, solve_chain
from wardround.engine.network.erlang import all_busy
from wardround.engine.network.outsiders import Outsiders
from wardround.engine.network.residual import services

Numbers = NDArray[np.float64]

TINY = 1e-300
FADING = 8
"""Power of the load with which the extra wait of unequal services fades near saturation; by simulation."""
NEGLIGIBLE = 1e-9


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

    def residence_s(self, entered: Numbers) -> Numbers:
        """Return the time at each station for classes that enter with n tokens busy, the own one counted, [b, c, n]."""
        shared = self.shared_s * (entered @ self.stretch.transpose(0, 2, 1))
        line = self.queued_visits * (entered @ self.line_s.transpose(0, 2, 1))
        return np.asarray(shared + line + self.fixed_s)

    def stretch_square(self, entered: Numbers) -> Numbers:
        """Return the mean square of residence over demand where jobs share, [b, c, k]."""
        return np.asarray(entered @ (self.stretch**2).transpose(0, 2, 1))

    def held_s(self) -> Numbers:
        """Return how long each class holds a token with n busy, [b, c, n]."""
        held = self.shared_s @ self.stretch + self.queued_visits @ self.line_s
        return np.asarray(held + self.fixed_s.sum(axis=2)[..., None])

    def held_by_station_s(self, at: NDArray[np.intp]) -> Numbers:
        """Return how long each class holds a token at each station, [b, c, k], with at[b] + 1 tokens busy."""
        rows = np.arange(len(at))
        shared = self.shared_s * self.stretch[rows, :, at][:, None]
        return np.asarray(shared + self.queued_visits * self.line_s[rows, :, at][:, None] + self.fixed_s)


def tokens(batch: Batch, pool: int) -> Numbers:
    """Return how many tokens of a pool can be busy at all, [b]."""
    mine = batch.in_pool[:, :, pool]
    people = np.where(mine, batch.population, 0.0).sum(axis=1)
    endless = (mine & batch.is_open).any(axis=1)
    return np.maximum(np.ceil(np.minimum(batch.pool_size[:, pool], np.where(endless, np.inf, people)) - 1e-9), 1.0)


def inside(batch: Batch, pool: int, per_s: Numbers, outsiders: Outsiders) -> Inside:
    """Return what happens inside a pool for the mix of its classes.

    Parameters
    ----------
    per_s : throughput of all classes so far, [b, c].
    outsiders : jobs of classes outside the pool.
    """
    mine = batch.in_pool[:, :, pool]
    flow = np.where(mine, per_s, 0.0)
    flow = np.where(flow.any(axis=1, keepdims=True), flow, mine.astype(float))  # nobody comes: any mix will do
    mix = flow / np.maximum(flow.sum(axis=1, keepdims=True), TINY)
    most = int(tokens(batch, pool).max())
    demand, visits = batch.demand_s, batch.visits
    fcfs, delay = batch.is_fcfs[:, None], batch.is_delay[:, None]
    mean, looks = np.einsum("bc,bck->bk", mix, demand), np.einsum("bc,bck->bk", mix, visits)
    queueing = np.where(batch.is_delay, 0.0, mean)
    delays = np.where(batch.is_delay, mean, 0.0).sum(axis=1)
    delays = np.where(mine.any(axis=1), delays, 1.0)  # a pool that nobody needs
    busy = np.minimum(np.einsum("bc,bck->bk", per_s, demand), batch.servers)
    met = services(batch, per_s, busy)
    chain = _chain(batch, queueing, delays, most, outsiders)
    line = _line_s(chain, queueing, looks)
    served, extra = _uneven(batch, chain.per_s, line, per_s, mean, looks, met.rest_s[:, 0], outsiders.busy)
    stretch = chain.jobs / np.maximum(chain.per_s[:, None] * queueing[..., None], TINY)
    return Inside(
        served,
        np.where((queueing > 0.0)[..., None], stretch, 1.0),
        np.where(batch.is_fcfs[..., None], line + extra, 0.0),
        np.where(fcfs | delay, 0.0, demand),
        np.where(fcfs, visits, 0.0),
        np.where(fcfs | delay, demand, 0.0),
    )


def _chain(batch: Batch, queueing: Numbers, delays: Numbers, most: int, outsiders: Outsiders) -> Chain:
    """Return the chain, solved for those stations alone where any of its jobs queue."""
    used = np.flatnonzero((queueing > 0.0).any(axis=0))
    used = used if len(used) else np.arange(1)
    part = solve_chain(queueing[:, used], delays, batch.rates[:, used], most, outsiders.at(used))
    jobs = np.zeros((*queueing.shape, most))
    jobs[:, used] = part.jobs
    return Chain(part.per_s, jobs)


def _uneven(
    batch: Batch,
    chain: Numbers,
    line: Numbers,
    per_s: Numbers,
    mean: Numbers,
    looks: Numbers,
    rest: Numbers,
    outside: Numbers,
) -> tuple[Numbers, Numbers]:
    """Return the throughput [b, n] and the longer wait per visit [b, k, n] where services in one line are unequal.

    The chain takes everybody ahead for one of its own jobs; he may be an outsider with a longer service. Who arrives
    meets the residual of an unequal service instead of an equal one, and the longer wait makes the line longer, which
    the next one meets. With one station alone a longer wait costs no throughput, so that fades near saturation.
    """
    most = chain.shape[1]
    extra = np.zeros((*mean.shape, most))
    visits = np.einsum("bc,bck->bk", per_s, batch.visits)
    work = np.einsum("bc,bck->bk", per_s, batch.demand_s)
    each = work / np.maximum(visits, TINY)
    used = batch.is_fcfs & (looks > 0.0) & (mean > 0.0)
    own = np.where(used, mean / np.where(used, looks, 1.0), 1.0)
    more = np.where(used, np.maximum(rest - each, 0.0) / batch.servers, 0.0)
    other = np.where(used, each / own - 1.0, 0.0)
    at = np.flatnonzero(((more > NEGLIGIBLE * each) | (np.abs(other) > NEGLIGIBLE)).any(axis=0))
    if not len(at):
        return chain, extra
    parts = (more, other, mean, looks, outside, each, np.maximum(rest, each), batch.servers)
    more, other, mean, looks, outside, each, rest, servers = (values[:, at] for values in parts)
    served = chain.copy()
    last, flow = np.zeros_like(more), np.zeros((len(more), 1))
    for n in range(most):
        load = np.minimum((flow * mean + outside) / servers, 1.0)
        # While a long service lasts, the other tokens pile up behind it and cannot come to meet it.
        cycle = np.maximum(n, 1) / np.maximum(flow * looks, TINY)
        met = more * (cycle + each) / (cycle + rest)
        last = (load * last + all_busy(servers, load) * met) * (1.0 - load**FADING)
        longer = np.maximum(last + other * line[:, at, n], -line[:, at, n])
        extra[:, at, n] = longer
        served[:, n] = (n + 1.0) / ((n + 1.0) / chain[:, n] + (looks * longer).sum(axis=1))
        flow = served[:, n, None]
    return served, extra


def _line_s(chain: Chain, queueing: Numbers, visits: Numbers) -> Numbers:
    there = chain.jobs / np.maximum(chain.per_s, TINY)[:, None] - queueing[..., None]
    wait = there / np.where(visits > 0.0, visits, 1.0)[..., None]
    return np.where((visits > 0.0)[..., None], np.maximum(wait, 0.0), 0.0)
