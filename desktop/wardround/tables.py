"""Typed reading of fact tables.

A fact table is a CSV file whose columns are the fields of a frozen dataclass, by the same names. The
annotation of a field says how its cells are read:

| annotation | cell |
|---|---|
| `str` | text, never empty unless `Column(blank=True)` |
| `int`, `float`, `Decimal` | a plain number with a decimal point |
| `bool` | `yes` or `no` |
| `date` | `2026-08-01` |
| `tuple[str, ...]`, `tuple[int, ...]`, ... | parts joined by `;`, an empty cell is the empty tuple |
| an `Enum` or `Literal` | one of its values |
| `X | None` | as `X`; an empty cell is None |
| `tuple[X, ...] | None` | empty means not known; `none` means known to be empty |

`Annotated[int, Column(low=1)]` adds what a type cannot say: range, form, and whether the column belongs to
the key. A row type may refuse a row as a whole by raising ValueError from `__post_init__`.

`CompiledFacts` reads the same cells from one compressed file, through the same converters.
"""

from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
import io
import json
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wardround.shipped import resource

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

Cells = Mapping[str, Sequence[str]]
"""The cells of a table as text, by column; all columns have the same length."""

Converter = Callable[[str], object]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_ROW = 2


@dataclasses.dataclass(frozen=True, slots=True)
class FactProblem:
    """One thing wrong with a fact table.

    `row` counts as a spreadsheet shows it, the header being row 1; 0 stands for the whole file. `column` is
    empty when the row as a whole is wrong.
    """

    file: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.what}"


def why_not_read(path: Path, error: OSError) -> str:
    """Return why a file that somebody named cannot be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError) and not path.is_dir():
        return "you may not read this file"
    if path.is_dir():
        return "this is a folder; name a file in it"
    return "this file cannot be read"


class FactsRefused(Exception):
    """Fact tables cannot be used. `problems` lists everything found; the message has one line for each."""

    def __init__(self, problems: Iterable[FactProblem]) -> None:
        """Take all problems at once, so that a person can mend them in one go."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class CellRefused(ValueError):
    """A cell does not hold what its column wants."""

    def __init__(self, text: str, wanted: str) -> None:
        """`wanted` completes both "is not ..." and "it needs ..."."""
        super().__init__(f"{text!r} is not {wanted}" if text else f"the cell is empty; it needs {wanted}")


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """What a column wants beyond its type; it goes into the annotation: `Annotated[int, Column(low=1)]`.

    Parameters
    ----------
    key : part of the table's key; no two rows may agree in all key columns.
    low, high : smallest and largest number allowed, both included.
    blank : an empty cell is the empty text (for `str`, which otherwise refuses it).
    filled : an empty cell is refused (for tuples, which otherwise may be empty).
    form : regular expression that the whole cell must match, unless it is empty.
    """

    key: bool = False
    low: float | None = None
    high: float | None = None
    blank: bool = False
    filled: bool = False
    form: str | None = None

    def checked(self, text: str, convert: Converter) -> object:
        """Return the value of a cell. Raises CellRefused."""
        if text != text.strip():
            raise CellRefused(text, "free of spaces at its ends")
        if not text and (self.filled or (convert is str and not self.blank)):
            raise CellRefused(text, "a text")
        if text and self.form is not None and not re.fullmatch(self.form, text):
            raise CellRefused(text, f"of the form {self.form}")
        value = convert(text)
        if isinstance(value, int | float | Decimal):
            if self.low is not None and value < self.low:
                raise CellRefused(text, f"at least {self.low:g}")
            if self.high is not None and value > self.high:
                raise CellRefused(text, f"at most {self.high:g}")
        return value


def read_csv(path: Path, row_type: type[T]) -> tuple[T, ...]:
    """Return all rows of a CSV file in file order. Raises FactsRefused with every problem of the file."""
    return checked_rows(read_cells(path, row_type), row_type, path.name)


