"""How long a recovery takes, step by step, against the time that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.amounts import minutes
from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch, Weight
from wardround.deliverables.style import Style

_ROW = 33.0
_BAR = 10.0
_HEAD = 16.0
_FOOT = 16.0
_NAMES = 190.0
_STAGES = (("notice", "notice and decide"), ("technical", "restore or fail over"), ("business", "check and release"))
_LONGEST = 4.0
"""Bars run to at most this many times the objective; longer ones are cut, and their end says so."""


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """One pattern: name, a line of detail, its steps as (stage, minutes), and whether it was chosen."""

    name: str
    detail: str
    steps: tuple[tuple[str, float], ...]
    chosen: bool = False


def recovery_steps(style: Style, rows: Sequence[RecoveryRow], asked_minutes: float | None, width: float) -> Drawing:
    """Return stacked bars in the order of the steps; the line is the strictest time asked."""
    sketch = Sketch(style, width, _HEAD + _ROW * len(rows) + _FOOT)
    totals = [sum(length for _, length in row.steps) for row in rows]
    end = max([*totals, asked_minutes or 0, 1.0])
    if asked_minutes:
        end = max(min(end, _LONGEST * asked_minutes), asked_minutes * 1.15)
    plot = Box(_NAMES, _HEAD, width - _NAMES - 64, _ROW * len(rows))
    _key(sketch)
    if asked_minutes is not None and asked_minutes > 0:
        x = plot.left + asked_minutes / end * plot.width
        sketch.line((x, plot.top), (x, plot.bottom + 2), stroke=style.colours.ink, width=1.4)
        words = f"strictest objective, {minutes(asked_minutes)}"
        sketch.text(x, plot.bottom + 11, words, size=CAPTION, weight="medium", anchor="middle")
    for position, (row, total) in enumerate(zip(rows, totals, strict=True)):
        _row(sketch, plot, row, (total, end), plot.top + position * _ROW)
    return sketch.drawing


def _fill(sketch: Sketch, stage: str) -> str:
    order = {name: position for position, (name, _) in enumerate(_STAGES)}
    return sketch.colours.of_series((4, 0, 2)[order.get(stage, 1)])


def _key(sketch: Sketch) -> None:
    x = _NAMES
    for stage, words in _STAGES:
        sketch.rect(Box(x, 1, 7, 7), _fill(sketch, stage), radius=1)
        x += 11 + sketch.text(x + 10.5, 7.5, words, size=CAPTION, fill=sketch.colours.muted) + 14


def _row(sketch: Sketch, plot: Box, row: RecoveryRow, lengths: tuple[float, float], top: float) -> None:
    total, end = lengths
    weight: Weight = "semibold" if row.chosen else "regular"
    after = sketch.lines(0, top + 9, row.name, size=LABEL, weight=weight, room=_NAMES - 10)
    sketch.text(0, after - 0.5, row.detail, size=6.8, fill=sketch.colours.muted, room=_NAMES - 10)
    left = plot.left
    for stage, length in row.steps:
        run = length / end * plot.width
        shown = min(run, plot.right - left)
        if shown > 0:
            sketch.rect(Box(left, top + 6, max(shown - 0.8, 0.6), _BAR), _fill(sketch, stage))
        left += shown
    if total > end:
        sketch.text(plot.right - 1, top + 14, "//", weight="semibold", fill=sketch.colours.surface, anchor="end")
    words = minutes(total)
    behind = Box(left + 3, top + 6, sketch.text_width(words, LABEL, "medium") + 4, _BAR)
    sketch.rect(behind, sketch.colours.surface)
    sketch.text(left + 5, top + 14, words, size=LABEL, weight="medium")
