"""Least squares with coefficients that cannot be negative: work that an operation takes is never less than none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.queueing import Numbers

MOST_SWEEPS = 20_000
SETTLED = 1e-10
LOST = 1e-6
"""A coefficient with more than this part in a direction that the measurements do not see is not known."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients with their standard errors, and how much of the variation they explain."""

    values: Numbers
    errors: Numbers
    """Infinite where the measurements cannot tell a coefficient from the others."""
    r_squared: float
    residual: float
    """Root of the mean squared residual."""


def fitted(columns: Numbers, observed: Numbers, weights: Numbers | None = None) -> Fitted:
    """Return the non-negative coefficients of columns, [rows, columns], that come nearest to what was observed.

    Parameters
    ----------
    weights : by row, one over its standard error in any unit; all rows alike without them.

    Coordinate descent: each coefficient in turn takes its best value, never below 0, until none moves any more.
    Source: Franc, Hlavac and Navara 2005, sequential coordinate-wise algorithm.
    """
    weighed = np.ones(len(observed)) if weights is None else weights
    heavy, seen = columns * weighed[:, None], observed * weighed
    scale = np.sqrt((heavy**2).sum(axis=0))
    used = scale > 0
    scaled = heavy[:, used] / scale[used]
    gram, aim = scaled.T @ scaled, scaled.T @ seen
    found = np.zeros(int(used.sum()))
    gradient = gram @ found - aim
    reach = max(float(np.abs(aim).max(initial=0.0)), 1e-300)
    for _ in range(MOST_SWEEPS):
        moved = 0.0
        for place in range(len(found)):
            new = max(0.0, found[place] - gradient[place] / gram[place, place])
            step = new - found[place]
            if step:
                gradient += step * gram[:, place]
                found[place] = new
                moved = max(moved, abs(step))
        if moved <= SETTLED * reach:
            break
    values = np.zeros(columns.shape[1])
    values[used] = found / scale[used]
    left = observed - columns @ values
    spread = ((observed - observed.mean()) ** 2).sum()
    r_squared = 1.0 - float((left**2).sum() / spread) if spread > 0 else 0.0
    errors = np.full(columns.shape[1], np.inf)
    errors[used] = _errors(scaled, left * weighed, found) / scale[used]
    return Fitted(values, errors, r_squared, float(np.sqrt((left**2).mean())))


def _errors(columns: Numbers, left: Numbers, found: Numbers) -> NDArray[np.float64]:
    """Return the standard errors of the coefficients that are above 0; those at 0 have that of a lone column."""
    rows, count = columns.shape
    free = max(rows - int((found > 0).sum()), 1)
    variance = float((left**2).sum()) / free
    errors = np.sqrt(variance / np.maximum((columns**2).sum(axis=0), 1e-300))
    taken = np.flatnonzero(found > 0)
    if len(taken):
        gram = columns[:, taken].T @ columns[:, taken]
        values, vectors = np.linalg.eigh(gram)
        told_apart = values > 1e-9 * values.max()
        inverse = (vectors[:, told_apart] / values[told_apart]) @ vectors[:, told_apart].T
        lost = (vectors[:, ~told_apart] ** 2).sum(axis=1) > LOST
        errors[taken] = np.where(lost, np.inf, np.sqrt(np.maximum(np.diag(inverse) * variance, 0.0)))
    return np.asarray(errors[:count])
