"""The map tells a program outside where the widgets stand that can be seen, and which has the cursor."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from wardround.wizard.widget_map import WidgetMap


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget


def test_a_widget_that_can_be_seen_is_on_the_map_where_it_stands(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, hidden = named(QLineEdit(), "map.field"), named(QLabel("x"), "map.hidden")
    column = QVBoxLayout(window)
    for each in (field, hidden):
        column.addWidget(each)
    hidden.hide()
    window.show()
    field.setFocus()
    drawn = WidgetMap(tmp_path / "map.json")
    qtbot.waitUntil(lambda: "map.field" in read(tmp_path / "map.json").get("widgets", {}), timeout=SLOWEST_MS)
    seen = read(tmp_path / "map.json")
    corner = field.mapToGlobal(field.rect().topLeft())
    assert seen["widgets"]["map.field"] == [corner.x(), corner.y(), field.width(), field.height()]
    assert "map.hidden" not in seen["widgets"]
    drawn.deleteLater()


def test_what_is_scrolled_away_is_not_on_the_map_until_it_is_scrolled_to(qtbot: QtBot, tmp_path: Path) -> None:
    scroll, inside = QScrollArea(), QWidget()
    qtbot.addWidget(scroll)
    column = QVBoxLayout(inside)
    column.addSpacing(2000)
    field = named(QLineEdit(), "map.below")
    column.addWidget(field)
    scroll.setWidget(inside)
    scroll.resize(300, 200)
    scroll.show()
    other = named(QLabel("x"), "map.other")
    qtbot.addWidget(other)
    other.show()
    drawn = WidgetMap(tmp_path / "map.json")
    qtbot.waitUntil(lambda: "map.other" in read(tmp_path / "map.json").get("widgets", {}), timeout=SLOWEST_MS)
    assert "map.below" not in read(tmp_path / "map.json")["widgets"]
    scroll.ensureWidgetVisible(field)
    qtbot.waitUntil(lambda: "map.below" in read(tmp_path / "map.json")["widgets"], timeout=SLOWEST_MS)
    drawn.deleteLater()
