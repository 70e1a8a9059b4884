"""Changing an assessment: a path and a value give a new, validated copy.

A path is written as the file shows it: ``recovery.rto_minutes`` for an answer, ``people.roles[nurses]`` for a row,
``people.roles[nurses].head_count`` for one field of a row. Parts that a change does not touch keep their identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from wardround.assessment.answer import Answer, Row, Standing, models_in

M = TypeVar("M", bound=BaseModel)

_STEP = re.compile(r"(?P<name>[a-z_0-9]+)(\[(?P<key>[^\]]+)\])?")


class UnknownPath(ValueError):
    """A path leads nowhere in the assessment."""

    def __init__(self, path: str, where: str) -> None:
        super().__init__(f"'{path}' leads nowhere: there is no '{where}'")
        self.path = path
        self.where = where


def steps_of(path: str) -> tuple[str, ...]:
    """Return the steps of a path; a row key stands as ``[key]``. Raises UnknownPath for anything unreadable."""
    steps: list[str] = []
    for part in _split(path):
        match = _STEP.fullmatch(part)
        if match is None:
            raise UnknownPath(path, part)
        steps.append(match["name"])
        if match["key"] is not None:
            steps.append(f"[{match['key']}]")
    return tuple(steps)


def _split(path: str) -> list[str]:
    # Row keys may hold dots, so only dots outside brackets part the steps.
    return re.split(r"\.(?![^\[]*\])", path)


def value_at(model: BaseModel, path: str) -> Any:
    """Return what stands at a path. Raises UnknownPath."""
    here: Any = model
    for step in steps_of(path):
        here = _child(here, step, path)
    return here


def with_value(model: M, path: str, value: Any) -> M:
    """Return a validated copy of ``model`` in which ``value`` stands at ``path``.

    ``value`` may be an Answer, a row, a table of rows, or plain JSON of either. A bare value given for an answer
    keeps the standing of the answer before it (``assumed`` if that was open). None for a row removes it; a row for a
    key that is not there yet adds it. Raises UnknownPath, or pydantic's ValidationError for a value that is refused.
    """
    return with_values(model, ((path, value),))


def with_values(model: M, changes: Iterable[tuple[str, Any]]) -> M:
    """Return a validated copy of ``model`` in which each value stands at its path, as ``with_value`` puts one there.

    Only the outcome is checked, so the order of two changes that need each other does not matter. Raises as
    ``with_value`` does; places in a ValidationError are counted from ``model``.
    """
    draft: Any = model
    for path, value in changes:
        draft = _replaced(draft, type(model), steps_of(path), value, path)
    return type(model).model_validate(draft)


def _replaced(here: Any, kind: type[BaseModel] | None, steps: tuple[str, ...], value: Any, path: str) -> Any:
    """Return ``here``, a value of ``kind`` or the plain draft of one, with ``value`` in it; nothing is checked yet."""
    if not steps:
        return _as_answer(here, kind, value)
    head, rest = steps[0], steps[1:]
    if head.startswith("["):
        return _with_row(here, kind, steps, value, path)
    field = kind.model_fields.get(head) if kind is not None and isinstance(here, BaseModel | dict) else None
    if field is None:
        raise UnknownPath(path, head)
    fields = dict(here)
    before = fields.get(head, field.get_default(call_default_factory=True))
    return fields | {head: _replaced(before, next(models_in(field.annotation), None), rest, value, path)}


def _as_answer(before: Any, kind: type[BaseModel] | None, value: Any) -> Any:
    is_answer = kind is not None and issubclass(kind, Answer)
    # The value of an answer is never a group of fields, so one is the whole answer as a file holds it.
    if not is_answer or isinstance(value, Answer | dict):
        return value
    kept = dict(before)
    if value is None:
        return kept | {"value": None, "standing": Standing.UNKNOWN}
    was_open = kept.get("value") is None
    return kept | {"value": value, "standing": Standing.ASSUMED if was_open else kept["standing"]}


def _with_row(
    rows: Any, kind: type[BaseModel] | None, steps: tuple[str, ...], value: Any, path: str
) -> tuple[Any, ...]:
    head, rest = steps[0], steps[1:]
    if kind is None or not issubclass(kind, Row) or not isinstance(rows, tuple | list):
        raise UnknownPath(path, head)
    place = next((i for i, row in enumerate(rows) if _key_of(row) == head[1:-1]), None)
    if place is None:
        if rest or value is None:
            raise UnknownPath(path, head)
        return (*rows, value)
    kept = () if value is None and not rest else (_replaced(rows[place], kind, rest, value, path),)
    return (*rows[:place], *kept, *rows[place + 1 :])


def _key_of(row: Any) -> Any:
    return row.get("key") if isinstance(row, dict) else getattr(row, "key", None)


def _child(here: Any, step: str, path: str) -> Any:
    if step.startswith("["):
        for row in here if isinstance(here, tuple) else ():
            if _key_of(row) == step[1:-1]:
                return row
        raise UnknownPath(path, step)
    if not isinstance(here, BaseModel) or step not in type(here).model_fields:
        raise UnknownPath(path, step)
    return getattr(here, step)
