"""Where each fact comes from: one entry per name of the vocabulary, and the rule that decides when two could speak.

A scalar answer is the origin unless the table below says otherwise. `ORIGINS` holds every name of the vocabulary once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from wardround.assessment import Answer, Assessment, Frozen
from wardround.engine.aggregates import estate, interfaces, recovery, sites, workload
from wardround.engine.aggregates.aggregate import Aggregate
from wardround.knowledge import FactValue, Knowledge

Stage = Literal["facts", "sizing", "resilience", "cost", "decisions", "roadmap"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A scalar answer at a path of the assessment; while it is open, the documented default."""

    path: str

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return "the answer, else the documented default"


@dataclass(frozen=True, slots=True)
class Rows:
    """An aggregate of rows that may also be answered as a scalar.

    `first` says which of the two wins where both are there: the rows (they are the detail behind the scalar), the
    answer (the rows only estimate it), the one with the firmer standing, or both put together by `combine`.
    """

    path: str
    aggregate: Callable[[Assessment, Knowledge], Aggregate | None]
    what: str
    first: Literal["rows", "answer", "both", "firmer"] = "rows"
    combine: Callable[[FactValue, FactValue], FactValue] | None = None
    refines: bool = False
    """Whether the rows speak for single parts and the answer for the whole, so that the two may differ."""

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        if self.first == "rows":
            return f"{self.what} where there are rows, else the answer, else the documented default"
        if self.first == "firmer":
            return f"{self.what} or the answer, whichever stands firmer, else the documented default"
        if self.first == "answer":
            return f"the answer, else {self.what}, else the documented default"
        return f"the answer together with {self.what}, else the documented default"


@dataclass(frozen=True, slots=True)
class Control:
    """The state of a control that says the same as the answer: fulfilled or open decide, else the answer.

    None for `fulfilled` or `opened` means that this state alone does not settle the fact.
    """

    path: str
    control_id: str
    fulfilled: FactValue = True
    opened: FactValue = False

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return f"{self.control_id} where it is fulfilled or open, else the answer, else the documented default"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the fact is the keys of its rows, and stays open while there are none."""

    path: str

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return "the keys of the rows"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a stage decides. Until then the answer, which is a wish, stands in."""

    stage: Stage
    path: str

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return f"the decision of {self.stage}; until then the wish answered, else the documented default"


@dataclass(frozen=True, slots=True)
class Derived:
    """What a stage computes. It stands no firmer than the facts named in `rests_on`."""

    stage: Stage
    label: str
    rests_on: tuple[str, ...]

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return f"computed by {self.stage}"


@dataclass(frozen=True, slots=True)
class NoOrigin:
    """Nothing that is asked or computed tells it; it stays an open question."""

    label: str
    reason: str

    @property
    def rule(self) -> str:
        """Return the rule of precedence in words."""
        return f"open: {self.reason}"


Origin = Answered | Rows | Control | Table | Decided | Derived | NoOrigin


def _longest(rows: FactValue, answer: FactValue) -> FactValue:
    return max(_as_number(rows), _as_number(answer))


def _all_of(rows: FactValue, answer: FactValue) -> FactValue:
    return tuple(sorted({*_as_choices(rows), *_as_choices(answer)}))


