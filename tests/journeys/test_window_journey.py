"""A workshop in the window: from nothing to both documents, by the clicks and keys of the person at the keyboard."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import Dialogs, garbage_left_to_this_thread
from wardround.assessment import Standing, value_at
from wardround.wizard.fields.choice_popup import ChoicePopup
from wardround.wizard.fields.provenance import ProvenancePopover
from wardround.wizard.fields.table.paste_preview import PastePreview
from wardround.wizard.fields.table.table_view import TableView
from wardround.wizard.remembered import Remembered
from wardround.wizard.show.findings_page import FindingsPage
from wardround.wizard.window import Window

SLOWEST_MS = 60_000
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Kind = TypeVar("Kind", bound=QWidget)

SITES = """Haus Süd\tGermany\tEurope/Berlin\t12
Praxis West\tAtlantis\tEurope/Berlin\t20
Labor Ost\tGermany\tEurope/Berlin\t9
"""
"""Three rows of four columns from a spreadsheet, with one cell that names no country."""
ROLES = """Role\tActivity level\tHead count
Ward stores\tOrdinary clerk\t140
Purchasing\tHeavy clerk\t35
Reception\tOccasional viewer\t60
"""


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what the program remembers and writes down inside the test."""
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "state"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    with garbage_left_to_this_thread():
        yield


