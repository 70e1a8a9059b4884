"""How unequal holding times lengthen the line for the workers of a server."""

from __future__ import annotations

import numpy as np

from wardround.engine.asked import TINY, summed
from wardround.engine.queueing import Numbers

UNEVEN_FADING = 3
"""Power of the busy share of the workers with which unequal holding times lengthen the line for them; by simulation."""

POINTS = np.geomspace(1e-3, 30.0, 24)
"""Where the chance that no worker is free yet is summed up, in mean residuals."""


def line_square(requests: Numbers, held: Numbers, squares_s2: Numbers, workers: Numbers) -> Numbers:
    """Return the mean square of the holding times with which the line for workers is worked out, [row].

    Who finds all workers busy waits for the first of so many holding times to end. As the line fills it goes on the
    mean residual that counts, square / (2 x mean): half of (1 + cv squared) of Allen-Cunneen. In between a power of the
    busy share leads from one to the other.

    Parameters
    ----------
    requests : of one server, [row, class].
    held : mean time at each station, [row, class, station].
    """
    each = held.sum(axis=2)
    work = requests * each
    total = np.maximum(requests.sum(axis=1), TINY)
    mean = np.maximum(work.sum(axis=1) / total, TINY)
    later = summed(requests, each**2 + squares_s2.sum(axis=2)) / total / (2.0 * mean)
    soon = _first_free(work, each, workers)
    busy = np.minimum(work.sum(axis=1) / workers, 1.0)
    return np.asarray(2.0 * mean * (soon + (later - soon) * busy**UNEVEN_FADING))


def _first_free(work: Numbers, each: Numbers, workers: Numbers) -> Numbers:
    """Return workers x mean time until the first of them is free when all are busy, [row]. [s].

    Each is busy with a class in proportion to its work, and for as long as that class holds a worker on average.
    """
    share = work / np.maximum(work.sum(axis=1), TINY)[:, None]
    rate = 1.0 / np.maximum(each, TINY)
    # The integral over time of the chance that none is free, in units of the time that the classes take together.
    unit = (share * each).sum(axis=1)
    at = POINTS[:, None] * unit
    alive = (share * np.exp(-at[..., None] * rate)).sum(axis=2) ** workers
    found: Numbers = workers * (at[0] + (0.5 * (alive[1:] + alive[:-1]) * np.diff(at, axis=0)).sum(axis=0))
    return found


def squares_for(demand_s: Numbers, held_s: Numbers, square_s2: Numbers) -> Numbers:
    """Return squares by station that give a holding time a mean square, [row, station].

    Parameters
    ----------
    demand_s : mean work at each station, [row, station].
    held_s : the same with all workers busy.
    square_s2 : mean square of the whole holding time with all workers busy, [row].
    """
    beyond = np.maximum(square_s2 - held_s.sum(axis=1) ** 2, 0.0)
    return np.asarray(demand_s**2 * (beyond / np.maximum((held_s**2).sum(axis=1), TINY))[:, None])
