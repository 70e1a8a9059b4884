"""A quiet dot that says that figures are on their way, without moving anything."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardround.wizard import theme
from wardround.wizard.painted_button import width_of

PATIENCE_MS = 120
"""An answer that comes sooner needs no word."""
_WORD = "working"


class WorkingDot(QWidget):
    """Keeps its room whether it shows something or not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("live.working")
        self.setFixedSize(width_of(_WORD, theme.font(theme.SMALL)) + 18, 18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._working = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)

    @property
    def shows(self) -> bool:
        """Whether it says that work goes on."""
        return self._working

    def show_working(self, working: bool) -> None:  # noqa: FBT001 - a slot takes what the signal carries
        """Say after a moment that work goes on, or at once that it is done."""
        if working:
            self._patience.start()
            return
        self._patience.stop()
        self._set(working=False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the dot and its word."""
        if not self._working:
            return
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(2, self.height() // 2 - 3, 6, 6)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(self.rect().adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _WORD)

    def _on_patience_over(self) -> None:
        self._set(working=True)

    def _set(self, *, working: bool) -> None:
        if working != self._working:
            self._working = working
            self.setAccessibleName("Figures are being worked out" if working else "")
            self.update()
