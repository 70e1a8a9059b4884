"""The popup of a picker: a search where the list is long, and the list. One click or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from wardround.wizard.fields.choice_list import CHOICE, ROW, ChoiceDelegate, ChoiceModel
from wardround.wizard.labels import label
from wardround.workshop.choices import Choice, Code

SEARCH_FROM = 9
"""Lists of so many choices have a search."""
_MOST_ROWS = 11
_NARROWEST, _WIDEST = 220, 640
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TO_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ChoicePopup(QFrame):
    """Offers choices beside what is to be filled. Escape leaves everything as it was."""

    taken = Signal(object)
    """Carries the code, or the codes where several may be chosen."""

    def __init__(
        self, parent: QWidget, choices: Sequence[Choice], chosen: Iterable[Code], *, several: bool, typed: str = ""
    ) -> None:
        """Take the choices, those that stand, and what was typed to open the list."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("choice.popup")
        self._several = several
        self._before = tuple(chosen)
        self._given_up = False
        self._kept = False
        self.model = ChoiceModel(choices, self._before)
        self.search = QLineEdit()
        self.search.setObjectName("choice.search")
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search in the list")
        self.list = QListView()
        self.list.setObjectName("choice.list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(self.model, several=several))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 6)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list)
        if several:
            foot = label("Enter keeps what is chosen, Esc leaves it as it was", "small")
            foot.setContentsMargins(8, 0, 8, 0)
            column.addWidget(foot)
        self._searches = len(choices) >= SEARCH_FROM or bool(typed)
        self.search.setVisible(self._searches)
        self.search.textChanged.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.search.setText(typed)
        if not typed:
            self._make_current(self.model.place_of(self._before[0] if self._before else None))

    def open_beside(self, anchor: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room below."""
        rows = min(self.model.rowCount(), _MOST_ROWS)
        self.list.setFixedHeight(max(rows, 1) * ROW + 2)
        self.setFixedWidth(min(max(self.model.widest() + 28, anchor.width(), _NARROWEST), _WIDEST))
        self.adjustSize()
        screen = QGuiApplication.screenAt(anchor.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = min(max(anchor.left(), room.left()), room.right() + 1 - self.width())
        below = anchor.bottom() + 4
        top = below if below + self.height() <= room.bottom() else anchor.top() - 4 - self.height()
        self.setGeometry(QRect(QPoint(left, max(top, room.top())), self.size()))
        self.show()
        (self.search if self._searches else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the keys of the list work while somebody types a search."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._took_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _took_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Do what a key means for the whole popup; False for a key that is for the search or the list alone."""
        key = Qt.Key(event.key())
        in_list = watched is self.list
        if key is Qt.Key.Key_Escape:
            self._given_up = True
            self.close()
        elif key in _ENTER or (key is Qt.Key.Key_Tab and not self._several):
            self._take_current()
        elif key is Qt.Key.Key_Space and (in_list or (self._several and not self.search.text())):
            self._on_clicked(self.list.currentIndex())
        elif not in_list and key in _TO_LIST:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._step(key)
        elif in_list and self._searches and event.text().isprintable() and event.text().strip():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.insert(event.text())
        else:
            return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Hand on what is chosen where several may be; a single choice was handed on when it was made."""
        if self._several and not self._given_up:
            self._given_up = True
            chosen = self.model.chosen_in_order()
            if self._kept or set(chosen) != set(self._before):
                self.taken.emit(chosen)
        super().closeEvent(event)

    def _on_searched(self, text: str) -> None:
        self.model.search(text)
        self._make_current(0)

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE)
        if not isinstance(choice, Choice):
            return
        if self._several:
            self.model.toggle(choice)
        else:
            self.close()
            self.taken.emit(choice.code)

    def _take_current(self) -> None:
        if self._several:
            self._kept = True  # nothing chosen is an answer where somebody says so
            self.close()
        else:
            self._on_clicked(self.list.currentIndex())

    def _step(self, key: Qt.Key) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, _MOST_ROWS if key is Qt.Key.Key_PageDown else -_MOST_ROWS)
        self._make_current(self.list.currentIndex().row() + by)

    def _make_current(self, place: int) -> None:
        last = self.model.rowCount() - 1
        self.list.setCurrentIndex(self.model.index(min(max(place, 0), last)))
