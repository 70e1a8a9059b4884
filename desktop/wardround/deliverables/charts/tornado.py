"""What each input moves: a bar around the single answer from the result at its low to that at its high value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style, printable, wrapped

_ROW = 23.0
_BAR = 9.0
_FOOT = 14.0
_GAP = 8.0
_LINE = 9.5
"""What a name takes that needs a second line."""


@dataclass(frozen=True, slots=True)
class Swung:
    """One input: its name, how firmly it stands, the results at its low and high value, and both in words.

    ``high`` is None where the result has no end there.
    """

    name: str
    detail: str
    low: float
    high: float | None
    low_words: str
    high_words: str


def tornado(style: Style, rows: Sequence[Swung], single: float, single_words: str, width: float) -> Drawing:
    """Return the bars, the widest first as given, with a line through the single answer."""
    names = width * 0.38
    room, font = names - _GAP, Sketch(style, width, 1).font("medium")
    long = [len(wrapped(printable(row.name, style), font, LABEL, room, 2)) > 1 for row in rows]
    heights = [_ROW + (_LINE if wraps else 0.0) for wraps in long]
    foot = sum(heights)
    sketch = Sketch(style, width, foot + _FOOT)
    words = max(
        (sketch.text_width(text, CAPTION) for row in rows for text in (row.low_words, row.high_words)), default=0
    )
    left, right = names + words + 6, width - words - 6
    ends = [value for row in rows for value in (row.low, row.high) if value is not None]
    least, most = min([single, *ends]), max([single, *ends])
    span = most - least or 1.0

    def across(value: float) -> float:
        return left + (value - least) / span * (right - left)

    middle = across(single)
    for position, row in enumerate(rows):
        top = sum(heights[:position])
        below = sketch.lines(0, top + 9, row.name, size=LABEL, weight="medium", room=room)
        sketch.text(0, below, row.detail, size=CAPTION, fill=style.colours.muted, room=room)
        reached = right if row.high is None else across(row.high)
        start, end = sorted((across(row.low), reached))
        rising = row.high is None or row.high >= row.low
        paler, fuller = style.colours.of_series(7), style.colours.accent
        under, above = (paler, fuller) if rising else (fuller, paler)
        if start < middle:
            sketch.rect(Box(start, top + 4, max(min(end, middle) - start, 0.5), _BAR), under, radius=1)
        if end > middle:
            from_here = max(start, middle)
            sketch.rect(Box(from_here, top + 4, max(end - from_here, 0.5), _BAR), above, radius=1)
        at_start, at_end = (row.low_words, row.high_words) if rising else (row.high_words, row.low_words)
        sketch.text(start - 4, top + 12, at_start, size=CAPTION, anchor="end")
        sketch.text(end + 4, top + 12, at_end, size=CAPTION)
    sketch.line((middle, 0), (middle, foot + 2), stroke=style.colours.ink, width=0.9)
    sketch.text(middle, foot + 10, single_words, size=CAPTION, anchor="middle", weight="medium")
    return sketch.drawing
