"""The hourly prices of many sizes in many regions under many purchase options, as one array."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue.prices import PriceTerm, PurchaseOption, ReservedPrice, VmPrice

METER_DIGITS = 6
"""Hourly meters are listed to a millionth of a dollar."""


@dataclass(frozen=True, eq=False)
class HourlyPrices:
    """Prices and zones in the order of options, regions and sizes.

    Parameters
    ----------
    usd_per_hour : indexed [option, region, size]; infinite where there is no such price.
    zones : availability zones in which a region offers a size, indexed [region, size]; 0 where that is not known.
    """

    options: tuple[PurchaseOption, ...]
    regions: tuple[str, ...]
    skus: tuple[str, ...]
    usd_per_hour: NDArray[np.float64]
    zones: NDArray[np.int64]

    @property
    def offered(self) -> NDArray[np.bool_]:
        """Which sizes each region offers at all, indexed [region, size]; pay as you go must be among the options."""
        return np.asarray(np.isfinite(self.usd_per_hour[self.options.index(PurchaseOption.PAYG)]))


def hourly_prices(
    rows_of: Callable[[str], Mapping[str, VmPrice]],
    series_of: Mapping[str, str],
    terms: Mapping[str, Mapping[str, PriceTerm]],
    reserved: Iterable[ReservedPrice],
    regions: Sequence[str],
    options: Sequence[PurchaseOption],
) -> HourlyPrices:
    """Return the prices of all sizes, by the rules of a single look-up.

    Parameters
    ----------
    rows_of : the price rows of a region by size.
    series_of : the series of each size.
    terms : committed shares by series and region where they were seen.
    reserved : reserved prices that a region lists itself; they go before a share.
    """
    skus = tuple(sorted(series_of))
    place = {sku: number for number, sku in enumerate(skus)}
    payg = np.full((len(regions), len(skus)), np.inf)
    spot, zones = payg.copy(), np.zeros(payg.shape, dtype=np.int64)
    for number, region in enumerate(regions):
        for sku, row in rows_of(region).items():
            at = place[sku]
            payg[number, at] = float(row.payg_usd_per_hour)
            spot[number, at] = np.inf if row.spot_usd_per_hour is None else float(row.spot_usd_per_hour)
            zones[number, at] = len(row.zones or ())
    found = []
    for option in options:
        if option is PurchaseOption.PAYG:
            found.append(payg)
        elif option is PurchaseOption.SPOT:
            found.append(spot)
        else:
            with np.errstate(invalid="ignore"):
                found.append(np.round(payg * _shares(skus, series_of, terms, regions, option), METER_DIGITS))
    _put_listed(reserved, found, HourlyPrices(tuple(options), tuple(regions), skus, payg[None], zones))
    return HourlyPrices(tuple(options), tuple(regions), skus, np.stack(found), zones)


def _put_listed(reserved: Iterable[ReservedPrice], found: Sequence[NDArray[np.float64]], priced: HourlyPrices) -> None:
    """Put the reserved prices that regions list themselves in place of those formed from a share.

    Parameters
    ----------
    found : prices by option, indexed [region, size].
    priced : names the options, regions and sizes; its prices are those of pay as you go.
    """
    rows = {region: number for number, region in enumerate(priced.regions)}
    columns = {sku: number for number, sku in enumerate(priced.skus)}
    places = {option: number for number, option in enumerate(priced.options)}
    for listed in reserved:
        if listed.region not in rows or listed.sku not in columns:
            continue
        at = rows[listed.region], columns[listed.sku]
        if not np.isfinite(priced.usd_per_hour[0][at]):
            continue
        for option, usd in (
            (PurchaseOption.RESERVED_1Y, listed.reserved_1y_usd_per_hour),
            (PurchaseOption.RESERVED_3Y, listed.reserved_3y_usd_per_hour),
        ):
            if option in places:
                found[places[option]][at] = float(usd)


def _shares(
    skus: Sequence[str],
    series_of: Mapping[str, str],
    terms: Mapping[str, Mapping[str, PriceTerm]],
    regions: Sequence[str],
    option: PurchaseOption,
) -> NDArray[np.float64]:
    """Return the committed share of each size by region; infinite where none is known."""
    shares = np.full((len(regions), len(skus)), np.inf)
    for at, sku in enumerate(skus):
        by_region = terms.get(series_of[sku])
        if not by_region:
            continue
        elsewhere = by_region[min(by_region)].share(option)
        shares[:, at] = np.inf if elsewhere is None else float(elsewhere)
        for number, region in enumerate(regions):
            own = by_region.get(region)
            if own is not None:
                share = own.share(option)
                shares[number, at] = np.inf if share is None else float(share)
    return shares
