"""Prices of everything that is neither a VM nor a disk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from wardround.catalogue.prices import PRICE_DATE
from wardround.catalogue.regions import Region
from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class ServicePrice:
    """The price of one unit of a meter, in a region or over a scope of regions. [USD].

    Parameters
    ----------
    scope : code of a region, or name of a scope that covers several.
    unit : what `usd` is the price of, such as `hour` or `GB-month`.
    """

    scope: Annotated[str, Column(key=True)]
    service: Annotated[str, Column(key=True)]
    meter: Annotated[str, Column(key=True)]
    unit: str
    usd: Annotated[Decimal, Column(low=0)]
    price_date: Annotated[str, Column(form=PRICE_DATE)]
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class PriceScope:
    """A name under which one price holds in several regions. It is not a region itself.

    Parameters
    ----------
    geography_groups : the groups whose regions it covers; None for every region.
    words : how a person would name it.
    """

    scope: Annotated[str, Column(key=True)]
    geography_groups: tuple[str, ...] | None
    words: str
    source: Annotated[tuple[str, ...], Column(filled=True)]

    def covers(self, region: Region) -> bool:
        """Tell whether the price of this scope is the region's own."""
        return self.geography_groups is None or region.geography_group in self.geography_groups
