"""The part of JSON Schema that the published schema uses, enough to check a file against it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]

TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "maxItems": lambda value, limit: len(value) <= limit,
    "pattern": lambda value, limit: re.search(limit, value) is not None,
    "enum": lambda value, limit: value in limit,
    "uniqueItems": lambda value, limit: not limit or len({repr(item) for item in value}) == len(value),
}
APPLIES_TO: dict[str, type | tuple[type, ...]] = {
    "minimum": (int, float),
    "maximum": (int, float),
    "exclusiveMinimum": (int, float),
    "minLength": str,
    "maxLength": str,
    "pattern": str,
    "minItems": list,
    "maxItems": list,
    "uniqueItems": list,
}
SAYS_NOTHING = {"$defs", "$schema", "default", "description", "format", "question", "title", "x-unit"}
STRUCTURE = {"$ref", "additionalProperties", "allOf", "anyOf", "items", "properties", "required", "type"}


class UnknownKeyword(LookupError):
    """The schema uses a word that this check does not know."""

    def __init__(self, path: str, words: set[str]) -> None:
        super().__init__(f"{path}: cannot check {', '.join(sorted(words))}")


def violations(value: object, schema: Schema, whole: Schema, path: str = "") -> Iterator[str]:
    """Yield where a value breaks a schema. Raises UnknownKeyword."""
    if unknown := set(schema) - SAYS_NOTHING - STRUCTURE - set(BOUNDS):
        raise UnknownKeyword(path, unknown)
    if "$ref" in schema:
        yield from violations(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, path)
    for part in schema.get("allOf", ()):
        yield from violations(value, part, whole, path)
    choices = schema.get("anyOf", ())
    if choices and not any(not list(violations(value, choice, whole, path)) for choice in choices):
        yield f"{path}: none of the choices"
    if "type" in schema and not TYPES[schema["type"]](value):
        yield f"{path}: not of type {schema['type']}"
        return
    yield from _bound_violations(value, schema, path)
    if isinstance(value, dict):
        yield from _object_violations(value, schema, whole, path)
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            yield from violations(item, schema["items"], whole, f"{path}[{place}]")


def _bound_violations(value: object, schema: Schema, path: str) -> Iterator[str]:
    for keyword, holds in BOUNDS.items():
        applies = isinstance(value, APPLIES_TO.get(keyword, object)) and not isinstance(value, bool)
        if keyword in schema and applies and not holds(value, schema[keyword]):
            yield f"{path}: {keyword}"


def _object_violations(value: dict[str, object], schema: Schema, whole: Schema, path: str) -> Iterator[str]:
    fields = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}.{name}: missing"
    for name, part in value.items():
        if name in fields:
            yield from violations(part, fields[name], whole, f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}.{name}: not in the schema"
