"""Which place's price is used for a region that has none of its own.

First the region itself, then a scope that covers it: these prices are its own. Otherwise the price is
borrowed: from a region of the same geography, then of the same geography group, then from any, and last from
a scope that does not cover it. Among several the nearest lends, and among equally near ones the first by
code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from wardround.catalogue.regions import Region, distance_km
from wardround.catalogue.services import PriceScope

_OWN, _COVERED, _SAME_GEOGRAPHY, _SAME_GROUP, _ANYWHERE, _FOREIGN_SCOPE = range(6)


@dataclass(frozen=True, slots=True)
class Borrowing:
    """The order in which places lend their prices, over known regions and scopes."""

    regions: Mapping[str, Region]
    scopes: Mapping[str, PriceScope]

    def lender(self, wanted: Region, places: Iterable[str]) -> str | None:
        """Return the place whose price is used for a region, from those that have one; None for none."""
        return min(places, key=lambda place: self._order(wanted, place), default=None)

    def borrowed_from(self, wanted: Region, place: str) -> str | None:
        """Return the place if its price is borrowed, None if it is the region's own."""
        return None if self._order(wanted, place)[0] <= _COVERED else place

    def _order(self, wanted: Region, place: str) -> tuple[int, float, str]:
        if place == wanted.code:
            return _OWN, 0, place
        scope = self.scopes.get(place)
        if scope is not None:
            # The narrower of two scopes says more about the region.
            breadth = inf if scope.geography_groups is None else len(scope.geography_groups)
            return (_COVERED if scope.covers(wanted) else _FOREIGN_SCOPE), breadth, place
        lender = self.regions[place]
        distance = distance_km(wanted, lender)
        if wanted.geography is not None and lender.geography == wanted.geography:
            return _SAME_GEOGRAPHY, distance, place
        if wanted.geography_group is not None and lender.geography_group == wanted.geography_group:
            return _SAME_GROUP, distance, place
        return _ANYWHERE, distance, place
