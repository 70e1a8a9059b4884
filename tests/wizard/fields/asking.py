"""Fields on a page of their own, and the hands of somebody who fills them in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wardround.assessment import value_at
from wardround.wizard.fields.answer_field import AnswerField
from wardround.wizard.session import Session

PEAK = "people.peak_concurrent_users"

_kept: list[QWidget] = []
"""Nobody else holds a page while its fields are tried."""


def shown(qtbot: QtBot, session: Session, *paths: str) -> list[AnswerField]:
    """Show fields below each other, with another line to go to, all of them told of changes."""
    page = QWidget()
    column = QVBoxLayout(page)
    fields = [AnswerField(session, path) for path in paths]
    elsewhere = QLineEdit()
    elsewhere.setObjectName("elsewhere")
    for widget in (*fields, elsewhere):
        column.addWidget(widget)
    for field in fields:
        session.changed.connect(field.refresh)
    _kept.append(page)
    qtbot.addWidget(page, before_close_func=_kept.remove)
    with qtbot.waitExposed(page):
        page.show()
    fields[0].focus_control()
    return fields


def control(field: AnswerField) -> Any:  # noqa: ANN401 - each kind has its own
    return field.control


def leave(field: AnswerField) -> None:
    elsewhere = field.window().findChild(QLineEdit, "elsewhere")
    assert isinstance(elsewhere, QLineEdit)
    elsewhere.setFocus()


def retype(qtbot: QtBot, field: AnswerField, text: str) -> None:
    field.focus_control()  # somebody who types has the cursor there
    control(field).selectAll()
    qtbot.keyClick(control(field), Qt.Key.Key_Delete)
    qtbot.keyClicks(control(field), text)


def line(field: AnswerField, kind: str) -> str:
    found = field.findChild(QLabel, f"{field.path}.{kind}")
    return found.text() if found is not None and not found.isHidden() else ""


def answer(session: Session, path: str = PEAK) -> Any:  # noqa: ANN401 - as the path says
    return value_at(session.assessment, path)
