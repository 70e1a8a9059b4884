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
    Section,
    Table,
    Together,
)
from wardround.deliverables.charts.waves import WaveColumn
from wardround.deliverables.charts.waves import waves as drawn
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.phases import activity_charts, phases_of
from wardround.deliverables.words import counted, listed, phase_name, sentence, shortlist

_STAYING_SHOWN = 10


def roadmap(matter: Matter) -> Section:
    """Return the chapter on phases, waves and the critical path."""
    found = matter.findings.roadmap
    blocks: tuple[Block, ...] = (
        KeyFigures(_figures(matter)),
        Paragraph(sentence(matter.told(found.words))),
        Together((Heading("Phases"), _phases(matter))),
        *_path(matter),
        *_waves(matter),
    )
    return Section("roadmap", "Roadmap", "Phases, waves, and the path that decides the date.", blocks)


def _figures(matter: Matter) -> tuple[KeyFigure, ...]:
    found = matter.findings.roadmap
    live = matter.go_live()
    range_ = f"{amounts.number(found.effort_days_low, 0)} to {amounts.days(found.effort_days_high)}"
    late = live is not None and found.target is not None and live > found.target
    return (
        KeyFigure(
            "Starts", amounts.short_date(found.starts), f"{counted(len(found.activities), 'activity', 'activities')}"
        ),
        KeyFigure(
            "Go-live",
            amounts.short_date(live),
            f"target {amounts.short_date(found.target)}",
            "warn" if late else "plain",
        ),
        KeyFigure("All done", amounts.short_date(found.finish), "with optimisation after go-live"),
        KeyFigure("Effort", amounts.days(found.effort_days_likely), range_),
    )


def _phases(matter: Matter) -> Table:
    rows = []
    for phase, activities in phases_of(matter.findings.roadmap.activities):
        last = max(activities, key=lambda activity: (activity.ends, activity.activity_id))
        first = min(activity.starts for activity in activities)
        critical = sum(activity.critical for activity in activities)
        rows.append((phase_name(phase), len(activities), critical, first, last.ends, last.deliverable))
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
    return (Together(tuple(blocks)),)


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
