"""How the results come about, in one page, and the words used."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.deliverables.blocks import Column, Heading, Numbered, Paragraph, Section, Table, Titled
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


def method(matter: Matter) -> Section:
    """Return the chapter on the method, with the glossary."""
    steps = read_csv(template("texts", "method.csv"), Step)
    terms = read_csv(template("texts", "glossary.csv"), Term)
    performance = matter.findings.sizing.performance
    items = tuple(Titled(step.title, step.text) for step in steps)
    glossary = Table(
        columns=(Column("Word", weight=1.4), Column("Meaning", weight=5)),
        rows=tuple((Titled(term.term), term.meaning) for term in terms),
        empty="",
    )
    how = Paragraph(f"Performance: {sentence(performance.method)}", "note")
    blocks = (Numbered(items, compact=True), how, Heading("Words used"), glossary)
    return Section("method", "Method and glossary", f"From answers to prices in {len(items)} steps.", blocks)
