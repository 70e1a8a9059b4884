"""What rows say about a fact: counts, sums and extremes of the tables of an assessment.

Each function returns None where the rows do not settle the fact. Sums are exact (`math.fsum`), so the order of rows
never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from zoneinfo import ZoneInfo

from wardround.assessment import THE_ERP, Assessment, Row, Standing
from wardround.assessment.interfaces import Interface
from wardround.knowledge import FactValue, Knowledge

FIRMEST_FIRST = tuple(Standing)

TIER0_CRITICALITY = 3
"""Criticality of an application that stops patient-supporting work (MOD-01 runs from 0 to 3)."""

CRITICAL_PROCESS = 4
"""From this criticality (1 to 5) up a process counts for the workaround that the whole client can rely on."""

EUROPEAN_UNION = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO".split()
)
"""Countries under EU data law: the 27 member states and the three of the European Economic Area."""

OWN_JURISDICTION = {
    code: code for code in ("US", "FR", "DE", "ES", "NL", "CA", "AU", "NZ", "AE", "SA", "IN", "SG", "BR")
} | {"GB": "UK"}
"""Countries that the vocabulary lists by themselves."""

HEALTH_PROTOCOLS = ("HL7", "FHIR")
EDI_PROTOCOLS = ("X12", "EDIFACT")
LEGACY_PROTOCOLS = frozenset({"FTP", "TELNET", "FAX", "SMB", "SMBV1", "TFTP"})
BANK_TYPES = frozenset({"bank_statement", "payment_out", "card_payment"})


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What rows say: the value, how it came about in words, and the loosest standing among the rows behind it."""

    value: FactValue
    words: str
    standing: Standing


def loosest(standings: Iterable[Standing]) -> Standing:
    """Return the loosest of some standings; documented where there are none."""
    return max(standings, key=FIRMEST_FIRST.index, default=Standing.DOCUMENTED)


def _of(value: FactValue, words: str, rows: Sequence[Row], *, guessed: bool = False) -> Aggregate:
    standing = loosest(row.standing for row in rows)
    return Aggregate(value, words, loosest((standing, Standing.ASSUMED)) if guessed else standing)


def _rows(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or noun + 's'}"


# --- sites -----------------------------------------------------------------------------------------------------------


