"""Every page by keyboard alone: Tab reaches all that can be used, as it is read, and each part says what it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard.desk import Desk
from wardround.wizard.pages import page_for
from wardround.wizard.pages.answer_page import AnswerPage
from wardround.wizard.session import Session
from wardround.wizard.show.findings_page import FindingsPage
from wardround.workshop.steps import STEPS, Step

MOST_PRESSES = 2_000
SAME_LINE = 40
"""Parts whose upper edges are this near stand on one line."""

_kept: list[QWidget] = []
"""Nobody else holds a desk while its pages are tried."""


class Windows(QObject):
    """Sees each window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(called(watched))
        return False


def shown(qtbot: QtBot, session: Session, step: Step, width: int = 1280) -> Desk:
    """Return a desk with the page of a step, all of it made and filled."""
    windows = Windows()
    desk = Desk(session, page_for, QMenu())
    desk.setObjectName("the desk")
    _kept.append(desk)
    qtbot.addWidget(desk, before_close_func=_kept.remove)
    desk.resize(width, 720)
    with qtbot.waitExposed(desk):
        desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow, timeout=SLOWEST_MS)
    desk.show_step(step.step_id)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.assess_now()
    page = desk.page
    if isinstance(page, AnswerPage):
        page.show_place("nowhere")  # which makes all cards at once
    if isinstance(page, FindingsPage):
        qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)
    assert windows.seen == ["the desk"], "a part of a page is no window of its own, not even for a blink"
    usable_in(desk.rail)[-1].setFocus()
    return desk


def reached_by_tab(qtbot: QtBot, desk: Desk, key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget]:
    """Press Tab until the cursor is where it was; yield all stops on the way."""
    start = QApplication.focusWidget()
    assert start is not None
    for _ in range(MOST_PRESSES):
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, key)
        there = QApplication.focusWidget()
        if there is start:
            return
        assert there is not None
        yield there
    pytest.fail(f"Tab goes round in circles: {desk.focusWidget().objectName()}")


def usable_in(whole: QWidget) -> list[QWidget]:
    return [
        each
        for each in whole.findChildren(QWidget)
        if (each.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        and each.isVisibleTo(whole)
        and each.isEnabled()
        and not reached_by_arrows(each)
    ]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step_id)
@pytest.mark.parametrize("kind", ["blank", "hospital"])
@pytest.mark.parametrize("width", [1280, 1920])
def test_tab_reaches_everything_once_as_it_is_read(
    qtbot: QtBot, step: Step, kind: str, width: int, request: pytest.FixtureRequest
) -> None:
    session: Session = request.getfixturevalue(kind)
    desk = shown(qtbot, session, step, width)
    page = desk.page
    usable = usable_in(page)
    reached = list(reached_by_tab(qtbot, desk))
    assert {called(each) for each in usable} - {called(each) for each in reached} == set()
    assert len(reached) == len(set(map(id, reached)))
    on_page = [each for each in reached if page.isAncestorOf(each)]
    assert on_page == reached[: len(on_page)], "behind the rail comes the page, then the live panel"
    places = [each.mapTo(page, QPoint(0, 0)).y() + scrolled(each, page) for each in on_page]
    backwards = [
        (called(before), called(after))
        for before, after, above, below in zip(on_page, on_page[1:], places, places[1:], strict=False)
        if below < above - SAME_LINE and not side_by_side(before, after, page)
    ]
    assert backwards == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step_id)
def test_back_is_the_same_way(qtbot: QtBot, hospital: Session, step: Step) -> None:
    desk = shown(qtbot, hospital, step)
    list(reached_by_tab(qtbot, desk))  # a table that was entered has a row to duplicate or remove
    forth = [called(each) for each in reached_by_tab(qtbot, desk)]
    back = [called(each) for each in reached_by_tab(qtbot, desk, Qt.Key.Key_Backtab)]
    assert back == forth[::-1]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step_id)
def test_each_part_says_what_it_is_and_is_in_view_when_it_has_the_cursor(
    qtbot: QtBot, hospital: Session, step: Step
) -> None:
    desk = shown(qtbot, hospital, step)
    for each in reached_by_tab(qtbot, desk):
        assert each.accessibleName(), called(each)
        top = each.mapTo(desk, QPoint(0, 0)).y()
        assert 0 <= top < desk.height(), called(each)


def scrolled(widget: QWidget, page: QWidget) -> int:
    """Return how far the page around a part is scrolled now: places are compared as if it were not."""
    area = page.findChild(QScrollArea)
    return area.verticalScrollBar().value() if area is not None and area.isAncestorOf(widget) else 0


def reached_by_arrows(widget: QWidget) -> bool:
    """Whether a part is one of several of which one is chosen: Tab comes to that one, arrow keys lead to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return (
        group is not None
        and group.exclusive()
        and isinstance(widget, QAbstractButton)
        and not widget.isChecked()
        and group.checkedButton() is not None
    )


def side_by_side(before: QWidget, after: QWidget, page: QWidget) -> bool:
    """Whether what comes after stands to the right, in a card of its own beside the one before."""
    return after.mapTo(page, QPoint(0, 0)).x() > before.mapTo(page, QPoint(0, 0)).x() + before.width() // 2


def called(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} {widget.accessibleName()}"
