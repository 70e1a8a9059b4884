"""Revisions: what one human act changed, when, by whom, and in which words."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from wardround.assessment import Assessment, Frozen, with_value

Kind = Literal["new", "edit", "undo", "redo", "import"]


class Edit(Frozen):
    """One value put at one path; None takes a row away, and an empty path replaces the whole assessment."""

    path: str
    value: Any = None


class Revision(Frozen):
    """One act, as it stands in the file."""

    number: int = Field(ge=1)
    at: AwareDatetime
    by: str
    kind: Kind
    sentence: str
    """For the undo menu and the list of revisions: 'Peak concurrent users set to 150'."""
    edits: tuple[Edit, ...]
    before: tuple[Edit, ...] = ()
    """The edits that take the act back."""


def applied(assessment: Assessment, edits: tuple[Edit, ...]) -> Assessment:
    """Return the assessment after the edits.

    Raises UnknownPath or ValidationError for edits that do not fit it.
    """
    for edit in edits:
        if edit.path:
            assessment = with_value(assessment, edit.path, edit.value)
        else:
            assessment = Assessment.model_validate(edit.value)
    return assessment