def jurisdictions_of_sites(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the jurisdictions that the countries of the sites lie in, in alphabetical order."""
    sites = assessment.organisation.sites
    found: set[str] = set()
    for site in sites:
        own = OWN_JURISDICTION.get(site.country)
        in_union = site.country in EUROPEAN_UNION
        found |= {own} if own else set()
        found |= {"EU"} if in_union else set()
        found |= set() if own or in_union else {"other"}
    if not found:
        return None
    return _of(tuple(sorted(found)), f"countries of {_rows(len(sites), 'site')}", sites)


def site_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the number of sites."""
    sites = assessment.organisation.sites
    return _of(len(sites), f"count of {_rows(len(sites), 'site row')}", sites) if sites else None


def timezones_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many different clocks the sites follow; Berlin and Paris share one."""
    sites = assessment.organisation.sites
    clocks = {_clock(site.time_zone) for site in sites}
    return _of(len(clocks), f"clocks of {_rows(len(sites), 'site')}", sites) if sites else None


def _clock(time_zone: str) -> tuple[object, ...]:
    zone = ZoneInfo(time_zone)
    # Midwinter and midsummer of any one year tell apart all clocks in use.
    return tuple(datetime(2026, month, 15, 12, tzinfo=zone).utcoffset() for month in (1, 7))


def slowest_site_ms(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the longest round trip that a site gives [ms]."""
    sites = [site for site in assessment.organisation.sites if site.wan_latency_ms is not None]
    if not sites:
        return None
    longest = max(site.wan_latency_ms or 0 for site in sites)
    return _of(longest, f"longest of {_rows(len(sites), 'site')}", sites)


# --- tenants, modules, people, volumes -------------------------------------------------------------------------------


def _sum_of_tenants(assessment: Assessment, field: str) -> Aggregate | None:
    tenants = assessment.tenants.tenants
    total = fsum(getattr(tenant, field) for tenant in tenants)
    return _of(total, f"sum of {_rows(len(tenants), 'tenant row')}", tenants) if tenants else None


def legal_entities(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the legal entities of all tenants."""
    tenants = assessment.tenants.tenants
    total = sum(tenant.legal_entities for tenant in tenants)
    return _of(total, f"sum of {_rows(len(tenants), 'tenant row')}", tenants) if tenants else None


def database_gib(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the size of all databases [GiB]."""
    return _sum_of_tenants(assessment, "database_gib")


def database_growth_gib(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the growth of all databases [GiB a month]."""
    return _sum_of_tenants(assessment, "database_growth_gib_per_month")


def filestore_gib(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the size of all filestores [GiB]."""
    return _sum_of_tenants(assessment, "filestore_gib")


def filestore_growth_gib(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the growth of all filestores [GiB a month]."""
    return _sum_of_tenants(assessment, "filestore_growth_gib_per_month")


def oldest_odoo_version(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the oldest Odoo version among the tenants that give one."""
    tenants = [tenant for tenant in assessment.tenants.tenants if tenant.odoo_version is not None]
    if not tenants:
        return None
    oldest = min(tenant.odoo_version or 0 for tenant in tenants)
    return _of(oldest, f"oldest of {_rows(len(tenants), 'tenant')}", tenants)


def tier0_modules(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many applications stop patient-supporting work when they fail."""
    modules = assessment.modules.modules
    critical = sum(module.criticality >= TIER0_CRITICALITY for module in modules)
    return _of(critical, f"of {_rows(len(modules), 'application row')}", modules) if modules else None


def head_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the head counts of all roles added up."""
    roles = assessment.people.roles
    total = sum(role.head_count for role in roles)
    return _of(total, f"head count of {_rows(len(roles), 'role')}", roles) if total else None


def active_people(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the people active at the busiest hour: head count x active share, added up and rounded."""
    roles = assessment.people.roles
    active = round(fsum(role.head_count * role.active_share for role in roles))
    return _of(active, f"active people of {_rows(len(roles), 'role')}", roles) if active else None


def documents_per_day(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the documents of all types on a working day."""
    documents = assessment.volumes.documents
    total = round(fsum(row.per_day for row in documents))
    return _of(total, f"sum of {_rows(len(documents), 'document row')}", documents) if documents else None


def lines_per_document(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the mean number of lines, weighted by documents a day, of the rows that give lines."""
    documents = [row for row in assessment.volumes.documents if row.lines is not None]
    total = fsum(row.per_day for row in documents)
    if not total:
        return None
    mean = fsum(row.per_day * (row.lines or 0) for row in documents) / total
    return _of(mean, f"weighted mean of {_rows(len(documents), 'document row')}", documents)


# --- reports and batch -----------------------------------------------------------------------------------------------


def longest_report_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the duration of the longest report [minutes]."""
    reports = assessment.reports.reports
    longest = max((report.duration_minutes for report in reports), default=0.0)
    return _of(longest, f"longest of {_rows(len(reports), 'report')}", reports) if reports else None


def batch_window_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the hours of a working day that lie in the window of at least one job; windows may run over midnight."""
    jobs = [job for job in assessment.reports.jobs if "weekday" in job.day_types]
    if not jobs:
        return None
    edges = sorted({0.0, 24.0} | {edge for job in jobs for edge in _day_edges(job.starts_at_hour, job.window_hours)})
    inside = fsum(
        end - start
        for start, end in zip(edges, edges[1:], strict=False)
        if any((start - job.starts_at_hour) % 24 < job.window_hours for job in jobs)
    )
    return _of(inside, f"windows of {_rows(len(jobs), 'job')}", jobs)


def _day_edges(starts_at_hour: int, window_hours: float) -> tuple[float, float]:
    return float(starts_at_hour), (starts_at_hour + window_hours) % 24


# --- interfaces ------------------------------------------------------------------------------------------------------


def interface_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the number of interfaces."""
    rows = assessment.interfaces.interfaces
    return _of(len(rows), f"count of {_rows(len(rows), 'interface row')}", rows) if rows else None


def realtime_interface_count(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return how many interfaces have a caller that waits; what a row leaves open comes from its type."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    waiting = sum(waits(row, knowledge) for row in rows)
    guessed = any(row.synchronous is None for row in rows)
    return _of(waiting, f"of {_rows(len(rows), 'interface row')}", rows, guessed=guessed)


def waits(row: Interface, knowledge: Knowledge) -> bool:
    """Return whether the caller of an interface waits for the answer."""
    if row.synchronous is not None:
        return row.synchronous
    kind = knowledge.interface_types.get(row.interface_type)
    return kind is not None and kind.synchronous_default


def peak_messages_per_hour(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return messages in the busiest hour: messages a day / 24 x peak factor, added up as if all peaks fell together."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    total, guessed = [], False
    for row in rows:
        kind = knowledge.interface_types.get(row.interface_type)
        per_day = row.messages_per_day
        factor = row.peak_factor
        guessed |= per_day is None or factor is None
        if per_day is None:
            per_day = kind.messages_per_day_likely if kind else 0.0
        if factor is None:
            factor = kind.peak_factor if kind else 1.0
        total.append(per_day / 24 * factor)
    words = f"peaks of {_rows(len(rows), 'interface row')} added up"
    return _of(round(fsum(total)), words, rows, guessed=guessed)


def catalogued_pct(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the share of interfaces that are completely documented and have an owner [percent]."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    done = sum(row.documentation == "complete" and bool(row.business_owner) for row in rows)
    return _of(100 * done / len(rows), f"{done} of {_rows(len(rows), 'interface row')}", rows)


def retry_pct(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the share of interfaces that can retry safely [percent]; one that does not say cannot be counted on."""
    rows = assessment.interfaces.interfaces
    if all(row.retry_safe is None for row in rows):
        return None
    safe = sum(row.retry_safe is True for row in rows)
    return _of(100 * safe / len(rows), f"{safe} of {_rows(len(rows), 'interface row')}", rows)


def hl7_or_fhir(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return whether an interface speaks HL7 or FHIR."""
    return _speaks(assessment, knowledge, HEALTH_PROTOCOLS)


def edi(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return whether an interface speaks EDI X12 or EDIFACT."""
    return _speaks(assessment, knowledge, EDI_PROTOCOLS)


def _speaks(assessment: Assessment, knowledge: Knowledge, names: tuple[str, ...]) -> Aggregate | None:
    rows = assessment.interfaces.interfaces
    found = [row for row in rows if any(name in protocol_of(row, knowledge) for name in names)]
    if not rows:
        return None
    return _of(bool(found), f"{len(found)} of {_rows(len(rows), 'interface row')}", found or rows)


def protocol_of(row: Interface, knowledge: Knowledge) -> str:
    """Return the protocol of an interface in capital letters; what the row leaves open comes from its type."""
    kind = knowledge.interface_types.get(row.interface_type)
    return (row.protocol or (kind.protocol if kind else "")).upper()


def legacy_protocols(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return True where an interface uses an old protocol; None otherwise, for rows do not tell what else is there."""
    found = []
    for row in assessment.interfaces.interfaces:
        words = protocol_of(row, knowledge).replace(",", " ").replace("/", " ").split()
        if LEGACY_PROTOCOLS.intersection(words):
            found.append(row)
    return _of(True, _named(found), found) if found else None


def _named(rows: Sequence[Interface]) -> str:
    return "interfaces " + ", ".join(sorted(row.name for row in rows))


def bank_links(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many interfaces are bank or payment links."""
    rows = assessment.interfaces.interfaces
    links = sum(row.interface_type in BANK_TYPES for row in rows)
    return _of(links, f"of {_rows(len(rows), 'interface row')}", rows) if rows else None


def test_endpoints(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return whether every interface has a test endpoint; None while a row leaves it open."""
    rows = assessment.interfaces.interfaces
    if not rows or any(row.test_endpoint is None for row in rows):
        return None
    have = sum(row.test_endpoint is True for row in rows)
    return _of(have == len(rows), f"{have} of {_rows(len(rows), 'interface row')}", rows)


# --- systems ---------------------------------------------------------------------------------------------------------


def staying_systems(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many systems stay where they are; None while none stays and one is undecided."""
    systems = assessment.dependencies.systems
    staying = sum(system.moves == "stays" for system in systems)
    if not systems or (not staying and any(system.moves == "undecided" for system in systems)):
        return None
    return _of(staying, f"of {_rows(len(systems), 'system row')}", systems)


def sign_in_on_premises(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where the ERP signs in at a system on site; None otherwise."""
    on_site = {system.key for system in assessment.dependencies.systems if system.location == "on_premises"}
    edges = [
        edge
        for edge in assessment.dependencies.edges
        if edge.kind == "sign_in" and edge.source == THE_ERP and edge.target in on_site
    ]
    return _of(True, f"sign-in at {', '.join(sorted(edge.target for edge in edges))}", edges) if edges else None


def saas_services(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many systems are outside services; None where no system is."""
    services = [system for system in assessment.dependencies.systems if system.kind == "saas"]
    return _of(len(services), f"count of {_rows(len(services), 'system row')}", services) if services else None


# --- data and controls -----------------------------------------------------------------------------------------------


def _classed(assessment: Assessment) -> list[tuple[Row, tuple[str, ...]]]:
    datasets = [(row, (row.data_class,)) for row in assessment.data.datasets]
    interfaces = [(row, row.data_classes) for row in assessment.interfaces.interfaces]
    tenants = [(row, row.data_classes) for row in assessment.tenants.tenants]
    return [*datasets, *interfaces, *tenants]


def data_classes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the data classes of datasets, interfaces and tenants, in alphabetical order."""
    rows = [row for row, classes in _classed(assessment) if classes]
    found = {name for _row, classes in _classed(assessment) for name in classes}
    return _of(tuple(sorted(found)), f"classes of {_rows(len(rows), 'row')}", rows) if found else None


def _with_class(assessment: Assessment, name: str) -> Aggregate | None:
    rows = [row for row, classes in _classed(assessment) if name in classes]
    return _of(True, f"{_rows(len(rows), 'row')} with class {name}", rows) if rows else None


def card_data(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a row carries card numbers; None otherwise."""
    return _with_class(assessment, "DC-CARD")


def controlled_substances(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a row carries records of controlled substances; None otherwise."""
    return _with_class(assessment, "DC-CTRL")


def longest_retention_years(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the longest retention that a dataset gives [years]."""
    rows = [row for row in assessment.data.datasets if row.retention_years is not None]
    longest = max((row.retention_years or 0 for row in rows), default=0.0)
    return _of(longest, f"longest of {_rows(len(rows), 'dataset')}", rows) if rows else None


def residency(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a dataset must stay in a territory; None otherwise."""
    rows = [row for row in assessment.data.datasets if row.residency]
    return _of(True, f"{_rows(len(rows), 'dataset')} with a territory", rows) if rows else None


def measured_baseline(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where servers or service demands carry measured figures; None otherwise."""
    servers = [row for row in assessment.baseline.servers if row.cpu_p95_share is not None]
    rows: list[Row] = [*servers, *assessment.baseline.measured_demands]
    return _of(True, f"measurements in {_rows(len(rows), 'row')}", rows) if rows else None


# --- recovery --------------------------------------------------------------------------------------------------------


def _strictest(assessment: Assessment, fields: tuple[str, ...]) -> Aggregate | None:
    rows: list[Row] = [*assessment.recovery.processes, *assessment.recovery.module_objectives]
    values = [value for row in rows for field in fields if (value := getattr(row, field, None)) is not None]
    return _of(min(values), f"strictest of {_rows(len(rows), 'objective')}", rows) if values else None


def strictest_rto_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest RTO of a process or application; a failure does not wait for the close to end. [minutes]"""
    return _strictest(assessment, ("rto_minutes", "closing_rto_minutes"))


def strictest_rpo_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest RPO of a process or application, closing days included. [minutes]"""
    return _strictest(assessment, ("rpo_minutes", "closing_rpo_minutes"))


def shortest_downtime_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest tolerable downtime that a process gives [hours]."""
    rows = [row for row in assessment.recovery.processes if row.mtd_hours is not None]
    if not rows:
        return None
    return _of(min(row.mtd_hours or 0 for row in rows), f"shortest of {_rows(len(rows), 'process', 'processes')}", rows)


def weakest_workaround(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the weakest manual workaround among the critical processes, or among all where none is critical."""
    processes = assessment.recovery.processes
    rows = [row for row in processes if row.criticality >= CRITICAL_PROCESS] or list(processes)
    if not rows:
        return None
    weakest = min((row.workaround for row in rows), key=("none", "documented", "rehearsed").index)
    return _of(weakest, f"weakest of {_rows(len(rows), 'process', 'processes')}", rows)


def shortest_workaround_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how long the workaround that carries shortest does carry [hours], where processes say so."""
    rows = [row for row in assessment.recovery.processes if row.workaround_hours is not None]
    if not rows:
        return None
    shortest = min(row.workaround_hours or 0 for row in rows)
    return _of(shortest, f"shortest of {_rows(len(rows), 'process', 'processes')}", rows)
