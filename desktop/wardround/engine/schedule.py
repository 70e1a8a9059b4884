"""The critical path method on working days: dates, slack and the path that decides the finish.

What is done in a window (a cutover at a weekend) takes no working day: it waits for the next window that is open, and
the work after it goes on with the next working day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
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

    ``finish`` is the first working day after it. ``slack`` says by how many working days it may slip; where a window
    is waited for, the wait counts as slack. Something done in a window starts and finishes on the working day after
    it. Slack below 0: a day was pinned, and this is how many working days too late the activity is for it.
    """

    start: int
    finish: int
    slack: int


@dataclass(frozen=True, slots=True)
class Windows:
    """What is done in windows between working days, and when the windows are.

    Parameters
    ----------
    activities : what is done in a window.
    days : the first working day after each open window, ascending. Past the last one nothing is closed any more.
    pinned : an activity that is done before a working day, whatever it should have waited for.
    not_before : a working day before which no window may be, for instance because other windows come first.
    """

    activities: frozenset[str] = frozenset()
    days: Sequence[int] = ()
    pinned: Mapping[str, int] = field(default_factory=dict)
    not_before: int = 1

    def start(self, name: str, ready: int) -> int:
        """Return the working day after the window in which an activity is done that could start on a day."""
        if name in self.pinned:
            return self.pinned[name]
        ready = max(1, ready, self.not_before)
        place = bisect_left(self.days, ready)
        return self.days[place] if place < len(self.days) else ready

    def latest(self, name: str, day: int) -> int:
        """Return the last window that is not after a day."""
        if name in self.pinned:
            return min(day, self.pinned[name])
        place = bisect_right(self.days, day)
        return self.days[place - 1] if place and day <= self.days[-1] else day


NO_WINDOWS = Windows()


def as_late_as_possible(
    spans: Mapping[str, Span], waits_for: Mapping[str, Sequence[str]], late: Sequence[str]
) -> dict[str, Span]:
    """Return the plan with some activities moved up to what waits for them, such as a readiness review to its cutover.

    Parameters
    ----------
    late : the activities to move, each after those of them that it waits for.
    """
    moved = dict(spans)
    for name in reversed([one for one in late if one in spans]):
        followers = [other for other, before in waits_for.items() if name in before]
        if followers:
            span = moved[name]
            wait = max(0, min(moved[other].start for other in followers) - span.finish)
            moved[name] = Span(span.start + wait, span.finish + wait, max(0, span.slack - wait))
    return moved


def scheduled(
    duration_days: Mapping[str, int],
    predecessors: Mapping[str, Sequence[str]],
    windows: Windows = NO_WINDOWS,
) -> dict[str, Span]:
    """Return the earliest span of each activity and its slack.

    Kelley and Walker, Critical-path planning and scheduling (1959): forward pass for the earliest start, backward pass
    for the latest. People are not levelled. Raises CircularPredecessors.

    Parameters
    ----------
    duration_days : whole working days of each activity, at least 1; not read for those in a window.
    predecessors : activities that must be finished before; each must be an activity itself.
    windows : what is done in a window between working days.
    """
    order = in_order(predecessors)
    taken = {name: 0 if name in windows.activities else duration_days[name] for name in order}
    start: dict[str, int] = {}
    for name in order:
        ready = max((start[before] + taken[before] for before in predecessors[name]), default=0)
        start[name] = windows.start(name, ready) if name in windows.activities else ready
    return with_slack(order, start, taken, predecessors, windows)


def with_slack(
    order: Sequence[str],
    start: Mapping[str, int],
    taken: Mapping[str, int],
    predecessors: Mapping[str, Sequence[str]],
    windows: Windows,
) -> dict[str, Span]:
    """Return the spans of a plan with their slack: the backward pass.

    Parameters
    ----------
    order : the activities, each after those that it waits for.
    start, taken : the first working day of each, and how many it takes.
    predecessors : what each waits for.
    windows : as for the plan.
    """
    end = max((start[name] + taken[name] for name in order), default=0)
    latest = dict.fromkeys(order, end)
    for name in reversed(order):
        if name in windows.activities:
            latest[name] = windows.latest(name, latest[name])
        for before in predecessors[name]:
            latest[before] = min(latest[before], latest[name] - taken[name])
    return {
        name: Span(start[name], start[name] + taken[name], latest[name] - start[name] - taken[name]) for name in order
    }


