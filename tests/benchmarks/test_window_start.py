"""How soon the window is there, how soon figures follow an answer, and how long the window ever keeps still.

The first paint is measured beside an empty wizard of Qt in the same run: read it as a ratio. The longest block of the
GUI thread is measured by a heartbeat, whose longest pause stands in for the time of that benchmark.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from wardround.wizard import theme
from wardround.wizard.asking import FileDialogs
from wardround.wizard.pages import page_for
from wardround.wizard.remembered import Remembered
from wardround.wizard.session import Session
from wardround.wizard.window import Window
from wardround.workshop.steps import STEPS, Step

LARGEST = "multi-site-network"
PEAK = "people.peak_concurrent_users"
SLOWEST_MS = 60_000

EMPTY_WIZARD = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWizard, QWizardPage

class Wizard(QWizard):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

application = QApplication([])
wizard = Wizard()
wizard.addPage(QWizardPage())
wizard.show()
application.exec()
"""
OURS = """
import os
from PySide6.QtWidgets import QApplication
from wardround.wizard.app import prepared

window = prepared(None)
window.painted.connect(lambda: os._exit(0))
window.show()
QApplication.exec()
"""
PROGRAMS = {"an empty wizard of Qt": EMPTY_WIZARD, "Wardround": OURS}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of an installed program: its modules are compiled already, its settings are its own."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("compiled"))
    environment["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("settings"))
    return environment


@pytest.mark.benchmark(group="process start to first paint", min_rounds=7)
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_first_paint(benchmark: BenchmarkFixture, program: str, compiled: dict[str, str]) -> None:
    command = [sys.executable, "-c", program]
    subprocess.run(command, check=True, env=compiled)  # compiles
    benchmark(subprocess.run, command, check=True, env=compiled)


class PeakPage(QWidget):
    """One field that answers how many people are active at the peak, as a page of the workshop would."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.returnPressed.connect(lambda: session.answer(PEAK, int(self.field.text())))
        QVBoxLayout(self).addWidget(self.field)


def peak_page(_step: Step, session: Session) -> QWidget:
    return PeakPage(session)


class Heartbeat:
    """Beats on the GUI thread as often as it can; its longest pause is the longest that the window kept still."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start(1)

    def restart(self) -> None:
        """Begin anew."""
        self.longest_s, self._last = 0.0, time.perf_counter()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


_hearts: list[Heartbeat] = []


def longest_pause_s() -> float:
    """Return the longest pause of the heart that beats; a clock for a benchmark of pauses."""
    return _hearts[-1].longest_s if _hearts else time.perf_counter()


@pytest.fixture
def heart() -> Iterator[Heartbeat]:
    beating = Heartbeat()
    _hearts.append(beating)
    yield beating
    _hearts.remove(beating)
    beating.stop()


class KeptAt(FileDialogs):
    """Keeps every engagement at one place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def where_to_keep(self, _parent: QWidget, _suggestion: Path) -> Path | None:
        return self._path


def remembered(tmp_path: Path) -> Remembered:
    return Remembered(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def show_sample(qtbot: QtBot, window: Window) -> Session:
    """Open the largest sample in a window and return its session with the first figures there."""
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        window.ask_for_sample(LARGEST)
    assert window.desk is not None
    session = window.desk.session
    qtbot.waitUntil(lambda: not session.stale, timeout=SLOWEST_MS)
    return session


@pytest.mark.benchmark(group="key press to live panel, largest sample")
def test_key_press_to_live_panel(benchmark: BenchmarkFixture, qtbot: QtBot, qapp: object, tmp_path: Path) -> None:
    theme.watcher().dress()
    window = Window(remembered(tmp_path), KeptAt(tmp_path / "a.wardround"), peak_page)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    session = show_sample(qtbot, window)
    assert window.desk is not None
    page, live = window.desk.page, window.desk.live
    assert isinstance(page, PeakPage)
    numbers = iter(range(1000, 2000))

    def type_a_number() -> None:
        page.field.setText(str(next(numbers)))

    def press_enter_and_see() -> None:
        with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
            QTest.keyClick(page.field, Qt.Key.Key_Return)
        live.repaint()

    by_rounds: Any = benchmark  # its type says nothing of this
    by_rounds.pedantic(press_enter_and_see, setup=type_a_number, rounds=10, warmup_rounds=1)
    assert not session.stale
    window.close()


@pytest.mark.benchmark(group="longest block of the GUI thread", timer=longest_pause_s)
def test_longest_block_of_the_gui_thread(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: object, heart: Heartbeat, tmp_path: Path
) -> None:
    theme.watcher().dress()
    window = Window(remembered(tmp_path), KeptAt(tmp_path / "a.wardround"), page_for)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    numbers = iter(range(1000, 2000))

    def walk_through() -> None:
        """Open the sample, visit every step, and answer on the way."""
        session = show_sample(qtbot, window)
        assert window.desk is not None
        for step in STEPS:
            window.desk.show_step(step.step_id)
            with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
                session.answer(PEAK, next(numbers))
            qtbot.wait(50)
        window.show_start()

    by_rounds: Any = benchmark  # its type says nothing of this
    by_rounds.pedantic(walk_through, setup=heart.restart, rounds=2)
    assert heart.longest_s > 0
    window.close()
