"""How far automation has come, and how ready the platform is for AI features: part by part, with the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from wardround.engine.facts import Facts
from wardround.engine.findings import RequiredControl
from wardround.engine.findings.operating import MaturityPart
from wardround.knowledge import Knowledge
from wardround.knowledge.running import MaturityStep

Subject = Literal["automation", "ai"]


def maturity(facts: Facts, controls: Sequence[RequiredControl], knowledge: Knowledge) -> tuple[MaturityPart, ...]:
    """Return every part of automation and of AI readiness with its level today, in the order of the table.

    A level counts only with every level below it. What is not known yet is not reached.
    """
    fulfilled = frozenset(one.control_id for one in controls if one.state == "fulfilled")
    return tuple(_parts(facts, fulfilled, knowledge))


def _parts(facts: Facts, fulfilled: frozenset[str], knowledge: Knowledge) -> Iterator[MaturityPart]:
    for (subject, part), steps in knowledge.maturity_steps.items():
        today, read = _reached(steps, facts, fulfilled)
        yield MaturityPart(
            subject="automation" if subject == "automation" else "ai",
            part=part,
            name=today.name,
            level=today.level,
            top_level=steps[-1].level,
            state=today.state,
            why=f"{today.why}.",
            next_step=f"{today.next_step}." if today.next_step else "",
            role=today.role,
            effort_days_low=today.effort_days_low,
            effort_days_likely=today.effort_days_likely,
            effort_days_high=today.effort_days_high,
            worth=today.worth,
            assumed=any(facts.is_assumed(name) for name in read),
            source=today.source,
        )


def _reached(
    steps: tuple[MaturityStep, ...], facts: Facts, fulfilled: frozenset[str]
) -> tuple[MaturityStep, tuple[str, ...]]:
    """Return the highest level of which all below hold, and the facts that were read on the way."""
    today, read = steps[0], list[str]()
    for step in steps[1:]:
        outcome = step.reached_when.evaluate(facts)
        read.extend(outcome.read)
        if outcome.verdict is not True or not fulfilled.issuperset(step.controls):
            break
        today = step
    return today, tuple(dict.fromkeys(read))


def score(parts: Sequence[MaturityPart], subject: Subject) -> float:
    """Return how far a subject has come: the mean of its parts, each from 0 to 1."""
    shares = [part.level / part.top_level for part in parts if part.subject == subject and part.top_level]
    return round(sum(shares) / len(shares), 4) if shares else 0.0