def critical(
    spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]], windows: Windows = NO_WINDOWS
) -> frozenset[str]:
    """Return the activities on any unbroken chain to the finish, each waiting for the last of its predecessors.

    Without windows these are the activities without slack. A pinned day waits for nobody: a chain begins with it.
    """
    end = max((span.finish for span in spans.values()), default=0)
    todo = [name for name, span in spans.items() if span.finish == end]
    found: set[str] = set(todo)
    while todo:
        for before in _driving(todo.pop(), spans, predecessors, windows):
            if before not in found:
                found.add(before)
                todo.append(before)
    return frozenset(found)


def _driving(
    name: str, spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]], windows: Windows
) -> list[str]:
    """Return the predecessors that an activity waits for longest, by name."""
    if name in windows.pinned:
        # The activities of one pinned window still hand over to each other.
        return sorted(before for before in predecessors[name] if before in windows.pinned)
    last = max((spans[before].finish for before in predecessors[name]), default=0)
    return sorted(before for before in predecessors[name] if spans[before].finish == last)


def critical_path(
    spans: Mapping[str, Span], predecessors: Mapping[str, Sequence[str]], windows: Windows = NO_WINDOWS
) -> tuple[str, ...]:
    """Return one unbroken chain from the first day to the finish; by name where several could."""
    if not spans:
        return ()
    end = max(span.finish for span in spans.values())
    here = min(name for name, span in spans.items() if span.finish == end)
    chain = [here]
    while before := _driving(here, spans, predecessors, windows):
        here = before[0]
        chain.append(here)
    return tuple(reversed(chain))


def in_order(predecessors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the activities so that each stands after its predecessors; by name where either could come first."""
    waiting = {name: len(set(before)) for name, before in predecessors.items()}
    followers: dict[str, list[str]] = {name: [] for name in predecessors}
    for name, before in predecessors.items():
        for one in set(before):
            followers[one].append(name)
    done: list[str] = []
    ready = sorted(name for name, count in waiting.items() if not count)
    while ready:
        done.extend(ready)
        following = []
        for name in ready:
            for follower in followers[name]:
                waiting[follower] -= 1
                if not waiting[follower]:
                    following.append(follower)
        ready = sorted(following)
    if len(done) < len(waiting):
        raise CircularPredecessors(sorted(name for name, count in waiting.items() if count))
    return tuple(done)


def bridged(predecessors: Mapping[str, Sequence[str]], kept: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the predecessors among the activities kept: one that is dropped hands on its own predecessors.

    Raises CircularPredecessors.
    """
    return dict(_bridged(tuple((name, tuple(before)) for name, before in sorted(predecessors.items())), kept))


@lru_cache(maxsize=32)
def _bridged(
    predecessors: tuple[tuple[str, tuple[str, ...]], ...], kept: frozenset[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    before_of = dict(predecessors)
    reach: dict[str, tuple[str, ...]] = {}
    for name in in_order(before_of):
        found: set[str] = set()
        for before in before_of[name]:
            found |= {before} if before in kept else set(reach[before])
        reach[name] = tuple(sorted(found))
    return tuple((name, reach[name]) for name in sorted(kept))


def working_days(calendar_days: float) -> int:
    """Return the working days that a number of calendar days takes, a part of a day counted whole."""
    return ceil(calendar_days * WORKING_DAYS_PER_WEEK / DAYS_PER_WEEK)


def first_monday_after(day: date) -> date:
    """Return the first Monday after a day; from a Monday it is the next one."""
    return day + timedelta(days=DAYS_PER_WEEK - day.weekday())
