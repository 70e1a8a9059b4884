"""Where the money goes: one bar, cut into its parts, each named below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style, text_on

_BAR_HEIGHT = 18.0
_KEY_HEIGHT = 25.0
_COLUMNS = 4
_WIDE = 5
"""So many parts stand in a row where that saves a row for one or two alone."""
_SMALLEST = 6.5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: its name, its size, and the size in words."""

    name: str
    amount: Decimal
    words: str
    fill: str = ""
    """A colour with a meaning, in place of the next one of the series."""


def money_bar(style: Style, parts: Sequence[Part], width: float) -> Drawing:
    """Return the bar with a key of names and amounts under it, both in the order given."""
    shown = [part for part in parts if part.amount > 0]
    columns = _WIDE if len(shown) in {_WIDE, 2 * _WIDE - 1, 2 * _WIDE} else _COLUMNS
    rows = (len(shown) + columns - 1) // columns
    sketch = Sketch(style, width, _BAR_HEIGHT + 12 + rows * _KEY_HEIGHT)
    whole = float(sum(part.amount for part in shown))
    left = 0.0
    for position, part in enumerate(shown):
        fill = part.fill or style.colours.of_series(position)
        run = float(part.amount) / whole * width
        sketch.rect(Box(left, 0, max(run - 1, 0.5), _BAR_HEIGHT), fill)
        mark = str(position + 1)
        if run > sketch.text_width(mark, CAPTION, "semibold") + 4:
            ink = text_on(fill, style.colours)
            sketch.text(left + run / 2, 12, mark, size=CAPTION, fill=ink, weight="semibold", anchor="middle")
        left += run
    column = width / columns
    for position, part in enumerate(shown):
        row, place = divmod(position, columns)
        x, y = place * column, _BAR_HEIGHT + 16 + row * _KEY_HEIGHT
        fill = part.fill or style.colours.of_series(position)
        sketch.dot(x + 5.5, y - 1.5, 5.5, fill, str(position + 1), 6.5)
        size = LABEL
        while size > _SMALLEST and sketch.text_width(part.name, size) > column - 17:
            size -= 0.25
        sketch.text(x + 15, y + 1, part.name, size=size, room=column - 16)
        sketch.text(x + 15, y + 11.5, part.words, size=CAPTION, fill=style.colours.muted, room=column - 20)
    return sketch.drawing
