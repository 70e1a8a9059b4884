"""The window, as a person uses it: from the start screen to an open engagement and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.wizard.frame import SLOWEST_MS, WHEN, Dialogs, FieldPage, field_page
from wardround.assessment import Assessment, Standing, read_assessment
from wardround.wizard.choice_row import ChoiceRow
from wardround.wizard.desk import Desk
from wardround.wizard.opening import Opener
from wardround.wizard.remembered import Remembered
from wardround.wizard.window import Window


def click(qtbot: QtBot, window: Window, name: str) -> None:
    target = window.findChild(QWidget, name)
    assert isinstance(target, QWidget), name
    assert target.isVisible(), name
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton)


def desk_of(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def field_of(window: Window) -> QLineEdit:
    page = desk_of(window).page
    assert isinstance(page, FieldPage)
    return page.field


def sentence_on_start(window: Window) -> str:
    shown = window.findChild(QLabel, "start.problem")
    assert isinstance(shown, QLabel)
    return shown.text() if shown.isVisible() else ""


@pytest.fixture
def engaged(qtbot: QtBot, window: Window, opener: Opener, tmp_path: Path) -> Window:
    """Return the window with a blank engagement open."""
    path = tmp_path / "sued.wardround"
    opener.new(path, "", "Klinikum Süd").close()
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        window.open_file(path)
    return window


# --- beginning ----------------------------------------------------------------------------------------------


def test_a_sample_opens_as_a_copy_where_the_person_wants_it(
    qtbot: QtBot, window: Window, dialogs: Dialogs, tmp_path: Path
) -> None:
    dialogs.answer = tmp_path / "my copy.wardround"
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        click(qtbot, window, "start.sample.clinic-group")
    assert dialogs.asked[0].name == "Clinic group.wardround"
    assert dialogs.answer.is_file()
    assert desk_of(window).header.client.text() == desk_of(window).session.assessment.engagement.client != ""


def test_who_thinks_better_of_it_stays_on_the_start_screen(qtbot: QtBot, window: Window, dialogs: Dialogs) -> None:
    click(qtbot, window, "start.sample.clinic-group")
    assert dialogs.asked
    assert window.desk is None
    assert window.start_screen.isVisible()


def test_a_new_engagement_starts_blank_with_its_client(
    qtbot: QtBot, window: Window, dialogs: Dialogs, tmp_path: Path
) -> None:
    dialogs.answer = tmp_path / "a.wardround"
    click(qtbot, window, "start.new")
    field = window.findChild(QLineEdit, "new.client")
    assert field is not None
    assert window.focusWidget() is field
    qtbot.keyClicks(field, "Klinikum Ost")
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        click(qtbot, window, "new.create")
    assessment = desk_of(window).session.assessment
    assert dialogs.asked[0].name == "Klinikum Ost.wardround"
    assert assessment.engagement.client == "Klinikum Ost"
    assert all(answer.is_open for _path, answer in assessment.answers())


def test_a_new_engagement_starts_from_the_profile_that_was_chosen(
    qtbot: QtBot, window: Window, dialogs: Dialogs, tmp_path: Path
) -> None:
    dialogs.answer = tmp_path / "a.wardround"
    click(qtbot, window, "start.new")
    click(qtbot, window, "new.profile.regional-hospital")
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        click(qtbot, window, "new.create")
    given = [answer for _path, answer in desk_of(window).session.assessment.answers() if not answer.is_open]
    assert {answer.standing for answer in given} == {Standing.ASSUMED}


def test_esc_leads_back_from_the_form_of_a_new_engagement(qtbot: QtBot, window: Window) -> None:
    click(qtbot, window, "start.new")
    field = window.findChild(QLineEdit, "new.client")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    begin = window.findChild(QPushButton, "start.new")
    assert begin is not None
    assert begin.isVisible()


def test_json_is_imported_into_a_file_of_its_own(
    qtbot: QtBot, window: Window, dialogs: Dialogs, opener: Opener, tmp_path: Path
) -> None:
    source = tmp_path / "from elsewhere.json"
    opener.save_json(source, Assessment())
    dialogs.answer = source
    kept = tmp_path / "kept.wardround"
    dialogs.kept = kept
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        click(qtbot, window, "start.import")
    assert dialogs.asked[1].name == "from elsewhere.wardround"
    assert kept.is_file()


def test_a_refused_import_is_one_sentence_on_the_start_screen(
    qtbot: QtBot, window: Window, dialogs: Dialogs, tmp_path: Path
) -> None:
    source = tmp_path / "broken.json"
    source.write_text("{", encoding="utf-8")
    dialogs.answer = source
    with qtbot.waitSignal(window.refused, timeout=SLOWEST_MS):
        click(qtbot, window, "start.import")
    assert "\n" not in sentence_on_start(window)
    assert "broken.json" in sentence_on_start(window) or "JSON" in sentence_on_start(window)
    assert source.read_text(encoding="utf-8") == "{"
    assert len(dialogs.asked) == 1  # nobody is asked where to keep what cannot be imported


# --- opening ------------------------------------------------------------------------------------------------


def test_a_file_opened_before_is_one_click_away(
    qtbot: QtBot, remembered: Remembered, dialogs: Dialogs, opener: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "sued.wardround"
    opener.new(path, "", "Klinikum Süd").close()
    remembered.opened(path, "Klinikum Süd", WHEN)
    window = Window(remembered, dialogs, field_page)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=SLOWEST_MS):
        window.show()
    row = window.findChild(ChoiceRow, "start.recent.1")
    assert window.focusWidget() is row
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Klinikum Süd")


def test_a_file_wanted_before_the_facts_are_loaded_opens_when_they_are(
    qtbot: QtBot, remembered: Remembered, dialogs: Dialogs, opener: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "sued.wardround"
    opener.new(path, "", "Klinikum Süd").close()
    window = Window(remembered, dialogs, field_page)
    qtbot.addWidget(window)
    window.painted.connect(lambda: window.open_file(path))
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        window.show()
    assert desk_of(window).session.assessment.engagement.client == "Klinikum Süd"


def test_a_file_that_is_gone_is_told_calmly_and_leaves_the_list(
    qtbot: QtBot, window: Window, remembered: Remembered, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.wardround"
    remembered.opened(gone, "Klinikum Süd", WHEN)
    with qtbot.waitSignal(window.refused, timeout=SLOWEST_MS):
        window.open_file(gone)
    assert sentence_on_start(window) == "gone.wardround: there is no such file."
    assert remembered.recent() == ()
    assert window.start_screen.isVisible()


def test_a_file_that_another_window_holds_is_refused_and_stays_on_the_list(
    qtbot: QtBot, window: Window, remembered: Remembered, opener: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "sued.wardround"
    held = opener.new(path, "", "Klinikum Süd")
    remembered.opened(path, "Klinikum Süd", WHEN)
    with qtbot.waitSignal(window.refused, timeout=SLOWEST_MS):
        window.open_file(path)
    held.close()
    assert "open in another window" in sentence_on_start(window)
    assert [file.path for file in remembered.recent()] == [path]


def test_a_desk_that_cannot_be_shown_leaves_the_file_free(
    qtbot: QtBot, remembered: Remembered, dialogs: Dialogs, opener: Opener, tmp_path: Path
) -> None:
    def broken(*_: object) -> QWidget:
        raise ArithmeticError

    path = tmp_path / "sued.wardround"
    opener.new(path, "", "Klinikum Süd").close()
    window = Window(remembered, dialogs, broken)
    qtbot.addWidget(window)
    window.painted.connect(lambda: window.open_file(path))
    with qtbot.waitSignal(window.refused, timeout=SLOWEST_MS):
        window.show()
    assert "Wardround made a mistake of its own" in sentence_on_start(window)
    opener.opened(path).close()


# --- at the desk --------------------------------------------------------------------------------------------


def test_steps_come_by_key_and_the_cursor_is_in_the_first_field(qtbot: QtBot, engaged: Window) -> None:
    for key, step_id in ((Qt.Key.Key_3, "workload"), (Qt.Key.Key_9, "results"), (Qt.Key.Key_1, "engagement")):
        qtbot.keyClick(engaged, key, Qt.KeyboardModifier.ControlModifier)
        assert desk_of(engaged).step.step_id == step_id
        assert engaged.focusWidget() is field_of(engaged)


def test_page_down_turns_to_the_next_step_and_stops_at_the_last(qtbot: QtBot, engaged: Window) -> None:
    for _ in range(20):
        qtbot.keyClick(field_of(engaged), Qt.Key.Key_PageDown)
    assert desk_of(engaged).step.step_id == "deliverables"
    qtbot.keyClick(field_of(engaged), Qt.Key.Key_PageUp)
    assert desk_of(engaged).step.step_id == "roadmap"
    qtbot.keyClick(engaged, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(engaged).step.step_id == "risks"


def test_what_stands_in_a_field_is_taken_when_the_person_goes_to_another_step(qtbot: QtBot, engaged: Window) -> None:
    field = field_of(engaged)
    field.selectAll()
    qtbot.keyClicks(field, "Odoo for all")
    click(qtbot, engaged, "rail.controls")
    assert desk_of(engaged).session.assessment.engagement.project == "Odoo for all"


def test_what_stands_in_a_field_is_taken_when_the_window_closes(
    qtbot: QtBot, engaged: Window, opener: Opener, tmp_path: Path
) -> None:
    field = field_of(engaged)
    field.selectAll()
    qtbot.keyClicks(field, "Odoo for all")
    engaged.close()
    again = opener.opened(tmp_path / "sued.wardround")
    assert again.assessment.engagement.project == "Odoo for all"
    again.close()


def test_a_hidden_page_hears_of_changes_when_it_is_shown_again(qtbot: QtBot, engaged: Window) -> None:
    first = desk_of(engaged).page
    assert isinstance(first, FieldPage)
    click(qtbot, engaged, "rail.controls")
    heard = first.refreshed
    desk_of(engaged).session.put_field("engagement.project", "ERP")
    assert first.refreshed == heard
    click(qtbot, engaged, "rail.engagement")
    assert first.refreshed == heard + 1
    assert first.field.text() == "ERP"


def test_a_page_is_told_of_each_figures_once_also_when_it_is_shown_late(qtbot: QtBot, engaged: Window) -> None:
    session = desk_of(engaged).session
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer("people.peak_concurrent_users", 150)
    page = desk_of(engaged).page
    assert isinstance(page, FieldPage)
    qtbot.waitUntil(lambda: page.findings == [session.findings], timeout=SLOWEST_MS)
    click(qtbot, engaged, "rail.results")
    late = desk_of(engaged).page
    assert isinstance(late, FieldPage)
    assert late.findings == [session.findings]


def test_undo_by_key_takes_the_last_answer_back_and_the_cursor_stays(qtbot: QtBot, engaged: Window) -> None:
    session, field = desk_of(engaged).session, field_of(engaged)
    field.setFocus()
    before = session.assessment.engagement.project
    session.put_field("engagement.project", "ERP")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.assessment.engagement.project == before
    assert engaged.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.assessment.engagement.project == "ERP"


def test_a_place_is_shown_on_its_page_with_the_cursor_in_its_field(qtbot: QtBot, engaged: Window) -> None:
    click(qtbot, engaged, "rail.controls")
    desk_of(engaged).session.go_to("engagement.project")
    assert desk_of(engaged).step.step_id == "engagement"
    assert engaged.focusWidget() is field_of(engaged)


def test_every_question_of_the_bank_has_a_page(engaged: Window, opener: Opener) -> None:
    from wardround.workshop.steps import path_of_question  # noqa: PLC0415 - for this test only

    session = desk_of(engaged).session
    for question in opener.knowledge.questions.values():
        session.go_to(path_of_question(question.question_id))
        assert desk_of(engaged).step.step_id == question.wizard_step


def test_why_opens_beside_the_figure_and_goes_with_the_next_step(qtbot: QtBot, engaged: Window) -> None:
    session = desk_of(engaged).session
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer("people.peak_concurrent_users", 150)
    click(qtbot, engaged, "live.cost")
    assert desk_of(engaged).why.isVisible()
    assert desk_of(engaged).why.figure == "cost.steady_monthly_usd"
    qtbot.keyClick(engaged, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not desk_of(engaged).why.isVisible()


def test_the_three_columns_stand_beside_each_other_in_the_smallest_window(qtbot: QtBot, engaged: Window) -> None:
    desk = desk_of(engaged)
    for width, height in ((1280, 720), (1920, 1080)):
        engaged.resize(width, height)
        qtbot.wait(1)
        assert (engaged.width(), engaged.height()) == (width, height)
        page = desk.page
        left, right = page.mapTo(desk, page.rect().topLeft()).x(), page.mapTo(desk, page.rect().topRight()).x()
        assert desk.rail.geometry().right() < left
        assert right < desk.live.geometry().left()
        assert page.width() > 700


def test_a_theme_that_changes_repaints_the_desk(qtbot: QtBot, engaged: Window) -> None:
    from wardround.wizard import theme  # noqa: PLC0415 - for this test only

    before = engaged.grab().toImage()
    theme.watcher().want(theme.DARK)
    after = engaged.grab().toImage()
    corner = (5, 100)
    assert before.pixelColor(*corner).name().upper() == theme.LIGHT.surface
    assert after.pixelColor(*corner).name().upper() == theme.DARK.surface


# --- the file menu, and closing -------------------------------------------------------------------------------


def act(window: Window, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction), name
    action.trigger()


def test_a_copy_as_json_holds_the_answers(qtbot: QtBot, engaged: Window, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer = tmp_path / "copy.json"
    act(engaged, "file.save_json")
    qtbot.waitUntil((tmp_path / "copy.json").is_file, timeout=SLOWEST_MS)
    assert read_assessment((tmp_path / "copy.json").read_bytes()) == desk_of(engaged).session.assessment


def test_a_copy_that_cannot_be_written_is_told_in_the_header(
    qtbot: QtBot, engaged: Window, dialogs: Dialogs, tmp_path: Path
) -> None:
    dialogs.answer = tmp_path / "sued.wardround" / "copy.json"
    act(engaged, "file.save_json")
    qtbot.waitUntil(lambda: desk_of(engaged).header.message.text() != "", timeout=SLOWEST_MS)
    assert "copy.json" in desk_of(engaged).header.message.text()


def test_closing_the_engagement_shows_the_start_screen_with_it_on_top(
    qtbot: QtBot, engaged: Window, opener: Opener, tmp_path: Path
) -> None:
    desk_of(engaged).session.put_field("engagement.client", "Klinikum Süd II")
    act(engaged, "file.close")
    assert engaged.desk is None
    assert engaged.start_screen.isVisible()
    row = engaged.findChild(ChoiceRow, "start.recent.1")
    assert row is not None
    assert row.accessibleName() == "Klinikum Süd II"
    assert engaged.focusWidget() is row
    opener.opened(tmp_path / "sued.wardround").close()


def test_a_closed_engagement_is_cleared_away_with_all_its_pages(qtbot: QtBot, engaged: Window) -> None:
    desk = desk_of(engaged)
    page = desk.page
    act(engaged, "file.close")
    qtbot.waitUntil(lambda: not isValid(desk) and not isValid(page), timeout=SLOWEST_MS)


def test_ctrl_q_closes_the_window_and_the_file_with_it(
    qtbot: QtBot, engaged: Window, opener: Opener, tmp_path: Path
) -> None:
    qtbot.keyClick(engaged, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not engaged.isVisible()
    opener.opened(tmp_path / "sued.wardround").close()


def test_the_file_on_the_desk_is_not_opened_twice(qtbot: QtBot, engaged: Window, tmp_path: Path) -> None:
    desk = desk_of(engaged)
    with qtbot.assertNotEmitted(engaged.opened):
        engaged.open_file(tmp_path / "sued.wardround")
    assert engaged.desk is desk


def test_the_window_comes_back_in_its_size(qtbot: QtBot, window: Window, remembered: Remembered) -> None:
    window.resize(1100, 700)
    window.close()
    again = Window(remembered, Dialogs(), field_page)
    qtbot.addWidget(again)
    assert again.height() == 700  # the screen of the tests is narrower than the window


def test_f1_shows_the_keys_and_any_key_takes_them_away(qtbot: QtBot, engaged: Window) -> None:
    qtbot.keyClick(engaged, Qt.Key.Key_F1)
    card = engaged.findChild(QWidget, "keys")
    assert isinstance(card, QWidget)
    assert card.isVisible()
    assert engaged.rect().contains(card.geometry())
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: engaged.findChild(QWidget, "keys") is None)


def test_every_control_of_the_frame_has_a_name_for_who_cannot_see_it(qtbot: QtBot, engaged: Window) -> None:
    session = desk_of(engaged).session
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer("people.peak_concurrent_users", 150)
    stack = desk_of(engaged).page
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in engaged.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not stack.isAncestorOf(widget)
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_the_frame_can_be_walked_through_by_tab(qtbot: QtBot, engaged: Window) -> None:
    session = desk_of(engaged).session
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer("people.peak_concurrent_users", 150)
    visited = set()
    for _ in range(60):
        qtbot.keyClick(engaged.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            visited.add(focused.objectName())
    assert {"engagement.project", "live.cost", "live.risk.1", "rail.ask.1", "header.undo", "header.file"} <= visited


def test_a_narrow_window_gives_the_page_the_room_of_the_figures_until_they_are_asked_for(
    qtbot: QtBot, engaged: Window
) -> None:
    desk = desk_of(engaged)
    engaged.resize(1280, 720)
    qtbot.waitUntil(desk.live.isVisible, timeout=SLOWEST_MS)
    assert not desk.header.figures.isVisible()
    engaged.resize(1024, 640)
    qtbot.waitUntil(lambda: not desk.live.isVisible(), timeout=SLOWEST_MS)
    qtbot.mouseClick(desk.header.figures, Qt.MouseButton.LeftButton)
    assert desk.live.isVisible()
    qtbot.mouseClick(desk.header.figures, Qt.MouseButton.LeftButton)
    assert not desk.live.isVisible()
