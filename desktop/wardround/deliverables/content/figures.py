"""Figures explained: what each came from."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Column, Kind, Table, Titled
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import brief, sentence, spoken
from wardround.engine.figure import Figure, Input

_INPUTS = 2
_SHORT = 60
_WORDS = 120
_READERS_ASK = (
    "demand.design_hour.active_users",
    "production.application.workers",
    "performance.design_hour.p95_response_s",
    "recovery.rto_minutes",
    "cost.monthly_usd",
)
"""Names of the figures that readers ask about first, in their order."""


def figures(matter: Matter) -> Table:
    """Return the figures that readers ask about first."""
    found = matter.findings.figures
    shown = [found[name] for name in _READERS_ASK if name in found]
    rows = tuple(
        (
            _label(matter, figure),
            spoken(_value(matter, figure.value, figure.unit)),
            Titled(brief(sentence(figure.words), _WORDS), _from(matter, figure)),
        )
        for figure in shown
    )
    more = len(found) - len(shown)
    return Table(
        columns=(
            Column("Figure", weight=2),
            Column("Value", Kind.NUMBER),
            Column("How, and from what", weight=5),
        ),
        rows=rows,
        empty="No figure was explained.",
        note="The workbook names the source of each input"
        + (f", and explains {more:,} more figures." if more > 0 else "."),
    )


def _label(matter: Matter, figure: Figure) -> str:
    """Return the label of a figure; what runs for a while is in the monthly cost that the engine explains."""
    passing = figure.name == "cost.monthly_usd" and matter.findings.cost.totals.temporary_monthly_usd
    return f"{figure.label}, while all lines run" if passing else figure.label


def _value(matter: Matter, value: float | str | bool, unit: str) -> str:  # noqa: FBT001 - a figure may be a truth value
    """Return a value with its unit; money in the client's currency."""
    currency, _, period = unit.partition("/")
    if currency == "USD" and isinstance(value, (int, float)):
        per = {"month": " a month", "day": " a day"}.get(period, "")
        return f"{matter.money(Decimal(repr(value)))}{per}"
    return amounts.value_with_unit(value, unit)


def _from(matter: Matter, figure: Figure) -> str:
    named = [_input(matter, part) for part in figure.inputs if part.value not in {None, ""}]
    parts = named[:_INPUTS]
    more = len(named) - _INPUTS
    if more > 0:
        parts.append(f"and {more} more")
    return "; ".join(parts)


def _input(matter: Matter, part: Input) -> str:
    return spoken(f"{brief(part.name, _SHORT)}: {brief(_value(matter, part.value, part.unit), _SHORT)}")