class Hand:
    """Does what a person does, and sees what a person sees."""

    def __init__(self, qtbot: QtBot, dialogs: Dialogs) -> None:
        self.qtbot, self.dialogs = qtbot, dialogs
        self.window = Window(Remembered(), dialogs)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitSignal(self.window.ready, timeout=SLOWEST_MS):
            self.window.show()

    # --- finding --------------------------------------------------------------------------------------------

    def see(self, kind: type[Kind], name: str) -> Kind:
        """Return what is on the screen under a name, waiting until it is there."""

        def found() -> list[Kind]:
            all_of_them: list[Kind] = self.window.findChildren(kind, name)
            return [each for each in all_of_them if each.isVisible()]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=SLOWEST_MS // 4)
        return found()[0]

    def value(self, path: str) -> Any:  # noqa: ANN401 - as the path says
        assert self.window.desk is not None
        found = value_at(self.window.desk.session.assessment, path)
        return getattr(found, "value", found)

    def standing(self, path: str) -> Standing:
        assert self.window.desk is not None
        found: Standing = value_at(self.window.desk.session.assessment, path).standing
        return found

    def rows(self, table: str) -> list[str]:
        """Return the names of the rows of a table."""
        return [row.name for row in self.value(table)]

    # --- doing ----------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.see(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def go_to(self, step_id: str) -> None:
        self.click(f"rail.{step_id}")
        assert self.window.desk is not None
        assert self.window.desk.step.step_id == step_id

    def keys(self, text: str) -> None:
        """Type into whatever has the cursor."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self.focused(), letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # Qt's own tests type ASCII only
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focused(), event)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)

    def focused(self) -> QWidget:
        floating = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if floating is None and not self.window.isActiveWindow():
            # A window manager does this when something that floated is gone; the offscreen platform has none.
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow, timeout=SLOWEST_MS // 4)
        focused: QWidget | None = (floating or self.window).focusWidget()
        assert focused is not None, "nothing has the cursor"
        return focused

    def put(self, path: str, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Click into the field of an answer, type in place of what stands there, and leave it."""
        self.qtbot.mouseClick(self.see(QWidget, path), Qt.MouseButton.LeftButton)
        self.key(Qt.Key.Key_A, CTRL)
        self.keys(text)
        self.key(key)

    def pick(self, path: str, typed: str) -> None:
        """Search a list from the keyboard and take what is found first."""
        control = self.see(QWidget, path)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key.Key_Down)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, ChoicePopup)
        self.keys(typed)
        self.key(Qt.Key.Key_Return)

    def tick(self, path: str, *typed: str) -> None:
        """Tick several entries of a list and keep them."""
        self.see(QWidget, path).setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key.Key_Down)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, ChoicePopup)
        for words in typed:
            popup.search.clear()
            popup.search.setFocus()
            self.keys(words)
            self.key(Qt.Key.Key_Down)
            self.qtbot.keyClick(popup.list, Qt.Key.Key_Home)
            self.qtbot.keyClick(popup.list, Qt.Key.Key_Space)
        self.qtbot.keyClick(popup.list, Qt.Key.Key_Return)

    def say_yes(self, path: str) -> None:
        self.see(QWidget, path).setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key.Key_Y)

    def type_row(self, table: str, *cells: str) -> None:
        """Begin the first row of a table and type it cell by cell; '' leaves a cell as it is."""
        self.click(f"{table}.first")
        for place, text in enumerate(cells):
            if place:
                self.key(Qt.Key.Key_Right)
            if text:
                self.keys(text)
                self.key(Qt.Key.Key_Return)
                self.qtbot.waitUntil(lambda: isinstance(self.focused(), TableView), timeout=SLOWEST_MS // 4)

    def paste(self, table: str, block: str) -> PastePreview:
        """Copy a block elsewhere and paste it into a table."""
        QGuiApplication.clipboard().setText(block)
        view = self.window.findChild(TableView, table)
        assert view is not None
        if view.isVisible():
            view.setFocus(Qt.FocusReason.TabFocusReason)
            self.key(Qt.Key.Key_V, CTRL)
        else:
            self.click(f"{table}.paste_first")
        return self.see(PastePreview, "paste.preview")

    def wait_for_figures(self) -> None:
        desk = self.window.desk
        assert desk is not None
        self.qtbot.waitUntil(lambda: not desk.session.is_working, timeout=SLOWEST_MS)
        assert desk.session.failure == ""
        assert desk.session.findings is not None


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Hand:
    dialogs = Dialogs()
    dialogs.answer = tmp_path / "nordtal.wardround"
    return Hand(qtbot, dialogs)


def test_from_a_blank_engagement_to_the_documents_and_back_again(hand: Hand, qtbot: QtBot, tmp_path: Path) -> None:
    begin(hand)
    engagement(hand)
    sites(hand)
    workload(hand)
    interfaces(hand)
    data_and_controls(hand)
    recovery(hand)
    platform(hand)
    hand.wait_for_figures()
    for step_id in ("results", "risks", "roadmap"):
        look_at(hand, step_id)
    deliver(hand, tmp_path / "for the client")
    read_the_workbook(tmp_path / "for the client" / "klinikum-nordtal-bom.xlsx")
    read_the_roadmap(tmp_path / "for the client" / "klinikum-nordtal-roadmap.pdf")
    read_the_findings(tmp_path / "for the client" / "klinikum-nordtal-findings.json")

    assert hand.window.desk is not None
    before = hand.window.desk.session.assessment
    hand.window.close()
    again = Hand(qtbot, hand.dialogs)
    assert again.window.desk is None
    with qtbot.waitSignal(again.window.opened, timeout=SLOWEST_MS):
        again.click("start.recent.1")
    assert again.window.desk is not None
    assert again.window.desk.session.assessment == before
    assert again.see(QLabel, "header.client").text() == "Klinikum Nordtal"
    assert again.see(QLineEdit, "engagement.project").text() == "ERP für alle Häuser"
    again.go_to("deliverables")
    assert again.see(QLineEdit, "deliverables.folder").text() == str(tmp_path / "for the client")
    again.window.close()


def begin(hand: Hand) -> None:
    hand.click("start.new")
    hand.keys("Klinikum Nordtal")
    with hand.qtbot.waitSignal(hand.window.opened, timeout=SLOWEST_MS):
        hand.click("new.create")
    assert hand.value("engagement.client") == "Klinikum Nordtal"
    assert not hand.value("organisation.sites"), "blank is blank"


def engagement(hand: Hand) -> None:
    hand.put("engagement.project", "ERP für alle Häuser")
    hand.put("engagement.author", "Anna Weiß", Qt.Key.Key_Return)
    hand.put("engagement.deadline_weeks", "soon")
    assert hand.see(QLabel, "engagement.deadline_weeks.problem").text() == "'soon' is not a number"
    assert hand.see(QLineEdit, "engagement.deadline_weeks").text() == "soon", "what was typed stays"
    assert hand.value("engagement.deadline_weeks") is None
    hand.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_A, CTRL)
    hand.keys("39")
    hand.key(Qt.Key.Key_D, ALT)
    assert hand.value("engagement.deadline_weeks") == 39
    assert hand.standing("engagement.deadline_weeks") is Standing.DOCUMENTED
    hand.click("more")  # this card has more questions than the core ones
    hand.say_yes("engagement.sponsor_named")
    assert hand.value("engagement.sponsor_named") is True
    hand.pick("engagement.engagement_type", "")
    hand.tick("engagement.business_drivers", "cost")

    # What somebody has to find out is parked, with a name and a date.
    hand.see(QWidget, "engagement.decision_confidence").setFocus()
    hand.key(Qt.Key.Key_N, ALT)
    form = QApplication.activePopupWidget()
    assert isinstance(form, ProvenancePopover)
    hand.keys("Ines Vos")
    hand.key(Qt.Key.Key_Tab)
    hand.keys("12 Nov 2026")
    hand.key(Qt.Key.Key_Return)
    assert hand.see(QLabel, "engagement.decision_confidence.owed").text() == "Ines Vos, by 12 Nov 2026"

    # One act back and forth, by the keys that everybody knows.
    hand.put("engagement.project", "Another project")
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.value("engagement.project") == "ERP für alle Häuser"
    hand.key(Qt.Key.Key_Y, CTRL)
    assert hand.value("engagement.project") == "Another project"
    hand.click("header.undo")
    assert hand.see(QLineEdit, "engagement.project").text() == "ERP für alle Häuser"


