"""The critical path method on working days: dates, slack and the path that decides the finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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

    ``finish`` is the first working day after it. ``slack`` says by how many working days it may slip.
    """

    start: int
    finish: int
    slack: int


def scheduled(duration_days: Mapping[str, int], predecessors: Mapping[str, Sequence[str]]) -> dict[str, Span]:
    """Return the earliest span of each activity and its slack.

    Kelley and Walker, Critical-path planning and scheduling (1959): forward pass for the earliest start, backward pass
    for the latest. People are not levelled. Raises CircularPredecessors.

    Parameters
    ----------
    duration_days : whole working days of each activity, at least 1.
    predecessors : activities that must be finished before; each must be an activity itself.
    """
    order = in_order(predecessors)
    start: dict[str, int] = {}
    for name in order:
        start[name] = max((start[before] + duration_days[before] for before in predecessors[name]), default=0)
    end = max((start[name] + duration_days[name] for name in order), default=0)
    latest = dict.fromkeys(order, end)
    for name in reversed(order):
        for before in predecessors[name]:
            latest[before] = min(latest[before], latest[name] - duration_days[name])
    return {
        name: Span(start[name], start[name] + duration_days[name], latest[name] - start[name] - duration_days[name])
        for name in order
    }


def critical_path(spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return one unbroken chain without slack from the first day to the finish; by name where several could."""
    if not spans:
        return ()
    end = max(span.finish for span in spans.values())
    here = min(name for name, span in spans.items() if span.finish == end)
    chain = [here]
    while spans[here].start:
        here = min(name for name in predecessors[here] if spans[name].finish == spans[here].start)
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


def first_monday_after(day: date) -> date:
    """Return the first Monday after a day; from a Monday it is the next one."""
    return day + timedelta(days=DAYS_PER_WEEK - day.weekday())


def working_day(first: date, number: int) -> date:
    """Return the working day (Monday to Friday) of a number, where ``first`` is a Monday and has number 0."""
    weeks, days = divmod(number, WORKING_DAYS_PER_WEEK)
    return first + timedelta(days=weeks * DAYS_PER_WEEK + days)
