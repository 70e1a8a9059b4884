"""The cards below the questions on recovery: what a failure stops, and what cannot hold together."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tests.deliverables.example_failures import example_safeguards
from tests.deliverables.example_findings import example
from wardround.deliverables.amounts import DOLLAR
from wardround.engine.findings import Findings
from wardround.wizard.show.failure_card import STOPS_NOTHING, ContradictionCard, FailureCard, told


class Told(QObject):
    """Stands in for the session: hands findings out."""

    assessed = Signal(object)

    def __init__(self, findings: Findings | None) -> None:
        super().__init__()
        self.findings = findings


def card(qtbot: QtBot, findings: Findings | None) -> tuple[FailureCard, Told]:
    session = Told(findings)
    made = FailureCard(session)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    return made, session


def pick(of: FailureCard, name: str) -> None:
    place = next(place for place in range(of.choice.count()) if name in of.choice.itemText(place))
    of.choice.setCurrentIndex(place)


def test_the_failure_picked_shows_what_it_stops_and_what_it_costs(qtbot: QtBot) -> None:
    made, _session = card(qtbot, example()[1])
    pick(made, "Laboratory system")
    assert len(made.list.rows) == 2
    assert made.list.row("recovery.failure.ward-supply") is not None
    assert made.list.row("recovery.failure.month-end-close") is not None
    words = made.findChild(QObject, "recovery.failure.words")
    assert words is not None
    assert "Promised back in 4 hours." in words.property("text")
    assert "It costs at most EUR 1,104." in words.property("text")


def test_a_failure_that_stops_nothing_says_so(qtbot: QtBot) -> None:
    made, _session = card(qtbot, example()[1])
    pick(made, "Fax gateway")
    assert made.list.rows == ()
    assert STOPS_NOTHING in [child.property("text") for child in made.list.children()]


def test_what_was_picked_stays_picked_when_figures_change(qtbot: QtBot) -> None:
    findings = example()[1]
    made, session = card(qtbot, findings)
    pick(made, "Laboratory system")
    safeguards = example_safeguards()
    session.assessed.emit(replace(findings, safeguards=replace(safeguards, failures=safeguards.failures[:2])))
    assert "Laboratory system" in made.choice.currentText()
    assert len(made.list.rows) == 2


def test_before_there_are_figures_the_card_is_empty_and_waits(qtbot: QtBot) -> None:
    made, session = card(qtbot, None)
    assert made.choice.count() == 0
    session.assessed.emit(example()[1])
    assert made.choice.count() == 3


def test_a_time_without_a_test_is_said_to_stand_on_paper() -> None:
    region = example_safeguards().failures[0]
    assert "stands on paper" in told(region, DOLLAR)
    assert "Its cost is not known" in told(region, DOLLAR)


def test_contradictions_are_read_out(qtbot: QtBot) -> None:
    findings = example()[1]
    made = ContradictionCard(Told(findings))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    assert "Directory, through which everybody signs in" in made.words.text()
    made.show_findings(replace(findings, resilience=replace(findings.resilience, contradictions=())))
    assert "contradicts itself" in made.words.text()
