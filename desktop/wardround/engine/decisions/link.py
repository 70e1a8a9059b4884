"""The link to the old estate, with its end."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.assessment import Assessment
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
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Reason

TITLES = {
    "none": "No link",
    "internet": "Over the internet, encrypted by the application",
    "vpn": "VPN gateway",
    "expressroute": "ExpressRoute",
}


def decide_hybrid_link(assessment: Assessment, facts: Facts) -> Decision:
    """Return the link to the old estate with its end.

    The link priced is the one answered; the words say what we would take if nobody had asked for one.
    """
    reasons = _reasons(facts)
    advised = best(tuple(option(value, TITLES[value], reasons[value]) for value in TITLES))
    options = tuple(
        option(value, TITLES[value], [wish_reason(facts, "hybrid_link", value), *reasons[value]]) for value in TITLES
    )
    priced = facts.text("hybrid_link")
    ends = _until(assessment, priced)
    if advised.option_id == priced:
        words = f"{TITLES[priced]} it is. {ends}".strip()
    else:
        words = f"{TITLES[priced]} is priced as answered; we would rather take {advised.title}. {ends}".strip()
    return decision(
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


def _is_needed(facts: Facts) -> bool:
    return facts.number("unmovable_dependencies") > 0 or facts.flag("identity_dependency_onprem")


def _reasons(facts: Facts) -> Mapping[str, list[Reason | None]]:
    waiting, needed = facts.flag("latency_sensitive_onprem"), _is_needed(facts)
    stays = ("unmovable_dependencies", "identity_dependency_onprem")
    staying = facts.number("unmovable_dependencies") > 0
    what = f"{facts.spoken('unmovable_dependencies')} cannot move" if staying else "Sign-in stays on site"
    idle = con("It serves nothing that stays.", COUNTS, *stays)
    return {
        "none": [
            barred(f"{what}, and the ERP needs what stays.", *stays)
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
            pro("It is quick to build and easy to end.", COUNTS_A_LOT, *stays) if needed else idle,
            con("Its latency is the internet's.", COUNTS_A_LOT, "latency_sensitive_onprem") if waiting else None,
        ],
        "expressroute": [
            pro("Latency and bandwidth are promised to callers that wait.", COUNTS_A_LOT, "latency_sensitive_onprem")
            if waiting
            else None,
            con("A circuit takes weeks to order and a year to end.", COUNTS, "deadline_weeks"),
        ],
    }


def _until(assessment: Assessment, link: str) -> str:
    if link == "none":
        return ""
    ends = [line.ends for line in assessment.budget.lines if line.kind == "hybrid_link" and line.ends]
    if ends:
        return f"It ends on {max(ends):%d %B %Y}."
    return "It has no end date yet: agree one, or it is paid for ever."
