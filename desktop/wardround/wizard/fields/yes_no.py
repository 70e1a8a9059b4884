"""Yes, no, or still open: three words side by side, one key each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardround.wizard import theme
from wardround.wizard.fields.control import HEIGHT, RADIUS, paint_frame

_SEGMENTS: tuple[tuple[str, bool | None], ...] = (("Yes", True), ("No", False), ("Open", None))
_WIDTH = 58
_KEYS = {
    Qt.Key.Key_Y: True,
    Qt.Key.Key_N: False,
    Qt.Key.Key_O: None,
    Qt.Key.Key_Delete: None,
    Qt.Key.Key_Backspace: None,
}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class YesNo(QWidget):
    """A control with three states; a question that must be answered has two."""

    committed = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, *, may_be_open: bool = True) -> None:
        """Say whether the question may stay open."""
        super().__init__()
        self._segments = _SEGMENTS if may_be_open else _SEGMENTS[:2]
        self._value: bool | None = None
        self._hint = ""
        self.setFixedSize(QSize(_WIDTH * len(self._segments), HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_value(self, value: bool | None, hint: str) -> None:  # noqa: FBT001 - a value like any other
        """Show an answer; while there is none, a thin line under the word that is assumed."""
        self._value, self._hint = value, hint.casefold()
        self.setAccessibleDescription(next(word for word, meant in _SEGMENTS if meant is value))
        self.update()

    def is_touched(self) -> bool:
        """Return whether something waits to be taken: never, as every click is."""
        return False

    def keep_touched(self) -> None:
        """Keep nothing: what is shown is what stands."""

    def segment(self, value: bool | None) -> QRectF:  # noqa: FBT001 - a value like any other
        """Return where the word for an answer stands."""
        place = next(place for place, (_, meant) in enumerate(self._segments) if meant is value)
        return QRectF(place * _WIDTH, 0, _WIDTH, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the word under the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            place = min(max(int(event.position().x()) // _WIDTH, 0), len(self._segments) - 1)
            self._take(self._segments[place][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the word of a letter, or the one to the left or right."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if plain and key in _KEYS and any(meant is _KEYS[key] for _, meant in self._segments):
            self._take(_KEYS[key])
        elif plain and key in _STEPS:
            here = next((n for n, (_, meant) in enumerate(self._segments) if meant is self._value), 0)
            there = min(max(here + _STEPS[key], 0), len(self._segments) - 1)
            self._take(self._segments[there][1])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the three words, the chosen one on its ground."""
        tokens = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus()
        ring = tokens.accent if focused else tokens.line
        paint_frame(painter, QRectF(self.rect()), ring, tokens.surface, 2 if focused else 1)
        for word, meant in self._segments:
            self._paint_word(painter, tokens, word, meant)

    def _paint_word(self, painter: QPainter, tokens: theme.Tokens, word: str, meant: bool | None) -> None:  # noqa: FBT001 - the same
        box = self.segment(meant)
        chosen = meant is self._value
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ground if meant is None else tokens.accent_soft))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), RADIUS - 2, RADIUS - 2)
        painter.setFont(theme.font(theme.BODY - 0.5, theme.SEMIBOLD if chosen and meant is not None else theme.REGULAR))
        open_colour = tokens.warn_text if chosen else tokens.muted
        painter.setPen(QColor(open_colour if meant is None else tokens.accent_text if chosen else tokens.ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), word)
        if self._value is None and word.casefold() == self._hint:
            painter.setPen(QPen(QColor(tokens.muted), 1.5, Qt.PenStyle.DotLine))
            middle = box.center()
            painter.drawLine(QPointF(middle.x() - 10, box.bottom() - 6), QPointF(middle.x() + 10, box.bottom() - 6))

    def _take(self, value: bool | None) -> None:  # noqa: FBT001 - a value like any other
        if value is not self._value:
            self.committed.emit(value)
