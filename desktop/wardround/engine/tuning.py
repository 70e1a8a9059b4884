"""Tune first: what changes to the load save in response and money, each by assessing the changed answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from wardround.assessment import Assessment, with_values
from wardround.assessment.platform import Pin
from wardround.engine.autoscaling import modelled_role
from wardround.engine.demand import Contribution, contributions, demand
from wardround.engine.findings import Findings, Performance, RoleSizing
from wardround.engine.findings.tuning import Tuning, TuningKind, TuningMeasure
from wardround.engine.plain_words import counted
from wardround.engine.queueing import Numbers
from wardround.engine.site_time import HOURS
from wardround.engine.sizing import size
from wardround.engine.tuning_words import servers_changed, verdict_of, words_of
from wardround.engine.vertical_horizontal import KEY_LENGTH
from wardround.knowledge import Knowledge

if TYPE_CHECKING:
    from wardround.engine.compare import Study

HALF = 0.5
"""How much of an operation is left when it was tuned; the measure says so."""
KEPT_ROLES = frozenset({"application", "batch", "postgresql"})
"""The servers that a response depends on."""
NEEDS_SERVERS: frozenset[TuningKind] = frozenset({"split_jobs"})
"""Measures that other servers are part of."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tried:
    """One change to try. ``policy`` names its effort in days, ``role`` who does it."""

    kind: TuningKind
    about: str
    title: str
    change: str
    policy: str
    role: str
    answers: Assessment
    knowledge: Knowledge


def tuning(study: Study) -> Tuning | None:
    """Return what tuning saves, the best measure first; None where nothing runs on servers that could be tuned."""
    if modelled_role(study.findings) is None:
        return None
    now = study.findings
    p95_s = now.sizing.performance.design_hour.p95_response_s
    found = [_measured(study, tried) for tried in candidates(study)]
    noticed = study.knowledge.design_policies["tuning_noticed_share"].value
    worth = [one for one in found if _gain(one, now) > noticed]
    worth.sort(key=lambda one: (-one.worth_per_day, one.title))
    nothing = tuple(one.title for one in found if one not in worth)
    already = _apart_already(study)
    measures = tuple(worth)
    return Tuning(
        p95_s=p95_s,
        monthly_usd=now.cost.totals.steady_monthly_usd,
        measures=measures,
        saves_nothing=(*nothing, *already),
        words=words_of(measures, p95_s),
    )


def candidates(study: Study) -> Iterator[Tried]:
    """Yield the changes worth trying for these answers: the heaviest of each kind at the busiest hour."""
    day, hour = _peak(study.findings)
    rows = contributions(study.answers, study.facts, study.knowledge, study.as_of, study.findings.demand)
    yield from _reports(study, rows, day, hour)
    yield from _interfaces(study, rows, day, hour)
    yield from _jobs(study, rows)
    yield from _operations(study)
    yield from _split(study)


def _peak(findings: Findings) -> tuple[int, int]:
    hour = findings.demand.design_hour
    return findings.demand.day_types.index(hour.day_type), hour.hour_utc


def _cores(row: Contribution, cpu_s: Sequence[float]) -> Numbers:
    """Return the reference cores that a row keeps busy, indexed [day type, hour]."""
    per_s = row.interactive_per_s + row.machine_per_s + row.batch_per_s
    return np.asarray(per_s @ np.array(cpu_s) + row.running_reports)


def _cpu_s(study: Study) -> list[float]:
    return [row.application_cpu_s + row.database_cpu_s for row in study.findings.demand.services]


def _reports(study: Study, rows: Sequence[Contribution], day: int, hour: int) -> Iterator[Tried]:
    in_peak = [row for row in rows if "report" in row.kind and row.running_reports[day, hour] > 0]
    answers = study.answers
    if in_peak:
        heaviest = max(in_peak, key=lambda row: (float(row.running_reports[day, hour]), row.key))
        report = next(row for row in answers.reports.reports if row.key == heaviest.key)
        quiet = quiet_hour(study, report.day_types)
        if report.starts_at_hour != quiet:
            was = "during the day" if report.starts_at_hour is None else f"at {report.starts_at_hour:02d}:00"
            yield Tried(
                "report",
                report.key,
                f"Run '{report.name}' outside the busiest hour",
                f"It starts at {quiet:02d}:00 instead of {was}.",
                "tuning_report_days",
                "application lead",
                with_values(answers, [(f"reports.reports[{report.key}].starts_at_hour", quiet)]),
                study.knowledge,
            )
    on_primary = [row.key for row in in_peak if row.kind == "report"]
    if on_primary and _has_role(study.findings, "read_replica"):
        changes = [(f"reports.reports[{key}].reads_replica", True) for key in on_primary]
        yield Tried(
            "replica",
            "",
            "Let all reports of the busiest hour read the replica",
            f"{counted(len(on_primary), 'report')} more would read the replica, which is there already.",
            "tuning_report_days",
            "database lead",
            with_values(answers, changes),
            study.knowledge,
        )


