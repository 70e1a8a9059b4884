"""A list that drops down, with the mark that all lists of the window have."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from wardround.wizard import theme


class DropList(QComboBox):
    """A list that drops down."""

    def __init__(self, name: str = "", says: str = "") -> None:
        """Take the object's name, and what it is called for those who do not see it."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer titles with their keys; the one that is chosen stays so while it is there."""
        if list(offered) == [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
            return
        chosen = self.key
        self.clear()
        for title, key in offered:
            self.addItem(title, key)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    @property
    def key(self) -> str:
        """The key of what is chosen; '' for nothing."""
        return str(self.currentData() or "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the mark that says that a list opens."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().muted), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 14, self.height() // 2 + 1
        painter.drawLine(x - 4, y - 2, x, y + 2)
        painter.drawLine(x, y + 2, x + 4, y - 2)
