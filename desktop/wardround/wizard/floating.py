"""What floats over the window, and the one shadow that there is."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

_BLUR, _DROP, _STRENGTH = 28, 6, 60


class Floating(QFrame):
    """A white card with a shadow over a part of the window; it is hidden until it is shown."""

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over)
        self.over = over
        self.setObjectName(name)
        self.setProperty("role", "floating")
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(_BLUR)
        shadow.setOffset(0, _DROP)
        shadow.setColor(QColor(0, 0, 0, _STRENGTH))
        self.setGraphicsEffect(shadow)
        self.hide()
