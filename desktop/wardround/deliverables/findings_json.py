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
from wardround.deliverables.published_tuning import PUBLISHED_TUNING
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import (
    Activity,
    Alternative,
    Availability,
    ClassPerformance,
    ClosedPeriod,
    CommitmentChoice,
    Comparison,
    CostGroup,
    CutoverNight,
    CutoverStep,
    DataSizes,
    Decision,
    DecisionDate,
    DesignHour,
    DiskChoice,
    Fact,
    Findings,
    FiredRisk,
    HourPerformance,
    LineItem,
    Need,
    Note,
    Odds,
    OpenQuestion,
    Option,
    Part,
    PatternResult,
    Performance,
    PlanBreak,
    ProcessRecovery,
    Reason,
    RecoveryStep,
    RequiredControl,
    Resilience,
    Roadmap,
    RoleLoad,
    RoleSizing,
    ServiceDemand,
    Setting,
    Totals,
    Wave,
)
from wardround.engine.findings.controls import (
    ControlEffect,
    ControlReview,
    ControlStanding,
    ControlSwitch,
    Coverage,
    OpenedRisk,
    RegimeStanding,
)
from wardround.engine.findings.data_map import CarriedClass, CopyPlace, DataMap, DatasetStanding, ResidencyBreach
from wardround.engine.findings.decisions import Overrule
from wardround.engine.findings.kubernetes import (
    Duty,
    NodePool,
    PlatformComparison,
    PlatformDifference,
    PlatformServers,
    Pods,
    Responsibility,
)
from wardround.engine.findings.monitoring import WatchedSignal
from wardround.engine.findings.operating import (
    DutySplit,
    MaturityPart,
    OperatedDuty,
    OperatingModel,
    OperatingTerm,
    OperatingWay,
    ServiceTarget,
    TenancyPlace,
)
from wardround.engine.findings.purchase import (
    MixPart,
    PurchaseCase,
    PurchaseComparison,
    PurchaseMix,
    PurchaseRegret,
    PurchaseTier,
    PurchaseWay,
)
from wardround.engine.findings.regions import RegionComparison, RegionRow, SizeSwap
from wardround.engine.findings.resilience import Contradiction, Proof, RecoveryFix
from wardround.engine.findings.risk import Acceptance, ExpectedLoss
from wardround.engine.findings.safeguards import (
    BackupPlan,
    BackupRun,
    Failure,
    Fallback,
    RecoveryTest,
    Retention,
    Safeguards,
    StoppedProcess,
    VaultYear,
)
from wardround.engine.findings.scaling import (
    Autoscaling,
    EnvironmentHours,
    Layout,
    NodesInHour,
    Schedules,
    TierLayouts,
)
from wardround.engine.findings.spread import Band, Chance, Grade, RunwayYear, Spread, Swing, WorthAsking
from wardround.engine.findings.tenants import TenantComparison, TenantDesign, TenantRow

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
        "because", "source", "accountable", "consulted", "informed", "earliest_starts", "earliest_ends",
        "earliest_slack_days", "earliest_critical", "parts",
    ),
    Alternative: ("sku", "nodes", "monthly_usd", "verdict", "reason", "predicted_p95_s"),
    Availability: ("name", "monthly_share", "minutes_lost_per_year", "words", "source"),
    ClassPerformance: (
        "model_class", "per_s", "mean_response_s", "p95_response_s", "target_p95_s", "meets_target",
        "p50_response_s", "p99_response_s",
    ),
    ClosedPeriod: ("name", "starts", "ends", "stops_work", "because"),
    CommitmentChoice: (
        "option", "monthly_usd", "saving_share", "break_even_month", "words", "worst_regret_usd", "worst_loss_usd",
        "expected_usd",
    ),
    CostGroup: ("name", "monthly_usd"),
    CutoverNight: (
        "starts", "ends", "steps", "way_back", "window_hours", "hours", "hours_low", "hours_high", "back_hours",
        "no_return", "decide_back_by", "spare_hours", "words",
    ),
    CutoverStep: (
        "name", "starts", "ends", "minutes_low", "minutes_likely", "minutes_high", "who", "check", "words", "source",
    ),
    DataSizes: (
        "database_gib_now", "database_gib", "filestore_gib_now", "filestore_gib", "working_set_gib",
        "wal_mib_per_s_peak", "wal_gib_per_day", "log_gib_per_day", "backup_vault_gib", "egress_gib_per_month",
        "redis_gib", "database_iops", "database_mib_per_s",
    ),
    Decision: (
        "decision_id", "question", "chosen", "wished", "options", "words", "would_change", "needs_sign_off",
        "advised", "overrule", "ends_on",
    ),
    DecisionDate: ("decision_id", "by", "activity_id", "words"),
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
        "controls", "due_phase", "source", "acceptance", "loss",
    ),
    HourPerformance: (
        "day_type", "hour_utc", "application_util_share", "database_util_share", "worker_util_share",
        "mean_response_s", "p95_response_s", "saturated", "full",
    ),
    Input: ("name", "value", "unit", "source", "figure"),
    LineItem: (
        "line_id", "environment", "tenant", "tier", "role", "item", "sku", "quantity", "units_per_month", "unit",
        "meter", "region", "unit_price_usd", "price_date", "borrowed_from", "purchase_option", "monthly_usd",
        "months_first_year", "months_in_horizon", "recurs", "once_usd", "note", "source", "ends",
    ),
    Need: ("name", "needed", "given", "used_share", "unit", "words", "caution_factor"),
    Note: ("kind", "text", "about"),
    Odds: ("go_live_p50", "go_live_p80", "finish_p50", "finish_p80", "on_time_share"),
    OpenQuestion: ("question_id", "fact", "text", "matters_for", "owner", "due", "default"),
    Option: ("option_id", "title", "score", "monthly_usd", "reasons"),
    Part: ("name", "effort_days_low", "effort_days_likely", "effort_days_high", "starts", "ends"),
    PatternResult: (
        "pattern_id", "name", "failure_scope", "rto_minutes", "rto_minutes_high", "rpo_minutes", "extra_monthly_usd",
        "meets", "eligible", "why_not", "steps",
        "pattern_class",
    ),
    Performance: (
        "method", "validated", "workers", "vendor_rule_workers", "vendor_ratio", "vendor_words", "bottleneck",
        "limits", "design_hour", "classes", "hours",
    ),
    PlanBreak: ("kind", "about", "words"),
    ProcessRecovery: (
        "key", "name", "rto_minutes", "rpo_minutes", "promised_rto_minutes", "promised_rpo_minutes",
        "effective_rto_minutes", "limited_by", "meets_rto", "meets_rpo", "workaround", "workaround_hours",
        "unknown_needs",
        "closing", "mtd_minutes", "proven",
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
        "proofs", "contradictions", "fixes",
    ),
    Roadmap: (
        "activities", "waves", "critical_path", "starts", "go_live", "finish", "target", "effort_days_low",
        "effort_days_likely", "effort_days_high", "one_time_usd", "words", "earliest_go_live", "earliest_finish",
        "earliest_path", "odds", "people", "closed", "decide_by", "cutover", "breaks", "calendar_words",
    ),
    RoleLoad: ("role", "effort_days", "fte", "busy_weeks", "fte_for_target", "waited_days", "stated", "sooner_days"),
    RoleSizing: (
        "environment", "tenant", "tier", "role", "sku", "series", "nodes", "vcpus", "memory_gib", "zones", "disks",
        "needs", "binding", "busy_share", "alternatives", "marks", "carries", "monthly_usd", "platform",
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
    Wave: (
        "number", "title", "members", "reason", "starts", "ends", "rehearsal", "rollback", "acceptance", "owner",
        "waits_for", "pinned",
    ),
    Comparison: (
        "kubernetes", "autoscaling", "layouts", "schedules", "controls", "purchase", "regions", "tenants", "tuning",
        "methods", "by_hand", "load_test",
    ),
    PurchaseComparison: (
        "months", "cases", "tiers", "regrets", "payg_monthly_usd", "priced_monthly_usd", "monthly_usd", "expected_usd",
        "payg_expected_usd", "worst_regret_usd", "without_ratio", "words", "judgement",
    ),
    PurchaseCase: ("course", "weight", "words"),
    PurchaseRegret: ("option", "course", "month", "against_payg_usd"),
    PurchaseTier: (
        "environment", "tenant", "tier", "role", "sku", "nodes", "hours_per_month", "hours_words", "payg_monthly_usd",
        "ways", "least_regret", "least_expected", "recommended", "words",
    ),
    PurchaseWay: (
        "option", "allowed", "monthly_usd", "saving_share", "break_even_month", "saved_usd", "worst_loss_usd",
        "worst_regret_usd", "worst_case", "expected_usd", "why_not", "words",
    ),
    PurchaseMix: ("parts", "monthly_usd", "worst_regret_usd", "worst_case", "expected_usd"),
    MixPart: ("option", "nodes", "break_even_month"),
    RegionComparison: ("rows", "words", "note"),
    RegionRow: (
        "region", "name", "country", "rank", "chosen", "why_listed", "monthly_usd", "against_chosen_share",
        "servers_usd", "services_usd", "zones", "paired_region", "recovery_region", "recovery_distance_km", "inside",
        "residency", "restricted_access", "borrowed_share", "borrowed_lines", "unpriced_lines", "swaps", "missing",
        "distance_km", "ruled_out", "reasons_for", "reasons_against",
    ),
    SizeSwap: ("role", "environment", "tenant", "sku", "nodes", "taken", "taken_nodes"),
    TenantComparison: (
        "rows", "designs", "headroom_share", "surge_share", "peak_to_peaks_share", "words", "note",
    ),
    TenantRow: (
        "tenant", "name", "tenancy", "own_monthly_usd", "shared_monthly_usd", "work_share", "peak_cores", "peak_time",
        "busy_hours_per_month", "coinciding_share", "may_share", "asks", "words",
    ),
    TenantDesign: ("design", "monthly_usd", "servers", "vcpus"),
    PlatformComparison: (
        "decided", "machines_usd", "cluster_usd", "machines_unpriced", "cluster_unpriced", "machines_nodes",
        "cluster_nodes", "machines_vcpus", "cluster_vcpus", "machines_hours", "cluster_hours", "parts", "servers",
        "pools", "duties", "responsibilities", "words",
    ),
    PlatformDifference: ("name", "machines_usd", "cluster_usd", "difference_usd"),
    PlatformServers: (
        "environment", "tenant", "role", "machines_nodes", "machines_sku", "machines_usd", "cluster_nodes",
        "cluster_sku", "cluster_usd", "shares_with",
    ),
    NodePool: (
        "environment", "tenant", "role", "sku", "nodes", "vcpus", "memory_gib", "reserved_vcpus", "daemon_vcpus",
        "allocatable_vcpus", "reserved_gib", "eviction_gib", "daemon_gib", "allocatable_gib", "max_pods",
        "fullest_pods", "pods",
    ),
    Pods: ("role", "count", "replicas", "processes", "vcpus", "memory_gib"),
    Duty: ("duty_id", "name", "role", "responsible", "machines_hours", "cluster_hours", "why"),
    Responsibility: ("layer", "machines", "cluster"),
    Autoscaling: (
        "tenant", "sku", "allowed", "recommended", "floor", "ceiling", "committed", "hours", "node_hours",
        "always_on_node_hours", "always_on_usd", "scaled_usd", "saving_usd", "saving_share", "start_minutes", "words",
        "remarks",
    ),
    NodesInHour: ("day_type", "hour_utc", "needed", "running"),
    TierLayouts: ("tier", "tenant", "layouts", "words"),
    Layout: (
        "name", "sku", "nodes", "vcpus", "monthly_usd", "p95_s", "lost_share", "enough", "chosen", "verdict",
    ),
    Schedules: ("chosen", "environments", "words"),
    EnvironmentHours: (
        "environment", "servers", "chosen", "always_on_usd", "office_hours_usd", "on_demand_usd", "fixed_usd",
        "unpriced",
    ),
    Spread: (
        "samples", "bands", "chances", "swings", "worth_asking", "runway", "grade", "words", "limits",
    ),
    Band: ("name", "label", "unit", "single", "p10", "p50", "p90"),
    Chance: ("name", "label", "share", "target", "unit", "words"),
    Swing: (
        "result", "input_id", "label", "standing", "low_value", "high_value", "unit", "at_low", "at_high",
    ),
    WorthAsking: (
        "result", "tier", "input_id", "path", "question_id", "label", "standing", "band_now", "band_then",
        "narrower_share", "artefact", "command",
    ),
    RunwayYear: ("tier", "year", "chance"),
    Grade: ("letter", "words", "definition"),
    Acceptance: ("reason", "owner", "accepted_on", "until", "lapsed"),
    ExpectedLoss: ("per", "low_usd", "likely_usd", "high_usd", "after_likely_usd", "rests_on"),
    ControlReview: ("controls", "coverage", "regimes"),
    ControlStanding: (
        "control_id", "domain", "requirement", "state", "counts_as", "asked_by", "regimes", "owner", "due", "evidence",
        "evidence_to_collect", "reason", "expires", "adds", "treats",
    ),
    ControlEffect: ("vcpus", "memory_gib", "log_gib_per_day", "monthly_usd"),
    Coverage: (
        "kind", "name", "required", "fulfilled", "deviations", "open", "not_verified", "fulfilled_share",
    ),
    RegimeStanding: ("regime_id", "name", "called_for", "applies", "because", "overruled", "mapped"),
    DataMap: (
        "datasets", "copies", "breaches", "unlabelled", "undeclared", "log_days_kept", "log_days_asked", "log_regime",
        "open_points",
    ),
    DatasetStanding: (
        "key", "name", "system", "classes", "strictest", "sensitivity", "min_tenancy", "retention_years",
        "retention_class", "kept_years", "encryption", "logging",
    ),
    CarriedClass: ("class_id", "came"),
    CopyPlace: ("copy", "what", "region", "region_name", "country", "ruled"),
    ResidencyBreach: ("about", "territory", "copy", "region", "ruled", "words"),
    Overrule: ("option_id", "reason", "by", "on"),
    OperatingModel: ("answered", "duties", "ways", "terms", "levels"),
    OperatedDuty: (
        "duty_id", "name", "role", "unit", "count", "hours_low", "hours_likely", "hours_high", "day_rate_usd",
        "hours_per_day", "monthly_usd", "splits", "note", "source",
    ),
    DutySplit: ("model_id", "responsible", "accountable", "consulted", "informed"),
    OperatingWay: (
        "model_id", "title", "client_hours", "provider_hours", "client_people", "client_usd", "provider_usd_low",
        "provider_usd", "provider_usd_high",
    ),
    OperatingTerm: ("subject", "asked", "today", "gap", "source"),
    ServiceTarget: (
        "level_id", "name", "meaning", "clock", "respond_minutes", "update_minutes", "escalate_minutes", "first",
        "escalate_to", "source",
    ),
    MaturityPart: (
        "subject", "part", "name", "level", "top_level", "state", "why", "next_step", "role", "effort_days_low",
        "effort_days_likely", "effort_days_high", "worth", "assumed", "source",
    ),
    TenancyPlace: (
        "environment", "tenant", "name", "tenancy", "place", "why", "shares", "governance", "evidence",
    ),
    WatchedSignal: (
        "signal_id", "kind", "component", "title", "where", "direction", "warning", "critical", "unit", "for_minutes",
        "because", "action", "owner_role", "controls", "source",
    ),
    ControlSwitch: (
        "control_id", "requirement", "monthly_saving_usd", "vcpus_saved", "memory_gib_saved", "log_gib_per_day_saved",
        "opens", "leaves", "unmet",
    ),
    OpenedRisk: ("risk_id", "title", "score_with", "score_without"),
    Proof: (
        "what",
        "months",
        "lasts_months",
        "proven",
        "assumed",
        "words",
    ),
    Contradiction: (
        "kind",
        "process_key",
        "process",
        "about",
        "asked_minutes",
        "found_minutes",
        "via",
        "words",
    ),
    RecoveryFix: (
        "kind",
        "words",
        "rto_minutes",
        "rpo_minutes",
        "meets",
        "extra_monthly_usd",
    ),
    Safeguards: (
        "failures",
        "backups",
        "fallbacks",
    ),
    Failure: (
        "kind",
        "about",
        "name",
        "words",
        "minutes",
        "rpo_minutes",
        "harmless_minutes",
        "everything",
        "stops",
        "cost_usd",
        "cost_at_most",
        "cost_words",
        "proven",
        "source",
    ),
    StoppedProcess: (
        "key",
        "name",
        "criticality",
        "minutes",
        "asked_minutes",
        "late",
        "workaround",
        "tested",
        "carries_minutes",
        "uncovered_minutes",
        "via",
    ),
    BackupPlan: (
        "runs",
        "kept_days",
        "retentions",
        "retention_words",
        "redundancy",
        "copy_region",
        "years",
        "tests",
        "words",
    ),
    BackupRun: (
        "environment",
        "what",
        "interval_minutes",
        "kept_days",
        "why",
        "source",
    ),
    Retention: (
        "name",
        "said_by",
        "years",
        "governs",
        "source",
    ),
    VaultYear: (
        "year",
        "database_gib",
        "filestore_gib",
        "vault_gib",
    ),
    RecoveryTest: (
        "day",
        "kind",
        "name",
        "place",
        "checks",
        "owner",
        "why",
    ),
    Fallback: (
        "key",
        "name",
        "criticality",
        "workaround",
        "trigger",
        "instead",
        "entered_after",
        "entered_usual",
        "carries_minutes",
        "back_minutes",
        "restore_minutes",
        "rpo_minutes",
        "tested",
        "open",
    ),
    **PUBLISHED_TUNING,
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
            "conservative_percentile": _plain(sizing.conservative_percentile),
            "caution_monthly_usd": _plain(sizing.caution_monthly_usd, "caution_monthly_usd"),
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
        "comparison": _plain(findings.comparison),
        "spread": _plain(findings.spread),
        "control_review": _plain(findings.control_review),
        "data_map": _plain(findings.data_map),
        "monitoring": _plain(findings.monitoring),
        "operating": _plain(findings.operating),
        "maturity": _plain(findings.maturity),
        "tenancy": _plain(findings.tenancy),
        "safeguards": _plain(findings.safeguards),
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


def plain(value: object) -> Json:
    """Return a part of the findings as JSON knows it; null for None."""
    return _plain(value)


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
