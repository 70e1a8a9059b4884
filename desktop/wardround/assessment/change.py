"""Changing an assessment: a path and a value give a new, validated copy.

A path is written as the file shows it: ``recovery.rto_minutes`` for an answer, ``people.roles[nurses]`` for a row,
``people.roles[nurses].head_count`` for one field of a row. Parts that a change does not touch keep their identity.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel

from wardround.assessment.answer import Answer, Row, Standing

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

    ``value`` may be an Answer, a row, a table of rows, or plain JSON of either. A bare value given for an answer keeps
    the standing of the answer before it (``assumed`` if that was open). None for a row removes it; a row for a key that
    is not there yet adds it. Raises UnknownPath, or pydantic's ValidationError for a value that is refused.
    """
    changed: M = _replaced(model, steps_of(path), value, path)
    return changed


def _replaced(here: Any, steps: tuple[str, ...], value: Any, path: str) -> Any:
    if not steps:
        return _as_answer(here, value)
    head, *rest = steps
    if head.startswith("["):
        return _with_row(here, head[1:-1], tuple(rest), value, path)
    child = _child(here, head, path)
    return type(here).model_validate(dict(here) | {head: _replaced(child, tuple(rest), value, path)})


def _as_answer(before: Any, value: Any) -> Any:
    if not isinstance(before, Answer) or isinstance(value, Answer) or _is_answer_json(value):
        return value
    if value is None:
        return dict(before) | {"value": None, "standing": Standing.UNKNOWN}
    standing = Standing.ASSUMED if before.is_open else before.standing
    return dict(before) | {"value": value, "standing": standing}


def _is_answer_json(value: Any) -> bool:
    return isinstance(value, dict) and "standing" in value


def _with_row(
    rows: tuple[Row, ...], key: str, rest: tuple[str, ...], value: Any, path: str
) -> tuple[Any, ...]:
    place = next((i for i, row in enumerate(rows) if row.key == key), None)
    if rest:
        if place is None:
            raise UnknownPath(path, f"[{key}]")
        return (*rows[:place], _replaced(rows[place], rest, value, path), *rows[place + 1 :])
    new = () if value is None else (value,)
    if place is None:
        return (*rows, *new)
    return (*rows[:place], *new, *rows[place + 1 :])


def _child(here: Any, step: str, path: str) -> Any:
    if step.startswith("["):
        key = step[1:-1]
        for row in here if isinstance(here, tuple) else ():
            if row.key == key:
                return row
        raise UnknownPath(path, step)
    if not isinstance(here, BaseModel) or step not in type(here).model_fields:
        raise UnknownPath(path, step)
    return getattr(here, step)
