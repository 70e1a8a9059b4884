"""Undo by key from inside a field: its own typing first, then the engagement."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wardround.wizard.history_keys import HistoryKeys


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.undone = 0
        self.field, self.text = QLineEdit("first"), QPlainTextEdit("first")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.text)
        self._keys = HistoryKeys(self)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.activated.connect(self._on_undo)

    def _on_undo(self) -> None:
        self.undone += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.mark.parametrize("name", ["field", "text"])
def test_in_a_field_that_nobody_typed_in_the_key_undoes_the_last_answer(
    qtbot: QtBot, window: Window, name: str
) -> None:
    field = getattr(window, name)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 1


def test_while_somebody_types_the_key_takes_back_what_was_typed(qtbot: QtBot, window: Window) -> None:
    window.field.setFocus()
    window.field.selectAll()
    qtbot.keyClicks(window.field, "second")
    qtbot.keyClick(window.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 0
    assert window.field.text() == "first"
