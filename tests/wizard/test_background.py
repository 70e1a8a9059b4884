"""Work off the GUI thread: the newest answer wins, and what goes wrong arrives as what it is."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard import background
from wardround.wizard.background import Job, Newest, Progress


def held(gate: threading.Event, answer: str, ran: list[str]) -> Callable[[], str]:
    """Return work that waits for a gate and then answers."""

    def work() -> str:
        ran.append(answer)
        assert gate.wait(SLOWEST_MS / 1000)
        return answer

    return work


def test_only_the_newest_answer_is_heard_and_what_lies_between_is_never_run(qtbot: QtBot) -> None:
    gate, ran, heard = threading.Event(), list[str](), list[object]()
    newest = Newest()
    newest.done.connect(heard.append)
    newest.ask(held(gate, "first", ran))
    newest.ask(held(gate, "second", ran))
    newest.ask(held(gate, "third", ran))
    with qtbot.waitSignal(newest.done, timeout=SLOWEST_MS):
        gate.set()
    assert heard == ["third"]
    assert ran == ["first", "third"]


def test_it_is_busy_from_the_first_question_to_the_last_answer(qtbot: QtBot) -> None:
    gate, told = threading.Event(), list[bool]()
    newest = Newest()
    newest.busy.connect(told.append)
    newest.ask(held(gate, "first", []))
    newest.ask(held(gate, "second", []))
    assert newest.is_busy
    with qtbot.waitSignal(newest.done, timeout=SLOWEST_MS):
        gate.set()
    assert told == [True, False]


def test_an_answer_that_is_no_longer_wanted_is_not_heard(qtbot: QtBot) -> None:
    gate = threading.Event()
    newest = Newest()
    newest.ask(held(gate, "unwanted", []))
    newest.forget()
    with qtbot.assertNotEmitted(newest.done), qtbot.waitSignal(newest.busy, timeout=SLOWEST_MS):
        gate.set()


def test_the_failure_of_an_older_question_is_not_heard_either(qtbot: QtBot) -> None:
    gate = threading.Event()

    def fails() -> str:
        gate.wait(SLOWEST_MS / 1000)
        raise ValueError

    newest = Newest()
    newest.ask(fails)
    newest.ask(lambda: "well")
    with (
        qtbot.assertNotEmitted(newest.failed),
        qtbot.waitSignal(newest.done, timeout=SLOWEST_MS) as heard,
    ):
        gate.set()
    assert heard.args == ["well"]


def test_a_job_hands_over_what_went_wrong(qtbot: QtBot) -> None:
    def fails(_told: Progress) -> object:
        raise LookupError

    job = Job(fails)
    with qtbot.waitSignal(job.failed, timeout=SLOWEST_MS) as heard:
        job.start()
    assert isinstance(heard.args[0], LookupError)


def test_progress_arrives_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    threads: list[int] = []

    def works(told: Progress) -> int:
        told(0.5, "Half of it")
        return threading.get_ident()

    job = Job(works)
    job.told.connect(lambda _share, _what: threads.append(threading.get_ident()))
    with qtbot.waitSignal(job.done, timeout=SLOWEST_MS) as heard:
        job.start()
    assert threads == [threading.get_ident()]
    assert heard.args[0] != threading.get_ident()


class Kept(QObject):
    """Says on which thread it ended."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())


@pytest.mark.parametrize("fails", [False, True])
def test_what_work_holds_on_to_ends_on_the_thread_of_the_window(qtbot: QtBot, fails: bool) -> None:
    ended_on: list[int] = []

    def asks(newest: Newest) -> None:
        kept = Kept(ended_on)

        def works() -> str:
            if fails:
                raise ValueError(kept)
            return kept.objectName()

        newest.ask(works)

    for _ in range(50):
        newest = Newest()
        asks(newest)
        qtbot.waitUntil(lambda: not newest.is_busy, timeout=SLOWEST_MS)  # noqa: B023 - waited for in this round
    newest.deleteLater()
    assert set(ended_on) == {threading.get_ident()}


def test_what_never_began_is_let_go_of_when_the_program_ends(qtbot: QtBot) -> None:
    gate, ended_on = threading.Event(), list[int]()
    crowd = [Job(lambda _told: gate.wait(SLOWEST_MS / 1000)) for _ in range(background.pool().maxThreadCount())]
    for job in crowd:
        job.start()

    def waits() -> None:
        kept = Kept(ended_on)
        Job(lambda _told: kept.objectName()).start()

    waits()
    assert ended_on == []
    background.pool().clear()
    gate.set()
    assert background.finish()
    assert ended_on == [threading.get_ident()]
    qtbot.wait(1)
