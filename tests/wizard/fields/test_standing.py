"""How firmly an answer stands, and who still owes what."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.wizard.fields.asking import answer, control, leave, line, shown
from wardround.assessment import Standing
from wardround.wizard.fields.answer_field import AnswerField
from wardround.wizard.fields.provenance import ProvenancePopover
from wardround.wizard.fields.standing import StandingButton
from wardround.wizard.session import Session

PEAK = "people.peak_concurrent_users"
ALT = Qt.KeyboardModifier.AltModifier


def standing_of(field: AnswerField) -> StandingButton:
    assert field.standing is not None
    return field.standing


@pytest.mark.parametrize(
    ("key", "standing"),
    [
        (Qt.Key.Key_M, Standing.MEASURED),
        (Qt.Key.Key_D, Standing.DOCUMENTED),
        (Qt.Key.Key_S, Standing.STATED),
        (Qt.Key.Key_A, Standing.ASSUMED),
    ],
)
def test_one_key_sets_a_standing(qtbot: QtBot, hospital: Session, key: Qt.Key, standing: Standing) -> None:
    hospital.answer(PEAK, 268, standing=Standing.STATED if standing is not Standing.STATED else Standing.ASSUMED)
    (field,) = shown(qtbot, hospital, PEAK)
    qtbot.keyClick(standing_of(field), key)
    assert answer(hospital).standing is standing
    assert answer(hospital).value == 268
    assert standing_of(field).shown_text() == standing.value


def test_unknown_opens_the_question_again_and_undo_brings_it_back(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    qtbot.keyClick(standing_of(field), Qt.Key.Key_U)
    assert answer(hospital).is_open
    assert standing_of(field).shown_text() == "open"
    assert control(field).text() == ""
    hospital.undo()
    assert answer(hospital).value == 268
    assert standing_of(field).shown_text() == "measured"


def test_a_standing_chosen_first_waits_for_the_value(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClick(standing_of(field), Qt.Key.Key_M)
    assert answer(blank).is_open
    assert standing_of(field).shown_text() == "open, measured"
    control(field).setFocus()
    qtbot.keyClicks(control(field), "150")
    leave(field)
    assert answer(blank).standing is Standing.MEASURED
    qtbot.keyClick(standing_of(field), Qt.Key.Key_U)
    control(field).setFocus()
    qtbot.keyClicks(control(field), "160")
    leave(field)
    assert answer(blank).standing is Standing.STATED, "it was for one value only"


def test_a_value_and_its_standing_are_typed_in_one_go(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClicks(control(field), "150")
    qtbot.keyClick(control(field), Qt.Key.Key_D, ALT)
    assert (answer(blank).value, answer(blank).standing) == (150, Standing.DOCUMENTED)
    assert control(field).hasFocus()


def test_the_menu_offers_the_five_words_and_what_stands_behind(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    qtbot.mouseClick(standing_of(field), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Measured",
        "Documented",
        "Stated",
        "Assumed",
        "Unknown: open the question again",
        "Owner, due date and note…",
        "What is asked, and why",
    ]
    assert [action.isChecked() for action in menu.actions()[:2]] == [True, False]
    menu.actions()[3].trigger()
    menu.close()
    assert answer(hospital).standing is Standing.ASSUMED


def opened(qtbot: QtBot, field: AnswerField) -> ProvenancePopover:
    qtbot.keyClick(control(field), Qt.Key.Key_N, ALT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, ProvenancePopover)
    return found


def test_a_question_is_parked_with_owner_date_and_note(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    form = opened(qtbot, field)
    qtbot.keyClicks(form.owner, "Ines Vos")
    qtbot.keyClicks(form.due, "12 Nov 2026")
    qtbot.keyClicks(form.note, "ask the proxy log")
    qtbot.keyClick(form.owner, Qt.Key.Key_Return)
    parked = answer(blank)
    assert (parked.is_open, parked.owner, parked.due, parked.note) == (
        True,
        "Ines Vos",
        date(2026, 11, 12),
        "ask the proxy log",
    )
    assert line(field, "owed") == "Ines Vos, by 12 Nov 2026: ask the proxy log"


def test_a_date_that_is_none_is_told_in_the_form(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    form = opened(qtbot, field)
    qtbot.keyClicks(form.due, "soon")
    form.keep()
    assert form.isVisible()
    assert form.due.hasFocus()
    form.due.clear()
    form.keep()
    assert answer(blank).due is None


def test_escape_leaves_owner_date_and_note_as_they_were(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    before = hospital.assessment
    form = opened(qtbot, field)
    form.owner.setText("Somebody")
    qtbot.keyClick(form.owner, Qt.Key.Key_Escape)
    assert hospital.assessment is before
