"""The findings as JSON: a published, versioned form for other programs, described in ``findings.schema.json``.

What is published is named here field by field. A new field of the engine appears only when it is added to the table
and to the schema; a reader of the version never finds a key gone or changed in meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from math import fsum, isfinite

from wardround import __version__
from wardround.assessment import Assessment
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.json_text import Json, json_text
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import (
    Activity,
    Alternative,
    Availability,
    ClassPerformance,
    CommitmentChoice,
    CostGroup,
    DataSizes,
    Decision,
    DesignHour,
    DiskChoice,
    Fact,
    Findings,
    FiredRisk,
    HourPerformance,
    LineItem,
    Need,
    Note,
    OpenQuestion,
    Option,
    PatternResult,
    Performance,
    ProcessRecovery,
    Reason,
    RecoveryStep,
    RequiredControl,
    Resilience,
    Roadmap,
    RoleSizing,
    ServiceDemand,
    Setting,
    Totals,
    Wave,
)

SCHEMA_VERSION = 1
"""Raised when a key goes or changes its meaning. Keys may be added within a version."""

CENT = Decimal("0.01")
PRICE_PLACES = 6
SIGNIFICANT_DIGITS = 10
"""Figures beyond these are noise of the arithmetic and differ between machines."""

# fmt: off
PUBLISHED: Mapping[type, tuple[str, ...]] = {
    Activity: (
        "activity_id", "phase", "title", "predecessors", "effort_days_low", "effort_days_likely", "effort_days_high",
        "starts", "ends", "critical", "slack_days", "responsible", "deliverable", "exit_criterion", "risk_if_skipped",
        "because", "source",
    ),
    Alternative: ("sku", "nodes", "monthly_usd", "verdict", "reason", "predicted_p95_s"),
    Availability: ("name", "monthly_share", "minutes_lost_per_year", "words", "source"),
    ClassPerformance: (
        "model_class", "per_s", "mean_response_s", "p95_response_s", "target_p95_s", "meets_target",
    ),
    CommitmentChoice: ("option", "monthly_usd", "saving_share", "break_even_month", "words"),
    CostGroup: ("name", "monthly_usd"),
    DataSizes: (
        "database_gib_now", "database_gib", "filestore_gib_now", "filestore_gib", "working_set_gib",
        "wal_mib_per_s_peak", "wal_gib_per_day", "log_gib_per_day", "backup_vault_gib", "egress_gib_per_month",
        "redis_gib", "database_iops", "database_mib_per_s",
    ),
    Decision: (
        "decision_id", "question", "chosen", "wished", "options", "words", "would_change", "needs_sign_off",
    ),
    DesignHour: (
        "day_type", "hour_utc", "local_time", "active_users", "operations_per_hour", "cpu_cores", "time_zone",
        "utc_offset_hours",
    ),
    DiskChoice: (
        "purpose", "disk_sku", "kind", "count", "size_gib", "iops", "mbps", "redundancy", "extra_iops", "extra_mbps",
        "why",
    ),
    Fact: ("value", "origin", "trail", "standing"),
    Figure: ("label", "value", "unit", "words", "inputs", "source"),
    FiredRisk: (
        "category", "title", "cause", "event", "consequence", "likelihood", "impact", "score",
        "residual_likelihood", "residual_impact", "because", "assumed", "mitigation", "owner_role", "evidence",
        "controls", "due_phase", "source",
    ),
    HourPerformance: (
        "day_type", "hour_utc", "application_util_share", "database_util_share", "worker_util_share",
        "mean_response_s", "p95_response_s", "saturated",
    ),
    Input: ("name", "value", "unit", "source", "figure"),
    LineItem: (
        "line_id", "environment", "tenant", "tier", "role", "item", "sku", "quantity", "units_per_month", "unit",
        "meter", "region", "unit_price_usd", "price_date", "borrowed_from", "purchase_option", "monthly_usd",
        "months_first_year", "months_in_horizon", "recurs", "once_usd", "note", "source", "ends",
    ),
    Need: ("name", "needed", "given", "used_share", "unit", "words"),
    Note: ("kind", "text", "about"),
    OpenQuestion: ("question_id", "fact", "text", "matters_for", "owner", "due", "default"),
    Option: ("option_id", "title", "score", "monthly_usd", "reasons"),
    PatternResult: (
        "pattern_id", "name", "failure_scope", "rto_minutes", "rto_minutes_high", "rpo_minutes", "extra_monthly_usd",
        "meets", "eligible", "why_not", "steps",
    ),
    Performance: (
        "method", "validated", "workers", "vendor_rule_workers", "vendor_ratio", "vendor_words", "bottleneck",
        "design_hour", "classes", "hours",
    ),
    ProcessRecovery: (
        "key", "name", "rto_minutes", "rpo_minutes", "promised_rto_minutes", "promised_rpo_minutes",
        "effective_rto_minutes", "limited_by", "meets_rto", "meets_rpo", "workaround", "workaround_hours",
        "unknown_needs",
    ),
    RequiredControl: ("control_id", "state", "in_force"),
    Reason: ("text", "for_it", "weight", "facts"),
    RecoveryStep: (
        "name", "stage", "order", "may_overlap", "minutes_low", "minutes_likely", "minutes_high", "words", "source",
    ),
    Resilience: (
        "pattern_id", "pattern_name", "met", "words", "recovery_region", "database_nodes", "quorum_nodes",
        "synchronous", "recovery_database_nodes", "recovery_application_share", "restore_hours", "failover_minutes",
        "data_restore_minutes", "restore_misses", "patterns", "processes", "backup_steps",
    ),
    Roadmap: (
        "activities", "waves", "critical_path", "starts", "go_live", "finish", "target", "effort_days_low",
        "effort_days_likely", "effort_days_high", "one_time_usd", "words",
    ),
    RoleSizing: (
        "environment", "tenant", "tier", "role", "sku", "series", "nodes", "vcpus", "memory_gib", "zones", "disks",
        "needs", "binding", "busy_share", "alternatives", "marks", "carries", "monthly_usd",
    ),
    ServiceDemand: (
        "model_class", "application_cpu_s", "database_cpu_s", "other_hold_s", "wal_bytes", "response_bytes",
        "http_requests", "blocks_read", "blocks_written", "commits", "standing", "source",
    ),
    Setting: ("component", "name", "value", "why", "source"),
    Totals: (
        "list_monthly_usd", "discount_monthly_usd", "contingency_monthly_usd", "tax_monthly_usd", "monthly_usd",
        "yearly_usd", "horizon_usd", "once_usd", "unpriced_lines", "borrowed_lines", "words",
        "discountable_monthly_usd", "steady_monthly_usd", "temporary_monthly_usd", "temporary_until", "unpriced_items",
    ),
    Wave: ("number", "title", "members", "reason"),
}
# fmt: on


def findings_json(assessment: Assessment, findings: Findings) -> str:
    """Return the findings as JSON text: the same text for the same input.

    Money has two decimals, unit prices up to six, everything else at most ten significant digits. What is not known
    is null; a text that says nothing is empty.
    """
    return json_text(_document(assessment, findings))


def _document(assessment: Assessment, findings: Findings) -> Mapping[str, Json]:
    cost, sizing, demand = findings.cost, findings.sizing, findings.demand
    engagement = assessment.engagement
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": findings.as_of.isoformat(),
        "scenario": findings.scenario,
        "product": {"name": "Wardround", "version": __version__, "rules": findings.knowledge_version},
        "engagement": {
            "client": engagement.client,
            "project": engagement.project,
            "author": engagement.author,
            "confidentiality": engagement.confidentiality,
            "fingerprint": fingerprint(assessment),
        },
        "catalogue": {
            "price_dates": {"oldest": cost.price_date_oldest, "newest": cost.price_date_newest},
            "regions": list(cost.regions),
            "currency": "USD",
        },
        "exchange": {
            "currency": cost.currency,
            "rate": _exact(cost.exchange_rate),
            "date": cost.exchange_rate_date or None,
        },
        "totals": {
            **_fields(cost.totals),
            "horizon_years": cost.horizon_years,
            "discount_share": _exact(cost.discount_share),
            "contingency_share": _exact(cost.contingency_share),
            "tax_share": _exact(cost.tax_share),
        },
        "line_items": _plain(cost.lines),
        "cost_groups": _plain(cost.groups),
        "cost_by_environment": _plain(cost.by_environment),
        "commitments": _plain(cost.commitments),
        "sizing": {
            "region": sizing.region,
            "purchase_option": sizing.purchase_option,
            "interfaces_carried": sizing.interfaces_carried,
            "floor_monthly_usd": _plain(sizing.floor_monthly_usd, "floor_monthly_usd"),
        },
        "roles": _plain(findings.deployment),
        "settings": [
            {"environment": role.environment, "tenant": role.tenant, "role": role.role, **_fields(setting)}
            for role in findings.deployment
            for setting in role.settings
        ],
        "design_hour": _plain(demand.design_hour),
        "demand": {
            "think_time_s": _plain(demand.think_time_s),
            "user_growth_factor": _plain(demand.user_growth_factor),
            "data_growth_factor": _plain(demand.data_growth_factor),
            "headroom_factor": _plain(demand.headroom_factor),
            "services": _plain(demand.services),
            "hours": list(_hours(findings)),
        },
        "performance": _plain(sizing.performance),
        "data_sizes": _plain(sizing.data),
        "recovery": _plain(findings.resilience),
        "availability": {
            "whole": _plain(findings.resilience.availability),
            "parts": _plain(findings.resilience.availability_parts),
        },
        "decisions": _plain(findings.decisions),
        "controls": _plain(findings.controls),
        "risks": [{"id": risk.risk_id, **_fields(risk)} for risk in findings.risks],
        "roadmap": _plain(findings.roadmap),
        "open_questions": _plain(findings.open_questions),
        "notes": _plain(findings.notes),
        "facts": {name: _plain(findings.facts[name]) for name in sorted(findings.facts)},
        "figures": {name: _plain(findings.figures[name]) for name in sorted(findings.figures)},
    }


def _hours(findings: Findings) -> Iterator[Json]:
    """Yield the load of each hour of each day type, the operations of all classes together."""
    demand = findings.demand
    for day, day_type in enumerate(demand.day_types):
        for hour, active_users in enumerate(demand.active_users[day]):
            yield {
                "day_type": day_type,
                "hour_utc": hour,
                "active_users": _plain(active_users),
                "interactive_per_s": _plain(fsum(demand.interactive_per_s[day][hour])),
                "machine_per_s": _plain(fsum(demand.machine_per_s[day][hour])),
                "batch_per_s": _plain(fsum(demand.batch_per_s[day][hour])),
                "running_reports": _plain(demand.running_reports[day][hour]),
            }


def _fields(value: object) -> dict[str, Json]:
    return {name: _plain(getattr(value, name), name) for name in PUBLISHED[type(value)]}


def _plain(value: object, name: str = "") -> Json:
    """Return a value of the engine as JSON knows it; the name of a field says whether a number is money."""
    match value:
        case Enum():
            return str(value.value)
        case None | str() | int():
            return value
        case float() | Decimal():
            return _number(value, name)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return _fields(value)


def _number(value: float | Decimal, name: str) -> float | Decimal | None:
    if isinstance(value, Decimal):
        return _money(value, name) if name.endswith("_usd") else _exact(value)
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0 if isfinite(value) else None


def _money(amount: Decimal, name: str) -> Decimal:
    if name != "unit_price_usd":
        return amount.quantize(CENT, ROUND_HALF_UP)
    exact = amount.normalize()
    digits = exact.as_tuple().exponent
    places = min(PRICE_PLACES, max(2, -digits if isinstance(digits, int) else 2))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _exact(amount: Decimal) -> Decimal:
    return amount.normalize() + 0
