"""Which recovery pattern is taken: the cheapest that meets everything, else the one that misses least; and in words."""

from __future__ import annotations

from decimal import Decimal

from wardround.assessment import Assessment
from wardround.engine.findings import PatternResult, ProcessRecovery
from wardround.engine.plain_words import in_words, lasting, listed, lowered, shortly_listed
from wardround.engine.process_recovery import Objective

NEVER_CHOSEN = frozenset({"DRP-17", "DRP-18"})
"""Active-active cannot be built with one writer; the isolated copy is added to every other pattern."""
SHOWN_MISSES = 4
"""Processes named in a sentence before the rest are counted."""


def chosen_pattern(results: tuple[PatternResult, ...], asked: tuple[Objective, ...]) -> PatternResult:
    """Return the cheapest pattern that meets everything; where none does, the one to take among those that miss least.

    A pattern misses least if no other misses less on recovery time or on data loss without missing more on the other.
    Of two that miss differently the dearer is taken: it is the cheaper one's objective, loosened, that would have led
    to it. So tighter objectives never lead to a cheaper pattern, whether they can be met or not. Of two that miss by
    the same, the cheaper.
    """
    priced = [(result, result.extra_monthly_usd) for result in results if result.extra_monthly_usd is not None]
    eligible = [(result, extra) for result, extra in priced if result.eligible] or [
        (result, extra) for result, extra in priced if result.pattern_id not in NEVER_CHOSEN
    ]
    cheapest: dict[tuple[float, float], tuple[Decimal, str, PatternResult]] = {}
    for result, extra in eligible:
        missed = misses(result, asked)
        offer = (extra, result.pattern_id, result)
        cheapest[missed] = min(cheapest.get(missed, offer), offer, key=lambda each: each[:2])
    least = [
        offer
        for (rto, rpo), offer in cheapest.items()
        if not any(other != (rto, rpo) and other[0] <= rto and other[1] <= rpo for other in cheapest)
    ]
    return max(least, key=lambda each: (each[0], each[1]))[2]


def pattern_taken(results: tuple[PatternResult, ...], assessment: Assessment) -> PatternResult | None:
    """Return the pattern that somebody took otherwise than advised; None where nobody did or it cannot be built."""
    rows = [row for row in assessment.platform.decisions_taken if row.decision_id == "recovery_pattern"]
    last = max(rows, key=lambda row: (row.decided_on, row.key), default=None)
    return next(
        (
            one
            for one in results
            if last is not None and one.pattern_id == last.option and one.pattern_id not in NEVER_CHOSEN
        ),
        None,
    )


def misses(result: PatternResult, asked: tuple[Objective, ...]) -> tuple[float, float]:
    """Return by how much a pattern misses the strictest recovery time and the strictest data loss; 0 when met. [min].

    What meets or misses the strictest objective says it for all: a pattern promises the same to every process.
    """
    return (
        max(0.0, result.rto_minutes - min(one.rto_minutes for one in asked)),
        max(0.0, result.rpo_minutes - min(one.rpo_minutes for one in asked)),
    )


def choice_in_words(
    chosen: PatternResult,
    asked: tuple[Objective, ...],
    processes: tuple[ProcessRecovery, ...],
    advised: PatternResult | None = None,
) -> str:
    """Return in a sentence what was chosen and why, or what it misses; and what we advise where it was taken otherwise.

    Parameters
    ----------
    advised : the pattern that the objectives lead to.
    """
    if advised is not None and advised is not chosen:
        how = "meets every objective" if chosen.meets else "does not meet every objective"
        return f"{chosen.name} was taken by decision and {how}; we advise {lowered(advised.name)}."
    if chosen.meets:
        late = sum(not process.meets_rto for process in processes)
        whole = f"{chosen.name} is the cheapest pattern with which the platform meets "
        of_whom = f"all {len(asked)} processes" if len(asked) > 1 else lowered(asked[0].name)
        return f"{whole}the objectives of {of_whom}{_waiting(late)}."
    missed = [one.name for one in asked if chosen.rto_minutes > one.rto_minutes or chosen.rpo_minutes > one.rpo_minutes]
    if not missed:
        return f"No pattern fits the failure to be survived; {lowered(chosen.name)} comes nearest."
    names = shortly_listed(missed, SHOWN_MISSES)
    return (
        f"No pattern meets every objective; {lowered(chosen.name)} comes nearest and misses those of {names}"
        f"{_by_how_much(chosen, asked)}."
    )


def _by_how_much(chosen: PatternResult, asked: tuple[Objective, ...]) -> str:
    rto, rpo = misses(chosen, asked)
    parts = [f"back up to {lasting(rto)} too late"] if rto else []
    parts += [f"losing up to {lasting(rpo)} of work too much"] if rpo else []
    return f": {listed(parts)}" if parts else ""


def _waiting(late: int) -> str:
    if not late:
        return ""
    if late == 1:
        return "; one of them still waits for a system that is promised back later"
    return f"; {in_words(late)} of them still wait for systems that are promised back later"
