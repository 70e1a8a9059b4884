"""Wishes and limits for the platform."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.engagement import Environment
from wardround.assessment.limits import AnyOf, Between, OneOf


class Pin(Row):
    """A size set by hand for one role, of one tenant where it has its own; kept, checked and marked."""

    environment: Environment = Field("production", title="Environment")
    role: str = Field(title="Role")
    tenant: str = Field("", title="Tenant")
    """Whose servers; '' for those that all share, and for every tenant without a size of its own."""
    sku: str = Field(title="VM size", min_length=1)
    nodes: int | None = Field(None, title="Nodes", ge=1, le=100)


class DecisionTaken(Row):
    """A decision of the report that somebody takes otherwise than advised; kept, marked, its score shown."""

    decision_id: str = Field(
        title="Decision",
        description="a decision of the report, as in platform or tenancy.hospital",
        min_length=1,
        max_length=90,
    )
    option: str = Field(title="Taken", description="one of the options of that decision", min_length=1, max_length=90)
    reason: str = Field(title="Reason", min_length=1, max_length=400)
    decided_on: date = Field(title="Decided on")

    @model_validator(mode="after")
    def _decision_is_owned(self) -> Self:
        if not self.owner:
            raise ValueError(f"{self.decision_id} is decided otherwise than advised: give its owner, who decided so")
        return self


class Platform(Frozen):
    """What the client wants or forbids on Azure."""

    azure_region: Answer[str] = question("CON-01", "Preferred Azure region")
    region_must_have_zones: Answer[bool] = question("CON-02", "Availability zones required")
    platform: Annotated[Answer[str], OneOf("vm", "aks")] = question("CON-03", "Platform for stateless tiers")
    tenancy: Annotated[Answer[str], OneOf("shared", "dedicated_db", "dedicated_vm", "dedicated_subscription")] = (
        question("CON-04", "Isolation expected")
    )
    db_service_model: Annotated[Answer[str], OneOf("postgresql_vm", "flexible_server", "either")] = question(
        "CON-05", "PostgreSQL service"
    )
    redis_role: Annotated[Answer[str], OneOf("none", "cache", "sessions", "queue")] = question(
        "CON-06", "What Redis holds"
    )
    redis_ha: Answer[bool] = question("CON-07", "Redis survives a node")
    ingress_ha: Answer[bool] = question("CON-08", "Ingress survives a node")
    vm_family_exclusions: Annotated[
        Answer[tuple[str, ...]], AnyOf("burstable", "arm", "amd", "intel", "previous_gen")
    ] = question("CON-09", "VM families ruled out")
    autoscale_allowed: Answer[bool] = question("CON-10", "Stateless tiers may scale by themselves")
    cutover_window_hours: Annotated[Answer[float], Between(0.5, 96, "hours")] = question("CON-11", "Cutover window")
    blackout_periods: Annotated[
        Answer[tuple[str, ...]],
        AnyOf("month_end", "quarter_end", "year_end", "payroll", "audit", "flu_season", "go_live_freeze"),
    ] = question("CON-12", "Periods closed to change")
    rehearsals_planned: Annotated[Answer[int], Between(0, 10, "rehearsals")] = question("CON-13", "Rehearsals planned")
    parallel_run_required: Answer[bool] = question("CON-14", "Parallel run demanded")
    nonprod_schedule: Annotated[Answer[str], OneOf("always_on", "office_hours", "on_demand")] = question(
        "CON-15", "Non-production hours"
    )
    ai_readiness: Answer[bool] = question("CON-16", "Room for AI features")
    os_preference: Annotated[Answer[str], OneOf("ubuntu_lts", "rhel", "sles", "debian")] = question(
        "CON-17", "Linux distribution"
    )
    headroom_pct: Annotated[Answer[float], Between(0, 200, "percent")] = question(
        "CON-19", "Headroom above the forecast"
    )
    nodes_lost: Annotated[Answer[int], Between(0, 3, "nodes")] = question("CON-20", "Nodes that may be lost")
    vendor_floor_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question(
        "CON-21", "Least share of the vendor's worker rule"
    )
    conservative_percentile: Annotated[Answer[float], Between(50, 95, "percent")] = question(
        "CON-22", "Percentile that PostgreSQL and storage are sized for"
    )
    denied_skus: tuple[str, ...] = Field((), title="VM sizes ruled out")
    allowed_skus: tuple[str, ...] = Field((), title="Only these VM sizes")
    pins: tuple[Pin, ...] = Field((), title="Sizes set by hand")
    decisions_taken: tuple[DecisionTaken, ...] = Field((), title="Decided otherwise than advised")
