"""What tuning saves before anything is bought, whether other ways to size agree, and what was set by hand."""

from __future__ import annotations

from wardround.deliverables.blocks import Block, Column, Heading, Kind, Paragraph, Table, Titled, Together
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import ENVIRONMENTS, ROLES, sentence, size_name, within, word
from wardround.engine.findings.by_hand import SetByHand, SizeVerdict
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.findings.tuning import Tuning

MEASURES_SHOWN = 5
_OVERLOADED = "overloaded"
_UNIT = " vCPU"


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
            Titled(matter.told(one.title), matter.told(one.change)),
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
    rows = tuple(
        (
            Titled(f"{one.tier.capitalize()}, {within(one.title)}", sentence(one.rests_on)),
            f"{one.busy_vcpus:,.1f}{_UNIT}",
            f"{one.planned_vcpus:,.1f}{_UNIT}",
            _asks_for(one),
        )
        for one in found.results
    )
    table = Table(
        columns=(
            Column("Way to size", weight=4.2),
            Column("Busy", weight=1.1),
            Column("To plan", weight=1.1),
            Column("Would ask for", weight=1.9),
        ),
        rows=rows,
        empty="",
    )
    text = f"{found.words} {found.why}"
    if found.follow_measured_usd:
        text += f" To follow the measured use would cost {matter.money(found.follow_measured_usd)} a month more."
    blocks: list[Block] = [Together((Heading("Other ways to size, side by side"), Paragraph(matter.told(text)), table))]
    gaps = [gap for gap in found.gaps if "agree within" not in gap]
    blocks += [Paragraph(matter.told(gap)) for gap in gaps]
    return blocks


def _asks_for(one: MethodResult) -> str:
    if not one.enough:
        return "more than any size offered"
    return f"{one.nodes} x {size_name(one.sku)}"


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
