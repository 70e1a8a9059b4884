"""A block from a spreadsheet as rows of a table: what would be taken, and each cell that would not, with its reason.

Nothing is changed here: the rows that come out are put into the assessment by one act of the gate.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from pydantic import ValidationError

from wardround.assessment import Assessment, Row, problems_of, value_at
from wardround.workshop.choices import Choices
from wardround.workshop.not_understood import ValueRefused
from wardround.workshop.row_keys import key_for
from wardround.workshop.shapes import Shape, columns_of, row_type
from wardround.workshop.table_words import telling_columns
from wardround.workshop.typed import value_shown, value_typed

Block = list[list[str]]
"""Lines of cells, all of one width."""

MOST_ROWS = 2_000
"""More rows than any table of the workshop holds; a whole sheet pasted by mistake ends here."""

_NOTHING = frozenset({"-", "\u2013", "?", "n/a", "N/A", "#N/A"})
"""What people write into a cell that has nothing to say."""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One cell that is not taken. ``row`` counts as the block does, from 1; ``column`` is '' for the row as a whole."""

    row: int
    column: str
    text: str
    what: str


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of the block: the row that it would become, or what keeps it from that."""

    number: int
    content: Mapping[str, Any]
    replaces: bool
    """Whether a row of the table has this name already, and would be changed."""
    refused: tuple[RefusedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block as rows of a table."""

    table: str
    columns: tuple[Shape, ...]
    """The columns that the block fills, in its order."""
    by_header: bool
    """Whether the first line named the columns; otherwise they were taken from the left."""
    ignored: tuple[str, ...]
    """Headings that name no column of the table."""
    rows: tuple[PastedRow, ...]
    cut_off: int = 0
    """Lines behind the last one that was read."""

    @property
    def refused(self) -> tuple[RefusedCell, ...]:
        """All refused cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.refused)

    @property
    def taken(self) -> tuple[PastedRow, ...]:
        """The rows without a refused cell."""
        return tuple(row for row in self.rows if not row.refused)


@dataclass(slots=True)
class _Draft:
    """A row while its cells are read."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    refused: list[RefusedCell] = field(default_factory=list)


def block_of(text: str) -> Block:
    """Return the cells of a block as spreadsheets copy it: tab-separated, quoted where a cell holds a break."""
    return trimmed(csv.reader(StringIO(text, newline=""), delimiter="\t"))


def trimmed(lines: Iterable[Sequence[str]]) -> Block:
    """Return lines of equal width, without blanks around cells, empty lines and columns that are empty at the right."""
    block = [[cell.strip() for cell in line] for line in lines]
    block = [line for line in block if any(line)]
    width = max((_filled_width(line) for line in block), default=0)
    return [line[:width] + [""] * (width - len(line)) for line in block]


def pasted(block: Block, table: str, assessment: Assessment, choices: Choices) -> Pasted:
    """Return a block as rows of ``table``.

    The first line may name the columns, by their headings or their names in the file; otherwise the columns are taken
    from the left. A row whose name the table has already changes that row.
    """
    named = _header(block[0], table) if block else None
    if named is None:
        columns: list[Shape | None] = list(columns_of(table)[: len(block[0])] if block else ())
        ignored: tuple[str, ...] = ()
        lines = block
    else:
        columns = named
        ignored = tuple(cell for cell, column in zip(block[0], columns, strict=True) if column is None and cell)
        lines = block[1:]
    first = 1 if named is None else 2
    drafts = [_read(number, line, columns, choices) for number, line in enumerate(lines[:MOST_ROWS], start=first)]
    rows = _as_rows(drafts, table, assessment, choices)
    filled = tuple(column for column in columns if column is not None)
    return Pasted(table, filled, named is not None, ignored, rows, max(len(lines) - MOST_ROWS, 0))


