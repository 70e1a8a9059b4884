"""What a value may be: ranges with units, and closed lists of choices.

The limits stand in the type of a field, so that the file, the screen and the published schema read the same
ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class _Limit:
    """A check on the value inside an answer, shown in the published schema as well."""

    def problem(self, value: Any) -> str | None:
        """Return what is wrong with the value, or None."""
        raise NotImplementedError

    def published(self) -> dict[str, Any]:
        """Return the limit in the words of JSON Schema."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_checked_by(self.problem), handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"allOf": [handler(schema), {"properties": {"value": self.published()}}]}


def _checked_by(problem: Callable[[Any], str | None]) -> Callable[[Any], Any]:
    def check(answer: Any) -> Any:
        value = answer.value
        if value is not None and (what := problem(value)) is not None:
            raise ValueError(what)
        return answer

    return check


@dataclass(frozen=True)
class Between(_Limit):
    """A number between two ends, both allowed, in a unit."""

    low: float
    high: float
    unit: str = ""

    def problem(self, value: Any) -> str | None:
        """Return the sentence for a number outside the range."""
        if self.low <= value <= self.high:
            return None
        return f"{value:,} is outside {self.low:,} to {self.high:,} {self.unit}".rstrip()

    def published(self) -> dict[str, Any]:
        """Return the range."""
        limits = {"minimum": self.low, "maximum": self.high}
        return {"anyOf": [limits, {"type": "null"}], "x-unit": self.unit}


@dataclass(frozen=True)
class OneOf(_Limit):
    """One of a closed list of choices."""

    choices: tuple[str, ...]

    def __init__(self, *choices: str) -> None:
        object.__setattr__(self, "choices", choices)

    def problem(self, value: Any) -> str | None:
        """Return the sentence for a choice that is not on the list."""
        if value in self.choices:
            return None
        return f"'{value}' is not one of {', '.join(self.choices)}"

    def published(self) -> dict[str, Any]:
        """Return the choices."""
        return {"enum": [*self.choices, None]}


@dataclass(frozen=True)
class AnyOf(_Limit):
    """Any of a closed list of choices, each at most once."""

    choices: tuple[str, ...]

    def __init__(self, *choices: str) -> None:
        object.__setattr__(self, "choices", choices)

    def problem(self, value: Any) -> str | None:
        """Return the sentence for the first choice that is not on the list, or is there twice."""
        for position, choice in enumerate(value):
            if choice not in self.choices:
                return f"'{choice}' is not one of {', '.join(self.choices)}"
            if choice in value[:position]:
                return f"'{choice}' is chosen twice"
        return None

    def published(self) -> dict[str, Any]:
        """Return the choices."""
        choices = {"type": "array", "items": {"enum": list(self.choices)}, "uniqueItems": True}
        return {"anyOf": [choices, {"type": "null"}]}
