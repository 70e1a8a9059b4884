"""Walks through the window: the start screen, and every step of a sample, each waited for until it has come to rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from wardround.wizard import background
from wardround.wizard.asking import FileDialogs
from wardround.wizard.desk import Desk
from wardround.wizard.pages import ShowsFindings
from wardround.wizard.remembered import Remembered
from wardround.wizard.window import Window
from wardround.workshop.steps import STEPS

START, NEW = "start", "new"
SMALLEST, LARGEST, BLANK = "clinic-group", "multi-site-network", "blank"
QUIET_TURNS = 6
"""So many turns in a row with nothing under way count as rest."""
TURN_S = 0.004
SLOWEST_S = 120.0
UNBOUND = QSize(100, 100)
"""The window may be made as small as a picture wants it."""


class NoRest(Exception):
    """The window did not come to rest in time."""

    def __init__(self, place: str, told: str) -> None:
        super().__init__(f"{place} did not come to rest within {SLOWEST_S:.0f} s{f': {told}' if told else ''}")


class Answering(FileDialogs):
    """Answers in place of a person: new engagements are kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def where_to_keep(self, _parent: QWidget, suggestion: Path) -> Path | None:
        """Keep it under the name that is suggested."""
        return self._folder / suggestion.name


@contextmanager
def toured_window(folder: Path) -> Iterator[Window]:
    """Open a window that remembers nothing of other days and keeps its files in a folder; close it in the end."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Remembered(settings), Answering(folder))
    window.setMinimumSize(UNBOUND)
    loaded: list[bool] = []
    window.ready.connect(lambda: loaded.append(True))
    window.show()
    try:
        come_to_rest(window, START, lambda: bool(loaded))
        yield window
    finally:
        window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def beginning(window: Window) -> Iterator[str]:
    """Visit the start screen, and the form of a new engagement; yield what each is called, once it is at rest."""
    window.show_start()
    come_to_rest(window, START)
    yield START
    window.start_screen.show_new()
    come_to_rest(window, NEW)
    yield NEW


def opened(window: Window, sample: str) -> Desk:
    """Open a copy of a sample and wait for its first figures, or a new engagement for BLANK. Raises NoRest."""
    begun: list[bool] = []
    window.opened.connect(lambda: begun.append(True))
    if sample == BLANK:
        window.ask_for_new("", "")
    else:
        window.ask_for_sample(sample)
    come_to_rest(window, sample, lambda: bool(begun) and (sample == BLANK or _has_figures(window)))
    if window.desk is None:
        raise NoRest(sample, window.start_screen.sentence)
    return window.desk


def steps(window: Window, desk: Desk) -> Iterator[str]:
    """Visit every step of an open engagement; yield its id, once its page is at rest."""
    for step in STEPS:
        desk.show_step(step.step_id)
        come_to_rest(window, step.step_id, lambda: is_whole(window))
        yield step.step_id


def is_whole(window: Window) -> bool:
    """Return whether the page has all its parts; without figures a page of results has none to wait for."""
    desk = window.desk
    if desk is None or bool(getattr(desk.page, "is_complete", True)):
        return True
    return isinstance(desk.page, ShowsFindings) and desk.session.findings is None and not desk.session.is_working


def long_page(window: Window) -> QWidget | None:
    """Return the content of the page that is shown; None where the window shows all of it at once."""
    scroll = window.desk.page.findChild(QScrollArea) if window.desk is not None else None
    return scroll.widget() if scroll is not None and scroll.verticalScrollBar().maximum() > 0 else None


def come_to_rest(window: QWidget, place: str, is_there: Callable[[], bool] = lambda: True) -> None:
    """Wait until something is there and nothing more is under way. Raises NoRest."""
    until, quiet = time.monotonic() + SLOWEST_S, 0
    while quiet < QUIET_TURNS:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = quiet + 1 if is_there() and not _is_busy(window) else 0
        time.sleep(TURN_S)
        if time.monotonic() > until:
            raise NoRest(place, _told(window))


def _has_figures(window: Window) -> bool:
    return window.desk is not None and window.desk.session.findings is not None


def _is_busy(window: QWidget) -> bool:
    working = background.pool().activeThreadCount() > 0
    return working or any(timer.isSingleShot() and timer.isActive() for timer in window.findChildren(QTimer))


def _told(window: QWidget) -> str:
    if not isinstance(window, Window):
        return ""
    return window.desk.session.failure if window.desk is not None else window.start_screen.sentence