def quiet_hour(study: Study, day_types: Sequence[str]) -> int:
    """Return the hour of site time in which the platform is least busy on any of the days."""
    load = study.findings.demand
    days = [load.day_types.index(day) for day in day_types] or [0]
    per_s = np.array(load.interactive_per_s) + np.array(load.machine_per_s) + np.array(load.batch_per_s)
    cores = per_s @ np.array(_cpu_s(study)) + np.array(load.running_reports)
    quietest = int(np.argmin(cores[days].max(axis=0)))
    return int((quietest + load.design_hour.utc_offset_hours) % HOURS)


def _interfaces(study: Study, rows: Sequence[Contribution], day: int, hour: int) -> Iterator[Tried]:
    """Yield the throttling of the heaviest interface whose partner need not wait for an answer."""
    cpu_s, kinds = _cpu_s(study), study.knowledge.interface_types
    factor = study.knowledge.design_policies["tuning_throttled_peak_factor"].value
    by_key = {row.key: row for row in study.answers.interfaces.interfaces}
    found = []
    for row in rows:
        if row.kind != "interface" or row.key not in by_key:
            continue
        wired = by_key[row.key]
        waits = kinds[wired.interface_type].synchronous_default if wired.synchronous is None else wired.synchronous
        cores = _cores(row, cpu_s)
        busiest = float(cores[day].max()) / max(float(cores[day].mean()), 1e-12)
        if not waits and cores[day, hour] > 0 and busiest > factor:
            found.append((float(cores[day, hour]), row.key))
    if not found:
        return
    wired = by_key[max(found)[1]]
    yield Tried(
        "interface",
        wired.key,
        f"Throttle the interface '{wired.name}'",
        f"Its busiest hour takes at most {factor:g} times the mean hour; the rest waits in a queue.",
        "tuning_throttle_days",
        "integration lead",
        with_values(study.answers, [(f"interfaces.interfaces[{wired.key}].peak_factor", factor)]),
        study.knowledge,
    )


def _jobs(study: Study, rows: Sequence[Contribution]) -> Iterator[Tried]:
    """Yield a window twice as long for the job that asks most at once."""
    cpu_s = _cpu_s(study)
    by_key = {row.key: row for row in study.answers.reports.jobs}
    found = [(float(_cores(row, cpu_s).max()), row.key) for row in rows if row.kind == "job" and row.key in by_key]
    if not found:
        return
    job = by_key[max(found)[1]]
    longer = min(2 * job.window_hours, float(HOURS))
    # It begins earlier: what comes after a night's window is the working day.
    starts = int(job.starts_at_hour - ceil(longer - job.window_hours)) % HOURS
    path = f"reports.jobs[{job.key}]"
    yield Tried(
        "job",
        job.key,
        f"Give the job '{job.name}' more time",
        f"Its window is {longer:g} hours instead of {job.window_hours:g}, from {starts:02d}:00 on.",
        "tuning_job_days",
        "application lead",
        with_values(study.answers, [(f"{path}.window_hours", longer), (f"{path}.starts_at_hour", starts)]),
        study.knowledge,
    )


def _operations(study: Study) -> Iterator[Tried]:
    """Yield half the work for the slowest operation, and for the one that keeps most processors busy."""
    day, hour = _peak(study.findings)
    load, classes = study.findings.demand, study.knowledge.model_classes
    used = [
        row
        for row in study.findings.sizing.performance.classes
        if row.per_s > 0 and row.p95_response_s is not None and classes[row.model_class].kind == "interactive"
    ]
    slowest = max(used, key=lambda row: (row.p95_response_s or 0.0, row.model_class), default=None)
    busy = {
        name: load.interactive_per_s[day][hour][place] * cpu
        for place, (name, cpu) in enumerate(zip(load.classes, _cpu_s(study), strict=True))
    }
    heaviest = max(busy, key=lambda name: (busy[name], name), default="")
    wanted = {} if slowest is None else {slowest.model_class: "the slowest operation"}
    if heaviest and busy[heaviest] > 0:
        wanted.setdefault(heaviest, "the operation that keeps most processors busy")
    for name, words in wanted.items():
        title = classes[name].name
        yield Tried(
            "operation",
            name,
            f"Halve {words}: {title[:1].lower()}{title[1:]}",
            "It takes half the processor time, statements and reads that are planned for it.",
            "tuning_operation_days",
            "application lead",
            _measured_halved(study.answers, name),
            halved(study.knowledge, name),
        )


def halved(knowledge: Knowledge, model_class: str) -> Knowledge:
    """Return the facts with half the measured work in one operation of a class."""
    parts = tuple(
        replace(row, weight=row.weight * HALF, weight_low=row.weight_low * HALF, weight_high=row.weight_high * HALF)
        for row in knowledge.class_composition[model_class]
    )
    return replace(knowledge, class_composition={**knowledge.class_composition, model_class: parts})


