"""The page of results: sizes and why, how they carry the day, what they cost, how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.deliverables.amounts import Currency
from wardround.engine.findings import Findings
from wardround.wizard.show.architecture_card import ArchitectureCard
from wardround.wizard.show.cost_card import CostCard
from wardround.wizard.show.decision_card import DecisionCard
from wardround.wizard.show.findings_page import FindingsPage, Part
from wardround.wizard.show.load_card import HoursCard, OperationsCard
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.remarks_card import RemarksCard
from wardround.wizard.show.tier_table import TierTable


class ResultsPage(FindingsPage):
    """Cards from the tier table down to the remarks."""

    def build(self) -> None:
        """Make the cards."""
        self._tiers = TierTable(self._currency(), self._ask)
        self._operations = OperationsCard(self._ask)
        self._hours = HoursCard()
        self._cost = CostCard(self._ask)
        self._architecture = ArchitectureCard()
        self._decisions = DecisionCard()
        self._remarks = RemarksCard()
        for card in (
            self._tiers,
            Pair(self._operations, self._hours),
            self._cost,
            self._architecture,
            self._decisions,
            self._remarks,
        ):
            self.column.addWidget(card)

    def parts(self) -> Sequence[Part]:
        """Return the cards in the order of the page."""
        return (
            lambda found: self._tiers.show_findings(found, self.session.assessment, self._currency()),
            self._operations.show_findings,
            self._hours.show_findings,
            lambda found: self._cost.show_findings(found, self._currency()),
            lambda found: self._architecture.show_findings(self.session.assessment, found),
            lambda found: self._decisions.show_findings(found, self._currency()),
            lambda found: self._remarks.show_notes(found.notes),
        )

    def _currency(self) -> Currency:
        """Return the client's currency, as the findings count in it."""
        found: Findings | None = self.findings
        if found is None:
            return Currency()
        return Currency(found.cost.currency, found.cost.exchange_rate, found.cost.exchange_rate_date)

    def _ask(self, figure: str, anchor: QWidget) -> None:
        self.session.open_why(figure, anchor)
