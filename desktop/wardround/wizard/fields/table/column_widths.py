"""How wide the columns of a table are: as wide as what they hold, and sharing what room is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFontMetrics

from wardround.wizard import theme
from wardround.wizard.fields.table.cell_delegate import sides_of
from wardround.wizard.fields.table.column_header import heading_font
from wardround.wizard.fields.table.row_model import RowModel

_MEASURED = 60
"""So many rows are looked at; more would not be read either."""
_NARROWEST, _LEAST, _WIDEST, _WIDEST_OF_ALL = 64, 96, 300, 440
_FIRST_LEAST, _FIRST_MOST = 170, 400
_HEADING_ON_ONE_LINE = 120
_AIR = 14


def fitted_widths(rows: RowModel, shown: Sequence[int], room: int) -> Mapping[int, int]:
    """Return the width of each column that is shown, in a table ``room`` wide.

    Where there is room left, the columns with words share it until they are wide enough to read across. Where some is
    missing, they give way as far as they still say something; beyond that the table is wider than its room.
    """
    widths = {place: _wanted(rows, place) for place in shown}
    least = {
        place: width if rows.columns[place].is_numeric else min(width, _FIRST_LEAST if place == 0 else _LEAST)
        for place, width in widths.items()
    }
    left = room - sum(widths.values())
    if left > 0:
        words = [place for place in shown if not rows.columns[place].is_numeric]
        for number, place in enumerate(words):
            most = _FIRST_MOST if place == 0 else _WIDEST_OF_ALL
            share = max(min(left // (len(words) - number), most - widths[place]), 0)
            widths[place] += share
            left -= share
    elif sum(least.values()) <= room:
        spare = sum(widths[place] - least[place] for place in shown)
        for place in shown:
            widths[place] -= (widths[place] - least[place]) * -left // spare if spare else 0
        widths[shown[0]] += room - sum(widths.values())
    return widths


def _wanted(rows: RowModel, place: int) -> int:
    column = rows.columns[place]
    body = QFontMetrics(theme.font(theme.BODY - 0.5, theme.MEDIUM if place == 0 else theme.REGULAR))
    lines = min(rows.rowCount(), _MEASURED)
    texts = (str(rows.data(rows.index(line, place))) for line in range(lines))
    content = max((body.horizontalAdvance(text) for text in texts), default=0)
    heading = QFontMetrics(heading_font())
    longest_word = max(heading.horizontalAdvance(word) for word in column.label.split())
    on_two_lines = heading.horizontalAdvance(column.label) * 6 // 10
    wanted = max(content, longest_word, min(on_two_lines, _HEADING_ON_ONE_LINE)) + sum(sides_of(place)) + _AIR
    if place == 0:
        return min(max(wanted, _FIRST_LEAST), _FIRST_MOST)
    return min(max(wanted, _NARROWEST), _WIDEST)
