"""Figures explained: what each came from."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Column, Kind, Section, Table, Titled
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import sentence
from wardround.engine.figure import Figure, Input

_MOST = 26
_INPUTS = 5
_FIRST = (
    "demand.design_hour",
    "cost.monthly_usd",
    "cost.yearly_usd",
    "cost.horizon_usd",
    "production.application",
    "production.postgresql",
    "performance",
    "recovery",
    "availability",
    "data",
    "roadmap",
    "production",
    "cost",
    "demand",
)
"""Beginnings of names, in the order in which readers ask."""


def figures(matter: Matter) -> Section:
    """Return the appendix on the figures that readers ask about first."""
    found = matter.findings.figures
    ordered = sorted(found.values(), key=lambda figure: (_rank(figure.name), figure.name))
    shown = ordered[:_MOST]
    rows = tuple(
        (
            Titled(figure.label, figure.name),
            amounts.value_with_unit(figure.value, figure.unit),
            Titled(sentence(figure.words), _from(figure)),
        )
        for figure in shown
    )
    more = len(ordered) - len(shown)
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


def _rank(name: str) -> int:
    for position, beginning in enumerate(_FIRST):
        if name.startswith(beginning):
            return position
    return len(_FIRST)


def _from(figure: Figure) -> str:
    parts = [_input(part) for part in figure.inputs[:_INPUTS]]
    more = len(figure.inputs) - _INPUTS
    if more > 0:
        parts.append(f"and {more} more")
    if figure.source:
        parts.append(f"formula: {figure.source}")
    return "; ".join(parts)


def _input(part: Input) -> str:
    value = amounts.value_with_unit(part.value, part.unit)
    return f"{part.name} {value} ({part.source})" if part.source else f"{part.name} {value}"
