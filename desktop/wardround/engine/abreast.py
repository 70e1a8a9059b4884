"""Work that stops at its questions, so that the questions of many pieces of work are answered together.

An answer costs hardly more for many rows than for one. So a piece of work is a generator: it says what it is about to
ask, and goes on when that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

Q = TypeVar("Q")
T = TypeVar("T")


def alone(work: Generator[Q, None, T]) -> T:
    """Return the result of one piece of work; it finds each answer itself."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: T = done.value
            return result


def abreast(pieces: Sequence[Generator[Q, None, T]], answer: Callable[[Sequence[Q]], None]) -> list[T]:
    """Return the results of pieces of work that go on side by side, from question to question.

    Parameters
    ----------
    answer : finds the answers to the questions that all of them wait for, and keeps them where the work looks.
    """
    results: dict[int, T] = {}
    while len(results) < len(pieces):
        questions = []
        for place, work in enumerate(pieces):
            if place in results:
                continue
            try:
                questions.append(next(work))
            except StopIteration as done:
                results[place] = done.value
        if questions:
            answer(questions)
    return [results[place] for place in range(len(pieces))]
