"""Regimes and the state of each control."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.limits import AnyOf, Between, OneOf


class ControlState(Row):
    """The state of one control of the catalogue. A control without a row is not verified yet."""

    control_id: str = Field(
        title="Control",
        description="a control of the catalogue, as in CT-IAM-01",
        pattern=r"^[A-Z]{2}-[A-Z]{3}-\d{2}$",
    )
    state: Literal["not_verified", "open", "fulfilled", "not_required", "accepted_deviation"] = Field(
        "not_verified", title="State"
    )
    evidence: str = Field("", title="Evidence", max_length=400)
    reason: str = Field("", title="Reason", max_length=400)
    expires: date | None = Field(None, title="Accepted until")

    @model_validator(mode="after")
    def _deviation_is_owned(self) -> Self:
        if self.state == "accepted_deviation" and not (self.reason and self.owner and self.expires):
            raise ValueError(f"{self.control_id} is an accepted deviation: give its reason, its owner and its end date")
        return self


class RegimeChoice(Row):
    """Why one regime is taken to apply, or not, against what jurisdictions and data call for."""

    regime_id: str = Field(title="Law or standard", description="one of the list, as in HIPAA", max_length=40)
    reason: str = Field(title="Reason", min_length=1, max_length=400)


class AcceptedRisk(Row):
    """A risk of the register that somebody accepts instead of treating it."""

    risk_id: str = Field(title="Risk", description="a risk of the register, as in RK-BKP-01", max_length=40)
    reason: str = Field(title="Why it is accepted", min_length=1, max_length=400)
    accepted_on: date = Field(title="Accepted on")
    until: date | None = Field(None, title="Accepted until")

    @model_validator(mode="after")
    def _acceptance_is_owned(self) -> Self:
        if not self.owner:
            raise ValueError(f"{self.risk_id} is accepted: give its owner, who answers for that")
        if self.until is not None and self.until < self.accepted_on:
            raise ValueError(f"{self.risk_id} is accepted until a day before it was accepted")
        return self


class Compliance(Frozen):
    """What the law, contracts and the client ask, and how far it is fulfilled."""

    regimes: Annotated[
        Answer[tuple[str, ...]],
        AnyOf(
            "HIPAA",
            "HIPAA-NPRM",
            "HITRUST",
            "HICP",
            "DSCSA",
            "DEA-1304",
            "US-FLSA",
            "SOX",
            "GDPR",
            "NIS2",
            "HDS",
            "DE-393SGBV",
            "ES-ENS",
            "NL-NEN7510",
            "UKGDPR",
            "DSPT",
            "PIPEDA",
            "PHIPA",
            "QC-LAW25",
            "AU-PRIVACY",
            "AU-MHR",
            "NZ-HIPC",
            "UAE-ICT",
            "KSA-PDPL",
            "DPDP",
            "CERT-IN",
            "PDPA-SG",
            "HIA-SG",
            "LGPD",
            "ISO27001",
            "SOC2",
            "PCIDSS",
            "CIS-AZ",
            "EU-AI-ACT",
        ),
    ] = question("CMP-01", "Regimes that apply")
    residency_required: Answer[bool] = question("CMP-02", "Data must stay in a territory")
    residency_scope: Annotated[
        Answer[tuple[str, ...]], AnyOf("primary", "disaster_recovery", "backup", "logs", "support_access")
    ] = question("CMP-03", "Copies the residency rule covers")
    baa_signed: Annotated[Answer[str], OneOf("not_needed", "in_place", "missing")] = question(
        "CMP-04", "Business associate agreements"
    )
    dpia_done: Answer[bool] = question("CMP-05", "Impact assessment done")
    log_retention_days: Annotated[Answer[int], Between(30, 9125, "days")] = question("CMP-06", "Log retention")
    immutable_logs: Answer[bool] = question("CMP-07", "Tamper-proof logs")
    audit_trail_level: Annotated[
        Answer[str], OneOf("none", "application", "application_database", "full_statement")
    ] = question("CMP-08", "Depth of the audit trail")
    mfa_enforced: Annotated[Answer[str], OneOf("none", "admins", "all_users")] = question(
        "CMP-09", "Multi-factor sign-in"
    )
    pim_enabled: Answer[bool] = question("CMP-10", "Time-bound privileged access")
    network_segmentation: Annotated[Answer[str], OneOf("flat", "tiered", "microsegmented")] = question(
        "CMP-11", "Network separation"
    )
    public_admin_endpoints: Answer[bool] = question("CMP-12", "Admin pages reachable from the internet")
    waf_present: Answer[bool] = question("CMP-13", "Web application firewall")
    tls_internal: Answer[bool] = question("CMP-14", "Encryption between tiers")
    vuln_scan_frequency_days: Annotated[Answer[int], Between(0, 365, "days")] = question(
        "CMP-15", "Vulnerability scan interval"
    )
    pentest_last_months: Annotated[Answer[int], Between(0, 999, "months")] = question(
        "CMP-16", "Months since the last penetration test"
    )
    edr_planned: Answer[bool] = question("CMP-17", "Endpoint detection on servers")
    siem: Annotated[Answer[str], OneOf("none", "existing", "sentinel")] = question("CMP-18", "Security events go to")
    certified_hosting_needed: Annotated[Answer[str], OneOf("none", "hds", "c5", "iso27001", "hitrust")] = question(
        "CMP-19", "Certified hosting needed"
    )
    access_review_months: Annotated[Answer[int], Between(0, 36, "months")] = question(
        "CMP-20", "Access review interval"
    )
    isolation_evidence_needed: Answer[bool] = question("CMP-21", "Isolation must be proven")
    control_states: tuple[ControlState, ...] = Field((), title="Control states")
    regime_choices: tuple[RegimeChoice, ...] = Field((), title="Laws and standards overruled")
    accepted_risks: tuple[AcceptedRisk, ...] = Field((), title="Accepted risks")
