"""The map of the risks on a card, and what the rules of the library wait for on another."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wardround.deliverables.words import counted, sentence
from wardround.engine.findings import Findings, OpenQuestion
from wardround.knowledge import Knowledge
from wardround.wizard.show.cells import Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.risk_map import RiskMap
from wardround.wizard.show.risk_words import LEVELS, band, numbered, waiting
from wardround.wizard.show.row_list import RowList
from wardround.wizard.show.segment import Segment
from wardround.workshop.steps import path_of_question

MOST_WAITING = 6


class RiskMapCard(FlushCard):
    """The map, as things are today or after mitigation."""

    chosen = Signal(object, bool)
    """Carries the cell that filters, None where none does, and whether it counts after mitigation."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._view = Segment("risks.map", "Show the risks", {"today": "Today", "after": "After mitigation"})
        super().__init__(
            "Where they stand", "The numbers are those of the register. A cell filters it.", beside=self._view
        )
        tones = {one * other: band(one * other, knowledge)[1] for one in LEVELS for other in LEVELS}
        self.map = RiskMap(tones)
        self.map.setObjectName("risks.map")
        self.map.chosen.connect(lambda cell: self.chosen.emit(cell, self.after))
        self._view.chosen.connect(lambda _key: self._on_turned())
        self._findings: Findings | None = None
        self.add_inside(self.map)

    @property
    def after(self) -> bool:
        """Whether the map shows what is left after mitigation."""
        return self._view.key == "after"

    def show_findings(self, findings: Findings) -> None:
        """Place the risks."""
        self._findings = findings
        self.map.show_risks(numbered(findings), after=self.after)

    def _on_turned(self) -> None:
        self.map.choose(None)
        self.chosen.emit(None, self.after)
        if self._findings is not None:
            self.show_findings(self._findings)


class WaitingCard(FlushCard):
    """Questions that rules wait for: as long as they are open, nobody can say that all is clear."""

    place_wanted = Signal(str)
    """Carries the path of the answer that somebody wants to give."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__("Not decided yet", " ")
        self._knowledge = knowledge
        self._paths: dict[str, str] = {}
        columns = (Column("Question", 200, 3), Column("Decides", 90, 1))
        self.list = RowList(columns, "Every rule of the risk library is decided.")
        self.list.explained.connect(lambda key, _row: self.place_wanted.emit(key))
        self.add(self.list)

    def show_findings(self, findings: Findings) -> None:
        """Show what rules wait for, and how many of them."""
        found = waiting(findings.open_questions, self._knowledge.risks)
        self.list.show_rows([_waiting_row(question, count) for question, count in found[:MOST_WAITING]])
        rest = len(found) - MOST_WAITING
        more = f" {counted(rest, 'more question')} below the steps of the rail." if rest > 0 else ""
        self.say(f"Rules that wait for an answer are neither on the map nor an all-clear.{more}")


def _waiting_row(question: OpenQuestion, count: int) -> Row:
    try:
        path = path_of_question(question.question_id)
    except KeyError:
        path = ""  # a fact that no question tells: it is found out in a later phase
    parts = [question.owner or ("click to answer" if path else "known in a later phase")]
    if question.due is not None:
        parts.append(f"due {question.due:%d %b %Y}")
    cells = (Wrapped(sentence(question.text)), Words(counted(count, "risk"), ", ".join(parts), lines=3))
    return Row(f"risks.waiting.{question.question_id}", cells, figure=path)
