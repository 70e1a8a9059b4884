"""Pages: a headline, a sentence, cards, and page keys that scroll before they turn."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wardround.wizard.cards import Card, page_scaffold


class Desk(QWidget):
    """Counts the page keys that a page left alone."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.left = 0
        layout = QVBoxLayout(self)
        layout.addWidget(page)

    def keyPressEvent(self, _event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.left += 1


def test_a_page_has_a_headline_and_a_sentence(qtbot: QtBot) -> None:
    page, _column = page_scaffold("Recovery objectives", "What each process needs.")
    qtbot.addWidget(page)
    words = {child.text(): child.property("role") for child in page.findChildren(QLabel)}
    assert words == {"Recovery objectives": "title", "What each process needs.": "sentence"}


def test_a_card_has_a_title_where_it_is_given_one(qtbot: QtBot) -> None:
    titled, bare = Card("Sites"), Card()
    qtbot.addWidget(titled)
    qtbot.addWidget(bare)
    assert [child.text() for child in titled.findChildren(QLabel)] == ["Sites"]
    assert bare.findChildren(QLabel) == []


def test_page_down_scrolls_a_long_page_and_at_its_end_is_left_to_the_desk(qtbot: QtBot) -> None:
    page, column = page_scaffold("Long", "A long page.")
    field = QLineEdit()
    tall = Card("Tall")
    tall.setMinimumHeight(1200)
    column.addWidget(field)
    column.addWidget(tall)
    desk = Desk(page)
    qtbot.addWidget(desk)
    desk.resize(600, 500)
    desk.show()
    qtbot.wait(1)
    assert isinstance(page, QScrollArea)
    bar = page.verticalScrollBar()
    presses = 0
    while desk.left == 0 and presses < 10:
        qtbot.keyClick(field, Qt.Key.Key_PageDown)
        presses += 1
    assert bar.value() == bar.maximum() > 0
    assert presses > 1
    assert desk.left == 1
