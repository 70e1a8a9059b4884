"""Words and sums about how the servers are bought, where they run and who shares them, for every document."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.deliverables.words import PURCHASE, ROLES, counted, word
from wardround.engine.findings.purchase import Course, PurchaseComparison, PurchaseMix, PurchaseTier
from wardround.engine.findings.regions import RegionRow

SHORT: Mapping[str, str] = {
    "savings_1y": "Savings, 1 y",
    "reserved_1y": "Reserved, 1 y",
    "savings_3y": "Savings, 3 y",
    "reserved_3y": "Reserved, 3 y",
}
"""Ways to buy as headings of narrow columns."""

COURSES: Mapping[Course, str] = {
    "as_planned": "Nothing changes",
    "resized": "The size changes",
    "grows": "The load grows",
    "shrinks": "The load shrinks",
    "stops": "The project stops",
}
PLACEMENTS: Mapping[str, str] = {
    "shared": "Shared",
    "dedicated_db": "Own database, shared servers",
    "dedicated_vm": "Own servers",
    "dedicated_subscription": "Own subscription",
}


def regret_at_worst(found: PurchaseComparison) -> str:
    """Return what the heading 'Regret at worst' stands for, and over which time."""
    return (
        f"Regret at worst: by how much the mix may turn out dearer than the best choice in hindsight, over "
        f"{found.months} months, whichever way plans change."
    )


def mix_words(mix: PurchaseMix) -> str:
    """Return a mix in a table: 'Reserved, one year', or '2 reserved, one year; 1 pay as you go'."""
    if len(mix.parts) == 1:
        return word(PURCHASE, mix.parts[0].option)
    said = "; ".join(f"{part.nodes} {word(PURCHASE, part.option).lower()}" for part in mix.parts)
    return said[:1].upper() + said[1:]


def tier_name(tier: PurchaseTier, tenant: str) -> str:
    """Return what a tier is called, with the name of the tenant that has it to itself."""
    name = word(ROLES, tier.role)
    return f"{name}, {tenant}" if tenant else name


def pays_off(tier: PurchaseTier) -> int | None:
    """Return the month in which the longest commitment of the recommended mix has paid off, None without one."""
    return next((part.break_even_month for part in tier.recommended.parts if part.break_even_month is not None), None)


def state_of(row: RegionRow) -> str:
    """Return where a region stands in one word or two."""
    if row.chosen:
        return "chosen"
    return "ruled out" if row.ruled_out else "possible"


def zones_words(row: RegionRow) -> str:
    """Return the availability zones of a region."""
    return counted(row.zones, "zone") if row.zones else "no zones"
