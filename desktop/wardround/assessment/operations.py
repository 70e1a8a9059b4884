"""How the platform is run."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between, OneOf


class TeamCapacity(Row):
    """How much of one role's time the project may use."""

    role: str = Field(title="Role", min_length=1, max_length=60)
    fte: float = Field(title="Full-time equivalents", ge=0, le=100)


class Operations(Frozen):
    """People, routines and automation behind the platform."""

    hosting_model: Annotated[Answer[str], OneOf("in_house", "msp", "shared_responsibility")] = question(
        "OPS-01", "Who runs the platform"
    )
    support_hours: Annotated[Answer[str], OneOf("business", "extended", "24x7")] = question("OPS-02", "Support hours")
    raci_documented: Answer[bool] = question("OPS-03", "Split of duties written")
    msp_sla_defined: Answer[bool] = question("OPS-04", "Provider's duties in the contract")
    patch_cadence_days: Annotated[Answer[int], Between(1, 365, "days")] = question("OPS-05", "Patching interval")
    maintenance_window_hours_month: Annotated[Answer[float], Between(0, 100, "hours/month")] = question(
        "OPS-06", "Planned downtime a month"
    )
    rollback_procedure: Annotated[Answer[str], OneOf("none", "documented", "tested")] = question(
        "OPS-07", "Releases can be reversed"
    )
    monitoring_level: Annotated[Answer[str], OneOf("none", "infrastructure", "full_stack")] = question(
        "OPS-08", "Monitoring today"
    )
    alerting_tuned: Answer[bool] = question("OPS-09", "Alerts have owners and thresholds")
    runbooks_exist: Answer[bool] = question("OPS-10", "Runbooks exist")
    ops_fte: Annotated[Answer[float], Between(0, 100, "FTE")] = question("OPS-11", "Staff who run the platform")
    key_person_dependency: Answer[bool] = question("OPS-12", "Knowledge sits with one person")
    skills_azure: Annotated[Answer[int], Between(0, 3, "")] = question("OPS-13", "Azure skill")
    skills_postgres: Annotated[Answer[int], Between(0, 3, "")] = question("OPS-14", "PostgreSQL skill")
    skills_k8s: Annotated[Answer[int], Between(0, 3, "")] = question("OPS-15", "Kubernetes skill")
    iac_level: Annotated[Answer[str], OneOf("none", "partial", "full")] = question("OPS-16", "Infrastructure as code")
    cicd_level: Annotated[Answer[str], OneOf("none", "manual_gates", "automated")] = question(
        "OPS-17", "Release automation"
    )
    env_parity: Annotated[Answer[str], OneOf("low", "medium", "high")] = question(
        "OPS-18", "Likeness of test and production"
    )
    break_glass: Answer[bool] = question("OPS-19", "Emergency access tested")
    shared_admin_accounts: Answer[bool] = question("OPS-20", "Shared administrator accounts")
    cert_management: Annotated[Answer[str], OneOf("manual", "automated")] = question("OPS-21", "Certificate renewal")
    cert_inventory: Answer[bool] = question("OPS-22", "Certificate inventory")
    capacity_review_months: Annotated[Answer[int], Between(0, 36, "months")] = question(
        "OPS-23", "Capacity review interval"
    )
    incident_plan: Annotated[Answer[str], OneOf("none", "documented", "exercised")] = question(
        "OPS-24", "Security incident plan"
    )
    team: tuple[TeamCapacity, ...] = table("CON-18", "Project team")
