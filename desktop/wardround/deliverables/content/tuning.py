"""What tuning saves before anything is bought, whether other ways to size agree, and what was set by hand."""

from __future__ import annotations

from wardround.deliverables.blocks import Block, Column, Heading, Kind, Paragraph, Points, Table, Titled, Together
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import (
    ENVIRONMENTS,
    ROLES,
    in_sentences,
    listed,
    sentence,
    size_name,
    within,
    word,
)
from wardround.engine.findings.by_hand import SetByHand, SizeVerdict
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.findings.tuning import Tuning

MEASURES_SHOWN = 2
_CHANGE = 75
_GAP = 240
_GAPS_SHOWN = 1
_OVERLOADED = "overloaded"


def tuning(matter: Matter) -> tuple[Block, ...]:
    """Return the passages; nothing where only the design was worked out."""
    found = matter.findings.comparison
    if found is None:
        return ()
    blocks: list[Block] = []
    if found.tuning is not None and found.tuning.measures:
        blocks.append(_tune_first(matter, found.tuning))
    if found.methods is not None and len(found.methods.results) > len({row.tier for row in found.methods.results}):
        blocks += _ways(matter, found.methods)
    if found.by_hand:
        blocks.append(_by_hand(matter, found.by_hand))
    return tuple(blocks)


def _tune_first(matter: Matter, found: Tuning) -> Block:
    rows = tuple(
        (
            Titled(matter.told(one.title), in_clauses(matter.told(one.change), _CHANGE)),
            one.saved_usd or None,
            _seconds(one.p95_kept_s),
            f"{one.effort_days:g}",
            sentence(one.verdict).rstrip("."),
        )
        for one in found.measures[:MEASURES_SHOWN]
    )
    table = Table(
        columns=(
            Column("Measure", weight=3.6),
            Column("Saved a month", Kind.MONEY, weight=1.1),
            Column("95 % within", weight=0.9),
            Column("Days", weight=0.6),
            Column("Worth", weight=1.9),
        ),
        rows=rows,
        empty="",
        note="Each was assessed anew. Saved is the whole bill with new servers; the response is on the same servers. "
        "Days are judgement, and the order is what a day of them brings.",
    )
    now = "" if found.p95_s is None else f" Today's answer in the busiest hour: 95 % within {_seconds(found.p95_s)}."
    return Together((Heading("Tune first"), Paragraph(matter.told(f"{found.words}{now}")), table))


def _seconds(value: float | None) -> str:
    return _OVERLOADED if value is None else f"{value:.2f} s"


def _ways(matter: Matter, found: Methods) -> list[Block]:
    """Return what the other ways to size ask for, and why the first of them lies far off."""
    by_tier: dict[str, dict[str, list[str]]] = {}
    for one in found.results:
        by_tier.setdefault(one.tier, {}).setdefault(_asks_for(one), []).append(within(one.title))
    text = f"{found.words} {found.why}"
    if found.follow_measured_usd:
        text += f" To follow the measured use would cost {matter.money(found.follow_measured_usd)} a month more."
    points = [
        f"{tier.capitalize()}: {listed(tuple(f'{size} {listed(tuple(ways))}' for size, ways in asked.items()))}."
        for tier, asked in by_tier.items()
    ]
    points += [in_sentences(gap, _GAP) for gap in found.gaps if "agree within" not in gap][-_GAPS_SHOWN:]
    told = tuple(matter.told(point) for point in points)
    return [Together((Heading("Other ways to size, side by side"), Paragraph(matter.told(text)), Points(told)))]


def _asks_for(one: MethodResult) -> str:
    return f"{one.nodes} x {size_name(one.sku)}" if one.enough else "more than any size offered"


def _by_hand(matter: Matter, found: tuple[SetByHand, ...]) -> Block:
    rows = tuple(
        (
            Titled(
                f"{word(ROLES, one.role)}, {within(word(ENVIRONMENTS, one.environment))}",
                matter.tenant(one.tenant) if one.tenant else "",
            ),
            _servers(one.own),
            _servers(one.model),
            one.own.more_usd,
            sentence(matter.told(one.words)).rstrip("."),
        )
        for one in found
    )
    table = Table(
        columns=(
            Column("Role", weight=2.2),
            Column("Set by hand", weight=1.5),
            Column("By the model", weight=1.5),
            Column("More a month", Kind.MONEY, weight=1.1),
            Column("Verdict", weight=3.2),
        ),
        rows=rows,
        empty="",
    )
    words = "These sizes were set by hand. They are kept, and checked against the model."
    return Together((Heading("Sizes set by hand"), Paragraph(words), table))


def _servers(size: SizeVerdict) -> str:
    return f"{size.nodes} x {size_name(size.sku)}" if size.nodes else "none"
