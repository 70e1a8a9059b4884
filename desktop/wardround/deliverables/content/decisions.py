"""What was decided, for which reasons, and what would change it."""

from __future__ import annotations

from wardround.deliverables.blocks import Block, Heading, Paragraph, Section, Together, Weighing
from wardround.deliverables.content.matter import Matter, chosen_option
from wardround.deliverables.words import sentence
from wardround.engine.findings import Decision, Option

_REASONS = 3


def decisions(matter: Matter) -> Section:
    """Return the chapter on decisions, those to be signed first."""
    ordered = sorted(matter.findings.decisions, key=lambda made: not made.needs_sign_off)
    blocks: list[Block] = []
    for made in ordered:
        blocks.append(Together(_decision(matter, made)))
    if not blocks:
        blocks.append(Paragraph("Nothing had to be decided."))
    says = "Options weighed, reasons for and against, and what would change the answer."
    return Section("decisions", "Decisions", says, tuple(blocks))


def _decision(matter: Matter, made: Decision) -> tuple[Block, ...]:
    text = sentence(made.words)
    chosen = chosen_option(made)
    wished = next((option.title for option in made.options if option.option_id == made.wished), "")
    if wished and chosen is not None and wished != chosen.title:
        text += f" Wished was: {wished[:1].lower()}{wished[1:]}."
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
    detail = f"{matter.money(option.monthly_usd)} a month" if option.monthly_usd is not None else ""
    return Weighing(
        title=option.title,
        chosen=option.option_id == made.chosen,
        reasons_for=reasons_for[:_REASONS],
        reasons_against=against[:_REASONS],
        detail=detail,
    )
