"""Yes, no, or still open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.wizard.fields.asking import answer, shown
from wardround.wizard.fields.yes_no import YesNo
from wardround.wizard.session import Session

PATH = "engagement.sponsor_named"


def yes_no(qtbot: QtBot, session: Session) -> YesNo:
    (field,) = shown(qtbot, session, PATH)
    assert isinstance(field.control, YesNo)
    return field.control


@pytest.mark.parametrize("value", [True, False])
def test_a_word_is_taken_by_a_click(qtbot: QtBot, blank: Session, value: bool) -> None:
    control = yes_no(qtbot, blank)
    where = control.segment(value).center().toPoint()
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=where)
    assert answer(blank, PATH).value is value


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((Qt.Key.Key_Y,), True),
        ((Qt.Key.Key_N,), False),
        ((Qt.Key.Key_Y, Qt.Key.Key_Delete), None),
        ((Qt.Key.Key_N, Qt.Key.Key_O), None),
        ((Qt.Key.Key_Left,), False),
        ((Qt.Key.Key_Left, Qt.Key.Key_Left), True),
        ((Qt.Key.Key_Y, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right), None),
    ],
)
def test_a_word_is_taken_by_a_key(qtbot: QtBot, blank: Session, keys: tuple[Qt.Key, ...], value: bool | None) -> None:
    control = yes_no(qtbot, blank)
    for key in keys:
        qtbot.keyClick(control, key)
    assert answer(blank, PATH).value is value


def test_taking_what_stands_there_is_no_act(qtbot: QtBot, hospital: Session) -> None:
    control = yes_no(qtbot, hospital)
    before = hospital.assessment
    assert answer(hospital, PATH).value is True
    qtbot.keyClick(control, Qt.Key.Key_Y)
    assert hospital.assessment is before


def test_the_state_is_told_to_those_who_cannot_see_it(qtbot: QtBot, blank: Session) -> None:
    control = yes_no(qtbot, blank)
    assert control.accessibleDescription() == "Open"
    qtbot.keyClick(control, Qt.Key.Key_N)
    assert control.accessibleDescription() == "No"
