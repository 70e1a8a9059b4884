"""Which measured answers wait for somebody to ask for them, and the words that say why."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wardround.assessment import Assessment, Standing
from wardround.engine.findings import Findings

BIG_CHANGE = 2.0
"""Times up or down from which on a change is looked at before it is taken (judgement)."""
_MONTH_END, _YEAR_END = "month_end", "year_end"
_WORDS = {
    "weekday": "a weekday",
    "saturday": "a Saturday",
    "sunday": "a Sunday",
    _MONTH_END: "a month-end",
    _YEAR_END: "a month-end",  # a year ends with one, and it comes nearest
}
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a recorder saw, in the time of the main site."""

    days: frozenset[date]

    @classmethod
    def of(cls, days: Iterable[date]) -> Window:
        """Take the days of all samples."""
        return cls(frozenset(days))

    def holds(self, day_type: str) -> bool:
        """Return whether a day of a type is among them; a month ends on its last working day, a year with a month."""
        if day_type == "saturday":
            return any(day.weekday() == _SATURDAY for day in self.days)
        if day_type == "sunday":
            return any(day.weekday() == _SUNDAY for day in self.days)
        if day_type in {_MONTH_END, _YEAR_END}:
            return any(_is_last_working_day(day) for day in self.days)
        return any(day.weekday() < _SATURDAY for day in self.days)


def _is_last_working_day(day: date) -> bool:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    while last.weekday() >= _SATURDAY:
        last -= timedelta(days=1)
    return day == last


def no_peak_in(window: Window, assessment: Assessment, findings: Findings) -> str:
    """Return why the days of a window cannot tell a peak; '' where they can.

    The peak falls on the type of day of the design hour, and on a month-end where the present answer counts one in.
    """
    wanted = [findings.demand.design_hour.day_type]
    if assessment.baseline.baseline_includes_month_end.value is True:
        wanted.append(_MONTH_END)
    missing = next((day for day in wanted if not window.holds(day)), None)
    return (
        f"the days recorded hold no {_WORDS[missing].partition(' ')[2]}, and the peak falls on one" if missing else ""
    )


def already_measured(standing: Standing | None) -> str:
    """Return words for an answer that a measurement stands behind; '' for any other."""
    return "what is there is measured already" if standing is Standing.MEASURED else ""


def big_change(before: float | None, after: float) -> str:
    """Return words for a change that is too large to be taken unseen; '' where it is not, or nothing was there."""
    if not before or before <= 0 or after <= 0:
        return ""
    times = after / before
    if 1.0 / BIG_CHANGE <= times <= BIG_CHANGE:
        return ""
    return f"it would be {times:.1f} times as large" if times > 1 else f"it would shrink to {times:.0%}"


def reasons(*words: str) -> str:
    """Return the reasons that there are, joined."""
    return "; ".join(each for each in words if each)
