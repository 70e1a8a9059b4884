"""Taking a decision otherwise than advised on the page of results."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.engine.samples import AS_OF, sample
from tests.workshop.desk import begun
from wardround.deliverables.amounts import DOLLAR
from wardround.engine import assess
from wardround.engine.findings import Decision
from wardround.wizard.opening import Opener
from wardround.wizard.session import Session
from wardround.wizard.show.cells import Words
from wardround.wizard.show.decision_card import DecisionCard
from wardround.wizard.show.decision_desk import DecisionDesk
from wardround.wizard.show.drop_list import DropList

PLATFORM = "results.decision.platform"


@pytest.fixture
def session(tmp_path: Path, opener: Opener) -> Iterator[Session]:
    made = Session(
        begun(tmp_path / "hospital.wardround", sample("regional-hospital")),
        opener.catalogue,
        opener.knowledge,
        assess=assess,
        today=lambda: AS_OF,
    )
    yield made
    made.close()


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> DecisionCard:
    made = DecisionCard(DecisionDesk(session))
    qtbot.addWidget(made)
    refreshed(made, session)
    made.list.unfold(PLATFORM)
    return made


def refreshed(card: DecisionCard, session: Session) -> Decision:
    found = assess(session.assessment, session.catalogue, session.knowledge, AS_OF)
    card.show_findings(found, DOLLAR)
    return next(one for one in found.decisions if one.decision_id == "platform")


def typed(card: DecisionCard, name: str, text: str) -> None:
    field = card.findChild(QLineEdit, f"{PLATFORM}.{name}")
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.textEdited.emit(text)


def pressed(card: DecisionCard, name: str) -> None:
    made = card.findChildren(QPushButton, f"{PLATFORM}.{name}")[-1]
    made.click()


def words(card: DecisionCard) -> str:
    return " ".join(each.text() for each in card.findChildren(QLabel))


def test_a_decision_is_taken_otherwise_with_reason_and_name_and_one_undo_takes_it_back(
    card: DecisionCard, session: Session
) -> None:
    drop = card.findChild(DropList, f"{PLATFORM}.option")
    assert isinstance(drop, DropList)
    assert drop.key == "aks"
    assert "(score -" in drop.currentText()
    typed(card, "reason", "The group runs everything on Kubernetes")
    typed(card, "by", "Ines Moor (head of IT)")
    pressed(card, "take")
    (row,) = session.assessment.platform.decisions_taken
    assert (row.decision_id, row.option, row.owner, row.decided_on) == (
        "platform",
        "aks",
        "Ines Moor (head of IT)",
        AS_OF,
    )
    made = refreshed(card, session)
    assert (made.chosen, made.advised) == ("aks", "vm")
    row_shown = card.list.row(PLATFORM)
    assert row_shown is not None
    assert row_shown.row.cells[1] == Words(
        "Kubernetes (AKS)", "decided by Ines Moor (head of IT); advised: virtual machines", strong=True
    )
    assert "The group runs everything on Kubernetes. We advise virtual machines" in words(card)
    session.undo()
    assert session.assessment.platform.decisions_taken == ()
    assert refreshed(card, session).overrule is None


def test_what_nobody_answers_for_is_not_taken_and_what_was_typed_stays(card: DecisionCard, session: Session) -> None:
    typed(card, "reason", "It is the fashion")
    pressed(card, "take")
    assert session.assessment.platform.decisions_taken == ()
    assert "give its owner, who decided so" in words(card)
    refreshed(card, session)
    field = card.findChildren(QLineEdit, f"{PLATFORM}.reason")[-1]
    assert field.text() == "It is the fashion"


def test_a_decision_is_left_to_the_advice_again(card: DecisionCard, session: Session) -> None:
    typed(card, "reason", "A wish of the group")
    typed(card, "by", "Ines Moor")
    pressed(card, "take")
    refreshed(card, session)
    pressed(card, "leave")
    assert session.assessment.platform.decisions_taken == ()
    assert refreshed(card, session).chosen == "vm"
