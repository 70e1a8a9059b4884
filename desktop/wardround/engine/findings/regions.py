"""The same design in other regions: what it costs there, what is missing, and how the regions rank."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SizeSwap:
    """A size that a region does not offer in enough zones, and what takes its place."""

    role: str
    environment: str
    tenant: str
    sku: str
    nodes: int
    taken: str
    """'' where the role is not needed there."""
    taken_nodes: int


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region for the same design."""

    region: str
    name: str
    country: str
    rank: int
    chosen: bool
    why_listed: str
    monthly_usd: Decimal
    """The whole bill of a steady month, with discount, contingency and tax."""
    against_chosen_share: float
    """Price above that of the region chosen; below 0 where it is cheaper."""
    servers_usd: Decimal
    """Servers and disks at list price."""
    services_usd: Decimal
    """Everything else from Microsoft at list price."""
    zones: int
    paired_region: str
    recovery_region: str
    """Where this design would recover; '' where its pattern needs no region."""
    recovery_distance_km: float | None
    inside: bool | None
    """Whether data may lie there by the answers; None where they name no territory that has regions."""
    residency: str
    restricted_access: bool
    borrowed_share: float
    """Part of the monthly list price that is taken from price lists of other regions."""
    borrowed_lines: int
    unpriced_lines: int
    swaps: tuple[SizeSwap, ...]
    """Sizes that are not offered, with what takes their place."""
    missing: tuple[str, ...]
    """Services without a price of their own here that have one in the region chosen."""
    distance_km: float | None
    """From the region chosen."""
    ruled_out: str
    """Why it cannot carry production; '' where it can."""
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionComparison:
    """The regions side by side, the best first."""

    rows: tuple[RegionRow, ...]
    words: str
    note: str
