"""What controls add and keep shut, as the risks page shows it."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from tests.deliverables.example_comparison import example_comparison
from tests.deliverables.example_findings import example
from tests.deliverables.example_safeguards import example_review, example_switches
from wardround.deliverables.amounts import Currency
from wardround.wizard.show.controls_card import (
    UNDER_WAY,
    ControlsCard,
    CoverageCard,
    adds_words,
    consequence_words,
    opened_words,
)


def test_until_the_comparison_is_there_the_card_says_that_it_is_being_worked_out(qtbot: QtBot) -> None:
    card = ControlsCard()
    qtbot.addWidget(card)
    findings = replace(example()[1], comparison=None)
    card.show_findings(findings, Currency())
    assert card.note.text() == UNDER_WAY
    card.show_findings(replace(findings, comparison=example_comparison()), Currency())
    assert [row.row.key for row in card.list.rows] == [f"risks.controls.{row.control_id}" for row in example_switches()]


def test_a_control_left_out_names_the_risks_that_come_up_with_their_scores() -> None:
    first, second = example_switches()
    assert [opened_words(risk) for risk in first.opens] == ["An attack goes unseen (15)", "Malware spreads (10 to 15)"]
    assert consequence_words(first).startswith("An attack goes unseen (15)")
    assert consequence_words(replace(first, opens=())).startswith("stays untreated: ")
    assert consequence_words(replace(first, opens=(), leaves=())) == "unanswered: ISO/IEC 27001:2022 A.8.7"
    assert consequence_words(second) == "no risk of the library"


def test_what_a_control_adds_is_told_without_what_is_next_to_nothing() -> None:
    row = example_review().controls[0]
    assert adds_words(row) == "0.4 vCPU busy, 3 GiB memory, 1.5 GiB logs a day"
    assert adds_words(replace(row, adds=replace(row.adds, vcpus=0.01, memory_gib=0.0, log_gib_per_day=0.01))) == (
        "hardly anything"
    )


def test_coverage_names_breaches_of_residency_and_laws_overruled_without_a_reason(qtbot: QtBot) -> None:
    card = CoverageCard()
    qtbot.addWidget(card)
    card.show_findings(example()[1])
    assert "must stay in Netherlands" in card.note.text()
    assert "Overruled without a reason: NIS 2." in card.note.text()
    assert card.list.rows[0].row.key == "risks.coverage.regime.ISO27001"
