"""A row of words of which one is chosen: which of a few views of the same thing is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from wardround.wizard import theme
from wardround.wizard.painted_button import RADIUS, PaintedButton, width_of, write

HEIGHT = 28


class _Choice(PaintedButton):
    """One of the words."""

    def __init__(self, words: str, name: str, accessible: str) -> None:
        super().__init__()
        self._words = words
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of the words."""
        return QSize(width_of(self._words, theme.font(theme.NOTE, theme.SEMIBOLD)) + 24, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the words, on a ground with a line around it where they are chosen."""
        tokens = theme.current()
        painter = self.painter()
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self.paint_ground(painter, self.rect(), None if not self.isChecked() else tokens.accent_soft)
        font = theme.font(theme.NOTE, theme.SEMIBOLD if self.isChecked() else theme.MEDIUM)
        ink = tokens.accent_text if self.isChecked() else tokens.muted
        write(painter, self.rect(), self._words, font, ink, Qt.AlignmentFlag.AlignHCenter)


class Segment(QWidget):
    """Words beside each other; the first is chosen to begin with."""

    chosen = Signal(str)
    """Carries the key of the words."""

    def __init__(self, name: str, about: str, words: Mapping[str, str]) -> None:
        """Take the words by their keys, and what they are about for who listens to the screen."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._keys: dict[PaintedButton, str] = {}
        for key, text in words.items():
            choice = _Choice(text, f"{name}.{key}", f"{about}: {text}")
            self._keys[choice] = key
            self._group.addButton(choice)
            row.addWidget(choice)
        next(iter(self._keys)).setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return next(key for choice, key in self._keys.items() if choice.isChecked())
