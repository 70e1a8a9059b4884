"""What stands in for people, pages and the engine in the tests of the frame."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.deliverables.example_findings import example
from wardround.assessment import Assessment
from wardround.engine.findings import Findings
from wardround.wizard import background, collecting
from wardround.wizard.asking import FileDialogs
from wardround.wizard.cards import Card, page_scaffold
from wardround.wizard.opening import Opener
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import Step

WHEN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SLOWEST_MS = 20_000
"""How long a test waits for what should come at once; no test measures by it."""

Assess = Callable[..., Findings]


@contextmanager
def garbage_left_to_this_thread() -> Iterator[None]:
    """Collect garbage as the program does, never while another thread works; nothing is under way afterwards."""
    gc.disable()
    yield
    background.finish()
    collecting.look()
    gc.enable()


class Dialogs(FileDialogs):
    """Answers in place of a person; None is a person who thinks better of it."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.kept: Path | None = None
        """Where to keep an engagement, if that is not the answer to everything."""
        self.asked: list[Path] = []

    def file_to_open(self, _parent: QWidget, folder: Path) -> Path | None:
        return self._answered(folder)

    def json_to_import(self, _parent: QWidget, folder: Path) -> Path | None:
        return self._answered(folder)

    def where_to_keep(self, _parent: QWidget, suggestion: Path) -> Path | None:
        answer = self._answered(suggestion)
        return self.kept or answer

    def where_to_write_json(self, _parent: QWidget, suggestion: Path) -> Path | None:
        return self._answered(suggestion)

    def folder_for_documents(self, _parent: QWidget, folder: Path) -> Path | None:
        return self._answered(folder)

    def _answered(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion)
        return self.answer


class FieldPage(QWidget):
    """The least page that the frame can show: one field that writes a plain answer when it is left."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__()
        self.refreshed = 0
        self.findings: list[Findings] = []
        self._session = session
        page, column = page_scaffold(step.title, step.sentence)
        self.field = QLineEdit()
        self.field.setObjectName("engagement.project" if step.step_id == "engagement" else f"{step.step_id}.field")
        self.field.setText(session.assessment.engagement.project)
        self.field.editingFinished.connect(self._on_left)
        card = Card("Project")
        card.body.addWidget(self.field)
        column.addWidget(card)
        page.setParent(self)
        self._page = page

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._page.resize(self.size())

    def refresh(self, _change: Change | None) -> None:
        self.refreshed += 1
        if not self.field.isModified():
            self.field.setText(self._session.assessment.engagement.project)

    def show_findings(self, findings: Findings) -> None:
        self.findings.append(findings)

    def _on_left(self) -> None:
        if self.field.isModified():
            self.field.setModified(False)
            self._session.put_field("engagement.project", self.field.text())


def field_page(step: Step, session: Session) -> QWidget:
    return FieldPage(session, step)


@cache
def loaded() -> Opener:
    """Return the facts and the engine, loaded once for all tests."""
    return Opener.load()


def example_findings(_assessment: Assessment, *_: object, **__: object) -> Findings:
    """Stand in for the engine: the findings of the example hospital, whatever the answers."""
    return example()[1]
