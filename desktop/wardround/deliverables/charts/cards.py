"""Cards for key figures: what it is, the figure large, its target or reason beneath."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.blocks import KeyFigure
from wardround.deliverables.charts.sketch import Box, Sketch
from wardround.deliverables.style import Style, printable, wrapped

_HEIGHT = 58.0
"""With a detail of two lines; a third line makes all cards of the row higher."""

_DETAIL = 7.0
_LINES = 3
_THIRD_LINE = 9.0
_GAP = 9.0
_INSET = 9.0
_LARGE = 16.0
_SMALLEST = 9.0
_SMALLEST_LABEL = 6.5
_ACROSS = 4


def cards(style: Style, figures: Sequence[KeyFigure], width: float) -> Drawing:
    """Return the cards beside each other, at most four in a row; a figure too wide for its card gets smaller."""
    across = min(len(figures), _ACROSS) or 1
    rows = -(-len(figures) // across)
    each = (width - _GAP * (across - 1)) / across
    long = any(
        len(wrapped(printable(figure.detail, style), style.regular, _DETAIL, each - 2 * _INSET, _LINES)) == _LINES
        for figure in figures
    )
    height = _HEIGHT + _THIRD_LINE if long else _HEIGHT
    sketch = Sketch(style, width, rows * height + (rows - 1) * _GAP)
    for position, figure in enumerate(figures):
        row, place = divmod(position, across)
        _card(sketch, figure, Box(place * (each + _GAP), row * (height + _GAP), each, height))
    return sketch.drawing


def _card(sketch: Sketch, figure: KeyFigure, box: Box) -> None:
    colours = sketch.colours
    ground = {"plain": colours.ground, "good": colours.ground, "warn": colours.warn_soft, "bad": colours.bad_soft}
    ink = {"plain": colours.ink, "good": colours.ink, "warn": colours.warn, "bad": colours.bad}[figure.tone]
    sketch.rect(box, ground[figure.tone], radius=6)
    room = box.width - 2 * _INSET
    left = box.left + _INSET
    label = 8.0
    while label > _SMALLEST_LABEL and sketch.text_width(figure.label, label) > room:
        label -= 0.25
    sketch.text(left, box.top + 15, figure.label, size=label, fill=colours.muted, room=room)
    size = _LARGE
    while size > _SMALLEST and sketch.text_width(figure.value, size, "semibold") > room:
        size -= 0.5
    sketch.text(left, box.top + 32, figure.value, size=size, fill=ink, weight="semibold", room=room)
    sketch.lines(left, box.top + 43, figure.detail, size=_DETAIL, fill=colours.muted, room=room, most=_LINES)
