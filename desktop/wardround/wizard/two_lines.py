"""A sentence that may take two lines, for the header."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from wardround.wizard import theme
from wardround.wizard.labels import may_shorten
from wardround.wizard.painted_button import in_two_lines, width_of, write_wrapped


class TwoLineLabel(QLabel):
    """Shows a sentence on two lines at most; the tooltip has it whole where that is not enough."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        may_shorten(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a sentence; line breaks become spaces."""
        super().setText(" ".join(text.split()))
        self.setAccessibleName(self.text())
        self._explain_cut()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines."""
        return QSize(100, 36)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines, and no width: the sentence takes what is left."""
        return QSize(0, 36)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip what has no room."""
        super().resizeEvent(event)
        self._explain_cut()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sentence."""
        if self.text():
            painter = QPainter(self)
            write_wrapped(painter, self.rect(), self.text(), self.font(), theme.current().bad_text)

    def _explain_cut(self) -> None:
        lines = in_two_lines(self.text(), self.font(), self.width())
        cut = any(width_of(line, self.font()) > self.width() for line in lines)
        self.setToolTip(self.text() if cut else "")