def merged(taken: Sequence[PastedRow], present: Sequence[Row], *, instead: bool) -> tuple[dict[str, Any], ...]:
    """Return the rows of a table after a paste: those of the block ``instead`` of the present ones, or beside them."""
    rows: dict[str, dict[str, Any]] = {} if instead else {row.key: dict(row) for row in present}
    for row in taken:
        rows[row.content["key"]] = dict(row.content)
    return tuple(rows.values())


def block_from(rows: Sequence[Row], columns: Sequence[Shape], choices: Choices) -> str:
    """Return rows as a block that spreadsheets take, headings first; `pasted` reads it back as the same rows."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([value_shown(getattr(row, column.name), column, choices) for column in columns])
    return out.getvalue()


def _filled_width(line: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(line, start=1) if cell), default=0)


def _header(line: Sequence[str], table: str) -> list[Shape | None] | None:
    """Return the column that each heading names, or None where the line names none that the table cannot do without."""
    by_name: dict[str, Shape] = {}
    for column in columns_of(table):
        by_name.setdefault(_plain(column.label), column)
        by_name.setdefault(_plain(column.label.partition("(")[0]), column)
        by_name.setdefault(_plain(column.name), column)
    found: list[Shape | None] = []
    for cell in line:
        heading = by_name.get(_plain(cell)) or by_name.get(_plain(cell.partition("(")[0]))
        found.append(None if heading in found else heading)
    named = sum(heading is not None for heading in found)
    return found if named and named * 2 >= sum(map(bool, line)) else None


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _read(number: int, line: Sequence[str], columns: Sequence[Shape | None], choices: Choices) -> _Draft:
    draft = _Draft(number)
    for text, column in zip(line, columns, strict=False):
        cell = "" if text in _NOTHING else text
        if column is None or (not cell and column.start is not None):
            continue
        try:
            draft.values[column.name] = value_typed(cell, column, choices)
        except ValueRefused as error:
            draft.refused.append(RefusedCell(number, column.label, cell, str(error)))
    return draft


def _as_rows(drafts: Sequence[_Draft], table: str, assessment: Assessment, choices: Choices) -> tuple[PastedRow, ...]:
    present: Sequence[Row] = value_at(assessment, table)
    keys = {_identity(dict(row), table): row for row in present}
    taken = {row.key for row in present}
    rows = []
    for draft in drafts:
        identity = _identity(draft.values, table)
        there = keys.get(identity)
        if there is None:
            key = key_for(_called(draft.values, table, choices), taken, otherwise=row_type(table).__name__.lower())
            taken.add(key)
            content: dict[str, Any] = {"key": key} | draft.values
        else:
            # What is said of a row anew is said by whoever pastes it.
            content = {name: value for name, value in there if name not in {"by", "at"}} | draft.values
        rows.append(PastedRow(draft.number, content, there is not None, _refused(draft, content, table)))
    return tuple(rows)


def _identity(values: Mapping[str, Any], table: str) -> tuple[str, ...]:
    names = telling_columns(table)
    return tuple(str(values.get(name, "")).casefold() for name in names)


def _called(values: Mapping[str, Any], table: str, choices: Choices) -> str:
    columns = {column.name: column for column in columns_of(table)}
    names = telling_columns(table)
    shown = (value_shown(values.get(name), columns[name], choices) for name in names)
    return " ".join(part for part in shown if part)


def _refused(draft: _Draft, content: Mapping[str, Any], table: str) -> tuple[RefusedCell, ...]:
    """Return the cells that could not be read, and what the row as a whole breaks."""
    refused = list(draft.refused)
    unread = {cell.column for cell in refused}
    columns = {column.label: column for column in columns_of(table)}
    try:
        row_type(table).model_validate(content)
    except ValidationError as error:
        for problem in problems_of(error, row_type(table)):
            label = _label(problem.path, table) or problem.label
            if label not in unread and not (unread and label not in columns):
                refused.append(RefusedCell(draft.number, label, "", problem.what))
    return tuple(refused)


def _label(path: str, table: str) -> str:
    name = path.partition("[")[0].partition(".")[0]
    return next((column.label for column in columns_of(table) if column.name == name), "")
