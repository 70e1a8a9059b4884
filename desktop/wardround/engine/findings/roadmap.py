"""Activities with effort and dates, and migration waves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wardround.engine.findings.plan import (
    ClosedPeriod,
    CutoverNight,
    DecisionDate,
    Odds,
    Part,
    PlanBreak,
    RoleLoad,
)
from wardround.knowledge import FactValue


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with its effort and dates.

    Parameters
    ----------
    starts, ends : as planned, with the people that there are.
    critical : whether a day lost on it is a day lost at the end.
    slack_days : working days that it may slip without moving the end, as long as the order of the work stands; below
        0 where a pinned day comes so much too early.
    earliest_starts, earliest_ends, earliest_slack_days, earliest_critical : the same if people were never short.
    parts : what it is done for, one by one; none where it is done once.
    """

    activity_id: str
    phase: str
    title: str
    predecessors: tuple[str, ...]
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    starts: date
    ends: date
    critical: bool
    slack_days: int
    responsible: str
    deliverable: str
    exit_criterion: str
    risk_if_skipped: str
    because: str
    source: str
    accountable: str = ""
    consulted: str = ""
    informed: str = ""
    earliest_starts: date | None = None
    earliest_ends: date | None = None
    earliest_slack_days: int = 0
    earliest_critical: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """Systems that move together."""

    number: int
    title: str
    members: tuple[str, ...]
    """Keys of systems and interfaces."""
    reason: str
    starts: date | None = None
    ends: date | None = None
    rehearsal: date | None = None
    """By this day its move has been rehearsed."""
    rollback: str = ""
    """The point to return to, and until when."""
    acceptance: str = ""
    """What must hold before it counts as moved."""
    owner: str = ""
    waits_for: tuple[int, ...] = ()
    """Waves with something that it needs."""
    pinned: tuple[str, ...] = ()
    """Members that are here, or on this day, because somebody said so."""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Activities in order, waves, and the finish."""

    activities: tuple[Activity, ...]
    waves: tuple[Wave, ...]
    critical_path: tuple[str, ...]
    starts: date
    finish: date
    target: date | None
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    one_time_usd: Decimal
    words: str
    derived: Mapping[str, FactValue]
    go_live: date | None = None
    """The day on which the client is live; the rest of the work follows it."""
    earliest_go_live: date | None = None
    """The same if people were never short."""
    earliest_finish: date | None = None
    earliest_path: tuple[str, ...] = ()
    """The critical path if people were never short."""
    odds: Odds | None = None
    people: tuple[RoleLoad, ...] = ()
    closed: tuple[ClosedPeriod, ...] = ()
    decide_by: tuple[DecisionDate, ...] = ()
    cutover: CutoverNight | None = None
    breaks: tuple[PlanBreak, ...] = ()
    calendar_words: str = ""
    """Whose days off count, and what is not known of them."""
