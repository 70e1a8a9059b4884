"""What every control of a field can do, whatever it looks like."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QRectF, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPen

HEIGHT = 32
"""Every control is as high as a line of text with its frame."""
RADIUS = 6


class Control(Protocol):
    """The part of a field that takes the value."""

    committed: SignalInstance
    """Carries a value that somebody gave; None opens a question again."""
    refused: SignalInstance
    """Carries the reason why what was typed is no value; the text stays."""
    reverted: SignalInstance
    """What was typed is gone, and the value that stands is shown again."""

    def show_value(self, value: Any, hint: str) -> None:  # noqa: ANN401 - as the field says
        """Show a value; while there is none, ``hint`` greyed: what is assumed meanwhile."""

    def is_touched(self) -> bool:
        """Return whether something was typed that is not taken yet."""

    def keep_touched(self) -> None:
        """Leave what was typed, although it was refused, so that it can be put right."""


def paint_frame(painter: QPainter, box: QRectF, colour: str, ground: str, width: float = 1) -> None:
    """Paint the frame of a control, as the style sheet draws those of text fields."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(QColor(ground))
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), RADIUS, RADIUS)
