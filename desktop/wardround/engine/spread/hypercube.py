"""Latin hypercube: each input takes every one of n equally likely values once, in an order of its own."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.queueing import Numbers

Order = NDArray[np.int64]
Z_90 = 1.2815515655446004
"""The 90th percentile of a standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of the unit interval, and the same ones of a standard normal distribution."""

    unit: Numbers
    normal: Numbers

    @classmethod
    def of(cls, samples: int) -> Self:
        """Return the middles of n equally likely strata."""
        return cls((np.arange(samples) + 0.5) / samples, normal_levels(samples))


TENTH_AND_NINETIETH = Levels(np.array([0.1, 0.9]), np.array([-Z_90, Z_90]))


def normal_levels(samples: int) -> Numbers:
    """Return the middles of n equally likely strata of a standard normal distribution."""
    inverse = NormalDist().inv_cdf
    half = np.array([inverse(float(level)) for level in (np.arange((samples + 1) // 2) + 0.5) / samples])
    if samples % 2:
        half[-1] = 0.0
        return np.concatenate([half, -half[-2::-1]])
    return np.concatenate([half, -half[::-1]])


def hypercube(rng: np.random.Generator, samples: int, inputs: int) -> Order:
    """Return for each input the stratum that each sample takes, [inputs, samples]; every row is a permutation.

    The rows are drawn one after the other, so that the first inputs keep their strata when others are added.
    Source: McKay, Beckman and Conover 1979.
    """
    return np.stack([rng.permutation(samples) for _ in range(inputs)]) if inputs else np.zeros((0, samples), np.int64)
