"""The platform on one picture: zones, machines with their sizes, the recovery region and the vault."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, LABEL, Box, Sketch
from wardround.deliverables.style import Style, width_of

_ROW = 24.0
_LONG_ROW = 32.0
_GAP = 3.0
_OUTSIDE = 68.0
_BESIDE = 98.0
_HEAD = 34.0
_NAME = 7.5
_LEAST_NAME = 6.0
_SIZE = 6.8
_INSET = 5.0
_STRIP = 22.0
_BETWEEN = 12.0


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
    beside = _BESIDE if plan.recovery_region else 0
    region_width = width - _OUTSIDE - 14 - (beside + 24 if beside else 0)
    room = _column_width(region_width, len(plan.zone_names)) - 10 - 2 * _INSET
    rows = _placed(style, plan, room)
    tall = rows[-1].bottom - _HEAD + _GAP if rows else 0.0
    region = Box(_OUTSIDE + 14, 0, region_width, _HEAD + tall + 6 + len(plan.strips) * _STRIP)
    sketch = Sketch(style, width, region.height + 4)
    sketch.rect(region, style.colours.ground, radius=6)
    sketch.text(region.left + 8, 12, plan.region, size=LABEL + 0.5, weight="semibold", room=region.width - 16)
    columns = _columns(region, len(plan.zone_names), tall)
    for column, name in zip(columns, plan.zone_names, strict=True):
        sketch.rect(column, None, stroke=style.colours.line, radius=4, dashed=True, line=1)
        sketch.text(column.left + 6, column.top + 9.5, name, size=CAPTION, fill=style.colours.muted, weight="medium")
    far = Box(width - _BESIDE, 0, _BESIDE, region.height)
    if plan.recovery_region:
        sketch.rect(far, style.colours.ground, radius=6)
        words = sketch.lines(
            far.left + 8, 12, plan.recovery_region, room=_BESIDE - 16, size=LABEL + 0.5, weight="semibold"
        )
        sketch.text(far.left + 8, words - 0.5, "recovery", size=CAPTION, fill=style.colours.muted)
    for row, place in zip(plan.rows, rows, strict=True):
        _row(sketch, row, columns, far, place)
    _outside(sketch, plan, region, rows)
    for position, (title, detail) in enumerate(plan.strips):
        _strip(
            sketch, title, detail, Box(region.left + 8, _HEAD + tall + 2 + position * _STRIP, region.width - 16, 18.5)
        )
    return sketch.drawing


def _placed(style: Style, plan: Plan, room: float) -> list[Box]:
    """Return where each row stands; one whose sizes need two lines is taller."""
    boxes: list[Box] = []
    top = _HEAD
    for row in plan.rows:
        every = [machines for machines in (*row.zones, row.recovery) if machines is not None]
        long = any(width_of(machines.sizes, style.regular, _SIZE) > room for machines in every)
        boxes.append(Box(0, top, 0, _LONG_ROW if long else _ROW))
        top = boxes[-1].bottom + _GAP
    return boxes


def _strip(sketch: Sketch, title: str, detail: str, box: Box) -> None:
    sketch.rect(box, sketch.colours.surface, stroke=sketch.colours.line, radius=4)
    run = sketch.text(box.left + 7, box.top + 12.2, title, size=_NAME, weight="medium", room=box.width * 0.5)
    muted = sketch.colours.muted
    sketch.text(box.left + 13 + run, box.top + 12.2, detail, size=_SIZE, fill=muted, room=box.width - run - 18)


def _column_width(region_width: float, count: int) -> float:
    return (region_width - 16 - _BETWEEN * (count - 1)) / max(count, 1)


def _columns(region: Box, count: int, tall: float) -> tuple[Box, ...]:
    each = _column_width(region.width, count)
    return tuple(Box(region.left + 8 + place * (each + _BETWEEN), 18, each, tall + 14) for place in range(count))


def _row(sketch: Sketch, row: ArchitectureRow, columns: tuple[Box, ...], far: Box, place: Box) -> None:
    boxes: list[Box] = []
    for column, machines in zip(columns, row.zones, strict=True):
        if machines is not None:
            box = Box(column.left + 5, place.top, column.width - 10, place.height)
            _machines(sketch, machines, box)
            boxes.append(box)
    if row.link and len(boxes) > 1:
        _link(sketch, boxes[0].right, boxes[1].left, boxes[0].middle, row.link)
    if row.recovery is not None:
        box = Box(far.left + 6, place.top, far.width - 12, place.height)
        _machines(sketch, row.recovery, box)
        if row.far_link and boxes:
            last = boxes[1] if len(boxes) > 1 else boxes[0]
            sketch.arrow((last.right, last.middle), (box.left, box.middle), stroke=sketch.colours.accent, width=1.2)
            middle = far.left - 12
            sketch.text(middle, last.middle - 4, row.far_link, size=6.8, fill=sketch.colours.accent, anchor="middle")


def _link(sketch: Sketch, left: float, right: float, y: float, words: str) -> None:
    sketch.arrow((left, y), (right, y), stroke=sketch.colours.accent, width=1.2)
    sketch.text((left + right) / 2, y - 4, words, size=6.8, fill=sketch.colours.accent, anchor="middle")


def _machines(sketch: Sketch, machines: Machines, box: Box) -> None:
    sketch.rect(box, sketch.colours.surface, stroke=sketch.colours.line, radius=4)
    room = box.width - 2 * _INSET
    size = _NAME
    while size > _LEAST_NAME and sketch.text_width(machines.title, size, "medium") > room:
        size -= 0.2
    sketch.text(box.left + _INSET, box.top + 10, machines.title, size=size, weight="medium", room=room)
    sketch.lines(box.left + _INSET, box.top + 19, machines.sizes, size=_SIZE, fill=sketch.colours.muted, room=room)


def _outside(sketch: Sketch, plan: Plan, region: Box, rows: list[Box]) -> None:
    tops = {row.role: place.middle for row, place in zip(plan.rows, rows, strict=True)}
    height, free = 42.0, _HEAD - 6
    for outside in plan.outside:
        top = max(tops.get(outside.arrives_at, free + height / 2) - height / 2, free)
        box = Box(0, top, _OUTSIDE, height)
        sketch.rect(box, sketch.colours.accent_soft, radius=4)
        room = box.width - 10
        sketch.text(box.left + 5, box.top + 13, outside.title, size=_NAME, weight="medium", room=room)
        sketch.lines(box.left + 5, box.top + 23, outside.detail, room=room, size=_SIZE, fill=sketch.colours.muted)
        sketch.arrow((box.right, box.middle), (region.left + 8, box.middle))
        free = box.bottom + 6
