"""One decision taken otherwise than advised: what, why, by whom; and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardround.assessment import Problem
from wardround.engine.findings import Decision
from wardround.wizard.labels import button, label
from wardround.wizard.show.decision_desk import DecisionDesk
from wardround.wizard.show.drop_list import DropList

HINT = "Kept as an answer, marked in every document beside our advice. Undo takes it back."


class DecisionTaker(QWidget):
    """Offers the options of a decision with a reason and a name, and the advice again where it was left."""

    def __init__(self, made: Decision, on: date, desk: DecisionDesk) -> None:
        """Take the decision as it stands, the day to write down, and what takes it."""
        super().__init__()
        self._made, self._on, self._desk = made, on, desk
        self._draft = desk.draft(made)
        key = f"results.decision.{made.decision_id}"
        self._option = DropList(f"{key}.option", "Decide for")
        self._option.offer([(f"{one.title} (score {one.score:+d})", one.option_id) for one in made.options])
        self._option.setCurrentIndex(max(self._option.findData(self._draft.option), 0))
        self._option.currentIndexChanged.connect(self._on_option)
        self._reason = self._line(f"{key}.reason", "Why", self._draft.reason)
        self._reason.textEdited.connect(self._on_reason)
        self._by = self._line(f"{key}.by", "Who decided so", self._draft.by)
        self._by.textEdited.connect(self._on_by)
        self._trouble = label("", "problem", wrap=True)
        self._trouble.setObjectName(f"{key}.problem")
        self._trouble.hide()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (words, field) in enumerate(
            (("Decide for", self._option), ("Why", self._reason), ("Who decided so", self._by))
        ):
            grid.addWidget(label(words, "note"), place, 0)
            grid.addWidget(field, place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addLayout(self._buttons(key))
        column.addWidget(self._trouble)

    def _line(self, name: str, says: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setObjectName(name)
        made.setAccessibleName(says)
        made.returnPressed.connect(self._on_take)
        return made

    def _buttons(self, key: str) -> QHBoxLayout:
        take = button("Decide so", f"{key}.take")
        take.clicked.connect(self._on_take)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(take)
        if self._made.overrule is not None:
            leave = button("Leave it to the advice", f"{key}.leave")
            leave.clicked.connect(self._on_leave)
            row.addWidget(leave)
        row.addWidget(label(HINT, "note", wrap=True), 1)
        return row

    def _on_option(self, _place: int) -> None:
        self._draft.option = self._option.key

    def _on_reason(self, text: str) -> None:
        self._draft.reason = text

    def _on_by(self, text: str) -> None:
        self._draft.by = text

    def _on_take(self) -> None:
        self._say(self._desk.take(self._made, self._on))

    def _on_leave(self) -> None:
        self._say(self._desk.leave(self._made))

    def _say(self, problems: Sequence[Problem]) -> None:
        self._trouble.setText("\n".join(problem.what for problem in problems))
        self._trouble.setVisible(bool(problems))
