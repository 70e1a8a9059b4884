"""A window for tests: settings of its own, dialogs that answer by themselves, and an engagement on the desk."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF, example
from tests.wizard.frame import (
    SLOWEST_MS,
    WHEN,
    Assess,
    Dialogs,
    example_findings,
    field_page,
    garbage_left_to_this_thread,
    loaded,
)
from wardround.store import EngagementFile
from wardround.wizard import theme
from wardround.wizard.opening import Opener
from wardround.wizard.remembered import Remembered
from wardround.wizard.session import Session
from wardround.wizard.window import Window
from wardround.workshop.open_engagement import OpenEngagement


@pytest.fixture(autouse=True)
def _dressed(qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Give each test the light theme, and a place of its own for what the program writes about defects."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    theme.watcher().want(theme.LIGHT)
    theme.watcher().dress()
    with garbage_left_to_this_thread():
        yield
    theme.watcher().want(None)


@pytest.fixture
def opener() -> Opener:
    return loaded()


@pytest.fixture
def engagement(tmp_path: Path) -> Iterator[OpenEngagement]:
    """Return the example hospital, open and saved in a file."""
    file = EngagementFile.create(tmp_path / "nordtal.wardround", example()[0], WHEN, "Anna Weiß")
    opened = OpenEngagement(file, now=lambda: WHEN, by="Anna Weiß")
    yield opened
    opened.close()


@pytest.fixture
def session_with(engagement: OpenEngagement, opener: Opener) -> Callable[[Assess], Session]:
    """Return a way to a session whose figures come from a function in place of the engine."""

    def made(assess: Assess) -> Session:
        return Session(engagement, opener.catalogue, opener.knowledge, assess=assess, today=_as_of)

    return made


@pytest.fixture
def session(session_with: Callable[[Assess], Session]) -> Session:
    return session_with(example_findings)


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def dialogs() -> Dialogs:
    return Dialogs()


@pytest.fixture
def window(qtbot: QtBot, remembered: Remembered, dialogs: Dialogs) -> Window:
    """Return a shown window that has loaded all it needs."""
    made = Window(remembered, dialogs, field_page)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitSignal(made.ready, timeout=SLOWEST_MS):
        made.show()
    return made


def _as_of() -> date:
    return AS_OF
