"""A page that asks: cards of questions and tables, as the list of the step says."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from wardround.wizard.cards import page_scaffold
from wardround.wizard.fields.questions_card import QuestionsCard
from wardround.wizard.fields.table.table_card import TableCard
from wardround.wizard.pages.dependency_picture import DependencyCard
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change
from wardround.workshop.steps import Group, Step, groups, is_table

DEPENDENCIES = "dependencies.edges"
"""The table behind which the picture of the dependencies stands."""
MEASURED = "baseline.baseline_available"
"""The question whether there are measurements; behind its card they can be read."""
RECOVERY = "recovery_objectives"
"""The step below whose questions a failure can be picked."""
ROOM_AROUND = 90
"""What is left free around a field that is brought into view."""


class AnswerPage(QWidget):
    """One asking step. Its first card is there at once; the others follow one by one, so that nothing stands still."""

    complete = Signal()
    """All cards are there."""

    def __init__(self, session: Session, step: Step) -> None:
        """Take the session and the step whose groups are asked."""
        super().__init__()
        self._session = session
        self._scroll, self._column = page_scaffold(step.title, step.sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._questions: list[QuestionsCard] = []
        self._tables: list[TableCard] = []
        self._picture: DependencyCard | None = None
        self._is_complete = False
        self._to_come: Iterator[QWidget] = self._cards(step, groups(step.step_id, session.knowledge))
        self._add_next()

    def refresh(self, change: Change | None) -> None:
        """Show the answers as they stand."""
        for questions in self._questions:
            questions.refresh(change)
        for table in self._tables:
            table.refresh(change)
        if self._picture is not None:
            self._picture.refresh(change)

    @property
    def is_complete(self) -> bool:
        """Whether all cards are there."""
        return self._is_complete

    def show_place(self, path: str) -> None:
        """Bring the field, table, row or cell at a path into view and put the cursor there."""
        while self._add_card():
            pass
        for card in self._questions:
            if path in card.paths:
                field = card.field(path)
                self._bring_into_view(field)
                field.focus_control()
                return
        table = path.partition("[")[0]
        for shown in self._tables:
            if shown.table == table:
                self._bring_into_view(shown)
                shown.show_cell(path)
                return

    def _cards(self, step: Step, asked: tuple[Group, ...]) -> Iterator[QWidget]:
        """Make the cards of the page, each when it is asked for."""
        for group in asked:
            if is_table(group.paths[0]):
                table = TableCard(self._session, group.title, group.paths[0])
                self._tables.append(table)
                yield table
            else:
                questions = QuestionsCard(self._session, group.title, group.paths)
                self._questions.append(questions)
                yield questions
            if DEPENDENCIES in group.paths:
                self._picture = DependencyCard(self._session)
                yield self._picture
            if MEASURED in group.paths:
                from wardround.wizard.show.measurements_card import MeasurementsCard  # noqa: PLC0415 - loads readers

                yield MeasurementsCard(self._session)
        if step.step_id == RECOVERY:
            from wardround.wizard.show.failure_card import recovery_cards  # noqa: PLC0415 - loads the engine's words

            yield from recovery_cards(self._session)

    def _add_card(self) -> bool:
        card = next(self._to_come, None)
        if card is not None:
            self._column.addWidget(card)
        return card is not None

    def _add_next(self) -> None:
        if self._add_card():
            QTimer.singleShot(0, self, self._add_next)
        else:
            self._is_complete = True
            self.complete.emit()

    def _bring_into_view(self, widget: QWidget) -> None:
        if isinstance(self._scroll, QScrollArea):
            self._column.activate()  # a card that was just added has no place before
            self._scroll.ensureWidgetVisible(widget, 0, ROOM_AROUND)
