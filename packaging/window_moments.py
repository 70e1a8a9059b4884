"""What appears only when somebody does something: explanations, previews, forms that float, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from wardround.wizard.desk import Desk
from wardround.wizard.fields.answer_field import AnswerField
from wardround.wizard.fields.line_control import LineControl
from wardround.wizard.fields.provenance import ProvenancePopover
from wardround.wizard.fields.table.table_card import TableCard
from wardround.wizard.window import Window
from window_tour import come_to_rest, is_whole

USERS = "people.named_users"
SITES = "organisation.sites"
FOLLOW, PREVIEW, PARKING = "why.follow.", "paste.preview", "provenance"
"""What the widgets of the moments are called."""
PASTED = (
    "Site\tCountry\tTime zone\tBandwidth\n"
    "Harbour clinic\tUS\tAmerica/Chicago\t200\n"
    "Old mill clinic\tUS\tAmerica/Chicago\tplenty\n"
    "Riverside surgery\tAtlantis\tAmerica/Chicago\t100\n"
    "Orchard day centre\tUS\tAmerica/Chicago\t50\n"
)
"""Four rows for the table of sites, two of which have a cell that cannot be taken."""
FAILED = (
    "Wardround made a mistake of its own while working out the figures; your answers are safe. "
    "The details, without your data, are in /home/anna/.local/state/wardround/defects.log"
)

Brought = tuple[QWidget, Callable[[], object]]
"""The widget that shows a moment, and how it ends."""


class NotThere(Exception):
    """A widget that a moment needs is not on its page."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not there")


@contextmanager
def moment(window: Window, desk: Desk, name: str) -> Iterator[QWidget]:
    """Bring about one of MOMENTS, yield the widget that shows it once all is at rest, and end it. Raises NotThere."""
    shown, end = MOMENTS[name](window, desk)
    come_to_rest(window, name)
    yield shown
    end()
    come_to_rest(window, name)


def _why(window: Window, desk: Desk) -> Brought:
    return _explained(window, desk, "cost.monthly_usd", "live.cost")


def _why_followed(window: Window, desk: Desk) -> Brought:
    """Follow the first link of an explanation, to what lies behind it."""
    shown, end = _explained(window, desk, "production.postgresql.size", "live.response")
    link = next((each for each in desk.why.findChildren(QPushButton) if each.objectName().startswith(FOLLOW)), None)
    if link is None:
        raise NotThere(FOLLOW)
    link.click()
    return shown, end


def _explained(window: Window, desk: Desk, figure: str, beside: str) -> Brought:
    desk.show_step("results")
    come_to_rest(window, "results", lambda: is_whole(window))
    anchor = desk.live.findChild(QWidget, beside)
    if anchor is None:
        raise NotThere(beside)
    desk.session.open_why(figure, anchor)
    come_to_rest(window, figure)
    return window, desk.why.dismiss


def _paste_preview(window: Window, desk: Desk) -> Brought:
    desk.show_place(SITES)
    come_to_rest(window, SITES)
    card = next((card for card in desk.page.findChildren(TableCard) if card.table == SITES), None)
    if card is None:
        raise NotThere(SITES)
    QGuiApplication.clipboard().setText(PASTED)
    card.paste()
    come_to_rest(window, SITES, lambda: card.preview is not None)
    if card.preview is None:
        raise NotThere("paste.preview")
    return card.preview, card.preview.reject


def _field(window: Window, desk: Desk) -> AnswerField:
    desk.show_place(USERS)
    come_to_rest(window, USERS)
    found = next((field for field in desk.page.findChildren(AnswerField) if field.path == USERS), None)
    if found is None:
        raise NotThere(USERS)
    return found


def _parking(window: Window, desk: Desk) -> Brought:
    field = _field(window, desk)
    field.open_provenance()
    popover = field.findChild(ProvenancePopover)
    if popover is None:
        raise NotThere("provenance")
    return popover, popover.close


def _help(window: Window, desk: Desk) -> Brought:
    field = _field(window, desk)
    field.toggle_help()
    return window, field.toggle_help


def _problem(window: Window, desk: Desk) -> Brought:
    control = _field(window, desk).control
    if not isinstance(control, LineControl):
        raise NotThere(USERS)
    control.selectAll()
    QTest.keyClicks(control, "two hundred")
    QTest.keyClick(control, Qt.Key.Key_Return)
    return window, lambda: QTest.keyClick(control, Qt.Key.Key_Escape)


def _failure(window: Window, desk: Desk) -> Brought:
    desk.show_step("results")
    come_to_rest(window, "results", lambda: is_whole(window))
    desk.session.failed.emit(FAILED)
    return window, desk.session.assess_now


MOMENTS: dict[str, Callable[[Window, Desk], Brought]] = {
    "why": _why,
    "why-followed": _why_followed,
    "paste-preview": _paste_preview,
    "parking": _parking,
    "help": _help,
    "problem": _problem,
    "failure": _failure,
}
