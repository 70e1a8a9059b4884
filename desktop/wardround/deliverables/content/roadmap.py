"""The way there."""

from __future__ import annotations

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
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.phases import activity_charts
from wardround.deliverables.plan_rows import phase_rows
from wardround.deliverables.words import counted, listed, sentence, shortlist

_STAYING_SHOWN = 10
_ROLES_SHOWN = 6


def roadmap(matter: Matter) -> Section:
    """Return the chapter on phases, waves and the critical path."""
    found = matter.findings.roadmap
    blocks: tuple[Block, ...] = (
        KeyFigures(_figures(matter)),
        Paragraph(sentence(matter.told(found.words))),
        Together((Heading("Phases"), _phases(matter))),
        *_path(matter),
        *_people(matter),
        *_decisions(matter),
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


def _phases(matter: Matter) -> Table:
    rows = []
    for phase in phase_rows(matter.findings.roadmap.activities):
        last = max(phase.activities, key=lambda activity: (activity.ends, activity.activity_id))
        critical = sum(activity.critical for activity in phase.activities)
        rows.append((phase.name, len(phase.activities), critical, phase.starts, last.ends, last.deliverable))
    return Table(
        columns=(
            Column("Phase", weight=2.4),
            Column("Activities", Kind.NUMBER, weight=0.9),
            Column("Critical", Kind.NUMBER, weight=0.8),
            Column("Starts", Kind.DATE, weight=1.2),
            Column("Ends", Kind.DATE, weight=1.2),
            Column("Ends with", weight=3.2),
        ),
        rows=tuple(rows),
        empty="There are no activities.",
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
    blocks: list[Block] = [Heading("Waves"), Picture(drawn(matter.style, columns, matter.width), says)]
    for wave in found:
        if wave.number <= 0:
            names = listed(shortlist(tuple(matter.node(member) for member in wave.members), _STAYING_SHOWN))
            blocks.append(Paragraph(f"{wave.title}: {names}. {sentence(wave.reason)}", "note"))
    return Together(tuple(blocks)), _wave_table(matter)


def _path(matter: Matter) -> tuple[Block, ...]:
    """Return the activities on the critical path as bars; the others have time to spare and are in the workbook."""
    charts = activity_charts(matter)
    title = Heading("What decides the date: the critical path")
    if not charts:
        return (title, Paragraph("No activity decides the date.", "note"))
    others = sum(not activity.critical for activity in matter.findings.roadmap.activities)
    text = "A day lost on any of these is a day lost at the end."
    if others:
        text += f" The other {counted(others, 'activity', 'activities')} have time to spare; the workbook shows them."
    return (Together((title, charts[0])), *charts[1:], Paragraph(text, "note"))


def _people(matter: Matter) -> tuple[Block, ...]:
    """Return what each role has to do against what it gives, those first whom the work waits for."""
    found = matter.findings.roadmap
    short = [one for one in found.people if one.waited_days]
    if not short:
        return ()
    rows = tuple(
        (
            f"{one.role[:1].upper()}{one.role[1:]}",
            one.effort_days,
            one.fte,
            one.busy_weeks,
            one.fte_for_target,
            "stated" if one.stated else "assumed",
        )
        for one in short[:_ROLES_SHOWN]
    )
    table = Table(
        columns=(
            Column("Role", weight=2),
            Column("Work", Kind.NUMBER, "days", 0),
            Column("Gives", Kind.NUMBER, "people", 2),
            Column("Busy", Kind.NUMBER, "weeks", 0),
            Column("Target asks for", Kind.NUMBER, "people", 2),
            Column("Time given is"),
        ),
        rows=rows,
        empty="Nobody is short of time.",
    )
    note = "Only roles that the work waits for. More of their time, or a second person, brings the date forward."
    return (Together((Heading("Who is short of time"), table, Paragraph(note, "note"))),)


def _decisions(matter: Matter) -> tuple[Block, ...]:
    """Return the last day of each decision that does not move the finish."""
    dates = matter.findings.roadmap.decide_by
    questions: dict[str, str] = {}
    for decision in matter.findings.decisions:
        questions.setdefault(decision.decision_id.split(".")[0], decision.question)
    rows = tuple((one.by, questions[one.decision_id], one.words) for one in dates if one.decision_id in questions)
    if not rows:
        return ()
    columns = (Column("By", Kind.DATE, weight=1), Column("Decision", weight=2.2), Column("Because", weight=3.4))
    table = Table(columns=columns, rows=rows, empty="")
    return (Together((Heading("Decisions and their last days"), table)),)


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
            sentence(wave.rollback),
            sentence(wave.acceptance),
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
