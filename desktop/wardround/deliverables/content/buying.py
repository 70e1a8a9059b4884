"""How the machines are bought tier by tier, the regions side by side, and tenants both ways."""

from __future__ import annotations

from collections.abc import Sequence

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Table,
    Titled,
    Together,
    Verdict,
)
from wardround.deliverables.buying_words import COURSES, PLACEMENTS, mix_words, pays_off, regret_at_worst, tier_name
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import PURCHASE, sentence, size_name, word
from wardround.engine.findings.purchase import Course, PurchaseComparison
from wardround.engine.findings.regions import RegionRow

_TIERS_SHOWN = 4
_REGIONS_SHOWN = 3
_TENANTS_SHOWN = 4
_MONTHS_SHOWN = (6,)
_CHANGES_SHOWN = frozenset({"resized", "stops"})
"""The smallest change of plan and the largest."""

_OPTIONS_SHOWN = 4
_AGAINST = 75
_ALWAYS_ON = frozenset({"production", "disaster_recovery"})


def how_to_buy(matter: Matter) -> tuple[Block, ...]:
    """Return how each tier is best bought, and what a commitment costs when plans change; nothing without both."""
    found = None if matter.findings.comparison is None else matter.findings.comparison.purchase
    if found is None:
        return ()
    tiers = sorted(
        (tier for tier in found.tiers if tier.environment in _ALWAYS_ON),
        key=lambda tier: (-tier.payg_monthly_usd, tier.tenant, tier.role),
    )
    rows = tuple(
        (
            Titled(
                tier_name(tier, matter.tenant(tier.tenant) if tier.tenant else ""),
                f"{tier.nodes} x {size_name(tier.sku)}"
                + ("" if tier.hours_words == "all hours" else f", {tier.hours_words}"),
            ),
            mix_words(tier.recommended),
            tier.payg_monthly_usd,
            tier.recommended.monthly_usd,
            str(month) if (month := pays_off(tier)) is not None else "",
            tier.recommended.worst_regret_usd,
        )
        for tier in tiers[:_TIERS_SHOWN]
    )
    note = f"{matter.told(found.words)} List prices. {regret_at_worst(found)}"
    table = Table(
        columns=(
            Column("Tier", weight=4),
            Column("Buy", weight=2.4),
            Column("Pay as you go", Kind.MONEY, weight=1.2),
            Column("As advised", Kind.MONEY, weight=1.2),
            Column("Pays off in month", weight=1),
            Column("Regret at worst", Kind.MONEY, weight=1.3),
        ),
        rows=rows,
        empty="No tier runs all the time.",
        note=note,
    )
    lead = Paragraph(matter.told(found.words))
    if all(part.option == "payg" for tier in tiers for part in tier.recommended.parts):
        return (Together((Heading("How to buy each tier"), lead)), *_if_plans_change(found))
    return (Heading("How to buy each tier"), table, *_if_plans_change(found))


def _if_plans_change(found: PurchaseComparison) -> tuple[Block, ...]:
    options = tuple(dict.fromkeys(row.option for row in found.regrets))[:_OPTIONS_SHOWN]
    if not options:
        return ()
    amounts_of = {(row.course, row.month, row.option): row.against_payg_usd for row in found.regrets}
    changes = (course for course in COURSES if course in _CHANGES_SHOWN)
    cases: list[tuple[Course, int]] = [("as_planned", 0)]
    cases += [(course, month) for course in changes for month in _MONTHS_SHOWN]
    rows = tuple(
        (
            f"{COURSES[course]} after month {month}" if month else COURSES[course],
            *(amounts_of.get((course, month, option)) for option in options),
        )
        for course, month in cases
        if any((course, month, option) in amounts_of for option in options)
    )
    table = Table(
        columns=(Column("What happens", weight=2.4), *(Column(word(PURCHASE, each), Kind.MONEY) for each in options)),
        rows=rows,
        empty="",
        note=f"Above pay as you go over {found.months} months, for everything that always runs; below zero it saves.",
    )
    return (Together((Heading("If plans change: what a commitment costs more"), table)),)


def regions_side_by_side(matter: Matter) -> tuple[Block, ...]:
    """Return the design in other regions; nothing where none is in question."""
    found = None if matter.findings.comparison is None else matter.findings.comparison.regions
    if found is None:
        return ()
    rows = tuple(_region(matter, row) for row in _shown(found.rows))
    table = Table(
        columns=(
            Column("Region", weight=2.4),
            Column("A steady month", Kind.MONEY, weight=1.4),
            Column("Zones", weight=0.8),
            Column("State", Kind.VERDICT, weight=1.1),
            Column("Borrowed", weight=1.2),
            Column("Against it", weight=4),
        ),
        rows=rows,
        empty="",
        note=f"{matter.told(found.words)} Borrowed: the part of the price that the region's own list lacks.",
    )
    return (Together((Heading("The regions side by side"), table)),)


def _shown(rows: Sequence[RegionRow]) -> tuple[RegionRow, ...]:
    """Return the first rows, the region of the design always among them, to stand the others against."""
    chosen = [row for row in rows if row.chosen][:1]
    others = [row for row in rows if not row.chosen][: _REGIONS_SHOWN - len(chosen)]
    return (*chosen, *others)


def _region(matter: Matter, row: RegionRow) -> tuple[Cell, ...]:
    verdict = Verdict("ruled out", "bad") if row.ruled_out else Verdict("possible")
    if row.chosen:
        verdict = Verdict("chosen", "good")
    away = f", {amounts.number(row.distance_km)} km away" if row.distance_km else ""
    return (
        Titled(row.name, f"{row.why_listed}{away}"),
        row.monthly_usd,
        str(row.zones or "none"),
        verdict,
        amounts.share(row.borrowed_share),
        in_clauses(sentence(matter.told(" ".join(row.reasons_against))), _AGAINST)
        if row.reasons_against
        else "nothing",
    )


def tenants_both_ways(matter: Matter) -> tuple[Block, ...]:
    """Return each tenant on shared servers and on its own; nothing where fewer than two are listed."""
    found = None if matter.findings.comparison is None else matter.findings.comparison.tenants
    if found is None:
        return ()
    rows = tuple(
        (
            Titled(row.name, sentence(row.asks)),
            PLACEMENTS[row.tenancy],
            row.shared_monthly_usd,
            row.own_monthly_usd,
            amounts.share(row.coinciding_share),
        )
        for row in found.rows[:_TENANTS_SHOWN]
    )
    text = (
        f"{found.words} Shared servers carry {amounts.share(found.headroom_share)} more than the forecast, so that one "
        "tenant's surge is not felt by the others (judgement)."
    )
    table = Table(
        columns=(
            Column("Tenant, and what its data ask for", weight=3.6),
            Column("Decided", weight=1.6),
            Column("Shared", Kind.MONEY),
            Column("Of its own", Kind.MONEY),
            Column("Busy with others", weight=1),
        ),
        rows=rows,
        empty="",
        note=f"{matter.told(text)} Busy with others: the part of its busy hours in which the others are busy too.",
    )
    return (Together((Heading("Tenants: shared servers or their own"), table)),)
