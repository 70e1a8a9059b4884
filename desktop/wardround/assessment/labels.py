"""What the screen calls a place in the assessment."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wardround.assessment.answer import models_in
from wardround.assessment.assessment import Assessment
from wardround.assessment.change import UnknownPath, steps_of


@cache
def field_at(path: str) -> FieldInfo:
    """Return the field at a path; a row stands for its table. Raises UnknownPath."""
    here: type[BaseModel] = Assessment
    field: FieldInfo | None = None
    for step in steps_of(path):
        if step.startswith("["):
            continue
        field = here.model_fields.get(step)
        if field is None:
            raise UnknownPath(path, step)
        here = next(models_in(field.annotation), here)
    if field is None:
        raise UnknownPath(path, path)
    return field


def label_at(path: str) -> str:
    """Return what the screen calls the field at a path. Raises UnknownPath."""
    return str(field_at(path).title)


def question_at(path: str) -> str:
    """Return the id of the question that the field at a path answers, '' for a field without one.

    Raises UnknownPath.
    """
    extra = field_at(path).json_schema_extra
    return str(extra.get("question", "")) if isinstance(extra, dict) else ""
