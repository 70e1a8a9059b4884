"""What is worth asking next, in a few words; knows no widget."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wardround.assessment import label_at
from wardround.deliverables.words import counted
from wardround.engine.findings import Findings, OpenQuestion
from wardround.knowledge import Knowledge
from wardround.workshop.questions import Questions
from wardround.workshop.steps import STEPS, StepId, path_of_question, step

MOST_ASKED = 3
COST = "cost.monthly_usd"


@dataclass(frozen=True, slots=True)
class WorthAsking:
    """One open question: its words, what waits for it, the whole question, and the path of its answer."""

    words: str
    moves: str
    question: str
    path: str


def worth_asking(
    questions: Questions, findings: Findings | None, knowledge: Knowledge, here: StepId
) -> tuple[WorthAsking, ...]:
    """Return up to three open questions: those that move the result most, else the core ones of the step ``here``.

    What was answered since the findings, and what somebody has taken away as homework, is not asked.
    """
    found: dict[str, WorthAsking] = {}
    weighed = _weighed(questions, findings, knowledge) if findings else iter(())
    for asked in weighed:
        found.setdefault(asked.path, asked)
        if len(found) == MOST_ASKED:
            return tuple(found.values())
    for asked in _core(questions, here):
        found.setdefault(asked.path, asked)
        if len(found) == MOST_ASKED:
            break
    return tuple(found.values())


def _weighed(questions: Questions, findings: Findings, knowledge: Knowledge) -> Iterator[WorthAsking]:
    for question in findings.open_questions:
        path = _path(question.question_id)
        asked = questions.at(path) if path else None
        if asked is not None and asked.open and asked.applies and not question.owner:
            yield WorthAsking(_words(path), _moves(question, findings, knowledge.risks), question.text, path)


def _core(questions: Questions, here: StepId) -> Iterator[WorthAsking]:
    others = [step.step_id for step in STEPS if step.asks and step.step_id != here]
    for step_id in (here, *others):
        for asked in questions.open_core(step_id):
            yield WorthAsking(_words(asked.path), f"in {step(step_id).title}", asked.question.question, asked.path)


def _path(question_id: str) -> str:
    """Return where a question is answered; '' for a fact that no question tells."""
    try:
        return path_of_question(question_id)
    except KeyError:
        return ""


def _words(path: str) -> str:
    return f"{label_at(path)}?"


def _moves(question: OpenQuestion, findings: Findings, risk_ids: Collection[str]) -> str:
    """Return what waits for an answer: 'moves cost a month', or 'decides 2 risks'."""
    names = [name for name in question.matters_for if name in findings.figures]
    risks = sum(name in risk_ids for name in question.matters_for)
    if names:
        label = findings.figures[COST if COST in names else names[0]].label
        first = label.partition(",")[0]
        return f"moves {first[:1].lower()}{first[1:]}"
    return f"decides {counted(risks, 'risk')}" if risks else ""
