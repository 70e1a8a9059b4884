"""The page of deliverables: where to, which documents, under which scenario; written, they can be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardround.wizard.asking import FileDialogs
from wardround.wizard.background import Job, Progress
from wardround.wizard.calm import sentence_about
from wardround.wizard.cards import ROW_SIDE, Card, ListCard, page_scaffold
from wardround.wizard.labels import button, label, with_role
from wardround.wizard.remembered import Remembered
from wardround.wizard.session import Session
from wardround.wizard.show.document_row import DocumentRow
from wardround.wizard.show.scenario_choice import ScenarioChoice
from wardround.workshop.delivery import ASSESSING, PLACING, Cancelled, Delivered, Order, deliver, folder_typed
from wardround.workshop.export import KINDS, ON_DEMAND, name_start
from wardround.workshop.open_engagement import Change
from wardround.workshop.refused import Refused
from wardround.workshop.steps import Step

_DOCUMENTS = (
    ("xlsx", "Workbook", "deliverables.workbook"),
    ("pdf", "Roadmap (PDF)", "deliverables.pdf"),
    ("json", "Findings as JSON", "deliverables.json"),
    ("continuity", "Downtime forms to fill by hand (PDF)", "deliverables.continuity"),
    ("loadtest", "Load test for testers (JSON)", "deliverables.loadtest"),
)
_DOING = {ASSESSING: "Working out the figures …", PLACING: "Putting the files in their place …"}
_MB, _KB = 1_000_000, 1_000


class DeliverablesPage(QWidget):
    """Asks where to, and writes the documents on another thread."""

    def __init__(
        self, session: Session, step: Step, remembered: Remembered | None = None, dialogs: FileDialogs | None = None
    ) -> None:
        """Take the session; what is remembered and who asks for a folder can be brought along."""
        super().__init__()
        self._session = session
        self._remembered = remembered or Remembered()
        self._dialogs = dialogs or FileDialogs()
        self._file = session.engagement.file.path
        self._stop: Event | None = None
        self._written: tuple[Delivered, ...] = ()
        self._says_why_not = False
        self._folder = QLineEdit()
        self._scenario = ScenarioChoice()
        self._scenario_caption = label("Scenario", "caption")
        self._rows = [
            DocumentRow(kind, title, name=name, opens=f"deliverables.open.{kind}") for kind, title, name in _DOCUMENTS
        ]
        for row in self._rows:
            row.tick.setChecked(row.kind not in ON_DEMAND)
        self._write = button("Write the documents", "deliverables.write", primary=True)
        self._cancel = button("Cancel", "deliverables.cancel")
        self._open_folder = button("Open folder", "deliverables.open_folder")
        self._words = label("", "note", wrap=True)
        self._words.setObjectName("deliverables.words")
        self._lay_out(step)
        self._connect()
        self._folder.setText(str(self._remembered.documents_folder(self._file)))
        self._show_scenarios()
        self._rest()

    # --- what the frame calls -------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Take note of other answers: other names, other scenarios, and documents that are older than they are."""
        self._show_scenarios()
        if self._stop is not None:
            return
        if change is not None and self._written:
            self._say("The answers have changed since these documents were written.")
        elif not self._written:
            self._rest()
        self._show_whether_it_can()

    # --- laying out -----------------------------------------------------------------------------------------

    def _lay_out(self, step: Step) -> None:
        page, column = page_scaffold(step.title, step.sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        column.addWidget(self._where_card())
        column.addWidget(self._documents_card())
        self.setProperty("role", "ground")

    def _where_card(self) -> QWidget:
        self._folder.setObjectName("deliverables.folder")
        self._folder.setAccessibleName("Folder for the documents")
        self._folder.setPlaceholderText("A folder; it is made where there is none")
        self._choose = button("Choose…", "deliverables.choose")
        self._choose.setAccessibleName("Choose the folder")
        self._scenario.setObjectName("deliverables.scenario")
        self._scenario.setAccessibleName("Scenario")
        self._scenario_caption.setBuddy(self._scenario)
        card = Card("Where to")
        card.body.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._folder, 1)
        line.addWidget(self._choose)
        card.body.addLayout(line)
        card.body.addWidget(label("Documents of the same name are replaced once the new ones are whole.", "note"))
        card.body.addWidget(self._scenario_caption)
        card.body.addWidget(self._scenario, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _documents_card(self) -> QWidget:
        card = ListCard("Documents")
        for row in self._rows:
            card.rows.addWidget(row)
        line = QHBoxLayout()
        line.setContentsMargins(ROW_SIDE, 8, ROW_SIDE, 0)
        line.setSpacing(8)
        for each in (self._write, self._cancel, self._open_folder):
            line.addWidget(each)
        line.addStretch(1)
        card.rows.addLayout(line)
        self._words.setContentsMargins(ROW_SIDE, 4, ROW_SIDE, 8)
        card.rows.addWidget(self._words)
        return card

    def _connect(self) -> None:
        self._choose.clicked.connect(self._on_choose)
        self._folder.textEdited.connect(lambda _text: self._on_order_changed())
        self._folder.returnPressed.connect(self._on_write)
        self._scenario.activated.connect(lambda _place: self._on_order_changed())
        for row in self._rows:
            row.tick.toggled.connect(lambda _on: self._show_whether_it_can())
            row.open_wanted.connect(partial(self._on_open, row.kind))
        self._write.clicked.connect(self._on_write)
        self._cancel.clicked.connect(self._on_cancel)
        self._open_folder.clicked.connect(self._on_open_folder)
        self._session.closing.connect(self._on_cancel)
        self._session.assessed.connect(lambda _findings: self.show_state())
        self._session.failed.connect(lambda _sentence: self.show_state())
        self._session.working.connect(lambda _busy: self.show_state())

    # --- what is ordered ------------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Say whether the documents can be written, unless they are being written."""
        if self._stop is None:
            self._show_whether_it_can()

    def _on_choose(self) -> None:
        folder = self._dialogs.folder_for_documents(self, self._folder_now() or self._file.parent)
        if folder is not None:
            self._folder.setText(str(folder))
            self._on_order_changed()
            self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_order_changed(self) -> None:
        self._written = ()
        self._say("")
        self._rest()

    def _folder_now(self) -> Path | None:
        try:
            return folder_typed(self._folder.text(), self._file)
        except Refused:
            return None

    def _show_scenarios(self) -> None:
        """Offer the scenarios, where there are any."""
        scenarios = self._session.assessment.scenarios
        self._scenario.show_scenarios(scenarios)
        for each in (self._scenario_caption, self._scenario):
            each.setVisible(bool(scenarios))

    def _why_not(self) -> str:
        """Return why nothing can be written now; '' where it can."""
        session = self._session
        if session.findings is None and session.is_working:
            return "The first figures are being worked out; then the documents can be written."
        if session.failure and not session.is_working:
            return f"There are no figures to write. {session.failure}"
        if session.findings is None:
            return "Nothing is answered yet: the first answer brings figures, and with them documents."
        if not any(row.is_wanted for row in self._rows):
            return "Choose at least one document."
        return "" if self._folder.text().strip() else "Choose the folder that the documents go into."

    def _show_whether_it_can(self) -> None:
        why_not = self._why_not()
        self._write.setEnabled(not why_not)
        self._write.setToolTip(why_not)
        if why_not or self._says_why_not:
            self._say(why_not)
        self._says_why_not = bool(why_not)

    # --- writing --------------------------------------------------------------------------------------------

    def _on_write(self) -> None:
        if self._stop is not None or not self._write.isEnabled():
            return
        try:
            folder = folder_typed(self._folder.text(), self._file)
        except Refused as error:
            self._say(sentence_about(error, "looking for the folder"), trouble=True)
            return
        if folder is None:
            return
        wanted = tuple(row.kind for row in self._rows if row.is_wanted)
        scenario = self._scenario.key
        self._written = ()
        self._rest()
        self._remembered.keep_documents_folder(self._file, folder)
        order = Order(self._file, self._session.assessment, scenario, wanted, folder)
        self._stop = stop = Event()
        session = self._session
        find = session.finding_in_full(scenario)

        def work(told: Progress) -> tuple[Delivered, ...]:
            return deliver(order, find, session.catalogue, session.knowledge, _stopped_by(stop, told))

        for row in self._rows:
            if row.is_wanted:
                row.show_share(0.0)
        self._show_running(running=True)
        self._on_told(0.0, ASSESSING)
        job = Job(work)
        job.told.connect(self._on_told)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def _on_told(self, share: float, what: str) -> None:
        if self._stop is None or self._stop.is_set():
            return
        for row in self._rows:
            if row.kind == what:
                row.show_share(share)
        self._say(_DOING[what] if what in _DOING else f"{KINDS[what].title} …")

    def _on_cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._say("Stopping …")

    def _on_done(self, written: Sequence[Delivered]) -> None:
        self._stop = None
        self._written = tuple(written)
        self._show_running(running=False)
        self._show_names()
        for row in self._rows:
            for each in self._written:
                if each.kind == row.kind:
                    row.show_written(each.path.name, f"{size_words(each.size_bytes)}, {each.at.astimezone():%H:%M:%S}")
        self._say(f"Written to {self._written[0].path.parent}")

    def _on_failed(self, error: BaseException) -> None:
        self._stop = None
        self._show_running(running=False)
        self._show_names()
        self._say(sentence_about(error, "writing the documents"), trouble=not isinstance(error, Cancelled))

    def _show_running(self, *, running: bool) -> None:
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        for each in (self._folder, self._choose, self._scenario):
            each.setEnabled(not running)
        for row in self._rows:
            row.keep_still(still=running)
        self._open_folder.setVisible(bool(self._written))
        if running:
            self._cancel.show()
        else:
            self._show_whether_it_can()
        if had_focus:  # a button that goes away hands the cursor on to the one that can be pressed next
            next_one = self._cancel if running else self._open_folder if self._written else self._write
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        if running:
            self._write.setEnabled(False)
        else:
            self._cancel.hide()

    def _rest(self) -> None:
        """Show that nothing is written yet, and whether it can be."""
        self._show_names()
        self._cancel.hide()
        self._open_folder.setVisible(bool(self._written))
        if self._stop is None:
            self._show_whether_it_can()

    def _show_names(self) -> None:
        """Show what the files will be called, and none as written."""
        start = name_start(self._session.assessment.engagement.client, self._file, self._scenario.key)
        for row in self._rows:
            row.show_at_rest(f"{start}-{KINDS[row.kind].ending}")

    def _say(self, words: str, *, trouble: bool = False) -> None:
        self._says_why_not = False
        with_role(self._words, "problem" if trouble else "note")
        self._words.setText(words)

    # --- opening --------------------------------------------------------------------------------------------

    def _on_open(self, kind: str) -> None:
        for each in self._written:
            if each.kind == kind:
                self._open(each.path)

    def _on_open_folder(self) -> None:
        if self._written:
            self._open(self._written[0].path.parent)

    def _open(self, path: Path) -> None:
        if not path.exists():
            self._say(f"{path} is no longer there.", trouble=True)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say(f"This machine knows no program that opens {path}", trouble=True)


def _stopped_by(stop: Event, told: Progress) -> Callable[[float, str], None]:
    """Return a hearer of progress that ends the work when somebody wants it ended."""

    def heard(share: float, what: str) -> None:
        if stop.is_set():
            raise Cancelled
        told(share, what)

    return heard


def size_words(size_bytes: int) -> str:
    """Return the size of a file as people say it: '412 kB', '1.2 MB'."""
    if size_bytes >= _MB:
        return f"{size_bytes / _MB:.1f} MB"
    return f"{max(round(size_bytes / _KB), 1)} kB"
