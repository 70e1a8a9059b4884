"""Recovery margins of processes in the words of a meeting; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.deliverables.amounts import minutes, number
from wardround.engine.findings import Findings, ProcessRecovery

MOST_PROCESSES = 4
_SHORT_MINUTES = 100
"""Up to here '38 of 60 min' reads better than '38 min of 1 h'."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One process: whether its objectives are met, and by how much."""

    name: str
    met: bool
    open: bool
    """Met as far as is known: it needs a system of which nobody has promised when it is back."""
    words: str
    short_words: str
    """Of the objective that counts most, for where there is no room."""
    why: str
    figure: str

    @property
    def verdict(self) -> str:
        """Return 'met', 'open' or 'missed'."""
        if self.open:
            return "open"
        return "met" if self.met else "missed"


def margins_of(findings: Findings) -> tuple[tuple[Margin, ...], str]:
    """Return the processes that are worst off, in the order of their table, and a word on the others."""
    processes = findings.resilience.processes
    worst = sorted(range(len(processes)), key=lambda place: _urgency(processes[place]))[:MOST_PROCESSES]
    shown = tuple(_margin(findings, processes[place]) for place in sorted(worst))
    rest = [process for place, process in enumerate(processes) if place not in worst]
    if not rest:
        return shown, ""
    missed, unknown = sum(not _met(process) for process in rest), sum(_open(process) for process in rest)
    parts = [f"{count} {verdict}" for count, verdict in ((missed, "missed"), (unknown, "open")) if count]
    if missed and not unknown:
        parts = [f"{missed} of them missed"]
    return shown, f"and {len(rest)} more, {', '.join(parts) or 'all met'}"


def _urgency(process: ProcessRecovery) -> tuple[bool, bool, float]:
    return (
        _met(process),
        not _open(process),
        -max(_used(process.effective_rto_minutes, process.rto_minutes), _rpo_used(process)),
    )


def _rpo_used(process: ProcessRecovery) -> float:
    return _used(process.promised_rpo_minutes, process.rpo_minutes)


def _used(promised: float, asked: float) -> float:
    """Return how much of an objective the promise uses up; an objective of nothing is used up by anything."""
    if asked:
        return promised / asked
    return float("inf") if promised else 1.0


def _met(process: ProcessRecovery) -> bool:
    return process.meets_rto and process.meets_rpo


def _open(process: ProcessRecovery) -> bool:
    return _met(process) and bool(process.unknown_needs)


def _margin(findings: Findings, process: ProcessRecovery) -> Margin:
    rto = f"RTO {of_words(process.effective_rto_minutes, process.rto_minutes)}"
    rpo = f"RPO {of_words(process.promised_rpo_minutes, process.rpo_minutes)}"
    by_rpo = _rpo_used(process) > _used(process.effective_rto_minutes, process.rto_minutes)
    if process.meets_rto != process.meets_rpo:
        by_rpo = process.meets_rto
    limited = f", limited by {process.limited_by}" if process.limited_by else ""
    if process.unknown_needs:
        limited += f", not known when this is back: {', '.join(process.unknown_needs)}"
    return Margin(
        name=process.name,
        met=_met(process),
        open=_open(process),
        words=f"{rto}, {rpo}",
        short_words=rpo if by_rpo else rto,
        why=f"{process.name}: {rto}, {rpo}{limited}",
        figure=known(findings, "recovery.rpo_minutes" if by_rpo else "recovery.rto_minutes"),
    )


def of_words(promised: float, asked: float) -> str:
    """Return what is promised of what is asked: '38 of 60 min', '1 h 50 min of 2 h'."""
    if 1 <= promised < _SHORT_MINUTES and 1 <= asked < _SHORT_MINUTES:
        return f"{_plain(promised)} of {_plain(asked)} min"
    return f"{minutes(promised)} of {minutes(asked)}"


def _plain(amount: float) -> str:
    whole = round(amount)
    return number(amount, 1) if amount < 10 and abs(amount - whole) >= 0.05 else f"{whole}"  # noqa: PLR2004 - as minutes


def known(findings: Findings, name: str) -> str:
    """Return the name of a figure if it is there to explain itself; '' if not."""
    return name if name in findings.figures else ""
