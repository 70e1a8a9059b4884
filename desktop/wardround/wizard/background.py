"""Work off the GUI thread: single jobs, and a kind of work of which only the newest answer counts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import count

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
    ended = bool(found.waitForDone(SHUTDOWN_MS))
    if ended:
        for number in [number for number, run in _runs.items() if not run.is_begun]:
            del _runs[number]
    return ended


Land = Callable[[object, BaseException | None], None]
"""Takes what a run returned or raised, on the thread of the window."""


@dataclass(slots=True)
class _Run:
    """One run on another thread, from when it is asked for until the window has heard of it."""

    work: Callable[[], object]
    land: Land
    is_begun: bool = False
    result: object = None
    error: BaseException | None = None


_runs: dict[int, _Run] = {}
"""All runs that the window has not heard of yet. Work, result and exception hold on to parts of the window, and those
may end on its own thread alone: so a thread knows a run by its number, and only the window lets go of it."""
_numbers = count()


class _Courier(QObject):
    """Brings the number of a run that has ended from its thread to the window; lives as long as the program."""

    landed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.landed.connect(self._on_landed)

    def _on_landed(self, number: int) -> None:
        run = _runs.pop(number)
        run.land(run.result, run.error)


@cache
def _courier() -> _Courier:
    return _Courier()


def _begin(work: Callable[[], object], land: Land) -> None:
    number = next(_numbers)
    _runs[number] = _Run(work, land)
    pool().start(partial(_do, number, _courier().landed.emit))


def _do(number: int, landed: Callable[[int], None]) -> None:
    run = _runs[number]
    run.is_begun = True
    try:
        run.result = run.work()
    except BaseException as caught:  # noqa: BLE001 - it is carried to the window, not lost
        run.error = caught
    del run
    with contextlib.suppress(RuntimeError):  # the program ended meanwhile, and nobody is there to hear
        landed(number)


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

    def __init__(self, work: Callable[[Progress], object]) -> None:
        """Take the work; `start` begins it."""
        super().__init__()
        self._work = work
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """Begin, as soon as a thread is free. Nobody need hold a job while it runs."""
        _begin(partial(self._work, self._heard.emit), self._on_landed)

    def _on_heard(self, share: float, what: str) -> None:
        self.told.emit(share, what)

    def _on_landed(self, result: object, error: BaseException | None) -> None:
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

    def __init__(self) -> None:
        super().__init__()
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
        _begin(work, partial(self._on_landed, self._ticket))

    def _on_landed(self, ticket: int, result: object, error: BaseException | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
            return
        self._running = False
        self.busy.emit(False)  # noqa: FBT003 - the same
        if ticket != self._ticket:
            return
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
