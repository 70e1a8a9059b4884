"""Questions decided, with reasons for and against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against an option, with the facts it rests on."""

    text: str
    for_it: bool
    weight: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide."""

    option_id: str
    title: str
    score: int
    reasons: tuple[Reason, ...]
    monthly_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A question decided, with what the client wished and what would change the answer."""

    decision_id: str
    question: str
    chosen: str
    wished: str
    options: tuple[Option, ...]
    words: str
    would_change: str
    needs_sign_off: bool


@dataclass(frozen=True, slots=True)
class RequiredControl:
    """One control that the answers ask for, with its state."""

    control_id: str
    state: str
    in_force: bool
    """Whether its overhead and price count: everything required that is not switched off."""
