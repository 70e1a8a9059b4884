"""What a risk does with its rules: modifiers of its score, and the score that remains after mitigation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from wardround.knowledge.grammar import Rule, RuleRefused, Vocabulary, parse_condition

Axis = Literal["L", "I"]
"""L for likelihood, I for impact."""

_MODIFIER = re.compile(r"\s*(?P<axis>[LI])(?P<delta>[+-][1-4])\s*:")
_RESIDUAL = re.compile(r"L=([1-5]);I=([1-5])")


@dataclass(frozen=True, slots=True)
class Modifier:
    """A change of one axis of a risk's score, made when its rule holds.

    Parameters
    ----------
    axis : L for likelihood, I for impact.
    delta : levels to add, negative to take away. The sum is held between 1 and 5 by whoever adds it up.
    """

    axis: Axis
    delta: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Residual:
    """Likelihood and impact, 1 to 5 each, that remain once the mitigation works."""

    likelihood: int
    impact: int


def parse_modifiers(text: str, vocabulary: Vocabulary) -> tuple[Modifier, ...]:
    """Return the modifiers of a text like `L+1: expression ; I-1: expression`, in order; none for an empty text.

    Raises RuleRefused, whose position counts within the whole text.
    """
    modifiers, start = [], 0
    for piece in text.split(";") if text.strip() else ():
        head = _MODIFIER.match(piece)
        if head is None:
            what = "a modifier begins with L or I, a sign and 1 to 4, and a colon, like 'L+1: '"
            raise RuleRefused(text, start + 1, what)
        condition = piece[head.end() :]
        try:
            rule = parse_condition(condition, vocabulary)
        except RuleRefused as refused:
            before = start + head.end() + len(condition) - len(condition.lstrip())
            raise RuleRefused(text, before + refused.position, refused.what) from None
        modifiers.append(Modifier(cast("Axis", head["axis"]), int(head["delta"]), rule))
        start += len(piece) + 1
    return tuple(modifiers)


def parse_residual(text: str) -> Residual:
    """Return the residual score of a text like `L=2;I=3`. Raises RuleRefused."""
    found = _RESIDUAL.fullmatch(text)
    if found is None:
        raise RuleRefused(text, 1, "a residual score reads like 'L=2;I=3', with 1 to 5")
    return Residual(int(found[1]), int(found[2]))
