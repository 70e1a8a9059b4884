"""The columns of a list: how wide each is in the room that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SIDE = 16
"""From the edge of a card to its words."""

BETWEEN = 12
MARK = 16
"""Room at the right end for the mark of a row that unfolds."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the least room in pixels, and its part of the room left over."""

    title: str
    room: int
    stretch: int = 0
    right: bool = False
    """Whether its words stand at the right, as numbers do."""
    from_width: int = 0
    """The width of the list from which on the column is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: which one it is, its left edge and its width."""

    index: int
    left: int
    width: int


def places(columns: Sequence[Column], width: int, side: int = SIDE, mark: int = MARK) -> tuple[Place, ...]:
    """Return where each column that has its room stands in a list of a width."""
    shown = [index for index, column in enumerate(columns) if width >= column.from_width]
    least = sum(columns[index].room for index in shown) + BETWEEN * max(len(shown) - 1, 0)
    spare = max(width - 2 * side - mark - least, 0)
    parts = sum(columns[index].stretch for index in shown) or 1
    found = []
    left = side
    for index in shown:
        column = columns[index]
        wide = column.room + spare * column.stretch // parts
        found.append(Place(index, left, wide))
        left += wide + BETWEEN
    return tuple(found)
