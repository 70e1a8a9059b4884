"""The platform on one picture: zones, machines with their sizes, the recovery region and the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style

_ROW = 29.0
_GAP = 4.0
_OUTSIDE = 76.0
_BESIDE = 112.0
_HEAD = 34.0


@dataclass(frozen=True, slots=True)
class Machines:
    """The machines of one role in one zone: what they are, and how many of which size."""

    title: str
    sizes: str


@dataclass(frozen=True, slots=True)
class ArchitectureRow:
    """One role across the zones of production, and beside them in the recovery region; None where it has none.

    ``link`` is the word on the line between two zones, ``far_link`` on the line to the recovery region.
    """

    role: str
    zones: tuple[Machines | None, ...]
    recovery: Machines | None = None
    link: str = ""
    far_link: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """Who comes in from outside: a title, a detail, and the role at which they arrive."""

    title: str
    detail: str
    arrives_at: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole picture."""

    region: str
    zone_names: tuple[str, ...]
    rows: tuple[ArchitectureRow, ...]
    outside: tuple[Outside, ...]
    recovery_region: str
    strips: tuple[tuple[str, str], ...]
    """What lies below the zones: the vault, shared services, non-production; title and detail."""


def architecture(style: Style, plan: Plan, width: float) -> Drawing:
    """Return the picture."""
    tall = len(plan.rows) * (_ROW + _GAP)
    strips = len(plan.strips) * 27.0
    sketch = Sketch(style, width, _HEAD + tall + 8 + strips + 6)
    beside = _BESIDE if plan.recovery_region else 0
    region = Box(_OUTSIDE + 16, 0, width - _OUTSIDE - 16 - (beside + 26 if beside else 0), _HEAD + tall + 6 + strips)
    sketch.rect(region, style.colours.ground, radius=6)
    sketch.text(region.left + 8, 12, plan.region, size=LABEL + 0.5, weight="semibold", room=region.width - 16)
    columns = _columns(region, len(plan.zone_names), tall)
    for column, name in zip(columns, plan.zone_names, strict=True):
        sketch.rect(column, None, stroke=style.colours.line, radius=4, dashed=True, line=1)
        sketch.text(column.left + 6, column.top + 9.5, name, size=CAPTION, fill=style.colours.muted, weight="medium")
    far = Box(width - _BESIDE, 0, _BESIDE, region.height)
    if plan.recovery_region:
        sketch.rect(far, style.colours.ground, radius=6)
        words = sketch.lines(far.left + 8, 12, plan.recovery_region, room=_BESIDE - 16, size=LABEL + 0.5, weight="semibold")
        sketch.text(far.left + 8, words - 0.5, "recovery", size=CAPTION, fill=style.colours.muted)
    for position, row in enumerate(plan.rows):
        top = _HEAD + position * (_ROW + _GAP)
        _row(sketch, row, columns, far, top)
    _outside(sketch, plan, region)
    for position, (title, detail) in enumerate(plan.strips):
        box = Box(region.left + 8, _HEAD + tall + 4 + position * 27.0, region.width - 16, 23)
        sketch.rect(box, style.colours.surface, stroke=style.colours.line, radius=4)
        run = sketch.text(box.left + 7, box.top + 14.5, title, size=LABEL, weight="medium", room=box.width * 0.5)
        sketch.text(box.left + 15 + run, box.top + 14.5, detail, size=CAPTION, fill=style.colours.muted, room=box.width - run - 24)
    return sketch.drawing


def _columns(region: Box, count: int, tall: float) -> tuple[Box, ...]:
    gap = 14.0
    each = (region.width - 16 - gap * (count - 1)) / max(count, 1)
    return tuple(Box(region.left + 8 + place * (each + gap), 18, each, tall + 14) for place in range(count))


def _row(sketch: Sketch, row: ArchitectureRow, columns: tuple[Box, ...], far: Box, top: float) -> None:
    boxes: list[Box] = []
    for column, machines in zip(columns, row.zones, strict=True):
        if machines is not None:
            box = Box(column.left + 5, top, column.width - 10, _ROW)
            _machines(sketch, machines, box)
            boxes.append(box)
    if row.link and len(boxes) > 1:
        _link(sketch, boxes[0].right, boxes[1].left, boxes[0].middle, row.link)
    if row.recovery is not None:
        box = Box(far.left + 6, top, far.width - 12, _ROW)
        _machines(sketch, row.recovery, box)
        if row.far_link and boxes:
            last = boxes[1] if len(boxes) > 1 else boxes[0]
            sketch.arrow((last.right, last.middle), (box.left, box.middle), stroke=sketch.colours.accent, width=1.2)
            middle = (far.left - 26 + far.left) / 2
            sketch.text(middle, last.middle - 4, row.far_link, size=6.8, fill=sketch.colours.accent, anchor="middle")


def _link(sketch: Sketch, left: float, right: float, y: float, words: str) -> None:
    sketch.arrow((left, y), (right, y), stroke=sketch.colours.accent, width=1.2)
    sketch.text((left + right) / 2, y - 4, words, size=6.8, fill=sketch.colours.accent, anchor="middle")


def _machines(sketch: Sketch, machines: Machines, box: Box) -> None:
    sketch.rect(box, sketch.colours.surface, stroke=sketch.colours.line, radius=4)
    sketch.text(box.left + 6, box.top + 12, machines.title, size=LABEL, weight="medium", room=box.width - 12)
    sketch.text(box.left + 6, box.top + 22.5, machines.sizes, size=CAPTION, fill=sketch.colours.muted, room=box.width - 12)


def _outside(sketch: Sketch, plan: Plan, region: Box) -> None:
    tops = {row.role: _HEAD + position * (_ROW + _GAP) for position, row in enumerate(plan.rows)}
    lowest = _HEAD - (_ROW + 12 + _GAP)
    for outside in plan.outside:
        top = max(tops.get(outside.arrives_at, _HEAD) - 6, lowest + _ROW + 12 + _GAP)
        box = Box(0, top, _OUTSIDE, _ROW + 12)
        sketch.rect(box, sketch.colours.accent_soft, radius=4)
        sketch.text(box.left + 6, box.top + 13, outside.title, size=LABEL, weight="medium", room=box.width - 12)
        sketch.lines(
            box.left + 6, box.top + 23, outside.detail, room=box.width - 12, size=6.8, fill=sketch.colours.muted
        )
        sketch.arrow((box.right, box.middle), (region.left + 8, box.middle), stroke=sketch.colours.muted)
        lowest = top