def read_cells(path: Path, row_type: type[T]) -> Cells:
    """Return the cells of a CSV file as text.

    Raises FactsRefused unless the file is UTF-8, its columns are exactly those of `row_type`, in any order,
    and every row has a cell for each.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FactsRefused([FactProblem(path.name, 0, "", "the file is missing")]) from None
    except UnicodeDecodeError:
        what = "the file is not UTF-8 text; save it as UTF-8"
        raise FactsRefused([FactProblem(path.name, 0, "", what)]) from None
    records = list(csv.reader(io.StringIO(text, newline="")))
    header = records[0] if records else []
    problems = _header_problems(path.name, header, [field.name for field in dataclasses.fields(row_type)])
    for row, record in enumerate(records[1:], start=_FIRST_ROW):
        if len(record) != len(header):
            what = f"{len(record)} cells where the header has {len(header)}; check commas and quotes"
            problems.append(FactProblem(path.name, row, "", what))
    if problems:
        raise FactsRefused(problems)
    return {name: [record[place] for record in records[1:]] for place, name in enumerate(header)}


def checked_rows(cells: Cells, row_type: type[T], file: str) -> tuple[T, ...]:
    """Return rows from cells, with every rule of the columns applied.

    Raises FactsRefused with all problems found; `file` names the table in them.
    """
    plans = _plans(row_type)
    problems: list[FactProblem] = []
    values: list[Sequence[object]] = []
    for plan in plans:
        texts = cells[plan.name]
        known: dict[str, object] = {}
        wrong: dict[str, str] = {}
        for text in set(texts):
            try:
                known[text] = plan.column.checked(text, plan.convert)
            except ValueError as error:
                wrong[text] = str(error)
        problems += [
            FactProblem(file, row, plan.name, wrong[text])
            for row, text in enumerate(texts, start=_FIRST_ROW)
            if text in wrong
        ]
        values.append([known.get(text) for text in texts])
    problems += _duplicates(cells, [plan.name for plan in plans if plan.column.key], file)
    if problems:
        raise FactsRefused(sorted(problems, key=lambda problem: (problem.row, problem.column)))
    return _built(row_type, values, file)


def trusted_rows(cells: Cells, row_type: type[T]) -> tuple[T, ...]:
    """Return rows from cells that were checked when they were compiled: converted, not checked again."""
    values: list[Sequence[object]] = []
    for plan in _plans(row_type):
        texts = cells[plan.name]
        if plan.convert is str:
            values.append(texts)
            continue
        # A column repeats itself a lot, so each distinct text is converted once.
        known = {text: plan.convert(text) for text in set(texts)}
        values.append([known[text] for text in texts])
    return tuple(map(row_type, *values))


def split_by(cells: Cells, name: str) -> dict[str, Cells]:
    """Return a table in parts, one for each value of the column `name`, each in the order of the table."""
    places: dict[str, list[int]] = {}
    for place, value in enumerate(cells[name]):
        places.setdefault(value, []).append(place)
    return {
        value: {other: [texts[place] for place in kept] for other, texts in cells.items()}
        for value, kept in places.items()
    }


class CompiledFacts:
    """All fact tables in one compressed file: a line of JSON for each table, or each part of a large one.

    A line is parsed only when its table is asked for, so opening the file costs little.
    """

    def __init__(self, content: bytes) -> None:
        """Take the content that `compile_facts` made."""
        self.digest = hashlib.sha256(content).hexdigest()[:8]
        lines = gzip.decompress(content).split(b"\n")
        index: list[tuple[str, str]] = json.loads(lines[0])
        self._lines = {(table, part): line for (table, part), line in zip(index, lines[1:], strict=True)}

    def tables(self) -> tuple[str, ...]:
        """Return the names of all tables, sorted."""
        return tuple(sorted({table for table, _ in self._lines}))

    def parts(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's parts, sorted; a table that is kept whole has the one part `""`."""
        return tuple(sorted(part for name, part in self._lines if name == table))

    def rows(self, table: str, row_type: type[T], part: str = "") -> tuple[T, ...]:
        """Return the rows of a table, or of one part of it. Raises KeyError when there is none such."""
        return trusted_rows(json.loads(self._lines[table, part]), row_type)


def compile_facts(tables: Mapping[str, Mapping[str, Cells]]) -> bytes:
    """Return the compiled form of tables (table name -> part name -> cells).

    Equal tables give equal content, whenever and wherever they are compiled.
    """
    entries = [(table, part) for table in sorted(tables) for part in sorted(tables[table])]
    lines = [_json(entries)]
    for table, part in entries:
        cells = tables[table][part]
        lines.append(_json({name: list(texts) for name, texts in sorted(cells.items())}))
    packed = io.BytesIO()
    # Neither a file name nor the time of writing goes in, so that the bytes change only with the facts.
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write("\n".join(lines).encode())
    return packed.getvalue()


