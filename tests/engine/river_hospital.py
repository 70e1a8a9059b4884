"""A hospital with rows in every table, and facts set by hand, for tests of single stages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wardround.assessment import Assessment, Standing
from wardround.catalogue import Catalogue
from wardround.engine.decisions import settle
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Fact, Roadmap
from wardround.engine.roadmap import roadmap
from wardround.knowledge import FactValue, Knowledge

WEDNESDAY = date(2026, 1, 14)


def stated(value: object) -> dict[str, object]:
    return {"value": value, "standing": "stated", "by": "Anna Weiss"}


def interface(key: str, kind: str, **fields: object) -> dict[str, object]:
    return {"key": key, "name": key.upper(), "interface_type": kind, **fields}


def system(key: str, **fields: object) -> dict[str, object]:
    return {"key": key, "name": key.title(), **fields}


def needs(source: str, target: str, **fields: object) -> dict[str, object]:
    return {"key": f"{source}-{target}", "source": source, "target": target, **fields}


RIVER_HOSPITAL: dict[str, Any] = {
    "engagement": {
        "engagement_type": stated("migration"),
        "deadline_weeks": stated(30),
        "scope_environments": stated(["production", "preproduction", "test", "training"]),
        "planning_horizon_years": stated(3),
        "regions_considered": ["westeurope", "northeurope"],
    },
    "organisation": {
        "jurisdictions": stated(["EU", "NL"]),
        "site_count": stated(2),
        "sites": [
            {"key": "main", "name": "Main house", "country": "NL", "time_zone": "Europe/Amsterdam"},
            {"key": "care", "name": "Care home", "country": "NL", "time_zone": "Europe/Paris", "wan_latency_ms": 35},
        ],
    },
    "tenants": {
        "tenants": [
            {
                "key": "hospital",
                "name": "Hospital",
                "database": "hospital",
                "database_gib": 300,
                "filestore_gib": 500,
                "database_growth_gib_per_month": 6,
                "criticality": 5,
                "legal_entities": 3,
                "data_classes": ["DC-FIN", "DC-PADM"],
            },
            {
                "key": "kitchen",
                "name": "Catering",
                "database": "kitchen",
                "database_gib": 10,
                "filestore_gib": 20,
                "criticality": 1,
                "data_classes": ["DC-INT"],
            },
        ]
    },
    "modules": {
        "custom_module_count": stated(12),
        "modules": [
            {"key": "stock", "module_id": "stock", "criticality": 3},
            {"key": "purchase", "module_id": "purchase", "criticality": 2},
        ],
    },
    "people": {
        "named_users": stated(780),
        "peak_concurrent_users": stated(240),
        "avg_concurrent_users": stated(150),
        "roles": [
            {"key": "nurses", "name": "Nurses", "activity_level": "scanner_user", "head_count": 300, "site": "main"},
            {"key": "clerks", "name": "Clerks", "activity_level": "ordinary_clerk", "head_count": 200, "site": "main"},
        ],
    },
    "volumes": {"db_size_gb": stated(280), "tx_per_day": stated(9000), "peak_tx_per_hour": stated(1400)},
    "reports": {
        "jobs": [
            {"key": "night", "name": "Night", "operations": 500, "starts_at_hour": 22, "window_hours": 6},
            {"key": "late", "name": "Late", "operations": 50, "starts_at_hour": 2, "window_hours": 3},
        ]
    },
    "interfaces": {
        "interfaces": [
            interface("adt", "hl7_adt", documentation="complete", business_owner="IT", messages_per_day=4800),
            interface("bank", "bank_statement", retry_safe=True, test_endpoint=True),
            interface("fax", "serial_legacy_file", retry_safe=False, synchronous=True),
            interface("edi", "edi_x12_supply", messages_per_day=240, peak_factor=2, synchronous=False),
        ]
    },
    "dependencies": {
        "unmovable_dependencies": stated(1),
        "hybrid_link": stated("vpn"),
        "systems": [
            system("directory", kind="identity", moves="with_erp"),
            system("laboratory", kind="clinical", moves="stays", criticality=5),
            system("archive", kind="file_service", moves="later", criticality=2),
            system("scanner", kind="device", moves="with_erp", criticality=4),
            system("gateway", kind="application", moves="with_erp", criticality=4),
            system("dashboard", kind="application", moves="later", criticality=1),
        ],
        "edges": [
            needs("erp", "directory", kind="sign_in"),
            needs("erp", "laboratory"),
            needs("scanner", "gateway"),
            needs("gateway", "scanner"),
            needs("archive", "erp"),
            needs("dashboard", "archive"),
        ],
    },
    "data": {
        "data_classes": stated(["DC-INT", "DC-FIN"]),
        "phi_present": stated("incidental"),
        "datasets": [
            {"key": "ledger", "name": "Ledger", "data_class": "DC-FIN", "retention_years": 10},
            {"key": "opiates", "name": "Opiates", "data_class": "DC-CTRL", "tenant": "hospital"},
        ],
    },
    "compliance": {
        "regimes": stated(["GDPR", "NIS2"]),
        "edr_planned": stated(value=True),
        "tls_internal": stated(value=False),
        "control_states": [
            {"key": "edr", "control_id": "CT-EDR-01", "state": "fulfilled"},
            {"key": "tls", "control_id": "CT-ENC-04", "state": "fulfilled"},
            {"key": "backup", "control_id": "CT-BKP-04", "state": "open"},
        ],
    },
    "recovery": {
        "rto_minutes": stated(480),
        "rpo_minutes": stated(60),
        "mtd_hours": stated(24),
        "processes": [
            {
                "key": "pharmacy",
                "name": "Pharmacy",
                "rto_minutes": 60,
                "rpo_minutes": 5,
                "mtd_hours": 4,
                "criticality": 5,
                "workaround": "rehearsed",
                "workaround_hours": 8,
            },
            {
                "key": "finance",
                "name": "Finance",
                "rto_minutes": 480,
                "rpo_minutes": 15,
                "closing_rto_minutes": 45,
                "criticality": 3,
            },
        ],
    },
    "platform": {
        "azure_region": stated("westeurope"),
        "tenancy": stated("shared"),
        "platform": stated("aks"),
    },
    "operations": {"ops_fte": stated(2), "skills_k8s": stated(1), "hosting_model": stated("in_house")},
}

DERIVED: Mapping[str, FactValue] = {
    "uncertainty_pct": 20.0,
    "app_cpu_util_peak_pct": 60.0,
    "db_cpu_util_peak_pct": 60.0,
    "worker_util_peak_pct": 70.0,
    "db_working_set_fit_pct": 120.0,
    "db_iops_util_pct": 40.0,
    "db_mbps_util_pct": 40.0,
    "vm_disk_cap_ratio": 1.0,
    "pg_connections_util_pct": 50.0,
    "redis_mem_util_pct": 40.0,
    "batch_window_util_pct": 50.0,
    "interface_worker_util_pct": 40.0,
    "disk_months_to_full": 40.0,
    "wal_mb_per_s_peak": 3.0,
    "burstable_in_prod": False,
    "uses_nvme_only_sku": False,
    "uses_premium_ssd_v2": False,
    "uses_ultra_disk": False,
    "sku_available_zones": 3,
    "sku_available_in_region": True,
    "sku_retirement_months": 999,
    "log_gib_per_day": 5.0,
    "egress_gb_month": 50.0,
    "backup_window_hours": 1.0,
    "dr_pattern_id": "DRP-06",
    "pattern_rto_minutes": 10.0,
    "pattern_rpo_minutes": 0.1,
    "est_restore_hours": 2.0,
    "est_failover_minutes": 3.0,
    "replica_lag_seconds_est": 2.0,
    "asr_churn_util_pct": 20.0,
    "single_instance_tiers": 0,
    "colocated_tiers": 0,
    "db_nodes": 2,
    "quorum_nodes": 3,
    "redis_nodes": 2,
    "ingress_nodes": 2,
    "dr_region_allowed": True,
    "cost_to_budget_ratio": 0.9,
    "nonprod_cost_share_pct": 20.0,
    "reserved_coverage_pct": 90.0,
    "license_month_cost_share_pct": 0.0,
    "quota_headroom_pct": 50.0,
    "prod_dr_ip_overlap": False,
    "cert_min_days_left": 200,
}
"""What later stages would compute for a calm design, so that every rule can be decided."""


def hospital(**sections: Mapping[str, object]) -> Assessment:
    """Return the hospital with some fields of its sections replaced."""
    changed = {name: {**RIVER_HOSPITAL.get(name, {}), **fields} for name, fields in sections.items()}
    return Assessment.model_validate({**RIVER_HOSPITAL, **changed})


def assuming(facts: Facts, values: Mapping[str, FactValue]) -> Facts:
    """Return the facts with values stated outright, whatever their origin."""
    entries = dict(facts.entries)
    for name, value in values.items():
        entries[name] = Fact(name, value, "answer", "stated for the test", Standing.STATED)
    return replace(facts, entries=entries)


def planned(assessment: Assessment) -> tuple[Facts, Roadmap]:
    """Return the facts that every rule can read, and the roadmap."""
    knowledge = Knowledge.load()
    facts = settle(assessment, answered(assessment, knowledge), Catalogue.load(), knowledge).facts
    facts = assuming(facts, DERIVED)
    road, _figures = roadmap(assessment, facts, knowledge, WEDNESDAY)
    return facts.with_derived(road.derived, "roadmap"), road
