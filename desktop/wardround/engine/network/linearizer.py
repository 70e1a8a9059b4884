"""Closed and open classes without pools: a Linearizer with waiting jobs and busy servers kept apart.

Chandy and Neuse 1982 (the correction of Schweitzer's guess by how shares of the queue move when one customer leaves), with
the wait of a multi-server station as (jobs waiting + chance that all servers are busy) x time between departures. First
come first served counts everybody ahead with his own service time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.erlang import all_busy

Numbers = NDArray[np.float64]

TOLERANCE = 1e-6
"""Relative change of a response at which the iteration ends."""
ROUNDS = 4
"""Corrections of the guess how queues shrink when one customer leaves."""
MOST_STEPS = 400
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Behind:
    """What other customers do at each station, [b, k]: jobs waiting, work waiting [s], busy servers."""

    waiting: Numbers
    work_s: Numbers
    busy: Numbers

    @classmethod
    def nobody(cls, batch: Batch) -> Behind:
        """Return empty stations."""
        nothing = np.zeros(batch.servers.shape)
        return cls(nothing, nothing, nothing)
