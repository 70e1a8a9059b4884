"""What the recovery objectives say."""

from __future__ import annotations

from wardround.assessment import Assessment, Row
from wardround.engine.aggregates.aggregate import Aggregate, count_of, of_rows
from wardround.knowledge import Knowledge

CRITICAL_PROCESS = 4
"""From this criticality (1 to 5) up a process counts for the workaround that the whole client can rely on."""


def _strictest(assessment: Assessment, fields: tuple[str, ...]) -> Aggregate | None:
    rows: list[Row] = [*assessment.recovery.processes, *assessment.recovery.module_objectives]
    values = [value for row in rows for field in fields if (value := getattr(row, field, None)) is not None]
    return of_rows(min(values), f"strictest of {count_of(len(rows), 'objective')}", rows) if values else None


def strictest_rto_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest RTO of a process or application in minutes, closing days included."""
    return _strictest(assessment, ("rto_minutes", "closing_rto_minutes"))


def strictest_rpo_minutes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest RPO of a process or application, closing days included, in minutes."""
    return _strictest(assessment, ("rpo_minutes", "closing_rpo_minutes"))


def shortest_downtime_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the shortest tolerable downtime that a process gives [hours]."""
    rows = [row for row in assessment.recovery.processes if row.mtd_hours is not None]
    if not rows:
        return None
    return of_rows(
        min(row.mtd_hours or 0 for row in rows), f"shortest of {count_of(len(rows), 'process', 'processes')}", rows
    )


def weakest_workaround(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the weakest manual workaround among the critical processes, or among all where none is critical."""
    processes = assessment.recovery.processes
    rows = [row for row in processes if row.criticality >= CRITICAL_PROCESS] or list(processes)
    if not rows:
        return None
    weakest = min((row.workaround for row in rows), key=("none", "documented", "rehearsed").index)
    return of_rows(weakest, f"weakest of {count_of(len(rows), 'process', 'processes')}", rows)


def shortest_workaround_hours(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how long the workaround that carries shortest does carry [hours], where processes say so."""
    rows = [row for row in assessment.recovery.processes if row.workaround_hours is not None]
    if not rows:
        return None
    shortest = min(row.workaround_hours or 0 for row in rows)
    return of_rows(shortest, f"shortest of {count_of(len(rows), 'process', 'processes')}", rows)
