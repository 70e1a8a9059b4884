"""What is still to ask: which questions apply, what stands in for an open one, and how far each step has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wardround.assessment import Answer, Assessment, label_at, question_at, value_at
from wardround.engine.facts import answered
from wardround.knowledge import Knowledge, Question
from wardround.workshop.sentences import spoken_at
from wardround.workshop.source_words import source_words
from wardround.workshop.steps import StepId, groups, is_table


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page shows it."""

    path: str
    label: str
    question: Question
    applies: bool
    """False where a skip rule hides it under the other answers."""
    open: bool

    default: str
    """What counts while the question is open, as people say it: '150 users'; '' for none."""

    @property
    def default_words(self) -> str:
        """The default with its source: '150 users (general knowledge)'; '' for none."""
        return f"{self.default} ({source_words(self.question.source)})" if self.default else ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a step has come: questions that apply, those answered, and the core ones still open."""

    applicable: int
    answered: int
    open_core: int

    @property
    def share(self) -> float:
        """Answered over applicable; 1 where nothing is asked."""
        return self.answered / self.applicable if self.applicable else 1.0


class Questions:
    """The question bank against one assessment. Cheap to make again after each change."""

    def __init__(self, assessment: Assessment, knowledge: Knowledge) -> None:
        """Take the answers and the bank; facts are worked out once, for all skip rules."""
        self._assessment = assessment
        self._knowledge = knowledge
        self._facts = answered(assessment, knowledge)
        self._by_id = {question.question_id: question for question in knowledge.questions.values()}

    def at(self, path: str) -> Asked | None:
        """Return the question that the field at a path answers; None for a field outside the bank."""
        question_id = question_at(path)
        question = self._by_id.get(question_id)
        if question is None:
            return None
        rule = question.show_if
        applies = rule is None or rule.evaluate(self._facts).verdict is not False
        value = value_at(self._assessment, path)
        is_open = value.is_open if isinstance(value, Answer) else not value
        default = question.default
        spoken = "" if default is None or is_table(path) else spoken_at(path, default, self._assessment)
        return Asked(path, label_at(path), question, applies, is_open, spoken)

    def of_step(self, step_id: StepId) -> Iterator[Asked]:
        """Yield the questions of a step in the order of its page, hidden ones included."""
        for group in groups(step_id, self._knowledge):
            for path in group.paths:
                asked = self.at(path)
                if asked is not None:
                    yield asked

    def completeness(self, step_id: StepId) -> Completeness:
        """Return how far a step has come."""
        applicable = [asked for asked in self.of_step(step_id) if asked.applies]
        done = sum(not asked.open for asked in applicable)
        core = sum(asked.open and asked.question.depth == "core" for asked in applicable)
        return Completeness(len(applicable), done, core)

    def open_core(self, step_id: StepId) -> tuple[Asked, ...]:
        """Return the core questions of a step that apply and are still open."""
        return tuple(
            asked
            for asked in self.of_step(step_id)
            if asked.applies and asked.open and asked.question.depth == "core" and not is_table(asked.path)
        )
