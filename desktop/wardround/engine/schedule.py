"""The critical path method on working days: dates, slack and the path that decides the finish.

What is done at a weekend (a cutover) takes no working day: it waits for the end of the week, and the work after it goes
on with the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

WORKING_DAYS_PER_WEEK = 5
DAYS_PER_WEEK = 7
SATURDAY = 5


class CircularPredecessors(ValueError):
    """Activities wait for each other in a circle, so that none of them can start."""

    def __init__(self, activities: Sequence[str]) -> None:
        """Name the activities of the circle."""
        super().__init__(f"these activities wait for each other: {', '.join(activities)}; take out one predecessor")
        self.activities = tuple(activities)


@dataclass(frozen=True, slots=True)
class Span:
    """When an activity runs, counted in whole working days from the start of the project (0 is its first day).

    ``finish`` is the first working day after it. ``slack`` says by how many working days it may slip; where a weekend
    is waited for, the wait counts as slack. Something done at a weekend starts and finishes on the Monday after it.
    """

    start: int
    finish: int
    slack: int


def scheduled(
    duration_days: Mapping[str, int],
    predecessors: Mapping[str, Sequence[str]],
    at_weekend: frozenset[str] = frozenset(),
) -> dict[str, Span]:
    """Return the earliest span of each activity and its slack.

    Kelley and Walker, Critical-path planning and scheduling (1959): forward pass for the earliest start, backward pass
    for the latest. People are not levelled. Raises CircularPredecessors.

    Parameters
    ----------
    duration_days : whole working days of each activity, at least 1; not read for those at a weekend.
    predecessors : activities that must be finished before; each must be an activity itself.
    at_weekend : activities that are done at the first weekend after their predecessors.
    """
    order = in_order(predecessors)
    taken = {name: 0 if name in at_weekend else duration_days[name] for name in order}
    start: dict[str, int] = {}
    for name in order:
        ready = max((start[before] + taken[before] for before in predecessors[name]), default=0)
        start[name] = _next_week(ready) if name in at_weekend else ready
    end = max((start[name] + taken[name] for name in order), default=0)
    latest = dict.fromkeys(order, end)
    for name in reversed(order):
        if name in at_weekend:
            latest[name] -= latest[name] % WORKING_DAYS_PER_WEEK
        for before in predecessors[name]:
            latest[before] = min(latest[before], latest[name] - taken[name])
    return {
        name: Span(start[name], start[name] + taken[name], latest[name] - start[name] - taken[name]) for name in order
    }


def _next_week(day: int) -> int:
    """Return the first Monday that has a weekend between itself and the working day before ``day``."""
    return max(1, ceil(day / WORKING_DAYS_PER_WEEK)) * WORKING_DAYS_PER_WEEK


def critical(spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the activities on any unbroken chain to the finish, each waiting for the last of its predecessors.

    Without weekends these are the activities without slack.
    """
    end = max((span.finish for span in spans.values()), default=0)
    todo = [name for name, span in spans.items() if span.finish == end]
    found: set[str] = set(todo)
    while todo:
        for before in _driving(todo.pop(), spans, predecessors):
            if before not in found:
                found.add(before)
                todo.append(before)
    return frozenset(found)


def _driving(name: str, spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the predecessors that an activity waits for longest, by name."""
    last = max((spans[before].finish for before in predecessors[name]), default=0)
    return sorted(before for before in predecessors[name] if spans[before].finish == last)


def critical_path(spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return one unbroken chain from the first day to the finish; by name where several could."""
    if not spans:
        return ()
    end = max(span.finish for span in spans.values())
    here = min(name for name, span in spans.items() if span.finish == end)
    chain = [here]
    while before := _driving(here, spans, predecessors):
        here = before[0]
        chain.append(here)
    return tuple(reversed(chain))


def in_order(predecessors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the activities so that each stands after its predecessors; by name where either could come first."""
    done: dict[str, None] = {}
    left = sorted(predecessors)
    while left:
        ready = [name for name in left if all(before in done for before in predecessors[name])]
        if not ready:
            raise CircularPredecessors(left)
        done |= dict.fromkeys(ready)
        left = [name for name in left if name not in done]
    return tuple(done)


def bridged(predecessors: Mapping[str, Sequence[str]], kept: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the predecessors among the activities kept: one that is dropped hands on its own predecessors.

    Raises CircularPredecessors.
    """
    reach: dict[str, tuple[str, ...]] = {}
    for name in in_order(predecessors):
        found: set[str] = set()
        for before in predecessors[name]:
            found |= {before} if before in kept else set(reach[before])
        reach[name] = tuple(sorted(found))
    return {name: reach[name] for name in sorted(kept)}


def working_days(calendar_days: float) -> int:
    """Return the working days that a number of calendar days takes, a part of a day counted whole."""
    return ceil(calendar_days * WORKING_DAYS_PER_WEEK / DAYS_PER_WEEK)


def weekend_before(first: date, number: int) -> tuple[date, date]:
    """Return the Saturday and Sunday before the Monday that is the working day of a number."""
    monday = working_day(first, number)
    return monday - timedelta(days=2), monday - timedelta(days=1)


def first_monday_after(day: date) -> date:
    """Return the first Monday after a day; from a Monday it is the next one."""
    return day + timedelta(days=DAYS_PER_WEEK - day.weekday())


def working_day(first: date, number: int) -> date:
    """Return the working day (Monday to Friday) of a number, where ``first`` is a Monday and has number 0."""
    weeks, days = divmod(number, WORKING_DAYS_PER_WEEK)
    return first + timedelta(days=weeks * DAYS_PER_WEEK + days)
