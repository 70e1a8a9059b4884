"""The phases of the roadmap as bars on a calendar."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Picture
from wardround.deliverables.charts.gantt import Calendar, GanttLook, GanttRow, gantt
from wardround.deliverables.content.matter import CUTOVER_PHASE, Matter
from wardround.deliverables.plan_rows import PhaseRow, axis, closed_names, phase_rows
from wardround.deliverables.words import counted, listed, phase_number, shortlist
from wardround.engine.findings import Activity

LONGEST_SHOWN = 15
"""Activities of the critical path that are drawn; the others last days."""

_FREEZES_NAMED = 2


def calendar_of(matter: Matter) -> Calendar:
    """Return the time axis of the roadmap with the periods closed to change."""
    there = axis(matter.findings)
    return Calendar(
        first=there.first,
        last=there.last,
        freezes=tuple((one.name, one.starts, one.ends) for one in there.closed),
        target=there.target,
    )


def phase_chart(matter: Matter) -> Picture:
    """Return one bar for each phase."""
    rows = []
    for row in phase_rows(matter.findings.roadmap.activities):
        milestone = phase_number(row.phase) == CUTOVER_PHASE
        rows.append(GanttRow(row.name, row.starts, row.ends, fill=_fill(matter, row.phase), milestone=milestone))
    drawing = gantt(matter.style, rows, calendar_of(matter), matter.width, GanttLook(11.8, 142.0, 7.0), _note(matter))
    says = "; ".join(f"{row.name} {row.starts} to {row.ends}" for row in rows)
    return Picture(drawing, says)


def path_chart(matter: Matter) -> Picture | None:
    """Return the longest of the activities that decide the date, in the order of the calendar; None without any."""
    rows: list[GanttRow] = []
    for phase in phase_rows(_longest([one for one in matter.findings.roadmap.activities if one.critical])):
        if phase_number(phase.phase) == CUTOVER_PHASE:
            rows.append(_in_one(matter, phase))
        else:
            rows += [_activity_row(matter, activity, phase.phase) for activity in phase.activities]
    if not rows:
        return None
    look = GanttLook(11.4, 222.0, 6.0)
    drawing = gantt(matter.style, rows, calendar_of(matter), matter.width, look, _note(matter))
    return Picture(drawing, "; ".join(row.name for row in rows))


def _longest(critical: list[Activity]) -> list[Activity]:
    """Return the longest activities, and all of the cutover, which is one bar."""
    cutover = [one for one in critical if phase_number(one.phase) == CUTOVER_PHASE]
    others = [one for one in critical if one not in cutover]
    others.sort(key=lambda one: (one.starts - one.ends, one.activity_id))
    return cutover + others[: LONGEST_SHOWN - bool(cutover)]


def _in_one(matter: Matter, phase: PhaseRow) -> GanttRow:
    """Return one bar for the cutover: its steps lie on each other here, and have a chapter of their own."""
    name = f"{phase.name}, {counted(len(phase.activities), 'step')}"
    return GanttRow(name, phase.starts, phase.ends, fill=_fill(matter, phase.phase), milestone=True)


def _activity_row(matter: Matter, activity: Activity, phase: str) -> GanttRow:
    return GanttRow(
        name=activity.title,
        starts=activity.starts,
        ends=activity.ends,
        critical=activity.critical,
        slack_days=max(0, activity.slack_days),
        fill=_fill(matter, phase),
        milestone=activity.ends == matter.go_live() and phase_number(phase) == CUTOVER_PHASE,
    )


def _fill(matter: Matter, phase: str) -> str:
    colours = matter.style.colours
    number = phase_number(phase)
    if number == CUTOVER_PHASE:
        return colours.of_series(5)
    return colours.of_series(4) if number > CUTOVER_PHASE else colours.of_series(0)


def _note(matter: Matter) -> str:
    parts = []
    closed = closed_names(matter.findings.roadmap)
    if closed:
        names = listed(shortlist(closed, _FREEZES_NAMED))
        parts.append(f"Grey: no changes ({names}).")
    live = matter.go_live()
    if live:
        parts.append(f"Diamond: go-live, {amounts.short_date(live)}.")
    target = matter.findings.roadmap.target
    if target:
        parts.append(f"Dashed: target, {amounts.short_date(target)}.")
    return " ".join(parts)
