"""Figures explained: what each came from."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Column, Kind, Section, Table, Titled
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import brief, sentence, spoken
from wardround.engine.figure import Figure, Input

_INPUTS = 3
_SHORT = 60
_WORDS = 170
_READERS_ASK = (
    "demand.design_hour.active_users",
    "demand.design_hour.cpu_cores",
    "production.application.workers",
    "performance.design_hour.p95_response_s",
    "production.postgresql.memory_gib",
    "data.database_gib",
    "availability.production",
    "recovery.rto_minutes",
    "recovery.restore_hours",
    "cost.monthly_usd",
    "cost.horizon_usd",
    "roadmap.effort_days_likely",
)
"""Names of the figures that readers ask about first, in their order."""


def figures(matter: Matter) -> Section:
    """Return the appendix on the figures that readers ask about first."""
    found = matter.findings.figures
    shown = [found[name] for name in _READERS_ASK if name in found]
    rows = tuple(
        (
            Titled(figure.label, figure.name),
            spoken(amounts.value_with_unit(figure.value, figure.unit)),
            Titled(brief(sentence(figure.words), _WORDS), _from(figure)),
        )
        for figure in shown
    )
    more = len(found) - len(shown)
    table = Table(
        columns=(
            Column("Figure", weight=2.2),
            Column("Value", Kind.NUMBER, weight=1.2),
            Column("How, and from what", weight=4.2),
        ),
        rows=rows,
        empty="No figure was explained.",
        note=f"{more:,} more figures explain themselves in the workbook." if more > 0 else "",
    )
    return Section("figures", "Figures explained", "Where the numbers in this document come from.", (table,))


def _from(figure: Figure) -> str:
    parts = [_input(part) for part in figure.inputs[:_INPUTS]]
    more = len(figure.inputs) - _INPUTS
    if more > 0:
        parts.append(f"and {more} more")
    if figure.source:
        parts.append(f"formula: {brief(figure.source, _SHORT)}")
    return "; ".join(parts)


def _input(part: Input) -> str:
    value = amounts.value_with_unit(part.value, part.unit)
    named = f"{part.name} {value}".strip()
    return spoken(f"{named} ({brief(part.source, _SHORT)})" if part.source else named)
