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


def risk_map(style: Style, places: Sequence[tuple[int, int]], width: float, height: float) -> Drawing:
    """Return the map for risks given as (likelihood, impact), numbered from 1 in the order given."""
    sketch = Sketch(style, width, height)
    grid = Box(58, 2, width - 60, height - 32)
    cell_width, cell_height = grid.width / _LEVELS, grid.height / _LEVELS
    for likelihood in range(1, _LEVELS + 1):
        y = grid.bottom - likelihood * cell_height
        words = SCALE[likelihood - 1]
        sketch.text(
            grid.left - 6, y + cell_height / 2 + 2.5, words, size=CAPTION, fill=style.colours.muted, anchor="end"
        )
        for impact in range(1, _LEVELS + 1):
            x = grid.left + (impact - 1) * cell_width
            fill = _ground(style, likelihood * impact)
            sketch.rect(Box(x, y, cell_width - 1.5, cell_height - 1.5), fill, radius=2)
            score = str(likelihood * impact)
            sketch.text(x + 3.5, y + 8, score, size=5.5, fill=style.colours.muted)
    for impact in range(1, _LEVELS + 1):
        x = grid.left + (impact - 0.5) * cell_width
        words = SCALE[impact - 1]
        sketch.text(x, grid.bottom + 9, words, size=CAPTION, fill=style.colours.muted, anchor="middle")
    sketch.text(
        grid.centre, grid.bottom + 22, "impact", size=CAPTION, fill=style.colours.muted, weight="medium", anchor="middle"
    )
    sketch.text(0, grid.top + 7, "likelihood", size=CAPTION, fill=style.colours.muted, weight="medium")
    for (likelihood, impact), numbers in _shared(places).items():
        box = Box(
            grid.left + (impact - 1) * cell_width, grid.bottom - likelihood * cell_height, cell_width - 1.5, cell_height - 1.5
        )
        _dots(sketch, box, numbers)
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
    for radius in (7.5, 6.2, 5.0, 4.0, 3.2):
        across = max(1, int((box.width - 4) // (2 * radius + 1.5)))
        down = -(-len(numbers) // across)
        if down * (2 * radius + 1.5) <= box.height - 3:
            break
    across = min(across, -(-len(numbers) // down))
    step = 2 * radius + 1.5
    for position, number in enumerate(numbers):
        row, place = divmod(position, across)
        in_row = min(across, len(numbers) - row * across)
        x = box.centre + (place - (in_row - 1) / 2) * step
        y = box.middle + (row - (down - 1) / 2) * step
        sketch.dot(x, y, radius, sketch.colours.ink, str(number), min(7, radius * 1.05))
