"""The cards on how to buy, the regions and the tenants: under way, their rows, and what unfolds."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_buying import example_purchase, example_regions, example_tenants
from tests.deliverables.example_findings import example
from wardround.deliverables.amounts import DOLLAR
from wardround.engine.findings import Comparison, Findings
from wardround.wizard.show.buying_cards import UNDER_WAY, PurchaseCard, RegionsCard, TenantsCard
from wardround.wizard.show.cells import Chip, Words
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList


def found(comparison: Comparison | None) -> Findings:
    return replace(example()[1], comparison=comparison)


def everything() -> Findings:
    return found(Comparison(purchase=example_purchase(), regions=example_regions(), tenants=example_tenants()))


def shown(qtbot: QtBot, card: QWidget) -> None:
    qtbot.addWidget(card)
    card.resize(760, 700)
    card.show()


def rows_of(held: RowList) -> list[Row]:
    return [row.row for row in held.rows]


def said_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def unfolded(row: Row) -> QWidget:
    assert row.detail is not None
    return row.detail()


@pytest.fixture
def purchase(qtbot: QtBot) -> PurchaseCard:
    card = PurchaseCard()
    shown(qtbot, card)
    return card


def test_each_tier_has_a_row_with_its_mix_and_unfolds_to_every_way_to_buy_it(
    purchase: PurchaseCard, qtbot: QtBot
) -> None:
    purchase.show_findings(everything(), example()[0], DOLLAR)
    first, second = rows_of(purchase.tiers)
    assert [cell.said for cell in first.cells] == [
        "Application, 3 x D8as v7, 640 h a month",
        "2 reserved, one year; 1 pay as you go",
        "1,460",
        "1,095",
        "month 8",
        "6,400",
    ]
    assert second.cells[0].said == "Application, Test, 1 x E4as v7, 260 h a month"
    detail = unfolded(first)
    qtbot.addWidget(detail)
    ways = detail.findChild(RowList)
    assert isinstance(ways, RowList)
    told = [row.cells[0].said for row in rows_of(ways)]
    assert told[3:] == [
        "Savings plan, three years, no committed price is known for this size",
        "Reserved, three years, the client has not allowed it",
    ]


def test_what_a_commitment_costs_more_stands_below_with_savings_below_zero(purchase: PurchaseCard) -> None:
    purchase.show_findings(everything(), example()[0], DOLLAR)
    assert [[cell.said for cell in row.cells] for row in rows_of(purchase.changes)] == [
        ["Nothing changes", "\N{MINUS SIGN}21,024", "\N{MINUS SIGN}31,536"],
        ["Size changes, month 6", "1,752", "12,264"],
    ]
    assert "is a judgement" in said_in(purchase)


def test_regions_stand_in_their_order_with_the_one_chosen_and_those_ruled_out_marked(qtbot: QtBot) -> None:
    card = RegionsCard()
    shown(qtbot, card)
    card.show_findings(everything(), DOLLAR)
    rows = rows_of(card.list)
    assert [cell.text for row in rows if isinstance(cell := row.cells[0], Words)] == [
        "1. West Europe",
        "2. North Europe",
        "3. East US 2",
    ]
    assert [cell.words for row in rows if isinstance(cell := row.cells[-1], Chip)] == ["chosen", "", "ruled out"]
    assert rows[1].cells[2].said == "+2.1 %"
    detail = unfolded(rows[1])
    qtbot.addWidget(detail)
    assert "Sizes replaced: E16as v7 by E16as v6." in said_in(detail)
    assert "No price of its own for: NAT Gateway." in said_in(detail)


def test_tenants_show_both_prices_and_the_one_decided_stands_out(qtbot: QtBot) -> None:
    card = TenantsCard()
    shown(qtbot, card)
    card.show_findings(everything(), DOLLAR)
    rows = rows_of(card.list)
    strong = [[cell.strong for cell in row.cells[2:4] if isinstance(cell, Words)] for row in rows]
    assert strong == [[False, True], [True, False]]
    assert "21,400 as decided, 21,100 all shared, 22,000 all apart" in said_in(card)
    detail = unfolded(rows[1])
    qtbot.addWidget(detail)
    assert "in 25 % of them the others are busy too" in said_in(detail).replace("\N{NO-BREAK SPACE}", " ")


CARDS: list[tuple[Callable[[], PurchaseCard | RegionsCard | TenantsCard], bool]] = [
    (PurchaseCard, True),
    (RegionsCard, True),
    (TenantsCard, False),
]


@pytest.mark.parametrize(("make", "waits"), CARDS)
def test_a_card_waits_until_the_comparison_is_there_and_goes_where_there_is_nothing_to_compare(
    qtbot: QtBot, make: Callable[[], PurchaseCard | RegionsCard | TenantsCard], waits: bool
) -> None:
    card = make()
    shown(qtbot, card)
    for comparison, visible in ((None, waits), (Comparison(), False)):
        if isinstance(card, PurchaseCard):
            card.show_findings(found(comparison), example()[0], DOLLAR)
        else:
            card.show_findings(found(comparison), DOLLAR)
        assert card.isVisible() is visible
        if comparison is None:
            assert card.note.text() == UNDER_WAY
