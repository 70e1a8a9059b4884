"""Response time by hour: one line for each kind of day, and the target that it must stay below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_LEFT = 26.0
_RIGHT = 84.0
_BASE = 26.0
_TOP = 10.0
_HOURS = 24
_LINES = 4


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One kind of day with its response in each hour, in seconds; None where the platform is saturated."""

    name: str
    seconds: tuple[float | None, ...]


def response(
    style: Style, lines: Sequence[ResponseLine], target_s: float | None, width: float, height: float, clock: str = "UTC"
) -> Drawing:
    """Return the chart. A line ends where the platform is saturated, and a cross marks the hour.

    ``clock`` names the time that the hours are told in.
    """
    sketch = Sketch(style, width, height)
    values = [value for line in lines for value in line.seconds if value is not None]
    step = _step(max([*values, target_s or 0, 0.5]) * 1.1 / _LINES)
    top = step * _LINES
    plot = Box(_LEFT, _TOP, width - _LEFT - _RIGHT, height - _TOP - _BASE)
    _grid(sketch, plot, top, clock)
    ends: list[tuple[float, str, str]] = []
    for position, line in enumerate(lines):
        ink = style.colours.of_series((0, 5, 2, 3)[position % 4])
        points = [_point(plot, hour, value, top) for hour, value in enumerate(line.seconds)]
        for first, second in pairwise(points):
            if first is not None and second is not None:
                sketch.path([first, second], stroke=ink, width=1.8 if position == 0 else 1.2, dashed=position > 1)
        for hour, value in enumerate(line.seconds):
            if value is None:
                x = plot.left + (hour + 0.5) / _HOURS * plot.width
                sketch.text(x, plot.top + 6, "x", fill=style.colours.bad, weight="semibold", anchor="middle")
        highest = max((point for point in points if point is not None), key=lambda at: -at[1], default=None)
        if highest is not None:
            ends.append((highest[1], line.name, ink))
    if target_s is not None:
        y = plot.bottom - target_s / top * plot.height
        sketch.line((plot.left, y), (plot.right, y), stroke=style.colours.bad, width=1, dashed=True)
        ends.append((y, f"target {target_s:.1f} s", style.colours.bad))
    _names(sketch, plot, ends)
    return sketch.drawing


def _step(least: float) -> float:
    """Return the least distance of two lines that people count in: 0.1, 0.2, 0.5, 1 and so on."""
    power = 10.0 ** floor(log10(least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least)


def _point(plot: Box, hour: int, value: float | None, top: float) -> tuple[float, float] | None:
    if value is None:
        return None
    return plot.left + (hour + 0.5) / _HOURS * plot.width, plot.bottom - value / top * plot.height


def _grid(sketch: Sketch, plot: Box, top: float, clock: str) -> None:
    muted = sketch.colours.muted
    for line in range(_LINES + 1):
        y = plot.bottom - line / _LINES * plot.height
        sketch.line((plot.left, y), (plot.right, y), width=0.5)
        sketch.text(plot.left - 5, y + 2.5, f"{top * line / _LINES:g}", size=CAPTION, fill=muted, anchor="end")
    for hour in range(0, _HOURS, 3):
        x = plot.left + (hour + 0.5) / _HOURS * plot.width
        sketch.text(x, plot.bottom + 10, f"{hour:02d}", size=CAPTION, fill=muted, anchor="middle")
    words = f"seconds, 95 % of interactive operations answer within; hour of the day, {clock}"
    sketch.text(plot.left, plot.bottom + 21, words, size=CAPTION, fill=muted)


def _names(sketch: Sketch, plot: Box, ends: list[tuple[float, str, str]]) -> None:
    """Write the names right of the plot at the height of their lines, apart from each other."""
    y = -100.0
    for height, name, ink in sorted(ends):
        y = max(height + 3, y + 11)
        sketch.text(plot.right + 6, y, name, size=LABEL, fill=ink, weight="medium", room=_RIGHT - 8)
