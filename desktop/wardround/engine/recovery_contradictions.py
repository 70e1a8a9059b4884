"""What was said about recovery and cannot hold together, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wardround.assessment import THE_ERP, Assessment
from wardround.engine.findings import ProcessRecovery
from wardround.engine.findings.resilience import Contradiction
from wardround.engine.plain_words import listed
from wardround.engine.process_recovery import Estate, Objective, said

OwnKind = Literal["workaround", "downtime", "restore"]
"""What a process may contradict by itself."""


def contradictions(
    estate: Estate,
    asked: tuple[Objective, ...],
    processes: tuple[ProcessRecovery, ...],
    restore_minutes: float,
) -> tuple[Contradiction, ...]:
    """Return all contradictions, process by process in their order.

    Parameters
    ----------
    restore_minutes : until users are back after lost or corrupted data.
    """
    found: list[Contradiction] = []
    for one, process in zip(asked, processes, strict=True):
        found.extend(_needs_too_late(estate, one))
        found.extend(_of_the_process(process, restore_minutes))
    found.extend(_whole_looser(estate.assessment, asked))
    return tuple(found)


def _needs_too_late(estate: Estate, one: Objective) -> Iterator[Contradiction]:
    """Yield the systems that a process needs and that are promised back later than it asks, the latest first."""
    led = estate.needed_by(one)
    late = [(name, estate.promised[name]) for name in led if estate.promised.get(name, 0.0) > one.rto_minutes]
    asks = f"asks {said(one.rto_minutes)}{' on closing days' if one.closing else ''}"
    for name, promised in sorted(late, key=lambda pair: (-pair[1], pair[0])):
        via = estate.path(led, name)
        if led[name] == THE_ERP:
            how, via = "through which everybody signs in", ()
        else:
            how = f"which it needs for {listed(via)}" if via else "which it needs"
        words = f"{one.name} {asks}, and {estate.names[name]}, {how}, is promised back in {said(promised)}."
        yield Contradiction("need", one.key, one.name, estate.names[name], one.rto_minutes, promised, via, words)


def _of_the_process(process: ProcessRecovery, restore_minutes: float) -> Iterator[Contradiction]:
    back = process.effective_rto_minutes
    if process.workaround != "none" and process.workaround_hours is not None and process.workaround_hours * 60 < back:
        carries = process.workaround_hours * 60
        words = (
            f"{process.name} can be worked around for {said(carries) if carries else 'no time at all'}, and is back "
            f"after {said(back)}: {said(back - carries)} without either."
        )
        yield _own("workaround", process, carries, back, words)
    if process.mtd_minutes is None:
        return
    if back > process.mtd_minutes:
        words = f"{process.name} bears {said(process.mtd_minutes)} of downtime, and is back after {said(back)}."
        yield _own("downtime", process, process.mtd_minutes, back, words)
    elif restore_minutes > process.mtd_minutes:
        words = (
            f"{process.name} bears {said(process.mtd_minutes)} of downtime, and a restore after lost or corrupted "
            f"data takes {said(restore_minutes)}."
        )
        yield _own("restore", process, process.mtd_minutes, restore_minutes, words)


def _own(kind: OwnKind, process: ProcessRecovery, asked: float, found: float, words: str) -> Contradiction:
    return Contradiction(kind, process.key, process.name, "", asked, found, (), words)


def _whole_looser(assessment: Assessment, asked: tuple[Objective, ...]) -> Iterator[Contradiction]:
    """Yield the objectives answered for the ERP as a whole that a process of its own undercuts."""
    answers = assessment.recovery
    for answer, back, minutes in (
        (answers.rto_minutes.value, True, [one.rto_minutes for one in asked]),
        (answers.rpo_minutes.value, False, [one.rpo_minutes for one in asked]),
    ):
        strictest = min(range(len(asked)), key=lambda place: (minutes[place], asked[place].key))
        one, least = asked[strictest], minutes[strictest]
        if one.key == THE_ERP or answer is None or least >= answer:
            continue
        whole = f"may be back after {said(answer)}" if back else f"may lose {said(answer)} of work"
        own = said(least) if least else "none"
        words = f"The ERP as a whole {whole}, {one.name} by itself {own}; the stricter one counts."
        yield Contradiction("whole", one.key, one.name, "", least, answer, (), words)
