"""The page of results: sizes and why, how they carry the day, what they cost, how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.deliverables.amounts import Currency
from wardround.engine.findings import Findings
from wardround.wizard.show.findings_page import FindingsPage, Part
from wardround.wizard.show.tier_table import TierTable


class ResultsPage(FindingsPage):
    """Cards from the tier table down to the remarks."""

    def build(self) -> None:
        """Make the cards."""
        self._tiers = TierTable(self._currency(), self._ask)
        self.column.addWidget(self._tiers)

    def parts(self) -> Sequence[Part]:
        """Return the cards in the order of the page."""
        return (self._show_tiers,)

    def _show_tiers(self, findings: Findings) -> None:
        self._tiers.show_findings(findings, self.session.assessment, self._currency())

    def _currency(self) -> Currency:
        found = self.findings
        if found is None:
            return Currency()
        return Currency(found.cost.currency, found.cost.exchange_rate, found.cost.exchange_rate_date)

    def _ask(self, figure: str, anchor: QWidget) -> None:
        self.session.open_why(figure, anchor)
