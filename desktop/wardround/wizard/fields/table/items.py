"""What stands in a line of a table on screen: a row of the answers, or one that is still being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wardround.assessment import Assessment, Row
from wardround.workshop.choices import Choices
from wardround.workshop.sentences import name_of_row
from wardround.workshop.shapes import Kind, Shape
from wardround.workshop.table_words import WORDS, telling_columns
from wardround.workshop.typed import value_shown


@dataclass(eq=False, slots=True)
class Draft:
    """A row that is being typed and cannot stand yet, because something is missing."""

    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into a cell and not taken, and why."""

    text: str
    what: str


Item = Row | Draft


def mark_of(item: Item) -> object:
    """Return what tells an item apart: the key of a row, a draft itself."""
    return item.key if isinstance(item, Row) else item


def value_of(item: Item, column: Shape) -> Any:  # noqa: ANN401 - as the column says
    """Return what stands in a cell; in a draft what a new row begins with."""
    if isinstance(item, Row):
        return getattr(item, column.name)
    return item.values.get(column.name, column.start)


def missing_in(draft: Draft, columns: Sequence[Shape]) -> tuple[Shape, ...]:
    """Return the columns without which a draft cannot stand."""
    return tuple(
        column
        for column in columns
        if not column.may_be_empty and column.start is None and draft.values.get(column.name) is None
    )


def told_apart_by(draft: Draft, table: str, columns: Sequence[Shape], choices: Choices) -> str:
    """Return what a draft will be called, as far as it was typed."""
    shapes = {column.name: column for column in columns}
    said = (value_shown(draft.values.get(name), shapes[name], choices) for name in telling_columns(table))
    return " ".join(part for part in said if part)


def name_of(item: Item, table: str, columns: Sequence[Shape], assessment: Assessment, choices: Choices) -> str:
    """Return what people call an item."""
    if isinstance(item, Row):
        return name_of_row(table, item, assessment)
    return told_apart_by(item, table, columns, choices) or f"The new {WORDS[table].row}"


def sort_key(item: Item, shape: Shape, choices: Choices) -> tuple[bool, Any]:
    """Return by what an item is sorted in a column: numbers and dates as such, the rest as read; empty cells last."""
    value = value_of(item, shape)
    if value in (None, "", ()):
        return (True, 0)
    if shape.is_numeric or shape.kind in {Kind.DATE, Kind.YES_NO}:
        return (False, value)
    return (False, value_shown(value, shape, choices).casefold())
