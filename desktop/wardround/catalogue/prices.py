"""VM prices by purchase option, and the form in which the catalogue quotes every price.

All prices are list prices in US dollars, for Linux, without tax or agreement discounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from wardround.tables import Column

PRICE_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
"""A day, or as much of it as the source tells: `2026-08-22`, `2026-08` or `2026`."""

METER_STEP_USD = Decimal("0.000001")
"""Hourly meters are listed to a millionth of a dollar; prices formed from a ratio are rounded to it."""


class PurchaseOption(StrEnum):
    """How a VM is paid for."""

    PAYG = "payg"
    RESERVED_1Y = "reserved_1y"
    RESERVED_3Y = "reserved_3y"
    SAVINGS_1Y = "savings_1y"
    SAVINGS_3Y = "savings_3y"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Priced:
    """One list price with all that must be said beside it.

    Parameters
    ----------
    usd : price of one unit. [USD]
    unit : what it is the price of: `hour`, `month`, `GB-month`, ...
    price_date : the day on which it was the list price, as far as the source tells.
    region : code of the region that was asked for.
    borrowed_from : region or scope whose price this is, where the region has none of its own.
    note : what to know before relying on it; empty when there is nothing.
    source : ids of the sources, joined by `;`.
    """

    usd: Decimal
    unit: str
    price_date: str
    region: str
    borrowed_from: str | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class VmPrice:
    """The price of one size in one region. [USD per hour].

    Parameters
    ----------
    zones : availability zones that offer the size; empty where none does, None where that is not known.
        Read from one subscription, so another may see more or fewer.
    check : how far independent price lists agree.
    """

    region: Annotated[str, Column(key=True)]
    sku: Annotated[str, Column(key=True)]
    payg_usd_per_hour: Annotated[Decimal, Column(low=0)]
    spot_usd_per_hour: Annotated[Decimal | None, Column(low=0)]
    zones: tuple[int, ...] | None
    price_date: Annotated[str, Column(form=PRICE_DATE)]
    check: Literal["raw_meter", "agreed", "cross_source_corrected", "single", "sources_differ"]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class ReservedPrice:
    """The reserved price of one size in one region, where a source lists it. [USD per hour]."""

    region: Annotated[str, Column(key=True)]
    sku: Annotated[str, Column(key=True)]
    reserved_1y_usd_per_hour: Annotated[Decimal, Column(low=0)]
    reserved_3y_usd_per_hour: Annotated[Decimal, Column(low=0)]
    price_date: Annotated[str, Column(form=PRICE_DATE)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class PriceTerm:
    """Committed prices of a series as shares of its pay-as-you-go price, seen in one region.

    `_low_share` and `_high_share` are the extremes over the sizes counted, the plain share is their median.
    Reserved ratios travel between regions within a few points, savings-plan ratios less well.
    """

    series: Annotated[str, Column(key=True)]
    region: Annotated[str, Column(key=True)]
    sizes_counted: Annotated[int, Column(low=1)]
    reserved_1y_share: Annotated[Decimal, Column(low=0, high=1)]
    reserved_1y_low_share: Annotated[Decimal, Column(low=0, high=1)]
    reserved_1y_high_share: Annotated[Decimal, Column(low=0, high=1)]
    reserved_3y_share: Annotated[Decimal, Column(low=0, high=1)]
    reserved_3y_low_share: Annotated[Decimal, Column(low=0, high=1)]
    reserved_3y_high_share: Annotated[Decimal, Column(low=0, high=1)]
    savings_1y_share: Annotated[Decimal | None, Column(low=0, high=1)]
    savings_3y_share: Annotated[Decimal | None, Column(low=0, high=1)]
    price_date: Annotated[str, Column(form=PRICE_DATE)]
    source: Annotated[tuple[str, ...], Column(filled=True)]

    def share(self, option: PurchaseOption) -> Decimal | None:
        """Return what share of the pay-as-you-go price an option costs; None where it is not known."""
        match option:
            case PurchaseOption.RESERVED_1Y:
                return self.reserved_1y_share
            case PurchaseOption.RESERVED_3Y:
                return self.reserved_3y_share
            case PurchaseOption.SAVINGS_1Y:
                return self.savings_1y_share
            case PurchaseOption.SAVINGS_3Y:
                return self.savings_3y_share
            case _:
                return None


def payg_price(price: VmPrice) -> Priced:
    """Return the pay-as-you-go price."""
    return _quoted(price, price.payg_usd_per_hour, _CHECK_NOTES[price.check])


def spot_price(price: VmPrice) -> Priced | None:
    """Return the spot price of the day of the list; None where none was listed."""
    if price.spot_usd_per_hour is None:
        return None
    return _quoted(price, price.spot_usd_per_hour, _CHECK_NOTES[price.check], "spot prices change daily")


def listed_reserved_price(row: ReservedPrice, option: PurchaseOption) -> Priced | None:
    """Return a reserved price that the region's own list has; None for an option that it does not cover."""
    match option:
        case PurchaseOption.RESERVED_1Y:
            usd = row.reserved_1y_usd_per_hour
        case PurchaseOption.RESERVED_3Y:
            usd = row.reserved_3y_usd_per_hour
        case _:
            return None
    return Priced(usd, "hour", row.price_date, row.region, None, "", ";".join(row.source))


def committed_price(price: VmPrice, term: PriceTerm, option: PurchaseOption, seen_in: str) -> Priced | None:
    """Return a committed price: the pay-as-you-go price times the ratio of its series.

    None where the ratio is not known. `seen_in` names the region of the ratio for the note. The price keeps
    the date of the pay-as-you-go price; the date of the ratio stands in the note.
    """
    share = term.share(option)
    if share is None:
        return None
    usd = (price.payg_usd_per_hour * share).quantize(METER_STEP_USD)
    where = f"as for the {term.series} series in {seen_in} on {term.price_date}"
    seen = f"{share} of the pay-as-you-go price, {where}"
    quoted = _quoted(price, usd, seen, _CHECK_NOTES[price.check])
    source = tuple(dict.fromkeys((*price.source, *term.source)))
    return Priced(usd, quoted.unit, quoted.price_date, quoted.region, None, quoted.note, ";".join(source))


_CHECK_NOTES = {
    "raw_meter": "",
    "agreed": "",
    "cross_source_corrected": "one price list carried a Windows rate here; taken from another",
    "single": "found in one price list only",
    "sources_differ": "price lists disagree; confirm before relying on it",
}


def _quoted(price: VmPrice, usd: Decimal, *notes: str) -> Priced:
    note = "; ".join(filter(None, notes))
    return Priced(usd, "hour", price.price_date, price.region, None, note, ";".join(price.source))
