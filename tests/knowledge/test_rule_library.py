"""Every rule that travels with Wardround, held against Python's own evaluation of the same text."""

import itertools
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.example_vocabulary import value_of
from wardround.knowledge import FactValue, Knowledge, Rule

KNOWLEDGE = Knowledge.load()
MOST_COMBINATIONS = 4096


def named_rules() -> Iterator[tuple[str, Rule]]:
    for risk in KNOWLEDGE.risks.values():
        yield risk.risk_id, risk.trigger_condition
        for number, modifier in enumerate(risk.modifiers, start=1):
            yield f"{risk.risk_id} modifier {number}", modifier.rule
    for control in KNOWLEDGE.controls.values():
        yield control.control_id, control.applies_when
    for regime in KNOWLEDGE.regimes.values():
        yield regime.id, regime.suggest_rule
    for activity in KNOWLEDGE.activities.values():
        yield activity.activity_id, activity.include_when
    for question in KNOWLEDGE.questions.values():
        if question.show_if is not None:
            yield question.question_id, question.show_if
    for uplift in KNOWLEDGE.demand_uplifts.values():
        yield uplift.uplift_id, uplift.applies_when


RULES = tuple(named_rules())
CHANCE = st.randoms(use_true_random=True)
ORACLES = {rule.text: compile(rule.text, rule.text, "eval") for _, rule in RULES}


def all_facts(chance: random.Random) -> dict[str, FactValue]:
    entries = [entry for entry in KNOWLEDGE.facts.values() if entry.type not in {"date", "table"}]
    return {entry.fact: value_of(entry, chance) for entry in entries}


def python_says(rule: Rule, facts: dict[str, FactValue]) -> object:
    return eval(ORACLES[rule.text], {"__builtins__": {}}, dict(facts))  # noqa: S307 - the oracle, on our own table


@given(chance=CHANCE)
def test_every_rule_says_what_python_says_when_all_facts_are_known(chance: random.Random) -> None:
    facts = all_facts(chance)
    wrong = [name for name, rule in RULES if rule.evaluate(facts).verdict is not python_says(rule, facts)]
    assert wrong == []


@given(chance=CHANCE, kept_share=st.floats(0, 1))
def test_no_rule_changes_its_mind_when_more_facts_become_known(chance: random.Random, kept_share: float) -> None:
    facts = all_facts(chance)
    some = {name: value for name, value in facts.items() if chance.random() < kept_share}
    for name, rule in RULES:
        early = rule.evaluate(some)
        if early.verdict is not None:
            assert rule.evaluate(facts).verdict is early.verdict, name
        else:
            assert any(fact not in some for fact in early.read), name


@given(chance=CHANCE)
def test_the_facts_that_a_rule_read_explain_its_verdict(chance: random.Random) -> None:
    facts = all_facts(chance)
    for name, rule in RULES:
        outcome = rule.evaluate(facts)
        assert rule.evaluate({fact: facts[fact] for fact in outcome.read}) == outcome, name


def candidates(rule: Rule, fact: str) -> tuple[FactValue, ...]:
    """Return values of a fact at, below and above everything that the rule holds it against."""
    entry = KNOWLEDGE.facts[fact]
    match entry.type:
        case "bool":
            return (True, False)
        case "multi":
            said = [choice for choice in entry.choices if f"'{choice}'" in rule.text]
            return ((), *((choice,) for choice in said), tuple(said))
        case "enum" | "text":
            return entry.choices or ("westeurope",)
    thresholds = [float(number) for number in re.findall(r"(?<![\w'-])\d+(?:\.\d+)?(?![\w'])", rule.text)]
    near = {value for number in thresholds for value in (number - 1, number, number + 1)}
    return tuple(sorted({0.0, 10.0, 100000.0} | near))


@pytest.mark.parametrize(
    ("name", "rule"), [pytest.param(name, rule, id=name) for name, rule in RULES if rule.text not in {"True", "False"}]
)
def test_a_rule_can_come_out_either_way(name: str, rule: Rule) -> None:
    choices = [candidates(rule, fact) for fact in rule.names]
    combinations = itertools.islice(itertools.product(*choices), MOST_COMBINATIONS)
    verdicts = {rule.evaluate(dict(zip(rule.names, values, strict=True))).verdict for values in combinations}
    assert verdicts >= {True, False}


def test_a_rule_that_nothing_is_known_about_is_open_and_not_clear() -> None:
    for name, rule in RULES:
        if rule.names:
            assert rule.evaluate({}).verdict is None, name
