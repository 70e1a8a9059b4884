"""Assumptions, open questions and sources."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Points,
    Section,
    Table,
    Titled,
    Verdict,
)
from wardround.deliverables.content.fact_words import fact_value, trail_words
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import NOTES, counted, listed, sentence, shortlist, word

_WEIGHT = ("limit", "wish", "disagreement", "implausible", "assumption")
_LOUD = frozenset({"limit", "disagreement"})
_NOTES_SHOWN = 7
_DEFAULTS_SHOWN = 6

_QUESTIONS_SHOWN = 8
_WAITING_SHOWN = 3


def assumptions(matter: Matter) -> Section:
    """Return the chapter on remarks, defaults, and where facts come from."""
    blocks: tuple[Block, ...] = (
        *_notes(matter),
        Heading("Defaults that stand in for an answer"),
        _defaults(matter),
        Heading("Sources"),
        Points(_sources(matter)),
    )
    says = "What was taken for granted, and where the facts come from."
    return Section("assumptions", "Assumptions and sources", says, blocks)


def _notes(matter: Matter) -> tuple[Block, ...]:
    found = sorted(matter.findings.notes, key=lambda note: _WEIGHT.index(note.kind))
    shown = found[:_NOTES_SHOWN]
    rows = tuple(
        (Verdict(word(NOTES, note.kind), "warn" if note.kind in _LOUD else "plain"), sentence(matter.told(note.text)))
        for note in shown
    )
    table = Table(
        columns=(Column("Kind", Kind.VERDICT), Column("Remark")),
        rows=rows,
        empty="Nothing about the answers stood out.",
        note=f"{len(found) - len(shown)} more remarks are in the workbook." if len(found) > len(shown) else "",
    )
    return (Heading("Remarks on the answers"), table)


def _defaults(matter: Matter) -> Table:
    facts = [f for f in matter.findings.facts.values() if f.origin == "default" and f.value is not None]
    waited = {question.fact: len(question.matters_for) for question in matter.findings.open_questions}
    ordered = sorted(facts, key=lambda fact: (-waited.get(fact.name, 0), fact.name))
    shown = ordered[:_DEFAULTS_SHOWN]
    rows = tuple((matter.names.answer(fact.name), fact_value(matter, fact), trail_words(fact)) for fact in shown)
    more = len(facts) - len(shown)
    return Table(
        columns=(Column("Question", weight=2.4), Column("Taken", weight=1.3), Column("From", weight=3.4)),
        rows=rows,
        empty="Every question has an answer of its own.",
        note=f"{more} more defaults are in the workbook." if more > 0 else "",
    )


def _sources(matter: Matter) -> tuple[str, ...]:
    cost = matter.findings.cost
    prices = tuple(sorted({line.source for line in cost.lines if line.source}))
    dates = amounts.date_range(cost.price_date_oldest, cost.price_date_newest)
    demands = tuple(dict.fromkeys(service.source for service in matter.findings.demand.services))
    texts = [
        f"Prices: {counted(len(prices), 'source')} of Azure list prices of {dates}; the workbook names each.",
        f"Demands of operations: {listed(demands[:3])}." if demands else "Demands of operations: none were needed.",
        f"Rules, controls and activities: knowledge version {matter.findings.knowledge_version}.",
        "Availability: published service level agreements, multiplied along the path of a request.",
        "Answers: the people named in the workbook, with the day and how firmly each stands.",
    ]
    return tuple(texts)


def open_questions(matter: Matter) -> Section:
    """Return the chapter on what is still to be asked."""
    found = matter.findings.open_questions
    shown = found[:_QUESTIONS_SHOWN]
    rows = []
    for question in shown:
        asked = matter.told(question.text)
        waiting = tuple(name for name in map(matter.waiting, question.matters_for) if name not in asked)
        rows.append(
            (
                Titled(asked, f"waits: {'; '.join(shortlist(waiting, _WAITING_SHOWN))}" if waiting else ""),
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
        note=f"{len(found) - len(shown)} more open questions are in the workbook." if len(found) > len(shown) else "",
    )
    lead = Paragraph(
        "Each of these would make the result firmer. Until then, the value in the second column stands in for it."
    )
    return Section(
        "questions",
        "Open questions",
        "What to ask next, and what waits for the answer.",
        (lead, table) if rows else (table,),
    )
