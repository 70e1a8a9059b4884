"""How likely a finish is: the plan with each effort anywhere between low and high, many times over.

Low and high are read as the 10th and 90th percentile, each half a normal distribution around the likely effort. Who is
wrong about one activity is often wrong about the others in the same direction, so a part of the error is shared.
The draws are a fixed pattern and not random: equal input gives equal odds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from wardround.engine.schedule import Windows

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

DRAWS = 256
SHARED_VARIANCE_SHARE = 0.3
"""Part of the variance of an effort that all efforts of a project have in common; judgement."""

P90_SIGMA = NormalDist().inv_cdf(0.9)
LEAST_SHARE_OF_LOW = 0.5
"""No effort comes out below this share of its low one; judgement."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An effort with its bounds, and how many working days a day of it takes.

    Parameters
    ----------
    low, likely, high : effort. [days]
    days_per_effort : 1 where one person works full days on it; more where those responsible give less of their day.
    least_days : working days that must pass however little the effort.
    """

    low: float
    likely: float
    high: float
    days_per_effort: float
    least_days: int


def drawn_finishes(
    order: Sequence[str],
    efforts: Mapping[str, Uncertain],
    waits_for: Mapping[str, Sequence[str]],
    windows: Windows,
) -> Mapping[str, Days]:
    """Return the first working day after each activity, once for each draw.

    Parameters
    ----------
    order : the activities, each after those that it waits for.
    efforts : of the activities that are done on working days.
    waits_for : predecessors, and the work that keeps the same people busy.
    windows : what is done in a window between working days.
    """
    named = [name for name in order if name in efforts]
    lasting = dict(zip(named, _days([efforts[name] for name in named]), strict=True)) if named else {}
    open_days = np.asarray(windows.days, dtype=np.int64)
    finishes: dict[str, Days] = {}
    nothing = np.zeros(DRAWS, dtype=np.int64)
    for name in order:
        ready = nothing
        for before in waits_for[name]:
            ready = np.maximum(ready, finishes[before])
        if name in windows.pinned:
            finishes[name] = np.maximum(nothing, windows.pinned[name])
        elif name in windows.activities:
            finishes[name] = _after_window(np.maximum(ready, max(1, windows.not_before)), open_days)
        else:
            finishes[name] = ready + lasting[name]
    return finishes


def latest(finishes: Mapping[str, Days]) -> Days:
    """Return the last of all finishes, once for each draw. There must be one activity at least."""
    last: Days = np.maximum.reduce(list(finishes.values()))
    return last


def percentile(finishes: Days, share: float) -> int:
    """Return the working day that a share of the draws does not pass."""
    place = min(len(finishes) - 1, max(0, round(share * len(finishes)) - 1))
    return int(np.sort(finishes)[place])


def share_until(finishes: Days, day: int) -> float:
    """Return the share of draws that are done by the evening before a working day."""
    return float(np.count_nonzero(finishes <= day)) / len(finishes)


def _after_window(ready: Days, open_days: Days) -> Days:
    places = np.searchsorted(open_days, ready)
    inside = places < len(open_days)
    if not len(open_days):
        return ready
    return np.where(inside, open_days[np.minimum(places, len(open_days) - 1)], ready)


def _days(efforts: Sequence[Uncertain]) -> Days:
    """Return the working days of each effort, a row of draws for each."""
    table = np.array([(one.low, one.likely, one.high, one.days_per_effort, one.least_days) for one in efforts])
    low, likely, high, stretch, least = table.T[:, :, np.newaxis]
    draws = _draws(len(efforts))
    drawn = likely + draws * np.where(draws > 0, (high - likely) / P90_SIGMA, (likely - low) / P90_SIGMA)
    drawn = np.maximum(drawn, low * LEAST_SHARE_OF_LOW)
    whole: Days = np.maximum(np.ceil(drawn * stretch - ROUNDING), np.maximum(least, 1)).astype(np.int64)
    return whole


@lru_cache(maxsize=8)
def _draws(count: int) -> Floats:
    """Return the standard normal draws of so many efforts, a row each: its own part and the shared part."""
    own = np.array([_spread(number + 1) for number in range(count)])
    drawn: Floats = sqrt(SHARED_VARIANCE_SHARE) * _spread(0) + sqrt(1 - SHARED_VARIANCE_SHARE) * own
    drawn.setflags(write=False)
    return drawn


@lru_cache(maxsize=512)
def _spread(dimension: int) -> Floats:
    """Return the quantiles of the middles of equal strata, in an order of the dimension's own.

    The order is that of a Weyl sequence, the fractional parts of the multiples of the root of a prime; bent once so
    that neighbouring dimensions do not run alongside each other.
    """
    step = sqrt(_prime(dimension))
    places = np.arange(1, DRAWS + 1, dtype=np.float64)
    order = np.argsort(np.argsort((places * places * step) % 1.0, kind="stable"), kind="stable")
    quantiles = np.array([NormalDist().inv_cdf((place + 0.5) / DRAWS) for place in range(DRAWS)])
    spread: Floats = quantiles[order]
    spread.setflags(write=False)
    return spread


@lru_cache(maxsize=512)
def _prime(number: int) -> int:
    """Return the prime of a number, 2 being that of 0."""
    found: list[int] = []
    candidate = 2
    while len(found) <= number:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found[-1]
