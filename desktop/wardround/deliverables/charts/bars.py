"""Bars from left to right, each with its name before it and its value behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch, Weight
from wardround.deliverables.style import Style

_ROW = 17.0
_BAR = 9.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length in any unit, its value in words, and whether it is the one that counts."""

    name: str
    length: float
    words: str
    chosen: bool = False
    detail: str = ""


def bars(style: Style, rows: Sequence[Bar], width: float, name_share: float = 0.34) -> Drawing:
    """Return the bars below each other; those chosen stand out by colour and by heavier type."""
    step = _ROW + (13 if any(row.detail for row in rows) else 0)
    sketch = Sketch(style, width, max(step * len(rows), 1))
    names = width * name_share
    values = max((sketch.text_width(row.words, LABEL, "medium") for row in rows), default=0) + 6
    room = width - names - values
    longest = max((row.length for row in rows), default=0) or 1
    for position, row in enumerate(rows):
        top = position * step
        weight: Weight = "semibold" if row.chosen else "regular"
        sketch.text(0, top + 10, row.name, size=LABEL + 0.5, weight=weight, room=names - 8)
        if row.detail:
            sketch.text(0, top + 21, row.detail, size=CAPTION, fill=style.colours.muted, room=width)
        run = max(row.length, 0) / longest * room
        fill = style.colours.accent if row.chosen else style.colours.of_series(7)
        if row.length > 0:
            sketch.rect(Box(names, top + 3, max(run, 1), _BAR), fill, radius=1.5)
        sketch.text(names + run + 5, top + 10, row.words, weight="medium")
    return sketch.drawing
