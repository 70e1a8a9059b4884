"""The window is laid out so that everything can be read; and the check that says so sees what is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wardround.wizard import theme
from wardround.wizard.floating import Floating
from wardround.wizard.labels import ElidedLabel, label, may_shorten
from wardround.wizard.window import Window
from window_check import complaints, shortened
from window_moments import MOMENTS, moment
from window_tour import (
    BLANK,
    LARGEST,
    NEW,
    SMALLEST,
    START,
    beginning,
    come_to_rest,
    is_whole,
    opened,
    steps,
    toured_window,
)

SIZES = (QSize(1280, 720), QSize(1920, 1080))
MAY_BE_SHORT = ("QWidget in", "risks.waiting.")
"""Cells of tables, and owners: what clients call things may be longer than its column; words of ours may not."""


@pytest.fixture
def toured(tmp_path: Path, qapp: object) -> Iterator[Window]:
    with toured_window(tmp_path) as window:
        yield window


def told(window: Window, place: str) -> list[str]:
    """Return a line for each complaint, and for each of our own words that is shortened, in every size."""
    found = []
    for size in SIZES:
        window.resize(size)
        come_to_rest(window, place, lambda: is_whole(window))
        short = [each for each in shortened(window) if not each.widget.startswith(MAY_BE_SHORT)]
        found += [f"{place} at {size.width()}x{size.height()}: {each}" for each in (*complaints(window), *short)]
    return found


def test_the_start_screen_and_the_form_of_a_new_engagement_have_room_for_all_they_say(toured: Window) -> None:
    seen = []
    for place in beginning(toured):
        seen.append(place)
        assert told(toured, place) == []
    assert seen == [START, NEW]


@pytest.mark.parametrize("sample", [BLANK, SMALLEST, LARGEST])
def test_every_step_has_room_for_all_it_says(toured: Window, sample: str) -> None:
    desk = opened(toured, sample)
    found = [line for place in steps(toured, desk) for line in told(toured, place)]
    assert found == []


def test_what_somebody_opens_has_room_for_all_it_says(toured: Window) -> None:
    toured.resize(SIZES[0])
    desk = opened(toured, SMALLEST)
    for name in MOMENTS:
        with moment(toured, desk, name) as shown:
            assert [f"{name}: {each}" for each in complaints(shown)] == []


# --- the check itself -----------------------------------------------------------------------------------------


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def put(pane: QWidget, widget: QWidget, place: QRect, name: str = "it") -> None:
    widget.setParent(pane)
    widget.setObjectName(name)
    widget.setGeometry(place)
    widget.show()


def kinds(pane: QWidget) -> list[tuple[str, str]]:
    return [(each.kind, each.widget) for each in complaints(pane)]


WIDE, NARROW = QRect(10, 10, 300, 30), QRect(10, 10, 60, 24)
WORDS = "Recovery time objective"


def test_a_label_with_its_room_is_well(pane: QWidget) -> None:
    put(pane, QLabel(WORDS), WIDE)
    assert kinds(pane) == []


def test_a_label_that_is_too_narrow_is_cut_off(pane: QWidget) -> None:
    put(pane, QLabel(WORDS), NARROW)
    assert ("cut off", "it") in kinds(pane)


def test_a_wrapped_label_that_is_too_low_is_cut_off(pane: QWidget) -> None:
    put(pane, label(f"{WORDS} and point objective", wrap=True), QRect(10, 10, 90, 20))
    assert ("cut off", "it") in kinds(pane)


def test_a_button_that_is_too_narrow_is_cut_off(pane: QWidget) -> None:
    put(pane, QPushButton(WORDS), NARROW)
    assert ("cut off", "it") in kinds(pane)


def test_the_dots_of_a_button_that_asks_are_no_cut(pane: QWidget) -> None:
    put(pane, QPushButton("Open…"), WIDE)
    assert kinds(pane) == []


def test_a_shortened_label_that_tells_itself_whole_is_well_and_is_counted(pane: QWidget) -> None:
    put(pane, ElidedLabel(WORDS), NARROW)
    assert kinds(pane) == []
    assert [each.widget for each in shortened(pane)] == ["it"]


def test_a_shortened_label_without_its_tooltip_is_cut_off(pane: QWidget) -> None:
    shown = ElidedLabel(WORDS)
    put(pane, shown, NARROW)
    shown.setToolTip("")
    assert ("cut off", "it") in kinds(pane)


class Painted(QWidget):
    """Paints words by itself, as charts do."""

    def __init__(self, *words: tuple[QRect, str]) -> None:
        super().__init__()
        self.words = words

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        for where, text in self.words:
            painter.drawText(where, 0, text)


def test_painted_words_beyond_the_edge_of_their_widget_are_cut_off(pane: QWidget) -> None:
    put(pane, Painted((QRect(30, 0, 300, 20), WORDS)), NARROW)
    assert kinds(pane) == [("cut off", "it")]


def test_painted_words_that_end_in_dots_are_cut_off_unless_the_widget_declares_and_tells_it(pane: QWidget) -> None:
    painted = Painted((QRect(0, 0, 90, 20), "Recover…"))
    put(pane, painted, QRect(10, 10, 100, 24))
    assert kinds(pane) == [("cut off", "it")]
    painted.setToolTip(WORDS)
    assert kinds(pane) == [("cut off", "it")]
    may_shorten(painted)
    assert kinds(pane) == []


def test_painted_words_over_each_other_overlap(pane: QWidget) -> None:
    put(pane, Painted((QRect(0, 0, 200, 20), "June"), (QRect(8, 2, 200, 20), "July")), WIDE)
    assert kinds(pane) == [("overlap", "it")]


def test_widgets_over_each_other_overlap(pane: QWidget) -> None:
    put(pane, QLabel("one"), QRect(10, 10, 100, 30), "one")
    put(pane, QLabel("two"), QRect(60, 20, 100, 30), "two")
    assert kinds(pane) == [("overlap", "one")]


def test_what_floats_may_lie_over_others(pane: QWidget) -> None:
    put(pane, QLabel("one"), QRect(10, 10, 100, 30), "one")
    floating = Floating(pane, "why")
    floating.setGeometry(60, 20, 100, 30)
    floating.show()
    assert kinds(pane) == []


def test_a_widget_wider_than_its_parent_sticks_out(pane: QWidget) -> None:
    put(pane, QLabel("one"), QRect(350, 10, 100, 30))
    assert kinds(pane) == [("sticks out", "it")]


def test_a_letter_that_no_font_has_is_missing(pane: QWidget) -> None:
    put(pane, QLabel("RPO \u0378"), WIDE)
    assert kinds(pane) == [("no glyph", "it")]


def test_a_letter_that_another_font_lends_is_there(pane: QWidget) -> None:
    put(pane, QLabel("Kraków → Łódź ≤ 5 min"), WIDE)
    assert kinds(pane) == []


def test_a_cell_that_is_too_narrow_is_cut_off_unless_its_table_declares_and_tells_it(pane: QWidget) -> None:
    table = QTableWidget(1, 1)
    item = QTableWidgetItem(f"{WORDS} of the pharmacy")
    table.setItem(0, 0, item)
    put(pane, table, QRect(10, 10, 300, 120), "table")
    assert ("cut off", "QWidget in table") in kinds(pane)
    item.setToolTip(item.text())
    may_shorten(table)
    assert kinds(pane) == []


def test_faint_words_are_named_with_their_contrast(pane: QWidget) -> None:
    faint = QLabel("barely there")
    colours = faint.palette()
    colours.setColor(QPalette.ColorRole.WindowText, QColor("#CCCCCC"))
    faint.setPalette(colours)
    pane.setStyleSheet("background: white;")
    put(pane, faint, WIDE)
    assert [each.kind for each in complaints(pane, pane.grab().toImage())] == ["too faint"]


def test_words_in_the_font_of_the_window_have_all_their_letters(pane: QWidget) -> None:
    column = QVBoxLayout(pane)
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold):
        shown = label("EUR 1,234 \N{MIDDLE DOT} 5 \N{EN DASH} 6 \N{MULTIPLICATION SIGN} 7 \N{MINUS SIGN} 8 …")
        shown.setFont(theme.font(theme.BODY, weight.value))
        column.addWidget(shown)
    column.activate()
    assert kinds(pane) == []
