"""Work off the GUI thread: single jobs, and a kind of work of which only the newest answer counts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

Progress = Callable[[float, str], None]
"""Hears how much is done, as a share from 0 to 1, and what comes next; may be called from any thread."""

SHUTDOWN_MS = 10_000
"""How long a closing window waits for work that is under way."""


def pool() -> QThreadPool:
    """Return the threads that work runs on."""
    return QThreadPool.globalInstance()


def finish() -> bool:
    """Wait for work under way before the program ends; False when it took too long."""
    found = pool()
    found.clear()
    return bool(found.waitForDone(SHUTDOWN_MS))


class Job(QObject):
    """One piece of work on another thread. Its signals arrive on the thread of the window, ``ended`` always last."""

    told = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    """Carries the exception."""
    ended = Signal()
    _landed = Signal(object, object)
    _heard = Signal(float, str)

    def __init__(self, work: Callable[[Progress], object], parent: QObject | None = None) -> None:
        """Take the work; `start` begins it."""
        super().__init__(parent)
        self._work = work
        self._landed.connect(self._on_landed)
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """Begin, as soon as a thread is free."""
        _under_way.add(self)  # nobody else need hold a job while it runs
        pool().start(self._run)

    def _run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work(self._heard.emit)
        except BaseException as caught:  # noqa: BLE001 - it is carried to the window, not lost
            error = caught
        with contextlib.suppress(RuntimeError):  # the window closed meanwhile and took its jobs with it
            self._landed.emit(result, error)

    def _on_heard(self, share: float, what: str) -> None:
        self.told.emit(share, what)

    def _on_landed(self, result: object, error: BaseException | None) -> None:
        _under_way.discard(self)
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
        self.ended.emit()


_under_way: set[Job] = set()


class Newest(QObject):
    """A kind of work that is asked for again and again: one run at a time, and only the newest answer is heard.

    While a run is under way, what is asked last waits; what was asked in between is never run.
    """

    done = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._running = False
        self._waiting: Callable[[], object] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running

    def ask(self, work: Callable[[], object]) -> None:
        """Run ``work`` as soon as the run under way has ended; an earlier answer is no longer wanted."""
        self._ticket += 1
        if self._running:
            self._waiting = work
            return
        self._running = True
        self._start(work)
        self.busy.emit(True)  # noqa: FBT003 - a signal takes its values by position

    def forget(self) -> None:
        """Want no answer any more."""
        self._ticket += 1
        self._waiting = None

    def _start(self, work: Callable[[], object]) -> None:
        ticket = self._ticket
        job = Job(lambda _told: work(), self)
        job.done.connect(lambda result: self._end(ticket, self.done.emit, result))
        job.failed.connect(lambda error: self._end(ticket, self.failed.emit, error))
        job.ended.connect(job.deleteLater)
        job.start()

    def _end(self, ticket: int, heard: Callable[[object], None], outcome: object) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
            return
        self._running = False
        self.busy.emit(False)  # noqa: FBT003 - the same
        if ticket == self._ticket:
            heard(outcome)
