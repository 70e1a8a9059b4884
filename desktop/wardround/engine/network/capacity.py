"""No more gets done than servers and tokens can do: the last correction of an approximate solution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300


def within_capacity(
    batch: Batch, per_s: Numbers, wait_s: Numbers, residence_s: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return throughput, wait for tokens and residence such that no station and no pool is busier than it can be.

    Where closed classes ask for more, those that come there get less in proportion, and what their response grows by is
    spent in line: for a token where they need one, else at the station. The utilisation law, Little's law and the bound
    of the bottleneck then hold to the last digit. Limits are looked at one after the other, and each only lowers flows,
    so none breaks one before it.
    """
    closed = ~batch.is_open & (batch.population > 0.0)
    pooled = batch.in_pool.any(axis=2)
    flow, wait, residence = per_s.copy(), wait_s.copy(), residence_s.copy()
    for k in range(batch.demand_s.shape[2]):
        need = np.where(batch.is_delay[:, k, None], 0.0, batch.demand_s[:, :, k])
        longer = _less(batch, flow, need, batch.servers[:, k], closed)
        wait += np.where(pooled, longer, 0.0)
        residence[:, :, k] += np.where(pooled, 0.0, longer)
    for pool in range(batch.in_pool.shape[2]):
        held = np.where(batch.in_pool[:, :, pool], residence.sum(axis=2), 0.0)
        wait += _less(batch, flow, held, batch.pool_size[:, pool], closed)
    return flow, wait, residence


def _less(batch: Batch, flow: Numbers, need_s: Numbers, most: Numbers, closed: Flags) -> Numbers:
    """Lower `flow` in place to what a limit leaves, and return by how much responses grow, [b, c]. [s]."""
    there = closed & (need_s > 0.0)
    asked = (np.where(there, flow, 0.0) * need_s).sum(axis=1)
    left = np.maximum(most - (np.where(there, 0.0, flow) * need_s).sum(axis=1), 0.0)
    over = asked > left
    if not over.any():
        return np.zeros_like(flow)
    part = np.divide(np.maximum(left, TINY), asked, out=np.ones_like(asked), where=over)[:, None]
    less = np.where(there & over[:, None], flow * part, flow)
    longer = np.where(
        less < flow, batch.population / np.maximum(less, TINY) - batch.population / np.maximum(flow, TINY), 0.0
    )
    flow[...] = less
    return longer
