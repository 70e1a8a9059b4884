"""The ground of everything that paints its own words and can be clicked: hover, Enter, focus ring, shortened lines."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wardround.wizard import theme

RADIUS = 6
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class PaintedButton(QAbstractButton):
    """A button as wide as its column that paints itself. Keyboard and mouse do the same."""

    def __init__(self) -> None:
        super().__init__()
        self.hovered = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter do what a click does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it can be clicked."""
        self.hovered = self.isEnabled()
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show it at rest again."""
        self.hovered = False
        self.update()
        super().leaveEvent(event)

    def painter(self) -> QPainter:
        """Return a painter for the button; call it inside a paint event."""
        made = QPainter(self)
        made.setRenderHint(QPainter.RenderHint.Antialiasing)
        return made

    def paint_ground(self, painter: QPainter, box: QRect, ground: str | None = None) -> None:
        """Paint the ground, pale where the mouse is unless another is given, and the ring of the focus."""
        colour = ground or (theme.current().ground if self.hovered else None)
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


KEPT = 20_000
"""So many measured lines are kept: to measure words is most of what the laying out of a long list takes."""
_measured: dict[tuple[str, str], int] = {}
_broken: dict[tuple[str, str, int, int], tuple[str, ...]] = {}


def width_of(words: str, font: QFont) -> int:
    """Return the room that a line needs, in whole pixels."""
    return _width(words, font, font.key())


def _width(words: str, font: QFont, key: str) -> int:
    found = _measured.get((words, key))
    if found is None:
        if len(_measured) >= KEPT:
            _measured.clear()
        found = _measured[words, key] = ceil(QFontMetricsF(font).horizontalAdvance(words)) + 1
    return found


def write(painter: QPainter, where: QRect, words: str, font: QFont, colour: str, side: Qt.AlignmentFlag = LEFT) -> int:
    """Write one line, shortened to its room and in the middle of its height; return how wide it runs."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, int((side | Qt.AlignmentFlag.AlignVCenter).value), shown)
    return width_of(shown, font)


def in_two_lines(words: str, font: QFont, room: int) -> tuple[str, ...]:
    """Return words on one line where they fit, else broken between words on two; the second may still be too long."""
    return in_lines(words, font, room, 2)


def in_lines(words: str, font: QFont, room: int, most: int) -> tuple[str, ...]:
    """Return words broken between words on so many lines at most; the last of all may still be too long."""
    if most <= 1:
        return (words,)
    key = font.key()
    found = _broken.get((words, key, room, most))
    if found is None:
        if len(_broken) >= KEPT:
            _broken.clear()
        found = _broken[words, key, room, most] = _in_lines(words, font, key, room, most)
    return found


def _in_lines(words: str, font: QFont, key: str, room: int, most: int) -> tuple[str, ...]:
    if most <= 1 or _width(words, font, key) <= room:
        return (words,)
    parts = words.split()
    taken, last = 1, len(parts) - 1  # as many as fit, but at least one here and one for the next line
    while taken < last:  # halving: a line is measured a few times, not once for each word
        tried = (taken + last + 1) // 2
        if _width(" ".join(parts[:tried]), font, key) <= room:
            taken = tried
        else:
            last = tried - 1
    rest = " ".join(parts[taken:])
    return (" ".join(parts[:taken]), *_in_lines(rest, font, key, room, most - 1)) if rest else (words,)


def line_height(font: QFont) -> int:
    """Return how high a line is, in whole pixels."""
    return round(QFontMetricsF(font).height())


def write_wrapped(painter: QPainter, where: QRect, words: str, font: QFont, colour: str, most: int = 2) -> None:
    """Write words on so many lines at most, in the middle of the height; what the last cannot take is shortened."""
    lines = in_lines(words, font, where.width(), most)
    height = line_height(font)
    top = where.top() + (where.height() - height * len(lines)) // 2
    for place, line in enumerate(lines):
        write(painter, QRect(where.left(), top + place * height, where.width(), height), line, font, colour)
