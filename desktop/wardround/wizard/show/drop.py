"""A control that opens a short list of words to choose one from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy

from wardround.wizard import theme
from wardround.wizard.fields.control import HEIGHT, paint_frame
from wardround.wizard.painted_button import PaintedButton, width_of, write

_SIDE, _CHEVRON = 10, 24
_OPENING = frozenset({Qt.Key.Key_Down, Qt.Key.Key_F4})


class Drop(PaintedButton):
    """Shows what is chosen; a click, Enter, space or the down key opens the list."""

    chosen = Signal(str)
    """Carries the key of what was chosen."""

    def __init__(self, name: str, about: str) -> None:
        """Take the objectName, and what is chosen here for who listens to the screen."""
        super().__init__()
        self.setObjectName(name)
        self._about = about
        self._words: dict[str, str] = {}
        self._key = ""
        self._menu = QMenu(self)
        self._menu.setObjectName(f"{name}.list")
        self._group = QActionGroup(self)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)

    @property
    def key(self) -> str:
        """The key of what is chosen; '' where nothing is."""
        return self._key

    @property
    def choices(self) -> Mapping[str, str]:
        """The words that are offered, by their keys."""
        return self._words

    def show_choices(self, words: Mapping[str, str], key: str) -> None:
        """Offer words by their keys, one of them chosen."""
        if words != self._words:
            self._words = dict(words)
            self._menu.clear()
            for each, text in words.items():
                self._menu.addAction(self._action(each, text))
            self.updateGeometry()
        self._choose(key if key in self._words else next(iter(self._words), ""))

    def open_list(self) -> None:
        """Open the list below the control."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of the longest words."""
        font = theme.font(theme.BODY)
        longest = max((width_of(text, font) for text in self._words.values()), default=60)
        return QSize(longest + _SIDE + _CHEVRON + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a room in which most words can be read."""
        return QSize(min(self.sizeHint().width(), 120), HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the list by key."""
        if event.key() in _OPENING:
            self.open_list()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint frame, words and the mark that says that a list opens."""
        tokens = theme.current()
        painter = self.painter()
        ring = tokens.accent if self.hasFocus() else tokens.muted if self.hovered else tokens.line
        paint_frame(painter, QRectF(self.rect()), ring, tokens.surface, 2 if self.hasFocus() else 1)
        where = QRect(_SIDE, 0, self.width() - _SIDE - _CHEVRON, self.height())
        write(painter, where, self._words.get(self._key, ""), theme.font(theme.BODY), tokens.ink)
        painter.setPen(QPen(QColor(tokens.muted), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 14, self.height() // 2 + 1
        painter.drawLine(x - 4, y - 2, x, y + 2)
        painter.drawLine(x, y + 2, x + 4, y - 2)

    def _action(self, key: str, text: str) -> QAction:
        made = QAction(text.replace("&", "&&"), self._group)
        made.setCheckable(True)
        made.setData(key)
        made.triggered.connect(lambda _checked=False: self._on_triggered(key))
        return made

    def _choose(self, key: str) -> None:
        self._key = key
        text = self._words.get(key, "")
        for action in self._group.actions():
            action.setChecked(action.data() == key)
        self.setAccessibleName(f"{self._about}: {text}")
        self.setToolTip(text)
        self.update()

    def _on_triggered(self, key: str) -> None:
        self._choose(key)
        self.chosen.emit(key)
