"""How soon the window is there, beside an empty wizard of Qt: read it as a ratio.

The two start by turns, so that whatever else the machine does strikes both.
"""

import os
import statistics
import subprocess
import sys
import time
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

PAIRS = 15
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


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of an installed program: its modules are compiled already, its settings are its own."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("compiled"))
    environment["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("settings"))
    return environment


@pytest.mark.benchmark(group="process start to first paint")
def test_first_paint(benchmark: BenchmarkFixture, compiled: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    def started(program: str) -> float:
        """Return how many seconds a program takes from its start to its first paint."""
        began_s = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, env=compiled)
        return time.perf_counter() - began_s

    for program in (EMPTY_WIZARD, OURS):
        started(program)  # compiles
    empty_s: list[float] = []
    ours_s: list[float] = []
    by_rounds: Any = benchmark  # its type says nothing of this
    by_rounds.pedantic(
        lambda: ours_s.append(started(OURS)), setup=lambda: empty_s.append(started(EMPTY_WIZARD)), rounds=PAIRS
    )
    ratio = statistics.median(ours / empty for ours, empty in zip(ours_s, empty_s, strict=True))
    benchmark.extra_info |= {"ratio": ratio, "empty_ms": statistics.median(empty_s) * 1000}
    assert len(ours_s) == len(empty_s)
    if benchmark.enabled:
        with capsys.disabled():
            print(  # noqa: T201 - what a benchmark is for
                f"\nFirst paint: {statistics.median(ours_s) * 1000:.0f} ms, an empty wizard of Qt "
                f"{statistics.median(empty_s) * 1000:.0f} ms; median of the ratios {ratio:.2f}"
            )
