"""What each business process asks after a failure, and what it gets through everything it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardround.assessment import THE_ERP, Assessment
from wardround.engine.facts import Facts
from wardround.engine.findings import PatternResult, ProcessRecovery


@dataclass(frozen=True, slots=True)
class Objective:
    """What one process asks, the tighter of ordinary and closing days."""

    key: str
    name: str
    rto_minutes: float
    rpo_minutes: float
    needs: tuple[str, ...]
    workaround: str
    workaround_hours: float | None


def objectives(assessment: Assessment, facts: Facts) -> tuple[Objective, ...]:
    """Return the objectives of all processes by key; one for the ERP as a whole where no process is listed."""
    rows = sorted(assessment.recovery.processes, key=lambda row: row.key)
    if not rows:
        whole = Objective(
            THE_ERP,
            "The ERP as a whole",
            facts.number("rto_minutes"),
            facts.number("rpo_minutes"),
            (),
            facts.text("continuity_workaround"),
            facts.number("workaround_sustain_hours"),
        )
        return (whole,)
    return tuple(
        Objective(
            row.key,
            row.name,
            _tighter(row.rto_minutes, row.closing_rto_minutes),
            _tighter(row.rpo_minutes, row.closing_rpo_minutes),
            tuple(sorted((*row.needs_systems, *row.needs_interfaces))),
            row.workaround,
            row.workaround_hours,
        )
        for row in rows
    )


def _tighter(usual: float, closing: float | None) -> float:
    return usual if closing is None else min(usual, closing)


def recovered_processes(
    assessment: Assessment, asked: tuple[Objective, ...], chosen: PatternResult
) -> tuple[ProcessRecovery, ...]:
    """Return each process with the platform's promise and the effective one through what it needs."""
    promises = effective_promises(assessment, chosen.rto_minutes)
    silent = silent_systems(assessment)
    results = []
    for one in asked:
        slowest = max(
            [(chosen.rto_minutes, "the platform"), *((promises.get(name, 0.0), name) for name in one.needs)],
            key=lambda pair: pair[0],
        )
        results.append(
            ProcessRecovery(
                key=one.key,
                name=one.name,
                rto_minutes=one.rto_minutes,
                rpo_minutes=one.rpo_minutes,
                promised_rto_minutes=chosen.rto_minutes,
                promised_rpo_minutes=chosen.rpo_minutes,
                effective_rto_minutes=slowest[0],
                limited_by=_name_of(assessment, slowest[1]),
                meets_rto=slowest[0] <= one.rto_minutes,
                meets_rpo=chosen.rpo_minutes <= one.rpo_minutes,
                workaround=one.workaround,
                workaround_hours=one.workaround_hours,
                unknown_needs=tuple(sorted({silent[name] for name in one.needs if name in silent})),
            )
        )
    return tuple(results)


def silent_systems(assessment: Assessment) -> Mapping[str, str]:
    """Return the systems outside the ERP whose recovery nobody has promised, by key, with their names.

    An interface is as silent as its partner system.
    """
    silent = {
        system.key: system.name
        for system in assessment.dependencies.systems
        if system.rto_promised_minutes is None and system.moves != "with_erp"
    }
    partners = {row.key: silent[row.system] for row in assessment.interfaces.interfaces if row.system in silent}
    return silent | partners


def effective_promises(assessment: Assessment, platform_rto_minutes: float) -> Mapping[str, float]:
    """Return when each system and interface is back: not before anything it depends on, through chains and circles.

    A system with no promise of its own counts as 0: nobody has said that it delays anything.
    """
    own: dict[str, float] = {THE_ERP: platform_rto_minutes}
    for system in assessment.dependencies.systems:
        own[system.key] = system.rto_promised_minutes or 0.0
    for interface in assessment.interfaces.interfaces:
        own.setdefault(interface.key, 0.0)
        if interface.system:
            own[interface.key] = max(own[interface.key], own.get(interface.system, 0.0))
    needs: dict[str, set[str]] = {}
    for edge in assessment.dependencies.edges:
        needs.setdefault(edge.source, set()).add(edge.target)
    for interface in assessment.interfaces.interfaces:
        if interface.system:
            needs.setdefault(interface.key, set()).add(interface.system)
    # The largest promise among all that can be reached; a circle changes nothing, so each node walks once.
    return {start: max(own.get(name, 0.0) for name in _reachable(start, needs)) for start in own}


def _reachable(start: str, needs: Mapping[str, set[str]]) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for name in needs.get(todo.pop(), ()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen


def _name_of(assessment: Assessment, key: str) -> str:
    names = {system.key: system.name for system in assessment.dependencies.systems}
    names |= {interface.key: interface.name for interface in assessment.interfaces.interfaces}
    return names.get(key, key)
