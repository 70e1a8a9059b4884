"""Paints the cells of a table, and brings the line to type into."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wardround.wizard import theme
from wardround.wizard.fields.table.row_model import MISSING, PROBLEM

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 36
SIDE = 10
FIRST_SIDE = 16
"""The first column stands in line with the title of its card."""


def sides_of(column: int) -> tuple[int, int]:
    """Return the room left and right of the text in a column."""
    return (FIRST_SIDE if column == 0 else SIDE), SIDE


class CellDelegate(QStyledItemDelegate):
    """One line of text in each cell, its problem in red, and a thin line below."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row."""
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = theme.current()
        rect: QRect = option.rect
        problem, missing = index.data(PROBLEM), index.data(MISSING)
        ground = tokens.surface
        if problem:
            ground = tokens.bad_soft
        elif missing:
            ground = tokens.warn_soft
        elif option.state & QStyle.StateFlag.State_Selected:
            ground = tokens.accent_soft
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_text(painter, tokens, rect, index, problem=bool(problem), missing=bool(missing))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_text(
        self, painter: QPainter, tokens: theme.Tokens, rect: QRect, index: Index, *, problem: bool, missing: bool
    ) -> None:
        text = index.data() or ("needed" if missing else "")
        left, right = sides_of(index.column())
        where = rect.adjusted(left, 0, -right, -1)
        weight = theme.MEDIUM if index.column() == 0 else theme.REGULAR
        painter.setFont(theme.font(theme.BODY - 0.5, weight))
        colour = tokens.bad_text if problem else tokens.ink
        painter.setPen(QColor(tokens.warn_text if missing and not index.data() else colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """Return the line to type into."""
        line = QLineEdit(parent)
        line.setObjectName("cell.editor")
        line.setProperty("role", "cell")
        line.setFrame(False)
        line.setFont(theme.font(theme.BODY - 0.5))
        left, right = sides_of(index.column())
        line.setStyleSheet(_editor_style(left - 2, right - 2))
        line.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        label = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        line.setAccessibleName(str(label))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Put the text of the cell into the line, unless somebody types already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Hand on what was typed."""
        if isinstance(editor, QLineEdit):
            there = model.index(index.row(), index.column())
            model.setData(there, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802 - Qt's name
        """Let the line fill its cell."""
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys up and down leave the line as Enter does."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(watched, QLineEdit) and _leads_away(event):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)


def _leads_away(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}


def _editor_style(left: int, right: int) -> str:
    tokens = theme.current()
    return (
        f"QLineEdit {{ background: {tokens.surface}; border: 2px solid {tokens.accent}; border-radius: 0;"
        f" padding: 0 {right}px 0 {left}px; }}"
    )
