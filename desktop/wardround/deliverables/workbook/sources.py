"""The documents and judgements that the result rests on, each with where it is found and what uses it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.material import Material, dated
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.figure import Figure

_SIZING_FACT = re.compile(r"\bSF-\d{3}\b")


@dataclass(frozen=True, slots=True)
class _Use:
    """One mention of a source: its text or its id, and the part of the result that mentions it."""

    source: str
    user: str


def write(page: Page, material: Material) -> None:
    """Write each source once with the parts that use it. Ids of tables are resolved to what they stand for."""
    columns = (
        Column("Id", 18),
        Column("Source", 90),
        Column("Where", 70),
        Column("Data of", 13, Kind.DATE),
        Column("Used by", 34),
        Column("Times", 9, Kind.COUNT),
        Column("Note", 60),
    )
    page.table("Sources", columns, _rows(material), "Nothing on record has a source.")


def _rows(material: Material) -> Iterator[Sequence[Content]]:
    used: dict[str, Counter[str]] = {}
    for use in _uses(material):
        used.setdefault(use.source, Counter())[use.user] += 1
    facts = {fact.id: fact for fact in material.knowledge.sizing_facts.values()}
    ids = {*material.sources, *facts}
    for name, users in sorted(used.items(), key=lambda each: (each[0] not in ids, each[0])):
        by, count = ", ".join(sorted(users)), users.total()
        if name in material.sources:
            document = material.sources[name]
            where = f"{document.path} ({document.commit})" if document.commit else document.path
            yield name, document.title, where, dated(document.data_date), by, count, document.note
        elif name in facts:
            fact = facts[name]
            yield name, fact.fact, fact.source, "", by, count, fact.confidence.replace("_", " ")
        else:
            yield "", name, "", "", by, count, ""


def _uses(material: Material) -> Iterator[_Use]:
    """Yield each mention, taken apart into the ids and texts that it joins."""
    facts = {fact.id for fact in material.knowledge.sizing_facts.values()}
    for text, user in _cited(material):
        for part in (part.strip() for part in text.split(";")):
            named = [name for name in _SIZING_FACT.findall(part) if name in facts]
            if part in material.sources or (part and not named):
                yield _Use(part, user)
            for name in named:
                yield _Use(name, user)


def _cited(material: Material) -> Iterator[tuple[str, str]]:
    findings = material.findings
    steps = (step for pattern in findings.resilience.patterns for step in pattern.steps)
    settings = (setting for role in findings.deployment for setting in role.settings)
    figures = tuple(findings.figures.values())
    yield from ((line.source, "prices") for line in findings.cost.lines)
    yield from ((service.source, "service demands") for service in findings.demand.services)
    yield from ((setting.source, "settings") for setting in settings)
    yield from ((figure.source, "formulas") for figure in figures)
    yield from ((text, "figures") for text in _looked_up(material, figures))
    yield from ((risk.source, "risks") for risk in findings.risks)
    yield from ((activity.source, "roadmap") for activity in findings.roadmap.activities)
    yield from ((step.source, "recovery steps") for step in steps)
    yield from ((part.source, "availability") for part in findings.resilience.availability_parts)


def _looked_up(material: Material, figures: tuple[Figure, ...]) -> Iterator[str]:
    """Yield the ids that inputs name; who gave an answer stands on the sheet of assumptions."""
    for figure in figures:
        for each in figure.inputs:
            if each.source in material.sources:
                yield each.source
            yield from _SIZING_FACT.findall(each.source)
