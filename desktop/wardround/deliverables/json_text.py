"""JSON text with exact decimals: the standard writer would turn 303.70 into 303.7."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

Json = None | bool | int | float | str | Decimal | Sequence["Json"] | Mapping[str, "Json"]
"""What JSON can hold; a Decimal is written with all the places that it has."""


def json_text(value: Json) -> str:
    """Return a value as indented JSON, one key or element a line, keys in the order given.

    Raises ValueError for a float that is no finite number: JSON has none.
    """
    return "".join(_written(value, 0)) + "\n"


def _written(value: Json, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _items("{", "}", ((f"{_text(key)}: ", part) for key, part in value.items()), depth)
    elif isinstance(value, str):
        yield _text(value)
    elif isinstance(value, Sequence):
        yield from _items("[", "]", (("", part) for part in value), depth)
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    else:
        yield json.dumps(value, allow_nan=False)


def _items(opened: str, closed: str, parts: Iterable[tuple[str, Json]], depth: int) -> Iterator[str]:
    separator = opened
    for label, part in parts:
        yield f"{separator}\n{' ' * (depth + 1)}{label}"
        yield from _written(part, depth + 1)
        separator = ","
    yield opened + closed if separator == opened else f"\n{' ' * depth}{closed}"


def _text(text: str) -> str:
    """Return a JSON string in UTF-8; half characters, which UTF-8 cannot hold, stand as escapes."""
    readable = json.dumps(text, ensure_ascii=False)
    try:
        readable.encode()
    except UnicodeEncodeError:
        return json.dumps(text)
    return readable
