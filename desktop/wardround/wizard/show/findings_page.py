"""The ground of the pages that show findings: a headline, cards that are built when there is something to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency
from wardround.engine.findings import Findings
from wardround.wizard import theme
from wardround.wizard.cards import GAP, page_scaffold
from wardround.wizard.labels import label
from wardround.wizard.session import Session
from wardround.wizard.show.nothing_yet import NothingYet
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import Step

OLDER = "These figures are older than the answers."

Show = Callable[[Findings], None]
"""Shows findings in a part of a page."""

Make = Callable[[], tuple[QWidget, Show]]
"""Makes a part of a page, and says how it shows findings."""


class FindingsPage(QWidget):
    """A page that shows findings. What it is made of is told by `makers`, each part made and filled in its own turn.

    So the window answers to keys between two parts, also where a page has much to build.
    """

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__()
        self.session = session
        self.step = step
        self.setProperty("role", "ground")
        page, column = page_scaffold(step.title, step.sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._older = label("", "problem", wrap=True)
        self._older.setObjectName(f"{step.step_id}.older")
        self._older.hide()
        self._nothing = NothingYet(session)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        for widget in (self._older, self._nothing, self._content):
            column.addWidget(widget)
        self._content.hide()
        self._makers = list(self.makers())
        self._shows: list[Show] = []
        self._place = 0
        self._findings: Findings | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._on_turn)
        session.failed.connect(self._on_failed)
        theme.watcher().changed.connect(self._on_theme_changed)

    # --- what a page brings along ---------------------------------------------------------------------------

    def makers(self) -> Sequence[Make]:
        """Return who makes the parts of the page, from its top down."""
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
        self._content.show()
        self._place = 0
        self._on_turn()

    @property
    def findings(self) -> Findings | None:
        """The figures that are shown."""
        return self._findings

    @property
    def currency(self) -> Currency:
        """The client's currency, as the findings count in it."""
        if self._findings is None:
            return Currency()
        cost = self._findings.cost
        return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)

    @property
    def is_complete(self) -> bool:
        """Whether all parts are there and show the latest figures."""
        return self._findings is not None and self._place == len(self._makers)

    # --- one part after the other ---------------------------------------------------------------------------

    def _on_turn(self) -> None:
        if self._findings is None or self._place >= len(self._makers):
            return
        if self._place == len(self._shows):
            widget, show = self._makers[self._place]()
            self._column.addWidget(widget)
            self._shows.append(show)
        self._shows[self._place](self._findings)
        self._place += 1
        if self._place < len(self._makers):
            self._turn.start(0)

    def _on_failed(self, _sentence: str) -> None:
        if self._findings is not None:
            self._older.setText(OLDER)  # the header has the sentence
            self._older.show()

    def _on_theme_changed(self, _tokens: object) -> None:
        if self._findings is not None:
            self._place = 0
            self._turn.start(0)
