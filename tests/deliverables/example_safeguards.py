"""Controls reviewed, where data lie, and what to watch, with a plausible value in every field."""

from decimal import Decimal

from tests.deliverables.example_assessment import example_assessment
from wardround.engine.control_review import coverage, references
from wardround.engine.findings.controls import (
    ControlEffect,
    ControlReview,
    ControlStanding,
    ControlSwitch,
    OpenedRisk,
    RegimeStanding,
)
from wardround.engine.findings.data_map import (
    CarriedClass,
    CopyPlace,
    DataMap,
    DatasetStanding,
    ResidencyBreach,
)
from wardround.engine.findings.monitoring import WatchedSignal
from wardround.knowledge import Knowledge


def example_review() -> ControlReview:
    """Return the review of the controls that every client is asked for, with the states that the example records."""
    knowledge = Knowledge.load()
    recorded = {row.control_id: row for row in example_assessment().compliance.control_states}
    rows = []
    for control_id, control in sorted(knowledge.controls.items()):
        if control.applies_when.text != "True":
            continue
        row = recorded.get(control_id)
        rows.append(
            ControlStanding(
                control_id=control_id,
                domain=control.domain,
                requirement=control.requirement,
                state=row.state if row else "not_verified",
                counts_as=row.state if row else "not_verified",
                asked_by=(),
                regimes=("ISO27001",) if references(control, "ISO27001") else (),
                owner=row.owner if row else "",
                due=row.due if row else None,
                evidence=row.evidence if row else "",
                evidence_to_collect=control.evidence_to_collect,
                reason=row.reason if row else "",
                expires=row.expires if row else None,
                adds=ControlEffect(0.4, 3.0, 1.5, Decimal("142.50")),
                treats=("RK-BKP-01",),
            )
        )
    return ControlReview(
        controls=tuple(rows),
        coverage=tuple(coverage(rows, ("ISO27001",))),
        regimes=(
            RegimeStanding("ISO27001", "ISO/IEC 27001", True, True, ("Regimes: ISO 27001 (stated)",), "", True),
            RegimeStanding("GDPR", "General Data Protection Regulation", True, True, ("Country: NL",), "", False),
            RegimeStanding("HIPAA", "HIPAA", True, False, ("Jurisdictions: US (stated)",), "the clinic closed", True),
            RegimeStanding("NIS2", "NIS 2", True, False, ("Jurisdictions: EU (stated)",), "", False),
        ),
    )


def example_switches() -> tuple[ControlSwitch, ...]:
    """Return two controls left out."""
    return (
        ControlSwitch(
            "CT-EDR-01",
            "Run detection and response on every server.",
            Decimal("452.41"),
            4,
            16.0,
            0.8,
            (
                OpenedRisk("RK-SEC-04", "An attack goes unseen", 0, 15),
                OpenedRisk("RK-RAN-03", "Malware spreads", 10, 15),
            ),
            (OpenedRisk("RK-SIZ-06", "Security and monitoring agents slow the servers", 6, 6),),
            ("ISO/IEC 27001:2022 A.8.7",),
        ),
        ControlSwitch(
            "CT-LOG-01",
            "Collect host, proxy, application and database logs in one place.",
            Decimal("1094.68"),
            0,
            16.0,
            8.0,
            (),
            (),
            (),
        ),
    )


def example_data_map() -> DataMap:
    """Return the datasets of the example, one of which inherits, and a copy in the wrong place."""
    knowledge = Knowledge.load()
    rows = []
    for place, row in enumerate(example_assessment().data.datasets):
        kind = knowledge.data_classes[row.data_class]
        more = (CarriedClass("DC-PHI", "over the interface 'Ward orders'"),) if place == 0 else ()
        rows.append(
            DatasetStanding(
                key=row.key,
                name=row.name,
                system="",
                classes=(CarriedClass(row.data_class, ""), *more),
                strictest="DC-PHI" if more else row.data_class,
                sensitivity=kind.default_sensitivity,
                min_tenancy=kind.min_tenancy,
                retention_years=kind.retention_years_min,
                retention_class=row.data_class if kind.retention_years_min else "",
                kept_years=row.retention_years,
                encryption=kind.encryption_requirements,
                logging=kind.logging_requirements,
            )
        )
    words = "The second copy of the backups lies in North Europe, Ireland, but 'Ledger' must stay in Netherlands."
    return DataMap(
        datasets=tuple(rows),
        copies=(
            CopyPlace("primary", "production", "westeurope", "West Europe", "Netherlands", ruled=True),
            CopyPlace("backup", "the backups", "westeurope", "West Europe", "Netherlands", ruled=True),
            CopyPlace("backup", "the second copy of the backups", "northeurope", "North Europe", "Ireland", ruled=True),
            CopyPlace("logs", "the logs", "westeurope", "West Europe", "Netherlands", ruled=False),
        ),
        breaches=(ResidencyBreach("Ledger", "Netherlands", "backup", "northeurope", ruled=True, words=words),),
        unlabelled=(CarriedClass("DC-CTRL", "over the interface 'Dispensing robot'"),),
        undeclared=("Fax orders",),
        log_days_kept=365.0,
        log_days_asked=1825.0,
        log_regime="Dutch healthcare information security",
        open_points=("Support access falls under the residency rule, and where people work is not recorded.",),
    )


def example_monitoring() -> tuple[WatchedSignal, ...]:
    """Return a signal of each kind."""
    return (
        WatchedSignal(
            "SG-01", "metric", "application", "Workers busy", "Worker count", "above", 43.0, 51.0, "workers", 5,
            "54 workers; the busiest hour is expected to hold 30 of them", "Find what holds the workers",
            "application lead", ("CT-MON-01",), "judgement",
        ),
        WatchedSignal(
            "SG-16", "log", "backup", "A backup failed or is late", "Job reports", "above", 37.5, 60.0, "min", 0,
            "a backup every 30 min", "Repeat it at once", "infrastructure lead", ("CT-BKP-01",), "judgement",
        ),
        WatchedSignal(
            "SG-27", "trace", "application", "Slow operations by name", "Traces", "above", 1.5, 4.5, "s", 0,
            "target of 1.5 s", "Weekly list", "application lead", (), "judgement",
        ),
        WatchedSignal(
            "SG-21", "security", "identity", "Emergency account used", "Sign-in log", "above", None, 1.0, "event", 0,
            "", "Confirm with the owner at once", "security officer", ("CT-PAM-04",), "judgement",
        ),
        WatchedSignal(
            "SG-18", "metric", "certificates", "Days to the first expiry", "Probe", "below", 30.0, 14.0, "days", 0,
            "", "Renew", "infrastructure lead", ("CT-CRT-02",), "judgement",
        ),
    )  # fmt: skip
