"""The live panel: what does it mean. Its parts keep their places while the figures change."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wardround.engine.findings import Findings
from wardround.wizard.figure_block import INSET, FigureBlock
from wardround.wizard.glance import MOST_RISKS, Glance, glance
from wardround.wizard.labels import ElidedLabel, label, line, with_role
from wardround.wizard.margin_rows import MarginRow, RiskRow
from wardround.wizard.margins import MOST_PROCESSES
from wardround.wizard.session import Session
from wardround.wizard.working_dot import WorkingDot
from wardround.workshop.open_engagement import Change

OLDER = "These figures are older than the answers."
_SIDE = 20
ROOMY_FROM = 760
"""From this height on the parts stand further apart."""
_WIDE, _NARROW = 14, 5


class LivePanel(QFrame):
    """Cost, response time, availability, recovery margins and top risks for the answers as they stand."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self._session = session
        self._shown: Findings | None = None
        self._answers_since = 0
        self._before: Findings | None = None
        self._since = 0
        self._dot = WorkingDot()
        self._confidence = label("", "chip")
        self._confidence.setObjectName("live.confidence")
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName("live.problem")
        self._first = label("The first figures appear here as soon as there is an answer.", "note", wrap=True)
        self._first.setObjectName("live.first")
        self._cost = FigureBlock("live.cost")
        self._response = FigureBlock("live.response")
        self._availability = FigureBlock("live.availability")
        self._margins = [MarginRow(place) for place in range(1, MOST_PROCESSES + 1)]
        self._risks = [RiskRow(place) for place in range(1, MOST_RISKS + 1)]
        self._more = ElidedLabel("", "small")
        self._prices = label("", "small", wrap=True)
        self._prices.setObjectName("live.prices")
        self._gaps: list[QVBoxLayout] = []
        self._figures = QWidget()
        self._lay_out()
        self._connect()
        self._show()

    @property
    def session(self) -> Session:
        """The engagement that it watches."""
        return self._session

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return no height: the panel must not make the window larger than the screen."""
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the parts stand closer in a low window: nothing of the panel ever scrolls away."""
        super().resizeEvent(event)
        space = _WIDE if self.height() >= ROOMY_FROM else _NARROW
        for gap in self._gaps:
            gap.setContentsMargins(INSET, space, INSET, space)

    # --- laying out -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE - INSET, 12, _SIDE - INSET, 10)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, INSET, 4)
        head.addWidget(label("Now", "caption"))
        head.addSpacing(6)
        head.addWidget(self._dot)
        head.addStretch(1)
        head.addWidget(self._confidence)
        whole.addLayout(head)
        for words in (self._problem, self._first):
            words.setContentsMargins(INSET, 2, INSET, 6)
            whole.addWidget(words)
        column = QVBoxLayout(self._figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for block in (self._cost, self._response, self._availability):
            column.addWidget(block)
            self._add_line(column)
        self._add_title(column, "Recovery")
        for margin in self._margins:
            column.addWidget(margin)
        self._more.setContentsMargins(INSET + 20, 0, INSET, 0)
        column.addWidget(self._more)
        self._add_line(column)
        self._add_title(column, "Top risks")
        for risk in self._risks:
            column.addWidget(risk)
        self._add_line(column)
        self._prices.setContentsMargins(INSET, 0, INSET, 0)
        column.addWidget(self._prices)
        whole.addWidget(self._figures)
        whole.addStretch(1)

    def _add_line(self, column: QVBoxLayout) -> None:
        gap = QVBoxLayout()
        gap.setContentsMargins(INSET, _NARROW, INSET, _NARROW)
        gap.addWidget(line())
        column.addLayout(gap)
        self._gaps.append(gap)

    def _add_title(self, column: QVBoxLayout, words: str) -> None:
        title: QLabel = label(words, "caption")
        title.setContentsMargins(INSET, 0, INSET, 4)
        column.addWidget(title)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.assessed.connect(self._on_assessed)
        self._session.spread_found.connect(self._on_spread)
        self._session.failed.connect(self._on_failed)
        self._session.working.connect(self._dot.show_working)
        for block in (self._cost, self._response, self._availability):
            block.clicked.connect(lambda _checked=False, block=block: self._why(block.said.figure, block))
        for row in self._margins:
            row.clicked.connect(lambda _checked=False, row=row: self._why(row.margin.figure, row))
        for risk in self._risks:
            risk.clicked.connect(lambda _checked=False: self._session.go_to_step("risks"))

    # --- hearing --------------------------------------------------------------------------------------------

    def _on_changed(self, _change: Change) -> None:
        self._answers_since += 1

    def _on_assessed(self, findings: Findings) -> None:
        self._problem.setText("")
        self._show_glance(
            glance(findings, self._shown, self._answers_since, self._session.catalogue, self._session.knowledge)
        )
        self._before, self._since = self._shown, self._answers_since
        self._shown, self._answers_since = findings, 0
        self._show()

    def _on_spread(self, findings: Findings) -> None:
        """Show the bands beside the figures; what is said of the change since the last answer stays."""
        session = self._session
        seen = glance(findings, self._before, self._since, session.catalogue, session.knowledge)
        self._show_glance(seen)

    def _on_failed(self, sentence: str) -> None:
        if self._shown is None:
            self._problem.setText(sentence)
        else:
            self._foot(OLDER, "problem")  # the header has the sentence; nothing here moves
        self._fade(faded=True)
        self._show()

    def _why(self, figure: str, anchor: QWidget) -> None:
        if figure:
            self._session.open_why(figure, anchor)

    # --- showing --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        there = self._shown is not None
        self._figures.setVisible(there)
        self._confidence.setVisible(there)
        self._problem.setVisible(bool(self._problem.text()))
        self._first.setVisible(not there and not self._problem.text())

    def _show_glance(self, seen: Glance) -> None:
        self._cost.show_said(seen.cost)
        self._response.show_said(seen.response)
        self._availability.show_said(seen.availability)
        for place, margin_row in enumerate(self._margins):
            margin_row.setVisible(place < len(seen.margins))
            if place < len(seen.margins):
                margin_row.show_margin(seen.margins[place])
        self._more.setText(seen.more_margins or ("" if seen.margins else "No process has an objective yet."))
        self._more.setVisible(bool(self._more.text()))
        for place, risk_row in enumerate(self._risks):
            risk_row.setVisible(place < len(seen.risks))
            if place < len(seen.risks):
                risk_row.show_risk(seen.risks[place])
        self._confidence.setText(seen.confidence)
        self._confidence.setToolTip(seen.confidence_words)
        self._confidence.setAccessibleName(f"{seen.confidence}. {seen.confidence_words}")
        self._foot(seen.prices, "small")
        self._fade(faded=False)

    def _foot(self, words: str, role: str) -> None:
        self._prices.setText(words)
        with_role(self._prices, role)

    def _fade(self, *, faded: bool) -> None:
        for block in (self._cost, self._response, self._availability):
            block.fade(faded=faded)
        for margin in self._margins:
            margin.fade(faded=faded)
        for risk in self._risks:
            risk.fade(faded=faded)
        self._confidence.setEnabled(not faded)
