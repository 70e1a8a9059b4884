"""What a workbook is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wardround.assessment import Assessment
from wardround.catalogue import Source
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
    sources: Mapping[str, Source]
    """The documents behind prices and service levels, by the ids that those name."""

    def cited(self, text: str) -> str:
        """Return a source with the titles and dates of the documents whose ids it names."""
        parts = (part.strip() for part in text.split(";"))
        return "; ".join(self._document(part) for part in parts if part)

    def _document(self, name: str) -> str:
        if name not in self.sources:
            return name
        source = self.sources[name]
        return f"{source.title} ({source.data_date})" if source.data_date[:1].isdigit() else source.title

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
