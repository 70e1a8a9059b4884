"""How to buy, in words: the cases, the mix of a tier with its reason, and the whole."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.engine.commitments import WORDS
from wardround.engine.findings.purchase import Course, PurchaseComparison, PurchaseMix, PurchaseTier
from wardround.engine.plain_words import capital, counted, listed

PAYG = "payg"
ALL_HOURS = 730.0
"""Hours of a month, as Azure prices it."""

COURSE_WORDS: Mapping[Course, str] = {
    "as_planned": "it runs unchanged",
    "resized": "the servers move to another size; a reservation is then lost, a savings plan moves with them",
    "grows": "the load grows: more servers where a tier scales out, a larger size where it does not",
    "shrinks": "the load shrinks: part of the servers go, or the size gets smaller",
    "stops": "the project stops",
}
JUDGEMENT = (
    "How likely each course is, how much of a tier goes when it shrinks, and how regret at worst is weighed against "
    "regret to be expected are judgements. No exchange of a reservation is counted on, and a commitment that ends "
    "late is paid to its end."
)


def case_words(course: Course, month: int) -> str:
    """Return what happens in a case, inside a sentence."""
    return {
        "as_planned": "nothing changes",
        "resized": f"the size changes after month {month}",
        "grows": f"the load outgrows it after month {month}",
        "shrinks": f"the load shrinks after month {month}",
        "stops": f"the project stops after month {month}",
    }[course]


def parts_in_words(mix: PurchaseMix) -> str:
    """Return a mix as people say it: '3 on a one-year reservation and 2 on pay as you go'."""
    named = {option.value: words for option, words in WORDS.items()}
    if len(mix.parts) == 1:
        return named[mix.parts[0].option]
    said = [f"{part.nodes} on {'' if part.option == PAYG else 'a '}{named[part.option]}" for part in mix.parts]
    return listed(said)


def tier_words(tier: PurchaseTier) -> str:
    """Return what is recommended for a tier, and why."""
    said = capital(parts_in_words(tier.recommended))
    if all(part.option == PAYG for part in tier.recommended.parts):
        return f"{said}: {_why_no_commitment(tier)}."
    least_regret, least_expected = tier.least_regret.parts, tier.least_expected.parts
    if least_regret == least_expected:
        why = "the least regret at worst, and the least cost to be expected"
    elif tier.recommended.parts == least_expected:
        why = f"the least cost to be expected; {parts_in_words(tier.least_regret)} would be regretted least"
    elif tier.recommended.parts == least_regret:
        why = f"the least regret at worst; {parts_in_words(tier.least_expected)} should cost less"
    else:
        why = "between the least regret at worst and the least cost to be expected"
    return f"{said}: {why}."


def _why_none(found: PurchaseComparison) -> str:
    reasons = dict.fromkeys(_why_no_commitment(tier) for tier in found.tiers)
    return next(iter(reasons)) if len(reasons) == 1 else "no commitment pays, or none is open"


def _why_no_commitment(tier: PurchaseTier) -> str:
    committed = [way for way in tier.ways if way.option != PAYG]
    if all(way.monthly_usd is None for way in committed):
        return f"no committed price is known for {tier.sku.removeprefix('Standard_')}, so none is advised"
    if not any(way.allowed for way in committed):
        return "the answers leave no commitment open"
    if tier.hours_per_month < ALL_HOURS:
        return "it runs too few hours to pay one off"
    return "what it could cost outweighs what it saves"


def purchase_words(found: PurchaseComparison, *, measured: bool) -> str:
    """Return what is recommended on the whole.

    Parameters
    ----------
    measured : whether a measurement of the client stands behind the sizes.
    """
    committed = [tier for tier in found.tiers if any(part.option != PAYG for part in tier.recommended.parts)]
    if not committed:
        return f"Buy everything on pay as you go: {_why_none(found)}."
    saved = found.payg_monthly_usd - found.monthly_usd
    share = float(saved / found.payg_monthly_usd) if found.payg_monthly_usd else 0.0
    text = (
        f"Commit for {counted(len(committed), 'tier')} of {len(found.tiers)}: a month then costs {share:.0%} less than "
        "on pay as you go"
    )
    if measured:
        return f"{text}."
    return f"{text}. Nothing has been measured yet: run on pay as you go for two or three months first."