@cache
def compiled_facts() -> CompiledFacts:
    """Return the facts that travel with Wardround, opened once. Raises ShippedFileMissing."""
    return CompiledFacts(resource("facts.json.gz").read_bytes())


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    name: str
    convert: Converter
    column: Column


@cache
def _plans(row_type: type[DataclassInstance]) -> tuple[_Plan, ...]:
    kinds = typing.get_type_hints(row_type, include_extras=True)
    return tuple(_plan(field.name, kinds[field.name]) for field in dataclasses.fields(row_type))


def _plan(name: str, kind: object) -> _Plan:
    if typing.get_origin(kind) is not typing.Annotated:
        return _Plan(name, _converter(kind), Column())
    plain, *extras = typing.get_args(kind)
    column = next((extra for extra in extras if isinstance(extra, Column)), Column())
    return _Plan(name, _converter(plain), column)


def _converter(kind: object) -> Converter:
    match typing.get_origin(kind), typing.get_args(kind):
        case (typing.Union | types.UnionType, (inner, types.NoneType) | (types.NoneType, inner)):
            return _optional(_converter(inner), is_list=typing.get_origin(inner) is tuple)
        case (builtin, (inner, _)) if builtin is tuple:
            return _list_of(_converter(inner))
        case (typing.Literal, values):
            return _one_of({str(value): value for value in values})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _one_of({str(member.value): member for member in kind})
    return _SCALARS[kind]


def _optional(convert: Converter, *, is_list: bool) -> Converter:
    def read(text: str) -> object:
        if is_list and text == "none":
            return ()
        return convert(text) if text else None

    return read


def _list_of(convert: Converter) -> Converter:
    def read(text: str) -> tuple[object, ...]:
        parts = [part.strip() for part in text.split(";")] if text else []
        if "" in parts:
            raise CellRefused(text, "a list whose parts are joined by single semicolons")
        return tuple(map(convert, parts))

    return read


def _one_of(values: Mapping[str, object]) -> Converter:
    def read(text: str) -> object:
        if text not in values:
            raise CellRefused(text, f"one of {', '.join(values)}")
        return values[text]

    return read


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise CellRefused(text, "a whole number")
    return int(text)


def _real(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise CellRefused(text, "a number")
    return float(text)


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise CellRefused(text, "a number")
    return Decimal(text)


def _day(text: str) -> date:
    wanted = "a date like 2026-08-01"
    # fromisoformat alone would also take the forms without dashes and the ones that name a week.
    if not _DAY.fullmatch(text):
        raise CellRefused(text, wanted)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellRefused(text, wanted) from None


_SCALARS: Mapping[object, Converter] = {
    str: str,
    int: _whole,
    float: _real,
    Decimal: _decimal,
    bool: _one_of({"yes": True, "no": False}),
    date: _day,
}


def _header_problems(file: str, header: list[str], wanted: list[str]) -> list[FactProblem]:
    problems = [FactProblem(file, 1, name, "the column is missing") for name in wanted if name not in header]
    problems += [FactProblem(file, 1, name, "the column is unknown") for name in header if name not in wanted]
    twice = sorted({name for name in header if header.count(name) > 1})
    return problems + [FactProblem(file, 1, name, "the column stands twice") for name in twice]


def _duplicates(cells: Cells, keys: list[str], file: str) -> list[FactProblem]:
    if not keys:
        return []
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row, value in enumerate(zip(*(cells[name] for name in keys), strict=True), start=_FIRST_ROW):
        if value in first:
            what = f"{' / '.join(value)} stands in row {first[value]} already"
            problems.append(FactProblem(file, row, keys[-1], what))
        first.setdefault(value, row)
    return problems


def _built(row_type: type[T], values: Sequence[Sequence[object]], file: str) -> tuple[T, ...]:
    rows, problems = [], []
    for row, row_values in enumerate(zip(*values, strict=True), start=_FIRST_ROW):
        try:
            rows.append(row_type(*row_values))
        except ValueError as error:
            problems.append(FactProblem(file, row, "", str(error)))
    if problems:
        raise FactsRefused(problems)
    return tuple(rows)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
