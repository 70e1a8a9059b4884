"""Amounts as people read them: money, durations, shares, sizes and dates. The only place that rounds for print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from math import floor, isfinite, log10

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTES_PER_HOUR = 60
_MINUTES_PER_DAY = 1440
_HOURS_PER_DAY = 24
_GIB_PER_TIB = 1024
_FEW_MINUTES = 10
_MANY_TIMES = 10
_VISIBLE = 0.05
"""A part of a minute that is told: three seconds."""

_WHOLE = Decimal(100)
_MOST_NINES = 4
_NEAR_WHOLE = 0.99
_MINUS = "\N{MINUS SIGN}"
_IN_DOLLARS = re.compile(r"(?:USD (?P<after>\d[\d,]*(?:\.\d+)?)|(?P<before>\d[\d,]*(?:\.\d+)?) USD)(?!\w|/)")
_ISO_INSIDE = re.compile(r"(?<![\w/.-])\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?(?![\w/-])")
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Currency:
    """The currency of the client: ``rate`` of it make one US dollar, as of ``rate_date``."""

    code: str = "USD"
    rate: Decimal = Decimal(1)
    rate_date: str = ""

    @property
    def is_dollar(self) -> bool:
        """Whether no conversion is needed."""
        return self.code == "USD"

    def of(self, usd: Decimal) -> Decimal:
        """Return dollars in this currency, not rounded."""
        return usd if self.is_dollar else usd * self.rate


DOLLAR = Currency()


def money(usd: Decimal | None, currency: Currency = DOLLAR, *, cents: bool = False) -> str:
    """Return an amount with its currency, in whole units unless cents are asked for: 'EUR 18,420'."""
    if usd is None:
        return "no price"
    return f"{currency.code} {plain_money(usd, currency, cents=cents)}"


def plain_money(usd: Decimal, currency: Currency = DOLLAR, *, cents: bool = False) -> str:
    """Return an amount without its currency, for a column whose heading names it: '18,420'."""
    places = Decimal("0.01") if cents else Decimal(1)
    amount = currency.of(usd).quantize(places, ROUND_HALF_UP)
    return f"{_MINUS}{-amount:,}" if amount < 0 else f"{amount:,}"


def in_currency(text: str, currency: Currency) -> str:
    """Return a text in which amounts of dollars are named in the reader's currency: 'EUR 720' for '837.71 USD'."""

    def told(match: re.Match[str]) -> str:
        usd = Decimal((match["after"] or match["before"]).replace(",", ""))
        return money(usd, currency, cents=usd < 1)

    return _IN_DOLLARS.sub(told, text)


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """Return a number with thousands separators; without ``decimals`` with three significant digits."""
    exact = float(value)
    if not isfinite(exact):
        return "not known"
    if decimals is None:
        size = floor(log10(abs(exact))) if exact else 0
        decimals = max(0, 2 - size) if exact != round(exact) else 0
        text = f"{exact:,.{min(decimals, 6)}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{exact:,.{decimals}f}"


def share(value: float | Decimal | None, decimals: int = 0) -> str:
    """Return a share as a percentage: '62 %'. What is less than all of it never rounds up to 100 %."""
    if value is None:
        return "not known"
    exact = Decimal(str(value)) * 100
    if Decimal(99) <= exact < _WHOLE:
        return f"{_cut_short(exact, decimals)} %"
    text = f"{exact:.{decimals}f}"
    return f"less than {Decimal(1).scaleb(-decimals)} %" if exact > 0 and not text.strip("0.") else f"{text} %"


def _cut_short(exact: Decimal, decimals: int) -> Decimal:
    """Return a percentage near 100, cut and not rounded, with enough nines to tell it from 100."""
    for places in range(decimals, _MOST_NINES + 1):
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if rounded < _WHOLE:
            return rounded
    return exact.quantize(Decimal(1).scaleb(-_MOST_NINES), ROUND_DOWN)


def use(value: float) -> str:
    """Return how far something is used: '62 %', '140 %', and '12 x' where it is many times too much."""
    return f"{value:,.0f} x" if value >= _MANY_TIMES else share(value).replace("less than", "<")


def availability(value: float) -> str:
    """Return a share of time that something works, never rounded up: '99.97 %'."""
    exact = Decimal(str(value)) * 100
    nines = 3 if exact >= Decimal("99.99") else 2
    step = Decimal(1).scaleb(-nines)
    return f"{exact // step * step:.{nines}f} %"


