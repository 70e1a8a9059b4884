"""Scenarios: named sets of changes on the base assessment."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wardround.assessment.answer import Frozen, Row


class Change(Frozen):
    """One change of a scenario: where, to what, and why."""

    path: str = Field(title="What changes", min_length=1)
    value: Any = Field(title="To")
    reason: str = Field("", title="Why", max_length=400)


class Scenario(Row):
    """One way the client could go. ``key`` is the name that the command line takes."""

    title: str = Field(title="Scenario", min_length=1, max_length=120)
    changes: tuple[Change, ...] = Field((), title="Changes")
