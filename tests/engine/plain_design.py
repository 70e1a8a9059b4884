"""A small design as sizing, resilience and cost would give it, for tests of the stages after them."""

from datetime import date
from decimal import Decimal
from typing import Any

from wardround.engine.findings import (
    Availability,
    CommitmentChoice,
    Cost,
    DataSizes,
    HourPerformance,
    LineItem,
    PatternResult,
    Performance,
    Resilience,
    RoleSizing,
    Sizing,
    Totals,
)

ZERO = Decimal(0)
FieldValue = Any
"""Whatever type the field of that name has."""


def pattern(pattern_id: str, name: str, **fields: FieldValue) -> PatternResult:
    usual: dict[str, Any] = {
        "failure_scope": "zone",
        "rto_minutes": 10.0,
        "rto_minutes_high": 20.0,
        "rpo_minutes": 0.1,
        "extra_monthly_usd": Decimal(1000),
        "meets": True,
        "eligible": True,
        "why_not": (),
        "steps": (),
    }
    return PatternResult(pattern_id, name, **{**usual, **fields})


PATTERNS = (
    pattern("DRP-02", "Backup with archive", failure_scope="vm_or_human_error", rto_minutes=300.0, meets=False,
            extra_monthly_usd=ZERO),
    pattern("DRP-06", "Zone-redundant, asynchronous"),
    pattern("DRP-07", "Zone-redundant, synchronous", extra_monthly_usd=Decimal(2500)),
    pattern("DRP-13", "Managed PostgreSQL, zone-redundant", meets=False, eligible=False, extra_monthly_usd=None,
            why_not=("managed PostgreSQL has no price",)),
)  # fmt: skip


def resilience(**fields: FieldValue) -> Resilience:
    usual: dict[str, Any] = {
        "pattern_id": "DRP-06",
        "pattern_name": "Zone-redundant, asynchronous",
        "met": True,
        "words": "Zone-redundant, asynchronous is the cheapest pattern that meets the objectives.",
        "recovery_region": "",
        "database_nodes": 2,
        "quorum_nodes": 3,
        "synchronous": False,
        "recovery_database_nodes": 0,
        "recovery_application_share": 0.0,
        "patterns": PATTERNS,
        "processes": (),
        "availability": Availability("all", 0.999, 525.6, "", ""),
        "availability_parts": (),
        "restore_hours": 2.0,
        "failover_minutes": 3.0,
        "backup_steps": (),
        "derived": {},
    }
    return Resilience(**{**usual, **fields})


def role(name: str, **fields: FieldValue) -> RoleSizing:
    usual: dict[str, Any] = {
        "environment": "production",
        "tenant": "",
        "tier": "application",
        "role": name,
        "sku": "Standard_D4s_v5",
        "series": "Dsv5",
        "nodes": 2,
        "vcpus": 4,
        "memory_gib": 16.0,
        "zones": (1, 2),
        "disks": (),
        "needs": (),
        "binding": "",
        "busy_share": 0.4,
        "alternatives": (),
        "settings": (),
        "marks": (),
        "carries": (),
    }
    return RoleSizing(**{**usual, **fields})


def sizing(
    *, validated: bool = False, saturated: bool = False, roles: tuple[RoleSizing, ...] = (), **fields: FieldValue
) -> Sizing:
    hour = HourPerformance("weekday", 9, 0.5, 0.5, 0.5, 0.4, 1.0, saturated=saturated)
    performance = Performance("queueing", validated, hour, (), (hour,), 12, 24, 0.5, "", "")
    usual: dict[str, Any] = {
        "roles": roles or (role("application"), role("postgresql", tier="database")),
        "performance": performance,
        "data": DataSizes(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
        "region": "westeurope",
        "purchase_option": "reserved_1y",
        "interfaces_carried": 4,
        "floor_monthly_usd": ZERO,
        "derived": {},
    }
    return Sizing(**{**usual, **fields})


def cost(*commitments: CommitmentChoice) -> Cost:
    totals = Totals(ZERO, ZERO, ZERO, ZERO, Decimal(8000), Decimal(96000), Decimal(288000), ZERO, 0, 0, "")
    usual = (
        CommitmentChoice("payg", Decimal(5000), 0.0, None, "pay as you go"),
        CommitmentChoice("reserved_1y", Decimal(3200), 0.36, 8, "one year"),
        CommitmentChoice("reserved_3y", Decimal(2200), 0.56, 16, "three years"),
    )
    one, share = Decimal(1), ZERO
    today = date(2026, 1, 1).isoformat()
    return Cost(
        lines=(),
        totals=totals,
        groups=(),
        by_environment=(),
        commitments=commitments or usual,
        currency="USD",
        exchange_rate=one,
        exchange_rate_date="",
        discount_share=share,
        contingency_share=share,
        tax_share=share,
        horizon_years=3,
        price_date_oldest=today,
        price_date_newest=today,
        regions=("westeurope",),
        derived={},
    )


def line(**fields: FieldValue) -> LineItem:
    one = Decimal(1)
    usual: dict[str, Any] = {
        "line_id": "L001",
        "environment": "production",
        "tenant": "",
        "tier": "backup",
        "role": "backup",
        "item": "Backup vault",
        "sku": "",
        "quantity": one,
        "units_per_month": one,
        "unit": "GB-month",
        "meter": "",
        "region": "westeurope",
        "unit_price_usd": one,
        "price_date": "2026-01-01",
        "borrowed_from": "",
        "purchase_option": "payg",
        "monthly_usd": one,
        "months_first_year": Decimal(12),
        "months_in_horizon": Decimal(36),
        "recurs": "monthly",
        "once_usd": ZERO,
        "note": "",
        "source": "",
    }
    return LineItem(**{**usual, **fields})
