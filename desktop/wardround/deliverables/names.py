"""Names of what the fact tables know by an id: regions, data classes, regimes, controls, operation classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from wardround.assessment import Assessment, Frozen
from wardround.catalogue import Catalogue
from wardround.deliverables.words import readable
from wardround.knowledge import Knowledge

_ID = re.compile(r"\b(?:DRP-\d+|RK-[A-Z]+-\d+|CT-[A-Z]+-\d+|DC-[A-Z]+|A\d-\d{2})\b")
"""Ids of recovery patterns, risks, controls, data classes and activities."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id. What a table does not know keeps its id, made readable."""

    regions: Mapping[str, str] = field(default_factory=dict)
    data_classes: Mapping[str, str] = field(default_factory=dict)
    regimes: Mapping[str, str] = field(default_factory=dict)
    controls: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
    risks: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)

    def region(self, code: str) -> str:
        """Return 'West Europe' for 'westeurope'."""
        return self.regions.get(code) or code

    def data_class(self, code: str) -> str:
        """Return 'Payroll and HR' for 'DC-PAYR'."""
        return self.data_classes.get(code) or code

    def regime(self, code: str) -> str:
        """Return the full name of a law or standard."""
        return self.regimes.get(code) or code

    def control(self, code: str) -> str:
        """Return what a control asks for."""
        return self.controls.get(code) or code

    def operation(self, code: str) -> str:
        """Return 'Open a document' for 'read'."""
        return self.operations.get(code) or readable(code)

    def answer(self, fact: str) -> str:
        """Return the label of an answer as the screen names it: 'Peak concurrent users'."""
        return self.answers.get(fact) or readable(fact)

    def spelt_out(self, text: str) -> str:
        """Return a text in which ids of the fact tables are the names that stand behind them."""
        return _ID.sub(lambda match: self._of(match.group()), text)

    def _of(self, code: str) -> str:
        tables = (self.patterns, self.risks, self.activities, self.data_classes, self.controls, self.regimes)
        return next(
            (
                f"\N{LEFT DOUBLE QUOTATION MARK}{table[code].rstrip('.')}\N{RIGHT DOUBLE QUOTATION MARK}"
                for table in tables
                if code in table
            ),
            code,
        )


@cache
def shipped_names() -> Names:
    """Return the names in Wardround's own fact tables."""
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    return Names(
        regions={code: region.display_name for code, region in catalogue.regions.items()},
        data_classes={key: row.name for key, row in knowledge.data_classes.items()},
        regimes={key: row.name for key, row in knowledge.regimes.items()},
        controls={key: row.requirement for key, row in knowledge.controls.items()},
        operations={key: row.name for key, row in knowledge.model_classes.items()},
        answers=answer_labels(),
        patterns={key: row.name for key, row in knowledge.dr_patterns.items()},
        risks={key: row.title for key, row in knowledge.risks.items()},
        activities={key: row.activity for key, row in knowledge.activities.items()},
    )


def answer_labels() -> Mapping[str, str]:
    """Return the label of each answer by the name of its field."""
    labels: dict[str, str] = {}
    for section in Assessment.model_fields.values():
        if isinstance(section.annotation, type) and issubclass(section.annotation, Frozen):
            for name, answer in section.annotation.model_fields.items():
                labels[name] = answer.title or readable(name)
    return labels
