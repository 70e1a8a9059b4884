"""What rows say about a fact, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wardround.assessment import Row, Standing
from wardround.knowledge import FactValue

FIRMEST_FIRST = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What rows say: the value, how it came about in words, and the loosest standing among the rows behind it."""

    value: FactValue
    words: str
    standing: Standing


def loosest(standings: Iterable[Standing]) -> Standing:
    """Return the loosest of some standings; documented where there are none."""
    return max(standings, key=FIRMEST_FIRST.index, default=Standing.DOCUMENTED)


def of_rows(value: FactValue, words: str, rows: Sequence[Row], *, guessed: bool = False) -> Aggregate:
    """Return the value with the loosest standing of its rows, no firmer than assumed where a default filled in."""
    standing = loosest(row.standing for row in rows)
    return Aggregate(value, words, loosest((standing, Standing.ASSUMED)) if guessed else standing)


def count_of(count: int, noun: str, nouns: str = "") -> str:
    """Return a count with its noun, in the plural where it takes one."""
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or noun + 's'}"
