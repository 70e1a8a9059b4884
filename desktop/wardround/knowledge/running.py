"""How well the platform can be run: steps of maturity, and the service levels that a contract should hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, Blank, Count, Key
from wardround.knowledge.grammar import Rule
from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class MaturityStep:
    """One level of one part of automation, or of the readiness for AI features.

    Parameters
    ----------
    state : what holds on this level, as it goes on after 'today'.
    reached_when : the level is reached when this holds.
    controls : controls that must be fulfilled for it too.
    why : what it means to stand on this level.
    next_step : what leads to the next level; empty on the highest.
    effort_days_low, effort_days_likely, effort_days_high : work of the next step. [days]
    worth : what the next step is worth, from 1 (worth having) to 3 (worth a lot).
    """

    subject: Literal["automation", "ai"]
    part: Key
    level: Annotated[int, Column(key=True, low=0)]
    name: str
    state: str
    reached_when: Rule
    controls: tuple[str, ...]
    why: str
    next_step: Blank
    role: str
    effort_days_low: Amount
    effort_days_likely: Amount
    effort_days_high: Amount
    worth: Count
    source: str


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """How fast somebody answers, tells and escalates, by how bad it is.

    Parameters
    ----------
    staffed_only : whether the clock runs in support hours only.
    first : the role that answers; `escalate_to` is the role told next.
    """

    level_id: Key
    name: str
    meaning: str
    staffed_only: bool
    respond_minutes_low: Amount
    respond_minutes: Amount
    respond_minutes_high: Amount
    update_minutes: Amount
    escalate_minutes: Amount
    first: str
    escalate_to: str
    source: str
