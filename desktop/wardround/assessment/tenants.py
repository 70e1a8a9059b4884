"""Tenants: one or more databases, each with its own users and data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wardround.assessment.answer import Frozen, Row, table


class Tenant(Row):
    """One hospital, subsidiary or other body with a database of its own."""

    name: str = Field(title="Tenant", min_length=1, max_length=120)
    database: str = Field(
        title="Database",
        description="letters, digits, hyphens and underscores",
        max_length=63,
        pattern=r"^[A-Za-z0-9_-]+$",
    )
    legal_entities: int = Field(1, title="Legal entities", ge=1, le=500)
    criticality: int = Field(3, title="Criticality (1 to 5)", ge=1, le=5)
    database_gib: float = Field(title="Database (GiB)", gt=0, le=50_000)
    database_growth_gib_per_month: float = Field(0, title="Database growth (GiB a month)", ge=0, le=5_000)
    filestore_gib: float = Field(0, title="Filestore (GiB)", ge=0, le=200_000)
    filestore_growth_gib_per_month: float = Field(0, title="Filestore growth (GiB a month)", ge=0, le=10_000)
    peak_users: int | None = Field(None, title="Peak concurrent users", ge=0, le=20_000)
    odoo_version: float | None = Field(None, title="Odoo version", ge=12, le=20)
    placement: Literal["", "shared", "dedicated_db", "dedicated_vm", "dedicated_subscription"] = Field(
        "", title="Placement wished"
    )
    data_classes: tuple[str, ...] = Field((), title="Data classes")


class Tenants(Frozen):
    """The databases that the platform carries."""

    tenants: tuple[Tenant, ...] = table("TXN-15", "Tenants and databases")
