"""Questions decided, with reasons for and against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class Overrule:
    """Who took a decision otherwise than advised, when and why."""

    option_id: str
    reason: str
    by: str
    on: date


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
    advised: str = ""
    """The option that we advise, where somebody decided otherwise; '' where it is the one chosen."""
    overrule: Overrule | None = None
    ends_on: date | None = None
    """The day on which what is chosen for a time ends; None for what is meant to stay."""


@dataclass(frozen=True, slots=True)
class RequiredControl:
    """One control that the answers ask for, with its state."""

    control_id: str
    state: str
    in_force: bool
    """Whether its overhead and price count: everything required that is not switched off."""
