"""The line at the top: whose engagement this is, what went wrong, what is saved, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from wardround.wizard import theme
from wardround.wizard.labels import ElidedLabel
from wardround.wizard.painted_button import width_of
from wardround.wizard.session import Session
from wardround.wizard.two_lines import TwoLineLabel
from wardround.workshop.open_engagement import Change

HEIGHT = 52
WIDEST_CLIENT = 340
_UNNAMED = "Unnamed client"


class Header(QFrame):
    """The header of an open engagement."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    figures_wanted = Signal(bool)
    """Whether the figures are to be shown in a window that has no room for them beside a page."""

    def __init__(self, session: Session, file_menu: QMenu) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT + 1)
        self._session = session
        self._tells_of_failure = False
        self.client = ElidedLabel("", "client")
        self.client.setObjectName("header.client")
        self.client.setMaximumWidth(WIDEST_CLIENT)
        self.scenario = ElidedLabel("", "muted")
        self.scenario.setObjectName("header.scenario")
        self.message = TwoLineLabel("trouble")
        self.message.setObjectName("header.message")
        self.saved = ElidedLabel("Saved", "saved")
        self.saved.setObjectName("header.saved")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        widest = width_of("Saved 00:00:00", theme.font(theme.NOTE + 0.5, theme.MEDIUM))
        self.saved.setFixedWidth(widest + 4)
        self.undo = _quiet("Undo", "header.undo", "Undo the last change")
        self.redo = _quiet("Redo", "header.redo", "Redo what was undone")
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.figures = _quiet("Figures", "header.figures", "Show or hide the figures at the right")
        self.figures.setCheckable(True)
        self.figures.setToolTip("Show or hide the figures at the right; a narrow window has no room for both")
        self.figures.toggled.connect(self.figures_wanted)
        self.figures.hide()
        file_button = _quiet("File", "header.file", "File menu: new, open, import, save as JSON")
        file_button.setMenu(file_menu)
        self._lay_out(file_button)
        session.changed.connect(self._on_changed)
        session.saved.connect(self._on_saved)
        session.trouble.connect(self.say)
        session.failed.connect(self._on_failed)
        session.assessed.connect(self._on_assessed)
        self._show_names()

    def say(self, sentence: str) -> None:
        """Show a calm sentence; '' takes it away."""
        self.message.setText(sentence)
        self._tells_of_failure = False

    def _lay_out(self, file_button: QPushButton) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(self.client)
        row.addSpacing(22)
        row.addWidget(self.scenario)
        row.addSpacing(20)
        row.addWidget(self.message, 1)
        row.addSpacing(20)
        row.addWidget(self.saved)
        row.addSpacing(18)
        for button in (self.figures, self.undo, self.redo, file_button):
            row.addWidget(button)
            row.addSpacing(2)

    def _show_names(self) -> None:
        engagement = self._session.engagement
        name = engagement.assessment.engagement.client
        self.client.setText(name or _UNNAMED)
        self.scenario.setText("Answers as they stand")
        for button, word, what in (
            (self.undo, "Undo", engagement.undo_sentence),
            (self.redo, "Redo", engagement.redo_sentence),
        ):
            button.setEnabled(bool(what))
            button.setToolTip(f"{word}: {what}" if what else f"Nothing to {word.lower()}")

    def _on_changed(self, _change: Change) -> None:
        self._show_names()

    def _on_failed(self, sentence: str) -> None:
        self.say(sentence)
        self._tells_of_failure = True

    def _on_assessed(self, _findings: object) -> None:
        if self._tells_of_failure:
            self.say("")

    def _on_saved(self, words: str) -> None:
        self.saved.setText(words)
        self.say("")  # an edit that went well ends the story of one that did not


def _quiet(text: str, name: str, accessible: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("role", "quiet")
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
