"""The availability and recovery pattern, weighed from what the resilience stage computed."""

from __future__ import annotations

from decimal import Decimal

from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    con,
    decision,
    option,
    pro,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, PatternResult, Reason, Resilience
from wardround.engine.plain_words import lasting, lowered
from wardround.knowledge import FactValue

SHOWN = 5
"""Patterns shown beside the one chosen; the rest stand in the recovery chapter."""

SCOPES = {"zone": "zone", "region": "region", "zone_and_region": "region"}
"""What a design survives without a restore, by the failure scope of its pattern; the others depend on standbys."""


def decide_recovery(facts: Facts, resilience: Resilience) -> tuple[Decision, dict[str, tuple[FactValue, str]]]:
    """Return the decision on the recovery pattern and the facts that it settles, each with its reason."""
    chosen = next(result for result in resilience.patterns if result.pattern_id == resilience.pattern_id)
    shown = (chosen, *_others(chosen, resilience))
    cheapest_meeting = min(
        (result.extra_monthly_usd for result in shown if result.meets and result.extra_monthly_usd is not None),
        default=None,
    )
    advised = next((one for one in resilience.patterns if one.pattern_id == resilience.advised_pattern_id), chosen)
    shown = (*shown, *((advised,) if advised not in shown else ()))
    options = tuple(_option(result, advised, cheapest_meeting, facts) for result in shown)
    made = decision(
        "recovery_pattern",
        "Which pattern brings the service back, and how fast?",
        options,
        chosen=advised.pattern_id,
        wished="",
        words=resilience.words,
        would_change=_would_change(chosen, resilience, facts),
    )
    return made, _settled(chosen, resilience)


def _others(chosen: PatternResult, resilience: Resilience) -> tuple[PatternResult, ...]:
    rest = [result for result in resilience.patterns if result is not chosen]
    rest.sort(key=lambda r: (not r.meets, not r.eligible, _extra(r), r.pattern_id))
    return tuple(rest[:SHOWN])


def _extra(result: PatternResult) -> Decimal:
    return result.extra_monthly_usd if result.extra_monthly_usd is not None else Decimal("Infinity")


def _option(result: PatternResult, chosen: PatternResult, cheapest: Decimal | None, facts: Facts) -> Option:
    rto, rpo = facts.number("rto_minutes"), facts.number("rpo_minutes")
    reasons: list[Reason | None] = [barred(f"{text[:1].upper()}{text[1:]}.") for text in result.why_not]
    extra = result.extra_monthly_usd
    times = f"back in {lasting(result.rto_minutes)} where {_allowed(rto)} allowed"
    loss = f"{lasting(result.rpo_minutes)} of work lost where {_allowed(rpo)}"
    asked = ("rto_minutes", "rpo_minutes")
    if result.meets:
        reasons.append(pro(f"It meets every objective: {times}; {loss}.", COUNTS_A_LOT, *asked))
    elif result.rto_minutes > rto or result.rpo_minutes > rpo:
        reasons.append(con(f"It misses an objective: {times}; {loss}.", COUNTS_A_LOT, *asked))
    if result is chosen:
        text = (
            "Of the patterns that meet them it costs least."
            if result.meets
            else "Of all that can be built it comes nearest."
        )
        reasons.append(pro(text, COUNTS_A_LOT))
    elif extra is None:
        reasons.append(con("A part of it has no price, so it cannot be called cheaper.", WORTH_SAYING))
    elif cheapest is not None and result.meets and extra > cheapest:
        reasons.append(con("It meets the same objectives and costs more.", COUNTS))
    return option(result.pattern_id, result.name, reasons, extra, facts=facts)


def _settled(chosen: PatternResult, resilience: Resilience) -> dict[str, tuple[FactValue, str]]:
    standby = resilience.database_nodes > 1
    near = "same_zone" if standby else "none"
    scope = SCOPES.get(chosen.failure_scope, near if chosen.failure_scope == "vm" else "none")
    copies = standby or resilience.recovery_database_nodes > 0
    replication = "sync" if resilience.synchronous and standby else "async" if copies else "none"
    why = f"it follows from the recovery pattern chosen: {lowered(chosen.name)}"
    return {
        "ha_scope": (scope, why),
        "replication": (replication, why),
        "failover_automated": (resilience.quorum_nodes > 0, why),
    }


def _would_change(chosen: PatternResult, resilience: Resilience, facts: Facts) -> str:
    if not resilience.met:
        return "Longer objectives that the business signs, or a region with more choice, would let a pattern fit."
    simpler = [
        result
        for result in resilience.patterns
        if result.eligible and not result.meets and _extra(result) < _extra(chosen)
    ]
    if simpler:
        nearest = min(simpler, key=lambda result: (result.rto_minutes, result.pattern_id))
        rpo = facts.number("rpo_minutes")
        loss = f" and {lasting(nearest.rpo_minutes)} of lost work" if nearest.rpo_minutes > rpo else ""
        return (
            f"If {lasting(nearest.rto_minutes)} to recover{loss} were acceptable, a cheaper pattern would do: "
            f"{lowered(nearest.name)}."
        )
    shortest = min(facts.number("rto_minutes"), chosen.rto_minutes)
    return f"An objective shorter than {lasting(shortest)} would ask for a stronger pattern."


def _allowed(minutes: float) -> str:
    text = lasting(minutes)
    single = text.startswith("less") or text in {"1 minute", "1 hour", "1 day"}
    return f"{text} {'is' if single else 'are'}"
