"""Stage 1: operations by hour and class for each day type, and the hour that asks most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from wardround.assessment import Assessment
from wardround.engine.controls import controls_in_force
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.findings import Demand, DesignHour, ServiceDemand
from wardround.engine.machine_load import (
    SECONDS_PER_HOUR,
    MachineLoad,
    ReportLoad,
    interface_loads,
    job_loads,
    report_loads,
)
from wardround.engine.overheads import overheads
from wardround.engine.people_load import PROFILE_OF_OPENING, PeopleLoad, people_loads
from wardround.engine.queueing import Numbers, Sampled
from wardround.engine.service_demands import service_demands
from wardround.engine.site_time import (
    DAY_TYPES,
    HOURS,
    SEASONS,
    WORKING_DAYS,
    SiteTime,
    in_utc,
    site_time,
    spoken_hour,
    utc_offset_hours,
)
from wardround.knowledge import Knowledge


@formula("(1 + growth a year) to the power of the years in the horizon", unit="x", source="compound growth")
def growth_factor(growth_pct_per_year: Sampled, years: Sampled) -> Sampled:
    """Return load at the end of the horizon against now; a loss of everything is the least there is."""
    return np.maximum(1.0 + growth_pct_per_year / 100.0, 0.0) ** years


@formula("(size now + growth a month x months in the horizon) / size now", unit="x", source="straight-line growth")
def data_growth_factor(gib_now: Sampled, gib_per_month: Sampled, years: Sampled) -> Sampled:
    """Return the size of the database at the end of the horizon against now; 1 for an empty database."""
    some = np.maximum(gib_now, 1e-9)
    return np.where(np.asarray(gib_now) > 0, (gib_now + gib_per_month * 12.0 * years) / some, 1.0)


@formula(
    "active people / think time; the answer itself is left out of the cycle, which is slightly high",
    unit="1/s",
    source="interactive response-time law without response time, sizing models, section 1",
)
def steps_per_s(active: float, think_time_s: float) -> float:
    """Return the steps that people take. [1/s]."""
    return active / think_time_s


@formula(
    "sum over classes of operations x (application CPU + database CPU) + running reports",
    unit="cores",
    source="utilisation law, general knowledge (unverified)",
)
def busy_cores(per_s: Numbers, cpu_s: Numbers, running_reports: Numbers) -> Numbers:
    """Return the cores of the reference series that work keeps busy, over the last axis. [cores]."""
    return np.asarray(per_s @ cpu_s + running_reports)


@dataclass(frozen=True, slots=True)
class _Totals:
    """Sums in site time of one zone, or in UTC of all."""

    interactive: Numbers
    machine: Numbers
    batch: Numbers
    active: Numbers
    steps: Numbers
    reports: Numbers

    @classmethod
    def none(cls, classes: int) -> _Totals:
        """Return sums of nothing."""
        by_class, by_hour = (len(DAY_TYPES), HOURS, classes), (len(DAY_TYPES), HOURS)
        return cls(
            np.zeros(by_class),
            np.zeros(by_class),
            np.zeros(by_class),
            np.zeros(by_hour),
            np.zeros(by_hour),
            np.zeros(by_hour),
        )

    def parts(self) -> tuple[Numbers, ...]:
        """Return all sums in a fixed order."""
        return (self.interactive, self.machine, self.batch, self.active, self.steps, self.reports)


@dataclass(frozen=True, slots=True)
class Season:
    """The half of the daylight-saving year that was taken, and the offset of each zone in it. [hours]."""

    name: str
    offsets: dict[str, float]


@dataclass(frozen=True, slots=True)
class Loads:
    """Everything that loads the platform, in site time, before growth and headroom."""

    people: tuple[PeopleLoad, ...]
    interfaces: tuple[MachineLoad, ...]
    jobs: tuple[MachineLoad, ...]
    reports: tuple[ReportLoad, ...]


def demand(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    *,
    only: frozenset[str] | None = None,
) -> tuple[Demand, tuple[Figure, ...]]:
    """Return the demand at the end of the horizon, with growth and headroom, and the figures behind it.

    Parameters
    ----------
    as_of : its year decides the dates of daylight saving.
    only : keys of the tenants to count ('' for what belongs to none); None counts everything.
    """
    years = facts.number("planning_horizon_years")
    growth = float(growth_factor(facts.number("user_growth_pct_year"), years))
    headroom = 1.0 + facts.number("headroom_pct") / 100.0
    data_growth = float(data_growth_factor(facts.number("db_size_gb"), facts.number("db_growth_gb_month"), years))
    cost_of_controls = overheads(controls_in_force(assessment, facts, knowledge, as_of), knowledge)
    services, figures = service_demands(assessment, facts, knowledge, cost_of_controls, data_growth)
    found = _summed(assessment, facts, knowledge, as_of, only, _Terms(services, growth, data_growth, headroom))
    return found, (*figures, *_figures(found, facts))


def demand_of_tenants(
    whole: Demand,
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    only: frozenset[str],
) -> Demand:
    """Return the part of the demand that some tenants cause, as `demand` gives it; an operation costs the same.

    Parameters
    ----------
    whole : of all tenants together.
    """
    terms = _Terms(whole.services, whole.user_growth_factor, whole.data_growth_factor, whole.headroom_factor)
    return _summed(assessment, facts, knowledge, as_of, only, terms)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What one operation costs, and by what all loads grow."""

    services: tuple[ServiceDemand, ...]
    growth: float
    data_growth: float
    headroom: float


