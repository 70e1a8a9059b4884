"""What the engine says, gathered so that a reading of it can be written down as expectations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardround.engine.findings import Activity, Decision, Findings, FiredRisk

BARE_ID = re.compile(r"\b(?:DC|DRP|CTL|CT)-[A-Z0-9]+(?:-\d+)?\b")
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
DOLLARS = re.compile(r"\bUSD\b|\$")
ONE_OF_MANY = re.compile(
    r"(?<![\d.,])1 (?!of\b)(?:[a-z-]+ )?(?:people|hours|minutes|days|processes|sites|interfaces)\b"
)
BANISHED = ("it is paid for ever", "Please sign this one", "correct one of the two", "ExpressRoute it is")


def sentences(found: Findings) -> Iterator[str]:
    """Yield every sentence that people read: decisions, notes, risks, questions, roadmap, purchase, recovery."""
    yield found.resilience.words
    yield found.roadmap.words
    for decision in found.decisions:
        yield from (decision.question, decision.words, decision.would_change)
        for option in decision.options:
            yield option.title
            yield from (reason.text for reason in option.reasons)
    yield from (note.text for note in found.notes)
    for risk in found.risks:
        yield from (risk.title, risk.cause, risk.event, risk.consequence, risk.mitigation, *risk.because)
    yield from (question.text for question in found.open_questions)
    for pattern in found.resilience.patterns:
        yield from pattern.why_not
    yield from (choice.words for choice in found.cost.commitments)
    for activity in found.roadmap.activities:
        yield from (activity.title, activity.because)
    yield from (wave.reason for wave in found.roadmap.waves)


def risks(found: Findings) -> dict[str, FiredRisk]:
    """Return the fired risks by id."""
    return {risk.risk_id: risk for risk in found.risks}


def decisions(found: Findings) -> dict[str, Decision]:
    """Return the decisions by id."""
    return {decision.decision_id: decision for decision in found.decisions}


def plan(found: Findings) -> dict[str, Activity]:
    """Return the activities of the roadmap by id."""
    return {activity.activity_id: activity for activity in found.roadmap.activities}


def notes(found: Findings, kind: str) -> str:
    """Return all notes of a kind as one text."""
    return " ".join(note.text for note in found.notes if note.kind == kind)


def questions(found: Findings) -> str:
    """Return all open questions as one text."""
    return " ".join(question.text for question in found.open_questions)