def _measured_halved(answers: Assessment, model_class: str) -> Assessment:
    """Return the answers with half of what the client measured of a class, where there is such a measurement."""
    changes = []
    for row in answers.baseline.measured_demands:
        if row.model_class == model_class:
            path = f"baseline.measured_demands[{row.key}]"
            changes.append((f"{path}.application_cpu_ms", row.application_cpu_ms * HALF))
            changes.append((f"{path}.database_cpu_ms", row.database_cpu_ms * HALF))
    return with_values(answers, changes)


def _split(study: Study) -> Iterator[Tried]:
    if _has_role(study.findings, "batch") or not _has_jobs(study):
        return
    yield Tried(
        "split_jobs",
        "",
        "Run scheduled jobs apart from users",
        "Jobs get servers of their own instead of workers beside those of users.",
        "tuning_split_jobs_days",
        "infrastructure lead",
        with_values(study.answers, [("reports.batch_overlaps_business_hours", {"value": True, "standing": "assumed"})]),
        study.knowledge,
    )


def _apart_already(study: Study) -> tuple[str, ...]:
    if _has_role(study.findings, "batch"):
        return ("Run scheduled jobs apart from users: they are in this design",)
    return ()


def _has_jobs(study: Study) -> bool:
    load = study.findings.demand
    return any(value > 0 for day in load.batch_per_s for hour in day for value in hour)


def _has_role(findings: Findings, name: str) -> bool:
    main = modelled_role(findings)
    return any(
        (role.environment, role.role) == ("production", name) and main is not None and role.tenant == main.tenant
        for role in findings.deployment
    )


def _measured(study: Study, tried: Tried) -> TuningMeasure:
    now = study.findings
    then = replace(study, knowledge=tried.knowledge).assessed(tried.answers)
    servers = servers_changed(now, then)
    after = then.sizing.performance.design_hour.p95_response_s
    kept = _on_kept_servers(study, tried).design_hour.p95_response_s if servers else after
    effort = study.knowledge.design_policies[tried.policy]
    rate = study.knowledge.day_rates[tried.role].rate_usd_per_day_likely
    saved = now.cost.totals.steady_monthly_usd - then.cost.totals.steady_monthly_usd
    if servers and saved < 0 and tried.kind not in NEEDS_SERVERS:
        # Nobody has to build anew what is cheaper as it stands.
        servers, saved, after = "", Decimal("0.00"), kept
    found = TuningMeasure(
        kind=tried.kind,
        about=tried.about,
        title=tried.title,
        change=tried.change,
        saved_usd=saved,
        p95_kept_s=kept,
        p95_resized_s=after,
        servers=servers,
        effort_days_low=effort.low,
        effort_days=effort.value,
        effort_days_high=effort.high,
        effort_usd=(Decimal(str(effort.value)) * Decimal(str(rate))).quantize(CENT, ROUND_HALF_UP),
        role=tried.role,
        worth_per_day=0.0,
        verdict="",
    )
    worth = _gain(found, now) / effort.value if effort.value else 0.0
    return replace(found, worth_per_day=worth, verdict=verdict_of(found, now.sizing.performance.design_hour))


def _gain(found: TuningMeasure, now: Findings) -> float:
    """Return the share of the bill and the share of the response that a measure saves, added up."""
    bill, p95_s = now.cost.totals.steady_monthly_usd, now.sizing.performance.design_hour.p95_response_s
    money = float(found.saved_usd / bill) if bill else 0.0
    if p95_s is None:
        return money + (1.0 if found.p95_kept_s is not None else 0.0)
    faster = (p95_s - found.p95_kept_s) / p95_s if found.p95_kept_s is not None and p95_s else 0.0
    return money + faster


def _on_kept_servers(study: Study, tried: Tried) -> Performance:
    """Return how the changed load goes on the servers of the design."""
    kept = with_kept(tried.answers, study.findings.deployment)
    load, _ = demand(kept, study.facts, tried.knowledge, study.as_of)
    found, _ = size(kept, study.facts, tried.knowledge, study.catalogue, load, study.as_of)
    return found.performance


def with_kept(answers: Assessment, roles: Sequence[RoleSizing]) -> Assessment:
    """Return the answers with the production servers that a response depends on set to those of a design."""
    kept = [
        Pin(
            key=f"kept-{role.role}-{role.tenant}".rstrip("-")[:KEY_LENGTH],
            environment="production",
            role=role.role,
            tenant=role.tenant,
            sku=role.sku,
            nodes=role.nodes if role.role != "postgresql" else None,
        )
        for role in roles
        if role.environment == "production" and role.role in KEPT_ROLES and role.vcpus
    ]
    platform = answers.platform.model_copy(update={"pins": tuple(kept)})
    return answers.model_copy(update={"platform": platform})
