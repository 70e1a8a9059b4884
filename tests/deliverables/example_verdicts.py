"""What the engine might decide and warn of for the example hospital, with the facts and figures behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wardround.assessment import Standing
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import Decision, Fact, FiredRisk, Note, OpenQuestion, Option, Reason

# id, category, title, before and after (likelihood, impact), owner, phase, what to do
_RISKS: tuple[tuple[str, str, str, tuple[int, int, int, int], str, str, str], ...] = (
    (
        "RK-BKP-01",
        "backup",
        "Backup never restored",
        (4, 5, 1, 4),
        "database lead",
        "4 environment build",
        "Restore drill before anything moves, then every month",
    ),
    (
        "RK-SIZ-02",
        "sizing",
        "Month-end peak under-estimated",
        (4, 4, 2, 3),
        "database lead",
        "6 integration validation",
        "Load-test the close in pre-production and keep a report calendar",
    ),
    (
        "RK-IDN-01",
        "identity",
        "Login depends on the old data centre",
        (4, 4, 1, 2),
        "infrastructure lead",
        "2 landing zone",
        "Directory replicas in both regions before wave 3",
    ),
    (
        "RK-DR-03",
        "disaster recovery",
        "Chosen pattern loses too much data",
        (4, 4, 2, 2),
        "database lead",
        "4 environment build",
        "Local cache at the theatre, decided in wave 2",
    ),
    (
        "RK-SEC-01",
        "security",
        "Sign-in without second factor",
        (4, 4, 1, 3),
        "security lead",
        "3 security baseline",
        "Second factor for everybody, strong methods for administrators",
    ),
    (
        "RK-DAT-03",
        "data",
        "Live data in test systems",
        (4, 4, 1, 2),
        "application lead",
        "5 non-production migration",
        "Masking pipeline before the first refresh",
    ),
    (
        "RK-CRT-01",
        "certificates",
        "Certificate expiry outage",
        (4, 4, 1, 2),
        "operations manager",
        "3 security baseline",
        "Inventory, automatic renewal, an alert at 30 days",
    ),
    (
        "RK-INT-05",
        "integration",
        "Duplicate or lost messages around failover",
        (3, 4, 2, 3),
        "integration lead",
        "6 integration validation",
        "Acknowledgement by message id and a replay test",
    ),
    (
        "RK-SIZ-01",
        "sizing",
        "Sizing rests on guesses",
        (4, 3, 2, 2),
        "infrastructure lead",
        "1 assessment and sizing",
        "A full month of measurements with a close in it",
    ),
    (
        "RK-CAP-02",
        "capacity and SKU",
        "No room in the recovery region",
        (3, 5, 2, 4),
        "infrastructure lead",
        "2 landing zone",
        "Capacity reservation in the recovery region",
    ),
    (
        "RK-COS-03",
        "cost",
        "Commitment on unstable load",
        (3, 3, 1, 2),
        "finance lead",
        "9 post-go-live optimisation",
        "Commit after two measured months",
    ),
    (
        "RK-PPL-01",
        "people",
        "Key person dependency",
        (4, 4, 2, 2),
        "operations manager",
        "5 non-production migration",
        "A second person for each duty, runbooks tried by both",
    ),
    (
        "RK-VEN-01",
        "vendor",
        "Provider promises less than needed",
        (4, 4, 2, 2),
        "vendor manager",
        "3 security baseline",
        "Objectives in the contract, with tests",
    ),
    (
        "RK-CUT-02",
        "cutover",
        "Too few rehearsals",
        (3, 4, 2, 3),
        "migration manager",
        "7 migration rehearsal",
        "Two full rehearsals, one with rollback",
    ),
    (
        "RK-LIC-02",
        "licence",
        "User licence count wrong",
        (3, 2, 2, 1),
        "finance lead",
        "1 assessment and sizing",
        "Count named users by role before the order",
    ),
    (
        "RK-MON-03",
        "monitoring",
        "Log cost surprise",
        (3, 2, 2, 1),
        "operations manager",
        "9 post-go-live optimisation",
        "A daily cap with an alert",
    ),
    (
        "RK-CHG-01",
        "change",
        "Uncontrolled change",
        (2, 3, 1, 2),
        "operations manager",
        "8 production cutover",
        "Freeze list agreed with all partners",
    ),
)


def example_risks() -> tuple[FiredRisk, ...]:
    """Return the risks that fired, worst first."""
    return tuple(
        FiredRisk(
            risk_id=risk_id,
            category=category,
            title=title,
            cause="The answers show that a safeguard is missing or unproven",
            event=f"{title} becomes real at a bad time",
            consequence="Wards wait for supply; the close slips; staff lose trust",
            likelihood=scores[0],
            impact=scores[1],
            residual_likelihood=scores[2],
            residual_impact=scores[3],
            because=(
                "Months since a proven restore: 14 (Anna Weiß, stated)",
                "Peak concurrent users: 320 (measured)",
            ),
            assumed=position % 5 == 4,
            mitigation=mitigation,
            owner_role=owner,
            evidence="Signed record of the drill",
            controls=("CT-BKP-01", "CT-MON-01"),
            due_phase=phase,
            source="Wardround method 2026 (practice)",
        )
        for position, (risk_id, category, title, scores, owner, phase, mitigation) in enumerate(_RISKS)
    )


def _option(
    option_id: str, title: str, score: int, monthly: str | None, *reasons: tuple[str, bool, int]
) -> Option:
    return Option(
        option_id,
        title,
        score,
        tuple(
            Reason(text, for_it, weight, ("peak_concurrent_users", "phi_present"))
            for text, for_it, weight in reasons
        ),
        None if monthly is None else Decimal(monthly),
    )


def example_decisions() -> tuple[Decision, ...]:
    """Return the decisions with reasons for and against."""
    return (
        Decision(
            "platform",
            "Virtual machines or Kubernetes?",
            "vm",
            "aks",
            (
                _option(
                    "vm",
                    "Virtual machines",
                    5,
                    "15413.82",
                    ("the team has no Kubernetes skill", True, 3),
                    ("two application nodes carry the load; nothing to scale", True, 2),
                    ("releases need more care", False, 1),
                ),
                _option(
                    "aks",
                    "Kubernetes (AKS) for the stateless tiers",
                    -2,
                    "16102.44",
                    ("wished by the client", True, 1),
                    ("three node pools for two nodes' work", False, 2),
                    ("PostgreSQL stays on virtual machines anyway", False, 1),
                ),
            ),
            "Virtual machines: the load is small and the team knows them.",
            "A team with Kubernetes skill of 2 or more, or more than eight application nodes.",
            needs_sign_off=True,
        ),
        Decision(
            "tenancy",
            "How far is the ERP kept apart?",
            "dedicated_subscription",
            "dedicated_vm",
            (
                _option(
                    "dedicated_subscription",
                    "A subscription of its own",
                    6,
                    "15413.82",
                    ("patient-related documents lie in the ERP", True, 3),
                    ("isolation can be proven to an auditor", True, 2),
                    ("a second set of policies to keep", False, 1),
                ),
                _option(
                    "dedicated_vm",
                    "Machines of its own in a shared subscription",
                    1,
                    "15120.10",
                    ("somewhat cheaper", True, 1),
                    ("administrators of others reach the same subscription", False, 2),
                ),
            ),
            "A subscription of its own, because patient-related documents lie in the ERP.",
            "No patient-related data, proven by an inventory.",
            needs_sign_off=True,
        ),
        Decision(
            "ha_pattern",
            "What happens when a zone or the region fails?",
            "DRP-11",
            "",
            (
                _option(
                    "DRP-11",
                    "Two zones, and a copy of the database in North Europe",
                    5,
                    "15413.82",
                    ("pharmacy and ward supply ask for 60 minutes", True, 3),
                    ("commits wait for the second zone", False, 1),
                ),
                _option(
                    "DRP-04",
                    "Warm standby in one zone",
                    -1,
                    "13478.00",
                    ("a third cheaper", True, 2),
                    ("a zone outage stops everything", False, 3),
                ),
            ),
            "Two zones and a copy of the database in North Europe meet both objectives of five of six processes.",
            "Objectives of four hours or more for every process.",
            needs_sign_off=True,
        ),
        Decision(
            "region",
            "Which region?",
            "westeurope",
            "westeurope",
            (
                _option(
                    "westeurope",
                    "West Europe",
                    3,
                    "15413.82",
                    ("three zones, and all sizes on offer", True, 2),
                    ("14 ms from the main house", True, 1),
                ),
                _option(
                    "northeurope",
                    "North Europe",
                    1,
                    "14904.00",
                    ("a little cheaper", True, 1),
                    ("31 ms from the main house", False, 1),
                ),
            ),
            "West Europe: near, with three zones.",
            "A price difference above 15 %, or a rule that keeps data in another country.",
            needs_sign_off=False,
        ),
    )


def example_questions() -> tuple[OpenQuestion, ...]:
    """Return what is still to be asked."""
    return (
        OpenQuestion(
            "USR-08",
            "login_storm_users_5min",
            "How many people sign in within five minutes at shift change?",
            ("RK-PER-01", "production.application.nodes"),
            "Marek Nowak",
            date(2026, 12, 11),
            "60",
        ),
        OpenQuestion(
            "DEP-05",
            "hybrid_bandwidth_mbps",
            "How much bandwidth is free for copying data?",
            ("RK-MIG-05",),
            "",
            None,
            "200",
        ),
        OpenQuestion(
            "REC-19",
            "dr_test_last_months",
            "When was recovery in another place last exercised?",
            ("RK-DR-01", "recovery.failover_minutes"),
            "Anna Weiß",
            date(2026, 12, 4),
            "999 (never)",
        ),
    )


def example_notes() -> tuple[Note, ...]:
    """Return the remarks on the answers."""
    return (
        Note("wish", "The client wished Kubernetes; virtual machines were decided.", ("platform",)),
        Note("disagreement", "38 interfaces were stated, 6 are listed.", ("interface_count",)),
        Note(
            "implausible",
            "Two legal entities for three sites is unusual for a hospital group.",
            ("legal_entities",),
        ),
        Note(
            "limit",
            "Concurrency above 300 is outside the measured range; the curve is extrapolated.",
            ("peak_concurrent_users",),
        ),
        Note(
            "assumption", "Log volume of 6.2 GiB a day is a default, not a measurement.", ("log_gib_per_day",)
        ),
    )


def _fact(name: str, value: Any, origin: Any, trail: str, standing: Standing) -> Fact:
    return Fact(name, value, origin, trail, standing)


def example_facts() -> Mapping[str, Fact]:
    """Return some of the vocabulary, one fact of every kind."""
    facts = (
        _fact("peak_concurrent_users", 320, "answer", "Anna Weiß, measured", Standing.MEASURED),
        _fact("named_users", 1450, "answer", "Anna Weiß, documented", Standing.DOCUMENTED),
        _fact("rto_minutes", 60, "rows", "strictest of 6 processes", Standing.STATED),
        _fact("interface_count", 38, "answer", "Anna Weiß, stated", Standing.STATED),
        _fact(
            "login_storm_users_5min",
            60,
            "default",
            "default of USR-08: 60 (general knowledge)",
            Standing.ASSUMED,
        ),
        _fact("mfa_enforced", "admins", "control", "CT-IAM-03 is open", Standing.STATED),
        _fact("platform", "vm", "decision", "decided: virtual machines", Standing.ASSUMED),
        _fact(
            "data_classes", ("DC-PADM", "DC-PAYR", "DC-FIN"), "answer", "Anna Weiß, stated", Standing.STATED
        ),
        _fact(
            "encryption_at_host",
            value=True,
            origin="answer",
            trail="Anna Weiß, stated",
            standing=Standing.STATED,
        ),
        _fact(
            "db_cpu_util_peak_pct",
            58.0,
            "derived",
            "busy share of PostgreSQL at the design hour",
            Standing.ASSUMED,
        ),
        _fact("cert_min_days_left", None, "none", "nobody has said", Standing.UNKNOWN),
    )
    return {fact.name: fact for fact in sorted(facts, key=lambda fact: fact.name)}


def example_figures() -> Mapping[str, Figure]:
    """Return figures whose inputs lead to answers, to rows of tables and to one another."""
    figures = (
        Figure(
            "demand.design_hour.cpu_cores",
            "CPU cores kept busy in the design hour",
            9.4,
            "cores",
            "sum over operation classes of operations a second x CPU seconds an operation",
            (
                Input("active users", 381.0, "users", "Peak concurrent users: Anna Weiß, measured", ""),
                Input(
                    "growth of users",
                    1.191,
                    "x",
                    "User growth a year: Anna Weiß, stated",
                    "demand.user_growth",
                ),
                Input("headroom", 1.2, "x", "default of CON-19 (judgement)", ""),
            ),
            "utilisation law",
        ),
        Figure(
            "demand.user_growth",
            "Growth of users over the horizon",
            1.191,
            "x",
            "(1 + growth a year) to the power of the years",
            (
                Input("growth a year", 0.06, "", "Anna Weiß, stated"),
                Input("years", 3, "years", "Anna Weiß, stated"),
            ),
            "compound growth",
        ),
        Figure(
            "production.application.workers",
            "Odoo workers in production",
            32,
            "workers",
            "the larger of the model's own answer and the floor",
            (
                Input("model", 21, "workers", "queue at the design hour", "demand.design_hour.cpu_cores"),
                Input("vendor's rule", 64, "workers", "Odoo deployment guide: six active users a worker"),
            ),
            "vendor rule as a floor until measured",
        ),
        Figure(
            "cost.monthly_usd",
            "Cost a month",
            "15413.82",
            "USD a month",
            "list price less discount, plus contingency and tax",
            (
                Input("list", "14750.06", "USD a month", "line items"),
                Input("discount", 0.05, "", "default of BUD-13"),
                Input("contingency", 0.1, "", "Anna Weiß, stated"),
            ),
            "sum of line items",
        ),
        Figure(
            "recovery.restore_hours",
            "Full restore from backup",
            2.43,
            "hours",
            "database and filestore volume over the restore rate, plus replay",
            (
                Input("database", 626.0, "GiB", "Tenants: Anna Weiß, stated", "data.database_gib"),
                Input("restore rate", 180.0, "MiB/s", "measured on a reference system"),
            ),
            "volume over rate",
        ),
        Figure(
            "data.database_gib",
            "Database at the end of the horizon",
            626.0,
            "GiB",
            "size now + growth a month x months",
            (
                Input("now", 410.0, "GiB", "Anna Weiß, stated"),
                Input("growth", 6.0, "GiB/month", "Anna Weiß, stated"),
            ),
            "linear growth",
        ),
    )
    return {figure.name: figure for figure in sorted(figures, key=lambda figure: figure.name)}
