"""A firm's own risks: a table in the form of the library, read and checked as a whole before anything is taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wardround.knowledge.knowledge import Knowledge
from wardround.knowledge.references import FIRST_ROW
from wardround.knowledge.risk import Risk, RiskLoss
from wardround.knowledge.rule_columns import bound, refusals
from wardround.knowledge.rules import parse_residual
from wardround.knowledge.schema import TABLES
from wardround.tables import FactProblem, FactsRefused, checked_rows, read_cells, why_not_read

TABLE = "risks"
"""The table whose columns a pack has."""

DIGEST_LETTERS = 8
BOUNDS = ("events_low", "events_likely", "events_high", "hours_low", "hours_likely", "hours_high")
"""What the event of a risk takes at most, of the table of losses."""


def with_risk_pack(knowledge: Knowledge, path: Path) -> Knowledge:
    """Return the knowledge with the risks of a pack beside those of the library.

    Parameters
    ----------
    path : a CSV file with the columns of the library's own table, one row a risk.

    Raises FactsRefused with every problem of the pack by row and column; then nothing of it is taken.
    """
    written = _written(path)
    problems = sorted(_problems(path.name, written, knowledge), key=lambda one: (one.row, one.column))
    if problems:
        raise FactsRefused(problems)
    added = {row.risk_id: row for row in (bound(Risk, one, knowledge.facts) for one in written)}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_LETTERS]
    return replace(
        knowledge,
        risks=MappingProxyType({**knowledge.risks, **added}),
        risk_losses=MappingProxyType({**knowledge.risk_losses, **_losses(added.values(), knowledge)}),
        rules_reading=_reading(knowledge, added.values()),
        version="+".join(part for part in (knowledge.version, digest) if part),
    )


def _written(path: Path) -> tuple[Any, ...]:
    row_type = TABLES[TABLE]
    try:
        return checked_rows(read_cells(path, row_type), row_type, path.name)
    except OSError as error:
        raise FactsRefused([FactProblem(path.name, 0, "", why_not_read(path, error))]) from None


def _problems(file: str, written: Sequence[Any], knowledge: Knowledge) -> Iterator[FactProblem]:
    for number, row in enumerate(written, start=FIRST_ROW):
        refused = refusals(Risk, row, knowledge.facts)
        for column, problem in refused:
            yield FactProblem(file, number, column, str(problem))
        if row.risk_id in knowledge.risks:
            what = f"{row.risk_id} is a risk of the library; give it an id of its own"
            yield FactProblem(file, number, "risk_id", what)
        for control_id in row.controls:
            if control_id not in knowledge.controls:
                yield FactProblem(file, number, "controls", f"there is no control {control_id}")
        if any(column == "residual_after_mitigation" for column, _ in refused):
            continue
        rest = parse_residual(row.residual_after_mitigation)
        if rest.likelihood > row.base_likelihood or rest.impact > row.base_impact:
            what = "mitigation cannot raise a score above its base"
            yield FactProblem(file, number, "residual_after_mitigation", what)


def _losses(added: Iterable[Risk], knowledge: Knowledge) -> dict[str, RiskLoss]:
    """Return what the events of the added risks take at most: as the worst of the library of the same category.

    A category of which no risk of the library stops the service has none. Failures of a kind nobody knows are not held
    to the published service levels.
    """
    found = {}
    for risk in added:
        alike = [
            row
            for _, row in sorted(knowledge.risk_losses.items())
            if row.risk_id in knowledge.risks and knowledge.risks[row.risk_id].category == risk.category
        ]
        if not alike:
            continue
        worst = {name: max(getattr(row, name) for row in alike) for name in BOUNDS}
        reading = "itself" if alike[0].reading == "servers" else alike[0].reading
        source = f"judgement: as the worst of the library's risks of {risk.category}"
        found[risk.risk_id] = RiskLoss(risk.risk_id, reading, **worst, source=source)
    return found


def _reading(knowledge: Knowledge, added: Iterable[Risk]) -> Mapping[str, tuple[str, ...]]:
    readers = {fact: dict.fromkeys(ids) for fact, ids in knowledge.rules_reading.items()}
    for risk in added:
        for names in (risk.trigger_condition.names, *(modifier.rule.names for modifier in risk.modifiers)):
            for name in names:
                readers.setdefault(name, {})[risk.risk_id] = None
    return MappingProxyType({fact: tuple(ids) for fact, ids in readers.items()})