def _summed(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    only: frozenset[str] | None,
    terms: _Terms,
) -> Demand:
    services = terms.services
    cpu_s = np.array([row.application_cpu_s + row.database_cpu_s for row in services])

    days = site_time(assessment, knowledge)
    loads = loads_of(assessment, facts, knowledge, days, only)
    by_zone = _by_zone(loads, services, _login_storm(assessment, facts, days, only))
    season, totals = _heavier_season(by_zone, len(services), cpu_s, as_of.year, terms.growth * terms.headroom)
    per_s = totals.interactive + totals.machine + totals.batch
    cores = busy_cores(per_s, cpu_s, totals.reports)
    day, hour = divmod(int(np.argmax(cores)), HOURS)
    home = days.home
    offset = season.offsets.get(home, utc_offset_hours(home, as_of.year, season.name))
    steps = float(totals.steps[day, hour])
    return Demand(
        classes=tuple(row.model_class for row in services),
        day_types=DAY_TYPES,
        interactive_per_s=_by_class(totals.interactive),
        machine_per_s=_by_class(totals.machine),
        batch_per_s=_by_class(totals.batch),
        active_users=_by_hour(totals.active),
        running_reports=_by_hour(totals.reports),
        think_time_s=float(totals.active[day, hour]) / steps if steps else 0.0,
        services=services,
        design_hour=DesignHour(
            day_type=DAY_TYPES[day],
            hour_utc=hour,
            local_time=f"{spoken_hour(DAY_TYPES[day], hour, offset, home)} ({season.name} time)",
            active_users=float(totals.active[day, hour]),
            operations_per_hour=float(per_s[day, hour].sum()) * SECONDS_PER_HOUR,
            cpu_cores=float(cores[day, hour]),
            time_zone=home,
            utc_offset_hours=offset,
        ),
        user_growth_factor=terms.growth,
        data_growth_factor=terms.data_growth,
        headroom_factor=terms.headroom,
    )


def loads_of(
    assessment: Assessment, facts: Facts, knowledge: Knowledge, days: SiteTime, only: frozenset[str] | None
) -> Loads:
    """Return everything that loads the platform, in site time, before growth and headroom."""
    people = people_loads(assessment, facts, knowledge, days, only)
    return Loads(
        people,
        interface_loads(assessment, facts, knowledge, days, people, only),
        job_loads(assessment, facts, days, only),
        report_loads(assessment, days, only),
    )


