"""Questions to the queueing network, which are answered together as far as they are about the same work."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wardround.engine.asked import Carriers, joined
from wardround.engine.findings import ServiceDemand
from wardround.engine.performance import Demands, Layout, Load, Prediction, carriers_of, work_of
from wardround.engine.response import Responses, respond

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """How servers answer in each row.

    Parameters
    ----------
    take : is given the answer.
    """

    load: Load
    services: tuple[ServiceDemand, ...]
    carriers: Carriers
    take: Callable[[Responses], None]

    def like(self, other: Question) -> bool:
        """Return whether one network holds both: the same work, beside a database of the same kind."""
        kinds = (self.carriers.database_held_s is None, other.carriers.database_held_s is None)
        return kinds[0] == kinds[1] and self.services == other.services


Search = Generator[Question, None, T]
"""Work that stops at each of its questions. What it asks is answered before it goes on, or else when it needs it."""


def answer(questions: Sequence[Question]) -> None:
    """Answer questions, all at once that are alike; company changes an answer by rounding alone."""
    left = list(questions)
    while left:
        first = left[0]
        alike = [one for one in left if one.like(first)]
        left = [one for one in left if not one.like(first)]
        work = work_of(Load.joined([one.load for one in alike]), Demands.of(first.services))
        found = respond(work, joined([one.carriers for one in alike]))
        end = 0
        for one in alike:
            start, end = end, end + len(one.load.people)
            one.take(found.rows(slice(start, end)))


def predicting(load: Load, services: tuple[ServiceDemand, ...], layouts: Sequence[Layout]) -> Search[Prediction]:
    """Return how each hour goes on the layout that it has."""
    found: list[Responses] = []
    question = Question(load, services, carriers_of(layouts), found.append)
    yield question
    if not found:
        answer([question])
    return Prediction.of(found[0])
