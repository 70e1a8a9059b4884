"""A page that asks: core questions first, the rest on demand, what does not apply out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard.fields.answer_field import AnswerField
from wardround.wizard.fields.questions_card import QuestionsCard
from wardround.wizard.fields.table.table_card import TableCard
from wardround.wizard.pages.answer_page import AnswerPage
from wardround.wizard.pages.dependency_picture import DependencyCard, DependencyPicture
from wardround.wizard.session import Session
from wardround.workshop.steps import STEPS, StepId, groups, is_table, step

ASKING = tuple(each.step_id for each in STEPS if each.asks)


def page_of(qtbot: QtBot, session: Session, step_id: StepId) -> AnswerPage:
    page = AnswerPage(session, step(step_id))
    session.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(760, 640)
    with qtbot.waitSignal(page.complete, timeout=SLOWEST_MS):
        page.show()
    return page


def asked(page: QWidget) -> list[str]:
    """Return the paths of the fields on screen."""
    return [field.path for field in page.findChildren(AnswerField) if field.isVisibleTo(page)]


def card_of(page: AnswerPage, path: str) -> QuestionsCard:
    return next(card for card in page.findChildren(QuestionsCard) if path in card.paths)


def press(qtbot: QtBot, card: QWidget, name: str) -> None:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("step_id", ASKING)
def test_a_page_has_a_card_for_each_group_and_asks_its_open_core_questions(
    qtbot: QtBot, blank: Session, step_id: StepId
) -> None:
    page = page_of(qtbot, blank, step_id)
    expected = groups(step_id, blank.knowledge)
    tables = [group.paths[0] for group in expected if is_table(group.paths[0])]
    assert [card.table for card in page.findChildren(TableCard)] == tables
    assert len(page.findChildren(QuestionsCard)) == len(expected) - len(tables)
    assert {each.path for each in blank.questions.open_core(step_id)} <= set(asked(page))


@pytest.mark.parametrize("step_id", ASKING)
def test_extended_questions_come_when_somebody_wants_them_and_go_again(
    qtbot: QtBot, blank: Session, step_id: StepId
) -> None:
    page = page_of(qtbot, blank, step_id)
    before = asked(page)
    for card in page.findChildren(QuestionsCard):
        more = card.findChild(QAbstractButton, "more")
        if more is not None and more.isVisibleTo(page):
            press(qtbot, card, "more")
    extended = {
        each.path
        for each in blank.questions.of_step(step_id)
        if each.applies and each.question.depth == "extended" and not is_table(each.path)
    }
    assert extended <= set(asked(page))
    assert not extended & set(before)
    for card in page.findChildren(QuestionsCard):
        more = card.findChild(QAbstractButton, "more")
        if more is not None and more.isVisibleTo(page):
            press(qtbot, card, "more")
    assert asked(page) == before


def test_a_question_that_does_not_apply_is_out_of_sight_but_can_be_looked_at(qtbot: QtBot, blank: Session) -> None:
    step_id, hidden = next(
        (step_id, each)
        for step_id in ASKING
        for each in blank.questions.of_step(step_id)
        if not each.applies and each.question.depth == "core" and not is_table(each.path)
    )
    page = page_of(qtbot, blank, step_id)
    assert hidden.path not in asked(page)
    card = card_of(page, hidden.path)
    press(qtbot, card, "not_asked")
    assert hidden.path in asked(page)
    press(qtbot, card, "not_asked")
    assert hidden.path not in asked(page)


def test_a_field_that_is_typed_into_survives_questions_that_come_and_go(qtbot: QtBot, blank: Session) -> None:
    page = page_of(qtbot, blank, "workload")
    field = card_of(page, "people.named_users").field("people.named_users")
    field.focus_control()
    assert isinstance(field.control, QLineEdit)
    qtbot.keyClicks(field.control, "12")
    blank.answer("people.peak_concurrent_users", 100)
    assert field.control.text() == "12"
    assert field.control.isVisible()


@pytest.mark.parametrize(
    ("step_id", "path"),
    [
        ("engagement", "engagement.sponsor_named"),
        ("workload", "people.session_timeout_minutes"),
        ("workload", "people.named_users"),
        ("platform_and_operations", "budget.budget_monthly"),
    ],
)
def test_any_field_can_be_brought_into_view_with_the_cursor_in_it(
    qtbot: QtBot, blank: Session, step_id: StepId, path: str
) -> None:
    page = page_of(qtbot, blank, step_id)
    page.show_place(path)
    control = card_of(page, path).field(path).control
    assert page.window().focusWidget() is control
    where = control.mapTo(page, control.rect().center())
    assert page.rect().contains(where)


def test_a_cell_of_a_table_can_be_brought_into_view_also_in_a_column_that_is_hidden(
    qtbot: QtBot, hospital: Session
) -> None:
    page = page_of(qtbot, hospital, "sites_and_people")
    last = hospital.assessment.organisation.sites[-1]
    page.show_place(f"organisation.sites[{last.key}].note")
    (card,) = page.findChildren(TableCard)
    index = card.view.currentIndex()
    assert card.model.rows_at([index.row()])[0].key == last.key
    assert card.model.columns[index.column()].name == "note"
    assert not card.view.isColumnHidden(index.column())


# The picture of the dependencies


def test_the_picture_is_hidden_until_there_is_a_system_and_follows_the_table(qtbot: QtBot, blank: Session) -> None:
    page = page_of(qtbot, blank, "interfaces_and_dependencies")
    (card,) = page.findChildren(DependencyCard)
    assert not card.isVisible()
    blank.put_row("dependencies.systems", {"key": "lab", "name": "Lab system"})
    assert card.isVisible()
    blank.undo()
    assert not card.isVisible()


def test_somebody_walks_through_the_picture_by_arrow_keys_and_goes_to_a_row(qtbot: QtBot, hospital: Session) -> None:
    page = page_of(qtbot, hospital, "interfaces_and_dependencies")
    (card,) = page.findChildren(DependencyCard)
    picture: DependencyPicture = card.picture
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    first = picture.current
    assert first
    assert card.about.text().startswith(picture.accessibleDescription())
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert picture.current not in {"", first}
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    with qtbot.waitSignal(hospital.place_wanted) as heard:
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert heard.args == [f"dependencies.systems[{picture.current}]"]
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert picture.current == ""


def test_no_two_names_in_the_picture_overlap(qtbot: QtBot, hospital: Session) -> None:
    page = page_of(qtbot, hospital, "interfaces_and_dependencies")
    (card,) = page.findChildren(DependencyCard)
    boxes = card.picture.label_boxes()
    for place, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[place + 1 :])
