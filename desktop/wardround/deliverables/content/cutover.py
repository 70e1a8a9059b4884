"""The night of the cutover, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    Together,
)
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import listed, sentence
from wardround.engine.findings import CutoverNight, CutoverStep


def cutover(matter: Matter) -> Section | None:
    """Return the chapter on the night of the cutover; none where nothing changes over."""
    night = matter.findings.roadmap.cutover
    if night is None or not night.steps:
        return None
    spare = night.spare_hours
    blocks: tuple[Block, ...] = (
        KeyFigures(
            (
                KeyFigure("Begins", f"{night.starts:%a %H:%M}", amounts.short_date(night.starts.date())),
                KeyFigure(
                    "Takes",
                    amounts.hours(night.hours),
                    f"{amounts.number(night.hours_low, 0)} to {amounts.hours(night.hours_high)}",
                ),
                KeyFigure(
                    "Window",
                    amounts.hours(night.window_hours),
                    f"{amounts.hours(abs(spare))} {'to spare' if spare >= 0 else 'too short'}",
                    "plain" if spare >= 0 else "warn",
                ),
                KeyFigure(
                    "Turn back by",
                    f"{night.decide_back_by:%a %H:%M}",
                    f"the way back takes {amounts.hours(night.back_hours)}",
                    "plain" if night.decide_back_by >= night.ends else "warn",
                ),
            )
        ),
        Paragraph(sentence(night.words)),
        Together((Heading("The night, step by step"), _steps(night.steps))),
        Paragraph(_back(night)),
    )
    return Section(
        "cutover", "Cutover and way back", "The night on the clock, and how long turning back takes.", blocks
    )


def _back(night: CutoverNight) -> str:
    """Return the steps back with their lengths."""
    steps = [f"{step.name.lower()} ({amounts.minutes(step.minutes_likely)})" for step in night.way_back]
    lasts = f"Turning back takes {amounts.hours(night.back_hours)}: {listed(tuple(steps))}."
    kept = "The old system stays as it was, so nothing is restored"
    return f"{lasts} {kept}; what people have typed into the new one by then is entered again."


def _steps(steps: Sequence[CutoverStep]) -> Table:
    rows = tuple((f"{step.starts:%a %H:%M} to {step.ends:%H:%M}", step.name, _who(step), step.check) for step in steps)
    return Table(
        columns=(
            Column("When", weight=1.9),
            Column("Step", weight=3.6),
            Column("Who", weight=1.7),
            Column("Goes on when", weight=3.4),
        ),
        rows=rows,
        empty="There are no steps.",
    )


def _who(step: CutoverStep) -> str:
    return f"{step.who[:1].upper()}{step.who[1:]}" if step.who else "All who are there"
