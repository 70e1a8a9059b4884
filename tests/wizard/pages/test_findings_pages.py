"""The pages that show figures: empty, on their way, failed, older than the answers, and filled part by part."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF
from tests.wizard.frame import SLOWEST_MS, example_findings
from tests.workshop.desk import begun
from wardround.assessment import Assessment
from wardround.engine.findings import Findings
from wardround.wizard import theme
from wardround.wizard.opening import Opener
from wardround.wizard.pages import page_for
from wardround.wizard.session import Session
from wardround.wizard.show.findings_page import FindingsPage
from wardround.wizard.show.list_row import ListRow
from wardround.workshop.steps import step

PAGES = ("results", "risks", "roadmap")
PEAK = "people.peak_concurrent_users"


def page_of(qtbot: QtBot, session: Session, step_id: str) -> FindingsPage:
    page = page_for(step(step_id), session)
    assert isinstance(page, FindingsPage)
    qtbot.addWidget(page)
    page.resize(760, 640)
    page.show()
    page.refresh(None)
    return page


def filled(qtbot: QtBot, session: Session, step_id: str) -> FindingsPage:
    page = page_of(qtbot, session, step_id)
    page.show_findings(example_findings(Assessment()))
    qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)
    return page


def said(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


def rows(page: QWidget) -> list[ListRow]:
    QApplication.processEvents()  # a row that was just made comes to the screen in the next turn
    return [row for row in page.findChildren(ListRow) if row.isVisible()]


@pytest.fixture
def session_of(tmp_path: Any, opener: Opener) -> Callable[[Callable[..., Findings]], Session]:  # noqa: ANN401 - a path
    def made(assess: Callable[..., Findings]) -> Session:
        engagement = begun(tmp_path / "pages.wardround")
        return Session(engagement, opener.catalogue, opener.knowledge, assess=assess, today=lambda: AS_OF)

    return made


@pytest.mark.parametrize("step_id", PAGES)
def test_before_the_first_answer_a_page_says_where_to_begin(qtbot: QtBot, blank: Session, step_id: str) -> None:
    page = page_of(qtbot, blank, step_id)
    assert said(page, "nothing.title") == "Nothing is answered yet"
    begin = page.findChild(QAbstractButton, "nothing.begin")
    assert begin is not None
    with qtbot.waitSignal(blank.step_wanted) as heard:
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert heard.args == ["engagement"]


def test_while_the_first_figures_are_on_their_way_the_page_says_so(
    qtbot: QtBot, session_of: Callable[..., Session]
) -> None:
    go_on = Event()

    def slow(*_: object, **__: object) -> Findings:
        go_on.wait()
        return example_findings(Assessment())

    session = session_of(slow)
    page = page_of(qtbot, session, "results")
    session.assess_now()
    assert said(page, "nothing.title") == "Working out the first figures"
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        go_on.set()
    session.close()


def test_a_failure_before_the_first_figures_is_one_sentence_also_on_a_page_that_comes_later(
    qtbot: QtBot, session_of: Callable[..., Session]
) -> None:
    def broken(*_: object, **__: object) -> Findings:
        raise ZeroDivisionError

    session = session_of(broken)
    early = page_of(qtbot, session, "results")
    with qtbot.waitSignal(session.failed, timeout=SLOWEST_MS):
        session.assess_now()
    late = page_of(qtbot, session, "risks")
    for page in (early, late):
        assert said(page, "nothing.title") == "There are no figures"
        told = [label.text() for label in page.findChildren(QLabel) if "Wardround made a mistake" in label.text()]
        assert told == [session.failure]
        assert "\n" not in session.failure
    session.close()


def test_after_a_failure_the_last_figures_stay_and_are_called_old_until_there_are_new_ones(
    qtbot: QtBot, session_of: Callable[..., Session]
) -> None:
    works = [True, False, True]

    def assess(*_: object, **__: object) -> Findings:
        if not works.pop(0):
            raise ZeroDivisionError
        return example_findings(Assessment())

    session = session_of(assess)
    page = page_of(qtbot, session, "results")
    session.assessed.connect(page.show_findings)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.assess_now()
    qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)
    before = [row.accessibleName() for row in rows(page)]
    with qtbot.waitSignal(session.failed, timeout=SLOWEST_MS):
        session.answer(PEAK, 200)
    assert said(page, "results.older").startswith("These figures are older than the answers.")
    assert [row.accessibleName() for row in rows(page)] == before
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer(PEAK, 210)
    assert said(page, "results.older") == ""
    session.close()


@pytest.mark.parametrize("step_id", PAGES)
def test_rows_unfold_by_click_and_by_arrow_keys_one_at_a_time(qtbot: QtBot, blank: Session, step_id: str) -> None:
    page = filled(qtbot, blank, step_id)
    unfolding = [row for row in rows(page) if row.isCheckable()]
    assert unfolding
    first = unfolding[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.isChecked()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert not first.isChecked()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert first.isChecked()


@pytest.mark.parametrize("step_id", PAGES)
def test_every_row_is_said_in_words(qtbot: QtBot, blank: Session, step_id: str) -> None:
    page = filled(qtbot, blank, step_id)
    assert all(len(row.accessibleName()) > len("Why?") for row in rows(page))


@pytest.mark.parametrize("step_id", PAGES)
def test_other_colours_keep_what_is_shown(qtbot: QtBot, blank: Session, step_id: str) -> None:
    page = filled(qtbot, blank, step_id)
    before = [row.accessibleName() for row in rows(page)]
    theme.watcher().want(theme.DARK)
    qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)
    assert [row.accessibleName() for row in rows(page)] == before


def test_a_figure_of_the_results_can_be_asked_why(qtbot: QtBot, blank: Session) -> None:
    page = filled(qtbot, blank, "results")
    asking = next(row for row in rows(page) if row.row.figure)
    with qtbot.waitSignal(blank.why_wanted) as heard:
        qtbot.mouseClick(asking, Qt.MouseButton.LeftButton)
    assert heard.args[0] == asking.row.figure
    assert asking.row.figure in example_findings(Assessment()).figures


# Risks


def shown_risks(page: QWidget) -> list[str]:
    return [row.objectName() for row in rows(page) if row.objectName().startswith("risks.RK")]


def test_the_register_lists_every_risk_heaviest_first(qtbot: QtBot, blank: Session) -> None:
    page = filled(qtbot, blank, "risks")
    scores = {f"risks.{risk.risk_id}": risk.score for risk in example_findings(Assessment()).risks}
    found = shown_risks(page)
    assert set(found) == set(scores)
    assert [scores[each] for each in found] == sorted(scores.values(), reverse=True)


def test_words_filter_the_register_and_show_all_lets_go(qtbot: QtBot, blank: Session) -> None:
    page = filled(qtbot, blank, "risks")
    whole = shown_risks(page)
    words = page.findChild(QLineEdit, "risks.words")
    assert words is not None
    title = example_findings(Assessment()).risks[0].title
    qtbot.keyClicks(words, title)
    assert 0 < len(shown_risks(page)) < len(whole)
    qtbot.keyClicks(words, " nothing of the kind")
    assert shown_risks(page) == []
    everything = page.findChild(QAbstractButton, "risks.all")
    assert everything is not None
    qtbot.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert shown_risks(page) == whole
    assert words.text() == ""


def test_a_question_that_rules_wait_for_leads_to_its_field(qtbot: QtBot, blank: Session) -> None:
    page = filled(qtbot, blank, "risks")
    waiting = [row for row in rows(page) if row.objectName().startswith("risks.waiting.") and row.acts]
    assert waiting
    with qtbot.waitSignal(blank.place_wanted) as heard:
        qtbot.mouseClick(waiting[0], Qt.MouseButton.LeftButton)
    assert heard.args == [waiting[0].row.figure]
