"""What is wrong with a file, in the words of the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from wardround.assessment.answer import models_in

_WORDS = {
    "missing": "is missing",
    "model_type": "must be a group of fields in braces",
    "extra_forbidden": "is not a field of this form; remove it or correct its name",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "greater_than": "must be more than {gt:,}",
    "greater_than_equal": "must be {ge:,} or more",
    "less_than_equal": "must be {le:,} or less",
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "string_type": "must be text",
    "string_unicode": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length:,} characters",
    "date_from_datetime_parsing": "must be a date written as 2027-03-31",
    "date_parsing": "must be a date written as 2027-03-31",
    "date_type": "must be a date written as 2027-03-31",
    "datetime_from_date_parsing": "must be a time written as 2027-03-31T09:30:00+02:00",
    "datetime_parsing": "must be a time written as 2027-03-31T09:30:00+02:00",
    "datetime_type": "must be a time written as 2027-03-31T09:30:00+02:00",
    "timezone_aware": "must say its distance from UTC, as in 2027-03-31T09:30:00+02:00",
    "tuple_type": "must be a list",
    "too_long": "must have {max_length} entries, not {actual_length}",
    "too_short": "must have {min_length} entries, not {actual_length}",
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
    return tuple(
        problem
        for detail in error.errors(include_url=False)
        for problem in _one_for_each_line(_problem(detail, model, data))
    )


def _one_for_each_line(problem: Problem) -> Iterator[Problem]:
    """Yield a problem for each line: a check across tables says everything that it found at once."""
    for line in problem.what.splitlines():
        yield replace(problem, what=line)


def _problem(detail: ErrorDetails, model: type[BaseModel], data: object) -> Problem:
    path, labels, field = "", [], None
    here, value = model, data
    for part in detail["loc"]:
        value = _inside(value, part)
        if isinstance(part, int):
            path += f"[{_inside(value, 'key') or part + 1}]"
            continue
        path += f".{part}" if path else part
        field = here.model_fields.get(part)
        if field is None:
            continue
        if part != "value":
            labels.append(str(field.title or part))
        here = next(models_in(field.annotation), here)
    return Problem(path, ", ".join(labels), _what(detail, field))


def _what(detail: ErrorDetails, field: FieldInfo | None) -> str:
    kind, message, facts = detail["type"], detail["msg"], detail.get("ctx", {})
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind in {"literal_error", "enum"}:
        choices = filter(None, re.findall(r"'([^']*)'", facts["expected"]))
        return f"'{detail['input']}' is not one of {', '.join(choices)}"
    if kind == "string_pattern_mismatch" and field is not None and field.description:
        return f"'{detail['input']}' is not written as asked: {field.description}"
    if kind in _WORDS:
        return _WORDS[kind].format(**{name: _plain(limit) for name, limit in facts.items()})
    return message[:1].lower() + message[1:]


def _plain(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _inside(value: object, part: int | str) -> Any:
    if isinstance(value, BaseModel):
        return getattr(value, str(part), None)
    try:
        return value[part]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None
