"""A card of questions: the core ones first, the others and those that do not apply when somebody wants them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from wardround.wizard.cards import Card
from wardround.wizard.fields.answer_field import AnswerField
from wardround.wizard.fields.field_grid import FieldGrid
from wardround.wizard.labels import label
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change


class QuestionsCard(Card):
    """Asks for the scalar answers of a group. Fields are made when they are first shown."""

    def __init__(self, session: Session, title: str, paths: tuple[str, ...]) -> None:
        """Take the paths in the order of the card."""
        super().__init__(title)
        self._session = session
        self._paths = paths
        self._made: dict[str, AnswerField] = {}
        self._all = False
        self._hidden_too = False
        self.grid = FieldGrid()
        self.body.addWidget(self.grid)
        self.body.setSpacing(8)
        self.setAccessibleName(title)
        self._more = _link("more")
        self._more.clicked.connect(self._on_more)
        self._not_asked = label("", "note")
        self._show_not_asked = _link("not_asked")
        self._show_not_asked.clicked.connect(self._on_show_not_asked)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 2, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(self._not_asked)
        foot.addWidget(self._show_not_asked)
        self.body.addWidget(self._foot)
        self._show_right_ones()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that the card may ask, shown or not."""
        return self._paths

    def refresh(self, change: Change | None) -> None:
        """Show the answers as they stand, and the questions that apply under them."""
        for field in self.grid.fields:
            field.refresh(change)
        self._show_right_ones()

    def field(self, path: str) -> AnswerField:
        """Return the field of a path, bringing it onto the card where it was not shown."""
        asked = self._session.questions.at(path)
        self._all = self._all or (asked is not None and asked.question.depth == "extended")
        self._hidden_too = self._hidden_too or (asked is not None and not asked.applies)
        self._show_right_ones()
        return self._made[path]

    def _show_right_ones(self) -> None:
        """Bring the fields that are wanted now onto the card, and say what else there is."""
        shown, extended, not_asked = [], 0, 0
        for path in self._paths:
            asked = self._session.questions.at(path)
            if asked is not None and not asked.applies:
                not_asked += 1
                if not self._hidden_too:
                    continue
            if asked is not None and asked.question.depth == "extended":
                extended += 1
                if not self._all:
                    continue
            shown.append(path)
        self._say_what_else(extended, not_asked)
        self.grid.show_fields([self._field(path) for path in shown])
        self._chain()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Put the order of Tab right once the card stands in its window: until then Qt may not keep it."""
        super().showEvent(event)
        self.grid.chain()
        self._chain()

    def _chain(self) -> None:
        last = self.grid.last
        if last is not None:
            QWidget.setTabOrder(last, self._more)
            QWidget.setTabOrder(self._more, self._show_not_asked)

    def _say_what_else(self, extended: int, not_asked: int) -> None:
        self._more.setVisible(bool(extended))
        asked = len(self._paths) - (0 if self._hidden_too else not_asked)
        self._more.setText("Show the core questions only" if self._all else f"Show all {asked} questions")
        self._more.setAccessibleName(f"{self._more.text()}, {self.accessibleName()}")
        self._not_asked.setVisible(bool(not_asked))
        self._show_not_asked.setVisible(bool(not_asked))
        do = "question does" if not_asked == 1 else "questions do"
        self._not_asked.setText(f"{not_asked} {do} not apply under these answers")
        self._show_not_asked.setText("Hide" if self._hidden_too else "Show")
        self._show_not_asked.setAccessibleName(f"{self._show_not_asked.text()} what does not apply")
        self._foot.setVisible(bool(extended or not_asked))

    def _field(self, path: str) -> AnswerField:
        field = self._made.get(path)
        if field is None:
            field = AnswerField(self._session, path)
            self._made[path] = field
        elif field not in self.grid.fields:
            field.refresh(None)
        return field

    def _on_more(self) -> None:
        self._all = not self._all
        self._show_right_ones()

    def _on_show_not_asked(self) -> None:
        self._hidden_too = not self._hidden_too
        self._show_right_ones()


def _link(name: str) -> QPushButton:
    made = QPushButton()
    made.setObjectName(name)
    made.setProperty("role", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)
    return made