def _by_zone(loads: Loads, services: tuple[ServiceDemand, ...], storm: Iterable[MachineLoad]) -> dict[str, _Totals]:
    place = {row.model_class: number for number, row in enumerate(services)}
    zones: dict[str, _Totals] = {}

    def zone(name: str) -> _Totals:
        if name not in zones:
            zones[name] = _Totals.none(len(services))
        return zones[name]

    for people in loads.people:
        totals = zone(people.time_zone)
        steps = people.active / people.think_time_s
        totals.interactive[...] += steps[:, :, None] * people.mix
        totals.active[...] += people.active
        totals.steps[...] += steps
    for machine in loads.interfaces:
        zone(machine.time_zone).machine[:, :, place[machine.model_class]] += machine.per_s
    for machine in loads.jobs:
        zone(machine.time_zone).batch[:, :, place[machine.model_class]] += machine.per_s
    for machine in storm:
        zone(machine.time_zone).interactive[:, :, place[machine.model_class]] += machine.per_s
    for report in loads.reports:
        zone(report.time_zone).reports[...] += report.running
    return dict(sorted(zones.items()))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one row adds to the load, in UTC and before growth and headroom, indexed [day type, hour, class].

    `key` is that of the row, or the fact that stands for rows; `level` the activity level of people.
    """

    kind: str
    """people, interface, job, report, replica_report (which may read a replica) or sign_in."""
    key: str
    level: str
    interactive_per_s: Numbers
    machine_per_s: Numbers
    batch_per_s: Numbers
    active_users: Numbers
    running_reports: Numbers


def contributions(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    found: Demand,
    *,
    only: frozenset[str] | None = None,
) -> tuple[Contribution, ...]:
    """Return what each row adds to a demand; together, with growth and headroom, they are the demand.

    Parameters
    ----------
    found : the demand of the same tenants.
    only : keys of the tenants to count, as for `demand`.
    """
    services = found.services
    cpu_s = np.array([row.application_cpu_s + row.database_cpu_s for row in services])
    days = site_time(assessment, knowledge)
    loads = loads_of(assessment, facts, knowledge, days, only)
    storm = _login_storm(assessment, facts, days, only)
    factor = found.user_growth_factor * found.headroom_factor
    season, _ = _heavier_season(_by_zone(loads, services, storm), len(services), cpu_s, as_of.year, factor)
    nobody = Loads((), (), (), ())
    alone = [
        *(("people", each.key, each.level, replace(nobody, people=(each,)), ()) for each in loads.people),
        *(("interface", each.key, "", replace(nobody, interfaces=(each,)), ()) for each in loads.interfaces),
        *(("job", each.key, "", replace(nobody, jobs=(each,)), ()) for each in loads.jobs),
        *((_REPORT[each.reads_replica], each.key, "", replace(nobody, reports=(each,)), ()) for each in loads.reports),
        *(("sign_in", each.key, "", nobody, (each,)) for each in storm),
    ]
    return tuple(
        _contribution(kind, key, level, _by_zone(load, services, sign_ins), season)
        for kind, key, level, load, sign_ins in alone
    )


_REPORT = {False: "report", True: "replica_report"}


def _contribution(
    kind: str,
    key: str,
    level: str,
    by_zone: dict[str, _Totals],
    season: Season,
) -> Contribution:
    ((zone, local),) = by_zone.items()
    interactive, machine, batch, active, _steps, reports = (
        in_utc(part, season.offsets[zone]) for part in local.parts()
    )
    return Contribution(kind, key, level, interactive, machine, batch, active, reports)


def _login_storm(
    assessment: Assessment, facts: Facts, days: SiteTime, only: frozenset[str] | None
) -> tuple[MachineLoad, ...]:
    """Return the sign-ins of a shift change as the mean of its hour; inside it they come up to twelve times as fast.

    The hour is the start of the shift of most people, else the one into which the day rises most steeply.
    """
    count = facts.number("login_storm_users_5min")
    if not facts.flag("shift_overlap") or count <= 0 or not (only is None or "" in only):
        return ()
    working = [role for role in assessment.people.roles if role.shifts]
    if working:
        largest = max(working, key=lambda role: (role.head_count, role.key))
        busiest = max(largest.shifts, key=lambda shift: (shift.share_at_work, -shift.starts_at_hour))
        hour, zone = busiest.starts_at_hour, days.zone(largest.site)
    else:
        weekday = days.shape(PROFILE_OF_OPENING[facts.text("operating_hours")])[0]
        hour, zone = int(np.argmax(weekday - np.roll(weekday, 1))), days.home
    per_s = np.zeros((len(DAY_TYPES), HOURS))
    per_s[[DAY_TYPES.index(day) for day in WORKING_DAYS], hour] = count / SECONDS_PER_HOUR
    return (MachineLoad("sign-ins at shift change", zone, "login", per_s, "login_storm_users_5min"),)


def _heavier_season(
    by_zone: dict[str, _Totals], classes: int, cpu_s: Numbers, year: int, factor: float
) -> tuple[Season, _Totals]:
    """Return the season in which the busiest hour is busier, and all sums in UTC; winter where both agree."""
    best: tuple[Season, _Totals] | None = None
    most = -1.0
    for name in SEASONS:
        season = Season(name, {zone: utc_offset_hours(zone, year, name) for zone in by_zone})
        totals = _Totals.none(classes)
        for zone, local in by_zone.items():
            for into, part in zip(totals.parts(), local.parts(), strict=True):
                into[...] += in_utc(part, season.offsets[zone]) * factor
        per_s = totals.interactive + totals.machine + totals.batch
        peak = float(busy_cores(per_s, cpu_s, totals.reports).max())
        if best is None or peak > most * (1 + 1e-12):
            best, most = (season, totals), peak
    if best is None:
        raise AssertionError
    return best


def _by_class(values: Numbers) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(tuple(map(tuple, day)) for day in values.tolist())


def _by_hour(values: Numbers) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, values.tolist()))


def _figures(found: Demand, facts: Facts) -> tuple[Figure, ...]:
    hour = found.design_hour
    running_reports = found.running_reports[found.day_types.index(hour.day_type)][hour.hour_utc]
    growth = growth_factor.explain(
        "demand.user_growth_factor",
        "Growth of load over the horizon",
        (facts.input("user_growth_pct_year"), facts.input("planning_horizon_years")),
        round(found.user_growth_factor, 4),
    )
    data = data_growth_factor.explain(
        "demand.data_growth_factor",
        "Growth of the database over the horizon",
        (facts.input("db_size_gb"), facts.input("db_growth_gb_month"), facts.input("planning_horizon_years")),
        round(found.data_growth_factor, 4),
    )
    people = Input("Active people", round(hour.active_users, 1), "people", "", "demand.design_hour.active_users")
    scaled = (
        Input("Growth of load", growth.value, "x", "", growth.name),
        facts.input("headroom_pct"),
    )
    behind = (
        (facts.input("role_mix_table"),)
        if facts["role_mix_table"]
        else (facts.input("peak_concurrent_users"), facts.input("heavy_user_pct"), facts.input("operating_hours"))
    )
    active = Figure(
        "demand.design_hour.active_users",
        "Active people in the design hour",
        round(hour.active_users, 1),
        "people",
        "head count x active share x shape x multiplier of the day type, summed over roles, x growth x headroom",
        (*behind, *scaled),
        "hourly profiles and day-type multipliers (judgement) unless measured",
    )
    operations = steps_per_s.explain(
        "demand.design_hour.operations_per_hour",
        "Operations in the design hour",
        (
            people,
            Input(
                "Mean think time", round(found.think_time_s, 2), "s", "activity levels (SF-285 to SF-287, judgement)"
            ),
            facts.input("interface_msgs_per_hour_peak"),
        ),
        round(hour.operations_per_hour, 1),
    )
    services = tuple(
        Input(f"CPU of '{row.model_class}'", "", "", "", f"demand.service.{row.model_class}.cpu_s")
        for row in found.services
    )
    cores = busy_cores.explain(
        "demand.design_hour.cpu_cores",
        f"Busy reference cores, {hour.local_time}",
        (
            Input("Operations an hour", operations.value, "1/h", "", operations.name),
            Input("Heavy reports at once", round(float(running_reports), 3), "reports", "reports table"),
            *services,
        ),
        round(hour.cpu_cores, 3),
    )
    hourly = replace(operations, unit="1/h", words=f"{operations.words}; machines added; x 3,600")
    return (growth, data, active, hourly, cores)
