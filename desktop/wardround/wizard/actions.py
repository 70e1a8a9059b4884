"""The keys that work everywhere in the window, and the file menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from wardround.wizard.history_keys import HistoryKeys

if TYPE_CHECKING:
    from wardround.wizard.desk import Desk
    from wardround.wizard.window import Window

NUMBERED_STEPS = 9
_BEGIN_A_GROUP = frozenset({"file.close", "file.keys", "file.quit"})


def add_actions(window: Window) -> QMenu:
    """Give a window its keys and return its file menu. On a Mac, Ctrl is the command key."""
    HistoryKeys(window)
    menu = QMenu(window)
    entries: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
        ("New engagement", "file.new", "Ctrl+N", window.show_new),
        ("Open…", "file.open", "Ctrl+O", window.ask_to_open),
        ("Import JSON…", "file.import", "", window.ask_to_import),
        ("Save a copy as JSON…", "file.save_json", "", window.ask_to_save_json),
        ("Close engagement", "file.close", "Ctrl+W", window.show_start),
        ("Keys", "file.keys", "F1", window.show_keys),
        ("Quit", "file.quit", "Ctrl+Q", window.close),
    )
    for words, name, keys, slot in entries:
        action = QAction(words, window)
        action.setObjectName(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, slot=slot: slot())
        if name in _BEGIN_A_GROUP:
            menu.addSeparator()
        menu.addAction(action)
        window.addAction(action)
    _add_key(window, "Ctrl+Z", lambda desk: desk.undo())
    _add_key(window, "Ctrl+Y", lambda desk: desk.redo())
    _add_key(window, "Ctrl+Shift+Z", lambda desk: desk.redo())
    _add_key(window, "Ctrl+PgDown", lambda desk: desk.turn(1))
    _add_key(window, "Ctrl+PgUp", lambda desk: desk.turn(-1))
    for number in range(1, NUMBERED_STEPS + 1):
        _add_key(window, f"Ctrl+{number}", partial(_show_numbered, number))
    return menu


def _add_key(window: Window, keys: str, act: Callable[[Desk], None]) -> None:
    shortcut = QShortcut(QKeySequence(keys), window)
    shortcut.activated.connect(lambda: act(window.desk) if window.desk is not None else None)


def _show_numbered(number: int, desk: Desk) -> None:
    desk.show_numbered(number)
