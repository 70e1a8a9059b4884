"""What tenants, modules, roles, documents, reports and jobs say."""

from __future__ import annotations

from itertools import pairwise
from math import fsum

from wardround.assessment import Assessment
from wardround.engine.aggregates.aggregate import Aggregate, count_of, of_rows
from wardround.knowledge import Knowledge

TIER0_CRITICALITY = 3
"""Criticality of an application that stops patient-supporting work (MOD-01 runs from 0 to 3)."""


def _sum_of_tenants(assessment: Assessment, field: str) -> Aggregate | None:
    tenants = assessment.tenants.tenants
    total = fsum(getattr(tenant, field) for tenant in tenants)
    return of_rows(total, f"sum of {count_of(len(tenants), 'tenant row')}", tenants) if tenants else None


def legal_entities(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the legal entities of all tenants."""
    tenants = assessment.tenants.tenants
    total = sum(tenant.legal_entities for tenant in tenants)
    return of_rows(total, f"sum of {count_of(len(tenants), 'tenant row')}", tenants) if tenants else None


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
    return of_rows(oldest, f"oldest of {count_of(len(tenants), 'tenant')}", tenants)


def tier0_modules(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many applications stop patient-supporting work when they fail."""
    modules = assessment.modules.modules
    critical = sum(module.criticality >= TIER0_CRITICALITY for module in modules)
    return of_rows(critical, f"of {count_of(len(modules), 'application row')}", modules) if modules else None


def head_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the head counts of all roles added up."""
    roles = assessment.people.roles
    total = sum(role.head_count for role in roles)
    return of_rows(total, f"head count of {count_of(len(roles), 'role')}", roles) if total else None


def active_people(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the people active at the busiest hour: head count x active share, added up and rounded."""
    roles = assessment.people.roles
    active = round(fsum(role.head_count * role.active_share for role in roles))
    return of_rows(active, f"active people of {count_of(len(roles), 'role')}", roles) if active else None


def documents_per_day(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the documents of all types on a working day."""
    documents = assessment.volumes.documents
    total = round(fsum(row.per_day for row in documents))
    return of_rows(total, f"sum of {count_of(len(documents), 'document row')}", documents) if documents else None


def lines_per_document(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the mean number of lines, weighted by documents a day, of the rows that give lines."""
    documents = [row for row in assessment.volumes.documents if row.lines is not None]
    total = fsum(row.per_day for row in documents)
    if not total:
        return None
    mean = fsum(row.per_day * (row.lines or 0) for row in documents) / total
    return of_rows(mean, f"weighted mean of {count_of(len(documents), 'document row')}", documents)


def longest_report_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the duration of the longest report [minutes]."""
    reports = assessment.reports.reports
    longest = max((report.duration_minutes for report in reports), default=0.0)
    return of_rows(longest, f"longest of {count_of(len(reports), 'report')}", reports) if reports else None


def batch_window_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the hours of a working day that lie in the window of at least one job; windows may run over midnight."""
    jobs = [job for job in assessment.reports.jobs if "weekday" in job.day_types]
    if not jobs:
        return None
    edges = sorted({0.0, 24.0} | {edge for job in jobs for edge in _day_edges(job.starts_at_hour, job.window_hours)})
    inside = fsum(
        end - start
        for start, end in pairwise(edges)
        if any((start - job.starts_at_hour) % 24 < job.window_hours for job in jobs)
    )
    return of_rows(inside, f"windows of {count_of(len(jobs), 'job')}", jobs)


def _day_edges(starts_at_hour: int, window_hours: float) -> tuple[float, float]:
    return float(starts_at_hour), (starts_at_hour + window_hours) % 24
