"""What the jobs in service add to the wait at a station that serves first come, first served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]

TINY = 1e-300
SWING_PART = 0.5
"""How much of that an open station tells of a closed one, by comparison with simulations."""
SWING_CAP = 0.98
"""Busier than this an open station says nothing about a closed one."""
SWING_MOST = 100.0
POINTS = np.geomspace(1e-3, 30.0, 24)
"""Where the chance that no server is free yet is summed up, in mean residuals."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services that arrivals meet at each station that serves first come first served."""

    rest_s: Numbers
    """Time until the first server is free, times servers, once all are busy, [b, 1, k]; 1 where jobs share. [s]."""
    swing: Numbers
    """How much less a customer meets than on average, relative to equal services, [b, c, k]."""


def services(batch: Batch, per_s: Numbers, busy: Numbers) -> Services:
    """Return what arrivals meet, given the throughput [b, c] and the busy servers [b, k]."""
    held = per_s[..., None] * batch.demand_s
    rest = residuals(batch, per_s, busy)
    if not batch.is_fcfs.any():
        return Services(rest, np.ones_like(held))
    work = np.maximum(held.sum(axis=1), TINY)
    share = np.clip(busy / batch.servers, 0.0, SWING_CAP)
    return Services(rest, _swing(batch, per_s, held / work[:, None], share))


def residuals(batch: Batch, per_s: Numbers, busy: Numbers) -> Numbers:
    """Return the residual that arrivals meet, as in `Services`, given throughput [b, c] and busy servers [b, k].

    With one server it is that of the job in service, each class by the time it is there. With several it goes from the
    first of so many residuals, met where queues are short, to (1 + cv squared) / 2 of Allen-Cunneen as the station
    fills.
    """
    held = per_s[..., None] * batch.demand_s
    if not batch.is_fcfs.any():
        return np.ones((len(batch), 1, busy.shape[1]))
    work = np.maximum(held.sum(axis=1), TINY)
    each = batch.squares_s2 / np.maximum(batch.demand_s, TINY)
    aged = (held * each).sum(axis=1) / work
    share = np.clip(busy / batch.servers, 0.0, 1.0)
    rest = aged.copy()
    several = np.flatnonzero((batch.is_fcfs & (batch.servers > 1.0)).any(axis=0))
    if len(several):
        part, many = held[:, :, several] / work[:, None, several], batch.servers[:, several]
        soon = _first_free(part, each[:, :, several], aged[:, several], many)
        later = soon + (aged[:, several] - soon) * share[:, several]
        rest[:, several] = np.where(many > 1.0, later, aged[:, several])
    return np.where(batch.is_fcfs, rest, 1.0)[:, None]


def _swing(batch: Batch, per_s: Numbers, shares: Numbers, load: Numbers) -> Numbers:
    """Return how the work that a customer misses, because he is not there twice, compares with equal services.

    A customer of class c who arrives from outside meets the mean work W less Cov(W, n_c) / (N_c - n_c): while much work
    is there, his kind waits in it and does not arrive. In a product form that is what one customer less would bring.
    With M/G/1 at first order (line of the job in service = arrivals of its wait and its age) the covariance per time
    away is G below, and one customer less brings D; G = D where all services are exponential with one mean.
    """
    each = batch.squares_s2 / np.maximum(batch.demand_s, TINY)
    rate = (per_s[..., None] * batch.visits).sum(axis=1)
    rate = np.where(rate > 0.0, rate, 1.0)
    first = (shares * each).sum(axis=1)
    second = (shares * each**2).sum(axis=1)
    wait = load * first / (1.0 - load)
    wait_square = 2.0 * wait**2 + 2.0 * load * second / (1.0 - load)
    common = wait * first + second + load * (wait_square + 2.0 * wait * first + 2.0 * second)
    own = np.where(batch.visits > 0.0, each, (1.0 / rate)[:, None])
    load, first, wait, common = load[:, None], first[:, None], wait[:, None], common[:, None]
    missed = load * (common + own * (wait + first)) - wait**2 + own * (own * (1.0 + load) - load * first)
    plain = own * (own + wait) / (1.0 - load)
    swing = 1.0 + SWING_PART * (np.clip(missed / np.maximum(plain, TINY), 0.0, SWING_MOST) - 1.0)
    return np.where(batch.is_fcfs[:, None] & (batch.visits > 0.0), swing, 1.0)


def _first_free(shares: Numbers, each: Numbers, aged: Numbers, servers: Numbers) -> Numbers:
    """Return servers x mean of the least of as many residuals, a mixture of exponentials each. [s]."""
    at = POINTS[:, None, None] * aged
    alive = np.zeros(at.shape)
    for c in range(shares.shape[1]):
        alive += shares[:, c] * np.exp(-at / np.maximum(each[:, c], TINY))
    alive **= servers
    width = np.diff(at, axis=0)
    found: Numbers = servers * (at[0] + (0.5 * (alive[1:] + alive[:-1]) * width).sum(axis=0))
    return found
