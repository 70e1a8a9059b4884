"""Work off the GUI thread: the newest answer wins, and what goes wrong arrives as what it is."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
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
