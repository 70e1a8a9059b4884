"""Percentiles of a gamma distribution from mean and variance, from a table: no special functions are at hand."""

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
