"""How outsiders make the line for tokens longer: what they leave of a shared station swings slowly.

Who holds a token at a station shared with outsiders is the slower the more of them are there. Their number swings, for
longer than one token is held; so whole stretches of the line go slowly, as if tokens were held for more unequal times.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.outsiders import Outsiders

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300
LOAD_CAP = 0.98
PART = 0.3
"""How much of the swing shows in the line, by comparison with simulations: a line is empty at times."""


def swings(
    batch: Batch, mine: Flags, per_s: Numbers, held_s: Numbers, served_per_s: Numbers, outsiders: Outsiders
) -> Numbers:
    """Return what outsiders add to (1 + cv squared) / 2 of the time that a token is held, [b].

    The index of dispersion of what a modulated server gets done grows by twice rate x relative variance x relaxation
    time. With n jobs of the pool at a shared station, outsiders have a negative binomial number there (Baskett, Chandy,
    Muntz and Palacios 1975), as far as there are as many; its variance over their flow is the relaxation time.

    Parameters
    ----------
    mine : classes of the pool, [b, c].
    per_s : throughput of all classes so far, [b, c].
    held_s : how long each class holds a token at each station when none is free, [b, c, k].
    served_per_s : throughput of the pool then, [b].
    """
    own, others = np.where(mine, per_s, 0.0), np.where(mine, 0.0, per_s)[..., None]
    each = (own[..., None] * held_s).sum(axis=1) / np.maximum(own.sum(axis=1), TINY)[:, None]
    there = served_per_s[:, None] * each
    visits = (others * batch.visits).sum(axis=1)
    load = np.minimum(outsiders.busy / batch.servers, LOAD_CAP)
    mean = load * (1.0 + there) / (1.0 - load)
    endless = mean / (1.0 - load)
    room = batch.servers / np.maximum(outsiders.pull, TINY)
    bound = 1.0 / (1.0 / np.maximum(endless, TINY) + 1.0 / room)
    variance = np.where(outsiders.people > 0.0, bound, endless)
    lasts = variance / np.maximum(visits, TINY)
    slowed = each / np.maximum(each.sum(axis=1), TINY)[:, None] / np.maximum(there + mean, TINY)
    shared = (visits > 0.0) & ~batch.is_delay & (outsiders.busy > 0.0)
    grown = served_per_s[:, None] * slowed**2 * variance * lasts
    return np.asarray(PART * np.where(shared, grown, 0.0).sum(axis=1))
