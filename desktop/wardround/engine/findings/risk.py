"""Risks that fired, and what is still to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody answers for a risk instead of treating it."""

    reason: str
    owner: str
    accepted_on: date
    until: date | None
    """Last day of the acceptance; None where it has no end."""
    lapsed: bool
    """Whether that day has passed: then the risk counts as not accepted."""


@dataclass(frozen=True, slots=True)
class ExpectedLoss:
    """What a risk may cost, before and after mitigation, as a range. One event may fire several risks: never added up.

    The bounds after mitigation rest on the score that remains.
    """

    per: Literal["year", "once"]
    low_usd: Decimal
    likely_usd: Decimal
    high_usd: Decimal
    after_likely_usd: Decimal
    rests_on: str
    """What it was computed from, in words."""


@dataclass(frozen=True, slots=True)
class FiredRisk:
    """A risk whose trigger holds, with the facts that fired it."""

    risk_id: str
    category: str
    title: str
    cause: str
    event: str
    consequence: str
    likelihood: int
    impact: int
    residual_likelihood: int
    residual_impact: int
    because: tuple[str, ...]
    """The facts read, each as 'label: value (standing)'."""
    assumed: bool
    """Whether a fact behind it is only a default: then it is an assumption to check, not a finding."""
    mitigation: str
    owner_role: str
    evidence: str
    controls: tuple[str, ...]
    due_phase: str
    source: str
    acceptance: Acceptance | None = None
    loss: ExpectedLoss | None = None
    """None where nothing tells what it would cost."""

    @property
    def score(self) -> int:
        """Likelihood times impact before mitigation."""
        return self.likelihood * self.impact

    @property
    def is_accepted(self) -> bool:
        """Whether somebody accepts it on the day of the findings."""
        return self.acceptance is not None and not self.acceptance.lapsed


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something to ask: an open answer that matters, or a rule that cannot be decided yet."""

    question_id: str
    fact: str
    text: str
    matters_for: tuple[str, ...]
    """Ids of the rules and names of the figures that wait for it."""
    owner: str
    due: date | None
    default: str
