"""The page of the roadmap: when, the calendar with the critical path, and what moves together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.deliverables.words import sentence
from wardround.engine.findings import Findings
from wardround.wizard.labels import label
from wardround.wizard.show.figure_row import FigureRow
from wardround.wizard.show.findings_page import FindingsPage, Make, Show
from wardround.wizard.show.gantt import Gantt
from wardround.wizard.show.moves_card import MovesCard
from wardround.wizard.show.roadmap_words import key_figures
from wardround.wizard.show.waves_card import WavesCard


class RoadmapPage(FindingsPage):
    """Dates, calendar and waves."""

    def makers(self) -> Sequence[Make]:
        """Return who makes the cards."""
        return (self._dates, self._words, self._calendar, self._waves, self._moves)

    def _dates(self) -> tuple[QWidget, Show]:
        row = FigureRow("roadmap.figure", 4, self.session.open_why)
        return row, lambda found: row.show_said(key_figures(found, self.currency))

    def _calendar(self) -> tuple[QWidget, Show]:
        card = Gantt()
        return card, card.show_findings

    def _waves(self) -> tuple[QWidget, Show]:
        card = WavesCard()
        return card, lambda found: card.show_findings(found, self.session.assessment)

    def _moves(self) -> tuple[QWidget, Show]:
        card = MovesCard(self.session)
        return card, lambda found: card.show_findings(found, self.session.assessment)

    def _words(self) -> tuple[QWidget, Show]:
        words = label("", "note", wrap=True)

        def show(found: Findings) -> None:
            night = found.roadmap.cutover
            words.setText("\n\n".join([sentence(found.roadmap.words), night.words if night else ""]).strip())

        return words, show
