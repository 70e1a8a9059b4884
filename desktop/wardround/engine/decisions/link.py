"""The link to the old estate, with its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wardround.assessment import Assessment
from wardround.engine.decisions.dates import temporary_until
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    option,
    pro,
    said,
    strongest,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Reason
from wardround.engine.plain_words import capital, in_words, lowered, spoken_day
from wardround.knowledge import Knowledge

TITLES = {
    "none": "No link",
    "internet": "Over the internet, encrypted by the application",
    "vpn": "VPN gateway",
    "expressroute": "ExpressRoute",
}


A_YEAR = 12
"""Months for which a circuit is bought at least; judgement."""

SPOKEN = {
    "none": "no link",
    "internet": "the internet, with encryption by the application",
    "vpn": "a VPN gateway",
    "expressroute": "ExpressRoute",
}
"""The links as they stand in a sentence."""


def decide_hybrid_link(
    assessment: Assessment, facts: Facts, as_of: date | None = None, knowledge: Knowledge | None = None
) -> Decision:
    """Return the link to the old estate with its end: the one on the bill, else one to propose.

    The link priced is the one answered; the words say what we would take if nobody had asked for one.
    """
    reasons = _reasons(facts)
    advised = best(tuple(option(value, TITLES[value], reasons[value], facts=facts) for value in TITLES))
    options = tuple(
        option(value, TITLES[value], [wish_reason(facts, "hybrid_link", value), *reasons[value]], facts=facts)
        for value in TITLES
    )
    priced = facts.text("hybrid_link")
    agreed = _agreed_end(assessment)
    bought_for = A_YEAR if priced == "expressroute" else 0
    proposed = temporary_until("hybrid_link_months", facts, as_of, knowledge, least_months=bought_for)
    ends_on = None if priced == "none" else agreed or proposed
    ends = _until(priced, agreed, proposed)
    title = SPOKEN[priced]
    if advised.option_id == priced:
        because = strongest(next(one for one in options if one.option_id == priced), for_it=True)
        words = f"We advise {title}: {lowered(because)} {ends}".strip()
    else:
        why = "as answered" if said(facts, "hybrid_link") else "until somebody says which link is wanted"
        words = f"The bill carries {title} {why}; we would rather take {SPOKEN[advised.option_id]}. {ends}".strip()
    made = decision(
        "hybrid_link",
        "What links the ERP to what stays behind, and until when?",
        options,
        chosen=priced,
        wished=wished_words(facts, "hybrid_link"),
        words=words,
        would_change="Moving or replacing the last component that stays would end the link."
        if _is_needed(facts)
        else "A component that cannot move would ask for a link.",
    )
    return replace(made, ends_on=ends_on)


def _is_needed(facts: Facts) -> bool:
    return facts.number("unmovable_dependencies") > 0 or facts.flag("identity_dependency_onprem")


def _reasons(facts: Facts) -> Mapping[str, list[Reason | None]]:
    needed = _is_needed(facts)
    # A circuit is bought for years: that callers wait for the ERP must have been said, not assumed.
    waiting = needed and facts.flag("latency_sensitive_onprem") and said(facts, "latency_sensitive_onprem")
    stays = ("unmovable_dependencies", "identity_dependency_onprem")
    count = int(facts.number("unmovable_dependencies"))
    what = f"{capital(in_words(count))} component{' has' if count == 1 else 's have'} to stay" if count else ""
    what = what or "Sign-in stays on site"
    idle = con("It would serve nothing that stays.", COUNTS, *stays)
    return {
        "none": [
            barred(f"{what}, and the ERP needs {'it' if count <= 1 else 'them'}.", *stays)
            if needed
            else pro("Nothing stays behind that the ERP needs.", COUNTS_A_LOT, *stays)
        ],
        "internet": [
            pro("It costs nothing of its own.", WORTH_SAYING),
            con("Old protocols and printers do not encrypt by themselves.", COUNTS, "legacy_protocols", "print_devices")
            if needed
            else idle,
        ],
        "vpn": [
            pro("It is quick to build and easy to end.", COUNTS_A_LOT) if needed else idle,
            con("Its latency is the internet's.", COUNTS_A_LOT, "latency_sensitive_onprem") if waiting else None,
        ],
        "expressroute": [
            pro("Latency and bandwidth are promised to callers that wait.", COUNTS_A_LOT)
            if waiting
            else con("Nothing in the answers asks for a promised latency.", COUNTS),
            con("A circuit takes weeks to order and is bought for a year at least.", COUNTS),
        ],
    }


def _agreed_end(assessment: Assessment) -> date | None:
    ends = [line.ends for line in assessment.budget.lines if line.kind == "hybrid_link" and line.ends]
    return max(ends, default=None)


def _until(link: str, agreed: date | None, proposed: date | None) -> str:
    if link == "none":
        return ""
    if agreed is not None:
        return f"Its end date is {spoken_day(agreed)}."
    if proposed is not None:
        return (
            f"Nobody has set its end date yet; we propose {spoken_day(proposed)}, so that it does not stay on the bill "
            "unnoticed."
        )
    return "Nobody has set its end date yet; agree one, so that it does not stay on the bill unnoticed."
