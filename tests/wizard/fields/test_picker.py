"""Choosing from a list: one, or several."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.wizard.fields.asking import answer, line, shown
from wardround.wizard.fields.choice_popup import ChoicePopup
from wardround.wizard.fields.picker import Picker
from wardround.wizard.session import Session

KIND = "engagement.engagement_type"
REGION = "platform.azure_region"
SCOPE = "engagement.scope_environments"


def picker(qtbot: QtBot, session: Session, path: str) -> Picker:
    (field,) = shown(qtbot, session, path)
    assert isinstance(field.control, Picker)
    return field.control


def popup() -> ChoicePopup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, ChoicePopup)
    return found


def words(found: ChoicePopup) -> list[str]:
    return [found.model.index(n).data() for n in range(found.model.rowCount())]


def test_a_click_opens_the_list_and_a_click_takes_a_choice(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, KIND)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
    found = popup()
    assert words(found)[:2] == ["A new deployment", "A migration"]
    where = found.list.visualRect(found.model.index(3)).center()
    qtbot.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert answer(blank, KIND).value == "resize"
    assert control.shown_text() == "A change of sizes"
    assert QApplication.activePopupWidget() is None


def test_keys_open_walk_and_take(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, KIND)
    qtbot.keyClick(control, Qt.Key.Key_Down)
    found = popup()
    qtbot.keyClick(found.list, Qt.Key.Key_Down)
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert answer(blank, KIND).value == "migration"


def test_the_list_opens_at_what_is_chosen_and_escape_leaves_it(qtbot: QtBot, hospital: Session) -> None:
    control = picker(qtbot, hospital, KIND)
    qtbot.keyClick(control, Qt.Key.Key_Space)
    found = popup()
    assert found.list.currentIndex().data() == "A migration"
    qtbot.keyClick(found.list, Qt.Key.Key_Down)
    qtbot.keyClick(found.list, Qt.Key.Key_Escape)
    assert answer(hospital, KIND).value == "migration"
    assert QApplication.activePopupWidget() is None


def test_a_letter_takes_the_next_choice_of_a_short_list(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, "modules.odoo_edition")
    qtbot.keyClicks(control, "e")
    assert answer(blank, "modules.odoo_edition").value == "enterprise"


def test_typing_searches_a_long_list_by_name_place_and_code(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, REGION)
    qtbot.keyClicks(control, "g")
    found = popup()
    assert found.search.text() == "g"
    qtbot.keyClicks(found.search, "ermany")
    assert words(found) == ["Germany North", "Germany West Central"]
    found.search.clear()
    qtbot.keyClicks(found.search, "frankfurt")
    assert words(found) == ["Germany West Central"]
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert answer(blank, REGION).value == "germanywestcentral"
    assert control.shown_text() == "Germany West Central"


def test_a_search_without_a_match_takes_nothing(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, REGION)
    qtbot.keyClicks(control, "q")
    found = popup()
    qtbot.keyClicks(found.search, "zzz")
    assert words(found) == []
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert answer(blank, REGION).is_open
    qtbot.keyClick(found.search, Qt.Key.Key_Escape)


def test_delete_opens_the_question_again(qtbot: QtBot, hospital: Session) -> None:
    control = picker(qtbot, hospital, KIND)
    qtbot.keyClick(control, Qt.Key.Key_Delete)
    assert answer(hospital, KIND).is_open
    assert control.shown_text() == ""


def test_several_are_ticked_and_kept_as_one_act(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, SCOPE)
    qtbot.keyClick(control, Qt.Key.Key_Return)
    found = popup()
    for steps in (0, 2):
        for _ in range(steps):
            qtbot.keyClick(found.list, Qt.Key.Key_Down)
        qtbot.keyClick(found.list, Qt.Key.Key_Space)
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert answer(blank, SCOPE).value == ("production", "test")
    assert blank.engagement.undo_sentence == "Environments in scope set to Production, Test"
    assert control.shown_text() == "Production, Test"


def test_a_click_outside_keeps_what_was_ticked_and_escape_does_not(qtbot: QtBot, hospital: Session) -> None:
    control = picker(qtbot, hospital, SCOPE)
    before = answer(hospital, SCOPE).value
    control.open_list()
    found = popup()
    qtbot.keyClick(found.list, Qt.Key.Key_Space)
    qtbot.keyClick(found.list, Qt.Key.Key_Escape)
    assert answer(hospital, SCOPE).value == before
    control.open_list()
    found = popup()
    qtbot.keyClick(found.list, Qt.Key.Key_Space)
    found.close()
    assert answer(hospital, SCOPE).value == before[1:]


def test_nothing_ticked_is_an_answer_where_somebody_says_so(qtbot: QtBot, blank: Session) -> None:
    path = "platform.vm_family_exclusions"
    control = picker(qtbot, blank, path)
    control.open_list()
    popup().close()
    assert answer(blank, path).is_open, "looking is no answer"
    control.open_list()
    qtbot.keyClick(popup().list, Qt.Key.Key_Return)
    assert answer(blank, path).value == ()
    assert control.shown_text() == "None"


def test_a_long_choice_is_counted_in_the_control_and_listed_below_it(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, "data.data_classes")
    assert isinstance(field.control, Picker)
    assert field.control.shown_text() == "16 chosen"
    assert line(field, "list").startswith("Internal, Confidential business, Personal, Patient health")


def test_what_is_assumed_stands_greyed_in_the_control(qtbot: QtBot, blank: Session) -> None:
    (field,) = shown(qtbot, blank, KIND)
    assert isinstance(field.control, Picker)
    assert field.control.shown_text() == ""
    assert field.control.accessibleDescription() == "open"
    assert line(field, "assumed") == "Assumed: A migration (our practice)"


def test_a_plain_list_of_regions_is_chosen_by_name(qtbot: QtBot, blank: Session) -> None:
    control = picker(qtbot, blank, "engagement.regions_considered")
    qtbot.keyClicks(control, "w")
    found = popup()
    qtbot.keyClicks(found.search, "est europe")
    qtbot.keyClick(found.search, Qt.Key.Key_Down)
    qtbot.keyClick(found.list, Qt.Key.Key_Space)
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert blank.assessment.engagement.regions_considered == ("westeurope",)


def test_a_recovery_region_that_is_home_is_refused_and_the_old_one_stays_shown(qtbot: QtBot, hospital: Session) -> None:
    (field,) = shown(qtbot, hospital, "engagement.recovery_region")
    assert isinstance(field.control, Picker)
    qtbot.keyClicks(field.control, "w")
    qtbot.keyClicks(popup().search, "est europe")
    qtbot.keyClick(popup().search, Qt.Key.Key_Return)
    assert "choose another for recovery" in field.problem
    assert hospital.assessment.engagement.recovery_region == "northeurope"
    assert field.control.shown_text() == "North Europe"


@pytest.mark.parametrize("path", [KIND, REGION, "compliance.regimes", "organisation.jurisdictions"])
def test_the_popup_stays_on_the_screen(qtbot: QtBot, blank: Session, path: str) -> None:
    control = picker(qtbot, blank, path)
    screen = control.screen().availableGeometry()
    control.window().move(screen.right() - 200, screen.bottom() - 60)
    control.open_list()
    assert screen.contains(popup().geometry())
    popup().close()
