"""What a customer of a small class meets inside a pool: the others alone, for he is not there twice.

The chain inside a pool has the mean demands of its mix. A class of few customers that does much of the work at some
station is a large part of that mix, though none of its customers ever meets himself. For such classes the chain is
solved once more with the mix of the others, which is what the arrival theorem asks for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

TINY = 1e-300
LARGE_PART = 0.03
"""Part of the work at a station done by one customer from which on a network is looked at customer by customer."""
NOTABLE_PART = 0.003
"""In such a network, the part from which on a class is."""


def notable(batch: Batch, pool: int, per_s: Numbers) -> tuple[Places, Places]:
    """Return networks and classes of a pool whose own customers must not be taken for others, row by row.

    Parameters
    ----------
    per_s : throughput of all classes so far, [b, c].
    """
    mine = batch.in_pool[:, :, pool] & ~batch.is_open & (batch.population > 0.0)
    work = np.where(batch.is_delay[:, None], 0.0, per_s[..., None] * batch.demand_s)
    part = work / np.maximum(work.sum(axis=1, keepdims=True), TINY)
    own = np.where(mine, part.max(axis=2) / np.maximum(batch.population, 1.0), 0.0)
    looked = own.max(axis=1, keepdims=True) > LARGE_PART
    rows, classes = np.nonzero(looked & (own > NOTABLE_PART))
    return rows, classes


def without_one(batch: Batch, per_s: Numbers, rows: Places, classes: Places) -> Numbers:
    """Return the throughput of the networks `rows` without one customer of the class of each, [i, c]."""
    flow = per_s[rows].copy()
    at = np.arange(len(rows))
    people = batch.population[rows, classes]
    flow[at, classes] *= np.maximum(people - 1.0, 0.0) / np.maximum(people, TINY)
    return flow
