"""What the window shows for the moment that an engagement takes to open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.wizard.labels import label


class Waiting(QWidget):
    """A quiet sentence in the middle of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self._words = label("", "sentence", wrap=True)
        self._words.setObjectName("waiting.words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._words)

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return bool(self._words.text())

    def show_words(self, words: str) -> None:
        """Say what is being opened; '' when it is done."""
        self._words.setText(words)
