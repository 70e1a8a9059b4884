"""What the page of the roadmap says; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardround.assessment import THE_ERP, Assessment
from wardround.deliverables.amounts import Currency, days, long_date, money, number, short_date
from wardround.deliverables.plan_rows import PhaseRow, axis, closed_names, phase_rows
from wardround.deliverables.words import ENVIRONMENTS, counted, listed, readable, sentence, shortlist, word
from wardround.engine.findings import Activity, Findings, Wave
from wardround.wizard.glance import Said, Tone
from wardround.wizard.show.timeline import Calendar, Span

_MOST_FREEZES, _MOST_PARTS = 4, 12


def phases(findings: Findings) -> tuple[PhaseRow, ...]:
    """Return the phases in order."""
    return phase_rows(findings.roadmap.activities)


def calendar(findings: Findings) -> Calendar:
    """Return the time axis with the periods closed to change."""
    there = axis(findings)
    return Calendar(
        first=there.first,
        last=there.last,
        today=there.today,
        target=there.target,
        go_live=there.go_live,
        freezes=tuple(Span(one.starts, one.ends) for one in there.closed),
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
        Said(
            "All done",
            short_date(roadmap.finish),
            "",
            _later(findings),
            figure=known("roadmap.finish"),
            more=f"In four courses of five it is live by {short_date(roadmap.odds.go_live_p80)}"
            if roadmap.odds
            else "",
        ),
        Said(
            "Effort",
            days(roadmap.effort_days_likely),
            "",
            effort,
            figure=known("roadmap.effort_days"),
            more=f"{money(roadmap.one_time_usd, currency)} at day rates",
        ),
    )


def _later(findings: Findings) -> str:
    odds = findings.roadmap.odds
    return f"4 in 5: live {short_date(odds.go_live_p80)}" if odds else "with the work after it"


def freeze_words(findings: Findings) -> str:
    """Return what the grey stretches of the calendar are; '' where there are none."""
    named = shortlist(closed_names(findings.roadmap), _MOST_FREEZES)
    return f"Grey: closed to change, {listed(named)}." if named else ""


def wave_days(wave: Wave) -> str:
    """Return when a wave moves and by when it is rehearsed; '' where it has no days."""
    if wave.starts is None or wave.ends is None:
        return ""
    days = short_date(wave.starts)
    if wave.ends != wave.starts:
        days = f"{days} to {short_date(wave.ends)}"
    if wave.rehearsal is not None and wave.rehearsal < wave.starts:
        days = f"{days}, rehearsed by {short_date(wave.rehearsal)}"
    return days


def activity_lines(activity: Activity, names: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return everything that is known of an activity, in named lines."""
    effort = (
        f"{days(activity.effort_days_likely)}, {number(activity.effort_days_low)} to {days(activity.effort_days_high)}"
    )
    weight = "decides the date" if activity.critical else _spare(activity.slack_days)
    before = "; ".join(f"{key} {names.get(key, '')}".strip() for key in activity.predecessors)
    lines = (
        ("When", f"{long_date(activity.starts)} to {long_date(activity.ends)}, {weight}"),
        ("Effort", effort),
        ("Who", sentence(activity.responsible).rstrip(".")),
        ("Answers for it", sentence(activity.accountable).rstrip(".")),
        ("Is asked", sentence(activity.consulted).rstrip(".")),
        ("Is told", sentence(activity.informed).rstrip(".")),
        ("One by one", _parts(activity)),
        ("Result", sentence(activity.deliverable)),
        ("Done when", sentence(activity.exit_criterion)),
        ("If left out", sentence(activity.risk_if_skipped)),
        ("After", before),
        ("Because", sentence(activity.because)),
        ("Source", activity.source),
    )
    return tuple(line for line in lines if line[1])


def _parts(activity: Activity) -> str:
    named = [f"{part.name} ({short_date(part.starts)})" for part in activity.parts[:_MOST_PARTS]]
    more = len(activity.parts) - len(named)
    return "; ".join([*named, f"{more} more in the workbook"] if more else named)


def _spare(days: int) -> str:
    if days < 0:
        return f"{counted(-days, 'working day')} too late for the pinned day"
    return f"{counted(days, 'working day')} to spare"


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
