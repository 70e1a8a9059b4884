"""The controls reviewed: why each is asked for, how far it is fulfilled, what it costs, what it opens if dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

State = Literal["fulfilled", "accepted_deviation", "open", "not_verified", "not_required"]


@dataclass(frozen=True, slots=True)
class ControlEffect:
    """What one control adds to the design, by the rows that size and price it."""

    vcpus: float
    memory_gib: float
    log_gib_per_day: float
    monthly_usd: Decimal
    """Logs that it writes and services that it asks for, at list price. Servers are bought in steps, so what its
    processor time and memory cost shows only when it is left out and everything is sized again."""


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """One control that the answers ask for."""

    control_id: str
    domain: str
    requirement: str
    state: State
    """As answered."""
    counts_as: State
    """As it counts on the day: a deviation whose end has passed is open again."""
    asked_by: tuple[str, ...]
    """Classes, tenancy, regimes and other answers that ask for it; empty for good practice that everybody needs."""
    regimes: tuple[str, ...]
    """Ids of the regimes that apply and whose text names it."""
    owner: str
    due: date | None
    evidence: str
    evidence_to_collect: str
    reason: str
    expires: date | None
    adds: ControlEffect
    treats: tuple[str, ...] = ()
    """Ids of the risks that hold today and that it is meant to lower."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the controls of a domain or a regime are fulfilled."""

    kind: Literal["domain", "regime"]
    name: str
    required: int
    """Without those that were set aside as not required."""
    fulfilled: int
    deviations: int
    """Accepted, and still inside their term."""
    open: int
    not_verified: int

    @property
    def fulfilled_share(self) -> float:
        """Fulfilled over required; 1 where nothing is required."""
        return self.fulfilled / self.required if self.required else 1.0


@dataclass(frozen=True, slots=True)
class RegimeStanding:
    """One regime: whether the answers call for it, whether it is taken to apply, and why where the two differ."""

    regime_id: str
    name: str
    called_for: bool
    """By the jurisdictions and the data held."""
    applies: bool
    because: tuple[str, ...]
    """The facts that call for it."""
    overruled: str
    """The reason given where it was overruled; '' where nothing was overruled or no reason was given."""
    mapped: bool
    """Whether the catalogue names the control that answers each of its paragraphs, so that coverage can be shown."""

    @property
    def unexplained(self) -> bool:
        """Whether it was overruled and nobody said why."""
        return self.called_for != self.applies and not self.overruled


@dataclass(frozen=True, slots=True)
class ControlReview:
    """All controls that are asked for, by id, and how far they are fulfilled."""

    controls: tuple[ControlStanding, ...]
    coverage: tuple[Coverage, ...]
    """Domains by name, then regimes by id."""
    regimes: tuple[RegimeStanding, ...]


@dataclass(frozen=True, slots=True)
class OpenedRisk:
    """A risk that comes up, or gets worse, without a control."""

    risk_id: str
    title: str
    score_with: int
    """0 where it does not hold today."""
    score_without: int


@dataclass(frozen=True, slots=True)
class ControlSwitch:
    """One control left out, and everything sized, priced and judged again."""

    control_id: str
    requirement: str
    monthly_saving_usd: Decimal
    """Of a steady month, with discount, contingency and tax; below zero where leaving it out costs more."""
    vcpus_saved: int
    memory_gib_saved: float
    log_gib_per_day_saved: float
    opens: tuple[OpenedRisk, ...]
    leaves: tuple[OpenedRisk, ...]
    """Risks that hold with and without it, and that it was meant to lower: they stay as high as they are today."""
    unmet: tuple[str, ...]
    """Paragraphs of the regimes that apply that stay unanswered."""
