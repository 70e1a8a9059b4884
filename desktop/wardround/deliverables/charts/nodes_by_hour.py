"""Servers by the hour: for each kind of day a small chart of those that run, under the line of all always on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_HEIGHT = 96.0
_TOP = 20.0
_FOOT = 16.0
_BETWEEN = 18.0
_SCALE = 16.0
_TICKS = (0, 6, 12, 18)
_AIR = 0.22
"""Share of an hour's width that stays free between two bars."""


@dataclass(frozen=True, slots=True)
class DayOfNodes:
    """One kind of day: its name, the servers of each hour from midnight on, and what it says in words."""

    name: str
    running: tuple[int, ...]


def nodes_by_hour(style: Style, days: Sequence[DayOfNodes], most: int, width: float, words: str) -> Drawing:
    """Return the days beside each other; ``most`` servers are built, and ``words`` say which clock the hours follow."""
    sketch = Sketch(style, width, _HEIGHT + 14)
    count = max(len(days), 1)
    each = (width - _SCALE - _BETWEEN * (count - 1)) / count
    base, tall = _HEIGHT - _FOOT, _HEIGHT - _FOOT - _TOP
    step = tall / max(most, 1)
    for mark in sorted({0, most}):
        sketch.text(
            _SCALE - 5, base - mark * step + 2.5, str(mark), size=CAPTION, fill=style.colours.muted, anchor="end"
        )
    for place, day in enumerate(days):
        left = _SCALE + place * (each + _BETWEEN)
        sketch.text(left, 10, day.name, size=LABEL, weight="medium", room=each)
        hour = each / max(len(day.running), 1)
        for position, running in enumerate(day.running):
            high = running * step
            box = Box(left + position * hour + hour * _AIR / 2, base - high, hour * (1 - _AIR), high)
            sketch.rect(box, style.colours.of_series(0) if running < most else style.colours.accent)
        sketch.line((left, base), (left + each, base), stroke=style.colours.line, width=0.6)
        sketch.line((left, _TOP), (left + each, _TOP), stroke=style.colours.muted, width=0.6, dashed=True)
        for tick in _TICKS:
            sketch.text(left + tick * hour, base + 10, f"{tick:02d}", size=CAPTION, fill=style.colours.muted)
    sketch.text(_SCALE, _HEIGHT + 10, words, size=CAPTION, fill=style.colours.muted, room=width - _SCALE)
    return sketch.drawing
