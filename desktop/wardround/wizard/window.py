"""The window: the start screen or one open engagement, and the keys that work everywhere.

Nothing here loads the engine or the facts before the window was painted once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from wardround.wizard.asking import FileDialogs
from wardround.wizard.background import Job, finish
from wardround.wizard.calm import sentence_about
from wardround.wizard.engagement_names import is_store, suggestion
from wardround.wizard.loading import load, load_documents, warm_up
from wardround.wizard.remembered import Remembered
from wardround.wizard.samples import SAMPLES
from wardround.wizard.start import StartScreen
from wardround.wizard.waiting import Waiting

if TYPE_CHECKING:
    from wardround.wizard.desk import Desk
    from wardround.wizard.opening import Opener
    from wardround.wizard.pages import PageFor
    from wardround.workshop.open_engagement import OpenEngagement

FIRST_SIZE = QSize(1360, 860)
SMALLEST = QSize(1024, 640)
NAME = "Wardround"
FIGURES_AFTER_MS = 50
"""The first figures wait until the first page is whole: worked out beside it, they would hold it up."""
Begin = Callable[["Opener"], "OpenEngagement"]
Load = Callable[[object], "Opener"]


class Window(QMainWindow):
    """The one window of the program."""

    painted = Signal()
    """The window stood on the screen for the first time."""
    ready = Signal()
    """Facts and engine are loaded."""
    warm = Signal()
    """All that an engagement needs later is loaded as well."""
    opened = Signal()
    """An engagement is open and its desk is shown."""
    refused = Signal(str)
    """A file could not be opened: the sentence that is shown."""

    def __init__(
        self,
        remembered: Remembered | None = None,
        dialogs: FileDialogs | None = None,
        page_for: PageFor | None = None,
        load: Load = load,
    ) -> None:
        """Take what the window remembers, who asks for files, makes pages and loads; tests bring their own."""
        super().__init__()
        self._remembered = remembered or Remembered()
        self._dialogs = dialogs or FileDialogs()
        self._page_for = page_for
        self._load = load
        self._file_menu: QMenu | None = None
        self._opener: Opener | None = None
        self._desk: Desk | None = None
        self._wanted: tuple[Begin, str] | None = None
        self._was_painted = False
        self._closed = False
        self.setWindowTitle(NAME)
        self.setMinimumSize(SMALLEST)
        self._start = StartScreen()
        self._waiting = Waiting()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._start)
        self._stack.addWidget(self._waiting)
        self.setCentralWidget(self._stack)
        self._start.open_wanted.connect(self.ask_to_open)
        self._start.import_wanted.connect(self.ask_to_import)
        self._start.file_wanted.connect(self.open_file)
        self._start.sample_wanted.connect(self.ask_for_sample)
        self._start.new_wanted.connect(self.ask_for_new)
        self._restore_place()
        self._show_recent()

    @property
    def desk(self) -> Desk | None:
        """The open engagement on screen; None on the start screen."""
        return self._desk

    @property
    def start_screen(self) -> StartScreen:
        """The start screen."""
        return self._start

    def say(self, sentence: str) -> None:
        """Show one calm sentence where the person looks now."""
        if self._desk is not None:
            self._desk.header.say(sentence)
        else:
            self._start.say(sentence)

    # --- what a person asks for -----------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Open an engagement file; JSON is imported, which asks where the engagement is to be kept."""
        if not is_store(path):
            self._import(path)
        elif self._desk is None or self._desk.session.engagement.file.path != path:
            self._begin(lambda opener: opener.opened(path), f"Opening {path.name}")

    def ask_to_open(self) -> None:
        """Ask which engagement to open."""
        path = self._dialogs.file_to_open(self, self._remembered.folder())
        if path is not None:
            self.open_file(path)

    def ask_to_import(self) -> None:
        """Ask which JSON file to import."""
        path = self._dialogs.json_to_import(self, self._remembered.folder())
        if path is not None:
            self._import(path)

    def ask_for_sample(self, name: str) -> None:
        """Ask where the copy of a sample is to be kept, and open it."""
        kept = self._where(SAMPLES[name][0])
        if kept is not None:
            self._begin(lambda opener: opener.of_sample(kept, name), f"Copying the sample to {kept.name}")

    def ask_for_new(self, profile: str, client: str) -> None:
        """Ask where a new engagement is to be kept, and open it."""
        kept = self._where(client or "engagement")
        if kept is not None:
            self._begin(lambda opener: opener.new(kept, profile, client), f"Beginning {kept.name}")

    def ask_to_save_json(self) -> None:
        """Ask where a copy as JSON is to be written, and write it."""
        desk, opener = self._desk, self._opener
        if desk is None or opener is None:
            return
        desk.commit()
        assessment, file = desk.session.assessment, desk.session.engagement.file
        path = self._dialogs.where_to_write_json(self, file.path.with_suffix(".json"))
        if path is None:
            return
        job = Job(lambda _told: opener.save_json(path, assessment))
        job.done.connect(lambda _nothing: self.say(""))
        job.failed.connect(lambda error: self.say(sentence_about(error, "writing the copy")))
        job.start()

    def show_start(self) -> None:
        """Close the engagement and show the start screen."""
        self._close_desk()
        self._start.say("")
        self._stack.setCurrentWidget(self._start)
        self._start.show_overview()
        self._show_recent()
        self.setWindowTitle(NAME)

    def show_new(self) -> None:
        """Show the form of a new engagement; an open one is closed, all of it is saved."""
        self.show_start()
        self._start.show_new()

    def show_keys(self) -> None:
        """Show the keys of the window on a card."""
        from wardround.wizard.keys import KeysCard  # noqa: PLC0415 - when somebody asks

        over: QWidget = self._desk or self._stack
        KeysCard(over).appear()

    # --- opening --------------------------------------------------------------------------------------------

    def _import(self, path: Path) -> None:
        """Read the file first: nobody should be asked where to keep what cannot be imported."""
        if self._waiting.busy:
            return
        doing = f"Importing {path.name}"
        job = Job(lambda _told: _read_first(path))
        job.done.connect(lambda _read: self._import_read(path, doing))
        job.failed.connect(lambda error: self._import_refused(error, doing))
        job.start()

    def _import_refused(self, error: BaseException, doing: str) -> None:
        """Say why, and leave what is open as it is."""
        if not self._closed:
            sentence = sentence_about(error, f"{doing[:1].lower()}{doing[1:]}")
            self.say(sentence)
            self.refused.emit(sentence)

    def _import_read(self, path: Path, doing: str) -> None:
        if self._closed:
            return
        kept = self._where(path.stem)
        if kept is not None:
            self._begin(lambda opener: opener.of_json(kept, path), doing)

    def _where(self, words: str) -> Path | None:
        return self._dialogs.where_to_keep(self, suggestion(self._remembered.folder(), words))

    def _begin(self, begin: Begin, doing: str) -> None:
        """Open an engagement off the GUI thread, as soon as the facts are there."""
        if self._waiting.busy:
            return
        self._waiting.show_words(f"{doing} …")
        self._close_desk()
        self._stack.setCurrentWidget(self._waiting)
        self._wanted = begin, doing
        if self._opener is not None:
            self._begin_now(self._opener)

    def _begin_now(self, opener: Opener) -> None:
        if self._wanted is None:
            return
        (begin, doing), self._wanted = self._wanted, None
        job = Job(lambda _told: begin(opener))
        job.done.connect(lambda engagement: self._on_begun(engagement, opener, doing))
        job.failed.connect(lambda error: self._on_refused(error, doing))
        job.start()

    def _on_begun(self, engagement: OpenEngagement, opener: Opener, doing: str) -> None:
        if self._closed:
            engagement.close()
            return
        try:
            self._show_desk(engagement, opener, doing)
        except Exception as error:  # noqa: BLE001 - whatever it is, the window must not stay empty nor the file locked
            engagement.close()
            self._on_refused(error, doing)

    def _show_desk(self, engagement: OpenEngagement, opener: Opener, doing: str) -> None:
        from wardround.wizard.desk import Desk  # noqa: PLC0415 - after the first paint
        from wardround.wizard.opening import today  # noqa: PLC0415 - the same
        from wardround.wizard.pages import page_for  # noqa: PLC0415 - the same
        from wardround.wizard.session import Session  # noqa: PLC0415 - the same

        session = Session(
            engagement,
            opener.catalogue,
            opener.knowledge,
            assess=opener.assess,
            today=today,
            in_full=opener.in_full,
        )
        desk = Desk(session, self._page_for or page_for, self._file_menu or QMenu(self))
        session.setParent(desk)
        self._desk = desk
        self._waiting.show_words("")
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self._remember(desk)
        session.changed.connect(lambda _change: self._show_title())
        if opener.remark:
            session.trouble.emit(opener.remark)
        self._show_title()
        QTimer.singleShot(0, partial(self._show_first_page, desk, doing))

    def _show_first_page(self, desk: Desk, doing: str) -> None:
        if desk is not self._desk:
            return  # closed again in the blink between
        try:
            desk.begin()
        except Exception as error:  # noqa: BLE001 - as above
            self._on_refused(error, doing)
            return
        self.opened.emit()
        QTimer.singleShot(FIGURES_AFTER_MS, partial(self._begin_figures, desk))

    def _begin_figures(self, desk: Desk) -> None:
        if desk is self._desk:
            desk.session.begin()

    def _on_refused(self, error: BaseException, doing: str) -> None:
        self._waiting.show_words("")
        self._forget_missing()
        sentence = sentence_about(error, f"{doing[:1].lower()}{doing[1:]}")
        self.show_start()
        self._start.say(sentence)
        self.refused.emit(sentence)

    def _forget_missing(self) -> None:
        """Take files off the list that are no longer there."""
        for file in self._remembered.recent():
            if not file.path.exists():
                self._remembered.forget(file.path)

    def _close_desk(self) -> None:
        if self._desk is None:
            return
        self._desk.commit()
        self._remember(self._desk)  # the client may have been named since
        self._desk.session.close()
        self._stack.removeWidget(self._desk)
        self._desk.take_apart()
        self._desk = None

    def _remember(self, desk: Desk) -> None:
        engagement = desk.session.engagement
        client = engagement.assessment.engagement.client
        self._remembered.opened(engagement.file.path, client, datetime.now(UTC))

    # --- loading --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and load what is heavy once the window stood there."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        from wardround.wizard.actions import add_actions  # noqa: PLC0415 - after the first paint

        self._file_menu = add_actions(self)
        self.painted.emit()
        job = Job(self._load)
        job.done.connect(self._on_loaded)
        job.failed.connect(lambda error: self._on_refused(error, "Loading the facts"))
        job.start()

    def _on_loaded(self, opener: Opener) -> None:
        self._opener = opener
        self.ready.emit()
        self._begin_now(opener)
        warm_up(self, self._load_documents)

    def _load_documents(self) -> None:
        job = Job(load_documents)
        job.ended.connect(self.warm)
        job.start()

    # --- the window itself ----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember size and place; every answer is saved already."""
        self._remembered.keep_geometry(self.saveGeometry())
        self.hide()
        self._closed = True
        self._close_desk()
        if self._opener is not None and self._opener.helper is not None:
            self._opener.helper.close()
        finish()
        super().closeEvent(event)

    def _restore_place(self) -> None:
        geometry = self._remembered.geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(FIRST_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def _show_recent(self) -> None:
        self._start.show_recent(self._remembered.recent(), datetime.now().astimezone().date())
        first = self._start.first_recent()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_title(self) -> None:
        if self._desk is not None:
            client = self._desk.session.assessment.engagement.client
            path = self._desk.session.engagement.file.path
            self.setWindowTitle(f"{client or path.stem} - {NAME}")


def _read_first(path: Path) -> None:
    """Read an engagement as JSON on another thread. Raises Refused for what cannot be read."""
    from wardround.workshop.reading import read_engagement  # noqa: PLC0415 - after the first paint

    read_engagement(path)
