"""Which recovery pattern is taken: the cheapest that meets everything, else the one that misses least; and in words."""

from __future__ import annotations

from math import log

from wardround.engine.findings import PatternResult, ProcessRecovery
from wardround.engine.plain_words import in_words, lowered, shortly_listed
from wardround.engine.process_recovery import Objective

NEVER_CHOSEN = frozenset({"DRP-17", "DRP-18"})
"""Active-active cannot be built with one writer; the isolated copy is added to every other pattern."""
SHOWN_MISSES = 4
"""Processes named in a sentence before the rest are counted."""


def chosen_pattern(results: tuple[PatternResult, ...], asked: tuple[Objective, ...]) -> PatternResult:
    """Return the cheapest pattern that meets everything, else the one that misses least, cheapest first."""
    priced = [(result, result.extra_monthly_usd) for result in results if result.extra_monthly_usd is not None]
    meeting = [(extra, result.pattern_id, result) for result, extra in priced if result.meets]
    if meeting:
        return min(meeting)[2]
    eligible = [(result, extra) for result, extra in priced if result.eligible] or [
        (result, extra) for result, extra in priced if result.pattern_id not in NEVER_CHOSEN
    ]
    ranked = [(round(violation(result, asked), 9), extra, result.pattern_id, result) for result, extra in eligible]
    return min(ranked)[3]


def violation(result: PatternResult, asked: tuple[Objective, ...]) -> float:
    """Return by how much a pattern misses the objectives: the sum of log ratios of promise to objective, 0 when met."""
    missed = 0.0
    for one in asked:
        for promised, objective in (
            (result.rto_minutes, one.rto_minutes),
            (result.rpo_minutes, one.rpo_minutes),
        ):
            if promised > objective:
                missed += log((promised + 0.1) / (objective + 0.1))
    return missed


def choice_in_words(chosen: PatternResult, asked: tuple[Objective, ...], processes: tuple[ProcessRecovery, ...]) -> str:
    """Return in a sentence what was chosen and why, or what it misses."""
    if chosen.meets:
        late = sum(not process.meets_rto for process in processes)
        whole = f"{chosen.name} is the cheapest pattern with which the platform meets "
        of_whom = f"all {len(asked)} processes" if len(asked) > 1 else lowered(asked[0].name)
        return f"{whole}the objectives of {of_whom}{_waiting(late)}."
    missed = [one.name for one in asked if chosen.rto_minutes > one.rto_minutes or chosen.rpo_minutes > one.rpo_minutes]
    if not missed:
        return f"No pattern fits the failure to be survived; {lowered(chosen.name)} comes nearest."
    names = shortly_listed(missed, SHOWN_MISSES)
    return f"No pattern meets every objective; {lowered(chosen.name)} comes nearest and misses those of {names}."


def _waiting(late: int) -> str:
    if not late:
        return ""
    if late == 1:
        return "; one of them still waits for a system that is promised back later"
    return f"; {in_words(late)} of them still wait for systems that are promised back later"
