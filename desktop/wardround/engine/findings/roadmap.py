"""Activities with effort and dates, and migration waves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wardround.knowledge import FactValue


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with its effort and dates."""

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


@dataclass(frozen=True, slots=True)
class Wave:
    """Systems that move together."""

    number: int
    title: str
    members: tuple[str, ...]
    """Keys of systems and interfaces."""
    reason: str


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
