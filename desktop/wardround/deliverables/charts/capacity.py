"""Capacity against demand: for each role what it needs of what it has, up to the line where it is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables import amounts
from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_NAMES = 104.0
_ROW = 21.5
_HEAD = 16.0
_BAR = 7.0
_TIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Use:
    """One need of a role: the share of its capacity that is used (None: not known), and both in words."""

    share: float | None
    words: str


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """One role with its uses, one for each heading; None where the role has no such need."""

    name: str
    uses: tuple[Use | None, ...]
    detail: str = ""


def capacity(
    style: Style,
    headings: Sequence[str],
    rows: Sequence[CapacityRow],
    width: float,
    note: str,
    *,
    tight: float = _TIGHT,
) -> Drawing:
    """Return a column of bars for each heading; the line at the end of each column is all there is.

    ``note`` says below the chart what bar and line stand for; bars above the share ``tight`` turn amber.
    """
    sketch = Sketch(style, width, _HEAD + _ROW * len(rows) + 12)
    step = (width - _NAMES) / max(len(headings), 1)
    full = step - 30
    for place, heading in enumerate(headings):
        left = _NAMES + place * step
        sketch.text(left, 9, heading, size=LABEL, fill=style.colours.muted, weight="medium", room=step - 8)
    for down, row in enumerate(rows):
        top = _HEAD + down * _ROW
        sketch.line((0, top), (width, top), stroke=style.colours.line, width=0.5)
        base = top + (10 if row.detail else 13)
        sketch.text(0, base, row.name, size=LABEL + 0.5, weight="medium", room=_NAMES - 8)
        sketch.text(0, base + 8, row.detail, size=6.5, fill=style.colours.muted, room=_NAMES - 8)
        for place, use in enumerate(row.uses):
            if use is not None:
                _bar(sketch, use, tight, Box(_NAMES + place * step, top + 3.5, full, _BAR))
    bottom = _HEAD + _ROW * len(rows)
    sketch.line((0, bottom), (width, bottom), stroke=style.colours.line, width=0.5)
    sketch.text(0, bottom + 10, note, size=CAPTION, fill=style.colours.muted)
    return sketch.drawing


def _bar(sketch: Sketch, use: Use, tight: float, track: Box) -> None:
    colours = sketch.colours
    sketch.rect(track, colours.ground, radius=1.5)
    if use.share is not None:
        shown = min(use.share, 1)
        fill = colours.bad if use.share > 1 else colours.warn if use.share > tight else colours.accent
        sketch.rect(Box(track.left, track.top, max(shown * track.width, 1), track.height), fill, radius=1.5)
        words = amounts.use(use.share)
        sketch.text(track.right + 4, track.top + 6.5, words, size=CAPTION)
    sketch.line((track.right, track.top - 2), (track.right, track.bottom + 2), stroke=colours.ink, width=1)
    sketch.text(track.left, track.bottom + 7.8, use.words, size=6.8, fill=colours.muted, room=track.width + 22)
