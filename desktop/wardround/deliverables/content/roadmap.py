"""The way there."""

from __future__ import annotations

from dataclasses import replace

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Together,
)
from wardround.deliverables.charts.waves import WaveColumn
from wardround.deliverables.charts.waves import waves as drawn
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.phases import path_chart
from wardround.deliverables.words import counted, listed, sentence
from wardround.engine.findings.plan import RoleLoad
from wardround.engine.roadmap_figures import weeks_in_words

_ROLES_SHOWN = 3
_POINT = 120


def roadmap(matter: Matter) -> Section:
    """Return the chapter on phases, waves and the critical path."""
    found = matter.findings.roadmap
    blocks: tuple[Block, ...] = (
        KeyFigures(_figures(matter)),
        Paragraph(sentence(matter.told(found.words))),
        *_people(matter),
        *_path(matter),
        *_waves(matter),
        *_breaks(matter),
    )
    return Section("roadmap", "Roadmap", "Phases, waves, and the path that decides the date.", blocks)


def _figures(matter: Matter) -> tuple[KeyFigure, ...]:
    found = matter.findings.roadmap
    live = matter.go_live()
    range_ = f"{amounts.number(found.effort_days_low, 0)} to {amounts.days(found.effort_days_high)}"
    late = live is not None and found.target is not None and live > found.target
    likely = f"half by {amounts.short_date(found.odds.finish_p50)}" if found.odds else "with optimisation after go-live"
    odds = f", four in five by {amounts.short_date(found.odds.go_live_p80)}" if found.odds else ""
    if found.odds and live is not None and found.odds.go_live_p50 > live:
        odds = f", half by {amounts.short_date(found.odds.go_live_p50)}{odds}"
    return (
        KeyFigure(
            "Starts", amounts.short_date(found.starts), f"{counted(len(found.activities), 'activity', 'activities')}"
        ),
        KeyFigure(
            "Go-live",
            amounts.short_date(live),
            f"target {amounts.short_date(found.target)}{odds}",
            "warn" if late else "plain",
        ),
        KeyFigure("All done", amounts.short_date(found.finish), likely),
        KeyFigure("Effort", amounts.days(found.effort_days_likely), range_),
    )


def _waves(matter: Matter) -> tuple[Block, ...]:
    found = matter.findings.roadmap.waves
    moving = [wave for wave in found if wave.number > 0]
    if not moving:
        return (Heading("Waves"), Paragraph("No systems are listed that move.", "note"))
    columns = [
        WaveColumn(wave.title, sentence(wave.reason), tuple(matter.node(member) for member in wave.members))
        for wave in moving
    ]
    says = "; ".join(f"wave {number}: {', '.join(c.members)}" for number, c in enumerate(columns, start=1))
    return Heading("Waves"), _wave_table(matter), Picture(drawn(matter.style, columns, matter.width), says)


def _path(matter: Matter) -> tuple[Block, ...]:
    """Return the activities on the critical path as bars; the others have time to spare and are in the workbook."""
    chart, title = path_chart(matter), Heading("What decides the date: the critical path")
    if chart is None:
        return (title, Paragraph("No activity decides the date.", "note"))
    critical = sum(activity.critical for activity in matter.findings.roadmap.activities)
    others = len(matter.findings.roadmap.activities) - critical
    text = f"A day lost on any of these is a day lost at the end: the longest of {critical} that decide the date"
    text += f"; {counted(others, 'other')} have time to spare." if others else "."
    return (Together((title, replace(chart, caption=text))),)


def _people(matter: Matter) -> tuple[Block, ...]:
    """Return whose time alone brings the date forward, and who is waited for besides; or what decides it instead."""
    plan = matter.findings.roadmap
    moving = [one for one in plan.people if one.sooner_days][:_ROLES_SHOWN]
    waited = [one for one in plan.people if one.waited_days and not one.sooner_days][:_ROLES_SHOWN]
    told = []
    if moving:
        told.append(f"Twice the time of one role alone brings go-live forward: {listed(tuple(map(_person, moving)))}.")
        if waited:
            also = listed(tuple(one.role for one in waited))
            told.append(f"The work also waits for {also}, whose time alone moves nothing.")
    elif waited:
        told.append(f"The work waits for {listed(tuple(map(_person, waited)))}.")
        told.append("Twice the time of any one role alone brings go-live no nearer:")
        unhindered = plan.earliest_go_live is not None and plan.earliest_go_live == plan.go_live
        told.append("a weekend open to change decides it." if unhindered else "it takes several at once.")
    return (Paragraph(" ".join(told), "note"),) if told else ()


def _person(one: RoleLoad) -> str:
    """Return a role with what more of its time brings, its work, and what it gives."""
    told = f"{amounts.days(one.effort_days)} of work; gives {amounts.number(one.fte, 2)} full-time posts"
    told += "" if one.stated else ", assumed"
    sooner = f" by {weeks_in_words(one.sooner_days)}" if one.sooner_days else ""
    return f"{one.role}{sooner} ({told})"


def _breaks(matter: Matter) -> tuple[Block, ...]:
    """Return what breaks by moves that were pinned by hand."""
    breaks = matter.findings.roadmap.breaks
    if not breaks:
        return ()
    return (Together((Heading("What the pinned moves break"), Points(tuple(sentence(one.words) for one in breaks)))),)


def _wave_table(matter: Matter) -> Table:
    """Return the waves with their days, who leads them, the point to return to and the check."""
    rows = tuple(
        (
            wave.number,
            wave.starts,
            wave.ends,
            wave.rehearsal,
            in_clauses(sentence(wave.rollback), _POINT),
            in_clauses(sentence(wave.acceptance), _POINT),
        )
        for wave in matter.findings.roadmap.waves
        if wave.number > 0
    )
    return Table(
        columns=(
            Column("Wave", Kind.NUMBER, weight=0.6),
            Column("From", Kind.DATE, weight=1.1),
            Column("To", Kind.DATE, weight=1.1),
            Column("Rehearsed by", Kind.DATE, weight=1.2),
            Column("Point to return to", weight=3),
            Column("Counts as moved when", weight=3),
        ),
        rows=rows,
        empty="Nothing moves.",
    )
