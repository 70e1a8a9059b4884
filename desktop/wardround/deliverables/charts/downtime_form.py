"""A form to fill by hand while a process stands still: what to know above, lines to write on below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import BODY, CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_NAMES = 118.0
_LEADING = 12.0
_GAP = 7.0
_HEAD = 22.0
_LINE = 21.0
_LINES_LEAST = 8
_SIGNED = 78.0
_COLUMNS = (("No.", 0.05), ("Time", 0.09), ("Who", 0.13), ("What, for whom, how much, which lot", 0.45),
            ("Reference", 0.15), ("Entered at, by", 0.13))  # fmt: skip
_SIGNATURES = ("Started at, by", "Back at, said by", "All entered at, by", "Checked against the ERP by")


@dataclass(frozen=True, slots=True)
class Known:
    """One thing to know before the form is used; an empty text leaves room to write."""

    label: str
    text: str


def downtime_form(style: Style, known: Sequence[Known], width: float, height: float) -> Drawing:
    """Return the form; as many lines to write on as the height leaves room for."""
    sketch = Sketch(style, width, height)
    top = _known(sketch, known)
    bottom = height - _SIGNED
    count = max(_LINES_LEAST, int((bottom - top - _HEAD) / _LINE))
    _grid(sketch, Box(0, top, width, _HEAD + count * _LINE), count)
    _signatures(sketch, bottom + 16)
    return sketch.drawing


def _known(sketch: Sketch, known: Sequence[Known]) -> float:
    """Write what is known, label at the left; return where it ends."""
    top = 6.0
    faint = sketch.colours.line
    for each in known:
        sketch.text(0, top + 9, each.label, size=LABEL, fill=sketch.colours.muted)
        if each.text:
            after = sketch.lines(_NAMES, top + 9, each.text, size=BODY, room=sketch.width - _NAMES)
            top = max(top + _LEADING, after - BODY + 2)
        else:
            sketch.line((_NAMES, top + 12), (sketch.width, top + 12), stroke=sketch.colours.muted, width=0.5)
            top += _LEADING
        top += _GAP
        sketch.line((0, top - 2), (sketch.width, top - 2), stroke=faint, width=0.4)
        top += 3
    return top + 8


def _grid(sketch: Sketch, box: Box, count: int) -> None:
    ink, faint = sketch.colours.ink, sketch.colours.muted
    sketch.rect(Box(box.left, box.top, box.width, _HEAD), sketch.colours.accent_soft)
    left = box.left
    for title, share in _COLUMNS:
        sketch.text(left + 4, box.top + 14, title, size=CAPTION, weight="medium", room=share * box.width - 6)
        if left > box.left:
            sketch.line((left, box.top), (left, box.bottom), stroke=faint, width=0.4)
        left += share * box.width
    for number in range(count + 1):
        y = box.top + _HEAD + number * _LINE
        sketch.line((box.left, y), (box.right, y), stroke=faint if 0 < number < count else ink, width=0.5)
        if number < count:
            sketch.text(box.left + 4, y + 14, f"{number + 1}", size=CAPTION, fill=faint)
    for x in (box.left, box.right):
        sketch.line((x, box.top), (x, box.bottom), stroke=ink, width=0.5)
    sketch.line((box.left, box.top), (box.right, box.top), stroke=ink, width=0.5)


def _signatures(sketch: Sketch, top: float) -> None:
    half = sketch.width / 2
    for position, words in enumerate(_SIGNATURES):
        left, y = (position % 2) * half, top + (position // 2) * 30
        sketch.text(left, y + 9, words, size=LABEL, fill=sketch.colours.muted)
        sketch.line((left + 118, y + 12), (left + half - 14, y + 12), stroke=sketch.colours.ink, width=0.5)
