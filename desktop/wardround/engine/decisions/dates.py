"""When what is chosen for a time ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from wardround.engine.facts import Facts
from wardround.knowledge import Knowledge

MONTHS_A_YEAR = 12


def months_later(day: date, months: int) -> date:
    """Return the day so many months later, the last of the month where that day is not in it."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def temporary_until(
    policy: str, facts: Facts, as_of: date | None, knowledge: Knowledge | None, *, least_months: int = 0
) -> date | None:
    """Return the day to propose for the end: so many months after the finish asked for, else after today.

    None where neither day is known.
    """
    finish = facts.day("target_finish_date")
    if as_of is not None and finish is not None and finish < as_of:
        finish = as_of
    if finish is None and as_of is not None and facts.known_better("deadline_weeks"):
        finish = as_of + timedelta(weeks=facts.number("deadline_weeks"))
    start = finish or as_of
    if start is None or knowledge is None:
        return None
    return months_later(start, max(least_months, round(knowledge.design_policies[policy].value)))
