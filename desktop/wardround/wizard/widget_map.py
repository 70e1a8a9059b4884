"""Where on the screen the widgets stand, in a file: for a program that drives the window with mouse and keys.

Loaded only where the environment variable WARDROUND_WIDGET_MAP names the file.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

EVERY_MS = 40


class WidgetMap(QObject):
    """Writes a map as JSON whenever it has become another one, each time whole.

    ``widgets`` holds, for the objectName of each widget of which something can be seen, left, top, width and height
    of that part in pixels of the screen; ``focus`` the objectName of the widget that has the cursor.
    """

    def __init__(self, path: Path) -> None:
        """Take the file to write."""
        super().__init__()
        self._path = path
        self._fresh = path.with_name(f"{path.name}.part")
        self._seen = ""
        self._written = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(EVERY_MS)

    def _on_time(self) -> None:
        """Write what was seen twice in a row: then it has come to rest."""
        seen = json.dumps(drawn())
        if seen == self._seen and seen != self._written:
            self._fresh.write_text(seen, encoding="utf-8")
            self._fresh.replace(self._path)
            self._written = seen
        self._seen = seen


def drawn() -> dict[str, object]:
    """Return the map as it is now."""
    focus = QApplication.focusWidget()
    widgets: dict[str, list[int]] = {}
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            for widget in (top, *top.findChildren(QWidget)):
                name = widget.objectName()
                if name and not name.startswith("qt_") and widget.isVisible():
                    _add(widgets, name, widget)
    return {"widgets": widgets, "focus": focus.objectName() if focus is not None else ""}


def _add(widgets: dict[str, list[int]], name: str, widget: QWidget) -> None:
    """Add the part of a widget that its parents leave to be seen."""
    part = widget.visibleRegion().boundingRect()
    if part.isEmpty():
        return
    scale = widget.devicePixelRatioF()
    corner = widget.mapToGlobal(part.topLeft())
    widgets[name] = [round(value * scale) for value in (corner.x(), corner.y(), part.width(), part.height())]
