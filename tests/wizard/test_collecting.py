"""Garbage is looked for, but what the program loaded is not looked through again."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard import collecting
from wardround.wizard.background import Job, Progress


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    collecting.rest()
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_the_program_loads() -> None:
    collecting.hold()
    assert not gc.isenabled()


class Knot:
    """Garbage that only a search finds: it holds itself."""

    def __init__(self, ended_on: list[int]) -> None:
        self.itself = self
        self.ended_on = ended_on

    def __del__(self) -> None:
        self.ended_on.append(threading.get_ident())


def test_once_loaded_garbage_is_collected_and_what_stays_is_left_alone(qtbot: QtBot) -> None:
    stays: list[list[int]] = [[] for _ in range(1000)]
    ended_on: list[int] = []
    collecting.hold()
    collecting.settle()
    assert gc.get_freeze_count() >= len(stays)
    Knot(ended_on)
    more = [[] for _ in range(2 * collecting.OFTEN)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: bool(ended_on), timeout=SLOWEST_MS)
    assert more


def test_where_loading_failed_garbage_is_collected_as_well(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    collecting.hold()
    collecting.resume()
    assert gc.get_freeze_count() == 0
    Knot(ended_on)
    more = [[] for _ in range(2 * collecting.OFTEN)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: bool(ended_on), timeout=SLOWEST_MS)
    assert more


def test_garbage_ends_on_the_thread_of_the_window_whoever_made_it(qtbot: QtBot) -> None:
    ended_on: list[int] = []

    def works(_told: Progress) -> object:
        Knot(ended_on)
        return [[] for _ in range(10 * collecting.OFTEN)]

    collecting.hold()
    collecting.settle()
    job, more = Job(works), list[object]()
    job.done.connect(more.append)
    with qtbot.waitSignal(job.ended, timeout=SLOWEST_MS):
        job.start()
    qtbot.waitUntil(lambda: bool(ended_on), timeout=SLOWEST_MS)
    assert more
    assert ended_on == [threading.get_ident()]
