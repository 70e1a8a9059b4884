"""Which columns of a table stand on the page before somebody asks for all: a matter of looks, not of meaning."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.workshop.shapes import columns_of

_MAIN: Mapping[str, tuple[str, ...]] = {
    "organisation.sites": ("name", "country", "time_zone", "wan_latency_ms", "wan_bandwidth_mbps"),
    "tenants.tenants": ("name", "database", "database_gib", "filestore_gib", "peak_users", "placement"),
    "modules.modules": ("module_id", "state", "criticality", "users", "business_owner"),
    "people.roles": ("name", "site", "activity_level", "head_count", "active_share"),
    "people.activity_overrides": ("activity_level", "think_time_s", "mix"),
    "volumes.documents": ("document_type", "tenant", "per_day", "lines"),
    "calendar.profiles": ("profile", "day_type", "hour_shares"),
    "calendar.freezes": ("name", "starts", "ends"),
    "calendar.pins": ("member", "wave", "day"),
    "reports.reports": ("name", "runs_per_day", "duration_minutes", "starts_at_hour", "reads_replica"),
    "reports.jobs": ("name", "model_class", "operations", "starts_at_hour", "window_hours"),
    "interfaces.interfaces": ("name", "interface_type", "system", "messages_per_day", "criticality"),
    "dependencies.systems": ("name", "kind", "location", "moves", "criticality"),
    "dependencies.edges": ("source", "target", "kind", "evidence"),
    "data.datasets": ("name", "data_class", "system", "retention_years", "size_gib"),
    "compliance.control_states": ("control_id", "state", "evidence"),
    "compliance.regime_choices": ("regime_id", "reason"),
    "compliance.accepted_risks": ("risk_id", "reason", "owner", "accepted_on", "until"),
    "recovery.processes": ("name", "rto_minutes", "rpo_minutes", "mtd_hours", "criticality", "workaround"),
    "recovery.module_objectives": ("module_id", "rto_minutes", "rpo_minutes"),
    "platform.decisions_taken": ("decision_id", "option", "reason", "owner", "decided_on"),
    "platform.pins": ("environment", "role", "tenant", "sku", "nodes"),
    "operations.team": ("role", "fte"),
    "budget.lines": ("name", "kind", "quantity", "unit", "unit_price_usd", "recurs"),
    "baseline.servers": ("name", "role", "vcpus", "memory_gib", "disk_gib", "cpu_p95_share"),
    "baseline.measured_demands": ("model_class", "application_cpu_ms", "database_cpu_ms", "samples"),
}


def main_columns(table: str) -> frozenset[str]:
    """Return the names of the columns that stand on the page at first."""
    return frozenset(_MAIN.get(table) or (column.name for column in columns_of(table)))
