"""What tuning the load would save before anything is bought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TuningKind = Literal["report", "replica", "interface", "job", "operation", "split_jobs"]


@dataclass(frozen=True, slots=True)
class TuningMeasure:
    """One measure: what it changes, what that saves by a fresh assessment, and what it takes."""

    kind: TuningKind
    about: str
    """Key of the report, interface or job, or the operation class; '' where it is about all of them."""
    title: str
    change: str
    """What is done, in one sentence."""
    saved_usd: Decimal
    """What the whole bill falls by a month once servers are chosen anew; below 0 where it rises. [USD]"""
    p95_kept_s: float | None
    """Response of the design hour at the 95th percentile on the servers of the design; None where saturated. [s]"""
    p95_resized_s: float | None
    """The same on the servers chosen anew. [s]"""
    servers: str
    """Which servers would be other ones, in words; '' where they stay."""
    effort_days_low: float
    effort_days: float
    effort_days_high: float
    """Judgement. [days]"""
    effort_usd: Decimal
    """The likely days at the day rate of who does it. [USD]"""
    role: str
    """Who does it."""
    worth_per_day: float
    """Share of the bill saved and share of the response saved, added up, for each day of work; the rank."""
    verdict: str


@dataclass(frozen=True, slots=True)
class Tuning:
    """The measures worth taking, best first, and those that were tried and save nothing."""

    p95_s: float | None
    """Of the design hour as it stands. [s]"""
    monthly_usd: Decimal
    """The whole bill as it stands. [USD a month]"""
    measures: tuple[TuningMeasure, ...]
    saves_nothing: tuple[str, ...]
    words: str
