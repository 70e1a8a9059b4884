"""The register: filtered by words, category and a cell of the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from wardround.deliverables.amounts import Currency
from wardround.deliverables.words import counted, phase_name, sentence
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Chip, Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.drop import Drop
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.risk_detail import risk_detail
from wardround.wizard.show.risk_words import (
    ALL,
    Numbered,
    Wanted,
    band,
    because,
    because_shortly,
    categories,
    category_name,
    level_words,
    numbered,
    owner_words,
    phases,
    residual,
    title_words,
)
from wardround.wizard.show.row_list import RowList

ROW_HEIGHT = 42
MITIGATION_FROM = 760
"""Below this width what is done stands only where the row unfolds."""

_NONE = "No risk of the library holds for these answers."
_NONE_LEFT = "No risk fits the filter."


class RiskRegister(FlushCard):
    """The list of risks with its filters above it."""

    cell_cleared = Signal()
    """The filter by a cell of the map is let go."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__("Register", " ")
        self._knowledge = knowledge
        self._risks: Sequence[Numbered] = ()
        self._currency = Currency()
        self._cell: tuple[int, int] | None = None
        self._after = False
        self._words = QLineEdit()
        self._words.setObjectName("risks.words")
        self._words.setAccessibleName("Filter by words")
        self._words.setPlaceholderText("Filter by words")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(lambda _text: self._show())
        self._category = Drop("risks.category", "Filter by category")
        self._category.chosen.connect(lambda _key: self._show())
        self._phase = Drop("risks.phase", "Filter by phase")
        self._phase.chosen.connect(lambda _key: self._show())
        self._all = QPushButton("Show all")
        self._all.setObjectName("risks.all")
        self._all.setAccessibleName("Show all risks")
        self._all.setProperty("role", "link")
        self._all.setCursor(Qt.CursorShape.PointingHandCursor)
        self._all.clicked.connect(self.clear)
        columns = (
            Column("", 20, right=True),
            Column("Score", 36),
            Column("Risk, and the answers behind it", 180, 3),
            Column("What is done", 160, 3, from_width=MITIGATION_FROM),
            Column("Owner, by phase", 136),
            Column("After", 34),
        )
        self.list = RowList(columns, _NONE, height=ROW_HEIGHT)
        self.add_inside(self._filters(), above=2, below=8)
        self.add(self.list)

    def show_findings(self, findings: Findings) -> None:
        """Show the risks that hold."""
        cost = findings.cost
        self._currency = Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)
        self._risks = numbered(findings)
        names = {ALL: "All categories"} | {each: category_name(each) for each in categories(findings)}
        self._category.show_choices(names, self._category.key)
        stages = {ALL: "All phases"} | {each: phase_name(each) for each in phases(findings) if each}
        self._phase.show_choices(stages, self._phase.key)
        self._show()

    def show_cell(self, cell: tuple[int, int] | None, *, after: bool) -> None:
        """Show only the risks of a cell of the map; None shows those of all cells."""
        self._cell, self._after = cell, after
        self._show()

    def clear(self) -> None:
        """Let all filters go."""
        self._words.clear()
        self._category.show_choices(self._category.choices, ALL)
        self._phase.show_choices(self._phase.choices, ALL)
        self._cell = None
        self._show()
        self.cell_cleared.emit()

    def _filters(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._count = label("", "note")
        self._count.setObjectName("risks.count")
        row.addWidget(self._words, 1)
        row.addWidget(self._category)
        row.addWidget(self._phase)
        row.addWidget(self._count)
        row.addWidget(self._all)
        return holder

    def _show(self) -> None:
        wanted = Wanted(self._words.text(), self._category.key, self._cell, self._after, self._phase.key)
        shown = [each for each in self._risks if wanted.takes(each.risk)]
        self.list.say_empty(_NONE_LEFT if self._risks else _NONE)
        self.list.show_rows([self._row(each) for each in shown])
        whole = counted(len(self._risks), "risk")
        self._count.setText(whole if len(shown) == len(self._risks) else f"{len(shown)} of {whole}")
        self._all.setVisible(wanted != Wanted(after=self._after))
        cell = f" Only {level_words(*self._cell)}{', after mitigation' if self._after else ''}." if self._cell else ""
        self.say(f"Score is likelihood times impact, each from 1 to 5; after is what is left of it.{cell}")

    def _row(self, each: Numbered) -> Row:
        risk = each.risk
        words, tone = band(risk.score, self._knowledge)
        later, later_tone = band(residual(risk), self._knowledge)
        owner, phase = owner_words(risk)
        return Row(
            key=f"risks.{risk.risk_id}",
            cells=(
                Words(str(each.number), quiet=True),
                Chip(str(risk.score), tone, f"{risk.score}, {words}"),
                Words(title_words(risk), because(risk), strong=True, shorter=because_shortly(risk)),
                Wrapped(sentence(risk.mitigation).rstrip("."), quiet=True),
                Words(owner, phase, quiet=True, shorter=(phase.partition(" ")[0],)),
                Chip(str(residual(risk)), later_tone, f"{residual(risk)}, {later}"),
            ),
            detail=lambda: risk_detail(risk, self._currency),
        )
