"""The page of results: sizes and why, how they carry the day, what they cost, how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.engine.findings import Findings
from wardround.wizard.session import Session
from wardround.wizard.show.architecture_card import ArchitectureCard
from wardround.wizard.show.cost_card import CostCard
from wardround.wizard.show.decision_card import DecisionCard
from wardround.wizard.show.findings_page import FindingsPage, Make, Show
from wardround.wizard.show.load_card import HoursCard, OperationsCard
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.remarks_card import RemarksCard
from wardround.wizard.show.tier_table import TierTable
from wardround.workshop.steps import Step


class ResultsPage(FindingsPage):
    """Cards from the tier table down to the remarks."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step)
        session.compared.connect(self._on_more)
        session.spread_found.connect(self._on_more)

    def show_findings(self, findings: Findings) -> None:
        """Show the latest figures, and ask for what stands beside the design."""
        super().show_findings(findings)
        self.session.want_comparison()

    def _on_more(self, findings: Findings) -> None:
        if self.isVisible():  # a hidden page is told when it is shown
            self.show_findings(findings)

    def makers(self) -> Sequence[Make]:
        """Return who makes the cards."""
        return (self._tiers, self._load, self._cost, self._architecture, self._decisions, self._remarks)

    def _tiers(self) -> tuple[QWidget, Show]:
        card = TierTable(self.session.open_why)
        return card, lambda found: card.show_findings(found, self.session.assessment, self.currency)

    def _load(self) -> tuple[QWidget, Show]:
        operations, hours = OperationsCard(self.session.open_why), HoursCard()

        def show(found: Findings) -> None:
            operations.show_findings(found)
            hours.show_findings(found)

        return Pair(operations, hours), show

    def _cost(self) -> tuple[QWidget, Show]:
        card = CostCard(self.session.open_why)
        return card, lambda found: card.show_findings(found, self.currency)

    def _architecture(self) -> tuple[QWidget, Show]:
        card = ArchitectureCard()
        return card, lambda found: card.show_findings(self.session.assessment, found)

    def _decisions(self) -> tuple[QWidget, Show]:
        card = DecisionCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _remarks(self) -> tuple[QWidget, Show]:
        card = RemarksCard()
        return card, lambda found: card.show_notes(found.notes)
