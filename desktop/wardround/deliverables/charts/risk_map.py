"""The risk map: likelihood up, impact across, a numbered dot for each risk."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.sketch import CAPTION, Box, Sketch
from wardround.deliverables.style import Style
from wardround.deliverables.words import SCALE

_LEVELS = 5
_HIGH = 12
_MODERATE = 8


def risk_map(
    style: Style, places: Sequence[tuple[int, int]], width: float, height: float, *, levels: bool = True
) -> Drawing:
    """Return the map for risks given as (likelihood, impact), numbered from 1 in the order given.

    ``levels`` writes the name of each level; without them only the axes are named, for a small map.
    """
    sketch = Sketch(style, width, height)
    muted = style.colours.muted
    left, below = (58.0, 25.0) if levels else (14.0, 14.0)
    grid = Box(left, 2, width - left - 2, height - below - 4)
    cell_width, cell_height = grid.width / _LEVELS, grid.height / _LEVELS
    shared = _shared(places)
    for likelihood in range(1, _LEVELS + 1):
        y = grid.bottom - likelihood * cell_height
        if levels:
            middle = y + cell_height / 2 + 2.5
            sketch.text(grid.left - 6, middle, SCALE[likelihood - 1], size=CAPTION, fill=muted, anchor="end")
        for impact in range(1, _LEVELS + 1):
            x = grid.left + (impact - 1) * cell_width
            box = Box(x, y, cell_width - 1.5, cell_height - 1.5)
            score = likelihood * impact
            sketch.rect(box, _ground(style, score), radius=2)
            numbers = shared.get((likelihood, impact))
            if numbers:
                _dots(sketch, box, numbers)
            else:
                sketch.text(box.centre, box.middle + 2, str(score), size=6, fill=muted, anchor="middle")
    if levels:
        for impact in range(1, _LEVELS + 1):
            x = grid.left + (impact - 0.5) * cell_width
            sketch.text(x, grid.bottom + 9, SCALE[impact - 1], size=CAPTION, fill=muted, anchor="middle")
    sketch.text(grid.centre, height - 2, "impact", size=CAPTION, fill=muted, anchor="middle")
    sketch.upright(8, grid.middle, "likelihood", size=CAPTION, fill=muted)
    return sketch.drawing


def _ground(style: Style, score: int) -> str:
    if score >= _HIGH:
        return style.colours.bad_soft
    return style.colours.warn_soft if score >= _MODERATE else style.colours.good_soft


def _shared(places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = {}
    for number, place in enumerate(places, start=1):
        cells.setdefault(place, []).append(number)
    return cells


def _dots(sketch: Sketch, box: Box, numbers: list[int]) -> None:
    """Place the dots of one cell in rows, smaller when there are many."""
    for radius in (7.5, 6.2, 5.4, 4.6, 3.8, 3.2):
        across = max(1, int((box.width - 3) // (2 * radius + 1.5)))
        down = -(-len(numbers) // across)
        if down * (2 * radius + 1.5) <= box.height - 1:
            break
    across = min(across, -(-len(numbers) // down))
    step = 2 * radius + 1.5
    for position, number in enumerate(numbers):
        row, place = divmod(position, across)
        in_row = min(across, len(numbers) - row * across)
        x = box.centre + (place - (in_row - 1) / 2) * step
        y = box.middle + (row - (down - 1) / 2) * step
        sketch.dot(x, y, radius, sketch.colours.ink, str(number), min(7, radius * 1.05))
