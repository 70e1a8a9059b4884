"""Work off the GUI thread: single jobs, and a kind of work of which only the newest answer counts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

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


_under_way: list[QObject] = []
"""Who waits for work on another thread; held here, once for each run, so that it is never let go of on that thread."""


class Job(QObject):
    """One piece of work on another thread. Its signals arrive on the thread of the window, ``ended`` always last."""

    told = Signal(float, str)
    """How much is done, and what comes next."""
    done = Signal(object)
    """Carries what the work returned."""
    failed = Signal(object)
    """Carries the exception."""
    ended = Signal()
    _heard = Signal(float, str)
    _landed = Signal(object, object)

    def __init__(self, work: Callable[[Progress], object]) -> None:
        """Take the work; `start` begins it."""
        super().__init__()
        self._work = work
        self._landed.connect(self._on_landed)
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """Begin, as soon as a thread is free. Nobody need hold a job while it runs."""
        _under_way.append(self)
        pool().start(self._run)

    def _run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work(self._heard.emit)
        except BaseException as caught:  # noqa: BLE001 - it is carried to the window, not lost
            error = caught
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile, and nobody is there to hear
            self._landed.emit(result, error)

    def _on_heard(self, share: float, what: str) -> None:
        self.told.emit(share, what)

    def _on_landed(self, result: object, error: BaseException | None) -> None:
        _let_go(self)
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
        self.ended.emit()


class Newest(QObject):
    """A kind of work that is asked for again and again: one run at a time, and only the newest answer is heard.

    While a run is under way, what is asked last waits; what was asked in between is never run.
    """

    done = Signal(object)
    """Carries the answer to what was asked last."""
    failed = Signal(object)
    """Carries the exception that came instead."""
    busy = Signal(bool)
    _landed = Signal(int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._ticket = 0
        self._running = False
        self._waiting: Callable[[], object] | None = None
        self._landed.connect(self._on_landed)

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
        _under_way.append(self)
        self._start(work)
        self.busy.emit(True)  # noqa: FBT003 - a signal takes its values by position

    def forget(self) -> None:
        """Want no answer any more."""
        self._ticket += 1
        self._waiting = None

    def _start(self, work: Callable[[], object]) -> None:
        pool().start(partial(self._run, self._ticket, work))

    def _run(self, ticket: int, work: Callable[[], object]) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as caught:  # noqa: BLE001 - it is carried to the window, not lost
            error = caught
        with contextlib.suppress(RuntimeError):  # as above
            self._landed.emit(ticket, result, error)

    def _on_landed(self, ticket: int, result: object, error: BaseException | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
            return
        self._running = False
        _let_go(self)
        self.busy.emit(False)  # noqa: FBT003 - the same
        if ticket != self._ticket:
            return
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)


def _let_go(waiting: QObject) -> None:
    """Let go of an object a moment later: it must not be gone while it still hears a signal of its own."""
    QTimer.singleShot(0, partial(_under_way.remove, waiting))
