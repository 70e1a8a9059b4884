"""What belongs to a roadmap besides its activities: closed periods, people, odds, dates of decisions, the cutover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that an activity is done for: an interface, an environment, a site, a tenant, a control."""

    name: str
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A period in which no cutover may fall, and why."""

    name: str
    starts: date
    ends: date
    stops_work: bool
    because: str


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """How much of the work falls to a role, and how much time it gives."""

    role: str
    effort_days: float
    fte: float
    busy_weeks: float
    """Weeks that the effort takes at the time given."""
    fte_for_target: float | None
    """Full-time equivalents that the work up to the target takes on average; None without a target.

    A role may give more and still be waited for: its work comes in bursts.
    """
    waited_days: int
    """Working days that activities waited for this role, added up."""
    stated: bool
    """Whether the client said how much time it gives; else it is what clients usually give."""
    sooner_days: int = 0
    """Calendar days by which the client is live sooner where this role alone gives twice the time."""


@dataclass(frozen=True, slots=True)
class Odds:
    """When the client is live and all work is done, with the efforts as uncertain as they are."""

    go_live_p50: date
    go_live_p80: date
    finish_p50: date
    finish_p80: date
    on_time_share: float | None
    """Share of the plans that meet the target; None without one."""


@dataclass(frozen=True, slots=True)
class DecisionDate:
    """The last day on which a decision may be taken without moving the finish."""

    decision_id: str
    by: date
    activity_id: str
    words: str


@dataclass(frozen=True, slots=True)
class CutoverStep:
    """One step of the cutover or of the way back, on the clock."""

    name: str
    starts: datetime
    ends: datetime
    minutes_low: float
    minutes_likely: float
    minutes_high: float
    who: str
    check: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class CutoverNight:
    """The night on which the client changes over, step by step.

    Parameters
    ----------
    steps : forward, in order.
    way_back : what a return to the old system takes, from its decision on; on the clock as if decided at the last
        moment that still fits the window.
    window_hours : how long users can be without the system, as the client said or is assumed.
    hours : what the steps take together. [h]
    no_return : the moment from which users write to the new system, so that a return loses what they wrote.
    decide_back_by : the last moment to turn back and be done when the window ends.
    spare_hours : what is left of the window; below 0 it is missed by so much. [h]
    """

    starts: datetime
    ends: datetime
    steps: tuple[CutoverStep, ...]
    way_back: tuple[CutoverStep, ...]
    window_hours: float
    hours: float
    hours_low: float
    hours_high: float
    back_hours: float
    no_return: datetime
    decide_back_by: datetime
    spare_hours: float
    words: str


@dataclass(frozen=True, slots=True)
class PlanBreak:
    """What breaks because a move was pinned to a wave or to a day."""

    kind: str
    """predecessor, order, apart, freeze, day, target, or unknown."""
    about: str
    """Key of what was pinned."""
    words: str
