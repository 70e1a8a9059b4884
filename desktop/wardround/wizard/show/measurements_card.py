"""Measurements of the client: files are picked and read, and what they say is taken answer by answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wardround.assessment import Assessment
from wardround.deliverables.words import counted
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.wizard.asking import FileDialogs
from wardround.wizard.background import Job, Progress
from wardround.wizard.calm import sentence_about
from wardround.wizard.labels import button, label
from wardround.wizard.session import Session
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.measurement_files import MeasurementFiles
from wardround.wizard.show.measurement_results import MeasurementResults
from wardround.workshop.calibrating import Calibration, Files, calibrated

Calibrate = Callable[[Files, Assessment, Findings, Knowledge, Progress], Calibration]

OFFER = (
    "What the client's servers recorded takes the place of judgement. Give the Odoo log with the use of the servers "
    "over the same days; nothing changes until answers are taken."
)
NO_FILES = "Choose at least one file."
NO_FIGURES = "Measurements are compared with figures, and there are none yet: answer the first questions."
STOPPED = "Stopped. Nothing was read."
NOTHING_CHOSEN = "No answer is ticked."


class Stopped(Exception):
    """Somebody no longer wants the files to be read."""


class MeasurementsCard(FlushCard):
    """Files at the top, what they say below them."""

    def __init__(self, session: Session, dialogs: FileDialogs | None = None, calibrate: Calibrate = calibrated) -> None:
        """Take the session; who asks for files and who reads them can be brought along."""
        super().__init__("Measurements", OFFER)
        self._session = session
        self._calibrate = calibrate
        self._stop: Event | None = None
        self._found: Calibration | None = None
        self.files = MeasurementFiles(dialogs or FileDialogs(), session.engagement.file.path.parent)
        self.read = button("Read the files", "measurements.read")
        self.cancel = button("Stop", "measurements.stop")
        self.cancel.setAccessibleName("Stop reading the files")
        self.words = label("", "note", wrap=True)
        self.words.setObjectName("measurements.words")
        self.results = MeasurementResults()
        self.take = button("Take the chosen answers", "measurements.take", primary=True)
        self.add_inside(self.files)
        self.add_inside(_line(self.read, self.cancel, self.words))
        self.add(self.results)
        self.add_inside(_line(self.take, None, None))
        self.read.clicked.connect(self._on_read)
        self.cancel.clicked.connect(self._on_cancel)
        self.take.clicked.connect(self._on_take)
        self.files.changed.connect(partial(self._show, None))
        session.closing.connect(self._on_cancel)
        self._show(None)
        self._show_running(running=False)

    @property
    def is_running(self) -> bool:
        """Whether files are being read."""
        return self._stop is not None

    # --- reading --------------------------------------------------------------------------------------------

    def _on_read(self) -> None:
        if self.is_running:
            return
        session, files = self._session, self.files.files
        if not self.files.has_any:
            self.words.setText(NO_FILES)
            return
        if session.findings is None:
            self.words.setText(session.failure or NO_FIGURES)
            return
        self._stop = stop = Event()
        assessment, find = session.assessment, session.finding()
        figures = None if session.stale else session.findings
        calibrate, knowledge = self._calibrate, session.knowledge

        def work(told: Progress) -> Calibration:
            def heard(share: float, what: str) -> None:
                if stop.is_set():
                    raise Stopped
                told(share, what)

            return calibrate(files, assessment, figures or find(), knowledge, heard)

        self._show(None)
        self._show_running(running=True)
        self._on_told(0.0, "opening the files")
        job = Job(work)
        job.told.connect(self._on_told)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def _on_cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.words.setText("Stopping …")

    def _on_told(self, share: float, what: str) -> None:
        if self._stop is not None and not self._stop.is_set():
            self.words.setText(f"{share * 100:.0f} % done, {what} …")

    def _on_done(self, found: Calibration) -> None:
        was_stopped = self._stop is not None and self._stop.is_set()
        self._show_running(running=False)
        if was_stopped:
            self.words.setText(STOPPED)
            return
        self._show(found)
        many = len(found.proposals)
        self.words.setText(
            f"{counted(many, 'answer')} can be measured. Tick what should be taken."
            if many
            else "The files measure no answer. Nothing was changed."
        )

    def _on_failed(self, error: BaseException) -> None:
        self._show_running(running=False)
        self.words.setText(STOPPED if isinstance(error, Stopped) else sentence_about(error, "reading the measurements"))

    # --- taking ---------------------------------------------------------------------------------------------

    def _on_take(self) -> None:
        found, chosen = self._found, self.results.chosen
        if found is None:
            return
        if not chosen:
            self.words.setText(NOTHING_CHOSEN)
            return
        many = counted(len(chosen), "answer")
        refused = self._session.take_over(
            found.applied(self._session.assessment, chosen), f"{many} taken from measurements"
        )
        if refused:
            self.words.setText(f"Nothing was taken. {refused[0].what}")
            return
        self._found = None
        self.results.show_proposals(())
        self.take.hide()
        self.words.setText(f"{many} now measured. Undo takes them back in one step.")

    # --- showing --------------------------------------------------------------------------------------------

    def _show(self, found: Calibration | None) -> None:
        """Show what the files say; None clears what another choice of files said."""
        self._found = found
        self.results.show_calibration(found)
        self.take.setVisible(found is not None and bool(found.proposals))
        if found is None and not self.is_running:
            self.words.setText("")

    def _show_running(self, *, running: bool) -> None:
        if not running:
            self._stop = None
        self.read.setVisible(not running)
        self.cancel.setVisible(running)
        self.files.setEnabled(not running)


def _line(first: QWidget, second: QWidget | None, words: QWidget | None) -> QWidget:
    """Return buttons in a line, with words that take the room behind them."""
    holder = QWidget()
    inside = QHBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(10)
    inside.addWidget(first)
    if second is not None:
        inside.addWidget(second)
    if words is not None:
        inside.addWidget(words, 1)
    else:
        inside.addStretch(1)
    return holder
