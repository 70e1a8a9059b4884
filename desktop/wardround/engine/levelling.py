"""People shared between activities: a schedule that never asks more of a role than the time it gives.

Serial schedule generation (Kelley 1963; Kolisch 1996): the activities are taken one after the other, the one that may
wait least first, and each is put on the earliest days on which those responsible have time for it. The same input gives
the same plan. An activity asks each role responsible for an equal part of its effort, spread evenly over its days.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from wardround.engine.schedule import Span, Windows, in_order, with_slack

ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Role:
    """What a role gives: its share of a working day in full-time equivalents, and activities side by side."""

    fte: float
    at_once: int


@dataclass(frozen=True, slots=True)
class Work:
    """What an activity takes: effort in days and the roles that share it, and no fewer working days than a minimum."""

    effort_days: float
    roles: tuple[str, ...]
    least_days: int

    def each(self) -> float:
        """Return the days of effort of each role."""
        return self.effort_days / max(1, len(self.roles))


@dataclass(frozen=True, slots=True)
class Levelled:
    """A plan in which everybody does what they have time for."""

    spans: Mapping[str, Span]
    """Slack holds as long as nobody changes the order of the work."""
    waits_for: Mapping[str, tuple[str, ...]]
    """What each activity waits for: its predecessors, and the work that kept its people busy until it starts."""
    short_of: Mapping[str, int]
    """Working days that activities waited for a role, by role; only roles that were waited for."""


def days_per_effort(responsible: Sequence[str], roles: Mapping[str, Role]) -> float:
    """Return the working days that a day of effort takes those who share it and give only a part of their day.

    One at the least: nobody is taken to be helped by a second person of the same role.
    """
    least = min((roles[name].fte for name in responsible if name in roles), default=1.0)
    return max(1.0, 1.0 / (max(1, len(responsible)) * min(1.0, least)))


def stretched(work: Work, roles: Mapping[str, Role]) -> int:
    """Return the working days of an activity."""
    return max(1, work.least_days, ceil(work.effort_days * days_per_effort(work.roles, roles) - ENOUGH))


def levelled(
    work: Mapping[str, Work],
    predecessors: Mapping[str, Sequence[str]],
    roles: Mapping[str, Role],
    free: Mapping[str, Span],
    windows: Windows,
) -> Levelled:
    """Return the levelled plan.

    Parameters
    ----------
    work : every activity; those in a window take its days and are not levelled: all hands are there.
    predecessors : activities that must be finished before. Raises CircularPredecessors.
    roles : what each role gives; a role that is not in it is never waited for. None gives less than above 0.
    free : the plan without this limit, for the order in which activities are taken.
    windows : as for the plan without the limit.
    """
    taken = {name: 0 if name in windows.activities else stretched(one, roles) for name, one in work.items()}
    calendar = _Calendar(roles)
    starts: dict[str, int] = {}
    waits: dict[str, tuple[str, ...]] = {}
    short: dict[str, int] = {}
    for name in _by_urgency(predecessors, free):
        ready = max((starts[before] + taken[before] for before in predecessors[name]), default=0)
        if name in windows.activities:
            starts[name], waits[name] = windows.start(name, ready), tuple(predecessors[name])
            continue
        start, busy_role = calendar.first_fit(work[name], taken[name], ready)
        blockers: tuple[str, ...] = ()
        if start > ready:
            blockers = calendar.until(busy_role, start)
            short[busy_role] = short.get(busy_role, 0) + start - ready
        starts[name] = start
        waits[name] = tuple(sorted({*predecessors[name], *blockers}))
        calendar.book(name, work[name], taken[name], start)
    order = in_order(waits)
    return Levelled(with_slack(order, starts, taken, waits, windows), waits, dict(sorted(short.items())))


def _by_urgency(predecessors: Mapping[str, Sequence[str]], free: Mapping[str, Span]) -> list[str]:
    """Return the activities after their predecessors; of those that could go next the one that may wait least."""
    waiting = {name: len(set(before)) for name, before in predecessors.items()}
    followers: dict[str, list[str]] = {name: [] for name in predecessors}
    for name in sorted(predecessors):
        for before in set(predecessors[name]):
            followers[before].append(name)
    ready = [(free[name].start + free[name].slack, name) for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        _latest, name = heapq.heappop(ready)
        order.append(name)
        for follower in followers[name]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(ready, (free[follower].start + free[follower].slack, follower))
    return order


class _Calendar:
    """Who is busy when: for each role the time booked and the activities running, day by day."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self._booked: dict[str, list[float]] = {name: [] for name in roles}
        self._running: dict[str, list[int]] = {name: [] for name in roles}
        self._finishes: dict[str, dict[int, list[str]]] = {name: {} for name in roles}

    def first_fit(self, work: Work, days: int, ready: int) -> tuple[int, str]:
        """Return the first day from which all responsible have time, and the role that was waited for last."""
        rate = work.each() / days
        start, busy = ready, ""
        while True:
            for name in work.roles:
                day = self._last_busy(name, rate, start, days)
                if day >= 0:
                    start, busy = day + 1, name
                    break
            else:
                return start, busy

    def _last_busy(self, name: str, rate: float, start: int, days: int) -> int:
        """Return the last day of a stretch on which a role has no time, -1 where it has time on all."""
        role = self._roles.get(name)
        if role is None:
            return -1
        booked, running = self._booked[name], self._running[name]
        room = max(role.fte, rate) - rate + ENOUGH
        for day in range(min(start + days, len(booked)) - 1, start - 1, -1):
            if booked[day] > room or running[day] >= role.at_once:
                return day
        return -1

    def book(self, name: str, work: Work, days: int, start: int) -> None:
        """Take the time of those responsible."""
        rate = work.each() / days
        for role in work.roles:
            if role not in self._roles:
                continue
            booked, running = self._booked[role], self._running[role]
            if len(booked) < start + days:
                more = start + days - len(booked)
                booked.extend([0.0] * more)
                running.extend([0] * more)
            for day in range(start, start + days):
                booked[day] += rate
                running[day] += 1
            self._finishes[role].setdefault(start + days, []).append(name)

    def until(self, role: str, day: int) -> tuple[str, ...]:
        """Return the activities of a role that end just before a day."""
        return tuple(sorted(self._finishes[role].get(day, ())))
