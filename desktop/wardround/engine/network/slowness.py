"""What load-dependent stations add to the response beyond a station of equal servers of the same largest rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]

LOAD_CAP = 0.999
TINY = 1e-300


def slowness(batch: Batch, busy: Numbers) -> Numbers:
    """Return the extra response per demand at each station, [b, k]; 0 where servers are equal.

    A job that finds n others is served at r(n + 1) / (n + 1). How many it finds follows the birth and death process of
    a Poisson stream, truncated nowhere: the difference to equal servers fades as the rates reach their largest.

    Parameters
    ----------
    busy : mean rate of service, [b, k]. [servers]
    """
    rates = batch.rates
    count = np.arange(1.0, rates.shape[2] + 1.0)
    most = np.maximum(batch.servers, TINY)[..., None]
    work = np.minimum(busy / batch.servers, LOAD_CAP)[..., None] * most
    found = np.cumprod(work / rates, axis=2)
    last = found[..., -1] * (work / most)[..., 0] / (1.0 - (work / most)[..., 0])
    total = 1.0 + found.sum(axis=2) + last
    meeting = np.concatenate([np.ones((*total.shape, 1)), found[..., :-1]], axis=2) / total[..., None]
    extra = (meeting * np.maximum(count / rates - np.maximum(count / most, 1.0), 0.0)).sum(axis=2)
    return np.where(batch.load_dependent, extra, 0.0)
