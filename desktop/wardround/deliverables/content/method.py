"""How the results come about, in one page, and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardround.deliverables.blocks import Beside, Column, Heading, Numbered, Paragraph, Section, Table, Titled
from wardround.deliverables.content.figures import figures
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import sentence
from wardround.shipped import template
from wardround.tables import read_csv


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the method: what it does, and how."""

    title: str
    text: str


def _glossary(terms: Sequence[Term]) -> Table:
    return Table(
        columns=(Column("Word", weight=1.5), Column("Meaning", weight=3)),
        rows=tuple((Titled(term.term), term.meaning) for term in terms),
        empty="",
    )


def method(matter: Matter) -> Section:
    """Return the chapter on the method, with the glossary."""
    steps = read_csv(template("texts", "method.csv"), Step)
    terms = read_csv(template("texts", "glossary.csv"), Term)
    performance = matter.findings.sizing.performance
    items = tuple(Titled(step.title, step.text) for step in steps)
    half = (len(terms) + 1) // 2
    glossary = Beside(left=(_glossary(terms[:half]),), right=(_glossary(terms[half:]),))
    how = Paragraph(f"Performance: {sentence(performance.method)}", "note")
    explained = (Heading("Figures explained"), figures(matter)) if matter.findings.figures else ()
    blocks = (Numbered(items, compact=True), how, Heading("Words used"), glossary, *explained)
    return Section("method", "Method and glossary", f"From answers to prices in {len(items)} steps.", blocks)
