"""What is wrong with a file, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this form; remove it or correct its name",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "string_type": "must be text",
    "date_from_datetime_parsing": "must be a date written as 2027-03-31",
    "date_parsing": "must be a date written as 2027-03-31",
    "date_type": "must be a date written as 2027-03-31",
    "tuple_type": "must be a list",
}


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a file from being taken."""

    path: str
    label: str
    what: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = f"{self.path} ({self.label})" if self.label and self.path else self.path or self.label
        return f"{place}: {self.what}" if place else self.what


def problems_of(error: ValidationError, model: type[BaseModel], data: object = None) -> tuple[Problem, ...]:
    """Return the problems in an error of ``model``, with paths and labels as the screen names them.

    ``data`` is the input that was refused; with it, rows are named by their keys and not by their places.
    """
    return tuple(_problem(detail, model, data) for detail in error.errors(include_url=False))


def _problem(detail: ErrorDetails, model: type[BaseModel], data: object) -> Problem:
    location = tuple(part for part in detail["loc"] if not _is_internal(part))
    path, label = _named(location, model, data)
    kind, message = detail["type"], detail["msg"]
    if kind == "value_error":
        what = message.removeprefix("Value error, ")
    elif kind == "literal_error":
        what = f"'{detail['input']}' is not one of {_expected(detail)}"
    else:
        what = _WORDS.get(kind) or message[:1].lower() + message[1:]
    return Problem(path, label, what)


def _expected(detail: ErrorDetails) -> str:
    expected: str = detail.get("ctx", {}).get("expected", "")
    return expected.replace("'", "").replace(" or ", ", ")


def _is_internal(part: int | str) -> bool:
    # pydantic adds the name of a validator or of a union member to the location; neither is a field.
    return isinstance(part, str) and ("[" in part or "(" in part)


def _named(location: tuple[int | str, ...], model: type[BaseModel], data: object) -> tuple[str, str]:
    path, labels, here, value = "", [], model, data
    for part in location:
        value = _inside(value, part)
        if isinstance(part, int):
            key = value.get("key") if isinstance(value, dict) else None
            path += f"[{key or part + 1}]"
            continue
        path += f".{part}" if path else part
        field = here.model_fields.get(part) if here is not None else None
        if field is None:
            continue
        if part != "value":
            labels.append(str(field.title or part))
        here = next(_models_in(field.annotation), here)
    return path, ", ".join(labels)


def _inside(value: object, part: int | str) -> Any:
    try:
        return value[part]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
