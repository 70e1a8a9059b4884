"""Assumptions, open questions and sources."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Section,
    Table,
    Verdict,
)
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.fact_words import fact_value
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import NOTES, counted, listed, sentence, word

_WEIGHT = ("limit", "wish", "disagreement", "implausible", "assumption")
_LOUD = frozenset({"limit", "disagreement"})
_NOTES_SHOWN = 3
_REMARK = 200
_DEFAULTS_SHOWN = 3
_QUESTIONS_SHOWN = 4


def assumptions(matter: Matter) -> Section:
    """Return the chapter on what is still to be asked, remarks, defaults, and where facts come from."""
    blocks: tuple[Block, ...] = (
        *_open_questions(matter),
        *_notes(matter),
        _defaults(matter),
        Paragraph(f"Sources. {' '.join(_sources(matter))}", "note"),
    )
    says = "What to ask next, what was taken for granted, and where the facts come from."
    return Section("assumptions", "Open questions and assumptions", says, blocks)


def _notes(matter: Matter) -> tuple[Block, ...]:
    found = sorted(matter.findings.notes, key=lambda note: _WEIGHT.index(note.kind))
    shown = found[:_NOTES_SHOWN]
    rows = tuple(
        (
            Verdict(word(NOTES, note.kind), "warn" if note.kind in _LOUD else "plain"),
            in_clauses(sentence(matter.told(note.text)), _REMARK),
        )
        for note in shown
    )
    table = Table(
        columns=(Column("Kind", Kind.VERDICT), Column("Remark")),
        rows=rows,
        empty="Nothing about the answers stood out.",
        note=f"{len(shown)} of {counted(len(found), 'remark')}." if len(found) > len(shown) else "",
    )
    return (Heading("Remarks on the answers"), table)


def _defaults(matter: Matter) -> Paragraph:
    """Return the defaults that most waits for, in a sentence."""
    facts = [f for f in matter.findings.facts.values() if f.origin == "default" and f.value is not None]
    if not facts:
        return Paragraph("Every question has an answer of its own.")
    waited = {question.fact: len(question.matters_for) for question in matter.findings.open_questions}
    ordered = sorted(facts, key=lambda fact: (-waited.get(fact.name, 0), fact.name))[:_DEFAULTS_SHOWN]
    named = listed(tuple(f"{matter.names.answer(fact.name)} ({fact_value(matter, fact)})" for fact in ordered))
    which = "" if len(ordered) == len(facts) else ", of which most waits for these"
    return Paragraph(f"{counted(len(facts), 'documented default')} stand in for an answer{which}: {named}.")


def _sources(matter: Matter) -> tuple[str, ...]:
    cost = matter.findings.cost
    prices = tuple(sorted({line.source for line in cost.lines if line.source}))
    dates = amounts.date_range(cost.price_date_oldest, cost.price_date_newest)
    demands = tuple(dict.fromkeys(service.source for service in matter.findings.demand.services))
    texts = [
        f"Prices: {counted(len(prices), 'source')} of Azure list prices of {dates}; the workbook names each.",
        f"Demands of operations: {listed(demands[:3])}." if demands else "Demands of operations: none were needed.",
        "Availability: published service level agreements, multiplied along the path of a request.",
    ]
    return tuple(texts)


def _open_questions(matter: Matter) -> tuple[Block, ...]:
    """Return what is still to be asked."""
    found = matter.findings.open_questions
    shown = found[:_QUESTIONS_SHOWN]
    rows = []
    for question in shown:
        asked = matter.told(question.text)
        rows.append(
            (
                asked,
                question.default or None,
                question.owner or "nobody yet",
                question.due,
            )
        )
    table = Table(
        columns=(
            Column("Question", weight=5.6),
            Column("Until then", weight=1.5),
            Column("Owner", weight=1.5),
            Column("Due", Kind.DATE),
        ),
        rows=tuple(rows),
        empty="Nothing is open.",
        note=f"{len(shown)} of {counted(len(found), 'open question')}." if len(found) > len(shown) else "",
    )
    return Heading("What to ask next"), table
