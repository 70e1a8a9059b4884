"""Risks that fired, and what is still to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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

    @property
    def score(self) -> int:
        """Likelihood times impact before mitigation."""
        return self.likelihood * self.impact


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
