"""Evaluation in three values: true, false, and not known yet (None).

Each function here returns an evaluation, a closure over its parts. Conditions follow Kleene: a part that is not known
yet leaves the whole undecided only where it could still change it. A number that rests on an unknown fact, or has no
value (a division by zero), is not known either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from wardround.knowledge.vocabulary import FactValue

KnownFacts = Mapping[str, FactValue]
"""Facts by name; a fact that is missing or None is not known yet."""

Reads = dict[str, None]
"""Names of the facts read so far, in order; a dict because a set forgets the order."""

Evaluation = Callable[[KnownFacts, Reads], Any]
"""Returns True, False, a number, or None for not known yet. The parser has made sure that the types fit."""


def constant(value: float | str) -> Evaluation:
    """Return the evaluation of a literal."""

    def evaluate(_: KnownFacts, __: Reads) -> float | str:
        return value

    return evaluate


def fact(name: str) -> Evaluation:
    """Return the evaluation that looks a fact up and notes that it was read."""

    def evaluate(facts: KnownFacts, reads: Reads) -> FactValue:
        reads[name] = None
        return facts.get(name)

    return evaluate


def all_of(parts: Sequence[Evaluation]) -> Evaluation:
    """Return `a and b and ...`: false as soon as one part is false, whatever is unknown beside it."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        verdict: bool | None = True
        for part in parts:
            value = part(facts, reads)
            if value is False:
                return False
            if value is None:
                verdict = None
        return verdict

    return evaluate


def any_of(parts: Sequence[Evaluation]) -> Evaluation:
    """Return `a or b or ...`: true as soon as one part is true, whatever is unknown beside it."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        verdict: bool | None = False
        for part in parts:
            value = part(facts, reads)
            if value is True:
                return True
            if value is None:
                verdict = None
        return verdict

    return evaluate


def negation(part: Evaluation) -> Evaluation:
    """Return `not a`; the opposite of unknown is unknown."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        value = part(facts, reads)
        return None if value is None else not value

    return evaluate


def comparison(compare: Callable[[Any, Any], bool], left: Evaluation, right: Evaluation) -> Evaluation:
    """Return a comparison of two numbers or two texts."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        one, other = left(facts, reads), right(facts, reads)
        return None if one is None or other is None else compare(one, other)

    return evaluate


def one_of(part: Evaluation, values: frozenset[str] | frozenset[float]) -> Evaluation:
    """Return `a in (x, y)`."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        value = part(facts, reads)
        return None if value is None else value in values

    return evaluate


def holds(part: Evaluation, choice: str) -> Evaluation:
    """Return `'x' in a`, where `a` has several values."""

    def evaluate(facts: KnownFacts, reads: Reads) -> bool | None:
        values = part(facts, reads)
        return None if values is None else choice in values

    return evaluate


def arithmetic(operate: Callable[[float, float], float], left: Evaluation, right: Evaluation) -> Evaluation:
    """Return `a + b` and its like. A result that is no finite number is not known."""

    def evaluate(facts: KnownFacts, reads: Reads) -> float | None:
        one, other = left(facts, reads), right(facts, reads)
        if one is None or other is None:
            return None
        try:
            result = operate(one, other)
            return result if isfinite(result) else None
        except ArithmeticError:
            return None

    return evaluate
