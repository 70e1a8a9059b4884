"""Verify by simulation on the card of operations: click, wait, see rows; or stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import example
from tests.engine.network.making import one_server
from tests.wizard.frame import SLOWEST_MS
from wardround.engine.findings import Findings
from wardround.engine.network.network import Network
from wardround.engine.network.simulate import Estimate, SimulationStopped, Watch
from wardround.wizard.show.load_card import OperationsCard
from wardround.wizard.show.verify_part import OFFER, OLDER, STOPPED, VerifyPart
from wardround.workshop.verification_words import UNSTABLE
from wardround.workshop.verifying import Verdict, Verified, VerifiedClass, verify_network

ROWS = (
    VerifiedClass("people: read", 2.0, 0.201, 0.47, Estimate(0.199, 0.001), Estimate(0.471, 0.004), Verdict.HOLDS),
    VerifiedClass("machines: scan", 0.2, 0.21, 0.52, Estimate(0.19, 0.002), Estimate(0.5, 0.01), Verdict.OFF),
    VerifiedClass("jobs", 1e-5, 1.7, 3.4, None, None, Verdict.RARE),
)
FOUND = Verified(ROWS, 201_828, 40_000.0, stable=True)


def findings_of(network: Network | None) -> Findings:
    found = example()[1]
    performance = replace(found.sizing.performance, network=network)
    return replace(found, sizing=replace(found.sizing, performance=performance))


def said(part: QWidget) -> str:
    note = part.findChild(QLabel, "results.verify.note")
    assert isinstance(note, QLabel)
    return note.text()


@pytest.fixture
def part_with(qtbot: QtBot) -> Callable[..., VerifyPart]:
    def made(check: Callable[[Findings, Watch], Verified]) -> VerifyPart:
        part = VerifyPart(check)
        qtbot.addWidget(part)
        part.resize(480, 300)
        part.show()
        part.show_findings(findings_of(one_server(5, 10.0, 0.2)))
        return part

    return made


def test_a_click_shows_each_class_predicted_and_simulated(qtbot: QtBot, part_with: Callable[..., VerifyPart]) -> None:
    part = part_with(lambda _findings, _watch: FOUND)
    assert said(part) == OFFER
    qtbot.mouseClick(part.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.is_running, timeout=SLOWEST_MS)
    words = [" | ".join(cell.said for cell in row.row.cells) for row in part.list.rows]
    assert words[0].endswith(" | 201 ms, 199 ± 1.0 ms | 470 ms, 471 ± 4.0 ms | yes, +1.0 %")
    assert "by machines" in words[1]
    assert "no, +10.5 %" in words[1]
    assert words[2].startswith("Jobs")
    assert "too few" in words[2]
    assert said(part).startswith("201,828 requests were simulated. 1 of 2 predicted means lie within 3 %")
    assert part.button.isVisible()


def test_a_real_network_is_simulated_in_the_background(qtbot: QtBot, part_with: Callable[..., VerifyPart]) -> None:
    def check(findings: Findings, watch: Watch) -> Verified:
        network = findings.sizing.performance.network
        assert network is not None
        return verify_network(network, {}, watch)

    part = part_with(check)
    qtbot.mouseClick(part.button, Qt.MouseButton.LeftButton)
    assert part.is_running
    assert not part.button.isVisible()
    qtbot.waitUntil(lambda: not part.is_running, timeout=SLOWEST_MS)
    assert "All predicted means lie within 3 % of the simulated ones." in said(part)


def test_it_can_be_stopped_and_begun_again(qtbot: QtBot, part_with: Callable[..., VerifyPart]) -> None:
    begun = Event()

    def check(_findings: Findings, watch: Watch) -> Verified:
        begun.set()
        while watch(0.25):
            pass
        raise SimulationStopped

    part = part_with(check)
    qtbot.mouseClick(part.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: begun.is_set() and "75 %" in said(part), timeout=SLOWEST_MS)
    qtbot.mouseClick(part.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.is_running, timeout=SLOWEST_MS)
    assert said(part) == STOPPED
    assert part.button.isVisible()
    assert not part.list.isVisible()


def test_a_design_that_changed_since_is_said_to_have_changed(
    qtbot: QtBot, part_with: Callable[..., VerifyPart]
) -> None:
    part = part_with(lambda _findings, _watch: FOUND)
    qtbot.mouseClick(part.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.is_running, timeout=SLOWEST_MS)
    part.show_findings(findings_of(one_server(5, 10.0, 0.2)))
    assert said(part) != OLDER
    part.show_findings(findings_of(one_server(6, 10.0, 0.2)))
    assert said(part) == OLDER


def test_without_a_steady_state_it_says_so_and_shows_no_rows(
    qtbot: QtBot, part_with: Callable[..., VerifyPart]
) -> None:
    part = part_with(lambda _findings, _watch: Verified((), 5, 1.0, stable=False))
    qtbot.mouseClick(part.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.is_running, timeout=SLOWEST_MS)
    assert said(part) == UNSTABLE
    assert not part.list.isVisible()


def test_where_there_is_no_design_hour_nothing_is_offered(qtbot: QtBot) -> None:
    card = OperationsCard(lambda _name, _row: None)
    qtbot.addWidget(card)
    card.show()
    card.show_findings(findings_of(None))
    assert not card.verify.isVisible()
    card.show_findings(findings_of(one_server(5, 10.0, 0.2)))
    assert card.verify.isVisible()
