"""Two made-up clients told as a consultant would note them down: a clinic group on one old server, a public hospital.

Their advice is read line by line in `test_advice_clinics` and `test_advice_hospital`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from tests.engine.river_hospital import interface, needs, system
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine import Findings, assess
from wardround.knowledge import Knowledge

CLINICS_ON = date(2026, 2, 2)
HOSPITAL_ON = date(2026, 9, 1)


def said(value: object, by: str = "", standing: str = "stated") -> dict[str, object]:
    return {"value": value, "standing": standing, "by": by}


def process(key: str, name: str, rto_minutes: float, rpo_minutes: float, **fields: object) -> dict[str, object]:
    return {"key": key, "name": name, "rto_minutes": rto_minutes, "rpo_minutes": rpo_minutes, **fields}


OWNER = "Joan Mercer (owner's office)"
GENERALIST = "Ty Halvorsen (IT)"

BIRCH_RIVER: dict[str, Any] = {
    "engagement": {
        "client": "Birch River Clinics",
        "engagement_type": said("migration", OWNER),
        "target_finish_date": said("2026-09-30", OWNER),
        "deadline_weeks": said(34, OWNER),
        "evidence_level": said("verbal"),
        "decision_confidence": said("budgetary", OWNER),
        "sponsor_named": said(value=True, by=OWNER),
        "scope_environments": said(["production", "test"]),
        "planning_horizon_years": said(3),
        "regions_considered": ["centralus", "northcentralus"],
    },
    "organisation": {
        "org_type": said("clinic_group"),
        "jurisdictions": said(["US"]),
        "operating_hours": said("extended"),
        "user_growth_pct_year": said(5),
        "sites": [
            {
                "key": f"clinic-{number}",
                "name": f"Clinic {number}",
                "country": "US",
                "time_zone": "America/Chicago",
            }
            for number in range(1, 8)
        ]
        + [{"key": "billing", "name": "Billing office", "country": "US", "time_zone": "America/Chicago"}],
    },
    "modules": {
        "odoo_edition": said("community", GENERALIST),
        "odoo_version": said(17, GENERALIST),
        "custom_module_count": said(12),
        "custom_module_tests": said(value=False),
        "tier0_module_count": said(1),
        "portal_users": said(0),
    },
    "people": {
        "named_users": said(310, OWNER),
        "peak_concurrent_users": said(140, OWNER),
        "avg_concurrent_users": said(90, OWNER),
    },
    "volumes": {
        "db_size_gb": said(92, GENERALIST),
        "db_growth_gb_month": said(1.5, GENERALIST),
        "filestore_gb": said(140, GENERALIST),
        "filestore_growth_gb_month": said(2.3, GENERALIST),
        "month_end_multiplier": said(1.6),
        "documents": [
            {"key": "orders", "document_type": "purchase_order_6_lines", "per_day": 70, "lines": 6},
            {"key": "invoices", "document_type": "supplier_invoice", "per_day": 90},
            {"key": "receipts", "document_type": "goods_receipt_6_lines", "per_day": 25},
            {"key": "moves", "document_type": "stock_move_scanned", "per_day": 400},
        ],
    },
    "reports": {
        "report_intensity": said("medium"),
        "reports_on_primary": said(value=True),
        "bi_tool_present": said(value=True),
        "longest_report_minutes": said(45),
        "batch_window_hours": said(5),
    },
    "interfaces": {
        "middleware": said("point_to_point"),
        "interfaces": [
            interface("usage", "hl7_consumption", system="health-record", messages_per_day=3000, criticality=4),
            interface("lab-list", "item_master_feed", messages_per_day=1),
            interface("orders-a", "edi_x12_supply", system="broker", messages_per_day=100),
            interface("orders-b", "edi_x12_supply", system="broker", messages_per_day=50),
            interface("payroll", "payroll_csv", system="payroll-bureau"),
            interface("bank", "bank_statement", system="bank"),
            interface("cards", "card_payment", messages_per_day=200),
            interface("mail", "mail_out"),
            interface("sign-on", "single_sign_on"),
            interface("labels", "label_print", system="printing", criticality=4),
            interface("extract", "bi_extract"),
            interface("fridges", "iot_sensors", system="fridge-cloud", criticality=4),
        ],
    },
    "dependencies": {
        "dependency_map_status": said("none"),
        "hybrid_link": said("vpn"),
        "latency_sensitive_onprem": said(value=False),
        "identity_dependency_onprem": said(value=False),
        "systems": [
            system("health-record", kind="clinical", moves="stays", rto_promised_minutes=240),
            system("printing", name="Print server", kind="device", moves="stays"),
            system("bank", kind="saas", location="vendor", moves="stays"),
            system("broker", name="Order broker", kind="saas", location="vendor", moves="stays"),
            system("payroll-bureau", kind="saas", location="vendor", moves="stays"),
            system("fridge-cloud", name="Cloud of the drug fridges", kind="saas", location="vendor", moves="stays"),
        ],
        "edges": [needs("erp", "printing"), needs("erp", "health-record")],
    },
    "data": {
        "data_classes": said(["DC-FIN", "DC-PERS", "DC-PADM", "DC-PROC"]),
        "phi_present": said("incidental", OWNER),
        "free_text_risk": said(value=True, by=OWNER),
        "data_inventory_status": said("none"),
    },
    "compliance": {
        "regimes": said(["HIPAA"]),
        "residency_required": said(value=True),
        "residency_scope": said(["primary", "backup", "logs", "disaster_recovery"]),
        "baa_signed": said("missing"),
        "mfa_enforced": said("none"),
        "edr_planned": said(value=True),
        "isolation_evidence_needed": said(value=False),
    },
    "recovery": {
        "ha_scope": said("none", OWNER),
        "backup_frequency_minutes": said(1440, GENERALIST),
        "wal_archiving": said(value=False, by=GENERALIST),
        "backup_immutable": said(value=False, by=GENERALIST),
        "backup_offsite": said(value=False, by=GENERALIST),
        "restore_test_last_months": said(30, GENERALIST),
        "dr_test_last_months": said(999, GENERALIST),
        "rto_signed_off": said(value=False),
        "processes": [
            process(
                "vaccines",
                "Vaccines",
                120,
                60,
                criticality=5,
                workaround="documented",
                workaround_hours=8,
                needs_systems=["fridge-cloud"],
            ),
            process("purchasing", "Purchasing", 480, 60, criticality=4, needs_interfaces=["orders-a"]),
            process(
                "stock",
                "Clinic stock",
                480,
                60,
                criticality=4,
                workaround_hours=24,
                needs_systems=["printing"],
            ),
            process("finance", "Finance", 2880, 60, closing_rto_minutes=240, needs_interfaces=["bank"]),
        ],
    },
    "operations": {
        "hosting_model": said("msp", OWNER),
        "msp_sla_defined": said(value=False),
        "raci_documented": said(value=False),
        "ops_fte": said(1, OWNER),
        "key_person_dependency": said(value=True, by=OWNER),
        "skills_azure": said(0, GENERALIST),
        "skills_postgres": said(1, GENERALIST),
        "skills_k8s": said(0, GENERALIST),
        "support_hours": said("business"),
        "iac_level": said("none"),
        "cicd_level": said("none"),
        "runbooks_exist": said(value=False),
    },
    "platform": {"azure_region": said("centralus"), "cutover_window_hours": said(24)},
    "baseline": {"baseline_available": said(value=False), "odoo_hosting_current": said("onprem_physical")},
    "budget": {"currency": said("USD"), "budget_monthly": said(4000, OWNER)},
}

HEAD = "Renate Ahlers (head of IT)"

MOORSEE: dict[str, Any] = {
    "engagement": {
        "client": "Klinik am Moorsee",
        "engagement_type": said("migration", HEAD),
        "deadline_weeks": said(39, HEAD),
        "evidence_level": said("documents"),
        "scope_environments": said(["production", "preproduction", "test", "training", "disaster_recovery"], HEAD),
        "planning_horizon_years": said(3),
        "regions_considered": ["germanywestcentral", "germanynorth"],
        "recovery_region": "germanynorth",
        "sponsor_named": said(value=True),
    },
    "organisation": {
        "org_type": said("hospital"),
        "jurisdictions": said(["DE", "EU"]),
        "operating_hours": said("24x7"),
        "legal_entities": said(4),
        "user_growth_pct_year": said(10),
        "sites": [
            {"key": "lake", "name": "House at the lake", "country": "DE", "time_zone": "Europe/Berlin"},
            {"key": "town", "name": "House in town", "country": "DE", "time_zone": "Europe/Berlin"},
        ],
    },
    "modules": {
        "odoo_edition": said("enterprise"),
        "odoo_version": said(16),
        "custom_module_count": said(24),
        "tier0_module_count": said(3),
        "scanner_terminals": said(180),
        "portal_users": said(0),
    },
    "people": {
        "named_users": said(780, HEAD, "documented"),
        "peak_concurrent_users": said(320, HEAD, "measured"),
        "avg_concurrent_users": said(210, HEAD, "measured"),
    },
    "volumes": {
        "db_size_gb": said(410, HEAD, "measured"),
        "filestore_gb": said(900, HEAD, "measured"),
        "month_end_multiplier": said(1.25),
    },
    "reports": {"report_intensity": said("medium"), "reports_on_primary": said(value=True)},
    "interfaces": {
        "interfaces": [
            interface(
                "theatre",
                "stock_check_sync",
                system="hospital-system",
                synchronous=True,
                latency_need_ms=300,
                criticality=5,
            ),
            interface("adt", "hl7_adt", system="hospital-system", messages_per_day=38_000, criticality=4),
            interface("dispenser", "pharmacy_automat", system="dispenser", messages_per_day=288, criticality=5),
            interface("bank", "bank_statement", system="bank"),
            interface("orders", "edifact_supply", system="wholesalers", messages_per_day=900),
            *[interface(f"file-{number:02}", "payroll_csv") for number in range(1, 37)],
        ],
        "legacy_protocols": said(value=True),
    },
    "dependencies": {
        "dependency_map_status": said("partial"),
        "hybrid_link": said("expressroute", HEAD),
        "latency_sensitive_onprem": said(value=True, by=HEAD),
        "systems": [
            system("hospital-system", name="Hospital information system", moves="stays", rto_promised_minutes=60),
            system("directory", kind="identity", moves="stays", rto_promised_minutes=120),
            system("dispenser", name="Pharmacy dispenser", kind="device", moves="stays"),
            system("scanning", name="Scanner middleware", moves="with_erp"),
            system("bank", kind="saas", location="vendor", moves="stays"),
            system("wholesalers", kind="saas", location="vendor", moves="stays", rto_promised_minutes=480),
        ],
        "edges": [needs("erp", "directory", kind="sign_in"), needs("erp", "scanning")],
    },
    "data": {
        "data_classes": said(["DC-PADM", "DC-CTRL", "DC-FIN", "DC-PERS"]),
        "phi_present": said("incidental"),
        "controlled_substances": said(value=True),
        "retention_years_required": said(10),
        "cmk_required": said(value=True),
    },
    "compliance": {
        "regimes": said(["GDPR", "DE-393SGBV"]),
        "certified_hosting_needed": said("c5"),
        "residency_required": said(value=True),
        "residency_scope": said(["primary", "backup", "logs", "disaster_recovery"]),
        "log_retention_days": said(90),
        "edr_planned": said(value=True),
        "audit_trail_level": said("application_database"),
        "pentest_last_months": said(10),
    },
    "recovery": {
        "ha_scope": said("zone", HEAD),
        "restore_test_last_months": said(3),
        "dr_test_last_months": said(20, HEAD),
        "backup_offsite": said(value=True),
        "availability_target_pct": said(99.9),
        "processes": [
            process(
                "pharmacy",
                "Pharmacy supply",
                60,
                5,
                criticality=5,
                workaround="rehearsed",
                workaround_hours=12,
                needs_systems=["dispenser", "directory"],
            ),
            process(
                "wards",
                "Ward supply",
                60,
                5,
                criticality=5,
                workaround="rehearsed",
                workaround_hours=8,
                needs_systems=["scanning", "directory"],
            ),
            process("sterile", "Sterile supply", 240, 15, criticality=4),
            process("finance", "Finance", 480, 15, closing_rto_minutes=120, needs_systems=["bank"]),
            process("people", "Self-service of staff", 1440, 60, criticality=2),
        ],
    },
    "operations": {
        "hosting_model": said("shared_responsibility", HEAD),
        "ops_fte": said(5, HEAD),
        "skills_azure": said(1, HEAD),
        "skills_postgres": said(2, HEAD),
        "skills_k8s": said(1, HEAD),
        "support_hours": said("24x7"),
        "iac_level": said("partial"),
        "cicd_level": said("none"),
        "raci_documented": said(value=False),
        "msp_sla_defined": said(value=False),
    },
    "platform": {
        "azure_region": said("germanywestcentral", HEAD),
        "platform": said("aks", "the software vendor"),
        "region_must_have_zones": said(value=True),
        "cutover_window_hours": said(10),
        "blackout_periods": said(["month_end", "year_end", "go_live_freeze"]),
    },
    "baseline": {"baseline_available": said(value=True), "source_pg_version": said(14)},
    "budget": {
        "currency": said("EUR"),
        "exchange_rate": said(0.92),
        "budget_monthly": said(25_000, HEAD),
        "commitment_allowed": said("3y", HEAD),
    },
}


def clinics() -> Assessment:
    """Return seven clinics and a billing office on one old server, with one person for all IT."""
    return Assessment.model_validate(BIRCH_RIVER)


def lake_hospital() -> Assessment:
    """Return a public hospital in two houses whose vendor asks for Kubernetes."""
    return Assessment.model_validate(MOORSEE)


@cache
def told(name: str) -> Findings:
    """Return the findings on one of the two: 'clinics' or 'hospital'."""
    story, day = (clinics(), CLINICS_ON) if name == "clinics" else (lake_hospital(), HOSPITAL_ON)
    return assess(story, Catalogue.load(), Knowledge.load(), day)
