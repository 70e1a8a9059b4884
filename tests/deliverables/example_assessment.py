"""A plausible hospital as a consultant would leave it after a workshop, for the tests of the documents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Literal

from wardround.assessment import Answer, Assessment, Change, Scenario, Standing
from wardround.assessment.budget import Budget, OwnLine
from wardround.assessment.calendar import Calendar, Freeze
from wardround.assessment.compliance import Compliance, ControlState
from wardround.assessment.data import Data, Dataset
from wardround.assessment.dependencies import Dependencies, Dependency, System
from wardround.assessment.engagement import Engagement
from wardround.assessment.interfaces import Interface, Interfaces
from wardround.assessment.modules import Modules, ModuleUse
from wardround.assessment.operations import Operations
from wardround.assessment.organisation import Organisation, Site
from wardround.assessment.people import People, Role
from wardround.assessment.platform import Platform
from wardround.assessment.recovery import ProcessObjective, Recovery
from wardround.assessment.tenants import Tenant, Tenants
from wardround.assessment.volumes import Volumes

_WHEN = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def said(value: object, by: str = "Anna Weiß", standing: Standing = Standing.STATED, note: str = "") -> Any:  # noqa: ANN401
    """Return an answer as somebody gave it in the workshop."""
    return Answer[Any](value=value, standing=standing, by=by, at=_WHEN, note=note)


def parked(owner: str, due: date) -> Any:  # noqa: ANN401
    """Return a question that somebody will answer later."""
    return Answer[Any](owner=owner, due=due, note="parked in the workshop")


def _site(key: str, name: str, latency_ms: float) -> Site:
    return Site(key=key, name=name, country="DE", time_zone="Europe/Berlin", wan_latency_ms=latency_ms)


def _role(key: str, name: str, level: str, heads: int, profile: str = "hospital_24x7") -> Role:
    return Role(
        key=key,
        name=name,
        site="main",
        tenant="nordtal",
        activity_level=level,
        profile=profile,
        head_count=heads,
    )


def _interface(key: str, name: str, kind: str, system: str, per_day: float, criticality: int) -> Interface:
    return Interface(
        key=key,
        name=name,
        interface_type=kind,
        system=system,
        messages_per_day=per_day,
        criticality=criticality,
        data_classes=("DC-PADM",),
        business_owner="Integration team",
        documentation="partial",
    )


def _process(
    key: str,
    name: str,
    objectives: tuple[float, float],
    criticality: int,
    workaround: Literal["none", "documented", "rehearsed"],
    hours: float | None,
) -> ProcessObjective:
    return ProcessObjective(
        key=key,
        name=name,
        rto_minutes=objectives[0],
        rpo_minutes=objectives[1],
        criticality=criticality,
        workaround=workaround,
        workaround_hours=hours,
        needs_systems=("ad",),
    )


def _control(key: str, state: Literal["open", "fulfilled", "not_required", "not_verified"]) -> ControlState:
    return ControlState(key=key, control_id=key, state=state, evidence="policy export" if state == "fulfilled" else "")


def _controls() -> tuple[ControlState, ...]:
    fulfilled = ("CT-IAM-01", "CT-IAM-02", "CT-NET-01", "CT-ENC-01", "CT-ENC-02", "CT-BKP-01", "CT-MON-01")
    outstanding = ("CT-IAM-03", "CT-NET-02", "CT-LOG-01", "CT-BKP-02", "CT-VUL-01")
    accepted = ControlState(
        key="CT-ENC-03",
        control_id="CT-ENC-03",
        state="accepted_deviation",
        reason="keys stay with the provider until the second custodian is named",
        owner="Dr. Ines Kröger",
        expires=date(2027, 6, 30),
    )
    return (
        *(_control(name, "fulfilled") for name in fulfilled),
        *(_control(name, "open") for name in outstanding),
        _control("CT-AKS-01", "not_required"),
        accepted,
    )


def example_assessment() -> Assessment:
    """Return the answers of the Klinikum Nordtal, an invented hospital of 640 beds."""
    return Assessment(
        engagement=Engagement(
            engagement_type=said("migration"),
            deadline_weeks=said(42),
            scope_environments=said(
                ("production", "preproduction", "test", "training", "development", "disaster_recovery")
            ),
            decision_confidence=said("budgetary"),
            business_drivers=said(("dc_exit", "resilience", "compliance")),
            evidence_level=said("documents"),
            planning_horizon_years=said(3),
            target_finish_date=said(date(2027, 10, 15)),
            client="Klinikum Nordtal",
            project="Odoo on Azure, sizing and migration roadmap",
            author="Petra Sommer",
            confidentiality="Confidential",
            regions_considered=("westeurope", "northeurope"),
            recovery_region="northeurope",
        ),
        organisation=Organisation(
            org_type=said("hospital"),
            jurisdictions=said(("EU", "DE")),
            site_count=said(3, standing=Standing.DOCUMENTED),
            legal_entities=said(2),
            operating_hours=said("24x7"),
            user_growth_pct_year=said(6),
            sites=(
                _site("main", "Nordtal, main house", 14),
                _site("rehab", "Rehabilitation centre Łódź Road", 18),
                _site("lab", "Central laboratory", 15),
            ),
        ),
        tenants=Tenants(
            tenants=(
                Tenant(
                    key="nordtal",
                    name="Klinikum Nordtal",
                    database="nordtal",
                    criticality=5,
                    database_gib=410,
                    database_growth_gib_per_month=6,
                    filestore_gib=900,
                    filestore_growth_gib_per_month=15,
                    peak_users=320,
                    data_classes=("DC-PADM", "DC-PAYR", "DC-FIN"),
                ),
            )
        ),
        modules=Modules(
            odoo_edition=said("enterprise"),
            odoo_version=said(17, standing=Standing.DOCUMENTED),
            custom_module_count=said(38),
            modules=tuple(
                ModuleUse(key=name, module_id=name, criticality=level)
                for name, level in (
                    ("stock", 3),
                    ("purchase", 3),
                    ("account", 2),
                    ("hr", 1),
                    ("maintenance", 2),
                )
            ),
        ),
        people=People(
            named_users=said(1450, standing=Standing.DOCUMENTED),
            peak_concurrent_users=said(320, standing=Standing.MEASURED),
            avg_concurrent_users=said(210),
            response_target_p95_ms=said(2000),
            login_storm_users_5min=parked("Marek Nowak", date(2026, 12, 11)),
            roles=(
                _role("buyer", "Buyers", "heavy_clerk", 60, "office"),
                _role("ward", "Ward supply", "scanner_user", 420),
                _role("finance", "Finance", "heavy_clerk", 85, "office"),
                _role("other", "Other staff", "occasional_viewer", 885, "office"),
            ),
        ),
        volumes=Volumes(tx_per_day=said(9200), month_end_multiplier=said(2.2), db_size_gb=said(410)),
        calendar=Calendar(
            freezes=(
                Freeze(key="yearend", name="Year-end", starts=date(2026, 12, 14), ends=date(2027, 1, 11)),
                Freeze(key="his", name="HIS upgrade", starts=date(2027, 6, 1), ends=date(2027, 6, 27)),
            )
        ),
        interfaces=Interfaces(
            interface_count=said(38),
            interfaces=(
                _interface("adt", "Admissions from the HIS", "hl7_adt", "his", 9000, 5),
                _interface("use", "Theatre consumption", "hl7_consumption", "his", 4200, 4),
                _interface("check", "Theatre stock check", "stock_check_sync", "theatre", 2600, 4),
                _interface("orders", "Supplier orders", "edifact_supply", "edi", 900, 3),
                _interface("payments", "Payments", "payment_out", "bank", 12, 4),
                _interface("bi", "Warehouse load", "bi_extract", "dwh", 4, 2),
            ),
        ),
        dependencies=Dependencies(
            dependency_map_status=said("partial"),
            systems=(
                System(key="ad", name="Active Directory", kind="identity", criticality=5, moves="later"),
                System(
                    key="his",
                    name="Hospital information system",
                    kind="clinical",
                    criticality=5,
                    moves="stays",
                ),
                System(key="theatre", name="Theatre planning", kind="clinical", criticality=4, moves="stays"),
                System(key="edi", name="EDI provider", kind="saas", location="vendor", moves="stays"),
                System(key="bank", name="House bank", kind="saas", location="vendor", moves="stays"),
                System(key="dwh", name="Data warehouse", kind="database", criticality=2, moves="with_erp"),
            ),
            edges=(
                Dependency(key="d1", source="erp", target="ad", kind="sign_in", evidence="measured"),
                Dependency(key="d2", source="theatre", target="erp", kind="call"),
                Dependency(key="d3", source="dwh", target="erp", kind="data"),
                Dependency(key="d4", source="erp", target="edi", kind="file"),
            ),
        ),
        data=Data(
            data_classes=said(("DC-PADM", "DC-PAYR", "DC-FIN", "DC-CTRL", "DC-PERS")),
            phi_present=said("incidental"),
            encryption_at_host=said(value=True),
            datasets=(
                Dataset(
                    key="moves",
                    name="Stock moves with case numbers",
                    data_class="DC-PADM",
                    retention_years=10,
                ),
                Dataset(
                    key="pay",
                    name="Payroll entries",
                    data_class="DC-PAYR",
                    retention_years=10,
                    residency="EU",
                ),
                Dataset(key="ledger", name="General ledger", data_class="DC-FIN", retention_years=10),
                Dataset(key="narcotics", name="Narcotics register", data_class="DC-CTRL", retention_years=3),
            ),
        ),
        compliance=Compliance(
            regimes=said(("GDPR", "NIS2", "DE-393SGBV", "ISO27001")),
            residency_required=said(value=True),
            control_states=_controls(),
        ),
        recovery=Recovery(
            rto_minutes=said(120),
            rpo_minutes=said(15),
            availability_target_pct=said(99.9),
            restore_test_last_months=said(14),
            processes=(
                _process("pharmacy", "Pharmacy supply", (60, 5), 5, "rehearsed", 8),
                _process("ward", "Ward supply", (60, 5), 5, "rehearsed", 4),
                _process("theatre", "Theatre stock check", (480, 5), 4, "none", None),
                _process("sterile", "Sterile supply", (240, 15), 4, "none", None),
                _process("close", "Finance close", (120, 15), 4, "documented", 24),
                _process("hr", "HR self-service", (1440, 240), 2, "none", None),
            ),
        ),
        platform=Platform(
            azure_region=said("westeurope"),
            region_must_have_zones=said(value=True),
            platform=said("aks"),
            tenancy=said("dedicated_vm"),
            blackout_periods=said(("month_end", "year_end")),
            rehearsals_planned=said(2),
            nonprod_schedule=said("office_hours"),
        ),
        operations=Operations(hosting_model=said("msp"), support_hours=said("24x7"), skills_k8s=said(0)),
        budget=Budget(
            currency=said("EUR"),
            exchange_rate=said(0.92),
            exchange_rate_date=said(date(2026, 11, 20)),
            budget_monthly=said(19_000),
            commitment_allowed=said("3y"),
            contingency_pct=said(10),
            lines=(
                OwnLine(key="msp", name="Managed service", quantity=1, unit_price_usd=5217.4),
                OwnLine(
                    key="overlap",
                    name="Old hosting during the overlap",
                    kind="migration_overlap",
                    unit_price_usd=4100,
                    starts=date(2027, 9, 1),
                    ends=date(2027, 11, 30),
                ),
                OwnLine(key="hsm", name="Key ceremony", kind="labour", unit_price_usd=6000, recurs="once"),
            ),
        ),
        scenarios=(
            Scenario(
                key="one-zone",
                title="One zone only",
                changes=(Change(path="recovery.ha_scope.value", value="same_zone", reason="cost"),),
            ),
        ),
    )
