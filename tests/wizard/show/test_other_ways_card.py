"""The card of other ways to run the platform: under way, then four comparisons with their sentences."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_comparison import example_comparison
from tests.deliverables.example_findings import example
from wardround.deliverables.amounts import DOLLAR
from wardround.engine.findings import Comparison, Findings
from wardround.wizard.show.cells import Words
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.other_ways_card import UNDER_WAY, OtherWaysCard
from wardround.wizard.show.row_list import RowList

PARTS = ("platforms", "hours", "layouts", "schedules")


def found(comparison: Comparison | None) -> Findings:
    return replace(example()[1], comparison=comparison)


def part(card: OtherWaysCard, name: str) -> QWidget:
    held = card.findChild(QWidget, f"results.other.{name}")
    assert isinstance(held, QWidget)
    return held


@pytest.fixture
def card(qtbot: QtBot) -> OtherWaysCard:
    made = OtherWaysCard()
    qtbot.addWidget(made)
    made.resize(900, 1200)
    made.show()
    return made


def test_while_the_comparison_is_under_way_the_card_says_so_and_shows_no_part(card: OtherWaysCard) -> None:
    card.show_findings(found(None), DOLLAR)
    assert card.note.text() == UNDER_WAY
    assert not any(part(card, name).isVisible() for name in PARTS)


def test_each_comparison_has_its_sentence_and_its_rows(card: OtherWaysCard) -> None:
    card.show_findings(found(example_comparison()), DOLLAR)
    assert all(part(card, name).isVisible() for name in PARTS)
    said = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "The same platform on AKS costs" in said
    assert "it saves 20\N{NO-BREAK SPACE}% of these servers' price" in said
    rows = {row.row.key for held in card.findChildren(RowList) for row in held.rows}
    assert {"results.other.platforms.whole", "results.other.application.1", "results.other.schedules.test"} <= rows


def strong(row: Row) -> list[bool]:
    return [cell.strong for cell in row.cells if isinstance(cell, Words)]


def test_the_layout_that_was_chosen_and_the_schedule_of_the_bill_stand_out(card: OtherWaysCard) -> None:
    card.show_findings(found(example_comparison()), DOLLAR)
    by_key = {row.row.key: row.row for held in card.findChildren(RowList) for row in held.rows}
    assert strong(by_key["results.other.application.1"])[0]
    assert not strong(by_key["results.other.application.0"])[0]
    assert strong(by_key["results.other.schedules.test"]) == [False, False, True, False]


def test_a_part_that_there_is_nothing_to_say_about_is_not_there(card: OtherWaysCard) -> None:
    card.show_findings(found(Comparison()), DOLLAR)
    assert not any(part(card, name).isVisible() for name in PARTS)
