"""What the engine might decide and warn of for the example hospital, with the facts and figures behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from wardround.assessment import Standing
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import Decision, Fact, Note, OpenQuestion, Option, Reason
from wardround.knowledge import FactValue

Origin = Literal["answer", "default", "rows", "control", "decision", "derived", "none"]


def _option(option_id: str, title: str, score: int, monthly: str | None, *reasons: tuple[str, bool, int]) -> Option:
    return Option(
        option_id,
        title,
        score,
        tuple(
            Reason(text, for_it, weight, ("peak_concurrent_users", "phi_present")) for text, for_it, weight in reasons
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
        Note("assumption", "Log volume of 6.2 GiB a day is a default, not a measurement.", ("log_gib_per_day",)),
    )


def _fact(name: str, value: FactValue, origin: Origin, trail: str, standing: Standing) -> Fact:
    return Fact(name, value, origin, trail, standing)


def example_facts() -> Mapping[str, Fact]:
    """Return some of the vocabulary, one fact of every kind."""
    facts = (
        _fact("peak_concurrent_users", 320, "answer", "Anna Weiß, measured", Standing.MEASURED),
        _fact("response_target_p95_ms", 2000, "answer", "Anna Weiß, stated", Standing.STATED),
        _fact("restore_test_last_months", 14, "answer", "Anna Weiß, stated", Standing.STATED),
        _fact("dr_test_last_months", 999, "default", "default of REC-19: never (judgement)", Standing.ASSUMED),
        _fact("cost_to_budget_ratio", 0.7464, "derived", "monthly cost over the budget", Standing.ASSUMED),
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
        _fact("data_classes", ("DC-PADM", "DC-PAYR", "DC-FIN"), "answer", "Anna Weiß, stated", Standing.STATED),
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
            "cost.steady_monthly_usd",
            "Cost of a steady month",
            "15413.82",
            "USD a month",
            "the cost of a month less what the lines that end add to it",
            (Input("Cost a month", "15413.82", "USD a month", "the bill", "cost.monthly_usd"),),
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