def minutes(value: float | None) -> str:
    """Return a duration in its two largest units: '42 s', '2 min 18 s', '38 min', '2 h 04 min', '3 days 8 h'."""
    if value is None:
        return "not known"
    whole = round(value)
    if whole > 2 * _MINUTES_PER_DAY:
        full, rest = divmod(round(value / _MINUTES_PER_HOUR), _HOURS_PER_DAY)
        return f"{full} days {rest} h" if rest else f"{full} days"
    if whole >= _MINUTES_PER_HOUR:
        full, rest = divmod(whole, _MINUTES_PER_HOUR)
        return f"{full} h {rest:02d} min" if rest else f"{full} h"
    return _short_while(value, whole)


def _short_while(value: float, whole: int) -> str:
    """Return less than an hour: seconds below a minute, and below ten minutes where they say something."""
    if 0 < value < 1:
        return f"{value * 60:.0f} s"
    if value < _FEW_MINUTES and abs(value - whole) >= _VISIBLE:
        full, rest = divmod(round(value * 60), 60)
        return f"{full} min {rest:02d} s"
    return f"{whole} min"


def on_the_clock(value: float | None) -> str:
    """Return a term that a clock of support hours counts: never in days, which are longer than a day of support."""
    if value is not None and value > 2 * _MINUTES_PER_DAY:
        return f"{value / _MINUTES_PER_HOUR:,.0f} h"
    return minutes(value)


def hours(value: float | None) -> str:
    """Return a duration that is kept in hours."""
    return "not known" if value is None else minutes(value * _MINUTES_PER_HOUR)


def seconds(value: float | None) -> str:
    """Return a response time: '1.6 s', '80 ms'."""
    if value is None:
        return "saturated"
    return f"{value * 1000:.0f} ms" if value < 0.1 else f"{value:.1f} s"  # noqa: PLR2004 - a tenth of a second


def response(value: float | None) -> str:
    """Return a response time that is set beside its target: '1.52 s' misses 1.5 s, which '1.5 s' would hide."""
    if value is None or value < 0.1 or value >= 10:  # noqa: PLR2004 - three figures are enough
        return seconds(value)
    return f"{value:.2f} s"


def response_target(value: float) -> str:
    """Return a target for a response time with the decimals that it has: '1.5 s', '0.75 s'."""
    return seconds(value) if value >= 1 and round(value, 1) == round(value, 2) else response(value)


def gib(value: float) -> str:
    """Return a size: '410 GiB', '5.1 TiB'."""
    if value >= 10 * _GIB_PER_TIB:
        return f"{number(round(value / _GIB_PER_TIB, 1))} TiB"
    return f"{number(round(value, 0 if value >= 10 else 1))} GiB"  # noqa: PLR2004 - below ten a decimal says something


def days(value: float) -> str:
    """Return an effort in working days: '4.5 days', '161 days'."""
    text = f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"  # noqa: PLR2004
    return f"{text} day" if text == "1" else f"{text} days"


def long_date(value: date | None) -> str:
    """Return '14 September 2027'."""
    return "not set" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_date(value: date | None) -> str:
    """Return '14 Sep 2027'."""
    return "not set" if value is None else f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def partial_date(iso: str) -> str:
    """Return a date of which perhaps only the year or month is known: '22 August 2026', 'August 2026', '2026'."""
    match = _ISO.fullmatch(iso)
    if match is None:
        return iso
    year, month, day = match.groups()
    if month is None:
        return str(year)
    name = MONTHS[int(month) - 1]
    return f"{name} {year}" if day is None else f"{int(day)} {name} {year}"


def spoken_dates(text: str) -> str:
    """Return a text with dates as people say them: 'prices of 2023-08 to 2026-08-22' says August 2023."""
    return _ISO_INSIDE.sub(lambda match: partial_date(match[0]), text)


def date_range(oldest: str, newest: str) -> str:
    """Return one date, or the two ends of a range."""
    if not oldest or oldest == newest:
        return partial_date(newest)
    return f"{partial_date(oldest)} to {partial_date(newest)}"


def value_with_unit(value: float | str | bool, unit: str) -> str:  # noqa: FBT001 - a figure may be a truth value
    """Return the value of a figure with its unit: '9.4 cores', '62 %', 'yes'."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return f"{value} {unit}".strip()
        return f"{amount:,} {unit}".strip() if amount.is_finite() else value
    if unit == "share":
        return availability(value) if _NEAR_WHOLE <= value <= 1 else share(value, 1)
    return f"{number(value)} {unit}".strip()
