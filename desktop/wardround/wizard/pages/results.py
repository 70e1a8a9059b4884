"""The page of results: sizes and why, how they carry the day, what they cost, how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.engine.findings import Findings
from wardround.wizard.session import Session
from wardround.wizard.show.architecture_card import ArchitectureCard
from wardround.wizard.show.buying_cards import PurchaseCard, RegionsCard, TenantsCard
from wardround.wizard.show.cost_card import CostCard
from wardround.wizard.show.decision_card import DecisionCard
from wardround.wizard.show.decision_desk import DecisionDesk
from wardround.wizard.show.findings_page import FindingsPage, Make, Show
from wardround.wizard.show.load_card import HoursCard, OperationsCard
from wardround.wizard.show.other_ways_card import OtherWaysCard
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.remarks_card import RemarksCard
from wardround.wizard.show.size_desk import SizeDesk
from wardround.wizard.show.spread_card import SpreadCard, SwingsCard
from wardround.wizard.show.tier_table import TierTable
from wardround.wizard.show.tuning_card import MethodsCard, TuningCard
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
        return (
            self._tiers,
            self._load,
            self._cost,
            self._purchase,
            self._regions,
            self._tenants,
            self._tuning,
            self._methods,
            self._other_ways,
            self._spread,
            self._swings,
            self._architecture,
            self._decisions,
            self._remarks,
        )

    def _tiers(self) -> tuple[QWidget, Show]:
        card = TierTable(self.session.open_why, SizeDesk(self.session))
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

    def _purchase(self) -> tuple[QWidget, Show]:
        card = PurchaseCard()
        return card, lambda found: card.show_findings(found, self.session.assessment, self.currency)

    def _regions(self) -> tuple[QWidget, Show]:
        card = RegionsCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _tenants(self) -> tuple[QWidget, Show]:
        card = TenantsCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _tuning(self) -> tuple[QWidget, Show]:
        card = TuningCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _methods(self) -> tuple[QWidget, Show]:
        card = MethodsCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _other_ways(self) -> tuple[QWidget, Show]:
        card = OtherWaysCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _spread(self) -> tuple[QWidget, Show]:
        card = SpreadCard(self.session.go_to)
        return card, lambda found: card.show_findings(found, self.currency)

    def _swings(self) -> tuple[QWidget, Show]:
        card = SwingsCard()
        return card, lambda found: card.show_findings(found, self.currency)

    def _architecture(self) -> tuple[QWidget, Show]:
        card = ArchitectureCard()
        return card, lambda found: card.show_findings(self.session.assessment, found)

    def _decisions(self) -> tuple[QWidget, Show]:
        card = DecisionCard(DecisionDesk(self.session))
        return card, lambda found: card.show_findings(found, self.currency)

    def _remarks(self) -> tuple[QWidget, Show]:
        card = RemarksCard()
        return card, lambda found: card.show_notes(found.notes, self.currency)
