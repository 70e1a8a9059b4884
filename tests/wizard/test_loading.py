"""What loads behind the window, once it stands there."""

from importlib.util import find_spec

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard.loading import WARM_UP, warm_up


@pytest.mark.parametrize("module", WARM_UP)
def test_every_part_that_is_loaded_ahead_exists(module: str) -> None:
    assert find_spec(module) is not None


def test_what_comes_after_the_last_part_is_done_once(qtbot: QtBot, qapp: object) -> None:
    done: list[str] = []
    window = QObject()
    warm_up(window, lambda: done.append("done"), ("json", "csv"))
    qtbot.waitUntil(lambda: bool(done), timeout=SLOWEST_MS)
    assert done == ["done"]


def test_a_window_that_is_gone_ends_the_loading(qtbot: QtBot, qapp: object) -> None:
    done: list[str] = []
    window = QObject()
    warm_up(window, lambda: done.append("done"), ("json", "csv"))
    delete(window)
    qtbot.wait(20)
    assert done == []
