"""The sizes that a role would climb when more is asked of it than the chosen one carries, and what each costs.

Application and job servers climb by number, the database by size within its series: how a platform grows in practice,
and how the wizard's policy for a tier says it should.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import Catalogue, PurchaseOption, VmSize
from wardround.engine.findings import Need, RoleSizing
from wardround.engine.line_items import option_with_price
from wardround.engine.queueing import Numbers

BY_NUMBER = frozenset({"application", "batch"})
BY_SIZE = frozenset({"postgresql", "read_replica"})
MOST_NODES = 24
"""So far the ladder of a role that climbs by number is looked at."""

SHRINKS_WITH_NODES = frozenset({"cpu", "workers", "vendor_floor"})
"""Needs of one node that more nodes share."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one role, lowest first.

    `carries` holds for each need what each rung gives over what is likely to be needed now: the factor by which the
    need may grow. What was planned with caution carries that much more.
    `price` is that of a rung's servers over the chosen one's, `nodes` their number over the chosen one's.
    """

    role: RoleSizing
    chosen: int
    carries: Mapping[str, Numbers]
    price: Numbers
    nodes: Numbers

    def rungs(self, growth: Mapping[str, Numbers]) -> NDArray[np.int64]:
        """Return the lowest rung that carries every need in each sample; one past the last where none does.

        Parameters
        ----------
        growth : by need, what it is in each sample over what it is in the single answer.
        """
        samples = len(next(iter(growth.values())))
        found = np.zeros(samples, dtype=np.int64)
        for name, given in self.carries.items():
            if name in growth:
                asked = growth[name] * (1.0 - 1e-9)
                found = np.maximum(found, np.searchsorted(np.maximum.accumulate(given), asked, side="left"))
        return found

    def price_at(self, rungs: NDArray[np.int64]) -> Numbers:
        """Return the price of rungs over the chosen one's; that of the last rung beyond the ladder."""
        return np.asarray(self.price[np.minimum(rungs, len(self.price) - 1)])

    def nodes_at(self, rungs: NDArray[np.int64]) -> Numbers:
        """Return the number of servers of rungs over the chosen one's."""
        return np.asarray(self.nodes[np.minimum(rungs, len(self.nodes) - 1)])


Reach = Callable[[Numbers], Numbers]
"""Numbers of servers up to the growth of the load up to which all responses meet their targets."""


def ladder_of(
    role: RoleSizing,
    catalogue: Catalogue,
    region: str,
    option: PurchaseOption,
    lost: int,
    reach: Reach | None = None,
) -> Ladder | None:
    """Return the ladder of a role; None for a role whose size does not follow the load.

    Parameters
    ----------
    option : how its servers are bought.
    lost : servers that may be down in the design hour.
    reach : what the responses allow, for a role that climbs by number.
    """
    if not role.vcpus or not role.nodes or not role.needs:
        return None
    if role.role in BY_NUMBER:
        return _by_number(role, lost, reach)
    if role.role in BY_SIZE:
        return _by_size(role, catalogue, region, option)
    return None


def _by_number(role: RoleSizing, lost: int, reach: Reach | None) -> Ladder:
    counts = np.arange(1, MOST_NODES + role.nodes + 1)
    up = np.maximum(counts - lost, 1)
    up_now = max(role.nodes - lost, 1)
    carries = {
        need.name: need.given / need.needed * up / up_now
        for need in role.needs
        if need.name in SHRINKS_WITH_NODES and need.given and need.needed > 0
    }
    if reach is not None:
        carries["response"] = np.maximum.accumulate(reach(up))
    first = _first_that_fails(carries, role.nodes - 1)
    kept = {name: values[first:] for name, values in carries.items()}
    nodes = counts[first:] / role.nodes
    return Ladder(role, role.nodes - 1 - first, kept, nodes, nodes)


def _by_size(role: RoleSizing, catalogue: Catalogue, region: str, option: PurchaseOption) -> Ladder | None:
    priced = []
    for size in catalogue.sizes_offered(region):
        if size.series == role.series:
            _, price = option_with_price(catalogue, region, size.sku, option)
            if price is not None:
                priced.append((size, float(price.usd)))
    priced.sort(key=lambda pair: (pair[0].vcpus, pair[0].memory_gib, pair[1]))
    rising = [pair for pair in priced if pair[0].sku == role.sku or pair[0].vcpus != role.vcpus]
    sizes = _one_for_each_count(rising)
    place = next((at for at, pair in enumerate(sizes) if pair[0].sku == role.sku), None)
    if place is None:
        return None
    now = sizes[place][0]
    carries = {
        need.name: np.array([_given(need, size, now) * need.caution_factor / need.needed for size, _price in sizes])
        for need in role.needs
        if need.given and need.needed > 0 and need.name in _GIVEN_BY
    }
    first = _first_that_fails(carries, place)
    kept = {name: values[first:] for name, values in carries.items()}
    over_chosen = np.array([usd for _size, usd in sizes[first:]]) / sizes[place][1]
    return Ladder(role, place - first, kept, over_chosen, np.ones(len(over_chosen)))


def _one_for_each_count(sizes: list[tuple[VmSize, float]]) -> list[tuple[VmSize, float]]:
    """Return of several sizes with equally many vCPUs the first, so that each rung is a step up."""
    kept = sizes[:1]
    for before, each in pairwise(sizes):
        if each[0].vcpus != before[0].vcpus:
            kept.append(each)
    return kept


_GIVEN_BY = frozenset({"cpu", "memory", "iops", "throughput"})


def _given(need: Need, size: VmSize, now: VmSize) -> float:
    """Return what another size of the series gives for a need, in the proportion of the chosen one's."""
    given = need.given or 0.0
    match need.name:
        case "cpu":
            return given * size.vcpus / now.vcpus
        case "memory":
            return given * size.memory_gib / now.memory_gib
        case "iops":
            return given * _over(size.max_uncached_iops, now.max_uncached_iops)
        case _:
            return given * _over(size.max_uncached_mbps, now.max_uncached_mbps)


def _over(one: float | None, other: float | None) -> float:
    return one / other if one and other else 1.0


def _first_that_fails(carries: Mapping[str, Numbers], chosen: int) -> int:
    """Return the rung from which on the ladder is kept.

    Below the chosen rung only those stay that fail a need of the single answer: a lower one that would carry all needs
    seen here was left for another reason, and no sample may climb down to it.
    """
    for rung in range(chosen - 1, -1, -1):
        if all(values[rung] >= 1.0 for values in carries.values()):
            return rung + 1
    return 0
