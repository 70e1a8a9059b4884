"""The page of deliverables: it says whether it can, writes on another thread, and opens what it wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF
from tests.wizard.frame import SLOWEST_MS, Dialogs, example_findings
from tests.workshop.desk import begun, sample
from wardround.assessment import Assessment
from wardround.engine.findings import Findings
from wardround.wizard.opening import Opener
from wardround.wizard.pages.deliverables import DeliverablesPage, size_words
from wardround.wizard.remembered import Remembered
from wardround.wizard.session import Session
from wardround.wizard.show.scenario_choice import ScenarioChoice
from wardround.workshop.steps import step

NAMES = ["amt-nord-bom.xlsx", "amt-nord-roadmap.pdf", "amt-nord-findings.json"]


class Desk:
    """A session with its page, and the hands of who uses it."""

    def __init__(self, qtbot: QtBot, session: Session, remembered: Remembered, dialogs: Dialogs) -> None:
        self.qtbot, self.session, self.dialogs = qtbot, session, dialogs
        self.page = DeliverablesPage(session, step("deliverables"), remembered, dialogs)
        qtbot.addWidget(self.page)
        self.page.resize(700, 640)
        self.page.show()
        self.page.refresh(None)

    def widget(self, name: str) -> Any:  # noqa: ANN401 - each is of its own kind
        found = self.page.findChild(QWidget, f"deliverables.{name}")
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        made: QAbstractButton = self.widget(name)
        self.qtbot.mouseClick(made, Qt.MouseButton.LeftButton)

    def go_to_folder(self, folder: Path | str) -> None:
        field: QLineEdit = self.widget("folder")
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, str(folder))

    @property
    def words(self) -> str:
        shown: QLabel = self.widget("words")
        return shown.text()

    def wait_until_written(self) -> None:
        self.qtbot.waitUntil(lambda: self.words.startswith("Written to"), timeout=SLOWEST_MS)


@pytest.fixture
def at_desk(
    qtbot: QtBot, tmp_path: Path, opener: Opener, remembered: Remembered, dialogs: Dialogs
) -> Iterator[Callable[..., Desk]]:
    """Return a way to a page whose figures come from a function in place of the engine."""
    kept: list[Desk] = []

    def made(assess: Callable[..., Findings] = example_findings, assessment: Assessment | None = None) -> Desk:
        engagement = begun(tmp_path / "nord.wardround", assessment or sample())
        session = Session(engagement, opener.catalogue, opener.knowledge, assess=assess, today=lambda: AS_OF)
        session.put_field("engagement.client", "Amt Nord")
        kept.append(Desk(qtbot, session, remembered, dialogs))
        return kept[-1]

    yield made
    for desk in kept:
        desk.session.close()


@pytest.fixture
def ready(qtbot: QtBot, at_desk: Callable[..., Desk]) -> Desk:
    """Return a page on which documents can be written."""
    desk = at_desk()
    qtbot.waitUntil(lambda: desk.widget("write").isEnabled(), timeout=SLOWEST_MS)
    return desk


def test_all_documents_are_written_and_listed_with_size_and_buttons(ready: Desk, tmp_path: Path) -> None:
    ready.go_to_folder(tmp_path / "out")
    ready.press("write")
    ready.wait_until_written()
    assert ready.words == f"Written to {tmp_path / 'out'}"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(NAMES)
    for kind, name in (("xlsx", "workbook"), ("pdf", "pdf"), ("json", "json")):
        assert ready.widget(f"open.{kind}").isVisible()
        assert "B, " in ready.widget(name).accessibleDescription()
    assert ready.widget("open_folder").hasFocus()
    assert not ready.widget("cancel").isVisible()


def test_only_what_is_ticked_is_written(ready: Desk, tmp_path: Path) -> None:
    ready.go_to_folder(tmp_path / "out")
    ready.press("workbook")
    ready.qtbot.keyClick(ready.widget("pdf"), Qt.Key.Key_Space)
    ready.press("write")
    ready.wait_until_written()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["amt-nord-findings.json"]
    assert not ready.widget("open.xlsx").isVisible()


def test_the_names_of_the_files_stand_there_before_they_are_written(ready: Desk) -> None:
    described = [ready.widget(name).accessibleDescription() for name in ("workbook", "pdf", "json")]
    assert described == NAMES
    ready.session.put_field("engagement.client", "Amt Süd")
    ready.page.refresh(None)
    assert ready.widget("json").accessibleDescription() == "amt-sud-findings.json"


def test_the_button_says_why_it_cannot(qtbot: QtBot, at_desk: Callable[..., Desk]) -> None:
    go_on = Event()

    def slow(*_: object, **__: object) -> Findings:
        go_on.wait()
        return example_findings(Assessment())

    desk = at_desk(slow)
    assert not desk.widget("write").isEnabled()
    assert desk.words.startswith("The first figures are being worked out")
    assert desk.widget("write").toolTip() == desk.words
    go_on.set()
    qtbot.waitUntil(lambda: desk.widget("write").isEnabled(), timeout=SLOWEST_MS)
    assert desk.words == ""
    for name in ("workbook", "pdf", "json"):
        desk.press(name)
    assert desk.words == "Choose at least one document."
    desk.press("json")
    desk.go_to_folder("")
    qtbot.keyClick(desk.widget("folder"), Qt.Key.Key_Delete)
    assert desk.words == "Choose the folder that the documents go into."
    assert not desk.widget("write").isEnabled()


def test_without_figures_the_button_says_what_keeps_them_away(qtbot: QtBot, at_desk: Callable[..., Desk]) -> None:
    def broken(*_: object, **__: object) -> Findings:
        raise ZeroDivisionError

    desk = at_desk(broken)
    qtbot.waitUntil(lambda: desk.words.startswith("There are no figures to write. Wardround made"), timeout=SLOWEST_MS)
    assert not desk.widget("write").isEnabled()
    assert "Traceback" not in desk.words


def test_before_the_first_answer_there_is_nothing_to_write(
    qtbot: QtBot, blank: Session, remembered: Remembered, dialogs: Dialogs
) -> None:
    desk = Desk(qtbot, blank, remembered, dialogs)
    assert desk.words.startswith("Nothing is answered yet")
    assert not desk.widget("write").isEnabled()


def test_cancelled_nothing_is_written_and_the_cursor_is_back_on_the_button(
    qtbot: QtBot, at_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    calls: list[int] = []
    begun_again, go_on = Event(), Event()

    def assess(*_: object, **__: object) -> Findings:
        calls.append(1)
        if len(calls) > 1:
            begun_again.set()
            go_on.wait()
        return example_findings(Assessment())

    desk = at_desk(assess)
    qtbot.waitUntil(lambda: desk.widget("write").isEnabled(), timeout=SLOWEST_MS)
    desk.go_to_folder(tmp_path / "out")
    desk.widget("write").setFocus()
    desk.press("write")
    assert not desk.widget("write").isEnabled()
    qtbot.waitUntil(begun_again.is_set, timeout=SLOWEST_MS)
    desk.press("cancel")
    assert desk.words == "Stopping …"
    go_on.set()
    qtbot.waitUntil(lambda: desk.words.startswith("Cancelled; nothing was written"), timeout=SLOWEST_MS)
    assert not (tmp_path / "out").exists()
    assert desk.widget("write").isEnabled()
    assert desk.widget("write").hasFocus()


def test_trouble_is_one_sentence_and_what_stood_there_is_whole(ready: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    ready.go_to_folder(tmp_path / "taken")
    ready.press("write")
    ready.qtbot.waitUntil(lambda: "is a file, not a folder" in ready.words, timeout=SLOWEST_MS)
    assert "\n" not in ready.words
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"
    assert ready.widget("write").isEnabled()


def test_enter_in_the_folder_writes_and_the_folder_is_remembered_with_the_file(
    ready: Desk, remembered: Remembered, tmp_path: Path
) -> None:
    ready.go_to_folder("out")
    ready.qtbot.keyClick(ready.widget("folder"), Qt.Key.Key_Return)
    ready.wait_until_written()
    assert (tmp_path / "out" / NAMES[0]).exists(), "a folder that is not whole counts from the engagement's own"
    again = Desk(ready.qtbot, ready.session, remembered, ready.dialogs)
    assert again.widget("folder").text() == str(tmp_path / "out")


def test_the_folder_can_be_chosen_in_the_dialog_of_the_system(ready: Desk, tmp_path: Path) -> None:
    assert ready.widget("folder").text() == str(tmp_path), "at first it is where the engagement is"
    ready.dialogs.answer = tmp_path / "chosen"
    ready.press("choose")
    assert ready.dialogs.asked == [tmp_path]
    assert ready.widget("folder").text() == str(tmp_path / "chosen")
    ready.dialogs.answer = None
    ready.press("choose")
    assert ready.widget("folder").text() == str(tmp_path / "chosen")


def test_what_was_written_can_be_opened_and_what_is_gone_is_told(
    ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    answers = iter([True, True, False])

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return next(answers)

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    ready.go_to_folder(tmp_path / "out")
    ready.press("write")
    ready.wait_until_written()
    ready.press("open.json")
    ready.press("open_folder")
    assert [Path(each) for each in opened] == [tmp_path / "out" / NAMES[2], tmp_path / "out"]
    ready.press("open.pdf")
    assert ready.words.startswith("This machine knows no program that opens")
    (tmp_path / "out" / NAMES[0]).unlink()
    ready.press("open.xlsx")
    assert ready.words.endswith("is no longer there.")


def test_documents_that_are_older_than_the_answers_say_so(ready: Desk, tmp_path: Path) -> None:
    ready.session.changed.connect(ready.page.refresh)
    ready.go_to_folder(tmp_path / "out")
    ready.press("write")
    ready.wait_until_written()
    ready.session.answer("people.peak_concurrent_users", 270)
    assert ready.words == "The answers have changed since these documents were written."
    assert ready.widget("open.pdf").isVisible()


def test_a_scenario_is_offered_by_its_title_and_named_in_the_files(qtbot: QtBot, at_desk: Callable[..., Desk]) -> None:
    asked: list[object] = []

    def assess(*_: object, **under: object) -> Findings:
        asked.append(under.get("scenario"))
        return example_findings(Assessment())

    desk = at_desk(assess)
    qtbot.waitUntil(lambda: desk.widget("write").isEnabled(), timeout=SLOWEST_MS)
    choice: ScenarioChoice = desk.widget("scenario")
    scenarios = desk.session.assessment.scenarios
    assert [choice.itemText(place) for place in range(choice.count())] == [
        "As answered",
        *(each.title for each in scenarios),
    ]
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.key == scenarios[0].key
    assert desk.widget("pdf").accessibleDescription() != NAMES[1]
    desk.press("write")
    desk.wait_until_written()
    assert asked[-1] == scenarios[0].key


def test_where_there_is_no_scenario_none_is_asked_for(
    qtbot: QtBot, blank: Session, remembered: Remembered, dialogs: Dialogs
) -> None:
    desk = Desk(qtbot, blank, remembered, dialogs)
    assert not desk.widget("scenario").isVisible()


def test_every_part_is_reached_by_tab_and_has_a_name_for_who_cannot_see_it(ready: Desk) -> None:
    reached: list[str] = []
    here: QWidget = ready.widget("folder")
    while True:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisible() and here.isEnabled():
            reached.append(here.objectName())
            assert here.accessibleName(), here.objectName()
        following = here.nextInFocusChain()
        if following is None or following is ready.widget("folder"):
            break
        here = following
    assert [name.removeprefix("deliverables.") for name in reached] == [
        "folder",
        "choose",
        "scenario",
        "workbook",
        "pdf",
        "json",
        "continuity",
        "loadtest",
        "write",
    ]


@pytest.mark.parametrize(
    ("size_bytes", "words"), [(1, "1 kB"), (412_400, "412 kB"), (999_999, "1000 kB"), (1_250_000, "1.2 MB")]
)
def test_sizes_are_said_as_people_say_them(size_bytes: int, words: str) -> None:
    assert size_words(size_bytes) == words
