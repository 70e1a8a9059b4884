"""Moving a wave or a system by hand on the page of the roadmap."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.engine.samples import AS_OF, sample
from tests.workshop.desk import begun
from wardround.engine import assess
from wardround.engine.findings import Findings
from wardround.wizard.opening import Opener
from wardround.wizard.session import Session
from wardround.wizard.show.drop_list import DropList
from wardround.wizard.show.moves_card import MovesCard


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


def found(session: Session) -> Findings:
    return assess(session.assessment, session.catalogue, session.knowledge, AS_OF)


def shown(qtbot: QtBot, session: Session) -> MovesCard:
    card = MovesCard(session)
    qtbot.addWidget(card)
    card.show_findings(found(session), session.assessment)
    return card


def words(card: MovesCard) -> str:
    return " ".join(each.text() for each in card.findChildren(QLabel) if not each.isHidden())


def chosen(card: MovesCard, name: str, title: str) -> None:
    drop = card.findChild(DropList, name)
    assert isinstance(drop, DropList)
    place = next(place for place in range(drop.count()) if title in drop.itemText(place))
    drop.setCurrentIndex(place)


def pressed(card: MovesCard, name: str) -> None:
    made = card.findChild(QPushButton, name)
    assert isinstance(made, QPushButton)
    made.click()


def test_a_wave_pinned_to_a_day_says_what_breaks_and_is_put_back(qtbot: QtBot, session: Session) -> None:
    card = shown(qtbot, session)
    chosen(card, "roadmap.move.wave", "ERP production")
    day = card.findChild(QLineEdit, "roadmap.move.day")
    assert isinstance(day, QLineEdit)
    day.setText("2026-12-31")
    pressed(card, "roadmap.move.by_day")
    (pin,) = session.assessment.calendar.pins
    assert pin.member == "erp"
    card.show_findings(found(session), session.assessment)
    assert "31 December 2026" in words(card)
    assert "closed to change" in words(card)
    assert "would be done by" in words(card)
    pressed(card, f"roadmap.move.back.{pin.key}")
    assert session.assessment.calendar.pins == ()


def test_a_move_is_taken_back_like_any_answer(qtbot: QtBot, session: Session) -> None:
    card = shown(qtbot, session)
    moving = next(wave for wave in found(session).roadmap.waves if wave.title == "Follow-up systems")
    name = next(row.name for row in session.assessment.dependencies.systems if row.key == moving.members[-1])
    chosen(card, "roadmap.move.system", name)
    chosen(card, "roadmap.move.to", "A wave of its own")
    pressed(card, "roadmap.move.by_wave")
    card.show_findings(found(session), session.assessment)
    assert f"{name} moves in wave" in words(card)
    session.undo()
    assert session.assessment.calendar.pins == ()


def test_a_text_that_is_no_day_is_refused_in_words(qtbot: QtBot, session: Session) -> None:
    card = shown(qtbot, session)
    day = card.findChild(QLineEdit, "roadmap.move.day")
    assert isinstance(day, QLineEdit)
    day.setText("soon")
    pressed(card, "roadmap.move.by_day")
    assert "'soon' is not a date" in words(card)
    assert session.assessment.calendar.pins == ()
