"""Which systems move together, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_ACROSS = 4
_GAP = 14.0
_CHIP = 14.0
_MOST = 9
_HEAD = 46.0


@dataclass(frozen=True, slots=True)
class WaveColumn:
    """One wave: its title, why it is one, and the names of what moves in it."""

    title: str
    reason: str
    members: tuple[str, ...]


def waves(style: Style, columns: Sequence[WaveColumn], width: float) -> Drawing:
    """Return the waves from left to right, four in a row, with an arrow from each to the next."""
    rows = [columns[start : start + _ACROSS] for start in range(0, len(columns), _ACROSS)]
    heights = [_HEAD + max(min(len(c.members), _MOST + 1) for c in row) * (_CHIP + 3) + 6 for row in rows]
    sketch = Sketch(style, width, sum(heights) + 10 * max(len(rows) - 1, 0))
    across = min(len(columns), _ACROSS) or 1
    each = (width - _GAP * (across - 1)) / across
    top, number = 0.0, 1
    for row, height in zip(rows, heights, strict=True):
        for place, column in enumerate(row):
            box = Box(place * (each + _GAP), top, each, height)
            _column(sketch, box, number, column)
            if place:
                sketch.arrow((box.left - _GAP + 2, top + 14), (box.left - 2, top + 14))
            number += 1
        top += height + 10
    return sketch.drawing


def _column(sketch: Sketch, box: Box, number: int, column: WaveColumn) -> None:
    colours = sketch.colours
    sketch.rect(box, colours.ground, radius=5)
    sketch.dot(box.left + 14, box.top + 14, 7, colours.accent, str(number))
    after = sketch.lines(box.left + 26, box.top + 12, column.title, room=box.width - 32, size=LABEL, weight="semibold")
    sketch.lines(
        box.left + 8, max(after + 2, box.top + 28), column.reason, room=box.width - 16, size=6.8, fill=colours.muted
    )
    shown = column.members if len(column.members) <= _MOST + 1 else column.members[:_MOST]
    for position, name in enumerate(shown):
        _chip(sketch, Box(box.left + 6, box.top + _HEAD + position * (_CHIP + 3), box.width - 12, _CHIP), name)
    hidden = len(column.members) - len(shown)
    if hidden:
        y = box.top + _HEAD + len(shown) * (_CHIP + 3) + 9.5
        sketch.text(box.left + 8, y, f"and {hidden} more", size=CAPTION, fill=colours.muted)


def _chip(sketch: Sketch, box: Box, name: str) -> None:
    sketch.rect(box, sketch.colours.surface, stroke=sketch.colours.line, radius=3, line=0.6)
    sketch.text(box.left + 5, box.top + 9.8, name, size=CAPTION, room=box.width - 10)
