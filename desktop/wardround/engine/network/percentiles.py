"""Percentiles of gamma distributions and mixtures of two, from tables: no special functions are at hand."""

from __future__ import annotations

from functools import lru_cache
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEAST_SHAPE, MOST_SHAPE, SHAPES = 0.02, 400.0, 160
TERMS = 1_400
HALVINGS = 60
TINY = 1e-300
LEAST_RATIO, MOST_RATIO, RATIOS = 1e-6, 60.0, 200
"""Values over the mean for which the chance to stay below them is known."""
MIX_HALVINGS = 24
ALL_SURE = 40.0


@lru_cache(maxsize=8)
def _table(share: float) -> tuple[Numbers, Numbers]:
    """Return the logarithms of shapes, and of the percentile over the mean for each."""
    shapes = np.geomspace(LEAST_SHAPE, MOST_SHAPE, SHAPES)
    low, high = np.full(SHAPES, -200.0), np.log(shapes + 12.0 * np.sqrt(shapes) + 40.0)
    log_gamma = np.array([lgamma(shape + 1.0) for shape in shapes])
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        below = _lower(shapes, middle, log_gamma) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.log(shapes), 0.5 * (low + high) - np.log(shapes)


def _lower(shapes: Numbers, logs: Numbers, log_gamma: Numbers) -> Numbers:
    """Return the regularised lower incomplete gamma function by its power series, which has no cancellation."""
    at = np.exp(logs)
    term = np.ones_like(shapes)
    total = term.copy()
    for n in range(1, TERMS):
        term = term * at / (shapes + n)
        total += term
    return np.asarray(np.exp(shapes * logs - at - log_gamma + np.log(total)))


def gamma_percentile(mean: Numbers, variance: Numbers, share: float) -> Numbers:
    """Return the value below which a share of a gamma distribution lies, in the unit of `mean`; 0 for a mean of 0."""
    shapes, ratios = _table(share)
    log_shape = 2.0 * np.log(np.maximum(mean, TINY)) - np.log(np.maximum(variance, TINY))
    log_shape = np.clip(log_shape, log(LEAST_SHAPE), log(MOST_SHAPE))
    return np.where(mean > 0.0, mean * np.exp(np.interp(log_shape, shapes, ratios)), 0.0)


def mixed_percentile(
    means: tuple[Numbers, Numbers], variances: tuple[Numbers, Numbers], part: Numbers, share: float
) -> Numbers:
    """Return the value below which a share of a mixture of two gamma distributions lies; `part` is of the second."""
    first, second = (gamma_percentile(mean, var, share) for mean, var in zip(means, variances, strict=True))
    low, high = np.minimum(first, second), np.maximum(first, second)
    for _ in range(MIX_HALVINGS):
        middle = 0.5 * (low + high)
        one, other = (_below(middle, mean, var) for mean, var in zip(means, variances, strict=True))
        under = one + part * (other - one) < share
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return np.asarray(0.5 * (low + high))


@lru_cache(maxsize=1)
def _survivals() -> Numbers:
    """Return -log of the chance to be above a multiple of the mean, by shape (rows) and multiple (columns)."""
    shapes = np.geomspace(LEAST_SHAPE, MOST_SHAPE, SHAPES)[:, None]
    logs = np.log(shapes) + np.log(np.geomspace(LEAST_RATIO, MOST_RATIO, RATIOS))
    log_gamma = np.array([lgamma(shape + 1.0) for shape in shapes[:, 0]])[:, None]
    far = logs > np.log(shapes + 12.0 * np.sqrt(shapes) + 40.0)  # the series needs more terms there, and all is below
    below = _lower(np.broadcast_to(shapes, logs.shape), np.where(far, -50.0, logs), log_gamma)
    return np.where(far, ALL_SURE, np.minimum(-np.log(np.maximum(1.0 - below, TINY)), ALL_SURE))


def _below(value: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """Return the chance that a gamma distribution stays below a value."""
    table = _survivals()
    log_shape = 2.0 * np.log(np.maximum(mean, TINY)) - np.log(np.maximum(variance, TINY))
    row, down = _place(log_shape, LEAST_SHAPE, MOST_SHAPE, SHAPES)
    ratio = np.log(np.maximum(value, TINY)) - np.log(np.maximum(mean, TINY))
    column, right = _place(ratio, LEAST_RATIO, MOST_RATIO, RATIOS)
    upper = table[row, column] * (1.0 - right) + table[row, column + 1] * right
    lower = table[row + 1, column] * (1.0 - right) + table[row + 1, column + 1] * right
    return np.asarray(-np.expm1(-(upper + down * (lower - upper))))


def _place(logs: Numbers, least: float, most: float, count: int) -> tuple[NDArray[np.intp], Numbers]:
    """Return between which points of a geometric grid a logarithm lies, and how far on the way to the second."""
    place = np.clip((logs - log(least)) / (log(most) - log(least)), 0.0, 1.0) * (count - 1)
    cell = np.minimum(place.astype(np.intp), count - 2)
    return cell, place - cell
