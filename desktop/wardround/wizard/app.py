"""The program with its window: started, dressed, and never left with a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from wardround.wizard import collecting, quick_imports, theme  # noqa: F401 - the second makes those after it quicker
from wardround.wizard.calm import sentence_about
from wardround.wizard.loading import load_with_helper
from wardround.wizard.window import NAME, Window

SWITCH_S = 0.002
"""How long a calculation may keep Python before the window gets its turn; Python's own 5 ms are felt when typing."""


_kept: list[QObject] = []
"""Qt wants somebody to hold the application for as long as the program runs."""


def run(path: Path | None) -> int:
    """Open the window, with an engagement where a path is given, and return the exit code when it is closed."""
    window = prepared(path)
    draw_map = os.environ.get("WARDROUND_WIDGET_MAP")
    if draw_map:
        from wardround.wizard.widget_map import WidgetMap  # noqa: PLC0415 - for who drives the window from outside

        _kept.append(WidgetMap(Path(draw_map)))
    window.show()
    return int(QApplication.exec())


def _with_helper() -> Window:
    return Window(load=load_with_helper)


def prepared(path: Path | None, make: Callable[[], Window] = _with_helper) -> Window:
    """Return the window, dressed and ready to be shown."""
    collecting.hold()
    if QApplication.instance() is None:
        # The same ground to paint on everywhere; naming it here spares Qt the making of another one.
        _kept.append(QApplication([*sys.argv[:1], "-style", "fusion"]))
    QApplication.setApplicationName(NAME)
    QApplication.setApplicationDisplayName(NAME)
    QApplication.setDesktopFileName("wardround")
    sys.setswitchinterval(SWITCH_S)
    theme.watcher().dress()
    window = make()
    calm_down(window)
    window.ready.connect(collecting.settle)
    window.refused.connect(lambda _sentence: collecting.resume())  # where the facts themselves are refused
    window.warm.connect(collecting.settle)
    if path is not None:
        window.painted.connect(lambda: window.open_file(path.absolute()))
    return window


def calm_down(window: Window) -> None:
    """Let a defect of ours be written down and told in one sentence, wherever it happens."""

    def tell(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        window.say(sentence_about(error, "showing the window"))

    sys.excepthook = tell
