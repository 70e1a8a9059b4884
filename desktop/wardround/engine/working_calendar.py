"""The calendar of the project: working days by country, closed periods, and the weekends that are open for a cutover.

Work rests on the weekend and the public holidays of the country with most sites. A cutover needs a whole weekend on
which none of the sites' countries has a public holiday and no period is closed to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from wardround.assessment import Assessment
from wardround.engine.facts import Facts
from wardround.engine.freezes import ALL_WORK, CHANGE, CUTOVER, OWN, SOUTHERN, Closure, Year, closures
from wardround.knowledge import FreezeKind, Knowledge
from wardround.knowledge.public_holidays import SATURDAY_AND_SUNDAY, NationalCalendar, national_calendar

DAY = timedelta(days=1)
YEARS_AHEAD = 8
"""So far ahead the calendar reaches; past it every day that is no weekend counts as a working day."""

ASKED_WITH_DEFAULT: Mapping[str, str] = {"audit": "first_monday_of_november"}
"""Kinds whose day the client gives, and where they fall while it has not."""

COUNTRY_OF_JURISDICTION: Mapping[str, tuple[str, str]] = {
    "US": ("US", ""),
    "UK": ("GB", ""),
    "FR": ("FR", ""),
    "DE": ("DE", ""),
    "ES": ("ES", ""),
    "NL": ("NL", ""),
    "CA": ("CA", ""),
    "CA-QC": ("CA", "QC"),
    "AU": ("AU", ""),
    "NZ": ("NZ", ""),
    "AE": ("AE", ""),
    "SA": ("SA", ""),
    "IN": ("IN", ""),
    "SG": ("SG", ""),
    "BR": ("BR", ""),
}
"""Country and region whose holidays count where no site is listed."""

Place = tuple[str, str]
"""A country and a region of it, the region empty for the whole."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days of a project.

    Parameters
    ----------
    days : working days from the first of the project on, ascending.
    windows : the first day of each weekend that is open for a cutover, ascending.
    after_window : for each of them the number of the first working day after it.
    closed : periods in which something may not happen.
    holidays : public holidays on which no cutover may fall.
    home : the country whose days off count for the work; ('', '') where none is known.
    weekend : weekdays without work, Monday being 0.
    unknown : countries of sites of which no holidays are known.
    """

    days: tuple[date, ...]
    windows: tuple[date, ...]
    after_window: tuple[int, ...]
    closed: tuple[Closure, ...]
    holidays: frozenset[date]
    home: Place
    weekend: tuple[int, ...]
    unknown: tuple[str, ...]

    def date_of(self, number: int) -> date:
        """Return the working day of a number; 0 is the first of the project."""
        if number < len(self.days):
            return self.days[number]
        weeks, days = divmod(number - len(self.days), 7 - len(self.weekend))
        return self.days[-1] + DAY + timedelta(days=7 * weeks + days)

    def number_of(self, day: date) -> int:
        """Return the number of the first working day on or after a day."""
        return bisect_left(self.days, day)

    def window_number(self, number: int) -> int:
        """Return the place of the first open weekend that is not before a working day."""
        return bisect_left(self.after_window, number)

    def window_before(self, number: int) -> date:
        """Return the first day of the window after which a working day is the first."""
        place = bisect_left(self.after_window, number)
        if place < len(self.after_window) and self.after_window[place] == number:
            return self.windows[place]
        return self.weekend_before(self.date_of(number))

    def weekend_before(self, day: date) -> date:
        """Return the first day of the last whole weekend before a day."""
        return _weekend_start(day - DAY * len(self.weekend), self.weekend)

    def lasting(self, days: int) -> WorkCalendar:
        """Return the calendar with the weekends open for a cutover of so many days, where that is longer than one."""
        if days <= len(self.weekend):
            return self
        windows = tuple(day for day in self.windows if not self.why_closed(day, day + (days - 1) * DAY))
        after = tuple(self.number_of(day + days * DAY) for day in windows)
        return replace(self, windows=windows, after_window=after)

    def why_closed(self, first: date, last: date) -> tuple[str, ...]:
        """Return what stands against a cutover from one day to another: closed periods and public holidays."""
        reasons = [
            one.name for one in self.closed if one.starts <= last and one.ends >= first and CUTOVER in one.blocks
        ]
        if any(first <= day <= last for day in self.holidays):
            reasons.append("a public holiday")
        return tuple(dict.fromkeys(reasons))


def work_calendar(assessment: Assessment, facts: Facts, knowledge: Knowledge, first: date) -> WorkCalendar:
    """Return the calendar from a first day on."""
    home, places = _places(assessment, facts)
    chosen = facts.choices("blackout_periods") if facts["blackout_periods"] is not None else ()
    kinds = tuple(kind for _key, kind in sorted(knowledge.public_calendars.items()) if kind.con_12_value in chosen)
    own = tuple(sorted((f.starts, f.ends, f.name, f.blocks) for f in assessment.calendar.freezes))
    return _calendar(first, home, places, kinds, own, assessment.calendar.fiscal_year_end_month)


def _places(assessment: Assessment, facts: Facts) -> tuple[Place, tuple[Place, ...]]:
    """Return the place whose days off count for the work, and all places of sites."""
    counted = Counter((site.country, site.holiday_region) for site in assessment.organisation.sites)
    if not counted and facts.known_better("jurisdictions"):
        named = {COUNTRY_OF_JURISDICTION.get(name) for name in facts.choices("jurisdictions")} - {None}
        counted = Counter(place for place in named if place is not None and len(named) == 1)
    if not counted:
        return ("", ""), ()
    home = min(counted, key=lambda place: (-counted[place], place))
    return home, tuple(sorted(counted))


@lru_cache(maxsize=64)
def _calendar(
    first: date,
    home: Place,
    places: tuple[Place, ...],
    kinds: tuple[FreezeKind, ...],
    own: tuple[tuple[date, date, str, str], ...],
    fiscal_end_month: int,
) -> WorkCalendar:
    last = max([first, *(ends for _starts, ends, _name, _blocks in own)]) + timedelta(days=366 * YEARS_AHEAD)
    years = first.year - 1, last.year + 1
    national = {place: national_calendar(*place, *years) for place in places}
    at_home = national.get(home, NationalCalendar("", "", SATURDAY_AND_SUNDAY, (), is_known=False))
    off = frozenset(at_home.days)
    before = first - timedelta(days=400)
    all_days = [day for day in _every_day(before, last) if day.weekday() not in at_home.weekend and day not in off]
    year = Year(all_days, first, last, fiscal_end_month, home[0] in SOUTHERN)
    asked = tuple(
        kind if kind.freeze_id not in ASKED_WITH_DEFAULT else _anchored(kind, ASKED_WITH_DEFAULT[kind.freeze_id])
        for kind in kinds
    )
    closed = [*closures(asked, year), *(_own(*freeze) for freeze in own)]
    closed.sort(key=lambda one: (one.starts, one.ends, one.name))
    rest = [one for one in closed if ALL_WORK in one.blocks]
    days = tuple(day for day in all_days if day >= first and not any(one.starts <= day <= one.ends for one in rest))
    holidays = frozenset(day for one in national.values() for day in one.days)
    windows = _windows(first, last, at_home.weekend, holidays, closed)
    return WorkCalendar(
        days=days,
        windows=windows,
        after_window=tuple(bisect_left(days, window) for window in windows),
        closed=tuple(closed),
        holidays=holidays,
        home=home,
        weekend=at_home.weekend,
        unknown=tuple(sorted({country for (country, _), one in national.items() if not one.is_known})),
    )


def _every_day(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def _anchored(kind: FreezeKind, anchor: str) -> FreezeKind:
    values = {name: getattr(kind, name) for name in FreezeKind.__dataclass_fields__}
    return FreezeKind(**{**values, "anchor": anchor})


def _own(starts: date, ends: date, name: str, blocks: str) -> Closure:
    closed_to = (CUTOVER, CHANGE, ALL_WORK) if blocks == ALL_WORK else (CUTOVER, CHANGE)
    return Closure(name, OWN, starts, ends, closed_to, "the client says so")


def _weekend_start(day: date, weekend: tuple[int, ...]) -> date:
    """Return the first day of the weekend that is not after a day."""
    start = next((one for one in weekend if (one - 1) % 7 not in weekend), weekend[0])
    return day - timedelta(days=(day.weekday() - start) % 7)


def _windows(
    first: date, last: date, weekend: tuple[int, ...], holidays: frozenset[date], closed: list[Closure]
) -> tuple[date, ...]:
    shut = [(one.starts, one.ends) for one in closed if CUTOVER in one.blocks]
    blocked = {number for starts, ends in shut for number in range(starts.toordinal(), ends.toordinal() + 1)}
    blocked |= {day.toordinal() for day in holidays}
    start, length = _weekend_start(first, weekend), len(weekend)
    numbers = (number for number in range(start.toordinal(), last.toordinal(), 7) if number >= first.toordinal())
    free = (number for number in numbers if not any(number + more in blocked for more in range(length)))
    return tuple(date.fromordinal(number) for number in free)
