"""The ground of the pages that show findings: a headline, cards that are built when there is something to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.engine.findings import Findings
from wardround.wizard import theme
from wardround.wizard.cards import GAP, page_scaffold
from wardround.wizard.labels import label
from wardround.wizard.session import Session
from wardround.wizard.show.nothing_yet import NothingYet
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import Step

Part = Callable[[Findings], None]


class FindingsPage(QWidget):
    """A page that shows findings. What it is made of is told by `parts`, each shown in a turn of its own.

    So the window answers to keys between two parts, also where a page has much to build.
    """

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__()
        self.session = session
        self.step = step
        self.setProperty("role", "ground")
        page, self._column = page_scaffold(step.title, step.sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._older = label("", "problem", wrap=True)
        self._older.setObjectName(f"{step.step_id}.older")
        self._older.hide()
        self._nothing = NothingYet(session)
        self._content = QWidget()
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        for widget in (self._older, self._nothing, self._content):
            self._column.addWidget(widget)
        self._content.hide()
        self._waiting: list[Part] = []
        self._findings: Findings | None = None
        self._built = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._on_turn)
        session.failed.connect(self._on_failed)
        theme.watcher().changed.connect(self._on_theme_changed)

    # --- what a page brings along ---------------------------------------------------------------------------

    def build(self) -> None:
        """Make the cards, once, when the first findings are there."""
        raise NotImplementedError

    def parts(self) -> Sequence[Part]:
        """Return what shows findings, part by part from the top of the page."""
        raise NotImplementedError

    # --- what the frame calls -------------------------------------------------------------------------------

    def refresh(self, _change: Change | None) -> None:
        """Take note that the answers changed; the figures follow on their own."""
        self._nothing.show_state()

    def show_findings(self, findings: Findings) -> None:
        """Show the latest figures."""
        self._findings = findings
        self._older.hide()
        self._nothing.hide()
        if not self._built:
            self._built = True
            self.build()
        self._content.show()
        self._waiting = list(self.parts())
        self._on_turn()

    @property
    def findings(self) -> Findings | None:
        """The figures that are shown."""
        return self._findings

    @property
    def is_complete(self) -> bool:
        """Whether all parts show the latest figures."""
        return self._findings is not None and not self._waiting

    def _on_turn(self) -> None:
        if self._findings is None or not self._waiting:
            return
        part = self._waiting.pop(0)
        part(self._findings)
        if self._waiting:
            self._turn.start(0)

    def _on_failed(self, sentence: str) -> None:
        if self._findings is not None:
            self._older.setText(f"These figures are older than the answers. {sentence}")
            self._older.show()

    def _on_theme_changed(self, _tokens: object) -> None:
        if self._findings is not None:
            self._waiting = list(self.parts())
            self._turn.start(0)
