"""Servers by the hour, few large against many small, and the hours of environments beside production."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class NodesInHour:
    """The servers that one hour of one day type needs, the spare included, and those that run in it."""

    day_type: str
    hour_utc: int
    needed: int
    running: int
    """Those needed in this hour or the next: a server takes minutes to start."""


@dataclass(frozen=True, slots=True)
class Autoscaling:
    """The application servers of the largest platform scaled by the hour, against all of them always on."""

    tenant: str
    sku: str
    allowed: bool
    """Whether the client lets stateless tiers scale by themselves."""
    recommended: bool
    floor: int
    ceiling: int
    committed: int
    """Servers bought at the committed price and never switched off; those above run by the hour at pay as you go."""
    hours: tuple[NodesInHour, ...]
    days_per_month: tuple[tuple[str, float], ...]
    node_hours: float
    """Server hours in a month of 730 hours."""
    always_on_node_hours: float
    always_on_usd: Decimal
    scaled_usd: Decimal
    start_minutes: float
    words: str
    remarks: tuple[str, ...]

    @property
    def saving_usd(self) -> Decimal:
        """What scaling saves a month at list price."""
        return self.always_on_usd - self.scaled_usd

    @property
    def saving_share(self) -> float:
        """The same against the price of all servers always on."""
        return float(self.saving_usd / self.always_on_usd) if self.always_on_usd else 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to build a tier: so many servers of a size, with what it costs and how it answers."""

    name: str
    sku: str
    nodes: int
    vcpus: int
    monthly_usd: Decimal | None
    """Servers and disks at list price, and what is paid for each server besides."""
    p95_s: float | None
    """All interactive operations in the design hour with the nodes lost; None where saturated or not known."""
    lost_share: float
    """Share of the tier's power that goes with one server."""
    enough: bool
    chosen: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class TierLayouts:
    """The layouts of one tier side by side, with the choice and its reason."""

    tier: Literal["application", "database"]
    tenant: str
    layouts: tuple[Layout, ...]
    words: str


@dataclass(frozen=True, slots=True)
class EnvironmentHours:
    """What an environment beside production costs a month under each schedule, at list price."""

    environment: str
    servers: int
    chosen: str
    always_on_usd: Decimal
    office_hours_usd: Decimal
    on_demand_usd: Decimal
    fixed_usd: Decimal
    """The part that runs on when the servers are off: disks and services."""
    unpriced: bool

    def usd(self, schedule: str) -> Decimal:
        """Return the price under a schedule: `always_on`, `office_hours` or `on_demand`."""
        return {
            "always_on": self.always_on_usd,
            "office_hours": self.office_hours_usd,
            "on_demand": self.on_demand_usd,
        }[schedule]


@dataclass(frozen=True, slots=True)
class Schedules:
    """The environments beside production with the price of each schedule."""

    chosen: str
    hours_per_month: tuple[tuple[str, float], ...]
    """Hours that servers run a month, by schedule."""
    environments: tuple[EnvironmentHours, ...]
    words: str
