"""A table by keys: rows typed cell by cell, refused cells, a block from a spreadsheet, and one act for each undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.assessment import value_at
from wardround.wizard.fields.choice_popup import ChoicePopup
from wardround.wizard.fields.table.paste_preview import PastePreview
from wardround.wizard.fields.table.table_card import TableCard
from wardround.wizard.session import Session

SITES = "organisation.sites"
CTRL = Qt.KeyboardModifier.ControlModifier
BLOCK = "Haus A\tGermany\tEurope/Berlin\t12\nHaus B\tGermany\tEurope/Berlin\tfar\nHaus C\tFrance\tEurope/Paris\t20\n"


class Table:
    """A table on a page of its own, and the keyboard before it."""

    def __init__(self, qtbot: QtBot, session: Session, path: str = SITES) -> None:
        self.qtbot, self.session, self.path = qtbot, session, path
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        self.card = TableCard(session, "Sites", path)
        column.addWidget(self.card)
        session.changed.connect(self.card.refresh)
        qtbot.addWidget(self.page)
        self.page.resize(900, 500)
        with qtbot.waitExposed(self.page):
            self.page.show()

    @property
    def names(self) -> list[str]:
        return [row.name for row in value_at(self.session.assessment, self.path)]

    def cell(self, line: int, column: str) -> str:
        """Return what stands in a cell on screen."""
        place = [each.name for each in self.card.model.columns].index(column)
        return str(self.card.model.index(line, place).data())

    def stand_on(self, line: int, column: str) -> None:
        place = [each.name for each in self.card.model.columns].index(column)
        self.card.view.setFocus()
        self.card.view.stand_on(self.card.model.index(line, place))

    @property
    def here(self) -> tuple[int, str]:
        """Where the cursor stands."""
        index = self.card.view.currentIndex()
        return index.row(), self.card.model.columns[index.column()].name

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self._focused(), key, modifier)

    def keys(self, text: str) -> None:
        for letter in text:  # the first one may bring the line to type into
            self.qtbot.keyClicks(self._focused(), letter)

    def enter(self, text: str) -> None:
        """Type into the cell and leave it with Enter; back in the table."""
        self.keys(text)
        self.key(Qt.Key.Key_Return)
        self.back_in_table()

    def back_in_table(self) -> None:
        self.qtbot.waitUntil(self.card.view.hasFocus, timeout=SLOWEST_MS)

    def press(self, name: str) -> None:
        found = self.card.findChild(QAbstractButton, f"{self.path}.{name}")
        assert isinstance(found, QAbstractButton)
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    @property
    def problem(self) -> str:
        """What is said in red under the table."""
        said = [each for each in self.card.findChildren(QLabel) if each.property("role") == "problem"]
        return " ".join(each.text() for each in said if each.isVisible())

    def paste(self, block: str) -> PastePreview:
        QGuiApplication.clipboard().setText(block)
        with self.qtbot.waitSignal(self.card.previewed, timeout=SLOWEST_MS) as heard:
            if self.card.view.isVisible():
                self.card.view.setFocus()
                self.key(Qt.Key.Key_V, CTRL)
            else:
                self.press("paste_first")
        (preview,) = heard.args
        assert isinstance(preview, PastePreview)
        return preview

    def _focused(self) -> QWidget:
        floating = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if floating is None and not self.page.isActiveWindow():
            self.page.activateWindow()  # as a window manager does when something that floated is gone
            self.qtbot.waitUntil(self.page.isActiveWindow, timeout=SLOWEST_MS)
        focused: QWidget | None = (floating or self.page).focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def empty(qtbot: QtBot, blank: Session) -> Table:
    return Table(qtbot, blank)


@pytest.fixture
def filled(qtbot: QtBot, blank: Session) -> Table:
    """Return a table of three sites."""
    rows = [
        {"key": name.casefold(), "name": name, "country": "DE", "time_zone": "Europe/Berlin"}
        for name in ("North", "East", "South")
    ]
    assert blank.replace_table(SITES, rows) == []
    return Table(qtbot, blank)


def popup() -> ChoicePopup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, ChoicePopup)
    return found


# Typing


def test_the_first_row_is_typed_cell_by_cell_and_saved_when_nothing_is_missing(empty: Table) -> None:
    empty.press("first")
    empty.enter("North")
    assert empty.names == []
    assert empty.problem == "North is not saved yet; still missing: Country, Time zone"
    empty.key(Qt.Key.Key_Right)
    empty.keys("germ")
    empty.key(Qt.Key.Key_Return)
    empty.key(Qt.Key.Key_Right)
    empty.keys("berlin")
    empty.key(Qt.Key.Key_Return)
    assert empty.names == ["North"]
    assert empty.problem == ""


@pytest.mark.parametrize("table", ["recovery.processes", "organisation.sites", "people.roles", "data.datasets"])
def test_a_new_row_begins_with_what_it_is_called(qtbot: QtBot, blank: Session, table: str) -> None:
    made = Table(qtbot, blank, table)
    made.press("first")
    assert made.here == (0, "name")
    made.enter("North")
    assert made.cell(0, "name") == "North"


def test_tab_goes_on_to_the_next_cell_that_is_typed_and_enter_stays(empty: Table) -> None:
    empty.press("first")
    empty.keys("North")
    empty.key(Qt.Key.Key_Tab)
    empty.qtbot.waitUntil(lambda: empty.here == (0, "country"), timeout=SLOWEST_MS)
    assert empty.cell(0, "name") == "North"
    empty.back_in_table()
    empty.stand_on(0, "name")
    empty.key(Qt.Key.Key_Return)
    empty.enter("North-West")
    assert empty.here == (0, "name")
    assert empty.cell(0, "name") == "North-West"


def test_arrow_keys_walk_and_a_letter_begins_to_type(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_Down)
    filled.key(Qt.Key.Key_Down)
    assert filled.here == (2, "name")
    filled.enter("West")
    assert filled.names == ["North", "East", "West"]
    filled.key(Qt.Key.Key_Up)
    filled.key(Qt.Key.Key_Right)
    assert filled.here == (1, "country")


def test_down_leaves_a_cell_that_is_typed_as_enter_does(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.keys("Far North")
    filled.key(Qt.Key.Key_Down)
    filled.qtbot.waitUntil(lambda: filled.names[0] == "Far North", timeout=SLOWEST_MS)


def test_escape_leaves_a_cell_as_it_was(filled: Table) -> None:
    filled.stand_on(1, "name")
    filled.keys("Nonsense")
    filled.key(Qt.Key.Key_Escape)
    filled.back_in_table()
    assert filled.names == ["North", "East", "South"]
    assert filled.cell(1, "name") == "East"


def test_a_cell_that_is_no_value_keeps_its_text_and_says_why_until_escape(filled: Table) -> None:
    before = filled.session.assessment
    filled.stand_on(1, "wan_latency_ms")
    filled.enter("far")
    assert filled.cell(1, "wan_latency_ms") == "far"
    assert filled.problem == "East, Round trip to the region (ms): 'far' is not a number"
    assert filled.session.assessment is before
    filled.key(Qt.Key.Key_Escape)
    assert filled.cell(1, "wan_latency_ms") == ""
    assert filled.problem == ""


def test_a_refused_cell_is_put_right_by_typing_again(filled: Table) -> None:
    filled.stand_on(1, "wan_latency_ms")
    filled.enter("far")
    filled.enter("25")
    assert filled.problem == ""
    assert value_at(filled.session.assessment, SITES)[1].wan_latency_ms == 25


def test_delete_empties_what_may_be_empty(filled: Table) -> None:
    filled.stand_on(0, "wan_latency_ms")
    filled.enter("25")
    filled.key(Qt.Key.Key_Delete)
    assert value_at(filled.session.assessment, SITES)[0].wan_latency_ms is None
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_Delete)
    assert filled.names[0] == "North"


def test_yes_and_no_are_one_key(filled: Table) -> None:
    filled.press("columns")
    filled.stand_on(0, "patient_facing")
    filled.key(Qt.Key.Key_N)
    assert value_at(filled.session.assessment, SITES)[0].patient_facing is False
    filled.key(Qt.Key.Key_Space)
    assert value_at(filled.session.assessment, SITES)[0].patient_facing is True


def test_a_list_opens_on_enter_and_escape_leaves_the_cell(filled: Table) -> None:
    filled.stand_on(0, "country")
    filled.key(Qt.Key.Key_Return)
    filled.qtbot.keyClicks(popup().search, "fran")
    filled.qtbot.keyClick(popup().search, Qt.Key.Key_Return)
    assert filled.cell(0, "country") == "France"
    filled.key(Qt.Key.Key_Return)
    filled.qtbot.keyClicks(popup().search, "spain")
    filled.qtbot.keyClick(popup().search, Qt.Key.Key_Escape)
    assert filled.cell(0, "country") == "France"


# Rows


def test_rows_are_added_duplicated_and_removed_by_key_and_each_is_one_act(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_D, CTRL)
    assert filled.names == ["North", "East", "South", "North 2"]
    assert filled.here == (3, "name")
    filled.key(Qt.Key.Key_Delete, CTRL)
    assert filled.names == ["North", "East", "South"], "only the copy was chosen, although Ctrl was held"
    filled.session.undo()
    filled.stand_on(1, "name")
    filled.key(Qt.Key.Key_Delete, CTRL)
    assert filled.names == ["North", "South", "North 2"]
    filled.session.undo()
    filled.session.undo()
    assert filled.names == ["North", "East", "South"]
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_Return, CTRL)
    assert filled.here == (3, "name")
    filled.enter("West")
    assert filled.problem.startswith("West is not saved yet")


def test_several_rows_are_removed_as_one_act(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    filled.key(Qt.Key.Key_Delete, CTRL)
    assert filled.names == ["South"]
    filled.session.undo()
    assert filled.names == ["North", "East", "South"]


def test_a_removed_table_shows_again_what_belongs_there(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.card.view.selectAll()
    filled.key(Qt.Key.Key_Delete, CTRL)
    assert filled.names == []
    assert filled.card.empty.isVisible()


# Blocks from a spreadsheet


def test_a_block_with_a_bad_cell_names_it_and_takes_the_others_as_one_act(filled: Table) -> None:
    preview = filled.paste(BLOCK)
    assert [preview.refused.item(n).text() for n in range(preview.refused.count())] == [
        "Line 2, Round trip to the region (ms): 'far' is not a number"
    ]
    assert filled.names == ["North", "East", "South"], "nothing is taken before somebody says so"
    assert preview.take.text() == "Take 2 and leave 1 out"
    filled.qtbot.keyClick(preview.take, Qt.Key.Key_Return)
    assert filled.names == ["North", "East", "South", "Haus A", "Haus C"]
    assert filled.session.engagement.undo_sentence == "2 sites taken over"
    filled.session.undo()
    assert filled.names == ["North", "East", "South"]
    filled.session.redo()
    assert filled.names == ["North", "East", "South", "Haus A", "Haus C"]


def test_a_block_can_take_the_place_of_the_rows(filled: Table) -> None:
    preview = filled.paste(BLOCK)
    preview.in_place.click()
    preview.take.click()
    assert filled.names == ["Haus A", "Haus C"]


def test_escape_takes_nothing_of_a_block(filled: Table) -> None:
    before = filled.session.assessment
    preview = filled.paste(BLOCK)
    filled.qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert filled.session.assessment is before


def test_a_block_fills_an_empty_table(empty: Table) -> None:
    empty.paste(BLOCK).take.click()
    assert empty.names == ["Haus A", "Haus C"]
    assert empty.card.view.isVisible()


def test_space_leaves_a_row_of_the_block_out(filled: Table) -> None:
    preview = filled.paste(BLOCK)
    preview.view.setFocus()
    preview.view.setCurrentIndex(preview.model.index(0, 1))
    filled.qtbot.keyClick(preview.view, Qt.Key.Key_Space)
    assert preview.take.text() == "Take 1 and leave 2 out"
    preview.take.click()
    assert filled.names == ["North", "East", "South", "Haus C"]


def test_one_cell_is_pasted_into_the_cell_under_the_cursor(filled: Table) -> None:
    QGuiApplication.clipboard().setText("West\n")
    filled.stand_on(2, "name")
    filled.key(Qt.Key.Key_V, CTRL)
    assert filled.names == ["North", "East", "West"]


def test_copied_rows_come_back_the_same(filled: Table) -> None:
    before = value_at(filled.session.assessment, SITES)
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_C, CTRL)
    preview = filled.paste(QGuiApplication.clipboard().text())
    assert preview.refused.count() == 0
    assert [row.replaces for row in preview.chosen()] == [True, True, True]
    preview.take.click()
    after = value_at(filled.session.assessment, SITES)
    assert [(row.key, row.name, row.country, row.time_zone) for row in after] == [
        (row.key, row.name, row.country, row.time_zone) for row in before
    ]


def test_an_empty_clipboard_is_told_in_words(filled: Table) -> None:
    QGuiApplication.clipboard().clear()
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_V, CTRL)
    said = [each.text() for each in filled.card.findChildren(QLabel) if each.isVisible()]
    assert "There is nothing to paste: copy cells in a spreadsheet first" in said


def test_a_file_that_is_no_table_is_one_sentence(filled: Table, tmp_path: Path) -> None:
    (tmp_path / "sites.xlsx").write_bytes(b"no workbook")
    filled.card.read_file(tmp_path / "sites.xlsx")

    def said() -> list[str]:
        return [
            each.text() for each in filled.card.findChildren(QLabel) if each.isVisible() and "sites.xlsx" in each.text()
        ]

    filled.qtbot.waitUntil(lambda: len(said()) == 1, timeout=SLOWEST_MS)
    assert "\n" not in said()[0]


# Others' changes


def test_a_change_elsewhere_does_not_disturb_a_cell_that_is_typed(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.keys("Nor")
    filled.session.put_field(f"{SITES}[south].wan_latency_ms", 30)
    editor = filled.card.view.findChild(QLineEdit, "cell.editor")
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Nor"
    filled.keys("th Wing")
    filled.key(Qt.Key.Key_Return)
    filled.back_in_table()
    assert filled.names == ["North Wing", "East", "South"]
    assert filled.cell(2, "wan_latency_ms") == "30"


def test_tab_leaves_the_table(filled: Table) -> None:
    filled.stand_on(0, "name")
    filled.key(Qt.Key.Key_Tab)
    assert not filled.card.view.hasFocus()
