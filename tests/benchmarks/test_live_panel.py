"""How soon figures follow a key, and how long the window ever keeps still, with the largest sample.

The window is made as the program makes it. How long it keeps still is measured by a heart that beats on the thread of
the window as often as it can: its longest pause, by action, is the longest block. Beside it stands how much of that
pause the thread was at work: the rest it waited for other threads, or for other programs of the machine.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from wardround.wizard import collecting
from wardround.wizard.app import prepared
from wardround.wizard.asking import FileDialogs
from wardround.wizard.desk import Desk
from wardround.wizard.loading import load_with_helper
from wardround.wizard.remembered import Remembered
from wardround.wizard.window import Window
from wardround.workshop.steps import STEPS

LARGEST = "multi-site-network"
PEAK = "people.peak_concurrent_users"
SLOWEST_MS = 60_000
KEYS = 30
SESSIONS = 3
ANSWERED_THEN_SHOWN = ("engagement", "workload", "controls", "results", "risks", "roadmap")
AT_REST_MS = 150


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """How long the heart stood still, and how much of that its thread was at work."""

    whole_s: float
    at_work_s: float


class Heart:
    """Beats on the GUI thread; knows the longest pause during each action."""

    def __init__(self) -> None:
        self.longest: dict[str, Pause] = {}
        self._action = ""
        self._last_s = self._worked_s = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def watch(self, action: str) -> None:
        """Count pauses for an action from now on; '' for none."""
        self._action, self._last_s, self._worked_s = action, time.perf_counter(), time.thread_time()
        self._timer.start(1)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _on_beat(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        if self._action:
            pause = Pause(now_s - self._last_s, worked_s - self._worked_s)
            self.longest[self._action] = max(self.longest.get(self._action, pause), pause)
        self._last_s, self._worked_s = now_s, worked_s


class KeptAt(FileDialogs):
    """Keeps every engagement at one place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def where_to_keep(self, _parent: QWidget, _suggestion: Path) -> Path | None:
        return self._path


