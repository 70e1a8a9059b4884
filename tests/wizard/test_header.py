"""The header: whose engagement, what is saved, the way back, and what went wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import example
from tests.wizard.frame import SLOWEST_MS, Assess
from wardround.engine.findings import Findings
from wardround.wizard.header import WIDEST_CLIENT, Header
from wardround.wizard.session import Session

PEAK = "people.peak_concurrent_users"


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def header(qtbot: QtBot, session: Session, menu: QMenu) -> Header:
    made = Header(session, menu)
    qtbot.addWidget(made)
    made.resize(1280, made.height())
    made.show()
    return made


def test_it_names_the_client(header: Header) -> None:
    assert header.client.text() == "Klinikum Nordtal"


def test_a_new_name_of_the_client_shows_at_once(header: Header, session: Session) -> None:
    session.put_field("engagement.client", "Klinikum Süd")
    assert header.client.text() == "Klinikum Süd"
    session.put_field("engagement.client", "")
    assert header.client.text() == "Unnamed client"


def test_a_long_name_is_shortened_and_whole_in_the_tooltip(qtbot: QtBot, header: Header, session: Session) -> None:
    name = "Klinikum Nordtal gemeinnützige Gesellschaft für Krankenhausbetrieb mit beschränkter Haftung"
    session.put_field("engagement.client", name)
    qtbot.wait(1)
    assert header.client.width() <= WIDEST_CLIENT
    assert header.client.shown_text().endswith("…")
    assert header.client.toolTip() == name


def test_undo_and_redo_say_in_their_tooltips_what_they_would_do(qtbot: QtBot, header: Header, session: Session) -> None:
    assert not header.undo.isEnabled()
    session.put_field("engagement.project", "ERP")
    assert header.undo.toolTip() == "Undo: Project set to ERP"
    assert not header.redo.isEnabled()
    header.undo_wanted.connect(session.undo)
    qtbot.mouseClick(header.undo, Qt.MouseButton.LeftButton)
    assert session.assessment.engagement.project != "ERP"
    assert header.redo.toolTip() == "Redo: Project set to ERP"


def test_when_an_answer_is_saved_it_says_so_with_the_time(header: Header, session: Session) -> None:
    session.put_field("engagement.project", "ERP")
    assert header.saved.text().startswith("Saved ")
    assert header.saved.toolTip() == "", "the time has room"


def test_trouble_stays_until_an_edit_goes_well(header: Header, session: Session) -> None:
    session.trouble.emit("The disk is full; the last edit was not taken.")
    assert header.message.text() == "The disk is full; the last edit was not taken."
    session.put_field("engagement.project", "ERP")
    assert header.message.text() == ""


def test_a_failing_engine_is_told_until_figures_are_there_again(
    qtbot: QtBot, session_with: Callable[[Assess], Session], menu: QMenu
) -> None:
    broken = [True]

    def assess(*_: object) -> Findings:
        if broken[0]:
            raise ArithmeticError
        return example()[1]

    session = session_with(assess)
    header = Header(session, menu)
    qtbot.addWidget(header)
    with qtbot.waitSignal(session.failed, timeout=SLOWEST_MS):
        session.assess_now()
    assert "Wardround made a mistake of its own" in header.message.text()
    broken[0] = False
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.assess_now()
    assert header.message.text() == ""
