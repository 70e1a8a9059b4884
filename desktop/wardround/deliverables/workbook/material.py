"""What a workbook is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wardround.assessment import Assessment
from wardround.deliverables.amounts import Currency
from wardround.deliverables.brand import Brand
from wardround.deliverables.names import Names
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Material:
    """The answers, what the engine found, the brand, and the texts behind the ids."""

    assessment: Assessment
    findings: Findings
    brand: Brand
    names: Names
    knowledge: Knowledge

    @property
    def currency(self) -> Currency:
        """The client's currency with the rate entered for it."""
        cost = self.findings.cost
        return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)

    @property
    def horizon(self) -> str:
        """The planning horizon in words, for headings."""
        years = self.findings.cost.horizon_years
        return "1 year" if years == 1 else f"{years} years"


def dated(text: str) -> date | str:
    """Return a date for a whole ISO date, and the text itself for one of which only the month or year is known."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
