"""An open engagement on screen: header, rail, page and live panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from wardround.engine.findings import Findings
from wardround.wizard.header import Header
from wardround.wizard.labels import upright_line
from wardround.wizard.live_panel import LivePanel
from wardround.wizard.pages import PageFor, Refreshes, ShowsFindings, ShowsPlaces
from wardround.wizard.rail import Rail
from wardround.wizard.reading_order import go_on
from wardround.wizard.session import Session
from wardround.wizard.why import WhyPopover
from wardround.wizard.worth_asking import worth_asking
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import STEPS, Step, groups, step

RAIL, RAIL_WIDE = 216, 248
LIVE, LIVE_WIDE = 284, 316
LIVE_FROM = 1140
"""In a narrower window a page needs the room of the live panel, which then comes when it is asked for."""
WIDE_FROM = 1500
"""From this width of the window on the outer columns are wider."""


class Desk(QWidget):
    """One engagement with its three columns. It tells the visible page what happened; a page asks for nothing.

    Until `begin` the middle column is empty.
    """

    def __init__(self, session: Session, page_for: PageFor, file_menu: QMenu) -> None:
        super().__init__()
        self.session = session
        self._page_for = page_for
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._told: dict[str, Findings] = {}
        self._step: Step = STEPS[0]
        self.header = Header(session, file_menu)
        self.rail = Rail(STEPS)
        self.live = LivePanel(session)
        self._stack = QStackedWidget()
        self._tell_progress = _in_the_next_turn(self, self._show_progress)
        self._tell_asking = _in_the_next_turn(self, self._show_worth_asking)
        self._tell_page = _in_the_next_turn(self, self._tell_findings)
        self._lay_out()
        self.why = WhyPopover(self)
        self._connect()
        self._show_progress()

    def begin(self) -> None:
        """Show the first page; apart from the making of the desk, so that neither keeps the window from its turn."""
        self.show_step(STEPS[0].step_id)

    def take_apart(self) -> None:
        """Go for good, one page in each turn: to clear a desk with every page on it takes a while."""
        for timer in (self._tell_progress, self._tell_asking, self._tell_page):
            timer.stop()
        if self._pages:
            self._pages.popitem()[1].deleteLater()
            QTimer.singleShot(0, self, self.take_apart)
        else:
            self.deleteLater()

    @property
    def step(self) -> Step:
        """The step whose page is shown."""
        return self._step

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages[self._step.step_id]

    def show_step(self, step_id: str) -> None:
        """Show the page of a step. What still stands in a field is committed first."""
        self.commit()
        self.session.show_page_first()
        self.why.dismiss()
        self._step = step(step_id)
        page = self._pages.get(step_id)
        if page is None:
            page = self._page_for(self._step, self.session)
            self._pages[step_id] = page
            self._stale.add(step_id)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.rail.show_current(step_id)
        self._refresh_page(None)
        self._tell_asking.start()
        self.focus_page()

    def turn(self, by: int) -> None:
        """Go on by so many steps, not beyond the first and the last."""
        place = STEPS.index(self._step) + by
        if 0 <= place < len(STEPS):
            self.show_step(STEPS[place].step_id)

    def show_numbered(self, number: int) -> None:
        """Show the step of a number, counted from 1."""
        if 1 <= number <= len(STEPS):
            self.show_step(STEPS[number - 1].step_id)

    def show_place(self, path: str) -> None:
        """Show the page that asks for an answer, with its field in view and under the cursor."""
        home = _step_of(path, self.session)
        if home is None:
            return
        self.show_step(home)
        page = self.page
        if isinstance(page, ShowsPlaces):
            page.show_place(path)
            return
        named: list[QWidget] = page.findChildren(QWidget, path) or page.findChildren(QWidget, path.partition("[")[0])
        for field in named[:1]:
            scroll = page if isinstance(page, QScrollArea) else page.findChild(QScrollArea)
            if scroll is not None:
                scroll.ensureWidgetVisible(field, 0, 80)
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> QWidget | None:
        """Let the field under the cursor write what stands in it, as leaving it does; return the field."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is None or not self._stack.isAncestorOf(focused):
            return None
        if focused.hasFocus():
            focused.clearFocus()
        else:  # the window is not the active one, so that nothing would be left; the field must write all the same
            QApplication.sendEvent(focused, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
        return focused

    def undo(self) -> None:
        """Take the last act back; the cursor stays where it is."""
        field = self.commit()
        self.session.undo()
        _give_focus_back(field)

    def redo(self) -> None:
        """Do the act again that was taken back last; the cursor stays where it is."""
        field = self.commit()
        self.session.redo()
        _give_focus_back(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn to the next or the last step where nothing on the page wanted the key."""
        if event.key() == Qt.Key.Key_PageDown:
            self.turn(1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.turn(-1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802 - Qt's names
        """Let Tab go through the window as it is read."""
        return go_on(self, forward=next)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the outer columns more room in a wide window."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE_FROM
        self.rail.setFixedWidth(max(RAIL_WIDE if wide else RAIL, self.rail.needed_width()))
        self.live.setFixedWidth(LIVE_WIDE if wide else LIVE)
        self._show_live()

    def _show_live(self) -> None:
        has_room = self.width() >= LIVE_FROM
        self.header.figures.setVisible(not has_room)
        self.live.setVisible(has_room or self.header.figures.isChecked())

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.rail)
        columns.addWidget(upright_line())
        columns.addWidget(self._stack, 1)
        columns.addWidget(upright_line())
        columns.addWidget(self.live)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(columns, 1)
        self.setProperty("role", "ground")

    def _connect(self) -> None:
        self.rail.step_wanted.connect(self.show_step)
        self.rail.place_wanted.connect(self.show_place)
        self.header.undo_wanted.connect(self.undo)
        self.header.figures_wanted.connect(lambda _wanted: self._show_live())
        self.header.redo_wanted.connect(self.redo)
        self.session.changed.connect(self._on_changed)
        self.session.assessed.connect(self._on_assessed)
        self.session.why_wanted.connect(self._on_why_wanted)
        self.session.place_wanted.connect(self.show_place)
        self.session.step_wanted.connect(self.show_step)

    def _on_changed(self, change: Change) -> None:
        self._stale |= set(self._pages)
        self._refresh_page(change)
        self._tell_progress.start()

    def _on_assessed(self, _findings: Findings) -> None:
        self._tell_page.start()
        self._tell_progress.start()

    def _on_why_wanted(self, name: str, anchor: QWidget) -> None:
        if self.session.findings is not None:
            self.why.explain(self.session.findings.figures, name, anchor)

    def focus_page(self) -> None:
        """Put the cursor into the first field of the page, unless somebody walks through the rail by key."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and self.rail.isAncestorOf(focused):
            return
        for field in self.page.findChildren(QWidget):
            if field.isVisibleTo(self.page) and field.isEnabled() and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _refresh_page(self, change: Change | None) -> None:
        """Bring the visible page up to date; the others wait until they are shown."""
        if self._step.step_id in self._stale:
            self._stale.discard(self._step.step_id)
            page = self.page
            if isinstance(page, Refreshes):
                page.refresh(change)
        self._tell_findings()

    def _tell_findings(self) -> None:
        page, findings, here = self.page, self.session.findings, self._step.step_id
        if findings is None or self._told.get(here) is findings:
            return
        if isinstance(page, ShowsFindings):
            self._told[here] = findings
            page.show_findings(findings)

    def _show_progress(self) -> None:
        questions = self.session.questions
        self.rail.show_completeness({each.step_id: questions.completeness(each.step_id) for each in STEPS if each.asks})
        self._show_worth_asking()

    def _show_worth_asking(self) -> None:
        session = self.session
        self.rail.show_worth_asking(
            worth_asking(session.questions, session.findings, session.knowledge, self._step.step_id)
        )


def _in_the_next_turn(desk: QObject, act: Callable[[], None]) -> QTimer:
    """Return a timer that acts once the window had its turn: what has to be shown comes in small parts."""
    timer = QTimer(desk)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(act)
    return timer


def _give_focus_back(field: QWidget | None) -> None:
    """Put the cursor back into a field, unless the change took the field away."""
    if field is not None and isValid(field) and field.isVisible():
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _step_of(path: str, session: Session) -> str | None:
    """Return the step whose page asks for the answer at a path; None for a path that no page shows."""
    asked = path.partition("[")[0]
    for each in STEPS:
        if each.asks and any(asked in group.paths for group in groups(each.step_id, session.knowledge)):
            return each.step_id
    return None
