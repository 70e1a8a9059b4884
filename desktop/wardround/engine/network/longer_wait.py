"""First come first served inside a pool, where services are unequal: waits beyond those of the pool's chain.

The chain takes everybody ahead for one of its own jobs; he may be an outsider with a longer service. Who arrives meets
the residual of an unequal service instead of an equal one, and the longer wait makes the line longer, which the next
one meets.

A token is at one place at a time. While a long service lasts D, its holder meets it once and then waits, instead of
meeting it each time that he would come, after times C away: with an own service S the wait is that of an arrival by
chance times (C + S) / (C + D). For one token beside a stream of outsiders both ends are exact: equal services (the
arrival theorem), and S = 0 with a short time away (busy periods of M/G/1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.erlang import all_busy

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300
FADING = 8
"""Power of the load with which the extra wait of unequal services fades near saturation; by simulation."""
NEGLIGIBLE = 1e-9
ENDLESS_S = 1e9
"""Stands for the time between jobs of a pool that nobody uses. [s]."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the mean job of a pool brings to each station and finds there."""

    line_s: Numbers
    """Wait per visit in the chain with n = 1, 2, ... tokens busy, [b, k, n]."""
    demand_s: Numbers
    """[b, k]."""
    visits: Numbers
    """[b, k]."""
    rest_s: Numbers
    """Residual of a service, times servers, [b, k]."""
    outside: Numbers
    """Work of outsiders, [b, k]. [servers]"""
    idle_s: Numbers
    """Mean time for which a token is free after each job, [b]."""


def longer_waits(
    batch: Batch, chain: Numbers, looks: Looks, per_s: Numbers, *, where: Flags
) -> tuple[Numbers, Numbers]:
    """Return the throughput of a pool [b, n] and the longer wait per visit [b, k, n] where services are unequal.

    With one station alone a longer wait costs no throughput, so that fades near saturation.

    Parameters
    ----------
    chain : throughput of the pool's chain with n = 1, 2, ... tokens busy, [b, n].
    per_s : throughput of all classes, [b, c].
    where : stations whose residual counts, [b, k].
    """
    most = chain.shape[1]
    mean, number = looks.demand_s, looks.visits
    extra = np.zeros((*mean.shape, most))
    visits = np.einsum("bc,bck->bk", per_s, batch.visits)
    work = np.einsum("bc,bck->bk", per_s, batch.demand_s)
    used = batch.is_fcfs & (number > 0.0) & (mean > 0.0)
    own = np.where(used, mean / np.where(used, number, 1.0), 1.0)
    each = np.where(used & (work > 0.0), work / np.maximum(visits, TINY), own)
    more = np.where(used & where, np.maximum(looks.rest_s - each, 0.0), 0.0)
    other = np.where(used, each / own - 1.0, 0.0)
    at = np.flatnonzero(((more > NEGLIGIBLE * each) | (np.abs(other) > NEGLIGIBLE)).any(axis=0))
    if not len(at):
        return chain, extra
    parts = (more, mean, number, looks.outside, each, own, batch.servers, looks.line_s)
    more, mean, number, outside, each, own, servers, line = (values[:, at] for values in parts)
    rest = each + more
    per_visit = np.divide(1.0, number, out=np.zeros_like(number), where=number > 0.0)
    free = np.minimum(looks.idle_s[:, None], ENDLESS_S) * per_visit
    round_s = np.arange(1.0, most + 1.0) / np.maximum(chain, TINY)
    # Of each number of tokens, [b, k, n].
    away = np.maximum((round_s[:, None] - mean[..., None]) * per_visit[..., None] - line, 0.0) + free[..., None]
    again = away + own[..., None]
    met = again * (each[..., None] / (away + each[..., None]))
    late = np.maximum(again * (rest[..., None] / (away + rest[..., None])) - met, 0.0)
    late *= ((more > 0.0) / servers)[..., None]
    ahead = (met / own[..., None] - 1.0) * line
    mean, outside = mean / servers, outside / servers
    served = chain.copy()
    last, flow = np.zeros_like(more), np.zeros((len(more), 1))
    for n in range(most):
        load = np.minimum(flow * mean + outside, 1.0)
        last = (load * last + all_busy(servers, load) * late[:, :, n]) * (1.0 - load**FADING)
        longer = np.maximum(last + ahead[:, :, n], -line[:, :, n])
        extra[:, at, n] = longer
        served[:, n] = (n + 1.0) / (round_s[:, n] + (number * longer).sum(axis=1))
        flow = served[:, n, None]
    return served, extra
