"""What the page of the roadmap says; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wardround.assessment import THE_ERP, Assessment
from wardround.deliverables.amounts import Currency, days, long_date, money, number, short_date
from wardround.deliverables.words import ENVIRONMENTS, counted, phase_name, phase_number, readable, sentence, word
from wardround.engine.findings import Activity, Findings
from wardround.wizard.glance import Said, Tone
from wardround.wizard.show.timeline import Calendar, Span

_BEFORE, _AFTER = timedelta(days=4), timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase with its activities in the order of their dates."""

    name: str
    activities: tuple[Activity, ...]

    @property
    def span(self) -> Span:
        """From the first day to the last."""
        return Span(min(each.starts for each in self.activities), max(each.ends for each in self.activities))


def phases(findings: Findings) -> tuple[Phase, ...]:
    """Return the phases in order."""
    found = findings.roadmap.activities
    names = sorted({each.phase for each in found}, key=lambda name: (phase_number(name), name))
    return tuple(
        Phase(
            phase_name(name),
            tuple(
                sorted(
                    (a for a in found if a.phase == name), key=lambda each: (each.starts, each.ends, each.activity_id)
                )
            ),
        )
        for name in names
    )


def calendar(findings: Findings, assessment: Assessment) -> Calendar:
    """Return the time axis with the client's freezes."""
    roadmap = findings.roadmap
    last = max(roadmap.finish, roadmap.target or roadmap.finish)
    return Calendar(
        first=min(roadmap.starts, findings.as_of) - _BEFORE,
        last=last + _AFTER,
        today=findings.as_of,
        target=roadmap.target,
        go_live=roadmap.go_live,
        freezes=tuple(Span(freeze.starts, freeze.ends) for freeze in assessment.calendar.freezes),
    )


def key_figures(findings: Findings, currency: Currency) -> tuple[Said, ...]:
    """Return the dates and the effort as large figures."""
    roadmap = findings.roadmap
    late = roadmap.go_live is not None and roadmap.target is not None and roadmap.go_live > roadmap.target
    tone: Tone = "warn" if late else "plain"
    target = f"target {short_date(roadmap.target)}" if roadmap.target else "no target named"
    effort = f"{number(roadmap.effort_days_low, 0)} to {days(roadmap.effort_days_high)}"

    def known(name: str) -> str:
        return name if name in findings.figures else ""

    return (
        Said("Starts", short_date(roadmap.starts), "", counted(len(roadmap.activities), "activity", "activities")),
        Said("Live", short_date(roadmap.go_live), "", target, tone, tone, known("roadmap.finish")),
        Said("All done", short_date(roadmap.finish), "", "with the work after it", figure=known("roadmap.finish")),
        Said(
            "Effort",
            days(roadmap.effort_days_likely),
            "",
            effort,
            figure=known("roadmap.effort_days"),
            more=f"{money(roadmap.one_time_usd, currency)} at day rates",
        ),
    )


def freeze_words(assessment: Assessment) -> str:
    """Return what the grey stretches of the calendar are; '' where there are none."""
    named = [
        f"{freeze.name} ({short_date(freeze.starts)} to {short_date(freeze.ends)})"
        for freeze in assessment.calendar.freezes
    ]
    return f"Grey: no changes, {'; '.join(named)}." if named else ""


def activity_lines(activity: Activity, names: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return everything that is known of an activity, in named lines."""
    effort = (
        f"{days(activity.effort_days_likely)}, {number(activity.effort_days_low)} to {days(activity.effort_days_high)}"
    )
    weight = "decides the date" if activity.critical else f"{counted(activity.slack_days, 'working day')} to spare"
    before = "; ".join(f"{key} {names.get(key, '')}".strip() for key in activity.predecessors)
    lines = (
        ("When", f"{long_date(activity.starts)} to {long_date(activity.ends)}, {weight}"),
        ("Effort", effort),
        ("Who", sentence(activity.responsible).rstrip(".")),
        ("Result", sentence(activity.deliverable)),
        ("Done when", sentence(activity.exit_criterion)),
        ("If left out", sentence(activity.risk_if_skipped)),
        ("After", before),
        ("Because", sentence(activity.because)),
        ("Source", activity.source),
    )
    return tuple(line for line in lines if line[1])


def node_name(key: str, assessment: Assessment) -> str:
    """Return the name of a system, interface, dataset or tenant, or of an environment of the ERP."""
    if key == THE_ERP:
        return "Odoo"
    environment = key.removeprefix(f"{THE_ERP}:")
    if environment != key:
        return f"Odoo, {word(ENVIRONMENTS, environment).lower()}"
    tables = (
        assessment.dependencies.systems,
        assessment.interfaces.interfaces,
        assessment.data.datasets,
        assessment.tenants.tenants,
    )
    return next((row.name for rows in tables for row in rows if row.key == key), readable(key))
