"""Who is inside a pool when so many are: the classes' shares for every state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import SHORTEST_THINK_S, Batch

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300
TILT_STEPS = 2
LEAST_INSIDE = 1e-9
"""Stands for nobody inside, whose logarithm Newton's rule needs."""
MOST_FACTOR = 1e12


@dataclass(frozen=True, slots=True)
class Composition:
    """Customers inside by class and state, and the rate at which those outside come, both [b, c, state]."""

    there: Numbers
    coming: Numbers


@dataclass(frozen=True, slots=True)
class Crowd:
    """The customers of one pool, all [b, c]; zeros for classes of other pools."""

    closed: Numbers
    """Customers of closed classes who come and go."""
    per_think: Numbers
    """One over their think time, 0 for others."""
    stream: Numbers
    """Arrivals of open classes. [1/s]"""
    steady: Numbers
    """Customers without think time: inside at all times."""
    per_s: Numbers
    """Throughput of those who come and go, so far."""
    mean: Numbers
    """How many are inside on average, so far."""

    @classmethod
    def of(cls, batch: Batch, mine: Flags, per_s: Numbers, held_s: Numbers) -> Self:
        """Return the customers of a pool.

        Parameters
        ----------
        mine : the classes of the pool, [b, c].
        per_s : throughput so far, [b, c].
        held_s : how long each class is inside, wait for a token included, so far, [b, c].
        """
        idle = (batch.think_s <= SHORTEST_THINK_S) & ~batch.is_open
        goes = mine & ~idle
        closed = np.where(goes & ~batch.is_open, batch.population, 0.0)
        flow = np.where(goes, per_s, 0.0)
        steady = np.where(mine & idle, batch.population, 0.0)
        inside = np.where(batch.is_open, flow * held_s, np.maximum(closed - flow * batch.think_s, 0.0))
        return cls(
            closed,
            np.where(closed > 0.0, 1.0 / batch.think_s, 0.0),
            np.where(goes & batch.is_open, batch.arrivals_per_s, 0.0),
            steady,
            flow,
            inside + steady,
        )

    def at(self, states: Numbers, stay_s: Numbers) -> Composition:
        """Return who is inside when so many are.

        Everybody is inside or outside on his own, with the odds of his stay against his think time; that so many are
        inside changes all odds by one factor, which Newton's rule finds on logarithms.

        Parameters
        ----------
        states : how many are inside, [b, state].
        stay_s : how long each class stays with so many inside, [b, c, state].
        """
        goal = np.maximum(states - self.steady.sum(axis=1)[:, None], LEAST_INSIDE)
        odds = stay_s * self.per_think[..., None]
        closed = self.closed[..., None]
        streams = np.flatnonzero(self.stream.any(axis=0))
        open_work = self.stream[:, streams, None] * stay_s[:, streams]
        opened = open_work.sum(axis=1)
        share = odds / (1.0 + odds)
        weight = self.closed[:, None]
        factor = goal / np.maximum((weight @ share)[:, 0] + opened, TINY)
        for _ in range(TILT_STEPS):
            np.multiply(odds, factor[:, None], out=share)
            share /= 1.0 + share
            total = (weight @ share)[:, 0]
            share *= share
            slope = total - (weight @ share)[:, 0] + opened * factor
            total += opened * factor
            step = np.log(goal / np.maximum(total, TINY)) * total / np.maximum(slope, TINY)
            factor = np.minimum(factor * np.exp(np.clip(step, -5.0, 5.0)), MOST_FACTOR)
        odds *= factor[:, None]
        np.add(odds, 1.0, out=share)
        coming = np.divide(closed * self.per_think[..., None], share)
        inside = odds
        inside /= share
        inside *= closed
        inside[:, streams] += open_work * factor[:, None]
        coming[:, streams] += self.stream[:, streams, None]
        if self.steady.any():
            inside += self.steady[..., None]
        return Composition(inside, coming)

    @property
    def most(self) -> Numbers:
        """How many can be inside, [b]; infinite with open classes."""
        return np.where(self.stream.any(axis=1), np.inf, self.closed.sum(axis=1) + self.steady.sum(axis=1))

    def slope(self) -> Numbers:
        """Return how much less comes per customer inside, near the mean, [b].

        When one more is inside, the variances of the classes say who: binomial, and Poisson for open ones.
        """
        share = np.where(self.closed > 0.0, self.mean / np.maximum(self.closed, TINY), 0.0)
        spread = np.where(self.closed > 0.0, self.mean * np.maximum(1.0 - share, 0.0), self.mean - self.steady)
        part = (spread * self.per_think).sum(axis=1)
        return np.asarray(part / np.maximum(spread.sum(axis=1), TINY))
