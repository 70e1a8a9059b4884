"""How the spread is said, the same on screen, on paper and in the workbook."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables.amounts import Currency, money, plain_money, seconds, share, use
from wardround.deliverables.charts.tornado import Swung
from wardround.engine.findings.spread import Band, Result, Spread, Swing, WorthAsking

TIERS = {
    "": "",
    "application": "application servers",
    "database": "database server",
    "postgresql": "database server",
    "batch": "job servers",
    "read_replica": "reporting replica",
}
SHOWN = 8


def told(value: float | None, unit: str, currency: Currency) -> str:
    """Return a result as people say it: money in the client's currency, seconds, a percentage."""
    if value is None:
        return "no steady state"
    match unit:
        case "USD/month":
            return plain_money(Decimal(round(value)), currency)
        case "s":
            return seconds(value)
        case "share":
            return use(value)
        case _:
            return f"{value:.2f} {unit}".rstrip()


def heading_of(band: Band, currency: Currency) -> str:
    """Return what a band is about, money with the currency."""
    return f"{band.label}, {currency.code}" if band.unit.startswith("USD") else band.label


def band_words(band: Band | None, currency: Currency) -> str:
    """Return '20,100 to 24,800'; '' where there is no band."""
    if band is None or band.p10 is None:
        return ""
    return f"{told(band.p10, band.unit, currency)} to {told(band.p90, band.unit, currency)}"


def money_band(spread: Spread | None, currency: Currency) -> str:
    """Return 'EUR 20,100 to 24,800 in eight of ten samples'; '' without a spread."""
    band = spread.band("cost") if spread else None
    if band is None or band.p10 is None or band.p90 is None:
        return ""
    low = money(Decimal(round(band.p10)), currency)
    return f"{low} to {plain_money(Decimal(round(band.p90)), currency)} in eight of ten samples"


def unit_of(result: Result) -> str:
    """Return the unit of a result."""
    return "USD/month" if result == "cost" else "s"


def swung(spread: Spread, result: Result, currency: Currency, most: int = SHOWN) -> list[Swung]:
    """Return the widest swings of a result, for the picture."""
    unit = unit_of(result)
    rows = [row for row in spread.swings if row.result == result]
    found = []
    for row in rows[:most]:
        low, high = (row.at_low, row.at_high) if row.at_low is not None else (row.at_high, row.at_low)
        if low is None:
            continue
        found.append(Swung(row.label, values_of(row), low, high, told(low, unit, currency), told(high, unit, currency)))
    return found


def values_of(row: Swing) -> str:
    """Return between which values an input was taken, and how it stands: '6 to 18 s, assumed'."""
    if row.unit == "x":
        low, high = f"{row.low_value:.2f}", f"{row.high_value:.2f} times"
        return f"{low} to {high}, {row.standing}"
    return f"{number_of(row.low_value)} to {number_of(row.high_value)} {row.unit}, {row.standing}"


def number_of(value: float) -> str:
    """Return a number with the figures that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three figures


def about(row: WorthAsking) -> str:
    """Return what a question would narrow."""
    if row.tier:
        return f"use of the {TIERS[row.tier]}"
    return "cost a month" if row.result == "cost" else "response time"


def narrowed(row: WorthAsking, currency: Currency) -> str:
    """Return 'from 20,100 to 24,800 down to 20,600 to 23,200'."""
    unit = "share" if row.tier else unit_of(row.result)
    now, then = (" to ".join(told(value, unit, currency) for value in band) for band in (row.band_now, row.band_then))
    if now == then and unit == "share":
        now, then = (" to ".join(share(value, 1) for value in band) for band in (row.band_now, row.band_then))
    return f"{now} becomes {then}"


def best_questions(spread: Spread, most: int) -> list[WorthAsking]:
    """Return the questions that narrow most, each input once, the best first."""
    found: dict[str, WorthAsking] = {}
    for row in sorted(spread.worth_asking, key=lambda each: (-each.narrower_share, each.input_id)):
        found.setdefault(row.input_id, row)
    return list(found.values())[:most]


def less(row: WorthAsking) -> str:
    """Return by how much the band would shrink: '45 %'."""
    return share(row.narrower_share)
