"""The program: light until the window stands there, and calm when something of ours goes wrong."""

import os
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from wardround.wizard.app import calm_down
from wardround.wizard.window import Window

HEAVY = {"numpy", "openpyxl", "pydantic", "reportlab", "sqlite3", "wardround.assessment", "wardround.engine"}


def test_until_the_first_paint_nothing_but_qt_is_loaded() -> None:
    program = "import sys; from wardround.wizard.app import prepared; prepared(None); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=os.environ
    ).stdout.split()
    assert "wardround.wizard.window" in loaded
    assert HEAVY & set(loaded) == set()


def test_who_imports_a_part_of_the_room_does_not_load_the_window() -> None:
    program = "import sys; import wardround.wizard; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in loaded if name.startswith("PySide6")] == []


def test_a_defect_anywhere_becomes_one_sentence_on_screen(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    calm_down(window)
    error = ZeroDivisionError("Mrs Secret")
    sys.excepthook(type(error), error, None)
    shown = window.start_screen.sentence
    assert shown.startswith("Wardround made a mistake of its own")
    assert "Secret" not in shown
    assert capsys.readouterr().err == ""
