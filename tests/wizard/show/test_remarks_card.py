"""Remarks are told in the client's currency, each with its kind; without any there is no card."""

from decimal import Decimal

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wardround.deliverables.amounts import Currency
from wardround.engine.findings import Note
from wardround.wizard.show.remarks_card import RemarksCard

EURO = Currency("EUR", Decimal("0.5"), "2026-10-26")


def test_amounts_are_told_in_the_clients_currency(qtbot: QtBot) -> None:
    card = RemarksCard()
    qtbot.addWidget(card)
    card.show_notes([Note("disagreement", "Two months at USD 2,000 are in no total", ())], EURO)
    texts = [found.text() for found in card.findChildren(QLabel)]
    assert "Two months at EUR 1,000 are in no total." in texts
    assert "Answers disagree" in texts


def test_without_remarks_there_is_no_card(qtbot: QtBot) -> None:
    card = RemarksCard()
    qtbot.addWidget(card)
    card.show()
    card.show_notes([], EURO)
    assert not card.isVisible()
