"""A heat map: hours across, kinds of day down, the design hour framed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wardround.wizard import theme
from wardround.wizard.painted_button import LEFT, width_of, write

HOURS = 24
CELL_HEIGHT = 26
AXIS_HEIGHT = 22
NAMES = 78
GAP = 2
FULL = 1.0
_MARKED_HOURS = 3
_READABLE = 4.5
"""Contrast from which on small text is read with ease (WCAG 2.2, 1.4.3)."""
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class HourRow:
    """One kind of day: its name, and for each hour how full its cell is (0 to 1), what it says, and its tooltip."""

    name: str
    filled: tuple[float, ...]
    words: tuple[str, ...]
    tips: tuple[str, ...]
    bad: tuple[bool, ...]
    """Whether the hour misses its target: its number is then marked, too."""


class HourMap(QWidget):
    """Paints the map as wide as its room. Each cell says its figure in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[HourRow, ...] = ()
        self._framed: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[HourRow], framed: tuple[int, int] | None, says: str) -> None:
        """Show kinds of day. ``framed`` is the row and hour to frame; ``says`` is the map in words."""
        self._rows, self._framed = tuple(rows), framed
        self.setAccessibleName(says)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the rows with the axis below."""
        return QSize(480, len(self._rows) * CELL_HEIGHT + AXIS_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width at which the cells can still be told apart."""
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint names, cells, axis and frame."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(theme.SMALL)
        for down, row in enumerate(self._rows):
            name = QRect(0, down * CELL_HEIGHT, NAMES - 8, CELL_HEIGHT)
            write(painter, name, row.name, theme.font(theme.NOTE), tokens.muted, LEFT)
            for hour in range(HOURS):
                self._paint_cell(painter, tokens, down, hour)
        base = len(self._rows) * CELL_HEIGHT
        for hour in range(0, HOURS, _MARKED_HOURS):
            words = f"{hour:02d}"
            middle = round(self._cell(0, hour).center().x())
            wide = width_of(words, small)
            write(painter, QRect(middle - wide, base, 2 * wide, AXIS_HEIGHT), words, small, tokens.muted, CENTRE)
        if self._framed is not None:
            painter.setPen(QPen(QColor(tokens.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._cell(*self._framed).adjusted(-1, -1, 1, 1), 4, 4)

    def event(self, event: QEvent) -> bool:
        """Tell the figure of the cell under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            if found is None:
                QToolTip.hideText()
            else:
                down, hour = found
                box = self._cell(down, hour).toRect()
                QToolTip.showText(event.globalPos(), self._rows[down].tips[hour], self, box)
            return True
        return super().event(event)

    def _cell(self, down: int, hour: int) -> QRectF:
        wide = (self.width() - NAMES) / HOURS
        return QRectF(NAMES + hour * wide, down * CELL_HEIGHT + GAP / 2, wide - GAP, CELL_HEIGHT - GAP)

    def _at(self, x: float, y: float) -> tuple[int, int] | None:
        for down in range(len(self._rows)):
            for hour in range(HOURS):
                if self._cell(down, hour).contains(x, y):
                    return down, hour
        return None

    def _paint_cell(self, painter: QPainter, tokens: theme.Tokens, down: int, hour: int) -> None:
        row, box = self._rows[down], self._cell(down, hour)
        share = min(max(row.filled[hour], 0.0), FULL)
        late = row.bad[hour]
        colour = mixed(tokens.line if tokens.dark else tokens.ground, tokens.bad if late else tokens.accent, share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)
        words = row.words[hour]
        font = theme.font(theme.SMALL - 1, theme.SEMIBOLD if late else theme.REGULAR)
        if words and width_of(words, font) <= box.width():
            write(painter, box.toRect(), words, font, readable_on(colour, tokens), CENTRE)


def mixed(one: str, other: str, share: float) -> QColor:
    """Return a colour between two, by the share of the other."""
    first, second = QColor(one), QColor(other)
    parts = (
        round(getattr(first, name)() + (getattr(second, name)() - getattr(first, name)()) * share)
        for name in ("red", "green", "blue")
    )
    return QColor(*parts)


def readable_on(ground: QColor, tokens: theme.Tokens) -> str:
    """Return the colour that is read best on a ground: ink or surface, white or black where both would be too faint."""

    def seen(ink: str) -> float:
        return _contrast(QColor(ink), ground)

    best = max((tokens.ink, tokens.surface), key=seen)
    return best if seen(best) >= _READABLE else max(("#FFFFFF", "#000000"), key=seen)


def _contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as the web's accessibility guidelines (WCAG 2) count it: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve
