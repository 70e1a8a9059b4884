"""A row is as high as its words need, where they may take several lines."""

from pytestqt.qtbot import QtBot

from wardround.wizard.show.cells import Cell, Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.list_row import ListRow, Row

LONG = "Restored once a quarter into an empty environment, and the time it took was written down"
LEAST = 34


def row_of(qtbot: QtBot, cell: Cell, width: int) -> ListRow:
    made = ListRow(Row("row", (cell, Words("1"))), (Column("", 100, 1), Column("", 40)), LEAST)
    qtbot.addWidget(made)
    made.resize(width, LEAST)
    made.show()
    return made


def test_a_row_grows_with_words_on_several_lines(qtbot: QtBot) -> None:
    two, four = (row_of(qtbot, Wrapped(LONG, lines=lines), 260).sizeHint().height() for lines in (2, 4))
    assert LEAST < two < four


def test_a_row_whose_words_have_room_keeps_its_least_height(qtbot: QtBot) -> None:
    assert row_of(qtbot, Wrapped(LONG, lines=4), 1200).sizeHint().height() == LEAST


def test_a_row_is_low_again_once_it_is_wide(qtbot: QtBot) -> None:
    row = row_of(qtbot, Words("Backup", LONG, lines=4), 260)
    before = row.sizeHint().height()
    row.resize(1200, before)
    assert row.sizeHint().height() < before


def test_words_that_keep_to_one_line_never_make_a_row_higher(qtbot: QtBot) -> None:
    row = row_of(qtbot, Words(LONG), 260)
    assert row.sizeHint().height() == LEAST
    assert row.toolTip() == LONG


def test_words_that_have_all_their_lines_need_no_tooltip(qtbot: QtBot) -> None:
    assert row_of(qtbot, Words("Backup", LONG, lines=5), 260).toolTip() == ""
    assert LONG in row_of(qtbot, Words("Backup", LONG, lines=2), 160).toolTip()
