"""The risk library and its scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, Count, Key, Score
from wardround.knowledge.grammar import Rule
from wardround.knowledge.rules import Modifier, Residual
from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk of the library. Triggers and scores are expert judgement.

    Parameters
    ----------
    trigger_condition : the risk exists when this holds.
    base_likelihood, base_impact : 1 to 5, before modifiers.
    modifiers : applied in order when the risk exists; each score is then held between 1 and 5.
    evidence : what shows that the mitigation works.
    residual_after_mitigation : score that remains then.
    controls : ids of the controls that mitigate.
    """

    risk_id: Key
    category: str
    title: str
    cause: str
    event: str
    consequence: str
    trigger_condition: Rule
    base_likelihood: Score
    base_impact: Score
    modifiers: tuple[Modifier, ...]
    mitigation: str
    owner_role: str
    evidence: str
    residual_after_mitigation: Residual
    controls: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class RiskScale:
    """One level of a scale in words.

    Parameters
    ----------
    scale : `likelihood` and `impact` have levels 1 to 5; `risk_band_product` has bands of their product.
    score_low, score_high : the scores with this label, both included.
    """

    scale: Literal["likelihood", "impact", "risk_band_product"]
    score_low: Count
    score_high: Count
    label: str
    guidance: str
    source: str


LossAxis = Literal["events", "chance", "outage"]


@dataclass(frozen=True, slots=True)
class LossScale:
    """What a level of likelihood or impact means in figures that a loss can be computed from; judgement.

    Parameters
    ----------
    axis : `events` reads a likelihood as events a year, `chance` as the chance that a given occasion goes wrong,
        `outage` an impact as hours in which nobody can work.
    low, likely, high : in `unit`.
    """

    axis: Annotated[LossAxis, Column(key=True)]
    level: Annotated[int, Column(key=True, low=1, high=5)]
    low: Amount
    likely: Amount
    high: Amount
    unit: Literal["a year", "share", "hours"]
    source: str


LossReading = Literal["itself", "servers", "after_a_failure", "once"]


@dataclass(frozen=True, slots=True)
class RiskLoss:
    """How the event of one risk stops the service, and what it takes at most, whatever the score reads; judgement.

    A risk without a row stops nobody from working: what a breach, a lost record or a slow screen costs nobody is asked.

    Parameters
    ----------
    reading : `itself` stops the service by itself, so its likelihood reads as events a year; `servers` does so too and
        is what published service levels count; `after_a_failure` shows when a recovery is called for; `once` has one
        occasion in the project. The likelihood of the last two reads as the chance that the occasion goes wrong.
    events_low, events_likely, events_high : events a year, or an occasion, at most.
    hours_low, hours_likely, hours_high : hours without the service an event, at most.
    """

    risk_id: Key
    reading: LossReading
    events_low: Amount
    events_likely: Amount
    events_high: Amount
    hours_low: Amount
    hours_likely: Amount
    hours_high: Amount
    source: str