def sites(hand: Hand) -> None:
    hand.go_to("sites_and_people")
    hand.put("organisation.site_count", "3")
    hand.type_row("organisation.sites", "Haus Nord", "Germany", "Europe/Berlin")
    assert hand.rows("organisation.sites") == ["Haus Nord"]
    preview = hand.paste("organisation.sites", SITES)
    refused = preview.findChild(QListWidget, "paste.refused")
    assert refused is not None
    assert refused.count() == 1
    assert refused.item(0).text().startswith("Line 2, Country: 'Atlantis' is not on the list")
    assert hand.rows("organisation.sites") == ["Haus Nord"], "nothing is taken before somebody says so"
    assert preview.take.text() == "Take 2 and leave 1 out"
    hand.qtbot.mouseClick(preview.take, Qt.MouseButton.LeftButton)
    assert hand.rows("organisation.sites") == ["Haus Nord", "Haus Süd", "Labor Ost"]
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.rows("organisation.sites") == ["Haus Nord"], "a paste is one act"
    hand.key(Qt.Key.Key_Y, CTRL)
    assert hand.rows("organisation.sites") == ["Haus Nord", "Haus Süd", "Labor Ost"]


def workload(hand: Hand) -> None:
    hand.go_to("workload")
    hand.put("people.named_users", "1,240")
    hand.put("people.peak_concurrent_users", "260")
    hand.key(Qt.Key.Key_M)
    assert hand.standing("people.peak_concurrent_users") is Standing.MEASURED
    preview = hand.paste("people.roles", ROLES)
    hand.qtbot.mouseClick(preview.take, Qt.MouseButton.LeftButton)
    assert hand.rows("people.roles") == ["Ward stores", "Purchasing", "Reception"]
    hand.put("volumes.db_size_gb", "180")


def interfaces(hand: Hand) -> None:
    hand.go_to("interfaces_and_dependencies")
    hand.put("interfaces.interface_count", "7")
    hand.type_row("dependencies.systems", "Lab system", "", "", "4")
    assert hand.rows("dependencies.systems") == ["Lab system"]


def data_and_controls(hand: Hand) -> None:
    hand.go_to("data_classification")
    hand.tick("data.data_classes", "patient health", "personal")
    assert len(hand.value("data.data_classes")) == 2
    hand.go_to("controls")
    hand.tick("compliance.regimes", "gdpr")
    assert hand.value("compliance.regimes")


def recovery(hand: Hand) -> None:
    hand.go_to("recovery_objectives")
    hand.put("recovery.rto_minutes", "4 h")
    hand.put("recovery.rpo_minutes", "15 min")
    assert (hand.value("recovery.rto_minutes"), hand.value("recovery.rpo_minutes")) == (240, 15)
    hand.type_row("recovery.processes", "Orders to suppliers", "8 h", "1 h", "1 d")
    (process,) = hand.value("recovery.processes")
    assert (process.name, process.rto_minutes, process.rpo_minutes, process.mtd_hours) == (
        "Orders to suppliers",
        480,
        60,
        24,
    )


def platform(hand: Hand) -> None:
    hand.go_to("platform_and_operations")
    hand.pick("platform.azure_region", "germany west")
    assert hand.value("platform.azure_region") == "germanywestcentral"
    hand.put("operations.ops_fte", "1,5")
    assert hand.value("operations.ops_fte") == 1.5
    hand.say_yes("operations.runbooks_exist")


def look_at(hand: Hand, step_id: str) -> None:
    hand.go_to(step_id)
    assert hand.window.desk is not None
    page = hand.window.desk.page
    assert isinstance(page, FindingsPage)
    hand.qtbot.waitUntil(lambda: page.is_complete, timeout=SLOWEST_MS)


def deliver(hand: Hand, folder: Path) -> None:
    hand.go_to("deliverables")
    hand.put("deliverables.folder", str(folder))
    hand.click("deliverables.write")
    words = hand.see(QLabel, "deliverables.words")
    hand.qtbot.waitUntil(lambda: words.text() == f"Written to {folder}", timeout=SLOWEST_MS)
    assert sorted(path.name for path in folder.iterdir()) == [
        "klinikum-nordtal-bom.xlsx",
        "klinikum-nordtal-findings.json",
        "klinikum-nordtal-roadmap.pdf",
    ]


def read_the_workbook(path: Path) -> None:
    book = load_workbook(io.BytesIO(path.read_bytes()))
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    text = "\n".join(cells)
    for typed in ("Klinikum Nordtal", "ERP für alle Häuser", "Orders to suppliers", "Germany West Central", "Ines Vos"):
        assert typed in text, typed


def read_the_roadmap(path: Path) -> None:
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for typed in ("Klinikum Nordtal", "ERP für alle Häuser", "Anna Weiß", "Orders to suppliers"):
        assert typed in text, typed


def read_the_findings(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert "Klinikum Nordtal" in json.dumps(found, ensure_ascii=False)
    assert float(found["totals"]["monthly_usd"]) > 0
    assert date.fromisoformat(found["as_of"]) <= datetime.now().astimezone().date()
