"""Ways to size the same tier side by side: by users, by documents, by what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

MethodName = Literal["users", "documents", "measured"]


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one way to size asks of one tier."""

    method: MethodName
    title: str
    tier: Literal["application", "database"]
    busy_vcpus: float
    """vCPUs that the busiest hour keeps busy, all tenants together, at the end of the horizon."""
    planned_vcpus: float
    """vCPUs to plan for them: at the highest use of the design, or by the comfort factor of the measured way."""
    against_chosen: float | None
    """Planned against those of the method chosen; None where that asks for nothing. [x]"""
    agrees: bool
    """Whether that is within the factor up to which two ways count as agreeing."""
    largest_vcpus: float
    """Of those to plan, what falls on the servers of the largest platform: its share of the use by users. [vCPU]"""
    nodes: int
    sku: str
    """The servers of the largest platform that it would ask for: more of those of the design, or the next larger one
    for a database. Never fewer than the design has, which other needs may decide."""
    enough: bool
    """Whether those servers carry what falls on them; False where no size that is offered has so many vCPUs."""
    rests_on: str
    """What it was worked out from, in words."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Methods:
    """The ways to size side by side, and which one is followed."""

    results: tuple[MethodResult, ...]
    chosen: MethodName
    why: str
    """Why that one is followed."""
    gaps: tuple[str, ...]
    """Each gap between two ways in words, with what usually explains it."""
    missing: tuple[str, ...]
    """The ways that cannot be taken for these answers, and what they would take."""
    follow_measured_usd: Decimal | None
    """What the bill rises by a month where the measured use is followed although it is more; else None. [USD]"""
    words: str

    @property
    def far_above(self) -> tuple[tuple[MethodResult, float], ...]:
        """Return where measured use asks for far more than the design plans, each with what that plans. [vCPU]."""
        planned = {row.tier: row.planned_vcpus for row in self.results if row.chosen}
        return tuple(
            (row, planned[row.tier])
            for row in self.results
            if row.method == "measured" and not row.agrees and row.planned_vcpus > planned[row.tier]
        )
