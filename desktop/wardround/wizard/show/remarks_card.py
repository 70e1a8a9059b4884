"""What one should know: wishes decided otherwise, answers that disagree, limits of the model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from wardround.deliverables.amounts import Currency, in_currency
from wardround.deliverables.words import NOTES, sentence, word
from wardround.engine.findings import Note
from wardround.wizard.labels import label
from wardround.wizard.show.flush_card import FlushCard


class RemarksCard(FlushCard):
    """The remarks under each other, each with its kind before it."""

    def __init__(self) -> None:
        super().__init__("Remarks", "Wishes that were decided otherwise, answers that disagree, limits of the model.")
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self.add_inside(holder)

    def show_notes(self, notes: Sequence[Note], currency: Currency) -> None:
        """Show the remarks with amounts in the client's currency; the card is gone where there are none."""
        while len(self._lines) < len(notes):
            self._lines.append(self._line(len(self._lines)))
        for place, both in enumerate(self._lines):
            for widget in both:
                widget.setVisible(place < len(notes))
        for (kind, text), note in zip(self._lines, notes, strict=False):
            kind.setText(word(NOTES, note.kind))
            text.setText(sentence(in_currency(note.text, currency)))
        self.setVisible(bool(notes))

    def _line(self, place: int) -> tuple[QLabel, QLabel]:
        kind, text = label("", "note"), label("", wrap=True)
        self._grid.addWidget(kind, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1)
        return kind, text
