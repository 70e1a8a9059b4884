"""The words that people choose from, for the codes that the answers hold.

Keyed by where a code stands: the path of an answer, or table and column of a row. Names that a fact table brings along
(data classes, regimes, applications) are not here; `choices` reads them there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wardround.deliverables.amounts import MONTHS
from wardround.deliverables.words import CONTROL_STATES, DAY_TYPES, ENVIRONMENTS

Words = Mapping[str, str]

ISOLATION: Words = {
    "shared": "Shared with others",
    "dedicated_db": "A database of its own",
    "dedicated_vm": "Virtual machines of its own",
    "dedicated_subscription": "A subscription of its own",
}
_THREE_LEVELS: Words = {"low": "Low", "medium": "Medium", "high": "High"}
_WORKAROUND: Words = {"none": "None", "documented": "Written, not tried", "rehearsed": "Rehearsed"}
_HOURS: Words = {"business_hours": "Business hours", "extended": "Extended hours", "24x7": "Around the clock"}
_STANDINGS: Words = {"measured": "Measured", "documented": "Documented", "stated": "Stated"}

STANDING: Words = {**_STANDINGS, "assumed": "Assumed", "unknown": "Unknown"}
"""How firmly an answer stands, from firmest to loosest."""

OF_ANSWERS: Mapping[str, Words] = {
    "engagement.engagement_type": {
        "new_deployment": "A new deployment",
        "migration": "A migration",
        "replatform": "A move to another platform",
        "resize": "A change of sizes",
        "dr_uplift": "Better recovery",
    },
    "engagement.scope_environments": ENVIRONMENTS,
    "engagement.decision_confidence": {
        "rough": "Rough order of size",
        "budgetary": "Good enough for a budget",
        "contract": "Good enough for a contract",
    },
    "engagement.business_drivers": {
        "dc_exit": "Leaving the data centre",
        "cost": "Cost",
        "compliance": "Compliance",
        "performance": "Performance",
        "resilience": "Resilience",
        "end_of_support": "End of support",
        "merger": "A merger",
        "ai_ready": "Room for AI",
    },
    "engagement.evidence_level": {
        "verbal": "What people say",
        "documents": "Documents",
        "measured": "Measurements",
    },
    "organisation.org_type": {
        "clinic_group": "Clinic group",
        "hospital": "Hospital",
        "multi_site_network": "Network of hospitals and clinics",
        "lab": "Laboratory",
        "pharmacy_chain": "Pharmacy chain",
        "shared_services": "Shared services organisation",
    },
    "organisation.jurisdictions": {
        "US": "United States",
        "EU": "European Union",
        "UK": "United Kingdom",
        "FR": "France",
        "DE": "Germany",
        "ES": "Spain",
        "NL": "Netherlands",
        "CA": "Canada",
        "CA-QC": "Canada, Quebec",
        "AU": "Australia",
        "NZ": "New Zealand",
        "AE": "United Arab Emirates",
        "SA": "Saudi Arabia",
        "IN": "India",
        "SG": "Singapore",
        "BR": "Brazil",
        "other": "Elsewhere",
    },
    "organisation.operating_hours": _HOURS,
    "modules.odoo_edition": {"community": "Community", "enterprise": "Enterprise"},
    "reports.report_intensity": {
        "low": "Low: a few lists a day",
        "medium": "Medium: regular lists and prints",
        "high": "High: long reports by day",
    },
    "interfaces.middleware": {
        "none": "Not at all",
        "point_to_point": "Point to point",
        "esb": "Integration engine or service bus",
        "ipaas": "Integration service in the cloud",
    },
    "dependencies.dependency_map_status": {
        "none": "None",
        "partial": "Partly drawn",
        "validated": "Checked against traffic",
    },
    "dependencies.hybrid_link": {
        "none": "None",
        "internet": "Public internet",
        "vpn": "VPN",
        "expressroute": "ExpressRoute",
    },
    "dependencies.identity_provider": {
        "odoo_local": "In Odoo itself",
        "ad_ldap": "Active Directory or LDAP on site",
        "entra_id": "Microsoft Entra ID",
        "other_saml_oidc": "Another SAML or OIDC service",
    },
    "data.phi_present": {
        "none": "None",
        "incidental": "In free text and attachments",
        "structured": "In patient fields",
    },
    "data.data_inventory_status": {"none": "None", "partial": "Partial", "complete": "Complete"},
    "compliance.residency_scope": {
        "primary": "Live data",
        "disaster_recovery": "Recovery copy",
        "backup": "Backups",
        "logs": "Logs",
        "support_access": "Access by support",
    },
    "compliance.baa_signed": {"not_needed": "Not needed", "in_place": "In place", "missing": "Missing"},
    "compliance.audit_trail_level": {
        "none": "None",
        "application": "In the application",
        "application_database": "Application and database",
        "full_statement": "Every database statement",
    },
    "compliance.mfa_enforced": {"none": "Nobody", "admins": "Administrators", "all_users": "Everybody"},
    "compliance.network_segmentation": {
        "flat": "Not at all, one network",
        "tiered": "By tier",
        "microsegmented": "Server by server",
    },
    "compliance.siem": {
        "none": "Nowhere",
        "existing": "To the client's own system",
        "sentinel": "To Microsoft Sentinel",
    },
    "compliance.certified_hosting_needed": {
        "none": "No",
        "hds": "HDS (France)",
        "c5": "C5 (Germany)",
        "iso27001": "ISO 27001",
        "hitrust": "HITRUST",
    },
    "recovery.continuity_workaround": _WORKAROUND,
    "recovery.replication": {
        "none": "None",
        "async": "Asynchronous: follows by seconds",
        "sync": "Synchronous: waits for the copy",
    },
    "recovery.ha_scope": {
        "none": "None",
        "same_zone": "Loss of a machine",
        "zone": "Loss of a zone",
        "region": "Loss of a region",
    },
    "platform.platform": {"vm": "Virtual machines", "aks": "Kubernetes (AKS)"},
    "platform.tenancy": ISOLATION,
    "platform.db_service_model": {
        "postgresql_vm": "PostgreSQL on virtual machines",
        "flexible_server": "Managed service (Flexible Server)",
        "either": "Either",
    },
    "platform.redis_role": {
        "none": "Nothing",
        "cache": "Cache only",
        "sessions": "Sessions",
        "queue": "Queues",
    },
    "platform.vm_family_exclusions": {
        "burstable": "Burstable sizes",
        "arm": "Arm processors",
        "amd": "AMD processors",
        "intel": "Intel processors",
        "previous_gen": "Earlier generations",
    },
    "platform.blackout_periods": {
        "month_end": "Month-end",
        "quarter_end": "Quarter-end",
        "year_end": "Year-end",
        "payroll": "Payroll",
        "audit": "Audit",
        "flu_season": "Flu season",
        "go_live_freeze": "Freeze around go-live",
    },
    "platform.nonprod_schedule": {
        "always_on": "Always on",
        "office_hours": "Office hours",
        "on_demand": "When somebody asks",
    },
    "platform.os_preference": {
        "ubuntu_lts": "Ubuntu LTS",
        "rhel": "Red Hat Enterprise Linux",
        "sles": "SUSE Linux Enterprise",
        "debian": "Debian",
    },
    "operations.hosting_model": {
        "in_house": "The client",
        "msp": "A hosting partner",
        "shared_responsibility": "Client and partner together",
    },
    "operations.support_hours": {
        "business": "Business hours",
        "extended": "Extended hours",
        "24x7": "Around the clock",
    },
    "operations.rollback_procedure": {"none": "No", "documented": "Written down", "tested": "Tested"},
    "operations.monitoring_level": {
        "none": "Nothing",
        "infrastructure": "Infrastructure",
        "full_stack": "Everything up to the user",
    },
    "operations.iac_level": {"none": "Nothing", "partial": "Part of it", "full": "All of it"},
    "operations.cicd_level": {
        "none": "By hand",
        "manual_gates": "Pipeline with approvals",
        "automated": "Automated",
    },
    "operations.env_parity": _THREE_LEVELS,
    "operations.cert_management": {"manual": "By hand", "automated": "By itself"},
    "operations.incident_plan": {"none": "None", "documented": "Written, not tried", "exercised": "Exercised"},
    "budget.currency": {
        "USD": "US dollar",
        "EUR": "Euro",
        "GBP": "Pound sterling",
        "CAD": "Canadian dollar",
        "AUD": "Australian dollar",
        "AED": "UAE dirham",
        "SAR": "Saudi riyal",
        "INR": "Indian rupee",
        "SGD": "Singapore dollar",
        "BRL": "Brazilian real",
    },
    "budget.commitment_allowed": {"none": "None", "1y": "One year", "3y": "Three years"},
    "budget.azure_offer": {
        "payg": "Pay as you go",
        "ea": "Enterprise Agreement",
        "csp": "Through a partner (CSP)",
        "mca": "Microsoft Customer Agreement",
        "dev_test": "Dev/test subscription",
    },
    "baseline.odoo_hosting_current": {
        "onprem_vm": "Virtual machine on site",
        "onprem_physical": "Physical server on site",
        "other_cloud": "Another cloud",
        "odoo_sh": "Odoo.sh",
        "odoo_online": "Odoo Online",
        "none": "Nowhere yet",
    },
}
"""By the path of the answer."""

OF_COLUMNS: Mapping[str, Words] = {
    "tenants.tenants.placement": {"": "No wish", **ISOLATION},
    "modules.modules.state": {"live": "Live", "planned": "Planned"},
    "people.roles.function": {
        "finance": "Finance",
        "purchasing": "Purchasing",
        "clinical_supply": "Clinical supply",
        "other": "Other",
    },
    "calendar.profiles.day_type": DAY_TYPES,
    "reports.reports.day_types": DAY_TYPES,
    "reports.jobs.day_types": DAY_TYPES,
    "interfaces.interfaces.direction": {"inbound": "Inbound", "outbound": "Outbound", "both": "Both ways"},
    "interfaces.interfaces.documentation": {"none": "None", "partial": "Partial", "complete": "Complete"},
    "dependencies.systems.kind": {
        "clinical": "Clinical system",
        "application": "Application",
        "database": "Database",
        "identity": "Identity service",
        "network": "Network",
        "device": "Devices",
        "saas": "Outside service (SaaS)",
        "file_service": "File service",
    },
    "dependencies.systems.location": {
        "on_premises": "On site",
        "azure": "Azure",
        "other_cloud": "Another cloud",
        "vendor": "At the vendor",
    },
    "calendar.freezes.blocks": {
        "change": "Changes and cutovers",
        "all_work": "All work on the project",
    },
    "dependencies.systems.moves": {
        "with_erp": "With the ERP",
        "later": "Later",
        "stays": "Stays",
        "undecided": "Undecided",
    },
    "dependencies.edges.kind": {
        "data": "Data",
        "call": "Calls",
        "sign_in": "Sign-in",
        "file": "Files",
        "print": "Printing",
        "name_resolution": "Name resolution",
    },
    "dependencies.edges.evidence": _STANDINGS,
    "compliance.control_states.state": CONTROL_STATES,
    "recovery.processes.workaround": _WORKAROUND,
    "platform.pins.environment": ENVIRONMENTS,
    "budget.lines.kind": {
        "service": "Service",
        "licence": "Licence",
        "labour": "Labour",
        "migration_overlap": "Overlap in the migration",
        "hybrid_link": "Link to the old estate",
        "other": "Other",
    },
    "budget.lines.environment": ENVIRONMENTS,
    "budget.lines.recurs": {"monthly": "Every month", "once": "Once"},
}
"""By table and column."""

NUMBERS: Mapping[str, Mapping[int, str]] = {
    "operations.skills_azure": {0: "None", 1: "Basic", 2: "Practised", 3: "Expert"},
    "operations.skills_postgres": {0: "None", 1: "Basic", 2: "Practised", 3: "Expert"},
    "operations.skills_k8s": {0: "None", 1: "Basic", 2: "Practised", 3: "Expert"},
    "calendar.fiscal_year_end_month": dict(enumerate(MONTHS, start=1)),
}
"""Whole numbers that people know by words."""

DATA_CLASSES: Words = {
    "DC-PUB": "Public",
    "DC-INT": "Internal",
    "DC-CONF": "Confidential business",
    "DC-PERS": "Personal",
    "DC-PHI": "Patient health",
    "DC-PHIX": "Extra-protected health",
    "DC-PADM": "Patient administration",
    "DC-INS": "Insurance and claims",
    "DC-PAYR": "Payroll and HR",
    "DC-OCC": "Occupational health",
    "DC-BANK": "Bank and treasury",
    "DC-CARD": "Cardholder",
    "DC-CTRL": "Controlled substances",
    "DC-RXSC": "Pharmacy supply chain",
    "DC-LAB": "Laboratory supply",
    "DC-DEV": "Devices and assets",
    "DC-FIN": "Financial ledgers",
    "DC-PROC": "Procurement",
    "DC-RES": "Research and trials",
    "DC-ANON": "De-identified",
    "DC-CRED": "Credentials",
    "DC-LOG": "Audit and security logs",
    "DC-BKP": "Backups",
    "DC-CFG": "Configuration and code",
    "DC-AI": "AI and analytics",
}
"""Short names of the data classes, for a cell or a chip; the whole name stands in the fact table."""

HOURLY_PROFILES: Words = {
    "office": "Office day",
    "clinic_day": "Clinic day",
    "hospital_24x7": "Hospital, around the clock",
    "two_shift": "Two shifts",
    "scanner_rounds": "Rounds with scanners",
    "night_batch": "Night batch",
    "interface_flat": "Interfaces, even",
    "interface_following_office": "Interfaces that follow the office",
}
"""The documented shapes of the day, which have no name of their own in the fact table."""

_ALL = MappingProxyType({**OF_ANSWERS, **OF_COLUMNS})


def words_at(path: str) -> Words:
    """Return the words for the codes at a path, in the order of the list; empty for a place without codes of ours.

    ``path`` is that of an answer, or of a table and its column without the key of a row.
    """
    if path.endswith(".standing"):
        return STANDING
    return _ALL.get(path, {})
