"""How firmly an answer stands: five words, one key each, and behind them who still owes what."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu

from wardround.assessment import Standing
from wardround.wizard import theme
from wardround.wizard.fields.control import HEIGHT
from wardround.wizard.painted_button import PaintedButton, write
from wardround.workshop.choice_words import STANDING

WIDTH = 112
KEYS: Mapping[Qt.Key, Standing] = {
    Qt.Key.Key_M: Standing.MEASURED,
    Qt.Key.Key_D: Standing.DOCUMENTED,
    Qt.Key.Key_S: Standing.STATED,
    Qt.Key.Key_A: Standing.ASSUMED,
    Qt.Key.Key_U: Standing.UNKNOWN,
}
OWED_KEY, HELP_KEY = Qt.Key.Key_N, Qt.Key.Key_H
WITH_ALT = frozenset({*KEYS, OWED_KEY, HELP_KEY})
"""What a field does by a letter with Alt, while the cursor is in its control."""
_SIDE = 8


class StandingButton(PaintedButton):
    """One word: how firmly the answer beside it stands. Opens a menu with the others."""

    chosen = Signal(object)
    """Carries the Standing; unknown opens the question again."""
    provenance_wanted = Signal()
    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._standing = Standing.UNKNOWN
        self._is_open = True
        self._has_more = False
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self.clicked.connect(self.open_menu)

    def show_standing(self, standing: Standing, *, is_open: bool, has_more: bool) -> None:
        """Show a standing; of an open question the one that the next value will have.

        ``has_more`` marks that an owner, a date or a note stands behind it.
        """
        self._standing, self._is_open, self._has_more = standing, is_open, has_more
        self.setAccessibleDescription(self.shown_text())
        self.update()

    def shown_text(self) -> str:
        """Return the word that is painted."""
        if self._is_open:
            return "open" if self._standing is Standing.UNKNOWN else f"open, {self._standing.value}"
        return self._standing.value

    def open_menu(self) -> None:
        """Open the menu of standings and of what else is known about an answer."""
        self._menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take a standing by the first letter of its word."""
        standing = KEYS.get(Qt.Key(event.key()))
        if standing is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.chosen.emit(standing)
        elif event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the word, and a small mark where something stands behind it."""
        tokens = theme.current()
        painter = self.painter()
        self.paint_ground(painter, self.rect().adjusted(0, 2, 0, -2))
        colour = tokens.warn_text if self._is_open else tokens.muted
        room = QRect(_SIDE, 0, self.width() - 2 * _SIDE, self.height())
        wide = write(painter, room, self.shown_text(), theme.font(theme.NOTE), colour)
        painter.setPen(QPen(QColor(tokens.muted), 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = _SIDE + wide + 8, self.height() // 2 + 1
        painter.drawLine(x - 3, y - 1, x, y + 2)
        painter.drawLine(x, y + 2, x + 3, y - 1)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("standing.menu")
        for key, standing in KEYS.items():
            words = STANDING[standing.value] + (": open the question again" if standing is Standing.UNKNOWN else "")
            action = menu.addAction(f"{words}\t{chr(key.value)}")
            action.setShortcut(chr(key.value))
            action.setShortcutVisibleInContextMenu(False)
            action.setCheckable(True)
            action.setChecked(standing is self._standing)
            action.triggered.connect(lambda _checked=False, standing=standing: self.chosen.emit(standing))
        menu.addSeparator()
        menu.addAction("Owner, due date and note…\tAlt+N").triggered.connect(self.provenance_wanted)
        menu.addAction("What is asked, and why\tAlt+H").triggered.connect(self.help_wanted)
        return menu
