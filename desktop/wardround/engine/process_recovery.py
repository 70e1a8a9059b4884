"""What each business process asks after a failure, and what it gets through everything it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from wardround.assessment import THE_ERP, Assessment
from wardround.engine.facts import Facts
from wardround.engine.findings import PatternResult, ProcessRecovery
from wardround.engine.plain_words import counted, lasting

MINUTES_PER_HOUR = 60
DAYS_FROM = 48 * MINUTES_PER_HOUR
"""Longer times are said in days."""


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
    mtd_minutes: float | None = None
    closing: bool = False
    """Whether an objective of the closing days is tighter than the usual one and counts."""


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
            facts.number("mtd_hours") * 60,
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
            None if row.mtd_hours is None else row.mtd_hours * 60,
            _tighter(row.rto_minutes, row.closing_rto_minutes) < row.rto_minutes,
        )
        for row in rows
    )


def _tighter(usual: float, closing: float | None) -> float:
    return usual if closing is None else min(usual, closing)


HOLDS_UP_EVERYBODY = frozenset({"sign_in", "name_resolution"})
"""Kinds of dependency of the ERP that no process names because all of them have it. What else the ERP exchanges stops
the processes that name it, not the others."""


@dataclass(frozen=True)
class Estate:
    """What stands around the ERP, who needs what, and when each thing is promised back."""

    assessment: Assessment

    @cached_property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """What each system, interface and the ERP needs directly, by key."""
        found: dict[str, set[str]] = {}
        for edge in self.assessment.dependencies.edges:
            if edge.source != THE_ERP or edge.kind in HOLDS_UP_EVERYBODY:
                found.setdefault(edge.source, set()).add(edge.target)
        for interface in self.assessment.interfaces.interfaces:
            if interface.system:
                found.setdefault(interface.key, set()).add(interface.system)
        return {source: tuple(sorted(targets)) for source, targets in found.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of systems and interfaces by key."""
        found = {system.key: system.name for system in self.assessment.dependencies.systems}
        found |= {row.key: row.name for row in self.assessment.interfaces.interfaces}
        return found | {THE_ERP: "the platform"}

    @cached_property
    def promised(self) -> Mapping[str, float]:
        """The recovery promised of each system by key, in minutes; systems of which nothing is known are missing."""
        return {
            system.key: system.rto_promised_minutes
            for system in self.assessment.dependencies.systems
            if system.rto_promised_minutes is not None
        }

    @cached_property
    def _behind(self) -> dict[tuple[str, ...], Mapping[str, str]]:
        return {}

    def behind(self, starts: Iterable[str]) -> Mapping[str, str]:
        """Return all that some things need, themselves included, each with what leads to it; '' for the starts."""
        first = tuple(sorted(starts))
        if first not in self._behind:
            led = dict.fromkeys(first, "")
            todo = list(first)
            for name in todo:  # grows while it is read: nearest first
                for target in self.needs.get(name, ()):
                    if target not in led:
                        led[target] = name
                        todo.append(target)
            self._behind[first] = led
        return self._behind[first]

    def needed_by(self, one: Objective) -> Mapping[str, str]:
        """Return all that a process needs, the ERP included, each with what leads to it."""
        return self.behind((*one.needs, THE_ERP))

    def path(self, led: Mapping[str, str], to: str) -> tuple[str, ...]:
        """Return the names of what leads to a thing, from the process on, without the thing itself."""
        steps = []
        while to := led[to]:
            if to != THE_ERP:
                steps.append(self.names.get(to, to))
        return tuple(reversed(steps))


def said(minutes: float) -> str:
    """Return a time as an objective is said: whole hours as hours, else as any other time."""
    if minutes and minutes % MINUTES_PER_HOUR == 0 and minutes <= DAYS_FROM:
        return counted(minutes / MINUTES_PER_HOUR, "hour")
    return lasting(minutes)


def recovered_processes(
    estate: Estate, asked: tuple[Objective, ...], chosen: PatternResult, *, proven: bool = True
) -> tuple[ProcessRecovery, ...]:
    """Return each process with the platform's promise and the effective one through what it needs.

    ``proven`` says whether the way by which the platform comes back was tested.
    """
    silent = silent_systems(estate.assessment)
    results = []
    for one in asked:
        needed = estate.needed_by(one)
        latest, slowest = chosen.rto_minutes, THE_ERP
        for name in needed:
            if estate.promised.get(name, 0.0) > latest:
                latest, slowest = estate.promised[name], name
        limited_by = _named_need(estate, needed, slowest)
        results.append(
            ProcessRecovery(
                key=one.key,
                name=one.name,
                rto_minutes=one.rto_minutes,
                rpo_minutes=one.rpo_minutes,
                promised_rto_minutes=chosen.rto_minutes,
                promised_rpo_minutes=chosen.rpo_minutes,
                effective_rto_minutes=latest,
                limited_by=limited_by,
                meets_rto=latest <= one.rto_minutes,
                meets_rpo=chosen.rpo_minutes <= one.rpo_minutes,
                workaround=one.workaround,
                workaround_hours=one.workaround_hours,
                unknown_needs=tuple(sorted({silent[name] for name in needed if name in silent})),
                closing=one.closing,
                mtd_minutes=one.mtd_minutes,
                proven=proven,
            )
        )
    return tuple(results)


def _named_need(estate: Estate, led: Mapping[str, str], name: str) -> str:
    """Return what a process itself names on the way to a thing: the interface, not the system behind it."""
    while led[name] and led[name] != THE_ERP:
        name = led[name]
    return estate.names.get(name, name)


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
    estate = Estate(assessment)
    own = {THE_ERP: platform_rto_minutes, **estate.promised}
    return {start: max(own.get(name, 0.0) for name in estate.behind((start,))) for start in (THE_ERP, *estate.names)}
