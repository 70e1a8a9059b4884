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
_MOST = 5
_BETWEEN = 3.0
_LEADING = 1.25
_INSIDE = 22.0
"""What the edges of a wave and of a name in it take of the width."""

_REASON = 6.8
_REASON_LINES = 8
_UNDER_REASON = 6.0
_HEAD = 62.0
"""Height of the head of a wave where its title and reason are short; it grows with them."""


@dataclass(frozen=True, slots=True)
class WaveColumn:
    """One wave: its title, why it is one, and the names of what moves in it."""

    title: str
    reason: str
    members: tuple[str, ...]


def waves(style: Style, columns: Sequence[WaveColumn], width: float) -> Drawing:
    """Return the waves from left to right, four in a row, with an arrow from each to the next."""
    rows = [columns[start : start + _ACROSS] for start in range(0, len(columns), _ACROSS)]
    across = min(len(columns), _ACROSS) or 1
    each = (width - _GAP * (across - 1)) / across
    ruler = Sketch(style, width, 1)
    heads = [max(_head_height(ruler, column, each) for column in row) for row in rows]
    heights = [
        head + max(_chips_height(ruler, column, each) for column in row) + 6
        for head, row in zip(heads, rows, strict=True)
    ]
    sketch = Sketch(style, width, sum(heights) + 10 * max(len(rows) - 1, 0))
    top, number = 0.0, 1
    for row, head, height in zip(rows, heads, heights, strict=True):
        for place, column in enumerate(row):
            box = Box(place * (each + _GAP), top, each, height)
            _column(sketch, box, head, number, column)
            if place:
                sketch.arrow((box.left - _GAP + 2, top + 14), (box.left - 2, top + 14))
            number += 1
        top += height + 10
    return sketch.drawing


def _head_height(ruler: Sketch, column: WaveColumn, width: float) -> float:
    """Return the height that title and reason take, neither cut short."""
    return max(_HEAD, _heading(ruler, Box(0.0, 0.0, width, 0.0), column) + _UNDER_REASON - _REASON)


def _heading(sketch: Sketch, box: Box, column: WaveColumn) -> float:
    """Write title and reason; return the baseline after the last line."""
    after = sketch.lines(box.left + 26, box.top + 12, column.title, room=box.width - 32, size=LABEL, weight="semibold")
    return sketch.lines(
        box.left + 8,
        max(after + 2, box.top + 28),
        column.reason,
        room=box.width - 16,
        size=_REASON,
        fill=sketch.colours.muted,
        most=_REASON_LINES,
    )


def _column(sketch: Sketch, box: Box, head: float, number: int, column: WaveColumn) -> None:
    colours = sketch.colours
    sketch.rect(box, colours.ground, radius=5)
    sketch.dot(box.left + 14, box.top + 14, 7, colours.accent, str(number))
    _heading(sketch, box, column)
    shown, top = _shown(column), box.top + head
    for name in shown:
        chip = Box(box.left + 6, top, box.width - 12, _chip_height(sketch, name, box.width))
        _chip(sketch, chip, name)
        top = chip.bottom + _BETWEEN
    hidden = len(column.members) - len(shown)
    if hidden:
        sketch.text(box.left + 8, top + 9.5, f"and {hidden} more", size=CAPTION, fill=colours.muted)


def _shown(column: WaveColumn) -> tuple[str, ...]:
    return column.members if len(column.members) <= _MOST + 1 else column.members[:_MOST]


def _chip_height(sketch: Sketch, name: str, width: float) -> float:
    """Return the height of a name on its ground: a long one takes two lines."""
    return _CHIP if sketch.text_width(name, CAPTION) <= width - _INSIDE else _CHIP + CAPTION * _LEADING


def _chips_height(sketch: Sketch, column: WaveColumn, width: float) -> float:
    shown = _shown(column)
    more = _CHIP + _BETWEEN if len(shown) < len(column.members) else 0
    return sum(_chip_height(sketch, name, width) + _BETWEEN for name in shown) + more


def _chip(sketch: Sketch, box: Box, name: str) -> None:
    sketch.rect(box, sketch.colours.surface, stroke=sketch.colours.line, radius=3, line=0.6)
    sketch.lines(box.left + 5, box.top + 9.8, name, size=CAPTION, room=box.width - 10)
