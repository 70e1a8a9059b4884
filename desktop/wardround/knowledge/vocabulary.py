"""The vocabulary: every name that a rule may use, with its type and its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardround.knowledge.columns import Blank, Key

FactValue = bool | int | float | str | tuple[str, ...] | None
"""The value of a fact; None is not known yet. A fact with several values is a tuple, a date is ISO text."""

FactType = Literal["bool", "int", "decimal", "duration", "enum", "multi", "text", "date", "table"]
"""`duration` is a number in the unit of the fact; `multi` holds several of its choices; `table` is rows."""

NUMERIC_TYPES: frozenset[FactType] = frozenset({"int", "decimal", "duration"})
CHOICE_TYPES: frozenset[FactType] = frozenset({"enum", "multi", "text"})


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One fact that rules and stages speak about.

    Parameters
    ----------
    unit : unit of a number; empty for a rating without one, and for everything that is no number.
    choices : all values that an `enum` or `multi` can take; empty where another room lists them (regions).
    range_low, range_high : smallest and largest number that makes sense; rows for a `table`.
    layer : `input` for an answer, `derived` for what a stage computes or decides.
    produced_by : id of the question, or the table or stage that a derived fact comes from.
    """

    fact: Key
    type: FactType
    unit: Blank
    choices: tuple[str, ...]
    range_low: float | None
    range_high: float | None
    layer: Literal["input", "derived"]
    produced_by: str
    meaning: str
    source: str
