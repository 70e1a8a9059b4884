"""What stands around the ERP: interfaces, systems, dependencies and datasets, as the client described them."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.assessment import THE_ERP, Assessment
from wardround.deliverables.words import ENVIRONMENTS, readable, word
from wardround.deliverables.workbook.kinds import Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page
from wardround.deliverables.workbook.safeguards import arrived

ERP = "Odoo ERP"


def names_of_parts(assessment: Assessment) -> Mapping[str, str]:
    """Return the names of systems, interfaces and datasets by their keys; the ERP itself among them."""
    return (
        {THE_ERP: ERP}
        | {system.key: system.name for system in assessment.dependencies.systems}
        | {interface.key: interface.name for interface in assessment.interfaces.interfaces}
        | {dataset.key: dataset.name for dataset in assessment.data.datasets}
    )


def name_of(parts: Mapping[str, str], member: str) -> str:
    """Return the name of a member of a wave; 'erp:test' is the test environment of the ERP."""
    key, _, environment = member.partition(":")
    name = parts.get(key, key)
    return f"{name}, {word(ENVIRONMENTS, environment).lower()}" if environment else name


def tenants(page: Page, material: Material) -> None:
    """Write the databases that the platform carries."""
    columns = (
        Column("Key", 18),
        Column("Tenant", 34),
        Column("Database", 18),
        Column("Legal entities", 10, Kind.COUNT),
        Column("Criticality (1-5)", 11, Kind.COUNT),
        Column("Peak users", 10, Kind.COUNT),
        Column("Database (GiB)", 12, Kind.NUMBER),
        Column("Growth (GiB a month)", 12, Kind.NUMBER),
        Column("Filestore (GiB)", 12, Kind.NUMBER),
        Column("Filestore growth (GiB a month)", 14, Kind.NUMBER),
        Column("Placement wished", 22),
        Column("Data classes", 30),
        Column("Standing", 12),
    )
    rows = (
        (
            each.key,
            each.name,
            each.database,
            each.legal_entities,
            each.criticality,
            each.peak_users,
            each.database_gib,
            each.database_growth_gib_per_month,
            each.filestore_gib,
            each.filestore_growth_gib_per_month,
            readable(each.placement),
            ", ".join(each.data_classes),
            each.standing.value,
        )
        for each in material.assessment.tenants.tenants
    )
    page.table("Tenants", columns, rows, "No tenant is listed yet: the platform carries one database.")


def interfaces(page: Page, material: Material) -> None:
    """Write every interface. What is empty follows from the type."""
    columns = (
        Column("Interface", 30),
        Column("Type", 32),
        Column("Partner system", 24),
        Column("Tenant", 14),
        Column("Direction", 11),
        Column("Protocol", 18),
        Column("Messages a day", 12, Kind.NUMBER),
        Column("Busiest hour against mean", 14, Kind.NUMBER),
        Column("Mean size (KiB)", 10, Kind.NUMBER),
        Column("The caller waits", 10),
        Column("Latency need (ms)", 10, Kind.NUMBER),
        Column("Criticality (1-5)", 10, Kind.COUNT),
        Column("Data classes", 22),
        Column("Owner", 20),
        Column("Documentation", 15),
        Column("Can retry", 9),
        Column("Test endpoint", 9),
        Column("Standing", 12),
    )
    parts = names_of_parts(material.assessment)
    kinds = material.knowledge.interface_types
    rows = (
        (
            each.name,
            kinds[each.interface_type].name if each.interface_type in kinds else readable(each.interface_type),
            parts.get(each.system, each.system),
            each.tenant,
            readable(each.direction),
            each.protocol,
            each.messages_per_day,
            each.peak_factor,
            each.mean_size_kib,
            each.synchronous,
            each.latency_need_ms,
            each.criticality,
            ", ".join(each.data_classes),
            each.business_owner,
            readable(each.documentation),
            each.retry_safe,
            each.test_endpoint,
            each.standing.value,
        )
        for each in material.assessment.interfaces.interfaces
    )
    page.table(
        "Interfaces", columns, rows, "No interface is listed yet: type, paste or import them in step Interfaces."
    )


def systems(page: Page, material: Material) -> None:
    """Write the systems around the ERP."""
    columns = (
        Column("System", 32),
        Column("Kind", 15),
        Column("Where it runs", 16),
        Column("Site", 18),
        Column("Criticality (1-5)", 11, Kind.COUNT),
        Column("Moves", 14),
        Column("Recovery promised (min)", 13, Kind.NUMBER),
        Column("Owner", 22),
        Column("Standing", 12),
        Column("Note", 40),
    )
    rows = (
        (
            each.name,
            readable(each.kind),
            readable(each.location),
            each.site,
            each.criticality,
            readable(each.moves),
            each.rto_promised_minutes,
            each.business_owner,
            each.standing.value,
            each.note,
        )
        for each in material.assessment.dependencies.systems
    )
    page.table("Systems", columns, rows, "No system is listed yet: type, paste or import them in step Dependencies.")


def dependencies(page: Page, material: Material) -> None:
    """Write what depends on what."""
    columns = (
        Column("What depends", 34),
        Column("On what", 34),
        Column("Kind", 18),
        Column("Evidence", 14),
        Column("Standing", 12),
        Column("Note", 50),
    )
    parts = names_of_parts(material.assessment)
    rows = (
        (
            parts.get(edge.source, edge.source),
            parts.get(edge.target, edge.target),
            readable(edge.kind),
            readable(edge.evidence),
            edge.standing.value,
            edge.note,
        )
        for edge in material.assessment.dependencies.edges
    )
    page.table("Dependencies", columns, rows, "No dependency is drawn yet: draw or type them in step Dependencies.")


def datasets(page: Page, material: Material) -> None:
    """Write the datasets with their classes."""
    columns = (
        Column("Dataset", 32),
        Column("Class", 11),
        Column("Name of the class", 28),
        Column("Held in", 24),
        Column("Tenant", 14),
        Column("Must stay in", 14),
        Column("Retention (years)", 11, Kind.NUMBER),
        Column("Size (GiB)", 11, Kind.NUMBER),
        Column("Encryption needs", 30),
        Column("Access logged", 10),
        Column("Arrives beside it", 44),
        Column("Strictest class", 24),
        Column("Sensitivity (1 to 5)", 11, Kind.SCORE),
        Column("Least isolation", 18),
        Column("Retention asked (years)", 11, Kind.NUMBER),
        Column("Standing", 12),
    )
    parts = names_of_parts(material.assessment)
    rows = (
        (
            each.name,
            each.data_class,
            material.names.data_class(each.data_class),
            parts.get(each.system, each.system),
            each.tenant,
            each.residency,
            each.retention_years,
            each.size_gib,
            each.encryption,
            each.access_logged,
            *arrived(material, each.key),
            each.standing.value,
        )
        for each in material.assessment.data.datasets
    )
    page.table("Datasets", columns, rows, "No dataset is listed yet: type them in step Data classification.")
