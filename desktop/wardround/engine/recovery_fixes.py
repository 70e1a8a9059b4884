"""What would help where no recovery pattern meets every objective: other answers, looser objectives, other patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wardround.engine.facts import Facts
from wardround.engine.findings import PatternResult
from wardround.engine.findings.resilience import RecoveryFix
from wardround.engine.plain_words import lowered
from wardround.engine.process_recovery import Objective, said
from wardround.engine.recovery_setting import Setting
from wardround.engine.recovery_steps import steps_of, total_minutes
from wardround.knowledge import FactValue

LEVERS: Mapping[str, tuple[FactValue, str]] = {
    "support_hours": ("24x7", "Somebody on call around the clock"),
    "iac_level": ("full", "Everything built from code"),
    "dr_capacity_reserved": (True, "Capacity reserved in the recovery region"),
    "interface_recovery_order_known": (True, "An agreed order in which interfaces come back"),
}
"""Answers that shorten the steps of a recovery, each with its best value."""


def fixes(
    setting: Setting, chosen: PatternResult, results: tuple[PatternResult, ...], asked: tuple[Objective, ...]
) -> tuple[RecoveryFix, ...]:
    """Return what would help, that which meets everything first; nothing where everything is met."""
    if chosen.meets:
        return ()
    found = [*_answers(setting, chosen, asked), *_ruled_out(results, asked), *_objectives(chosen, asked)]
    return tuple(sorted(found, key=lambda fix: not fix.meets))


def _answers(setting: Setting, chosen: PatternResult, asked: tuple[Objective, ...]) -> Iterator[RecoveryFix]:
    open_levers = {name: lever for name, lever in LEVERS.items() if setting.facts[name] != lever[0]}
    ways = [({name: best}, words) for name, (best, words) in open_levers.items()]
    if len(ways) > 1:
        ways.append(({name: best for name, (best, _words) in open_levers.items()}, "All of these together"))
    layout = setting.knowledge.recovery_layouts[chosen.pattern_id]
    extent = setting.extent(layout)
    for changed, words in ways:
        steps = steps_of(chosen.pattern_class, extent, _with(setting.facts, changed), setting.knowledge)
        minutes = round(total_minutes(steps), 4)
        if minutes < chosen.rto_minutes:
            meets = chosen.eligible and _meets(minutes, chosen.rpo_minutes, asked)
            told = f"{words}: back after {said(minutes)} instead of {said(chosen.rto_minutes)}"
            yield RecoveryFix("answer", told, minutes, chosen.rpo_minutes, meets, None)


def _ruled_out(results: tuple[PatternResult, ...], asked: tuple[Objective, ...]) -> Iterator[RecoveryFix]:
    """Yield the patterns that would be fast enough and are ruled out, with the reason."""
    for result in results:
        fits = result.extra_monthly_usd is not None and _meets(result.rto_minutes, result.rpo_minutes, asked)
        if fits and not result.eligible:
            words = f"{result.name} would be fast enough, but {'; '.join(result.why_not)}"
            yield RecoveryFix(
                "pattern",
                words,
                result.rto_minutes,
                result.rpo_minutes,
                meets=False,
                extra_monthly_usd=result.extra_monthly_usd,
            )


def _objectives(chosen: PatternResult, asked: tuple[Objective, ...]) -> Iterator[RecoveryFix]:
    """Yield the one change of objectives that would make the nearest pattern meet all."""
    late = [one for one in asked if one.rto_minutes < chosen.rto_minutes]
    lost = [one for one in asked if one.rpo_minutes < chosen.rpo_minutes]
    parts = []
    if late:
        parts.append(f"{_whose(late)} to be back after {said(chosen.rto_minutes)}")
    if lost:
        parts.append(f"{_whose(lost)} to lose up to {said(chosen.rpo_minutes)}")
    if parts:
        words = f"The business accepts for {' and for '.join(parts)}: {lowered(chosen.name)} then meets everything"
        yield RecoveryFix(
            "objective", words, chosen.rto_minutes, chosen.rpo_minutes, chosen.eligible, chosen.extra_monthly_usd
        )


def _whose(asked: list[Objective]) -> str:
    return asked[0].name if len(asked) == 1 else f"{len(asked)} processes"


def _meets(rto: float, rpo: float, asked: tuple[Objective, ...]) -> bool:
    return all(rto <= one.rto_minutes and rpo <= one.rpo_minutes for one in asked)


def _with(facts: Facts, changed: Mapping[str, FactValue]) -> Facts:
    entries = dict(facts.entries)
    for name, value in changed.items():
        entries[name] = replace(entries[name], value=value)
    return replace(facts, entries=entries)
