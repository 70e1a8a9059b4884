"""What each region offers in VMs, and at which price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from wardround.catalogue.prices import (
    Priced,
    PriceTerm,
    PurchaseOption,
    ReservedPrice,
    VmPrice,
    committed_price,
    listed_reserved_price,
    payg_price,
    spot_price,
)
from wardround.catalogue.regions import Region
from wardround.catalogue.sizes import SizeNeed, VmSize, unmet

if TYPE_CHECKING:
    from wardround.catalogue.hourly_prices import HourlyPrices

_SEARCHES_KEPT = 4096
"""A workshop asks for the same needs again and again; a sampling run for many different ones."""


class VmMarket:
    """VM sizes with the prices of each region; the rows of a region are read when it is first asked for."""

    def __init__(
        self,
        regions: Mapping[str, Region],
        sizes: Mapping[str, VmSize],
        prices_of: Callable[[str], Iterable[VmPrice]],
        reserved: Iterable[ReservedPrice],
        terms: Iterable[PriceTerm],
    ) -> None:
        """`prices_of` returns the price rows of a region, none for a region without VM prices."""
        self._regions = regions
        self._sizes = sizes
        self._prices_of = prices_of
        self._reserved = {(row.region, row.sku): row for row in reserved}
        self._terms: dict[str, dict[str, PriceTerm]] = {}
        for term in terms:
            self._terms.setdefault(term.series, {})[term.region] = term
        self._rows = cache(self._read_rows)
        self._by_price = cache(self._sorted_by_price)
        self._offered = lru_cache(maxsize=_SEARCHES_KEPT)(self._search)

    def row(self, region: str, sku: str) -> VmPrice | None:
        """Return the price row of a size in a region; None where the region does not offer it."""
        return self._rows(region).get(sku)

    def offered(self, region: str, need: SizeNeed | None) -> tuple[VmSize, ...]:
        """Return the sizes that a region offers and that meet a need, the cheapest first, then by name."""
        return self._offered(region, need)

    def why_not(self, region: str, sku: str, need: SizeNeed) -> tuple[str, ...]:
        """Return each reason why a size does not do in a region, in plain words; none when it does."""
        row = self.row(region, sku)
        if row is None:
            return (f"it has no price in {self._regions[region].display_name}, so it counts as not offered",)
        return tuple(unmet(self._sizes[sku], row.zones, need))

    def price(self, region: str, sku: str, option: PurchaseOption) -> Priced | None:
        """Return the price of a size in a region; None where it has none under this option."""
        row = self.row(region, sku)
        if row is None:
            return None
        if option is PurchaseOption.PAYG:
            return payg_price(row)
        if option is PurchaseOption.SPOT:
            return spot_price(row)
        listed = self._reserved.get((region, sku))
        own = None if listed is None else listed_reserved_price(listed, option)
        return own or self._from_ratio(row, option)

    def hourly(self, regions: Sequence[str], options: Sequence[PurchaseOption]) -> HourlyPrices:
        """Return the prices of all sizes in regions under purchase options, as one array."""
        from wardround.catalogue.hourly_prices import hourly_prices  # noqa: PLC0415 - the window starts without numpy

        series = {sku: size.series for sku, size in self._sizes.items()}
        return hourly_prices(self._rows, series, self._terms, self._reserved.values(), regions, options)

    def price_dates(self, region: str) -> set[str]:
        """Return the dates of all VM prices that a region lists."""
        dates = {row.price_date for row in self._rows(region).values()}
        return dates | {row.price_date for row in self._reserved.values() if row.region == region}

    def _from_ratio(self, row: VmPrice, option: PurchaseOption) -> Priced | None:
        terms = self._terms.get(self._sizes[row.sku].series)
        if terms is None:
            return None
        term = terms.get(row.region) or terms[min(terms)]
        return committed_price(row, term, option, self._regions[term.region].display_name)

    def _read_rows(self, region: str) -> dict[str, VmPrice]:
        return {row.sku: row for row in self._prices_of(region)}

    def _sorted_by_price(self, region: str) -> list[tuple[VmSize, tuple[int, ...] | None]]:
        rows = sorted(self._rows(region).values(), key=lambda row: (row.payg_usd_per_hour, row.sku))
        return [(self._sizes[row.sku], row.zones) for row in rows]

    def _search(self, region: str, need: SizeNeed | None) -> tuple[VmSize, ...]:
        offers = self._by_price(region)
        if need is None:
            return tuple(size for size, _ in offers)
        return tuple(size for size, zones in offers if next(unmet(size, zones, need), None) is None)
