"""From files of a client's administrator to answers that are measured: read, fitted, shown, and taken one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from wardround.assessment import Answer, Assessment, Standing, with_value
from wardround.assessment.baseline import MeasuredDemand
from wardround.assessment.calendar import MeasuredProfile
from wardround.assessment.people import ActivityOverride
from wardround.engine.calibration.demands import DemandFit, fit_demands
from wardround.engine.calibration.proposals import (
    common_factor,
    measured_work,
    shape_of_weekday,
    think_time_factor,
)
from wardround.engine.findings import Findings
from wardround.intake.odoo_log import RequestLog, Route, read_odoo_log
from wardround.intake.statements import Statements, read_statements
from wardround.intake.usage import Usage
from wardround.knowledge import Knowledge
from wardround.workshop.holding_back import Window, already_measured, big_change, no_peak_in, reasons
from wardround.workshop.measured_files import MeasurementNotRead, read_measurements, usage_of
from wardround.workshop.refused import Refused
from wardround.workshop.server_use import aligned, busiest_hour, weighted_percentile

__all__ = [
    "Calibration",
    "Files",
    "MeasurementNotRead",
    "NothingMeasured",
    "Proposal",
    "TierActual",
    "calibrated",
    "unheard",
]

BY = "measurement"
LOG_FROM, FITS_FROM = 0.1, 0.8
"""Shares of the work that are done before the log and the fits: the log takes most of it."""


class NothingMeasured(Refused):
    """No file was given from which anything follows."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing to calibrate with: give the Odoo log together with the use of the application or the database "
            "server, or the use of a server alone to compare with what was predicted."
        )


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one calibration; what is None was not handed over."""

    odoo_log: Path | None = None
    application_use: Path | None = None
    database_use: Path | None = None
    statements: Path | None = None
    application_cpus: int | None = None
    database_cpus: int | None = None
    """Of servers whose recorder does not tell."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer that the measurements would replace. ``apply`` gives the assessment with it."""

    proposal_id: str
    title: str
    now: str
    measured: str
    quality: str
    apply: Callable[[Assessment], Assessment]
    held_back: str = ""
    """Why it is taken only when somebody asks for it; empty where it is taken unless somebody says no."""


