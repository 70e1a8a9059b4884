"""What the jobs in service add to the wait at a station that serves first come, first served."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]

TINY = 1e-300
POINTS = np.geomspace(1e-3, 30.0, 24)
"""Where the chance that no server is free yet is summed up, in mean residuals."""


def residual(batch: Batch, per_s: Numbers, busy: Numbers) -> Numbers:
    """Return time until the first server is free, times servers, once all are busy: [b, c, k], [s]; 1 where shared.

    With one server it is the mean residual of the job in service, each class by the time it is there. With several it
    goes from the first of so many residuals, met where queues are short, to (1 + cv squared) / 2 of Allen-Cunneen as the
    station fills. Who comes back before the state has changed finds a job that has just begun, of the mix of arrivals.
    """
    if not batch.is_fcfs.any():
        return np.ones(batch.demand_s.shape)
    rate = (per_s[..., None] * batch.visits).sum(axis=1)
    held = per_s[..., None] * batch.demand_s
    work = np.maximum(held.sum(axis=1), TINY)
    mean = work / np.maximum(rate, TINY)
    each = batch.squares_s2 / np.maximum(batch.demand_s, TINY)
    aged = (held * each).sum(axis=1) / work
    share = np.clip(busy / batch.servers, 0.0, 1.0)
    soon = _first_free(held / work[:, None], each, aged, batch.servers)
    rest = np.where(batch.servers > 1.0, soon + (aged - soon) * share, aged)
    back = batch.returns * aged[:, None] / (aged[:, None] + batch.gap_s + TINY)
    found = rest[:, None] - (rest - np.minimum(mean, rest))[:, None] * back
    return np.where(batch.is_fcfs[:, None], found, 1.0)


def _first_free(shares: Numbers, each: Numbers, aged: Numbers, servers: Numbers) -> Numbers:
    """Return servers x mean of the least of as many residuals, a mixture of exponentials each. [s]."""
    at = POINTS[:, None, None] * aged
    alive = np.zeros(at.shape)
    for c in range(shares.shape[1]):
        alive += shares[:, c] * np.exp(-at / np.maximum(each[:, c], TINY))
    alive **= servers
    width = np.diff(at, axis=0)
    return servers * (at[0] + (0.5 * (alive[1:] + alive[:-1]) * width).sum(axis=0))
