"""A figure as people say it aloud: 'USD 18,444 a month', '12 %', '23,303 an hour'; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.deliverables.amounts import value_with_unit

MONEY = "USD"
_PER: Mapping[str, str] = {
    "s": "a second",
    "h": "an hour",
    "day": "a day",
    "month": "a month",
    "year": "a year",
}
_BARE = frozenset({"1", MONEY})
"""Before a stroke, these are not said behind the value."""
_RATES_BY_STROKE = frozenset({"MB/s", "MiB/s", "GB/s", "GiB/s"})
"""Nobody says these in words."""


def figure_words(value: float | str | bool, unit: str) -> str:  # noqa: FBT001 - a figure may be a truth value
    """Return the value of a figure with its unit in words."""
    if unit == "percent":
        return value_with_unit(value, "%")
    if unit == MONEY:
        return f"{MONEY} {value_with_unit(value, '')}"
    what, _, per = unit.partition("/")
    if per not in _PER or unit in _RATES_BY_STROKE:
        return value_with_unit(value, unit)
    said = value_with_unit(value, f"{'' if what in _BARE else what} {_PER[per]}".strip())
    return f"{MONEY} {said}" if what == MONEY else said
