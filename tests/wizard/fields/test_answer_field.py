"""One answer on screen: typed, left, refused, undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.fields.asking import PEAK, answer, control, leave, line, retype, shown
from wardround.assessment import Standing
from wardround.wizard.session import Session


def test_an_answer_is_written_when_its_field_is_left(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClicks(control(field), "1,200")
    assert answer(blank).is_open, "nothing is written while somebody types"
    leave(field)
    assert answer(blank).value == 1200
    assert answer(blank).standing is Standing.STATED
    assert control(field).text() == "1,200"


def test_enter_writes_and_stays(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClicks(control(field), "150")
    qtbot.keyClick(control(field), Qt.Key.Key_Return)
    assert answer(blank).value == 150
    assert control(field).hasFocus()


def test_leaving_a_field_is_not_an_edit(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    before = hospital.assessment
    leave(field)
    retype(qtbot, field, "268")
    leave(field)
    assert hospital.assessment is before, "typing what stands there anyway is none either"


def test_escape_brings_back_what_stood_there(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    retype(qtbot, field, "999")
    qtbot.keyClick(control(field), Qt.Key.Key_Escape)
    assert control(field).text() == "268"
    leave(field)
    assert answer(hospital).value == 268


def test_a_text_that_is_no_value_stays_with_its_problem_until_it_is_put_right(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    retype(qtbot, field, "many")
    leave(field)
    assert control(field).text() == "many"
    assert field.problem == "'many' is not a number"
    assert answer(hospital).value == 268
    retype(qtbot, field, "300")
    qtbot.keyClick(control(field), Qt.Key.Key_Return)
    assert field.problem == ""
    assert answer(hospital).value == 300


def test_a_value_out_of_range_stays_with_its_problem(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClicks(control(field), "30000")
    leave(field)
    assert field.problem == "30,000 is outside 1 to 20,000"
    assert line(field, "problem") == field.problem
    assert answer(blank).is_open


def test_a_value_that_contradicts_another_answer_stays_with_the_reason(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    retype(qtbot, field, "20")
    leave(field)
    assert control(field).text() == "20"
    assert "are more than Peak concurrent users (20)" in field.problem
    assert answer(hospital).value == 268


def test_undo_wins_over_refused_text(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    hospital.answer("people.named_users", 1200)
    retype(qtbot, field, "many")
    leave(field)
    assert field.problem
    hospital.undo()
    assert control(field).text() == "268"
    assert field.problem == ""


def test_a_change_elsewhere_never_overwrites_what_is_being_typed(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    retype(qtbot, field, "2")
    hospital.answer(PEAK, 290)
    assert control(field).text() == "2"
    qtbot.keyClicks(control(field), "50")
    leave(field)
    assert answer(hospital).value == 250


def test_a_change_elsewhere_is_shown_where_nobody_types(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    leave(field)
    hospital.answer(PEAK, 290)
    assert control(field).text() == "290"


def test_clearing_a_field_opens_the_question_and_shows_what_is_assumed(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, PEAK)
    assert line(field, "assumed") == ""
    retype(qtbot, field, "")
    leave(field)
    assert answer(hospital).is_open
    assert control(field).placeholderText() == "150"
    assert line(field, "assumed") == "Assumed: 150 users (our practice)"


def test_an_answer_takes_the_assumption_away(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    assert line(field, "assumed") == "Assumed: 150 users (our practice)"
    qtbot.keyClicks(control(field), "150")
    leave(field)
    assert line(field, "assumed") == ""


@pytest.mark.parametrize(
    ("path", "typed", "value", "text"),
    [
        ("recovery.rto_minutes", "1 d 2 h", 1560, "26 h"),
        ("recovery.mtd_hours", "90 min", 1.5, "1 h 30 min"),
        ("people.session_timeout_minutes", "15", 15, "15 min"),
        ("volumes.db_size_gb", "12,5", 12.5, "12.5"),
        ("organisation.user_growth_pct_year", "8 %", 8.0, "8"),
        ("engagement.target_finish_date", "30.6.2027", date(2027, 6, 30), "30 Jun 2027"),
    ],
)
def test_what_is_typed_freely_is_shown_in_one_way(
    qtbot: QtBot, blank: Session, path: str, typed: str, value: object, text: str
) -> None:
    (field,) = shown(qtbot, blank, path)
    qtbot.keyClicks(control(field), typed)
    leave(field)
    assert answer(blank, path).value == value
    assert control(field).text() == text


def test_plain_fields_have_no_standing_and_may_be_emptied(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, "engagement.client")
    assert field.standing is None
    retype(qtbot, field, "Klinikum Nordtal")
    leave(field)
    assert hospital.assessment.engagement.client == "Klinikum Nordtal"
    retype(qtbot, field, "")
    leave(field)
    assert hospital.assessment.engagement.client == ""


def test_an_amount_of_money_is_in_the_currency_of_the_engagement(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, "budget.budget_monthly")
    units = [found.text() for found in field.findChildren(QLabel)]
    assert "USD a month" in units
    blank.answer("budget.currency", "EUR")
    units = [found.text() for found in field.findChildren(QLabel)]
    assert "EUR a month" in units


def test_help_comes_and_goes_by_key(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, PEAK)
    qtbot.keyClick(control(field), Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert line(field, "help").startswith("What is the highest number of users active in the same five minutes?")
    assert line(field, "help").endswith("Source: our practice.")
    qtbot.keyClick(control(field), Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert line(field, "help") == ""


def test_tab_goes_from_control_to_standing_to_the_next_field(qtbot: QtBot, blank: Session) -> None:
    first, second = shown(qtbot, blank, PEAK, "people.named_users")
    assert first.standing is not None
    qtbot.keyClick(control(first), Qt.Key.Key_Tab)
    assert first.standing.hasFocus()
    qtbot.keyClick(first.standing, Qt.Key.Key_Tab)
    assert control(second).hasFocus()


def test_controls_are_named_for_those_who_cannot_see_them_and_for_those_who_drive_them(
    qtbot: QtBot, blank: Session
) -> None:
    for path in (PEAK, "engagement.sponsor_named", "engagement.engagement_type", "engagement.scope_environments"):
        (field,) = shown(qtbot, blank, path)
        assert field.findChild(QWidget, path) is field.control
        assert control(field).accessibleName()
        assert field.standing is not None
        assert field.standing.accessibleName().startswith("Standing of ")


def test_when_the_disk_refuses_the_text_stays_and_the_person_knows(
    qtbot: QtBot, blank: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wardround.store import NotSaved  # noqa: PLC0415 - for this situation only

    (field,) = shown(qtbot, blank, PEAK)

    def full(*_: object, **__: object) -> None:
        raise NotSaved(blank.engagement.file.path, "disk full")

    monkeypatch.setattr(blank.engagement.file, "append", full)
    qtbot.keyClicks(control(field), "150")
    with qtbot.waitSignal(blank.trouble):
        leave(field)
    assert control(field).text() == "150"
    assert "disk full" in field.problem
    assert answer(blank).is_open
