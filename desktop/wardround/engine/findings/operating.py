"""How the platform is run: duties with hours, price and split, what a contract should hold, how mature it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class DutySplit:
    """Which party is responsible, accountable, consulted and informed under one operating model."""

    model_id: str
    responsible: str
    accountable: str
    consulted: str
    informed: str


@dataclass(frozen=True, slots=True)
class OperatedDuty:
    """One duty of running this platform, in hours a month, with its price and its split."""

    duty_id: str
    name: str
    role: str
    unit: str
    count: float
    hours_low: float
    hours_likely: float
    hours_high: float
    day_rate_usd: Decimal
    hours_per_day: float
    monthly_usd: Decimal
    splits: tuple[DutySplit, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class OperatingWay:
    """One operating model: who gives how many hours a month, and what they cost at the day rates."""

    model_id: str
    title: str
    client_hours: float
    provider_hours: float
    client_people: float
    """Full-time people that the client's hours come to."""
    client_usd: Decimal
    provider_usd_low: Decimal
    """With every duty at its low hours; the day rates stay the likely ones."""
    provider_usd: Decimal
    provider_usd_high: Decimal


@dataclass(frozen=True, slots=True)
class OperatingTerm:
    """One thing that a service has to hold, whoever gives it, beside what holds today."""

    subject: str
    asked: str
    today: str
    gap: bool
    source: str


@dataclass(frozen=True, slots=True)
class ServiceTarget:
    """How fast somebody answers, tells and escalates at one level. Times in minutes."""

    level_id: str
    name: str
    meaning: str
    clock: str
    respond_minutes: float
    update_minutes: float
    escalate_minutes: float
    first: str
    escalate_to: str
    source: str


@dataclass(frozen=True, slots=True)
class OperatingModel:
    """Running the platform in three ways, priced by the same duties."""

    answered: str
    """The hosting model that the client answered, or that was decided."""
    duties: tuple[OperatedDuty, ...]
    ways: tuple[OperatingWay, ...]
    terms: tuple[OperatingTerm, ...]
    levels: tuple[ServiceTarget, ...]

    def way(self, model_id: str) -> OperatingWay:
        """Return one of the three ways. Raises StopIteration for another."""
        return next(one for one in self.ways if one.model_id == model_id)


@dataclass(frozen=True, slots=True)
class MaturityPart:
    """Where one part of automation or of the readiness for AI features stands, and what comes next."""

    subject: Literal["automation", "ai"]
    part: str
    name: str
    level: int
    top_level: int
    state: str
    why: str
    next_step: str
    """'' where the part stands on its highest level."""
    role: str
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    worth: int
    assumed: bool
    """Whether the level rests on a default that nobody has confirmed."""
    source: str


@dataclass(frozen=True, slots=True)
class TenancyPlace:
    """Where the data of one tenant are in one environment, and what keeps them apart there."""

    environment: str
    tenant: str
    name: str
    tenancy: str
    place: str
    why: str
    shares: bool
    governance: tuple[str, ...]
    """What keeps neighbours from disturbing each other; empty where there is none."""
    evidence: tuple[str, ...]
    """What shows an auditor that tenants are apart."""