@pytest.fixture
def window(qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Return a shown window of the program with all it needs loaded; afterwards this process is as it was."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    thresholds, interval_s = gc.get_threshold(), sys.getswitchinterval()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = prepared(None, lambda: Window(Remembered(settings), KeptAt(tmp_path / "a.wardround"), load=load_with_helper))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitSignal(made.warm, timeout=SLOWEST_MS):
        made.show()
    yield made
    made.close()
    sys.setswitchinterval(interval_s)
    collecting.rest()
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def open_sample(qtbot: QtBot, window: Window) -> Desk:
    """Open the largest sample and return its desk with the first figures there."""
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        window.ask_for_sample(LARGEST)
    desk = window.desk
    assert desk is not None
    at_rest(qtbot, desk)
    return desk


def at_rest(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the figures are there and shown."""
    qtbot.waitUntil(lambda: not desk.session.stale and not desk.session.is_working, timeout=SLOWEST_MS)
    qtbot.wait(AT_REST_MS)


def field_of(desk: Desk, path: str) -> QLineEdit:
    field = desk.page.findChild(QLineEdit, path)
    assert isinstance(field, QLineEdit)
    return field


@pytest.mark.benchmark(group="key press to live panel, largest sample")
def test_key_press_to_live_panel(
    benchmark: BenchmarkFixture, qtbot: QtBot, window: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_sample(qtbot, window)
    desk.show_place(PEAK)
    field = field_of(desk, PEAK)
    numbers = iter(range(1000, 2000))
    taken_s: list[float] = []

    def type_a_number() -> None:
        at_rest(qtbot, desk)
        field.selectAll()
        QTest.keyClicks(field, str(next(numbers)))

    def press_enter_and_see() -> None:
        began_s = time.perf_counter()
        with qtbot.waitSignal(desk.session.assessed, timeout=SLOWEST_MS):
            QTest.keyClick(field, Qt.Key.Key_Return)
        desk.live.repaint()
        taken_s.append(time.perf_counter() - began_s)

    by_rounds: Any = benchmark  # its type says nothing of this
    by_rounds.pedantic(press_enter_and_see, setup=type_a_number, rounds=KEYS, warmup_rounds=1)
    assert not desk.session.stale
    p95_s = sorted(taken_s)[int(0.95 * (len(taken_s) - 1))]
    benchmark.extra_info["p95_ms"] = p95_s * 1000
    if benchmark.enabled:
        with capsys.disabled():
            median_ms = statistics.median(taken_s) * 1000
            words = f"median {median_ms:.0f} ms, 95th percentile {p95_s * 1000:.0f} ms"
            print(f"\nKey press to live panel: {words}")  # noqa: T201 - what a benchmark is for


def session_of_work(qtbot: QtBot, window: Window, heart: Heart, documents: Path) -> None:
    """Do what a consultant does, one action after the other."""
    heart.watch("open the sample")
    desk = open_sample(qtbot, window)
    numbers = iter(range(1000, 2000))
    for step in STEPS:
        act(qtbot, heart, desk, f"show {step.step_id}", partial(desk.show_step, step.step_id))
    for step in STEPS:
        act(qtbot, heart, desk, f"show {step.step_id} again", partial(desk.show_step, step.step_id))
    desk.show_place(PEAK)
    field = field_of(desk, PEAK)
    act(qtbot, heart, desk, "press a key", lambda: QTest.keyClick(field, Qt.Key.Key_7))
    typed(qtbot, field, next(numbers))
    act(qtbot, heart, desk, "press Enter", lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    for step_id in ANSWERED_THEN_SHOWN:
        typed(qtbot, field, next(numbers))
        act(qtbot, heart, desk, f"leave what was typed for {step_id}", partial(desk.show_step, step_id))
        desk.show_place(PEAK)
    act(qtbot, heart, desk, "undo", desk.undo)
    desk.show_step("deliverables")
    heart.watch("write the documents")
    press(desk, "deliverables.write")
    qtbot.waitUntil(lambda: len(list(documents.glob("*-*.*"))) == 3, timeout=SLOWEST_MS)
    at_rest(qtbot, desk)
    heart.watch("close the engagement")
    window.show_start()
    qtbot.wait(AT_REST_MS)
    heart.watch("")


def act(qtbot: QtBot, heart: Heart, desk: Desk, action: str, do: Callable[[], object]) -> None:
    """Do something in a turn of its own and wait until the window is at rest again."""
    heart.watch(action)
    QTimer.singleShot(0, desk, do)
    qtbot.wait(AT_REST_MS)
    at_rest(qtbot, desk)
    heart.watch("")


def typed(qtbot: QtBot, field: QLineEdit, number: int) -> None:
    field.selectAll()
    QTest.keyClicks(field, str(number))
    qtbot.wait(AT_REST_MS)


def press(desk: Desk, name: str) -> None:
    button = desk.page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


_hearts: list[Heart] = []


def longest_pause_s() -> float:
    """Return the longest pause of the heart that beats; a clock for a benchmark of pauses."""
    return (
        max((pause.whole_s for pause in _hearts[-1].longest.values()), default=0.0) if _hearts else time.perf_counter()
    )


@pytest.fixture
def heart() -> Iterator[Heart]:
    beating = Heart()
    _hearts.append(beating)
    yield beating
    _hearts.remove(beating)
    beating.stop()


@pytest.mark.benchmark(group="longest block of the GUI thread", timer=longest_pause_s)
def test_longest_block_of_the_gui_thread(
    benchmark: BenchmarkFixture,
    qtbot: QtBot,
    window: Window,
    heart: Heart,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sessions: list[dict[str, Pause]] = []

    def begin() -> None:
        heart.longest = {}
        for file in tmp_path.glob("*-*.*"):
            file.unlink()

    def work() -> None:
        session_of_work(qtbot, window, heart, tmp_path)
        sessions.append(dict(heart.longest))

    by_rounds: Any = benchmark  # its type says nothing of this
    by_rounds.pedantic(work, setup=begin, rounds=SESSIONS)
    blocks = {action: sorted(session[action] for session in sessions) for action in sessions[0]}
    assert blocks
    benchmark.extra_info["longest_block_ms"] = {
        action: [pause.whole_s * 1000 for pause in pauses] for action, pauses in blocks.items()
    }
    if benchmark.enabled:
        with capsys.disabled():
            print("\nLongest block of the GUI thread: median of the sessions (of it at work), worst (of it at work)")  # noqa: T201
            for action, pauses in sorted(blocks.items(), key=lambda item: -item[1][SESSIONS // 2].whole_s):
                middle, worst = pauses[SESSIONS // 2], pauses[-1]
                print(  # noqa: T201
                    f"  {middle.whole_s * 1000:6.1f} ms ({middle.at_work_s * 1000:5.1f})"
                    f"  {worst.whole_s * 1000:6.1f} ms ({worst.at_work_s * 1000:5.1f})  {action}"
                )
