"""The marks of the rail, drawn: rings that fill, ticks, and badges with a number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wardround.wizard import theme
from wardround.wizard.painted_button import width_of

RADIUS = 7.0
BADGE_HEIGHT = 20
BADGE_LEAST = 24

_FULL_TURN = 360 * 16
_QUARTER_TURN = 90 * 16


def paint_ring(painter: QPainter, centre: QPointF, share: float | None, tokens: theme.Tokens) -> None:
    """Paint how far a step has come: a tick for all of it, an arc for a part, an empty ring where nothing is asked."""
    box = QRectF(centre.x() - RADIUS, centre.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
    if share is None:
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1.5))
        painter.drawEllipse(box)
    elif share >= 1:
        painter.setBrush(QColor(tokens.good_soft))
        painter.setPen(QPen(QColor(tokens.good), 1.5))
        painter.drawEllipse(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.good), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = centre.x(), centre.y()
        painter.drawPolyline(
            QPolygonF([QPointF(x - 3.2, y + 0.2), QPointF(x - 0.8, y + 2.6), QPointF(x + 3.4, y - 2.8)])
        )
    else:
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1.5))
        painter.drawEllipse(box)
        if share > 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(box, _QUARTER_TURN, -round(share * _FULL_TURN))


def badge_width(text: str) -> int:
    """Return how wide a badge is."""
    return max(BADGE_LEAST, width_of(text, theme.font(theme.SMALL, theme.SEMIBOLD)) + 13)


def paint_badge(painter: QPainter, right: float, middle: float, text: str, tokens: theme.Tokens) -> None:
    """Paint how many core questions are open, its right edge at ``right``."""
    wide = badge_width(text)
    box = QRectF(right - wide, middle - BADGE_HEIGHT / 2, wide, BADGE_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.warn_soft))
    painter.drawRoundedRect(box, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
    painter.setFont(theme.font(theme.SMALL, theme.SEMIBOLD))
    painter.setPen(QColor(tokens.warn_text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
