"""Words on screen: labels with a role, one that shortens itself, lines between parts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

WIDEST = 16_777_215
SHORTENS = "shortens"
"""The property by which a widget declares it; `may_shorten` sets it."""


def with_role(widget: QWidget, role: str) -> None:
    """Give a widget the role by which the style sheet knows it, also after it was shown."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def may_shorten(widget: QWidget) -> None:
    """Declare that a widget may shorten what it says where it has no room, and then has it whole in its tooltip."""
    widget.setProperty(SHORTENS, True)  # noqa: FBT003 - Qt takes its values by position


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows plain text: what a client typed is never read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, name: str, *, primary: bool = False) -> QPushButton:
    """Return a button that Enter presses as a click does; ``name`` is its objectName."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.rstrip("…"))
    made.setAutoDefault(True)
    if primary:
        made.setProperty("role", "primary")
    return made


def line() -> QFrame:
    """Return a thin line from left to right."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def upright_line() -> QFrame:
    """Return a thin line from top to bottom."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedWidth(1)
    return made


class ElidedLabel(QLabel):
    """A label on one line that ends in '…' where it has no room; the whole text then stands in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        may_shorten(self)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text; line breaks become spaces."""
        super().setText(" ".join(text.split()))
        self._explain_cut()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least room: one letter and the dots."""
        return QSize(self.fontMetrics().horizontalAdvance("M…"), super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """Return what is painted, shortened or not."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip the whole text when the label got too narrow for it."""
        super().resizeEvent(event)
        self._explain_cut()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the text, shortened where it must be."""
        painter = QPainter(self)
        flags = int(self.alignment().value) | int(Qt.TextFlag.TextSingleLine.value)
        painter.drawText(self.contentsRect(), flags, self.shown_text())

    def _explain_cut(self) -> None:
        cut = self.width() > 0 and self.shown_text() != self.text()
        self.setToolTip(self.text() if cut else "")
