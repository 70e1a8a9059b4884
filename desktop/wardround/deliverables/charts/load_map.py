"""How busy the platform is: hours across, kinds of day down, the design hour framed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style, blended, text_on

_HOURS = 24
_NAMES = 62.0
_CELL_HEIGHT = 16.0
_BELOW = 26.0


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One kind of day with its share of busy time in each of the 24 hours."""

    name: str
    hours: tuple[float, ...]


def load_map(
    style: Style, rows: Sequence[LoadRow], design: tuple[int, int] | None, width: float, clock: str = "UTC"
) -> Drawing:
    """Return the heat map. ``design`` is the row and hour to frame. Cells at least half full say their share.

    ``clock`` names the time that the hours are told in.
    """
    sketch = Sketch(style, width, len(rows) * _CELL_HEIGHT + _BELOW)
    cell = (width - _NAMES) / _HOURS
    top_share = max((max(row.hours, default=0) for row in rows), default=0) or 1
    for down, row in enumerate(rows):
        y = down * _CELL_HEIGHT
        sketch.text(0, y + 11, row.name, size=LABEL, room=_NAMES - 6)
        for hour, share in enumerate(row.hours):
            box = Box(_NAMES + hour * cell, y, cell - 1.2, _CELL_HEIGHT - 1.2)
            fill = tint(style, share / top_share)
            sketch.rect(box, fill, radius=1)
            if share >= 0.5 * top_share:
                words, ink = f"{share * 100:.0f}", text_on(fill, style.colours)
                sketch.text(box.centre, y + 10.2, words, size=6.5, fill=ink, anchor="middle")
    if design is not None:
        down, hour = design
        frame = Box(_NAMES + hour * cell - 0.9, down * _CELL_HEIGHT - 0.9 + 0.9, cell + 0.6, _CELL_HEIGHT)
        sketch.rect(frame, None, stroke=style.colours.bad, line=1.6, radius=1)
    base = len(rows) * _CELL_HEIGHT
    for hour in range(0, _HOURS, 3):
        x = _NAMES + hour * cell + cell / 2
        sketch.text(x, base + 9, f"{hour:02d}", size=CAPTION, fill=style.colours.muted, anchor="middle")
    sketch.text(_NAMES, base + 21, f"hour of the day, {clock}", size=CAPTION, fill=style.colours.muted)
    if design is not None:
        right = "framed: the design hour"
        sketch.text(width, base + 21, right, size=CAPTION, fill=style.colours.bad, anchor="end")
    return sketch.drawing


def tint(style: Style, share: float) -> str:
    """Return the colour of a share between the pale ground and the accent, darker for more."""
    return blended(style.colours.ground, style.colours.accent, min(max(share, 0), 1))
