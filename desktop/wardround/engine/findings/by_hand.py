"""Sizes set by hand beside what the model would choose, and the verdict on a size that somebody thinks of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SizeVerdict:
    """What a size for a role would mean: assessed as if it were set by hand."""

    sku: str
    nodes: int
    monthly_usd: Decimal | None
    """The whole bill with it. [USD a month]"""
    more_usd: Decimal | None
    """The same against the bill of the model's own choice; below 0 where it is less. [USD a month]"""
    p95_s: float | None
    """Response of the design hour at the 95th percentile; None where saturated, or where the role has no part in it."""
    enough: bool
    words: str
    """'enough', 'too small: ...', 'dearer by ...'."""


@dataclass(frozen=True, slots=True)
class SetByHand:
    """One size set by hand, checked against the model."""

    environment: str
    tenant: str
    role: str
    own: SizeVerdict
    model: SizeVerdict
    """What the model would choose were it released."""
    is_choice: bool
    """Whether both are the same."""
    words: str


@dataclass(frozen=True, slots=True)
class SizesToChoose:
    """What somebody who thinks of another size for a role has to choose from, each judged."""

    now: SizeVerdict
    """What stands."""
    model: SizeVerdict
    """What the model chooses."""
    is_by_hand: bool
    others: tuple[SizeVerdict, ...] = ()
