"""What was decided, for which reasons, and what would change it."""

from __future__ import annotations

from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
    Titled,
    Weighing,
)
from wardround.deliverables.content.matter import Matter, chosen_option
from wardround.deliverables.words import brief, sentence, spoken, within
from wardround.engine.findings import Decision, Option

_REASONS = 3
_REASONS_OF_OTHERS = 2
_REASON = 180
_WHY = 190
_CHANGE = 140
_WEIGHED_IN_FULL = 3


def decisions(matter: Matter) -> Section:
    """Return the chapter on decisions: those to be signed with all their reasons, the others in a table."""
    found = matter.findings.decisions
    to_sign = tuple(made for made in found if made.needs_sign_off)[:_WEIGHED_IN_FULL]
    others = tuple(made for made in found if made not in to_sign)
    blocks: list[Block] = [block for made in to_sign for block in _decision(matter, made)]
    if others:
        blocks += [Heading("The other decisions" if to_sign else "Decided"), _clear(others)]
    if not blocks:
        blocks.append(Paragraph("Nothing had to be decided."))
    says = "Options weighed, reasons for and against, and what would change the answer."
    return Section("decisions", "Decisions", says, tuple(blocks))


def _clear(found: tuple[Decision, ...]) -> Table:
    rows = []
    for made in found:
        chosen = chosen_option(made)
        title = chosen.title if chosen else made.chosen
        if made.needs_sign_off:
            title += "; please sign this one"
        why, change = brief(sentence(made.words), _WHY), brief(sentence(made.would_change), _CHANGE)
        rows.append((Titled(made.question, title), why, change))
    return Table(
        columns=(
            Column("Question, and what was chosen", weight=2.2),
            Column("Why", weight=2.8),
            Column("What would change it", weight=2.4),
        ),
        rows=tuple(rows),
        empty="",
        note="All options with their reasons and weights are in the workbook.",
    )


def _decision(matter: Matter, made: Decision) -> tuple[Block, ...]:
    text = sentence(made.words)
    chosen = chosen_option(made)
    wished = next((option.title for option in made.options if option.option_id == made.wished), "")
    if wished and chosen is not None and wished != chosen.title:
        text += f" The wish was: {within(wished)}."
    if made.needs_sign_off:
        text += " Please sign this one."
    return (
        Heading(made.question),
        Paragraph(text),
        *(_weighed(matter, option, made) for option in made.options),
        Paragraph(f"What would change it: {made.would_change}", "note"),
    )


def _weighed(matter: Matter, option: Option, made: Decision) -> Weighing:
    reasons_for = tuple(reason.text for reason in option.reasons if reason.for_it)
    against = tuple(reason.text for reason in option.reasons if not reason.for_it)
    most = _REASONS if option.option_id == made.chosen else _REASONS_OF_OTHERS
    detail = f"{matter.money(option.monthly_usd)} a month" if option.monthly_usd is not None else ""
    return Weighing(
        title=option.title,
        chosen=option.option_id == made.chosen,
        reasons_for=tuple(brief(spoken(text), _REASON) for text in reasons_for[:most]),
        reasons_against=tuple(brief(spoken(text), _REASON) for text in against[:most]),
        detail=detail,
    )
