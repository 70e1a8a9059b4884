"""What runs without people: interfaces, scheduled jobs, bulk imports, heavy reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wardround.assessment import Assessment
from wardround.assessment.interfaces import Interface
from wardround.assessment.reports import BatchJob, Report
from wardround.engine.facts import Facts
from wardround.engine.people_load import PeopleLoad
from wardround.engine.queueing import Numbers
from wardround.engine.site_time import DAY_TYPES, HOURS, SiteTime, busiest_is_one
from wardround.knowledge import Knowledge

SECONDS_PER_HOUR = 3600
ROWS_PER_BULK_IMPORT = 200
"""One operation of the class import_bulk loads this many records (lab import_batch and import_products)."""


@dataclass(frozen=True, slots=True)
class MachineLoad:
    """Operations of one class by day type and hour of site time, without growth and headroom. [1/s]."""

    name: str
    time_zone: str
    model_class: str
    per_s: Numbers
    key: str = ""
    """Of the row; else the fact that counts the operations."""


@dataclass(frozen=True, slots=True)
class ReportLoad:
    """Heavy reports running at once, by day type and hour of site time."""

    name: str
    time_zone: str
    running: Numbers
    reads_replica: bool
    key: str = ""


def interface_loads(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    days: SiteTime,
    people: tuple[PeopleLoad, ...],
    only: frozenset[str] | None,
) -> tuple[MachineLoad, ...]:
    """Return the load of all interfaces; without rows, of the messages stated for the busiest hour.

    Interfaces that repeat what people already do count only where no such people are modelled.
    """
    rows = sorted(assessment.interfaces.interfaces, key=lambda row: row.key)
    if rows:
        repeated = _repeated_types(people, knowledge)
        sites = {system.key: system.site for system in assessment.dependencies.systems}
        return tuple(
            _of_interface(row, sites, knowledge, days)
            for row in rows
            if (only is None or row.tenant in only) and row.interface_type not in repeated
        )
    if facts.number("interface_count") <= 0 or not (only is None or "" in only):
        return ()
    shape = busiest_is_one(days.shape("interface_following_office"))
    per_s = facts.number("interface_msgs_per_hour_peak") / SECONDS_PER_HOUR * shape
    return (MachineLoad("interfaces stated", days.home, "api_call", per_s, "interface_msgs_per_hour_peak"),)


def _repeated_types(people: tuple[PeopleLoad, ...], knowledge: Knowledge) -> frozenset[str]:
    classes = tuple(knowledge.model_classes)
    levels = {load.level for load in people}
    done = {name for load in people for name, share in zip(classes, load.mix, strict=True) if share > 0}
    repeats = {
        "scanner_middleware": "scanner_user" in levels,
        "portal_web": "portal_user" in levels,
        "single_sign_on": "login" in done,
        "label_print": "print" in done,
    }
    return frozenset(name for name, yes in repeats.items() if yes)


def _of_interface(row: Interface, sites: Mapping[str, str], knowledge: Knowledge, days: SiteTime) -> MachineLoad:
    kind = knowledge.interface_types[row.interface_type]
    messages = kind.messages_per_day_likely if row.messages_per_day is None else row.messages_per_day
    shape = days.shape(kind.hourly_profile_default)
    if row.peak_factor is not None:
        shape = np.array([with_busiest_hour(day, row.peak_factor / HOURS) for day in shape])
    per_s = messages * kind.operations_per_message * shape / SECONDS_PER_HOUR
    site = sites.get(row.system, "")
    return MachineLoad(row.name, days.zone(site), kind.model_class, per_s, row.key)


def with_busiest_hour(shares: Numbers, busiest: float) -> Numbers:
    """Return a shape of the day whose busiest hour has the share given, 1/24 to 1; the shares still make 1.

    A flatter day is the same one mixed with an even day; for a steeper one the busiest hour takes from all others.
    """
    top = float(shares.max())
    even = 1.0 / HOURS
    if top <= even:
        shares = np.full(HOURS, even)
        top = even
    if busiest <= top and top > even:
        return even + (shares - even) * (busiest - even) / (top - even)
    if top >= 1.0:
        return shares
    steeper = shares * (1.0 - busiest) / (1.0 - top)
    steeper[int(np.argmax(shares))] = busiest
    return steeper


def job_loads(
    assessment: Assessment, facts: Facts, days: SiteTime, only: frozenset[str] | None
) -> tuple[MachineLoad, ...]:
    """Return the load of all batch jobs; without rows, of the rows imported in bulk, spread over the night."""
    rows = sorted(assessment.reports.jobs, key=lambda row: row.key)
    if rows:
        return tuple(_of_job(row, days) for row in rows if only is None or row.tenant in only)
    chunks = facts.number("bulk_import_rows_day") / ROWS_PER_BULK_IMPORT
    if not chunks or not (only is None or "" in only):
        return ()
    per_s = chunks * days.shape("night_batch") / SECONDS_PER_HOUR
    return (MachineLoad("bulk imports stated", days.home, "import_bulk", per_s, "bulk_import_rows_day"),)


def _of_job(row: BatchJob, days: SiteTime) -> MachineLoad:
    by_hour = np.zeros(HOURS)
    for hour, share in covered_hours(row.starts_at_hour, row.window_hours):
        by_hour[hour] += row.operations / row.window_hours * share / SECONDS_PER_HOUR
    per_s = np.array([by_hour if day in row.day_types else np.zeros(HOURS) for day in DAY_TYPES])
    return MachineLoad(row.name, days.zone(row.site), row.model_class, per_s, row.key)


def covered_hours(starts_at: int, length_hours: float) -> tuple[tuple[int, float], ...]:
    """Return the hours of the day that a span covers, each with the share of the hour covered."""
    found = []
    left, hour = length_hours, starts_at
    while left > 0:
        found.append((hour % HOURS, min(left, 1.0)))
        left -= 1.0
        hour += 1
    return tuple(found)


def report_loads(assessment: Assessment, days: SiteTime, only: frozenset[str] | None) -> tuple[ReportLoad, ...]:
    """Return the heavy reports that run at once; one without a usual start follows the office day."""
    zone = days.home
    rows = sorted(assessment.reports.reports, key=lambda row: row.key)
    return tuple(
        ReportLoad(row.name, zone, _running(row, days), row.reads_replica, row.key)
        for row in rows
        if only is None or row.tenant in only
    )


def _running(row: Report, days: SiteTime) -> Numbers:
    hours_of_work = row.runs_per_day * row.duration_minutes / 60
    office = days.shape("office")
    found = []
    for place, day in enumerate(DAY_TYPES):
        if day not in row.day_types:
            by_hour = np.zeros(HOURS)
        elif row.starts_at_hour is None:
            by_hour = hours_of_work * office[place]
        else:
            by_hour = np.zeros(HOURS)
            for hour, share in covered_hours(row.starts_at_hour, max(row.duration_minutes / 60, 1.0)):
                by_hour[hour] += hours_of_work * share / max(row.duration_minutes / 60, 1.0)
        found.append(by_hour)
    return np.array(found)
