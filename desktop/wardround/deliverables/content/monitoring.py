"""What to watch once the platform runs."""

from __future__ import annotations

from collections import Counter

from wardround.deliverables.amounts import minutes, number, share
from wardround.deliverables.blocks import Column, Section, Table
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import counted, readable
from wardround.engine.findings.monitoring import WatchedSignal

_FIRST = ("SG-01", "SG-03", "SG-06", "SG-09", "SG-16", "SG-19")
"""Workers, response, replication lag, disk of the database, backups, failed sign-ins."""

_KINDS = {"metric": "metric", "log": "log", "trace": "trace", "security": "security event"}


def monitoring(matter: Matter) -> Section | None:
    """Return the chapter on monitoring: the signals whose marks come from this design; None without a plan."""
    signals = matter.findings.monitoring
    if not signals:
        return None
    computed = tuple(row for row in signals if row.because)
    shown = tuple(row for row in computed if row.signal_id in _FIRST) or computed[: len(_FIRST)]
    rows = tuple(
        (
            row.title,
            mark(row, row.warning),
            mark(row, row.critical),
            readable(row.owner_role),
        )
        for row in shown
    )
    counts: Counter[str] = Counter(row.kind for row in signals)
    kinds = ", ".join(counted(counts[kind], name) for kind, name in _KINDS.items() if counts[kind])
    return Section(
        "monitoring",
        "Monitoring",
        "What to watch once the platform runs, and at which figure somebody is called.",
        (
            Table(
                columns=(
                    Column("What is watched", weight=3.6),
                    Column("Warn at", weight=1.3),
                    Column("Call at", weight=1.3),
                    Column("Who is called", weight=2),
                ),
                rows=rows,
                empty="",
                note=f"{len(shown)} of {counted(len(signals), 'signal')} ({kinds}). Their marks come from the sizing: "
                "adjust them once a month of figures is there.",
            ),
        ),
    )


def mark(row: WatchedSignal, value: float | None) -> str:
    """Return a mark with its unit; a share as a percentage."""
    if value is None:
        return ""
    if row.unit == "share":
        return share(value)
    if row.unit == "min":
        return minutes(value)
    return f"{number(value, 0 if value == int(value) else None)} {row.unit}"
