"""Kinds of cells: how each sort of value is written, aligned and measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

Plain = str | int | float | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with what it shows before a program recalculates it: the engine's own figure."""

    text: str
    shows: str | int | float | Decimal


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to another sheet of the same workbook."""

    text: str
    sheet: str


Content = Plain | Formula | Link


@dataclass(frozen=True, slots=True)
class _Format:
    """How a kind is written; ``mixed`` is for columns of numbers and words."""

    number_format: str
    right: bool
    wrap: bool
    mixed: bool = False


class Kind(Enum):
    """What a column holds. The unit of a number stands in the column's heading."""

    TEXT = _Format("@", right=False, wrap=True)
    LINE = _Format("@", right=False, wrap=False)
    """Text that runs over the empty cells at its right, for a last column."""
    COUNT = _Format("#,##0", right=True, wrap=False)
    VALUE = _Format("#,##0.0##", right=True, wrap=False, mixed=True)
    """A number in one row, words in the next."""
    NUMBER = _Format("#,##0.0##", right=True, wrap=False)
    MINUTES = _Format("#,##0.#0", right=True, wrap=False)
    """Minutes, whole or to one decimal; below one minute to two."""
    SMALL = _Format("0.0#####", right=True, wrap=False)
    ONE_DECIMAL = _Format("#,##0.0", right=True, wrap=False)
    TWO_DECIMALS = _Format("#,##0.00", right=True, wrap=False)
    MONEY = _Format('#,##0.00;-#,##0.00;"\u2013"', right=True, wrap=False)
    WHOLE_MONEY = _Format("#,##0", right=False, wrap=False)
    PRICE = _Format("#,##0.00####", right=True, wrap=False)
    RATE = _Format("0.0000##", right=True, wrap=False)
    SHARE = _Format("0.0%", right=True, wrap=False)
    FINE_SHARE = _Format("0.000%", right=True, wrap=False)
    DATE = _Format("d mmm yyyy", right=True, wrap=False)
    DAY = _Format("d", right=True, wrap=False)
    SCORE = _Format("0", right=True, wrap=False)

    @property
    def number_format(self) -> str:
        """The format code of the file format."""
        return self.value.number_format

    @property
    def right(self) -> bool:
        """Whether the values stand at the right of the column."""
        return self.value.right

    @property
    def wrap(self) -> bool:
        """Whether a long value runs over several lines."""
        return self.value.wrap

    def fitting(self, value: Plain) -> Kind:
        """Return the kind to write a value in: whole numbers need no decimals, words in a mixed column run as text."""
        if isinstance(value, str):
            return Kind.TEXT if self is Kind.VALUE else self
        if isinstance(value, date):
            return Kind.DATE if self is Kind.VALUE else self
        if self not in _FLEXIBLE or not isinstance(value, int | float | Decimal):
            return self
        if value == int(value):
            return Kind.COUNT
        below_one = -1 < value < 1
        if self is Kind.MINUTES:
            return Kind.TWO_DECIMALS if below_one else Kind.ONE_DECIMAL
        return Kind.SMALL if self is Kind.VALUE and below_one else self

    def printed_width(self, value: Plain) -> int:
        """Return how many characters a value takes in a cell; 0 for text that wraps."""
        if value is None or isinstance(value, bool) or self in {Kind.TEXT, Kind.LINE}:
            return 0
        if isinstance(value, str):
            return len(value)
        if isinstance(value, date):
            if self is Kind.DAY:
                return 0
            return len("30 Sep 2030")
        return len(self._printed(Decimal(str(value))))

    def _printed(self, value: Decimal) -> str:
        code = self.number_format.split(";", maxsplit=1)[0]
        if code.endswith("%"):
            return f"{value * 100:.{code.count('0') - 1}f}%"
        whole, _, decimals = code.partition(".")
        places = len(decimals)
        return f"{value:,.{places}f}" if "," in whole else f"{value:.{places}f}"


_FLEXIBLE = frozenset({Kind.NUMBER, Kind.VALUE, Kind.MINUTES})
"""Kinds that fit their format to the value."""


def words_for(value: Plain) -> Plain:
    """Return a truth value in words and everything else as it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
