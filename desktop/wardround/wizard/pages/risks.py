"""The page of risks: where they stand on the map, and the register with what fired each and what is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.engine.findings import Findings
from wardround.wizard.cards import GAP
from wardround.wizard.parts import show_part
from wardround.wizard.session import Session
from wardround.wizard.show.controls_card import ControlsCard, CoverageCard
from wardround.wizard.show.findings_page import FindingsPage, Make, Show
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.risk_cards import RiskMapCard, WaitingCard
from wardround.wizard.show.risk_register import RiskRegister
from wardround.workshop.steps import Step


class RisksPage(FindingsPage):
    """The map and the register, which filter together, and what the controls add."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step)
        session.compared.connect(self._on_compared)

    def makers(self) -> Sequence[Make]:
        """Return who makes the cards."""
        return (self._standing, self._register, self._controls)

    def show_findings(self, findings: Findings) -> None:
        """Show the latest risks, and ask for what leaving out a control would do."""
        super().show_findings(findings)
        self.session.want_comparison()

    def _standing(self) -> tuple[QWidget, Show]:
        self._map = RiskMapCard(self.session.knowledge)
        self._waiting = WaitingCard(self.session.knowledge)
        self._waiting.place_wanted.connect(self.session.go_to)
        self._beside, self._below = Home(), Home()
        pair = Pair(self._map, self._beside)
        pair.turned.connect(self._on_turned)
        self._on_turned(wide=pair.is_wide)

        def show(found: Findings) -> None:
            self._map.show_findings(found)
            self._waiting.show_findings(found)

        return pair, show

    def _register(self) -> tuple[QWidget, Show]:
        register = RiskRegister(self.session.knowledge)
        self._map.chosen.connect(lambda cell, after: register.show_cell(cell, after=after))
        register.cell_cleared.connect(lambda: self._map.map.choose(None))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(register)
        column.addWidget(self._below)
        return whole, register.show_findings

    def _controls(self) -> tuple[QWidget, Show]:
        controls, coverage = ControlsCard(), CoverageCard()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(controls)
        column.addWidget(coverage)

        def show(found: Findings) -> None:
            controls.show_findings(found, self.currency)
            coverage.show_findings(found)

        return whole, show

    def _on_compared(self, findings: Findings) -> None:
        if self.isVisible():  # a hidden page is told when it is shown
            self.show_findings(findings)

    def _on_turned(self, wide: bool) -> None:  # noqa: FBT001 - a slot takes its values by position
        """Put what is not decided beside the map where there is room, else below the register."""
        here, there = (self._beside, self._below) if wide else (self._below, self._beside)
        here.take(self._waiting)
        show_part(here, shown=True)
        show_part(there, shown=False)


class Home(QWidget):
    """A place for one card that stands now here, now there."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def take(self, card: QWidget) -> None:
        """Take a card from wherever it stood."""
        self._column.addWidget(card)
