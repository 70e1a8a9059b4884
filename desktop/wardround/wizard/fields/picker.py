"""A control that opens a list: one choice or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton

from wardround.wizard import theme
from wardround.wizard.fields.choice_popup import SEARCH_FROM, ChoicePopup
from wardround.wizard.fields.control import HEIGHT, paint_frame
from wardround.wizard.labels import may_shorten
from wardround.wizard.painted_button import width_of
from wardround.workshop.choices import NO_CHOICE, Choices
from wardround.workshop.shapes import Kind, Shape

_SIDE = 9
_CHEVRON = 22
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4})
_CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Picker(QAbstractButton):
    """Shows what is chosen, and opens the list of what can be."""

    committed = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, shape: Shape, choices: Callable[[], Choices], *, may_be_open: bool = True) -> None:
        """Take what is asked for, where its list is, and whether it can be cleared again."""
        super().__init__()
        self._shape = shape
        self._choices = choices
        self._may_be_open = may_be_open
        self._several = shape.kind is Kind.CHOICES
        self._value: Any = None
        self._hint = ""
        self._hovered = False
        may_shorten(self)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_value(self, value: Any, hint: str) -> None:  # noqa: ANN401 - as the shape says
        """Show what is chosen; while nothing is, what is assumed meanwhile."""
        self._value, self._hint = value, hint
        self.setAccessibleDescription(", ".join(self.chosen_words()) or "open")
        self._explain()
        self.update()

    def is_touched(self) -> bool:
        """Return whether something waits to be taken: never, as every choice is."""
        return False

    def keep_touched(self) -> None:
        """Keep nothing: what is shown is what stands."""

    def chosen_words(self) -> tuple[str, ...]:
        """Return the words for what is chosen."""
        choices, path = self._choices(), self._shape.path
        return tuple(choices.words(path, code) for code in self._chosen())

    def shown_text(self) -> str:
        """Return what is painted: the words, or how many there are where they have no room."""
        if self._value == () and self._shape.empty is None:
            return NO_CHOICE.words  # an answer of nothing is an answer
        words = self.chosen_words()
        text = ", ".join(words)
        return f"{len(words)} chosen" if len(words) > 1 and not self._has_room(text) else text

    def lists_all(self) -> bool:
        """Return whether everything chosen can be read in the control itself."""
        return len(self._chosen()) <= 1 or self._has_room(", ".join(self.chosen_words()))

    def open_list(self, typed: str = "") -> None:
        """Open the list; ``typed`` is already searched for."""
        choices = self._choices().at(self._shape.path)
        popup = ChoicePopup(self, choices, self._chosen(), several=self._several, typed=typed)
        popup.taken.connect(self._on_taken)
        popup.open_beside(QRect(self.mapToGlobal(self.rect().topLeft()), self.size()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width in which most words have room."""
        return QSize(240, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open on Enter, Space or Down, search on a letter, clear on Delete."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _OPENING:
            self.open_list()
        elif event.key() in _CLEARING and self._may_be_open:
            self._on_taken(self._shape.empty)
        elif plain and event.text().strip() and event.text().isprintable():
            offered = self._choices().at(self._shape.path)
            if len(offered) < SEARCH_FROM and not self._several:
                self._take_by_letter(event.text().casefold())
            else:
                self.open_list(event.text())
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it opens."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show it at rest."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip what has no room."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint frame, words and the mark that says that a list opens."""
        tokens = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus() or self.isDown()
        ring = tokens.accent if focused else tokens.muted if self._hovered else tokens.line
        paint_frame(painter, QRectF(self.rect()), ring, tokens.surface, 2 if focused else 1)
        text = self.shown_text()
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(QColor(tokens.ink if text else tokens.muted))
        where = self.rect().adjusted(_SIDE, 0, -_CHEVRON, 0)
        shown = painter.fontMetrics().elidedText(text or self._shown_hint(), Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter.value), shown)
        painter.setPen(QPen(QColor(tokens.muted), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 14, self.height() // 2 + 1
        painter.drawLine(x - 4, y - 2, x, y + 2)
        painter.drawLine(x, y + 2, x + 4, y - 2)

    def _chosen(self) -> tuple[Any, ...]:
        if self._several:
            return tuple(self._value or ())
        return () if self._value in (None, "") else (self._value,)

    def _shown_hint(self) -> str:
        """Return what is assumed, or how many where they have no room; the line under the field has them all."""
        many = self._hint.count("; ") + 1
        return f"{many} assumed" if self._several and many > 1 and not self._has_room(self._hint) else self._hint

    def _has_room(self, text: str) -> bool:
        return width_of(text, theme.font(theme.BODY)) <= self.width() - _SIDE - _CHEVRON

    def _explain(self) -> None:
        text = ", ".join(self.chosen_words()) or self._hint
        self.setToolTip("" if self._has_room(text) else text)

    def _take_by_letter(self, letter: str) -> None:
        """Take the next choice that begins with a letter, as lists of the system do."""
        codes = [c.code for c in self._choices().at(self._shape.path) if c.words.casefold().startswith(letter)]
        if codes:
            here = codes.index(self._value) if self._value in codes else -1
            self._on_taken(codes[(here + 1) % len(codes)])

    def _on_clicked(self) -> None:
        self.open_list()

    def _on_taken(self, value: Any) -> None:  # noqa: ANN401 - as the shape says
        if value != self._value:
            self.committed.emit(value)
