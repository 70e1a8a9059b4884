"""What a page of results shows before there are any: why not, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.wizard.cards import Card
from wardround.wizard.labels import button, label
from wardround.wizard.session import Session
from wardround.workshop.steps import STEPS


class NothingYet(QWidget):
    """Says that the figures are on their way, that they failed, or where to begin."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sentence = session.failure
        self._title = label("", "head", wrap=True)
        self._title.setObjectName("nothing.title")
        self._words = label("", "muted", wrap=True)
        self._begin = button(f"Go to {STEPS[0].title}", "nothing.begin", primary=True)
        self._begin.clicked.connect(lambda: session.go_to_step(STEPS[0].step_id))
        card = Card()
        card.body.setSpacing(8)
        card.body.addWidget(self._title)
        card.body.addWidget(self._words)
        card.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        session.working.connect(lambda _busy: self.show_state())
        session.failed.connect(self._on_failed)
        session.assessed.connect(lambda _findings: self._on_failed(""))
        self.show_state()

    def show_state(self) -> None:
        """Say how things stand."""
        if self._sentence and not self._session.is_working:
            self._say("There are no figures", self._sentence)
        elif self._session.is_working:
            self._say("Working out the first figures", "They appear here by themselves, in a moment.")
        else:
            words = "Figures appear here with the first answer; a documented default stands in for the others."
            self._say("Nothing is answered yet", words)
        self._begin.setVisible(not self._sentence and not self._session.is_working)

    def _say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)

    def _on_failed(self, sentence: str) -> None:
        self._sentence = sentence
        self.show_state()
