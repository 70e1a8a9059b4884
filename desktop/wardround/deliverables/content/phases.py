"""The phases of the roadmap as bars on a calendar."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Picture
from wardround.deliverables.charts.gantt import Calendar, GanttLook, GanttRow, gantt
from wardround.deliverables.content.matter import CUTOVER_PHASE, Matter
from wardround.deliverables.plan_rows import axis, closed_names, phase_rows
from wardround.deliverables.words import listed, phase_number, shortlist
from wardround.engine.findings import Activity

_ROWS_TOGETHER = 13
"""Phases that are shorter together share a picture; short pictures fill pages better."""

_MOST_ROWS = 44
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


def activity_charts(matter: Matter) -> tuple[Picture, ...]:
    """Return the activities that decide the date under their phases, on as many pictures as they need."""
    rows: list[GanttRow] = []
    for phase in phase_rows([one for one in matter.findings.roadmap.activities if one.critical]):
        rows.append(GanttRow(phase.name))
        rows += [_activity_row(matter, activity, phase.phase) for activity in phase.activities]
    charts = []
    chunks = _chunks(rows)
    for chunk in chunks:
        note = _note(matter) if chunk is chunks[-1] else ""
        drawing = gantt(matter.style, chunk, calendar_of(matter), matter.width, GanttLook(10.4, 205.0, 5.6), note)
        charts.append(Picture(drawing, "; ".join(row.name for row in chunk)))
    return tuple(charts)


def _chunks(rows: list[GanttRow]) -> list[list[GanttRow]]:
    """Return the rows in parts of a bounded length; a phase that fits into the next part is not torn apart."""
    phases: list[list[GanttRow]] = []
    for row in rows:
        if row.starts is None or not phases:
            phases.append([])
        phases[-1].append(row)
    parts: list[list[GanttRow]] = []
    for phase in phases:
        if parts and len(parts[-1]) + len(phase) <= _ROWS_TOGETHER:
            parts[-1] += phase
        else:
            parts += [phase[at : at + _MOST_ROWS] for at in range(0, len(phase), _MOST_ROWS)]
    return parts


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
