"""What of tuning, ways to size, sizes set by hand and the load test goes out as JSON, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.engine.findings.by_hand import SetByHand, SizeVerdict
from wardround.engine.findings.load_test import (
    LoadData,
    LoadInterface,
    LoadJob,
    LoadOperation,
    LoadServers,
    LoadShare,
    LoadStage,
    LoadTest,
    LoadUsers,
    PassCriterion,
)
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.findings.tuning import Tuning, TuningMeasure

# fmt: off
PUBLISHED_TUNING: Mapping[type, tuple[str, ...]] = {
    Tuning: ("p95_s", "monthly_usd", "measures", "saves_nothing", "words"),
    TuningMeasure: (
        "kind", "about", "title", "change", "saved_usd", "p95_kept_s", "p95_resized_s", "servers", "effort_days_low",
        "effort_days", "effort_days_high", "effort_usd", "role", "worth_per_day", "verdict",
    ),
    Methods: ("results", "chosen", "why", "gaps", "missing", "follow_measured_usd", "words"),
    MethodResult: (
        "method", "title", "tier", "busy_vcpus", "planned_vcpus", "against_chosen", "agrees", "largest_vcpus", "nodes",
        "sku", "enough", "rests_on", "chosen",
    ),
    SetByHand: ("environment", "tenant", "role", "own", "model", "is_choice", "words"),
    SizeVerdict: ("sku", "nodes", "monthly_usd", "more_usd", "p95_s", "enough", "words"),
    LoadTest: (
        "design_hour", "active_users", "operations_per_hour", "growth_factor", "headroom_factor", "environment",
        "users", "operations", "interfaces", "jobs", "stages", "criteria", "data", "servers", "counted_operations",
        "error_share_shown", "words",
    ),
    LoadUsers: ("level", "name", "users", "think_time_s", "ramp_up_per_minute", "mix"),
    LoadShare: ("model_class", "share"),
    LoadOperation: ("model_class", "name", "kind", "per_hour", "share", "target_p95_s", "predicted_p95_s"),
    LoadInterface: ("key", "name", "interface_type", "direction", "protocol", "operations_per_hour", "stub"),
    LoadJob: ("key", "name", "model_class", "operations_per_hour", "running"),
    LoadStage: ("name", "minutes", "load_share", "servers_lost", "counts", "purpose"),
    PassCriterion: ("what", "at_most", "unit", "why"),
    LoadData: ("what", "amount", "unit", "why"),
    LoadServers: ("tenant", "role", "sku", "nodes", "vcpus", "memory_gib"),
}
# fmt: on
