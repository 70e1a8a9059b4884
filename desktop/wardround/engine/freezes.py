"""Periods in which nothing may change: the public kinds that the client chose, laid on the calendar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardround.knowledge import FreezeKind

CUTOVER, CHANGE, ALL_WORK = "cutover", "production_change", "all_work"
OWN = "own"
"""What a period of the client's own is called where a kind of freeze would stand."""

DAY = timedelta(days=1)
MONTHS_PER_YEAR, MONTHS_PER_QUARTER = 12, 3
YEAR_END_LEAD = timedelta(days=16)
"""The year-end freeze begins so long before the end of the fiscal year: 15 December for December."""

SOUTHERN = frozenset({"AR", "AU", "BR", "CL", "NZ", "UY", "ZA"})
"""Countries whose winter begins in the middle of the year."""


@dataclass(frozen=True, slots=True)
class Closure:
    """A period in which something may not happen.

    Parameters
    ----------
    name : as people call it.
    kind : id of the public kind, or OWN.
    blocks : what may not happen; a cutover never may.
    why : the rule in words, or that the client said so.
    """

    name: str
    kind: str
    starts: date
    ends: date
    blocks: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Year:
    """What the anchors of freezes are counted by.

    Parameters
    ----------
    days : working days, ascending, from before the first anchor to after the last.
    first, last : the days between which anchors are looked for.
    fiscal_end_month : the month with which the fiscal year ends, 1 to 12.
    is_southern : whether fixed seasons begin half a year later.
    """

    days: Sequence[date]
    first: date
    last: date
    fiscal_end_month: int
    is_southern: bool


def closures(kinds: Sequence[FreezeKind], year: Year) -> tuple[Closure, ...]:
    """Return the periods of public kinds whose days are known without asking, in the order of their first days."""
    found = [
        Closure(kind.name, kind.freeze_id, *period, kind.blocks, kind.default_rule)
        for kind in kinds
        for anchor in _anchors(kind.anchor, year)
        if (period := _period(kind, anchor, year))[1] >= year.first
    ]
    return tuple(sorted(found, key=lambda one: (one.starts, one.kind)))


def _period(kind: FreezeKind, anchor: date, year: Year) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    count, after = kind.days_likely, kind.extra_days_after
    step = _working if kind.unit == "working_days" else _calendar
    match kind.side:
        case "before":
            starts = step(anchor, 1 - count, year)
            return starts, step(anchor, after, year) if after else anchor
        case "after":
            return step(anchor, 0, year), step(anchor, count - 1 + after, year)
        case "around":
            return step(anchor, -(count // 2), year), step(anchor, count - 1 - count // 2 + after, year)
        case _:
            return step(anchor, -count, year), step(anchor, count + after, year)


def _calendar(anchor: date, days: int, _year: Year) -> date:
    return anchor + days * DAY


def _working(anchor: date, days: int, year: Year) -> date:
    """Return the working day so many working days after an anchor; from a day off, backwards it is the one before."""
    place = bisect_right(year.days, anchor) - 1 if days < 0 else bisect_left(year.days, anchor)
    return year.days[min(max(place + days, 0), len(year.days) - 1)]


def _anchors(anchor: str, year: Year) -> Iterator[date]:
    """Yield the days from which periods of a kind are counted; none where the client has to name the day."""
    months = [(number, month) for number in range(year.first.year - 1, year.last.year + 1) for month in range(1, 13)]
    match anchor:
        case "month_last_working_day" | "pay_day":
            yield from (_last_working_day(*month, year) for month in months)
        case "quarter_last_working_day":
            late = year.fiscal_end_month % MONTHS_PER_QUARTER
            yield from (_last_working_day(*month, year) for month in months if month[1] % MONTHS_PER_QUARTER == late)
        case "fiscal_year_end_minus_16_days":
            ends = [_month_end(*month) for month in months if month[1] == year.fiscal_end_month]
            yield from (end - YEAR_END_LEAD for end in ends)
        case "fixed_date_15_september":
            yield from (date(number, 4 if year.is_southern else 9, 15) for number, month in months if month == 1)
        case "first_monday_of_september":
            yield from (_first_monday(number, 9) for number, month in months if month == 1)
        case "fixed_date_1_august":
            day = (12, 20) if year.is_southern else (8, 1)
            yield from (date(number, *day) for number, month in months if month == 1)
        case "first_monday_of_november":
            yield from (_first_monday(number, 11) for number, month in months if month == 1)
        case _:
            return


def _month_end(year: int, month: int) -> date:
    following = date(year + month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1)
    return following - DAY


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_working_day(number: int, month: int, year: Year) -> date:
    end = _month_end(number, month)
    place = bisect_right(year.days, end) - 1
    return year.days[place] if place >= 0 else end