@dataclass(frozen=True, slots=True)
class TierActual:
    """A server after go-live or today: what was predicted for its busiest hour, and what was measured."""

    tier: str
    predicted_share: float
    measured_p95_share: float
    measured_busiest_hour_share: float
    words: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the files say: proposals to take or leave, fits with their quality, what was refused and why."""

    proposals: tuple[Proposal, ...]
    fits: tuple[tuple[str, DemandFit], ...]
    remarks: tuple[str, ...]
    actual: tuple[TierActual, ...]

    def applied(self, assessment: Assessment, chosen: frozenset[str]) -> Assessment:
        """Return the assessment with the chosen proposals taken."""
        for proposal in self.proposals:
            if proposal.proposal_id in chosen:
                assessment = proposal.apply(assessment)
        return assessment

    @property
    def unasked(self) -> frozenset[str]:
        """The ids of the proposals that are taken where nobody chooses."""
        return frozenset(row.proposal_id for row in self.proposals if not row.held_back)


def unheard(_share: float, _what: str) -> None:
    """Take no notice of progress."""


def calibrated(
    files: Files,
    assessment: Assessment,
    findings: Findings,
    knowledge: Knowledge,
    told: Callable[[float, str], None] = unheard,
) -> Calibration:
    """Return what files of measurements say of an engagement.

    Raises MeasurementNotRead for a file that cannot be read, NothingMeasured where nothing follows.

    Parameters
    ----------
    told : hears how much is done as a share from 0 to 1, and what comes next; may raise to stop the work.
    """
    told(0.0, "reading the use of the servers")
    application = read_measurements(files.application_use, usage_of)
    database = read_measurements(files.database_use, usage_of)
    statements = read_measurements(files.statements, read_statements)
    zone = ZoneInfo(findings.demand.design_hour.time_zone)
    told(LOG_FROM, "reading the log")
    log = _read_log(files.odoo_log, knowledge, zone, application or database)
    told(FITS_FROM, "fitting what an operation costs")
    if log is None and application is None and database is None and statements is None:
        raise NothingMeasured
    work = _Work(assessment, findings, knowledge, zone)
    if log is not None:
        work.take_log(log)
        work.take_fits(
            log,
            (application, files.application_cpus or (application.cpus if application else None)),
            (database, files.database_cpus or (database.cpus if database else None)),
        )
    work.take_use(application, "application")
    work.take_use(database, "database")
    if statements is not None:
        work.take_statements(statements)
    if not work.proposals and not work.actual and not work.remarks:
        raise NothingMeasured
    return Calibration(tuple(work.proposals), tuple(work.fits), tuple(work.remarks), tuple(work.actual))


class _Work:
    """What has been made of the files so far."""

    def __init__(self, assessment: Assessment, findings: Findings, knowledge: Knowledge, zone: ZoneInfo) -> None:
        self.assessment, self.findings, self.knowledge, self.zone = assessment, findings, knowledge, zone
        self.proposals: list[Proposal] = []
        self.fits: list[tuple[str, DemandFit]] = []
        self.remarks: list[str] = []
        self.actual: list[TierActual] = []

    def take_log(self, log: RequestLog) -> None:
        """Propose the pace of people, the shape of the day, and the present response."""
        starts = [interval.starts.astimezone(self.zone) for interval in log.intervals]
        counts = np.array([sum(interval.counts) for interval in log.intervals], dtype=float)
        days = len(log.intervals) * log.seconds / 86_400.0
        if log.unmatched > log.requests / 5:
            self.remarks.append(
                f"{log.unmatched / log.requests:.0%} of the requests have paths that no route knows; they count nowhere"
            )
        shape = shape_of_weekday(counts, [at.weekday() for at in starts], [at.hour for at in starts])
        if shape is None:
            self.remarks.append("the log has fewer than three whole weekdays, so the shape of the day stays as it is")
        else:
            self._propose_shape(shape, days)
        factor = think_time_factor(log.think_gaps_s, self.findings.demand)
        if factor is None:
            self.remarks.append("too few pauses between requests of one address to tell the think time")
        else:
            self._propose_pace(factor, log)
        if log.p95_s is not None:
            milliseconds = round(log.p95_s * 1000)
            self._propose_answer(
                "baseline.response_p95_ms_current",
                "Response at the 95th percentile today",
                milliseconds,
                f"{milliseconds:,} ms",
                f"{log.requests - log.without_times:,} requests with times",
            )

    def take_fits(
        self, log: RequestLog, application: tuple[Usage | None, int | None], database: tuple[Usage | None, int | None]
    ) -> None:
        """Fit the demands on each server and propose those that are known well enough."""
        fits: dict[str, DemandFit] = {}
        for name, (usage, cpus) in (("application", application), ("database", database)):
            if usage is None:
                continue
            if cpus is None:
                self.remarks.append(
                    f"the use of the {name} server does not tell how many CPUs it has; say it, and its demands follow"
                )
                continue
            fits[name] = _fit(log, usage, cpus)
            self.fits.append((name, fits[name]))
            if fits[name].refused:
                self.remarks.append(f"the demands on the {name} server are refused: {fits[name].refused}")
        good = {name: fit for name, fit in fits.items() if not fit.refused}
        if not good:
            return
        found = measured_work(good.get("application"), good.get("database"), self.findings.demand)
        factor = common_factor(found, self.findings.demand)
        if factor is not None:
            self.remarks.append(factor.words)
        for row in found:
            name = self.knowledge.model_classes[row.model_class].name
            before = next(each for each in self.findings.demand.services if each.model_class == row.model_class)
            before_ms = 1000.0 * (before.application_cpu_s + before.database_cpu_s)
            held = reasons(already_measured(before.standing), big_change(before_ms, row.cpu_ms))
            measured = MeasuredDemand(
                key=f"measured-{row.model_class}",
                standing=Standing.MEASURED,
                by=BY,
                model_class=row.model_class,
                application_cpu_ms=round(row.application_cpu_ms, 3),
                database_cpu_ms=round(row.database_cpu_ms, 3),
                samples=round(row.operations),
            )
            self.proposals.append(
                Proposal(
                    f"demand.{row.model_class}",
                    f"Server time per operation: {name[:1].lower()}{name[1:]}",
                    f"{before.application_cpu_s * 1000:.0f} + {before.database_cpu_s * 1000:.0f} ms",
                    f"{row.application_cpu_ms:.0f} + {row.database_cpu_ms:.0f} ms",
                    f"{row.operations:,.0f} operations; {row.words}",
                    lambda given, row=measured: _with_row(given, "baseline.measured_demands", row),  # type: ignore[misc]
                    held,
                )
            )

    def take_use(self, usage: Usage | None, tier: str) -> None:
        """Compare the measured use of a server with the prediction, and propose its peak as an answer."""
        if usage is None:
            return
        shares = np.array([point.busy_share for point in usage.points])
        weights = np.array([point.seconds for point in usage.points])
        days = float(weights.sum()) / 86_400.0
        p95 = weighted_percentile(shares, weights, 0.95)
        hour = busiest_hour(usage)
        performance = self.findings.sizing.performance.hours
        predicted = max(
            (row.application_util_share if tier == "application" else row.database_util_share for row in performance),
            default=0.0,
        )
        apart = hour / predicted if predicted else 0.0
        words = (
            f"measured {hour:.0%} busy in the busiest hour against {predicted:.0%} predicted for that of the horizon "
            f"({apart:.1f} times); the two compare only on the servers that were planned"
        )
        self.actual.append(TierActual(tier, predicted, p95, hour, words))
        path = (
            "baseline.app_cpu_util_peak_current_pct"
            if tier == "application"
            else "baseline.db_cpu_util_peak_current_pct"
        )
        title = "Peak application CPU today" if tier == "application" else "Peak database CPU today"
        percent = round(100.0 * p95, 1)
        quality = f"95th percentile of {len(shares):,} samples over {days:.1f} days"
        window = Window.of(point.at.astimezone(self.zone).date() for point in usage.points)
        no_peak = no_peak_in(window, self.assessment, self.findings)
        self._propose_answer(path, title, percent, f"{percent:.1f} %", quality, no_peak)
        stolen = float(np.average([point.stolen_share for point in usage.points], weights=weights))
        if stolen > 0.02:  # noqa: PLR2004 - two hundredths are felt
            self.remarks.append(
                f"other machines took {stolen:.0%} of the time of the {tier} server: its demands look too large"
            )
        iops = [point.iops for point in usage.points if point.iops is not None]
        if tier == "database" and iops:
            peak = round(float(np.percentile(iops, 95)))
            self._propose_answer(
                "baseline.db_iops_peak_current", "Peak database IOPS today", peak, f"{peak:,}", quality, no_peak
            )

    def take_statements(self, found: Statements) -> None:
        """Say what the statements tell; they have no window of their own, so they set no rate."""
        self.remarks.append(
            f"statements: {found.calls:,} calls, {found.execution_s:,.0f} s of execution, {found.hit_share:.1%} of the "
            f"blocks from memory; the slowest ten take {sum(found.slowest_shares):.0%} of the time: tune those first"
        )
        if found.temp_blocks_written:
            self.remarks.append(
                "statements spill to temporary files: work_mem is small for the reports that people run"
            )

    def _propose_shape(self, shape: tuple[float, ...], days: float) -> None:
        used = {role.profile for role in self.assessment.people.roles} or {"office"}
        for profile in sorted(used):
            row = MeasuredProfile(
                key=f"measured-{profile}",
                standing=Standing.MEASURED,
                by=BY,
                profile=profile,
                day_type="weekday",
                hour_shares=shape,
            )
            peak = int(np.argmax(shape))
            self.proposals.append(
                Proposal(
                    f"shape.{profile}",
                    f"Shape of a weekday: {profile.replace('_', ' ')}",
                    "documented profile",
                    f"busiest hour {peak}:00 with {shape[peak]:.1%} of the day",
                    f"{days:.1f} days of log",
                    lambda given, row=row: _with_row(given, "calendar.profiles", row),  # type: ignore[misc]
                )
            )

    def _propose_pace(self, factor: float, log: RequestLog) -> None:
        levels = {role.activity_level for role in self.assessment.people.roles} or {"ordinary_clerk", "heavy_clerk"}
        overrides = {row.activity_level: row for row in self.assessment.people.activity_overrides}
        for level in sorted(levels):
            known = self.knowledge.activity_levels[level]
            before = overrides.get(level)
            seconds = (before.think_time_s if before and before.think_time_s else None) or known.think_time_s_likely
            row = ActivityOverride(
                key=before.key if before else f"measured-{level}",
                standing=Standing.MEASURED,
                by=BY,
                activity_level=level,
                think_time_s=round(min(max(seconds * factor, 0.1), 3600.0), 2),
                mix=before.mix if before else (),
            )
            self.proposals.append(
                Proposal(
                    f"pace.{level}",
                    f"Think time: {known.name.lower()}",
                    f"{seconds:.0f} s",
                    f"{row.think_time_s:.1f} s",
                    f"{len(log.think_gaps_s):,} pauses; all levels moved alike",
                    lambda given, row=row: _with_row(given, "people.activity_overrides", row),  # type: ignore[misc]
                    reasons(
                        already_measured(before.standing if before else None), big_change(seconds, seconds * factor)
                    ),
                )
            )

    def _propose_answer(self, path: str, title: str, value: float, shown: str, quality: str, no_peak: str = "") -> None:
        answer = _answer(self.assessment, path)
        standing = None if answer.is_open else answer.standing
        held = reasons(already_measured(standing), no_peak, big_change(answer.value, value))
        self.proposals.append(
            Proposal(
                f"answer.{path}",
                title,
                "open" if answer.is_open else f"{answer.value} ({answer.standing.value})",
                shown,
                quality,
                lambda given: _with_measured_answer(given, path, value),
                held,
            )
        )


def _fit(log: RequestLog, usage: Usage, cpus: int) -> DemandFit:
    """Return the fit of a server over the intervals that log and use both have."""
    operations, used = aligned(log, usage)
    if not len(used):
        operations, used = np.zeros((1, len(log.classes))), np.zeros(1)
    return fit_demands(log.classes, operations, used * cpus, log.seconds)


def _with_row(
    assessment: Assessment, table: str, row: MeasuredDemand | MeasuredProfile | ActivityOverride
) -> Assessment:
    """Return the assessment with a row added, or put in the place of the one with its key."""
    section_name, field = table.split(".")
    section = getattr(assessment, section_name)
    kept = tuple(each for each in getattr(section, field) if each.key != row.key)
    return assessment.model_copy(update={section_name: section.model_copy(update={field: (*kept, row)})})


def _with_measured_answer(assessment: Assessment, path: str, value: object) -> Assessment:
    changed = with_value(assessment, path, value)
    section_name, field = path.split(".")
    section = getattr(changed, section_name)
    answer = getattr(section, field).model_copy(update={"standing": Standing.MEASURED, "by": BY})
    return changed.model_copy(update={section_name: section.model_copy(update={field: answer})})


def _answer(assessment: Assessment, path: str) -> Answer[float]:
    section_name, field = path.split(".")
    answer: Answer[float] = getattr(getattr(assessment, section_name), field)
    return answer


def _read_log(path: Path | None, knowledge: Knowledge, zone: ZoneInfo, usage: Usage | None) -> RequestLog | None:
    """Return the log by the clock that fits the use of a server best: that of the main site, or UTC.

    The log names no zone. Without the use of a server the clock of the main site is taken, in the season of the file.
    """
    routes = [Route(row.pattern, row.model_class) for _, row in sorted(knowledge.odoo_routes.items())]
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(zone) if path and path.exists() else None
    offset = changed.utcoffset() if changed else None
    hours = offset.total_seconds() / 3600.0 if offset is not None else 0.0

    def read_by(clock: float) -> RequestLog | None:
        return read_measurements(path, lambda text: read_odoo_log(text.splitlines(), routes, utc_offset_hours=clock))

    log = read_by(hours)
    if log is None or usage is None or not hours:
        return log
    other = read_by(0.0)
    return other if other is not None and _likeness(other, usage) > _likeness(log, usage) else log


def _likeness(log: RequestLog, usage: Usage) -> float:
    """Return the correlation of requests and use over the intervals that both have."""
    requests, used = aligned(log, usage)
    totals = requests.sum(axis=1)
    if len(used) < 3 or totals.std() == 0 or used.std() == 0:  # noqa: PLR2004 - a correlation needs three
        return -1.0
    return float(np.corrcoef(totals, used)[0, 1])
