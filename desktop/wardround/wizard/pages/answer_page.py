"""A page that asks: cards of questions and tables, as the list of the step says."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.wizard.cards import page_scaffold
from wardround.wizard.fields.questions_card import QuestionsCard
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import Group, Step, groups, is_table


class AnswerPage(QWidget):
    """One asking step. Its first card is there at once, the others follow one by one so that nothing stands still."""

    def __init__(self, session: Session, step: Step) -> None:
        """Take the session and the step whose groups are asked."""
        super().__init__()
        self._session = session
        self._page, self._column = page_scaffold(step.title, step.sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self._cards: list[QuestionsCard] = []
        self._to_come: Iterator[Group] = iter(groups(step.step_id, session.knowledge))
        self._add_next()

    def refresh(self, change: Change | None) -> None:
        """Show the answers as they stand."""
        for card in self._cards:
            card.refresh(change)

    def _add_next(self) -> None:
        group = next(self._to_come, None)
        if group is None:
            return
        scalars = tuple(path for path in group.paths if not is_table(path))
        if scalars:
            card = QuestionsCard(self._session, group.title, scalars)
            self._cards.append(card)
            self._column.addWidget(card)
        QTimer.singleShot(0, self._add_next)