def _as_number(value: FactValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _as_choices(value: FactValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


_TABLES = {
    "modules_table": Table("modules.modules"),
    "role_mix_table": Table("people.roles"),
    "tenant_database_table": Table("tenants.tenants"),
    "interface_table": Table("interfaces.interfaces"),
    "current_servers_table": Table("baseline.servers"),
    "rto_by_module_table": Table("recovery.module_objectives"),
    "process_recovery_table": Table("recovery.processes"),
    "team_capacity_table": Table("operations.team"),
}

_ROWS = {
    "jurisdictions": Rows(
        "organisation.jurisdictions",
        sites.jurisdictions_of_sites,
        "the countries of the sites",
        "answer",
    ),
    "site_count": Rows("organisation.site_count", sites.site_count, "the count of sites"),
    "timezones_count": Rows(
        "organisation.timezones_count", sites.timezones_count, "the count of different clocks of the sites"
    ),
    "remote_sites_wan_latency_ms": Rows(
        "organisation.remote_sites_wan_latency_ms",
        sites.slowest_site_ms,
        "the longest round trip of a site",
    ),
    "legal_entities": Rows("organisation.legal_entities", workload.legal_entities, "the sum over the tenants"),
    "odoo_version": Rows("modules.odoo_version", workload.oldest_odoo_version, "the oldest of the tenants"),
    "tier0_module_count": Rows(
        "modules.tier0_module_count", workload.tier0_modules, "the count of applications with criticality 3"
    ),
    "named_users": Rows("people.named_users", workload.head_count, "the head counts of the roles added up", "answer"),
    "peak_concurrent_users": Rows(
        "people.peak_concurrent_users",
        workload.active_people,
        "head count x share active at the busiest hour, added up over the roles",
        "answer",
    ),
    "tx_per_day": Rows("volumes.tx_per_day", workload.documents_per_day, "the documents by type added up", "answer"),
    "lines_per_document": Rows(
        "volumes.lines_per_document",
        workload.lines_per_document,
        "the mean of the documents by type, weighted by their number",
        "answer",
    ),
    "db_size_gb": Rows("volumes.db_size_gb", workload.database_gib, "the sum over the tenants"),
    "db_growth_gb_month": Rows("volumes.db_growth_gb_month", workload.database_growth_gib, "the sum over the tenants"),
    "filestore_gb": Rows("volumes.filestore_gb", workload.filestore_gib, "the sum over the tenants"),
    "filestore_growth_gb_month": Rows(
        "volumes.filestore_growth_gb_month", workload.filestore_growth_gib, "the sum over the tenants"
    ),
    "longest_report_minutes": Rows(
        "reports.longest_report_minutes", workload.longest_report_minutes, "the longest of the reports"
    ),
    "batch_window_hours": Rows(
        "reports.batch_window_hours",
        workload.batch_window_hours,
        "the hours of a working day inside the window of a job",
        "answer",
    ),
    "interface_count": Rows("interfaces.interface_count", interfaces.interface_count, "the count of interfaces"),
    "realtime_interface_count": Rows(
        "interfaces.realtime_interface_count",
        interfaces.realtime_interface_count,
        "the count of interfaces whose caller waits",
    ),
    "interface_msgs_per_hour_peak": Rows(
        "interfaces.interface_msgs_per_hour_peak",
        interfaces.peak_messages_per_hour,
        "the busiest hours of all interfaces added up",
        "firmer",
    ),
    "interface_catalogue_pct": Rows(
        "interfaces.interface_catalogue_pct",
        interfaces.catalogued_pct,
        "the share of interfaces that are documented and owned",
    ),
    "interface_retry_pct": Rows(
        "interfaces.interface_retry_pct", interfaces.retry_pct, "the share of interfaces that can retry"
    ),
    "hl7_fhir_used": Rows("interfaces.hl7_fhir_used", interfaces.hl7_or_fhir, "the protocols of the interfaces"),
    "edi_used": Rows("interfaces.edi_used", interfaces.edi, "the protocols of the interfaces"),
    "legacy_protocols": Rows(
        "interfaces.legacy_protocols", interfaces.legacy_protocols, "an interface over an old protocol"
    ),
    "bank_links": Rows("interfaces.bank_links", interfaces.bank_links, "the count of bank and payment links"),
    "integration_test_env": Rows(
        "interfaces.integration_test_env",
        interfaces.endpoints_for_tests,
        "whether every interface has a test endpoint",
    ),
    "unmovable_dependencies": Rows(
        "dependencies.unmovable_dependencies", estate.staying_systems, "the count of systems that stay on site"
    ),
    "identity_dependency_onprem": Rows(
        "dependencies.identity_dependency_onprem",
        estate.sign_in_on_premises,
        "a sign-in that leads to a system on site",
    ),
    "third_party_saas_count": Rows(
        "dependencies.third_party_saas_count", estate.saas_services, "the count of outside services"
    ),
    "data_classes": Rows(
        "data.data_classes",
        estate.data_classes,
        "the classes of datasets, interfaces and tenants",
        "both",
        _all_of,
    ),
    "card_data_present": Rows(
        "data.card_data_present", estate.card_data, "a dataset, interface or tenant with class DC-CARD"
    ),
    "controlled_substances": Rows(
        "data.controlled_substances",
        estate.controlled_substances,
        "a dataset, interface or tenant with class DC-CTRL",
    ),
    "retention_years_required": Rows(
        "data.retention_years_required",
        estate.longest_retention_years,
        "the longest retention of a dataset",
        "both",
        _longest,
    ),
    "residency_required": Rows(
        "compliance.residency_required", estate.residency, "a dataset that must stay in a territory"
    ),
    "baseline_available": Rows(
        "baseline.baseline_available", estate.measured_baseline, "servers or demands with measured use"
    ),
    "rto_minutes": Rows(
        "recovery.rto_minutes",
        recovery.strictest_rto_minutes,
        "the strictest process or application, closing days included",
        refines=True,
    ),
    "rpo_minutes": Rows(
        "recovery.rpo_minutes",
        recovery.strictest_rpo_minutes,
        "the strictest process or application, closing days included",
        refines=True,
    ),
    "mtd_hours": Rows(
        "recovery.mtd_hours", recovery.shortest_downtime_hours, "the shortest of the processes", refines=True
    ),
    "continuity_workaround": Rows(
        "recovery.continuity_workaround",
        recovery.weakest_workaround,
        "the weakest workaround of a process with criticality 4 or 5",
        refines=True,
    ),
    "workaround_sustain_hours": Rows(
        "recovery.workaround_sustain_hours",
        recovery.shortest_workaround_hours,
        "the workaround that carries shortest",
        refines=True,
    ),
}

_CONTROLS = {
    "masking_in_nonprod": Control("data.masking_in_nonprod", "CT-DAT-02"),
    "baa_signed": Control("compliance.baa_signed", "CT-VEN-01", "in_place", "missing"),
    "pim_enabled": Control("compliance.pim_enabled", "CT-PAM-01"),
    "tls_internal": Control("compliance.tls_internal", "CT-ENC-04"),
    # What is open today may well be planned.
    "waf_present": Control("compliance.waf_present", "CT-NET-03", opened=None),
    "edr_planned": Control("compliance.edr_planned", "CT-EDR-01", opened=None),
    # Open says that something of the control is missing, not what; then the answer is the better witness.
    "public_admin_endpoints": Control("compliance.public_admin_endpoints", "CT-NET-10", fulfilled=False, opened=None),
    "hybrid_link_redundant": Control("dependencies.hybrid_link_redundant", "CT-NET-08", opened=None),
    "wal_archiving": Control("recovery.wal_archiving", "CT-BKP-01", opened=None),
    "bia_done": Control("recovery.bia_done", "CT-DRP-05", opened=None),
    "backup_immutable": Control("recovery.backup_immutable", "CT-BKP-04"),
    "backup_offsite": Control("recovery.backup_offsite", "CT-BKP-05"),
    "filestore_protected": Control("recovery.filestore_protected", "CT-BKP-02"),
    "config_backup": Control("recovery.config_backup", "CT-BKP-03"),
    "dr_capacity_reserved": Control("recovery.dr_capacity_reserved", "CT-DRP-04"),
    "backup_admin_separated": Control("recovery.backup_admin_separated", "CT-BKP-07"),
    "raci_documented": Control("operations.raci_documented", "CT-GOV-02"),
    "msp_sla_defined": Control("operations.msp_sla_defined", "CT-VEN-02", opened=None),
    "runbooks_exist": Control("operations.runbooks_exist", "CT-DRP-01"),
    "alerting_tuned": Control("operations.alerting_tuned", "CT-MON-02"),
    "break_glass": Control("operations.break_glass", "CT-PAM-04"),
    "shared_admin_accounts": Control("operations.shared_admin_accounts", "CT-IAM-01", fulfilled=False, opened=None),
    "cert_management": Control("operations.cert_management", "CT-CRT-01", "automated", "manual"),
    "cert_inventory": Control("operations.cert_inventory", "CT-CRT-02"),
    "cost_owner_named": Control("budget.cost_owner_named", "CT-COS-01", opened=None),
}

_DECIDED = {
    "azure_region": Decided("decisions", "platform.azure_region"),
    "tenancy": Decided("decisions", "platform.tenancy"),
    "platform": Decided("decisions", "platform.platform"),
    "db_service_model": Decided("decisions", "platform.db_service_model"),
    "redis_role": Decided("decisions", "platform.redis_role"),
    "redis_ha": Decided("decisions", "platform.redis_ha"),
    "ingress_ha": Decided("decisions", "platform.ingress_ha"),
    "ha_scope": Decided("decisions", "recovery.ha_scope"),
    "replication": Decided("decisions", "recovery.replication"),
    "failover_automated": Decided("decisions", "recovery.failover_automated"),
}

_LOAD = ("peak_concurrent_users", "interface_msgs_per_hour_peak", "custom_module_count")
_WRITES = ("tx_per_day", "write_mb_per_s_peak")
_DATA = ("db_size_gb", "filestore_gb")

_DERIVED = {
    "highest_sensitivity": Derived("facts", "Highest sensitivity of the data", ("data_classes",)),
    "min_breach_hours": Derived("facts", "Shortest breach notice (hours)", ("regimes",)),
    "peak_to_average_ratio": Derived(
        "facts", "Peak against typical users", ("peak_concurrent_users", "avg_concurrent_users")
    ),
    "uncertainty_pct": Derived("sizing", "Uncertainty of the sizing", ("evidence_level",)),
    "app_cpu_util_peak_pct": Derived("sizing", "Application CPU at the peak, one node lost", _LOAD),
    "db_cpu_util_peak_pct": Derived("sizing", "Database CPU at the peak", _LOAD),
    "worker_util_peak_pct": Derived("sizing", "Busy workers at the peak, one node lost", _LOAD),
    "db_working_set_fit_pct": Derived("sizing", "Working set that fits in memory", ("db_size_gb", "hot_data_pct")),
    "db_iops_util_pct": Derived("sizing", "Use of the database's IOPS limit", _WRITES),
    "db_mbps_util_pct": Derived("sizing", "Use of the database's throughput limit", _WRITES),
    "vm_disk_cap_ratio": Derived("sizing", "Disk IOPS bought against the VM's limit", _WRITES),
    "pg_connections_util_pct": Derived("sizing", "Use of the database connections", ("peak_concurrent_users",)),
    "redis_mem_util_pct": Derived("sizing", "Use of Redis memory", ("peak_concurrent_users",)),
    "batch_window_util_pct": Derived("sizing", "Use of the batch window", ("batch_window_hours",)),
    "interface_worker_util_pct": Derived(
        "sizing", "Busy integration workers at the interface peak", ("interface_msgs_per_hour_peak",)
    ),
    "disk_months_to_full": Derived(
        "sizing", "Months until the database disk is full", ("db_size_gb", "db_growth_gb_month")
    ),
    "wal_mb_per_s_peak": Derived("sizing", "Transaction log at the peak", _WRITES),
    "single_instance_tiers": Derived("resilience", "Production tiers on one node", ("rto_minutes",)),
    "colocated_tiers": Derived("sizing", "Production roles that share a VM", ("peak_concurrent_users",)),
    "redis_nodes": Derived("sizing", "Redis nodes", ("redis_role",)),
    "ingress_nodes": Derived("sizing", "Ingress nodes", ("ingress_ha",)),
    "burstable_in_prod": Derived("sizing", "Burstable sizes in production", ()),
    "uses_nvme_only_sku": Derived("sizing", "Sizes with NVMe disks only", ()),
    "uses_premium_ssd_v2": Derived("sizing", "Premium SSD v2 in use", ()),
    "uses_ultra_disk": Derived("sizing", "Ultra disks in use", ()),
    "sku_available_zones": Derived("sizing", "Fewest zones of a chosen size", ()),
    "sku_available_in_region": Derived("sizing", "All chosen sizes sold in the region", ()),
    "sku_retirement_months": Derived("sizing", "Months to the first retirement of a size", ()),
    "log_gib_per_day": Derived("sizing", "Log volume", ("audit_trail_level",)),
    "egress_gb_month": Derived("sizing", "Data leaving Azure", ("file_transfer_gb_day",)),
    "est_restore_hours": Derived("resilience", "Estimated restore time", _DATA),
    "est_failover_minutes": Derived("resilience", "Estimated failover time", ("rto_minutes",)),
    "pattern_rto_minutes": Derived("resilience", "Recovery time of the chosen pattern", ("rto_minutes", *_DATA)),
    "pattern_rpo_minutes": Derived("resilience", "Data loss of the chosen pattern", ("rpo_minutes",)),
    "dr_pattern_id": Derived("resilience", "Recovery pattern", ("rto_minutes", "rpo_minutes")),
    "replica_lag_seconds_est": Derived("resilience", "Estimated replica lag", _WRITES),
    "asr_churn_util_pct": Derived("resilience", "Use of the Site Recovery churn limit", _WRITES),
    "db_nodes": Derived("resilience", "PostgreSQL nodes in production", ("rto_minutes",)),
    "quorum_nodes": Derived("resilience", "Voters for automatic failover", ("rto_minutes",)),
    "backup_window_hours": Derived("resilience", "Time of a full backup", _DATA),
    "cost_to_budget_ratio": Derived("cost", "Monthly cost against the budget", ("budget_monthly",)),
    "nonprod_cost_share_pct": Derived("cost", "Non-production share of the cost", ("scope_environments",)),
    "reserved_coverage_pct": Derived("cost", "Production compute under commitment", ("commitment_allowed",)),
    "license_month_cost_share_pct": Derived("cost", "Licence share of the cost", ()),
    "tenancy_floor_met": Derived("decisions", "Tenancy meets the floor of the data", ("data_classes",)),
    "tenants_on_host": Derived("decisions", "Tenants on one host", ()),
    "nonprod_shares_prod": Derived("decisions", "Test or training on production hosts", ()),
    "dr_region_allowed": Derived("resilience", "Recovery region allowed", ("residency_required",)),
    "region_zone_count": Derived("decisions", "Zones of the region", ()),
    "cutover_estimate_hours": Derived("roadmap", "Estimated cutover", (*_DATA, "hybrid_bandwidth_mbps")),
    "data_copy_hours": Derived("roadmap", "First copy of the data", (*_DATA, "hybrid_bandwidth_mbps")),
    "effort_to_deadline_ratio": Derived("roadmap", "Critical path against the weeks left", ("deadline_weeks",)),
    "onetime_to_budget_ratio": Derived("roadmap", "Effort against the project budget", ("budget_onetime",)),
}

_NO_ORIGIN = {
    "quota_headroom_pct": NoOrigin(
        "Free vCPU quota", "the quota of the subscription is known to the Azure portal alone"
    ),
    "prod_dr_ip_overlap": NoOrigin("Address plans overlap", "the address plans are made in the landing zone phase"),
    "cert_min_days_left": NoOrigin("Days to the first certificate expiry", "no certificate dates are asked for"),
}


def _answered_paths() -> Iterator[tuple[str, str]]:
    """Yield each scalar question's fact with its path: the field of an answer is named as its fact."""
    for section_name, section in Assessment.model_fields.items():
        model = section.annotation
        if isinstance(model, type) and issubclass(model, Frozen):
            for name, field in model.model_fields.items():
                if isinstance(field.default, Answer):
                    yield name, f"{section_name}.{name}"


_ELSEWHERE: Mapping[str, Origin] = {
    **_TABLES,
    **_ROWS,
    **_CONTROLS,
    **_DECIDED,
    **_DERIVED,
    **_NO_ORIGIN,
}

ORIGINS: Mapping[str, Origin] = MappingProxyType(
    {name: Answered(path) for name, path in _answered_paths() if name not in _ELSEWHERE} | dict(_ELSEWHERE)
)
