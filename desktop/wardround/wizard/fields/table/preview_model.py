"""The rows of a block that somebody pasted, with a mark for each that is to be taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wardround.wizard import theme
from wardround.workshop.choices import Choices
from wardround.workshop.pasting import Pasted, PastedRow
from wardround.workshop.typed import value_shown

Index = QModelIndex | QPersistentModelIndex

REFUSED = int(Qt.ItemDataRole.UserRole)
"""Why a cell is not taken; '' for one that is."""
TAKEN = REFUSED + 1
"""Whether the row is to be taken."""
LEADING = ("Take", "Line", "")
"""The columns before those of the block: a mark, the line of the block, whether a row is new."""
ROW_HEIGHT = 30
_SIDE = 10


class PreviewModel(QAbstractTableModel):
    """Each line of the block: its number, whether it is new, and its cells."""

    marked = Signal()
    """Another choice of rows is to be taken."""

    def __init__(self, pasted: Pasted, choices: Choices) -> None:
        super().__init__()
        self._pasted = pasted
        self._choices = choices
        self._left_out: set[int] = {row.number for row in pasted.rows if row.refused}
        self._why: Mapping[tuple[int, str], str] = {
            (cell.row, cell.column): cell.what for cell in pasted.refused if cell.column
        }
        self._texts = {(cell.row, cell.column): cell.text for cell in pasted.refused}

    def chosen(self) -> tuple[PastedRow, ...]:
        """Return the rows that are to be taken."""
        return tuple(row for row in self._pasted.rows if row.number not in self._left_out)

    def toggle(self, line: int) -> None:
        """Take a row that was left out, or the other way round; a row with a refused cell stays out."""
        row = self._pasted.rows[line]
        if row.refused:
            return
        self._left_out ^= {row.number}
        self.dataChanged.emit(self.index(line, 0), self.index(line, self.columnCount() - 1))
        self.marked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and usual default
        """Return how many lines the block has."""
        return 0 if parent.isValid() else len(self._pasted.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - the same
        """Return how many columns there are with those before the block."""
        return 0 if parent.isValid() else len(LEADING) + len(self._pasted.columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's way
        """Return what a column is called, and at which side it stands."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (*LEADING, *(column.label for column in self._pasted.columns))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's way
        """Return text, mark or problem of a cell."""
        row, place = self._pasted.rows[index.row()], index.column() - len(LEADING)
        if role == TAKEN:
            return row.number not in self._left_out
        if role == REFUSED:
            return self._refused(row, place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, place)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._refused(row, place) or self._text(row, place)
        return None

    def _refused(self, row: PastedRow, place: int) -> str:
        if place < 0:
            return next((cell.what for cell in row.refused if not cell.column), "")
        return self._why.get((row.number, self._pasted.columns[place].label), "")

    def _text(self, row: PastedRow, place: int) -> str:
        if place < 0:
            return ("", str(row.number), "changed" if row.replaces else "new")[place]
        column = self._pasted.columns[place]
        refused = self._texts.get((row.number, column.label))
        if refused is not None:
            return refused or "missing"
        return value_shown(row.content.get(column.name, column.start), column, self._choices)


class PreviewDelegate(QStyledItemDelegate):
    """Paints a cell of the preview: refused ones in red, rows left out in grey."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a line."""
        return QSize(60, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = theme.current()
        rect: QRect = option.rect
        refused, taken = index.data(REFUSED), index.data(TAKEN)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = tokens.bad_soft if refused else tokens.accent_soft if selected else tokens.surface
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == 0:
            _paint_mark(painter, tokens, rect, taken=bool(taken))
            return
        painter.setFont(theme.font(theme.NOTE))
        painter.setPen(QColor(tokens.bad_text if refused else tokens.ink if taken else tokens.muted))
        where = rect.adjusted(_SIDE, 0, -_SIDE, -1)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter.value), shown)


def _paint_mark(painter: QPainter, tokens: theme.Tokens, rect: QRect, *, taken: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, middle = rect.left() + _SIDE + 6, rect.center().y()
    painter.setPen(QPen(QColor(tokens.accent if taken else tokens.muted), 1.4))
    painter.setBrush(QColor(tokens.accent if taken else tokens.surface))
    painter.drawRoundedRect(left, middle - 7, 14, 14, 3, 3)
    if taken:
        painter.setPen(QPen(QColor(tokens.surface), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(left + 3, middle, left + 6, middle + 3)
        painter.drawLine(left + 6, middle + 3, left + 11, middle - 3)
    painter.restore()
