"""What was decided, for which reasons, and what would change it."""

from __future__ import annotations

from wardround.deliverables.amounts import long_date
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Section,
    Table,
    Titled,
    Weighing,
)
from wardround.deliverables.content.buying import regions_side_by_side, tenants_both_ways
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter, chosen_option, first_of_each_kind
from wardround.deliverables.words import brief, sentence, within
from wardround.engine.findings import Decision, Option

_REASONS = 3
_REASONS_OF_OTHERS = 2
_REASON = 180
_WHY = 120
_CHANGE = 120
_WEIGHED_IN_FULL = 3
_OPTIONS_WEIGHED = 3
_MINOR = frozenset({"redis_role", "redis_persistence", "ingress", "automation", "ai_readiness"})
"""Kinds of decision that a sentence is enough for, as long as nobody overruled them."""


def decisions(matter: Matter) -> Section:
    """Return the chapter on decisions: those to be signed with all their reasons, the others in a table."""
    found = matter.findings.decisions
    to_sign = first_of_each_kind(tuple(made for made in found if made.needs_sign_off))[:_WEIGHED_IN_FULL]
    others = tuple(made for made in found if made not in to_sign)
    blocks: list[Block] = [block for made in to_sign for block in _decision(matter, made)]
    minor = tuple(made for made in others if _is_minor(made))
    weighty = tuple(made for made in others if made not in minor)
    if weighty:
        blocks += [Heading("The other decisions" if to_sign else "Decided"), _clear(matter, weighty)]
    if minor:
        blocks.append(Paragraph(f"Decided as well: {' '.join(_in_a_sentence(made) for made in minor)}"))
    if not blocks:
        blocks.append(Paragraph("Nothing had to be decided."))
    blocks += [*regions_side_by_side(matter), *tenants_both_ways(matter)]
    says = "Options weighed, reasons for and against, and what would change the answer."
    return Section("decisions", "Decisions", says, tuple(blocks))


def _is_minor(made: Decision) -> bool:
    return made.decision_id in _MINOR and not made.needs_sign_off and made.overrule is None


def _in_a_sentence(made: Decision) -> str:
    chosen = chosen_option(made)
    return f"{made.question} {sentence(chosen.title if chosen else made.chosen)}"


def _clear(matter: Matter, found: tuple[Decision, ...]) -> Table:
    rows = []
    last_days = {one.decision_id: one.by for one in matter.findings.roadmap.decide_by}
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
        why = in_clauses(sentence(_reason(matter.told(made.words), chosen)), _WHY)
        change = in_clauses(sentence(matter.told(made.would_change)), _CHANGE)
        by = last_days.get(made.decision_id.partition(".")[0])
        rows.append((Titled(made.question, title), why, change, by))
    return Table(
        columns=(
            Column("Question, and what was chosen", weight=2.6),
            Column("Why", weight=2.4),
            Column("What would change it", weight=2.6),
            Column("Decide by", Kind.DATE),
        ),
        rows=tuple(rows),
        empty="",
        note="Decide by: the last day that does not move the finish.",
    )


def _reason(words: str, chosen: Option | None) -> str:
    """Return what speaks for the choice, without its name, which stands beside it."""
    if chosen is None or not words.startswith(chosen.title):
        return words
    rest = words.removeprefix(chosen.title)
    return rest.removeprefix(": ") if rest.startswith(": ") else f"It{rest}" if rest.startswith(" is ") else words


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
        *(_weighed(matter, option, made) for option in _nearest(made)),
        Paragraph(f"What would change it: {matter.told(made.would_change)}", "note"),
    )


def _nearest(made: Decision) -> tuple[Option, ...]:
    """Return the option chosen and those that come nearest to it, in their order."""
    rivals = sorted(
        (option for option in made.options if option.option_id != made.chosen),
        key=lambda option: (option.option_id != made.wished, -option.score),
    )[: _OPTIONS_WEIGHED - 1]
    return tuple(option for option in made.options if option in rivals or option.option_id == made.chosen)


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
