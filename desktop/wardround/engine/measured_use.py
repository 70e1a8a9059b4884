"""What the present servers keep busy, as it was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from wardround.assessment import Assessment
from wardround.engine.figure import formula

Tier = Literal["application", "database"]
ROLE_OF: Mapping[Tier, str] = {"application": "application", "database": "postgresql"}
"""The role of the design that each tier stands for."""
TIERS: tuple[Tier, ...] = ("application", "database")
SERVERS_OF: Mapping[Tier, frozenset[str]] = {
    "application": frozenset({"application", "app", "odoo"}),
    "database": frozenset({"database", "db", "postgresql", "postgres"}),
}
"""What consultants write as the role of a present server."""


@formula(
    "vCPUs busy at the 95th percentile x comfort factor x growth of load",
    unit="vCPU",
    source="sizing models, section 15.1, performance-based sizing of present systems",
)
def measured_vcpus(busy_vcpus: float, comfort: float, growth: float) -> float:
    """Return the vCPUs to plan for present servers whose use was measured. [vCPU]."""
    return busy_vcpus * comfort * growth


@dataclass(frozen=True, slots=True)
class MeasuredTier:
    """What the present servers of a tier keep busy at the 95th percentile, as measured."""

    servers: tuple[str, ...]
    busy_vcpus: float


def measured_tiers(answers: Assessment) -> Mapping[Tier, MeasuredTier]:
    """Return the measured use of the tiers that have one. [vCPU]."""
    found: dict[Tier, MeasuredTier] = {}
    for tier in TIERS:
        rows = [
            row
            for row in answers.baseline.servers
            if row.cpu_p95_share is not None and row.role.strip().lower() in SERVERS_OF[tier]
        ]
        if rows:
            busy = fsum(row.vcpus * (row.cpu_p95_share or 0.0) for row in rows)
            found[tier] = MeasuredTier(tuple(row.name for row in rows), busy)
    return found
