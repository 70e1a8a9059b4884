"""The chance that all servers are busy, from a table: the solvers ask for it millions of times."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CELLS = 256
MOST_SERVERS = 1023.0
"""Beyond this nobody waits before saturation, to the accuracy of the table."""


@lru_cache(maxsize=8)
def _table(most: int) -> Numbers:
    """Return Erlang's C for 0..most servers (rows) at utilisations 0..1 (columns).

    Recursion 1/B(k) = 1 + k/a x 1/B(k-1), then C = 1 / (rho + (1 - rho) / B) (Erlang 1917).
    """
    load = np.linspace(0.0, 1.0, CELLS + 1)[1:-1]
    table = np.ones((most + 1, CELLS + 1))
    table[1:, 0] = 0.0
    for servers in range(1, most + 1):
        offered = load * servers
        inverse = np.ones_like(load)
        with np.errstate(over="ignore"):
            for count in range(1, servers + 1):
                inverse = 1.0 + inverse * count / offered
        table[servers, 1:-1] = 1.0 / (load + (1.0 - load) * inverse)
    return table


def all_busy(servers: Numbers, load: Numbers) -> Numbers:
    """Return the chance that an arrival of a Poisson stream finds all servers busy, by straight lines in a table.

    Parameters
    ----------
    servers : at least 1, broadcastable to `load`; between whole numbers on a straight line.
    load : utilisation, cut to 0..1. [share]
    """
    servers = np.minimum(servers, MOST_SERVERS)
    count = servers.astype(np.intp)
    most = int(count.max(initial=1)) + 1
    table = _table(1 << (most - 1).bit_length()).ravel()
    place = np.clip(load, 0.0, 1.0) * CELLS
    cell = np.minimum(place.astype(np.intp), CELLS - 1)
    place -= cell
    cell = cell + count * (CELLS + 1)
    low = table[cell]
    chance: Numbers = low + place * (table[cell + 1] - low)
    part = servers - count
    if not part.any():
        return chance
    cell += CELLS + 1
    low = table[cell]
    chance += part * (low + place * (table[cell + 1] - low) - chance)
    return chance
