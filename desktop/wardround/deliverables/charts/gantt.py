"""The way there: bars on a calendar, with freezes behind them, the go-live and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.amounts import MONTHS
from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch, Weight
from wardround.deliverables.style import Style, blended, width_of

_HEAD = 22.0
_FOOT = 13.0
_MOST_LABELS = 14
_CLOSE = 70.0


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One row: a bar from start to end. ``critical`` bars are filled, others outlined; ``slack_days`` trail them.

    A row without dates is a heading.
    """

    name: str
    starts: date | None = None
    ends: date | None = None
    critical: bool = True
    slack_days: int = 0
    fill: str = ""
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is common to all rows: the ends of the time axis, closed periods and the target."""

    first: date
    last: date
    freezes: tuple[tuple[str, date, date], ...] = ()
    target: date | None = None


@dataclass(frozen=True, slots=True)
class GanttLook:
    """The height of a row, and how wide the names are."""

    row: float = 17.0
    names: float = 150.0
    bar: float = 8.0


def gantt(
    style: Style, rows: Sequence[GanttRow], calendar: Calendar, width: float, look: GanttLook, note: str = ""
) -> Drawing:
    """Return the chart; ``note`` is written below it."""
    long = width_of(note, style.regular, CAPTION) > width
    height = _HEAD + look.row * len(rows) + (2 * _FOOT if long else _FOOT)
    sketch = Sketch(style, width, height)
    plot = Box(look.names, _HEAD, width - look.names, look.row * len(rows))
    _freezes(sketch, plot, calendar)
    _months(sketch, plot, calendar)
    for position, row in enumerate(rows):
        top = plot.top + position * look.row
        _row(sketch, plot, calendar, row, Box(0, top, width, look.row), look)
    _points(sketch, plot, calendar)
    sketch.lines(0, plot.bottom + 10, note, room=width, size=CAPTION, fill=style.colours.muted)
    return sketch.drawing


def _x(plot: Box, calendar: Calendar, day: date) -> float:
    span = max((calendar.last - calendar.first).days, 1)
    return plot.left + min(max((day - calendar.first).days / span, 0), 1) * plot.width


def _freezes(sketch: Sketch, plot: Box, calendar: Calendar) -> None:
    for _, starts, ends in calendar.freezes:
        if ends >= calendar.first and starts <= calendar.last:
            left, right = _x(plot, calendar, starts), _x(plot, calendar, ends)
            sketch.rect(
                Box(left, plot.top, max(right - left, 1.5), plot.height),
                blended(sketch.colours.line, sketch.colours.surface, 0.45),
            )


def _months(sketch: Sketch, plot: Box, calendar: Calendar) -> None:
    firsts: list[date] = []
    year, month = calendar.first.year, calendar.first.month
    while (first := date(year, month, 1)) <= calendar.last:
        if first >= calendar.first:
            firsts.append(first)
        year, month = (year + 1, 1) if month == len(MONTHS) else (year, month + 1)
    stride = -(-len(firsts) // _MOST_LABELS) or 1
    free = plot.left
    for position, first in enumerate(firsts):
        x = _x(plot, calendar, first)
        sketch.line((x, plot.top), (x, plot.bottom), width=0.5)
        if position % stride == 0:
            name = MONTHS[first.month - 1][:3]
            if x + sketch.text_width(name, CAPTION) < plot.right:
                sketch.text(x + 1, plot.top - 4, name, size=CAPTION, fill=sketch.colours.muted)
        if position == 0 or first.month == 1:
            heading = str(first.year)
            run = sketch.text_width(heading, CAPTION, "medium")
            if free <= x and x + run < plot.right:
                sketch.text(x + 1, plot.top - 13, heading, size=CAPTION, weight="medium")
                free = x + run + 4


def _row(sketch: Sketch, plot: Box, calendar: Calendar, row: GanttRow, place: Box, look: GanttLook) -> None:
    base = place.middle + 2.8
    if row.starts is None or row.ends is None:
        sketch.text(0, base, row.name, size=LABEL, weight="semibold", room=place.width)
        return
    weight: Weight = "medium" if row.critical else "regular"
    sketch.text(0, base, row.name, size=min(LABEL + 0.5, look.row * 0.62), weight=weight, room=look.names - 8)
    left, right = _x(plot, calendar, row.starts), _x(plot, calendar, row.ends)
    bar = Box(left, place.middle - look.bar / 2, max(right - left, 2), look.bar)
    fill = row.fill or sketch.colours.accent
    if row.slack_days > 0:
        span = max((calendar.last - calendar.first).days, 1)
        end = min(right + row.slack_days / span * plot.width, plot.right)
        sketch.line((right, bar.middle), (end, bar.middle), stroke=sketch.colours.muted, width=0.6, dashed=True)
    if row.critical:
        sketch.rect(bar, fill, radius=1.5)
    else:
        sketch.rect(bar, sketch.colours.surface, stroke=fill, radius=1.5, line=0.9)
    if row.milestone:
        sketch.diamond(right, bar.middle, look.bar * 0.75, sketch.colours.bad)


def _points(sketch: Sketch, plot: Box, calendar: Calendar) -> None:
    if calendar.target is not None and calendar.first <= calendar.target <= calendar.last:
        x = _x(plot, calendar, calendar.target)
        sketch.line((x, plot.top), (x, plot.bottom), stroke=sketch.colours.bad, width=0.9, dashed=True)
        near_end = plot.right - x < _CLOSE
        sketch.text(
            x - 3 if near_end else x + 3,
            plot.top + 7,
            "target",
            size=CAPTION,
            fill=sketch.colours.bad,
            anchor="end" if near_end else "start",
        )
