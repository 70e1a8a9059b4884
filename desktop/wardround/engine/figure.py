"""Figures that explain themselves, and the formulas that make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Value = float | int | str | bool


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a figure came from: an answer, a row of a fact table, or another figure.

    ``source`` names the person with the standing of the answer, or the document with its date. ``figure``
    is the name of
    the figure behind the input, where there is one to go on reading at.
    """

    name: str
    value: Value
    unit: str
    source: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, the formula in words, what went in, and where the formula comes from."""

    name: str
    label: str
    value: Value
    unit: str
    words: str
    inputs: tuple[Input, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Formula(Generic[P, R]):
    """A function with its words, unit and source. Calling it computes; ``explain`` keeps what went in."""

    compute: Callable[P, R]
    words: str
    unit: str
    source: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the value for plain numbers or arrays."""
        return self.compute(*args, **kwargs)

    def explain(self, name: str, label: str, inputs: tuple[Input, ...], value: Value) -> Figure:
        """Return the figure for a value of this formula with the inputs that it was computed from."""
        return Figure(name, label, value, self.unit, self.words, inputs, self.source)


def formula(words: str, *, unit: str, source: str) -> Callable[[Callable[P, R]], Formula[P, R]]:
    """Make a function a formula. ``source`` is a document, a page, or the word judgement."""

    def wrap(compute: Callable[P, R]) -> Formula[P, R]:
        return Formula(compute, words, unit, source)

    return wrap
