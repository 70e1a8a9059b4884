"""What kind of thing each answer and each column of a table is: its label, unit, limits. Read from the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen
from pydantic.fields import FieldInfo

from wardround.assessment import REFERENCES, Answer, AnyOf, Assessment, Between, OneOf, Provenance, Row, field_at
from wardround.assessment.answer import models_in
from wardround.workshop.choice_words import NUMBERS
from wardround.workshop.references import COLUMNS, FIELDS


class Kind(Enum):
    """The ways in which a value is asked for and shown."""

    YES_NO = auto()
    CHOICE = auto()
    CHOICES = auto()
    WHOLE = auto()
    NUMBER = auto()
    SHARE = auto()
    """Kept from 0 to 1, shown as a percentage."""
    DURATION = auto()
    """Kept in minutes or hours as the unit says, shown as '4 h' or '15 min'."""
    HOUR = auto()
    """An hour of the day, shown as '06:00'."""
    DATE = auto()
    TEXT = auto()
    SHIFTS = auto()
    """'Early 6-14 55 %; Late 14-22 40 %'."""
    MIX = auto()
    """'Open a document 40 %; Bulk import 60 %'."""
    HOURS = auto()
    """The 24 shares of a day, parted by blanks."""


NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.SHARE, Kind.DURATION, Kind.HOUR})
"""Kinds that stand at the right edge of a column."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One place that takes a value.

    ``path`` is that of an answer, of a plain field, or of a table and its column without the key of a row.
    """

    path: str
    label: str
    kind: Kind
    unit: str = ""
    low: float | None = None
    low_excluded: bool = False
    high: float | None = None
    longest: int | None = None
    may_be_empty: bool = True
    empty: Any = None
    """What stands there when nothing does."""
    start: Any = None
    """What a new row begins with; None where somebody must say it."""

    @property
    def name(self) -> str:
        """The last part of the path: the name of the column."""
        return self.path.rpartition(".")[2]

    @property
    def is_numeric(self) -> bool:
        """Whether values stand at the right edge of a column."""
        return self.kind in NUMERIC


_UNIT_IN_LABEL = re.compile(r" \((minutes|hours|hour)\)$")
_TIMES: Mapping[str, str] = {"minutes": "minutes", "hours": "hours"}
_NESTED: Mapping[str, Kind] = {"shifts": Kind.SHIFTS, "mix": Kind.MIX, "hour_shares": Kind.HOURS}
_NAMED_ELSEWHERE = frozenset(
    {f"{reference.table}.{reference.column}" for reference in REFERENCES}
    | {f"{section}.{table}.{column}" for section, table, column, _ in COLUMNS}
    | {f"{section}.{field}" for section, field, _ in FIELDS}
    | {"organisation.sites.country", "organisation.sites.time_zone", "calendar.profiles.profile"}
)
"""Texts that name something on a list: rows of another table, or a fact."""
_PROVENANCE = ("standing", "owner", "due", "note")
"""What of a row's provenance people edit; by whom and when is written down by the gate."""


@cache
def shape_at(path: str) -> Shape:
    """Return the shape of an answer or plain field. Raises UnknownPath."""
    field = field_at(path)
    kind = next(models_in(field.annotation), None)
    if kind is None or not issubclass(kind, Answer):
        return _shape(path, field)
    limits = {type(limit): limit for limit in field.metadata}
    unit, low, high = "", None, None
    between = limits.get(Between)
    if isinstance(between, Between):
        unit, low, high = between.unit, between.low, between.high
    _, annotation = _without_none(kind.model_fields["value"].annotation)
    found = _kind(path, annotation, unit, limits.keys() & {OneOf, AnyOf})
    return Shape(path, str(field.title), found, unit=unit, low=low, high=high)


@cache
def columns_of(table: str) -> tuple[Shape, ...]:
    """Return the columns of a table: what a row is called, its other fields in order, who says so and who owes what."""
    fields = row_type(table).model_fields
    own = [name for name in fields if name not in Provenance.model_fields and name != "key"]
    own.sort(key=lambda name: name != "name")
    return tuple(_shape(f"{table}.{name}", fields[name]) for name in (*own, *_PROVENANCE))


@cache
def row_type(table: str) -> type[Row]:
    """Return the model of a table's rows. Raises UnknownPath or LookupError."""
    for model in models_in(field_at(table).annotation):
        if issubclass(model, Row):
            return model
    raise LookupError(table)


@cache
def tables() -> tuple[str, ...]:
    """Return the paths of all tables that stand in a section."""
    return tuple(
        f"{section}.{name}"
        for section, outer in Assessment.model_fields.items()
        for model in models_in(outer.annotation)
        if not issubclass(model, Row)
        for name, field in model.model_fields.items()
        if any(issubclass(inner, Row) for inner in models_in(field.annotation))
    )


def _shape(path: str, field: FieldInfo) -> Shape:
    name = path.rpartition(".")[2]
    optional, annotation = _without_none(field.annotation)
    title = str(field.title or name)
    unit = next((unit for ending, unit in _TIMES.items() if name.endswith(f"_{ending}")), "")
    kind = _kind(path, annotation, unit, frozenset())
    if kind in {Kind.DURATION, Kind.HOUR}:
        title = _UNIT_IN_LABEL.sub("", title)
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    empty = default if default in ("", ()) else None
    low, excluded, high, longest = _limits(field)
    return Shape(
        path,
        title,
        kind,
        unit=unit if kind is Kind.DURATION else "",
        low=low,
        low_excluded=excluded,
        high=high,
        longest=longest,
        may_be_empty=optional or default in ("", ()),
        empty=empty,
        start=default,
    )


def _limits(field: FieldInfo) -> tuple[float | None, bool, float | None, int | None]:
    low, excluded, high, longest = None, False, None, None
    for limit in field.metadata:
        match limit:
            case Ge(ge=value):
                low = _number(value)
            case Gt(gt=value):
                low, excluded = _number(value), True
            case Le(le=value):
                high = _number(value)
            case MaxLen(max_length=value):
                longest = value
    return low, excluded, high, longest


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _without_none(annotation: Any) -> tuple[bool, Any]:  # noqa: ANN401 - annotations are of any kind
    if get_origin(annotation) is UnionType or type(None) in get_args(annotation):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        if len(inner) == 1:
            return True, inner[0]
    return False, annotation


def _kind(path: str, annotation: Any, unit: str, limits: AbstractSet[type]) -> Kind:  # noqa: ANN401 - the same
    name = path.rpartition(".")[2]
    if name in _NESTED:
        return _NESTED[name]
    if get_origin(annotation) is tuple:
        return Kind.CHOICES
    if _is_chosen(path, annotation, limits):
        return Kind.CHOICE
    if annotation in (int, float):
        return _kind_of_number(name, annotation, unit)
    return {bool: Kind.YES_NO, date: Kind.DATE}.get(annotation, Kind.TEXT)


def _is_chosen(path: str, annotation: Any, limits: AbstractSet[type]) -> bool:  # noqa: ANN401 - the same
    is_list = get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum))
    return is_list or bool(limits) or path in _NAMED_ELSEWHERE or path in NUMBERS


def _kind_of_number(name: str, annotation: Any, unit: str) -> Kind:  # noqa: ANN401 - the same
    if name.endswith("_share") or name == "share_at_work":
        return Kind.SHARE
    if name.endswith("_at_hour"):
        return Kind.HOUR
    if unit in _TIMES:
        return Kind.DURATION
    return Kind.WHOLE if annotation is int else Kind.NUMBER
