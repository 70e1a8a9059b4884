"""Under which scenario the documents are written: as answered, or as one of the scenarios changes the answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from wardround.assessment.scenarios import Scenario
from wardround.wizard import theme

AS_ANSWERED = "As answered"


class ScenarioChoice(QComboBox):
    """A list that drops down, with the mark that all lists of the window have."""

    def show_scenarios(self, scenarios: Sequence[Scenario]) -> None:
        """Offer scenarios; the one that is chosen stays so while it is there."""
        offered = [(AS_ANSWERED, ""), *((each.title, each.key) for each in scenarios)]
        if offered == [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
            return
        chosen = self.key
        self.clear()
        for title, key in offered:
            self.addItem(title, key)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    @property
    def key(self) -> str:
        """The key of the scenario that is chosen; '' for the answers as they stand."""
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
