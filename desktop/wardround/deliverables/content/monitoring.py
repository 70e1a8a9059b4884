"""What to watch once the platform runs."""

from __future__ import annotations

from collections import Counter

from wardround.deliverables.amounts import number, share
from wardround.deliverables.blocks import Column, Paragraph, Section, Table, Titled
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import counted, readable, sentence
from wardround.engine.findings.monitoring import WatchedSignal

_KINDS = {"metric": "metric", "log": "log", "trace": "trace", "security": "security event"}


def monitoring(matter: Matter) -> Section | None:
    """Return the chapter on monitoring: the signals whose marks come from this design; None without a plan."""
    signals = matter.findings.monitoring
    if not signals:
        return None
    computed = tuple(row for row in signals if row.because)
    rows = tuple(
        (
            Titled(row.title, sentence(matter.told(row.because)).rstrip(".")),
            mark(row, row.warning),
            mark(row, row.critical),
            Titled(readable(row.owner_role), row.action.partition(";")[0].partition(":")[0].rstrip(".")),
        )
        for row in computed
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
                    Column("What is watched, and why there", weight=3.6),
                    Column("Warn at", weight=1.3),
                    Column("Call at", weight=1.3),
                    Column("Who, and what is done first", weight=3),
                ),
                rows=rows,
                empty="",
                note="These marks come from the sizing of this design. Adjust them once a month of figures is there.",
            ),
            Paragraph(
                f"The whole plan has {counted(len(signals), 'signal')} ({kinds}) with the places where each is read. "
                "It is in the workbook, on the sheet Monitoring plan.",
                "note",
            ),
        ),
    )


def mark(row: WatchedSignal, value: float | None) -> str:
    """Return a mark with its unit; a share as a percentage."""
    if value is None:
        return ""
    if row.unit == "share":
        return share(value)
    return f"{number(value, 0 if value == int(value) else None)} {row.unit}"
