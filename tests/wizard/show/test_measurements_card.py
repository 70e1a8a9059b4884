"""Measurements in the window: pick files, read them, tick what counts, take it as one act, and take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF
from tests.engine.samples import findings
from tests.wizard.frame import SLOWEST_MS
from tests.workshop.desk import begun, sample
from tests.workshop.measured_week import APPLICATION_S, CPUS, made
from wardround.assessment import Assessment, Standing
from wardround.wizard.asking import FileDialogs
from wardround.wizard.opening import Opener
from wardround.wizard.pages.answer_page import AnswerPage
from wardround.wizard.session import Session
from wardround.wizard.show.measurements_card import (
    NO_FIGURES,
    NO_FILES,
    NOTHING_CHOSEN,
    STOPPED,
    MeasurementsCard,
)
from wardround.workshop.calibrating import Calibration
from wardround.workshop.steps import step

NAME = "clinic-group"
Week = tuple[Path, Path, Path]


class Picks(FileDialogs):
    """Picks files in place of a person, by what is asked for."""

    def __init__(self) -> None:
        self.by_title: dict[str, Path] = {}

    def file_of_measurements(self, _parent: QWidget, title: str, _folder: Path) -> Path | None:
        return self.by_title.get(title)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return made(tmp_path_factory.mktemp("week"))


@pytest.fixture
def session(tmp_path: Path, opener: Opener, qtbot: QtBot) -> Iterator[Session]:
    engagement = begun(tmp_path / "clinic.wardround", sample(NAME))
    session = Session(
        engagement,
        opener.catalogue,
        opener.knowledge,
        assess=lambda *_, **__: findings(NAME),
        today=lambda: AS_OF,
    )
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.begin()
    yield session
    session.close()


@pytest.fixture
def picks() -> Picks:
    return Picks()


def shown(qtbot: QtBot, card: MeasurementsCard) -> MeasurementsCard:
    qtbot.addWidget(card)
    card.resize(760, 900)
    card.show()
    return card


@pytest.fixture
def card(qtbot: QtBot, session: Session, picks: Picks) -> MeasurementsCard:
    return shown(qtbot, MeasurementsCard(session, picks))


def press(qtbot: QtBot, card: QWidget, name: str) -> None:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    assert found.isVisible()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def said(card: QWidget, name: str = "measurements.words") -> str:
    found = card.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def read(qtbot: QtBot, card: MeasurementsCard, picks: Picks, files: dict[str, tuple[str, Path]]) -> None:
    """Choose files by clicks, and have them read."""
    for name, (title, path) in files.items():
        picks.by_title[title] = path
        press(qtbot, card, f"measurements.{name}.choose")
    press(qtbot, card, "measurements.read")
    qtbot.waitUntil(lambda: not card.is_running, timeout=SLOWEST_MS)


def all_of(week: Week) -> dict[str, tuple[str, Path]]:
    log, application, database = week
    return {
        "odoo_log": ("Odoo log", log),
        "application_use": ("Use of the application server", application),
        "database_use": ("Use of the database server", database),
    }


def test_files_are_read_and_their_answers_taken_as_one_act_that_can_be_undone(
    qtbot: QtBot, card: MeasurementsCard, session: Session, picks: Picks, week: Week
) -> None:
    before = session.assessment
    read(qtbot, card, picks, all_of(week))
    fits = said(card, "measurements.fits")
    assert "Fit on the application server: good" in fits
    assert "Fit on the database server: good" in fits
    assert [row.row.key for row in card.results.actual.rows] == [
        "measurements.actual.application",
        "measurements.actual.database",
    ]
    unticked = {tick.objectName() for tick in card.results.ticks if not tick.isChecked()}
    assert "measurements.take.demand.read" not in unticked
    assert "measurements.take.answer.baseline.app_cpu_util_peak_current_pct" in unticked
    assert session.assessment == before
    press(qtbot, card, "measurements.take")
    measured = session.assessment.baseline.measured_demands
    assert {row.model_class for row in measured} >= set(APPLICATION_S)
    assert {row.standing for row in measured} == {Standing.MEASURED}
    assert said(card).endswith("Undo takes them back in one step.")
    assert not card.take.isVisible()
    session.undo()
    assert session.assessment == before


def test_what_is_unticked_stays_as_it_is(
    qtbot: QtBot, card: MeasurementsCard, session: Session, picks: Picks, week: Week
) -> None:
    read(qtbot, card, picks, all_of(week))
    for tick in card.results.ticks:
        if tick.isChecked() != (tick.objectName() == "measurements.take.demand.read"):
            qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    before = session.assessment
    press(qtbot, card, "measurements.take")
    assert [row.model_class for row in session.assessment.baseline.measured_demands] == ["read"]
    assert session.assessment.people == before.people
    assert session.assessment.calendar == before.calendar


def test_taking_with_nothing_ticked_changes_nothing_and_says_so(
    qtbot: QtBot, card: MeasurementsCard, session: Session, picks: Picks, week: Week
) -> None:
    read(qtbot, card, picks, {"database_use": all_of(week)["database_use"]})
    for tick in card.results.ticks:
        tick.setChecked(False)
    before = session.assessment
    press(qtbot, card, "measurements.take")
    assert said(card) == NOTHING_CHOSEN
    assert session.assessment is before


def test_a_server_beside_its_prediction_is_shown_without_any_log(
    qtbot: QtBot, card: MeasurementsCard, picks: Picks, week: Week
) -> None:
    read(qtbot, card, picks, {"application_use": all_of(week)["application_use"]})
    (row,) = card.results.actual.rows
    words = " | ".join(cell.said for cell in row.row.cells)
    assert words.startswith("Application server, busiest hour")
    assert "predicted for that of the horizon" in words


def test_a_fit_that_is_refused_says_why_and_what_to_do(
    qtbot: QtBot, card: MeasurementsCard, picks: Picks, week: Week, tmp_path: Path
) -> None:
    log, application, _ = week
    lines = application.read_text(encoding="utf-8").splitlines()
    short = tmp_path / "short.csv"
    short.write_text("\n".join(lines[:12]), encoding="utf-8")
    read(
        qtbot,
        card,
        picks,
        {"odoo_log": ("Odoo log", log), "application_use": ("Use of the application server", short)},
    )
    assert "Fit on the application server: refused" in said(card, "measurements.fits")
    assert "measure some days" in said(card, "measurements.remarks")
    assert not any(tick.objectName().startswith("measurements.take.demand") for tick in card.results.ticks)


def test_cpus_that_the_file_does_not_tell_can_be_told(
    qtbot: QtBot, card: MeasurementsCard, picks: Picks, week: Week, tmp_path: Path
) -> None:
    log, application, _ = week
    bare = tmp_path / "bare.csv"
    bare.write_text(application.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    files = {"odoo_log": ("Odoo log", log), "application_use": ("Use of the application server", bare)}
    read(qtbot, card, picks, files)
    assert "how many CPUs" in said(card, "measurements.remarks")
    field = card.findChild(QLineEdit, "measurements.application_use.cpus")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, str(CPUS))
    assert not card.results.ticks, "what another choice said is gone"
    read(qtbot, card, picks, files)
    assert any(tick.objectName().startswith("measurements.take.demand") for tick in card.results.ticks)


@pytest.mark.parametrize("content", ["", "hello\n", "(PDH-CSV 4.0)\n"])
def test_a_file_that_cannot_be_read_is_named_in_one_calm_sentence(
    qtbot: QtBot, card: MeasurementsCard, session: Session, picks: Picks, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "use.csv"
    path.write_text(content, encoding="utf-8")
    before = session.assessment
    read(qtbot, card, picks, {"database_use": ("Use of the database server", path)})
    assert said(card).startswith("use.csv: ")
    assert "Nothing was changed." in said(card)
    assert session.assessment is before


def test_without_a_file_it_asks_for_one(qtbot: QtBot, card: MeasurementsCard) -> None:
    press(qtbot, card, "measurements.read")
    assert said(card) == NO_FILES


def test_a_file_can_be_left_out_again(qtbot: QtBot, card: MeasurementsCard, picks: Picks, week: Week) -> None:
    picks.by_title["Odoo log"] = week[0]
    press(qtbot, card, "measurements.odoo_log.choose")
    assert said(card, "measurements.odoo_log.file") == "odoo.log"
    press(qtbot, card, "measurements.odoo_log.leave")
    assert not card.files.has_any


def test_who_thinks_better_of_a_file_has_chosen_none(qtbot: QtBot, card: MeasurementsCard) -> None:
    press(qtbot, card, "measurements.odoo_log.choose")
    assert not card.files.has_any


def test_before_the_first_figures_it_says_what_is_missing(
    qtbot: QtBot, blank_session: Session, picks: Picks, week: Week
) -> None:
    card = shown(qtbot, MeasurementsCard(blank_session, picks))
    picks.by_title["Odoo log"] = week[0]
    press(qtbot, card, "measurements.odoo_log.choose")
    press(qtbot, card, "measurements.read")
    assert said(card) == NO_FIGURES


def test_reading_can_be_stopped_and_begun_again(qtbot: QtBot, session: Session, picks: Picks, week: Week) -> None:
    begun_reading = Event()

    def endless(*given: object) -> Calibration:
        told = given[-1]
        assert callable(told)
        begun_reading.set()
        while True:
            told(0.25, "reading the log")

    card = shown(qtbot, MeasurementsCard(session, picks, endless))
    picks.by_title["Odoo log"] = week[0]
    press(qtbot, card, "measurements.odoo_log.choose")
    press(qtbot, card, "measurements.read")
    qtbot.waitUntil(lambda: begun_reading.is_set() and "25 % done" in said(card), timeout=SLOWEST_MS)
    press(qtbot, card, "measurements.stop")
    qtbot.waitUntil(lambda: not card.is_running, timeout=SLOWEST_MS)
    assert said(card) == STOPPED
    assert card.read.isVisible()


def test_the_card_stands_behind_the_question_for_measurements(qtbot: QtBot, session: Session) -> None:
    page = AnswerPage(session, step("platform_and_operations"))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.complete, timeout=SLOWEST_MS):
        page.show()
    assert len(page.findChildren(MeasurementsCard)) == 1


@pytest.fixture
def blank_session(tmp_path: Path, opener: Opener) -> Iterator[Session]:
    made_session = Session(
        begun(tmp_path / "blank.wardround", Assessment()),
        opener.catalogue,
        opener.knowledge,
        assess=lambda *_, **__: findings(NAME),
        today=lambda: AS_OF,
    )
    yield made_session
    made_session.close()
