"""How the results come about, in one page, and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardround.deliverables.blocks import Beside, Column, Heading, Numbered, Section, Table, Titled
from wardround.deliverables.content.matter import Matter
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


_STEPS_SHARE = 0.53


def _glossary(terms: Sequence[Term]) -> Table:
    return Table(
        columns=(Column("Word", weight=1.3), Column("Meaning", weight=2.4)),
        rows=tuple((Titled(term.term), term.meaning) for term in terms),
        empty="",
    )


def method(_matter: Matter) -> Section:
    """Return the chapter on the method, with the glossary."""
    steps = read_csv(template("texts", "method.csv"), Step)
    terms = read_csv(template("texts", "glossary.csv"), Term)
    items = tuple(Titled(step.title, step.text) for step in steps)
    both = Beside(
        left=(Heading("How the results come about"), Numbered(items, compact=True)),
        right=(Heading("Words used"), _glossary(terms)),
        left_share=_STEPS_SHARE,
    )
    return Section("method", "Method and glossary", f"From answers to prices in {len(items)} steps.", (both,))
