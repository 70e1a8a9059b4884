"""Which tenants share servers, and which have some to themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wardround.assessment import Assessment
from wardround.assessment.tenants import Tenant
from wardround.engine.decisions.tenancy import placements
from wardround.engine.facts import Facts
from wardround.knowledge import Knowledge

OWN_SERVERS = frozenset({"dedicated_vm", "dedicated_subscription"})
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class TenantGroup:
    """Tenants that share a set of application and database servers.

    Parameters
    ----------
    tenant : key of the tenant that is alone; '' for the shared platform.
    only : keys to count in the demand; None counts everything.
    database_gib_now, database_gib, filestore_gib_now, filestore_gib : now and at the end of the horizon. [GiB]
    measured_share : part of what was measured on the whole platform that falls on these tenants: the part that their
        databases are of all databases today, which no load moves.
    """

    tenant: str
    only: frozenset[str] | None
    database_gib_now: float
    database_gib: float
    filestore_gib_now: float
    filestore_gib: float
    measured_share: float = 1.0


def tenant_groups(
    assessment: Assessment, facts: Facts, knowledge: Knowledge, apart: frozenset[str] | None = None
) -> tuple[TenantGroup, ...]:
    """Return the groups, the shared platform first. Without tenants, or with one, everything is one group.

    A tenant stands alone when the tenancy decided for it says so. What belongs to no tenant runs on the shared
    platform, or with the most critical tenant where none is.

    Parameters
    ----------
    apart : keys of the tenants that stand alone whatever is decided, to compare; None takes what is decided.
    """
    tenants = sorted(assessment.tenants.tenants, key=lambda row: row.key)
    if apart is None:
        apart = frozenset(row.tenant for row in placements(assessment, facts, knowledge) if row.tenancy in OWN_SERVERS)
    alone = [row for row in tenants if row.key in apart] if len(tenants) > 1 else []
    if not alone:
        return (_whole(facts),)
    shared = [row for row in tenants if row not in alone]
    years = facts.number("planning_horizon_years")
    groups = []
    if shared:
        groups.append(_group("", shared, frozenset({"", *(row.key for row in shared)}), years))
    host = "" if shared else max(alone, key=lambda row: (row.criticality, row.database_gib, row.key)).key
    for row in alone:
        keys = frozenset({row.key, ""}) if row.key == host else frozenset({row.key})
        groups.append(_group(row.key, [row], keys, years))
    total = sum(group.database_gib_now for group in groups)
    return tuple(
        replace(group, measured_share=group.database_gib_now / total if total else 1.0 / len(groups))
        for group in groups
    )


def _whole(facts: Facts) -> TenantGroup:
    months = facts.number("planning_horizon_years") * MONTHS_PER_YEAR
    database, filestore = facts.number("db_size_gb"), facts.number("filestore_gb")
    return TenantGroup(
        "",
        None,
        database,
        database + facts.number("db_growth_gb_month") * months,
        filestore,
        filestore + facts.number("filestore_growth_gb_month") * months,
    )


def _group(tenant: str, rows: list[Tenant], only: frozenset[str], years: float) -> TenantGroup:
    months = years * MONTHS_PER_YEAR
    database = sum(row.database_gib for row in rows)
    filestore = sum(row.filestore_gib for row in rows)
    return TenantGroup(
        tenant,
        only,
        database,
        database + sum(row.database_growth_gib_per_month for row in rows) * months,
        filestore,
        filestore + sum(row.filestore_growth_gib_per_month for row in rows) * months,
    )
