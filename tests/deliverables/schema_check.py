"""A small check of JSON against a JSON Schema: the few words of the language that our schemas use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = {
    "$defs",
    "$ref",
    "$schema",
    "additionalProperties",
    "const",
    "description",
    "enum",
    "format",
    "items",
    "maximum",
    "minimum",
    "properties",
    "required",
    "title",
    "type",
}


class WordNotKnown(ValueError):
    """A schema says something that this check would pass over."""

    def __init__(self, path: str, words: set[str]) -> None:
        super().__init__(f"{path}: this check does not know {sorted(words)}")


def problems(value: object, schema: Mapping[str, Any], whole: Mapping[str, Any], path: str = "$") -> Iterator[str]:
    """Yield what is wrong with a value, each with its place. Raises WordNotKnown."""
    if unknown := set(schema) - _KNOWN:
        raise WordNotKnown(path, unknown)
    if "$ref" in schema:
        yield from problems(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, path)
    if "type" in schema and not _is_type(value, schema["type"]):
        yield f"{path}: {value!r} is no {schema['type']}"
        return
    yield from _in_value(value, schema, path)
    if isinstance(value, dict):
        yield from _in_object(value, schema, whole, path)
    if isinstance(value, list) and "items" in schema:
        for position, item in enumerate(value):
            yield from problems(item, schema["items"], whole, f"{path}[{position}]")


def _in_value(value: object, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not one of {schema['enum']}"
    if schema.get("format") == "date" and isinstance(value, str) and not _DATE.fullmatch(value):
        yield f"{path}: {value!r} is no date"
    if isinstance(value, int | float) and not (schema.get("minimum", value) <= value <= schema.get("maximum", value)):
        yield f"{path}: {value} is out of range"


def _in_object(
    value: Mapping[str, object], schema: Mapping[str, Any], whole: Mapping[str, Any], path: str
) -> Iterator[str]:
    described = schema.get("properties", {})
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{path}: '{key}' is missing"
    for key, part in value.items():
        if key in described:
            yield from problems(part, described[key], whole, f"{path}.{key}")
        elif "additionalProperties" in schema:
            yield from problems(part, schema["additionalProperties"], whole, f"{path}.{key}")
        elif described:
            yield f"{path}: '{key}' is not described"


def _is_type(value: object, names: str | list[str]) -> bool:
    wanted = [names] if isinstance(names, str) else names
    if isinstance(value, bool):
        return "boolean" in wanted
    return any(isinstance(value, _TYPES[name]) for name in wanted)
