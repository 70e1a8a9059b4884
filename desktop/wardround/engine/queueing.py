"""Queueing arithmetic: stations of several servers, core speed under load, percentiles. Knows no business word.

Everything takes numbers or arrays that broadcast. Rates are per second, times in seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wardround.engine.figure import formula
from wardround.engine.network.erlang import all_busy

Numbers = NDArray[np.float64]
Sampled = float | Numbers
"""One number, or the same one in many samples."""

P95_NORMAL = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""

BEYOND_P95 = 0.05

BRACKET = 1e-4
"""Room beside the percentiles of the parts, more than the error of the normal tail makes."""

ROOT_REACHED = 1e-12

FEW_STATIONS = 160
"""Up to so many stations at once a sum over their servers is quicker than going from server to server."""


def inverse_blocking(offered: ArrayLike, most: int) -> Numbers:
    """Return one over Erlang's B for 1 to `most` servers, stacked in front of the axes of `offered`.

    The recursion 1/B(k) = 1 + k/a x 1/B(k-1) has no factorials; where a queue is next to impossible it is infinite.
    """
    load = np.maximum(np.asarray(offered, dtype=float), 1e-12)
    table: Numbers = (1.0 / load) * np.arange(1.0, most + 1.0).reshape(-1, *(1 for _ in load.shape))
    last = np.ones(load.shape)
    with np.errstate(over="ignore"):
        # A table of one value each has numbers for rows, and no arrays to write to.
        for row in table[..., None] if not load.ndim else table:
            np.multiply(last, row, row)
            last = np.add(row, 1.0, row)
    return table


def wait_probability(inverse: Numbers, offered: Numbers, servers: ArrayLike) -> Numbers:
    """Return Erlang's C, the chance that an arrival waits, from one over Erlang's B; 1 from saturation on."""
    load = np.minimum(offered / np.asarray(servers, dtype=float), 1.0)
    with np.errstate(invalid="ignore"):
        chance = 1.0 / ((1.0 - load) * inverse + load)
    return np.where(load >= 1.0, 1.0, chance)


@formula(
    "Erlang's C = 1 / ((1 - a/c) / B + a/c), with 1/B(k) = 1 + k/a x 1/B(k-1)",
    unit="share",
    source="Erlang 1917, general knowledge (unverified); recursion of the sizing models, section 4",
)
def erlang_c(offered: ArrayLike, servers: ArrayLike) -> Numbers:
    """Return the chance that an arrival has to wait.

    Parameters
    ----------
    offered : mean number of busy servers that the arrivals ask for. [servers]
    servers : servers of the station, at least 1.
    """
    load, count = np.broadcast_arrays(np.asarray(offered, dtype=float), np.asarray(servers, dtype=int))
    most = int(count.max())
    if load.size <= FEW_STATIONS:
        inverse = _summed_inverse_blocking(load, count, most)
    else:
        inverse = np.take_along_axis(inverse_blocking(load, most), count[None, ...] - 1, axis=0)[0]
    return wait_probability(inverse, load, count)


def _summed_inverse_blocking(offered: Numbers, servers: NDArray[np.int64], most: int) -> Numbers:
    """Return one over Erlang's B of a few stations with many servers: the recursion written out as one sum.

    1/B(c) is the sum over k from 0 to c of c x (c - 1) x ... x (c - k + 1) / a^k.
    """
    left = servers[..., None] - np.arange(most)
    with np.errstate(over="ignore", invalid="ignore"):
        terms = np.cumprod(np.maximum(left, 0) / np.maximum(offered, 1e-12)[..., None], axis=-1)
        # Past an overflow a factor of 0 gives no number; the sum is infinite anyway.
        return np.asarray(1.0 + np.where(np.isnan(terms), 0.0, terms).sum(axis=-1))


@formula(
    "Erlang's C / ((servers - busy) x busy) x sum over classes of (arrivals x service time squared)",
    unit="s",
    source="Allen 1990, general knowledge (unverified): Erlang's wait times half of (1 + variability of the mix), "
    "each class with exponential service",
)
def mean_wait(chance: ArrayLike, servers: ArrayLike, busy: ArrayLike, squared: ArrayLike) -> Numbers:
    """Return the mean wait of an arrival at a station; infinite from saturation on, 0 where nothing is busy.

    For one class this is the wait of an M/M/c queue. Written with the busy servers in the denominator it cannot fall
    when a class of short requests is added, which dividing by the mean service time would allow.

    Parameters
    ----------
    chance : chance to wait, Erlang's C.
    busy : mean number of busy servers, whatever keeps them busy.
    squared : sum over classes of arrivals x mean service time squared. [s]
    """
    load = np.asarray(busy, dtype=float)
    free = np.asarray(servers, dtype=float) - load
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.asarray(chance) * np.asarray(squared) / (free * load)
    return np.where(load <= 0.0, 0.0, np.where(free <= 0.0, np.inf, wait))


@formula(
    "work per vCPU at single-thread speed / (1 - work x (seconds per unit at full load - seconds per unit alone))",
    unit="share",
    source="single-thread and full-load core speed of the series (Spare Cores, CC BY-SA 4.0), straight line between",
)
def cpu_utilisation(work: ArrayLike, single: ArrayLike, full: ArrayLike) -> Numbers:
    """Return the utilisation of vCPUs whose speed falls while they fill; 1 and more means saturated.

    Parameters
    ----------
    work : seconds of a lone reference thread that each vCPU is asked for per second. [1]
    single : speed of one busy thread on an idle VM, the reference thread being 1.
    full : speed of one vCPU while all are busy, in the same unit; at most `single`.
    """
    asked = np.asarray(work, dtype=float)
    alone, loaded = 1.0 / np.asarray(single, dtype=float), 1.0 / np.asarray(full, dtype=float)
    slack = 1.0 - asked * (loaded - alone)
    # Beyond saturation the straight line has no answer; what is asked over what a full vCPU gives goes on rising.
    with np.errstate(divide="ignore"):
        return np.where(asked * loaded >= 1.0, asked * loaded, asked * alone / np.maximum(slack, 1e-12))


@formula(
    "seconds of one unit of work, from lone thread to full load in a straight line on utilisation",
    unit="s per reference second",
    source="core speed of the series, interpolated on utilisation",
)
def stretch(utilisation: ArrayLike, single: ArrayLike, full: ArrayLike) -> Numbers:
    """Return how long one second of a lone reference thread takes on a vCPU at a utilisation."""
    share = np.minimum(np.asarray(utilisation, dtype=float), 1.0)
    alone, loaded = 1.0 / np.asarray(single, dtype=float), 1.0 / np.asarray(full, dtype=float)
    return np.asarray(alone + (loaded - alone) * share)


@formula(
    "95th percentile of a gamma distribution with this mean and variance (Wilson-Hilferty cube)",
    unit="s",
    source="gamma matched on mean and variance: sizing models, section 7; Wilson and Hilferty 1931, under 1 % off here",
)
def gamma_p95(mean: ArrayLike, variance: ArrayLike) -> Numbers:
    """Return the 95th percentile of a response time.

    It rises with the mean at a given variance, and with the variance at a given mean as long as the variance is at most
    the mean squared, which holds for a sum of exponential parts. Infinite means stay infinite. [s]
    """
    centre = np.asarray(mean, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.asarray(variance, dtype=float)) / (3.0 * centre)
        value = centre * (1.0 - spread**2 + P95_NORMAL * spread) ** 3
    return np.where(np.isfinite(centre), np.where(centre > 0.0, value, 0.0), np.inf)


@formula(
    "1 + Erlang's C / free servers",
    unit="x",
    source="response of M/M/c with processor sharing over its service time, whatever services are like: product form, "
    "general knowledge (unverified)",
)
def shared_slowdown(used: ArrayLike, servers: ArrayLike) -> Numbers:
    """Return what sharing makes of a second of work beside others; infinite from saturation on.

    A finite crowd waits less than this.

    Parameters
    ----------
    used : busy share of the station.
    """
    count, busy = np.asarray(servers, dtype=float), np.asarray(used, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(busy < 1.0, 1.0 + all_busy(count, busy) / (count * (1.0 - busy)), np.inf)


def mixture_p95(weights: Numbers, means: Numbers, variances: Numbers) -> Numbers:
    """Return the 95th percentile of a mixture of gamma distributions, over the last axis.

    The tails of the parts, weighted by their share of the traffic, are added and inverted; a percentile of
    a mixture is not the mixture of percentiles. Infinite where a part with traffic is, 0 without traffic.
    """
    total = weights.sum(axis=-1)
    finite = np.isfinite(means) | (weights <= 0.0)
    shares = weights / np.where(total > 0.0, total, 1.0)[..., None]
    centre = np.where(np.isfinite(means) & (means > 0.0), means, 1.0)
    spread = np.sqrt(np.where(np.isfinite(variances), variances, 1.0)) / (3.0 * centre)
    spread = np.maximum(spread, 1e-9)
    # In the cube root of time each part is normal: its tail is that of (cube root x steepness + offset).
    steepness, offset = 1.0 / (np.cbrt(centre) * spread), spread - 1.0 / spread
    used = weights > 0.0
    parts = np.cbrt(centre) * (1.0 - spread**2 + P95_NORMAL * spread)
    # The percentile of a mixture lies between the smallest and the largest percentile of its parts.
    low = np.where(used, parts, np.inf).min(axis=-1) * (1.0 - BRACKET)
    high = np.where(used, parts, 0.0).max(axis=-1) * (1.0 + BRACKET)
    root = _falling_root(
        lambda value: np.sum(shares * _normal_tail(value[..., None] * steepness + offset), axis=-1) - BEYOND_P95,
        np.where(total > 0.0, low, 0.0),
        high,
        total > 0.0,
    )
    return np.where(finite.all(axis=-1), np.where(total > 0.0, root**3, 0.0), np.inf)


def _falling_root(
    function: Callable[[Numbers], Numbers], low: Numbers, high: Numbers, wanted: NDArray[np.bool_]
) -> Numbers:
    """Return where a falling function is zero, by false position with halving (Illinois); 60 steps at most.

    Parameters
    ----------
    low, high : where it is above and below zero.
    wanted : the entries that count; the others come back as they are.
    """
    at_low, at_high = function(low), function(high)
    was_above = np.zeros(low.shape, dtype=bool)
    was_below = np.zeros(low.shape, dtype=bool)
    middle = high
    for _ in range(60):
        gap = at_high - at_low
        middle = np.where(gap < 0.0, (low * at_high - high * at_low) / np.where(gap < 0.0, gap, -1.0), high)
        value = function(middle)
        above = value > 0.0
        at_low, at_high = (
            np.where(above, value, np.where(was_below, at_low / 2.0, at_low)),
            np.where(above, np.where(was_above, at_high / 2.0, at_high), value),
        )
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        was_above, was_below = above, ~above
        if np.abs(value[wanted]).max(initial=0.0) < ROOT_REACHED:
            break
    return middle


def _normal_tail(score: Numbers) -> Numbers:
    """Return the chance to lie above a standard normal score (Abramowitz and Stegun 7.1.26, 1.5e-7 at worst)."""
    x = np.abs(score) / sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * x)
    polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    upper = 0.5 * polynomial * np.exp(-(x**2))
    return np.where(score >= 0.0, upper, 1.0 - upper)
