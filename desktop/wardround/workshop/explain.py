"""Figures explained for people: a list of all, and one with the trail behind it."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.deliverables.amounts import availability, spoken_dates, value_with_unit
from wardround.engine.figure import Figure, Input
from wardround.workshop.one_line import one_line
from wardround.workshop.refused import UnknownName

_INDENT = "  "
ALMOST_ALWAYS = 0.99
"""From here on a share is told as an availability, with all its nines and never rounded up."""


def figure_list(figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return a line for each figure, sorted by name: name, value with unit, label."""
    rows = [
        (name, _value(figure.value, figure.unit), one_line(figure.label)) for name, figure in sorted(figures.items())
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return tuple(f"{name:<{widths[0]}}  {value:>{widths[1]}}  {label}" for name, value, label in rows)


def explanation(figures: Mapping[str, Figure], name: str) -> tuple[str, ...]:
    """Return the lines that explain a figure: formula in words, its source, and where each input came from.

    An input that is itself a figure is explained below it, further in; one explained already is only named.
    Raises UnknownName with the nearest names.
    """
    if name not in figures:
        where = "Without a name, explain lists all figures."
        raise UnknownName("figure", name, figures, where_listed=where)
    return tuple(_explained(figures, figures[name], "", set()))


def _explained(figures: Mapping[str, Figure], figure: Figure, indent: str, told: set[str]) -> list[str]:
    told.add(figure.name)
    lines = [
        f"{indent}{figure.name} = {_value(figure.value, figure.unit)}",
        f"{indent}{_INDENT}{one_line(figure.label)}: {_words(figure.words)}",
        f"{indent}{_INDENT}formula from: {_words(figure.source)}",
    ]
    inner = indent + _INDENT
    for part in figure.inputs:
        lines.append(f"{inner}- {_input(part)}")
        behind = figures.get(part.figure)
        if behind is not None and part.figure in told:
            lines.append(f"{inner}{_INDENT}{part.figure} is explained above")
        elif behind is not None:
            lines += _explained(figures, behind, inner + _INDENT, told)
    return lines


def _words(text: str) -> str:
    return one_line(spoken_dates(text))


def _input(part: Input) -> str:
    source = f" [{_words(part.source)}]" if part.source else ""
    return f"{one_line(part.name)}: {_value(part.value, part.unit)}{source}"


def _value(value: float | str | bool, unit: str) -> str:  # noqa: FBT001 - a figure may be a truth value
    if unit.startswith("USD") and isinstance(value, int | float):
        return f"{value:,.2f} {unit}"
    if unit == "share" and isinstance(value, float) and value >= ALMOST_ALWAYS:
        return availability(value)
    return one_line(value_with_unit(value, unit))
