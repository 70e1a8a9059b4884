"""Tenants on shared servers against tenants on servers of their own, both sized and priced."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class TenantRow:
    """One tenant both ways."""

    tenant: str
    name: str
    tenancy: str
    """As decided."""
    own_monthly_usd: Decimal
    """Its own servers, disks and files at list price, where every tenant has its own."""
    shared_monthly_usd: Decimal
    """Its part of the shared servers at list price, by its part of their work in the busiest hour."""
    work_share: float
    """Its part of the work of all tenants in that hour."""
    peak_cores: float
    """Busy cores of the reference series in its own busiest hour."""
    peak_time: str
    busy_hours_per_month: float
    """Hours in which it does most of what it ever does."""
    coinciding_share: float
    """Part of those hours in which the others together are busy too."""
    may_share: bool
    """Whether its data allow shared servers."""
    asks: str
    words: str


@dataclass(frozen=True, slots=True)
class TenantDesign:
    """All tenants placed in one way: the bill, and the servers of production."""

    design: Literal["decided", "shared", "apart"]
    monthly_usd: Decimal
    """A steady month with discount, contingency and tax."""
    servers: int
    vcpus: int


@dataclass(frozen=True, slots=True)
class TenantComparison:
    """Both ways side by side."""

    rows: tuple[TenantRow, ...]
    designs: tuple[TenantDesign, ...]
    headroom_share: float
    """Added to the load of the shared servers, so that one tenant's surge is not felt by the others."""
    surge_share: float
    """How far the busiest tenant may go above its forecast: the judgement behind the headroom."""
    peak_to_peaks_share: float
    """Peak of all together against the sum of each one's own peak: 1 where all are busy at once."""
    words: str
    note: str
