"""The first column of a table once more, over its place, so that it stays when the others move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from wardround.wizard import theme
from wardround.wizard.fields.table.cell_delegate import ROW_HEIGHT
from wardround.wizard.fields.table.column_header import ColumnHeader
from wardround.wizard.labels import may_shorten


class FirstColumn(QTableView):
    """Shares rows, cursor and choice with the table below, and scrolls up and down with it."""

    def __init__(self, over: QTableView) -> None:
        """Take the table to lie over."""
        super().__init__(over)
        self._over = over
        may_shorten(self)
        self.setModel(over.model())
        self.setSelectionModel(over.selectionModel())
        self.setItemDelegate(over.itemDelegate())
        self.setHorizontalHeader(ColumnHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in range(1, over.model().columnCount()):
            self.hideColumn(place)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(over.verticalScrollBar().setValue)
        self.clicked.connect(self._on_clicked)
        self.setAccessibleName("")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the table below."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the column, with a line between it and what moves behind it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.current().line))
        right = self.viewport().width() - 1
        painter.drawLine(right, 0, right, self.viewport().height())

    def _on_clicked(self) -> None:
        self._over.setFocus(Qt.FocusReason.MouseFocusReason)
