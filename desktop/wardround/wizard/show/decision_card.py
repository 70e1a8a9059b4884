"""What was decided, for which reasons, and what would change it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency, money
from wardround.deliverables.words import sentence, spoken, within
from wardround.engine.findings import Decision, Findings, Option
from wardround.wizard.labels import label, line
from wardround.wizard.show.cells import Chip, Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.decision_desk import DecisionDesk
from wardround.wizard.show.decision_taker import DecisionTaker
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList

TO_SIGN = "to sign"
DECIDED = "decided"


class DecisionCard(FlushCard):
    """A row for each decision; it unfolds to the options with their reasons."""

    def __init__(self, desk: DecisionDesk | None = None) -> None:
        """Take what takes decisions otherwise; without it they can only be read."""
        super().__init__("Decisions", "What was chosen among the options. Unfold a row for the reasons.")
        columns = (Column("Question", 150, 3), Column("Chosen", 140, 3), Column("", 62, right=True))
        self.list = RowList(columns, "Nothing has to be decided.")
        self.add(self.list)
        self._desk = desk

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the decisions."""
        self.list.show_rows([_row(made, currency, findings.as_of, self._desk) for made in findings.decisions])


def _row(made: Decision, currency: Currency, as_of: date, desk: DecisionDesk | None) -> Row:
    wished = f"wished: {_title(made, made.wished)}" if made.wished and made.wished != made.chosen else ""
    if made.advised and made.overrule is not None:
        wished = f"decided by {made.overrule.by}; advised: {within(_title(made, made.advised))}"
    mark = Chip("")
    if made.needs_sign_off:
        mark = Chip(TO_SIGN, "warn", "somebody has to sign this one")
    elif made.overrule is not None:
        mark = Chip(DECIDED, "good", "somebody has decided this one")
    title = _title(made, made.chosen)
    chosen = Words(title, wished, strong=True) if wished else Wrapped(title, strong=True)
    cells = (Wrapped(made.question), chosen, mark)
    return Row(f"results.decision.{made.decision_id}", cells, detail=lambda: _detail(made, currency, as_of, desk))


def _title(made: Decision, option_id: str) -> str:
    return next((option.title for option in made.options if option.option_id == option_id), option_id)


def _detail(made: Decision, currency: Currency, as_of: date, desk: DecisionDesk | None) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    inside = QVBoxLayout()
    inside.setContentsMargins(SIDE + 8, 10, SIDE + 8, 14)
    inside.setSpacing(8)
    inside.addWidget(label(sentence(spoken(made.words)), wrap=True))
    if made.would_change:
        inside.addWidget(label(f"What would change it: {sentence(spoken(made.would_change))}", "note", wrap=True))
    for option in made.options:
        inside.addWidget(_option(option, currency, chosen=option.option_id == made.chosen))
    if desk is not None:
        inside.addWidget(DecisionTaker(made, as_of, desk))
    whole.addLayout(inside)
    whole.addWidget(line())
    return holder


def _option(option: Option, currency: Currency, *, chosen: bool) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    price = f", {money(option.monthly_usd, currency)} a month" if option.monthly_usd is not None else ""
    title = f"{option.title}{price}, score {option.score:+d}{' (chosen)' if chosen else ''}"
    column.addWidget(label(title, "strong" if chosen else "", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, reason in enumerate(option.reasons):
        grid.addWidget(label("for" if reason.for_it else "against", "small"), row, 0)
        grid.addWidget(label(sentence(spoken(reason.text)), "note", wrap=True), row, 1)
    column.addLayout(grid)
    return holder
