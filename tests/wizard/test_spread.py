"""The spread in the window: bands behind each answer, an end to those that are overtaken, pictures and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF
from tests.engine.samples import findings, sample
from tests.wizard.frame import SLOWEST_MS
from tests.workshop.desk import begun
from wardround.assessment import Assessment
from wardround.engine.explore import SAMPLES
from wardround.engine.findings import Findings
from wardround.wizard.figure_block import FigureBlock
from wardround.wizard.live_panel import LivePanel
from wardround.wizard.opening import Opener
from wardround.wizard.pages.results import ResultsPage
from wardround.wizard.pictures import Picture
from wardround.wizard.session import NoLongerWanted, Session
from wardround.wizard.show.spread_card import WAITING, SpreadCard, SwingsCard
from wardround.workshop.in_full import FIRST_SAMPLES, InFull, unheard
from wardround.workshop.steps import step

NAME = "clinic-group"
PEAK = "people.peak_concurrent_users"
ENOUGH = 300
"""Samples for a test: bands, swings and questions all come out of them."""
Told = Callable[[float], None]


class Fewer(InFull):
    """Works the spread out as always, of fewer samples; remembers how many were asked for, and what was given up."""

    def spread(
        self,
        findings: Findings,
        assessment: Assessment,
        samples: int = SAMPLES,
        *,
        quick: bool = False,
        told: Told = unheard,
    ) -> Findings:
        asked.append((samples, quick))
        return super().spread(findings, assessment, ENOUGH, quick=quick, told=told)

    def compared(self, findings: Findings, assessment: Assessment, told: Told = unheard) -> Findings:  # noqa: ARG002
        return findings


asked: list[tuple[int, bool]] = []


class Endless(Fewer):
    """Never gets to the end of its first spread; goes on until it is told to stop."""

    under_way = Event()
    given_up = Event()

    def spread(
        self,
        findings: Findings,
        assessment: Assessment,
        samples: int = SAMPLES,
        *,
        quick: bool = False,
        told: Told = unheard,
    ) -> Findings:
        if not Endless.under_way.is_set():
            Endless.under_way.set()
            try:
                while not Endless.given_up.wait(0.01):
                    told(0.5)
            except NoLongerWanted:
                Endless.given_up.set()
                raise
        return super().spread(findings, assessment, samples, quick=quick, told=told)


class Broken(Fewer):
    """Fails at every spread."""

    def spread(self, *_: object, **__: object) -> Findings:
        raise ArithmeticError


@cache
def with_spread() -> Findings:
    """Return the clinic group with its whole spread, worked out once."""
    from wardround.catalogue import Catalogue  # noqa: PLC0415 - loads with the first test
    from wardround.knowledge import Knowledge  # noqa: PLC0415 - the same

    return Fewer(Catalogue.load(), Knowledge.load()).spread(findings(NAME), sample(NAME))


@pytest.fixture(autouse=True)
def _fresh() -> None:
    asked.clear()
    Endless.under_way.clear()
    Endless.given_up.clear()


@pytest.fixture
def session_of(tmp_path: Path, opener: Opener) -> Iterator[Callable[[type[InFull] | None], Session]]:
    made: list[Session] = []

    def of(kind: type[InFull] | None) -> Session:
        session = Session(
            begun(tmp_path / "clinic.wardround", sample(NAME)),
            opener.catalogue,
            opener.knowledge,
            assess=lambda *_, **__: replace(findings(NAME), demand=replace(findings(NAME).demand)),
            today=lambda: AS_OF,
            in_full=kind(opener.catalogue, opener.knowledge) if kind else None,
        )
        made.append(session)
        return session

    yield of
    for each in made:
        each.close()


def panel(qtbot: QtBot, session: Session) -> LivePanel:
    live = LivePanel(session)
    qtbot.addWidget(live)
    live.resize(284, 667)
    live.show()
    return live


def band(live: LivePanel, name: str = "cost") -> str:
    found = live.findChild(FigureBlock, f"live.{name}")
    assert isinstance(found, FigureBlock)
    return found.said.band


def confidence(live: LivePanel) -> str:
    found = live.findChild(QLabel, "live.confidence")
    assert isinstance(found, QLabel)
    return found.text()


def page_with(qtbot: QtBot, session: Session, found: Findings) -> ResultsPage:
    page = ResultsPage(session, step("results"))
    qtbot.addWidget(page)
    page.resize(760, 640)
    page.show()
    page.show_findings(found)
    qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)
    return page


def card_of(page: QWidget) -> SpreadCard:
    (found,) = page.findChildren(SpreadCard)
    return found


# The panel


def test_after_an_answer_its_figures_come_first_and_their_bands_follow(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(Fewer)
    live = panel(qtbot, session)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer(PEAK, 70)
    assert band(live) == ""
    with qtbot.waitSignal(session.spread_found, timeout=SLOWEST_MS):
        pass
    assert " to " in band(live)
    assert "samples" in (live.findChild(FigureBlock, "live.cost") or live).accessibleName()
    assert confidence(live).startswith("confidence ")


def test_a_first_band_of_few_samples_comes_before_that_of_all(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(Fewer)
    with qtbot.waitSignals([session.spread_found] * 2, timeout=SLOWEST_MS):
        session.begin()
    assert asked == [(FIRST_SAMPLES, True), (SAMPLES, False)]
    assert session.findings is not None
    assert session.findings.spread is not None
    assert session.findings.spread.worth_asking


def test_a_further_answer_ends_the_spread_of_the_last_one_and_gets_its_own(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(Endless)
    live = panel(qtbot, session)
    troubles: list[str] = []
    session.trouble.connect(troubles.append)
    session.begin()
    qtbot.waitUntil(Endless.under_way.is_set, timeout=SLOWEST_MS)
    with qtbot.waitSignal(session.spread_found, timeout=SLOWEST_MS):
        session.answer(PEAK, 70)
    assert Endless.given_up.is_set()
    assert asked[0] == (FIRST_SAMPLES, True)
    assert band(live)
    assert not troubles, "to be overtaken is no trouble"


def test_a_band_of_older_answers_goes_with_the_figures_that_it_was_for(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(Fewer)
    live = panel(qtbot, session)
    with qtbot.waitSignals([session.spread_found] * 2, timeout=SLOWEST_MS):
        session.begin()
    assert band(live)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.answer(PEAK, 70)
    assert band(live) == ""


def test_a_spread_that_fails_is_one_sentence_and_the_figures_stay(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(Broken)
    live = panel(qtbot, session)
    with qtbot.waitSignal(session.trouble, timeout=SLOWEST_MS) as heard:
        session.begin()
    assert "your answers are safe" in heard.args[0]
    assert session.findings is not None
    assert band(live) == ""


def test_without_the_works_in_full_there_are_single_answers_alone(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(None)
    live = panel(qtbot, session)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.begin()
    qtbot.wait(200)
    assert band(live) == ""
    assert confidence(live) in {"sizes measured", "sizes predicted"}


# The page of results


def test_the_page_says_that_samples_are_drawn_and_then_shows_a_band_for_each_result(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    page = page_with(qtbot, session_of(None), findings(NAME))
    card = card_of(page)
    assert card.note.text() == WAITING
    assert not card.bands.rows
    assert not card.questions.isVisible()
    page.show_findings(with_spread())
    qtbot.waitUntil(lambda: bool(card.bands.rows), timeout=SLOWEST_MS)
    spread = with_spread().spread
    assert spread is not None
    assert [row.row.key for row in card.bands.rows] == [f"results.spread.band.{each.name}" for each in spread.bands]
    assert card.note.text().startswith(f"Confidence {spread.grade.letter}: ")
    assert f"{spread.samples:,} samples" in card.note.text()


def test_what_moves_cost_and_response_is_drawn_and_told_in_words(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    page = page_with(qtbot, session_of(None), with_spread())
    (card,) = page.findChildren(SwingsCard)
    for name in ("cost", "response"):
        picture = picture_of(card, name)
        qtbot.waitUntil(partial(is_drawn, picture), timeout=SLOWEST_MS)
        assert " to " in picture.accessibleName()


def picture_of(card: SwingsCard, name: str) -> Picture:
    found = card.findChild(Picture, f"results.swings.{name}")
    assert isinstance(found, Picture)
    return found


def is_drawn(picture: Picture) -> bool:
    return picture.heightForWidth(600) > 0


def unfolded(page: ResultsPage, place: int) -> str:
    card = card_of(page)
    key = card.questions.rows[place].row.key
    card.questions.unfold(key)
    return key


def pressed(qtbot: QtBot, page: ResultsPage, name: str) -> None:
    found = page.findChild(QAbstractButton, name)
    assert found is not None
    QApplication.processEvents()  # what was just unfolded finds its place in the next turn
    assert found.isVisible()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_command_of_a_question_can_be_copied(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    page = page_with(qtbot, session_of(None), with_spread())
    spread = with_spread().spread
    assert spread is not None
    key = unfolded(page, 0)
    question = next(each for each in spread.worth_asking if key.endswith(each.input_id) and each.command)
    QGuiApplication.clipboard().setText("before")
    pressed(qtbot, page, f"{key}.copy")
    assert QGuiApplication.clipboard().text() == question.command


def test_a_question_leads_to_the_answer_that_it_asks_for(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    session = session_of(None)
    page = page_with(qtbot, session, with_spread())
    spread = with_spread().spread
    assert spread is not None
    paths = {f"results.spread.ask.{each.input_id}": each.path for each in spread.worth_asking if each.path}
    places = [place for place, row in enumerate(card_of(page).questions.rows) if row.row.key in paths]
    assert places, "a question with an answer of its own is among the first"
    key = unfolded(page, places[0])
    with qtbot.waitSignal(session.place_wanted, timeout=SLOWEST_MS) as heard:
        pressed(qtbot, page, f"{key}.go")
    assert heard.args == [paths[key]]


def test_questions_come_with_the_most_narrowing_first(
    qtbot: QtBot, session_of: Callable[[type[InFull] | None], Session]
) -> None:
    page = page_with(qtbot, session_of(None), with_spread())
    spread = with_spread().spread
    assert spread is not None
    shares = {f"results.spread.ask.{each.input_id}": 0.0 for each in spread.worth_asking}
    for each in spread.worth_asking:
        key = f"results.spread.ask.{each.input_id}"
        shares[key] = max(shares[key], each.narrower_share)
    told = [shares[row.row.key] for row in card_of(page).questions.rows]
    assert told == sorted(told, reverse=True)
