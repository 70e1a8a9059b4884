"""What was decided, for which reasons, and what would change it."""

from __future__ import annotations

from wardround.deliverables.amounts import long_date
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
from wardround.deliverables.content.buying import regions_side_by_side, tenants_both_ways
from wardround.deliverables.content.matter import Matter, chosen_option, first_of_each_kind
from wardround.deliverables.words import brief, in_sentences, sentence, within
from wardround.engine.findings import Decision, Option

_REASONS = 3
_REASONS_OF_OTHERS = 2
_REASON = 180
_WHY = 200
_CHANGE = 140
_WEIGHED_IN_FULL = 3


def decisions(matter: Matter) -> Section:
    """Return the chapter on decisions: those to be signed with all their reasons, the others in a table."""
    found = matter.findings.decisions
    to_sign = first_of_each_kind(tuple(made for made in found if made.needs_sign_off))[:_WEIGHED_IN_FULL]
    others = tuple(made for made in found if made not in to_sign)
    blocks: list[Block] = [block for made in to_sign for block in _decision(matter, made)]
    if others:
        blocks += [Heading("The other decisions" if to_sign else "Decided"), _clear(matter, others)]
    if not blocks:
        blocks.append(Paragraph("Nothing had to be decided."))
    blocks += [*regions_side_by_side(matter), *tenants_both_ways(matter)]
    says = "Options weighed, reasons for and against, and what would change the answer."
    return Section("decisions", "Decisions", says, tuple(blocks))


def _clear(matter: Matter, found: tuple[Decision, ...]) -> Table:
    rows = []
    for made, same in _alike(found):
        chosen = chosen_option(made)
        title = chosen.title if chosen else made.chosen
        if same:
            title += f"; the same for {same} more"
        if made.ends_on is not None:
            title += f"; until {long_date(made.ends_on)}"
        if made.overrule is not None and made.advised:
            title += f"; decided otherwise by {made.overrule.by}"
        if made.needs_sign_off:
            title += "; for the executives to sign off"
        why = in_sentences(sentence(matter.told(made.words)), _WHY)
        change = in_sentences(sentence(matter.told(made.would_change)), _CHANGE)
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


def _alike(found: tuple[Decision, ...]) -> tuple[tuple[Decision, int], ...]:
    """Return decisions with how many others of their kind came out the same, as those for each tenant do."""
    kinds: dict[tuple[str, str], list[Decision]] = {}
    for made in found:
        kinds.setdefault((made.decision_id.split(".", maxsplit=1)[0], made.chosen), []).append(made)
    return tuple((alike[0], len(alike) - 1) for alike in kinds.values())


def _decision(matter: Matter, made: Decision) -> tuple[Block, ...]:
    text = sentence(matter.told(made.words))
    chosen = chosen_option(made)
    wished = next((option.title for option in made.options if option.option_id == made.wished), "")
    if wished and chosen is not None and wished != chosen.title:
        text += f" The wish was: {within(wished)}."
    if made.needs_sign_off:
        text += " This one is for the executives to sign off."
    return (
        Heading(made.question),
        Paragraph(text),
        *(_weighed(matter, option, made) for option in made.options),
        Paragraph(f"What would change it: {matter.told(made.would_change)}", "note"),
    )


def _weighed(matter: Matter, option: Option, made: Decision) -> Weighing:
    reasons_for = tuple(reason.text for reason in option.reasons if reason.for_it)
    against = tuple(reason.text for reason in option.reasons if not reason.for_it)
    most = _REASONS if option.option_id == made.chosen else _REASONS_OF_OTHERS
    detail = f"{matter.money(option.monthly_usd)} a month" if option.monthly_usd is not None else ""
    return Weighing(
        title=option.title,
        chosen=option.option_id == made.chosen,
        reasons_for=tuple(brief(matter.told(text), _REASON) for text in reasons_for[:most]),
        reasons_against=tuple(brief(matter.told(text), _REASON) for text in against[:most]),
        detail=detail,
    )
