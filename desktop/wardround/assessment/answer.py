"""One answer, and what is known about where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

T = TypeVar("T")


class Standing(StrEnum):
    """How firmly an answer stands, from firmest to loosest."""

    MEASURED = "measured"
    DOCUMENTED = "documented"
    STATED = "stated"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Frozen(BaseModel):
    """A value that never changes; a new revision replaces it."""

    # JSON has no infinity and no NaN, and a NaN would slip past every limit.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Provenance(Frozen):
    """Who gave an answer, when, how firmly it stands, and what is still to do about it."""

    standing: Standing = Field(Standing.UNKNOWN, title="Standing")
    by: str = Field("", title="Given by", max_length=200)
    at: AwareDatetime | None = Field(None, title="Given at")
    owner: str = Field("", title="Owner", max_length=200)
    due: date | None = Field(None, title="Due")
    note: str = Field("", title="Note", max_length=4000)


class Answer(Provenance, Generic[T]):
    """One scalar answer. ``value`` is None while the question is open.

    An open answer keeps its owner, due date and note, so that a parked question is not forgotten.
    """

    value: T | None = Field(None, title="Answer")

    @model_validator(mode="after")
    def _standing_fits_value(self) -> Self:
        if self.value is None and self.standing is not Standing.UNKNOWN:
            raise ValueError("an open answer has the standing 'unknown': give a value, or set the standing back")
        if self.value is not None and self.standing is Standing.UNKNOWN:
            raise ValueError("say how firm this answer is: measured, documented, stated or assumed")
        return self

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.value is None


class Row(Provenance):
    """One line of a table. ``key`` names the row for good; its place in the table carries no meaning."""

    standing: Standing = Field(Standing.STATED, title="Standing")
    key: str = Field(
        title="Key",
        description="letters, digits, dots, hyphens and underscores, a letter or digit first",
        max_length=80,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
    )


ROUNDING = 0.005
"""Shares typed with two decimals may miss 1 by this much together."""

OPEN: Answer[Any] = Answer()


def question(question_id: str, label: str) -> Any:
    """Return the field of a scalar question: open until answered, labelled as the screen names it."""
    return Field(default=OPEN, title=label, json_schema_extra={"question": question_id})


def table(question_id: str, label: str) -> Any:
    """Return the field of a table question: no rows until somebody types them."""
    return Field(default=(), title=label, json_schema_extra={"question": question_id})


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation names, outermost first."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)
