"""A line to type into: numbers, durations, dates and texts. Writes when it is left, never while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from wardround.wizard import theme
from wardround.wizard.fields.control import HEIGHT, paint_frame
from wardround.wizard.fields.standing import WITH_ALT
from wardround.workshop.choices import Choices
from wardround.workshop.not_understood import ValueRefused
from wardround.workshop.shapes import Shape
from wardround.workshop.typed import value_shown, value_typed

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LineControl(QLineEdit):
    """One line of text that becomes a value of a shape."""

    committed = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, shape: Shape, choices: Callable[[], Choices]) -> None:
        """Take what is asked for, and where to look up names."""
        super().__init__()
        self._shape = shape
        self._choices = choices
        self._value: Any = None
        self._wrong = False
        self.setFixedHeight(HEIGHT)
        if shape.is_numeric:
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def show_value(self, value: Any, hint: str) -> None:  # noqa: ANN401 - as the shape says
        """Show a value; while there is none, what is assumed meanwhile."""
        self._value = value
        self.setPlaceholderText(hint)
        self.setText(value_shown(value, self._shape, self._choices()))
        self.setCursorPosition(0)
        self._show_wrong(wrong=False)

    def is_touched(self) -> bool:
        """Return whether something was typed that is not taken yet."""
        return self.isModified()

    def keep_touched(self) -> None:
        """Leave what was typed, marked as wrong."""
        self.setModified(True)
        self._show_wrong(wrong=True)

    def commit(self) -> None:
        """Hand on what was typed; leaving a field is not an edit."""
        if not self.isModified():
            return
        try:
            value = value_typed(self.text(), self._shape, self._choices())
        except ValueRefused as error:
            self.keep_touched()
            self.refused.emit(str(error))
            return
        self.setModified(False)
        self._show_wrong(wrong=False)
        self.committed.emit(value)

    def revert(self) -> None:
        """Show the value that stands again."""
        self.show_value(self._value, self.placeholderText())
        self.selectAll()
        self.reverted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Write when left; a menu that opens over the field does not count."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter write and Escape bring back what stood there."""
        if event.key() in ENTER:
            self.commit()
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.revert()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in WITH_ALT:
            event.ignore()  # for the field around it; a line of Qt would type the letter
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Frame a text that was refused."""
        super().paintEvent(event)
        if self._wrong:
            painter = QPainter(self)
            paint_frame(painter, QRectF(self.rect()), theme.current().bad, "transparent", 2 if self.hasFocus() else 1)

    def _show_wrong(self, *, wrong: bool) -> None:
        if self._wrong != wrong:
            self._wrong = wrong
            self.update()
