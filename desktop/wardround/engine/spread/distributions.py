"""How far the truth may lie from a value: the distributions that standing and published bounds set."""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, log, pi, sqrt
from typing import Protocol

import numpy as np

from wardround.assessment import Standing
from wardround.engine.queueing import Numbers
from wardround.engine.spread.hypercube import Z_90, Levels
from wardround.knowledge import Knowledge, StandingWidth

ROOT_TWO_PI = sqrt(2.0 * pi)
TRIANGLE_90 = 1.0 - sqrt(0.2)
"""The 90th percentile of a symmetric triangle that reaches from -1 to 1."""


class Distribution(Protocol):
    """A continuous distribution of one input."""

    def values(self, at: Levels) -> Numbers:
        """Return the values at levels."""

    def density(self, value: Numbers) -> Numbers:
        """Return the density at values."""


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Median and sigma of the logarithm. A median of zero spreads upwards only, as half a normal distribution."""

    median: float
    sigma: float
    half_width: float = 0.0
    """The 90th percentile where the median is zero, else already inside sigma."""

    def values(self, at: Levels) -> Numbers:
        """Return the values at levels."""
        if self.median > 0:
            return np.asarray(self.median * np.exp(self.sigma * at.normal))
        return np.maximum(at.normal, 0.0) * (self.half_width / Z_90)

    def density(self, value: Numbers) -> Numbers:
        """Return the density at values above zero."""
        if self.median <= 0:
            scale = max(self.half_width / Z_90, 1e-12)
            return np.asarray(np.exp(-0.5 * (value / scale) ** 2) / (ROOT_TWO_PI * scale))
        apart = (np.log(np.maximum(value, 1e-300)) - log(self.median)) / self.sigma
        return np.asarray(np.exp(-0.5 * apart**2) / (ROOT_TWO_PI * self.sigma * np.maximum(value, 1e-300)))


@dataclass(frozen=True, slots=True)
class Triangular:
    """Lowest, most likely and highest value."""

    low: float
    mode: float
    high: float

    def values(self, at: Levels) -> Numbers:
        """Return the values at levels."""
        whole = self.high - self.low
        if whole <= 0:
            return np.full_like(at.unit, self.mode)
        rising = (self.mode - self.low) / whole
        left = self.low + np.sqrt(at.unit * whole * max(self.mode - self.low, 0.0))
        right = self.high - np.sqrt((1.0 - at.unit) * whole * max(self.high - self.mode, 0.0))
        return np.where(at.unit < rising, left, right)

    def density(self, value: Numbers) -> Numbers:
        """Return the density at values; 0 outside."""
        up, down = max(self.mode - self.low, 1e-300), max(self.high - self.mode, 1e-300)
        height = np.minimum((value - self.low) / up, (self.high - value) / down)
        return np.asarray(np.maximum(height, 0.0) * 2.0 / max(self.high - self.low, 1e-300))


def of_standing(knowledge: Knowledge, standing: Standing, kind: str, value: float) -> Distribution:
    """Return the distribution of a value of some standing (standing widths, judgement), never negative but for growth.

    Parameters
    ----------
    kind : `users`, `volumes`, `sizes`, `growth`, `think_time`, `service_demand`, `price`, `effort`.
    """
    row = knowledge.standing_widths[standing.value, kind]
    return _triangular(row, value) if row.distribution == "triangular" else _lognormal(row, value)


def of_bounds(low: float, likely: float, high: float) -> Distribution:
    """Return the distribution of a figure printed with bounds: likely the median, low and high the 10th and 90th."""
    if likely <= 0 or low <= 0 or high <= low:
        return Triangular(min(low, likely), likely, max(high, likely))
    return Lognormal(likely, log(high / low) / (2.0 * Z_90))


def _lognormal(row: StandingWidth, value: float) -> Lognormal:
    sigma = row.lognormal_sigma or 0.0
    if value <= 0:
        return Lognormal(0.0, sigma, row.min_half_width)
    at_least = asinh(row.min_half_width / value) / Z_90
    return Lognormal(value, max(sigma, at_least, 1e-9))


def _triangular(row: StandingWidth, value: float) -> Triangular:
    low, high = (row.triangular_min_factor or 0.0) * value, (row.triangular_max_factor or 0.0) * value
    low, high = min(low, high), max(low, high)
    least = row.min_half_width / TRIANGLE_90
    if high - low < 2.0 * least:
        # The floor carries it: as far to both sides, so that a growth of zero does not count as certain.
        return Triangular(value - least, value, value + least)
    return Triangular(low, value, high)
