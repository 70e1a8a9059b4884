"""The questions of the workshop, their values and their documented defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from wardround.knowledge.columns import Blank, Key
from wardround.knowledge.grammar import Rule
from wardround.knowledge.vocabulary import FactType, FactValue

_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    Parameters
    ----------
    step, wizard_step : section of the bank, and step of the wizard that asks it.
    unit : unit of the answer; empty where it has none.
    choices : the values of an `enum` or `multi`; empty where another room lists them (regions).
    range_low, range_high : smallest and largest answer; rows for a `table`.
    allowed_in_words : what the columns above cannot say about the answer.
    default_or_benchmark : what to take while the answer is open, as written; words where no value can be taken.
    show_if : when the question applies; None is always.
    drives : what the answer moves.
    fact : the fact that the answer becomes.
    depth : `core` for what every workshop asks, `extended` for the rest.
    """

    question_id: Key
    step: str
    wizard_step: str
    question: str
    help_text: Blank
    answer_type: FactType
    unit: Blank
    choices: tuple[str, ...]
    range_low: float | None
    range_high: float | None
    allowed_in_words: Blank
    default_or_benchmark: Blank
    required: bool
    show_if: Rule | None
    drives: tuple[str, ...]
    fact: str
    depth: Literal["core", "extended"]
    source: str

    @property
    def range(self) -> tuple[float, float] | None:
        """Smallest and largest number allowed; None where there is no range."""
        if self.range_low is None or self.range_high is None:
            return None
        return self.range_low, self.range_high

    @property
    def default(self) -> FactValue:
        """The default as a value of the fact; None where it is empty or words (`see help`)."""
        return typed_default(self.answer_type, self.default_or_benchmark, self.choices)


@dataclass(frozen=True, slots=True)
class Artefact:
    """What the client can hand over to turn answers of a kind into measurements.

    Parameters
    ----------
    applies_to : a kind of standing width, `speed`, or one input of the engine.
    command : for the client's administrator, word for word; empty where a document answers.
    """

    applies_to: Key
    artefact: str
    command: Blank
    source: str


@dataclass(frozen=True, slots=True)
class OdooRoute:
    """Requests of an Odoo server by their path; routes are tried in the order of their ids.

    Parameters
    ----------
    pattern : regular expression on the path.
    """

    route_id: Key
    pattern: str
    model_class: str
    source: str


def typed_default(answer_type: FactType, text: str, choices: tuple[str, ...]) -> FactValue:
    """Return a written default as the value of a fact of this type; None where it is none.

    A duration comes back whole where it is written whole, as it is counted in whole minutes.
    """
    match answer_type:
        case "bool":
            return {"yes": True, "no": False}.get(text)
        case "int" | "duration" if _WHOLE.fullmatch(text):
            return int(text)
        case "decimal" | "duration" if _NUMBER.fullmatch(text):
            return float(text)
        case "enum" if text in choices:
            return text
        case "multi" if text and set(parts := tuple(text.split(";"))) <= set(choices):
            return parts
    return None
