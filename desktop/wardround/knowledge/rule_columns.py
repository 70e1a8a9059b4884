"""Rows that hold rules: written as text in a table, read as rules.

A row type such as `Control` says `applies_when: Rule`. Its table is read with a twin of that type in which the rule
columns are text (`as_written`), and the twins become rows (`bound`) once the vocabulary is known.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from wardround.knowledge.columns import Blank
from wardround.knowledge.grammar import Rule, RuleRefused, Vocabulary, parse_condition
from wardround.knowledge.rules import Modifier, Residual, parse_modifiers, parse_residual

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

Parser = Callable[[str, Vocabulary], object]


def _optional_rule(text: str, vocabulary: Vocabulary) -> Rule | None:
    return parse_condition(text, vocabulary) if text else None


def _residual(text: str, _: Vocabulary) -> Residual:
    return parse_residual(text)


_FORMS: Mapping[object, tuple[object, Parser]] = {
    Rule: (str, parse_condition),
    Rule | None: (Blank, _optional_rule),
    tuple[Modifier, ...]: (Blank, parse_modifiers),
    Residual: (str, _residual),
}
"""Type of a rule column -> how its table writes it, and how the text is read."""


@cache
def rule_columns(row_type: type[DataclassInstance]) -> Mapping[str, Parser]:
    """Return the columns of a row type that hold rules, with what reads their text."""
    hints = typing.get_type_hints(row_type, include_extras=True)
    return {name: _FORMS[kind][1] for name, kind in hints.items() if kind in _FORMS}


@cache
def as_written(row_type: type[DataclassInstance]) -> type[DataclassInstance]:
    """Return the type of a row as its table writes it: the same columns, rules as text.

    A row type without rules is its own.
    """
    if not rule_columns(row_type):
        return row_type
    hints = typing.get_type_hints(row_type, include_extras=True)
    columns = [
        (field.name, _FORMS[hints[field.name]][0] if hints[field.name] in _FORMS else hints[field.name])
        for field in dataclasses.fields(row_type)
    ]
    return dataclasses.make_dataclass(f"Written{row_type.__name__}", columns, frozen=True, slots=True)


def bound(row_type: type[T], written: DataclassInstance, vocabulary: Vocabulary) -> T:
    """Return a written row with its rules parsed. Raises RuleRefused."""
    parsers = rule_columns(row_type)
    cells = {field.name: getattr(written, field.name) for field in dataclasses.fields(row_type)}
    for column, parser in parsers.items():
        cells[column] = parser(cells[column], vocabulary)
    return row_type(**cells)


def refusals(
    row_type: type[DataclassInstance], written: DataclassInstance, vocabulary: Vocabulary
) -> tuple[tuple[str, RuleRefused], ...]:
    """Return every rule of a written row that cannot be read, with its column."""
    found = []
    for column, parser in rule_columns(row_type).items():
        try:
            parser(getattr(written, column), vocabulary)
        except RuleRefused as refused:
            found.append((column, refused))
    return tuple(found)
