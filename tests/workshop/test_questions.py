"""What is still to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workshop.desk import sample
from wardround.assessment import Assessment, with_value, with_values
from wardround.knowledge import Knowledge
from wardround.workshop.questions import Asked, Completeness, Questions
from wardround.workshop.steps import STEPS, is_table

KNOWLEDGE = Knowledge.load()
BLANK = Assessment()


def asked(path: str, assessment: Assessment = BLANK) -> Asked:
    found = Questions(assessment, KNOWLEDGE).at(path)
    assert found is not None, path
    return found


def test_a_question_that_nobody_answered_is_open_with_its_default_and_source() -> None:
    found = asked("people.peak_concurrent_users")
    assert found.open
    assert found.label == "Peak concurrent users"
    assert found.default == "150 users"
    assert found.default_words == "150 users (our practice)"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("recovery.rto_minutes", "4 h"),
        ("recovery.mtd_hours", "24 h"),
        ("engagement.engagement_type", "A migration"),
        ("engagement.scope_environments", "Production, Test"),
        ("engagement.sponsor_named", "no"),
        ("operations.skills_k8s", "None"),
        ("people.heavy_user_pct", "20 %"),
        ("budget.budget_monthly", "0 USD a month"),
        ("data.data_classes", "Internal, Confidential business, Personal, Financial ledgers"),
        ("engagement.target_finish_date", ""),
        ("platform.azure_region", ""),
        ("people.roles", ""),
    ],
)
def test_a_default_is_spoken_as_the_field_shows_it(path: str, words: str) -> None:
    assert asked(path).default == words
    assert bool(asked(path).default_words) == bool(words)


def test_an_answered_question_is_not_open_and_a_table_is_open_while_it_is_empty() -> None:
    assert not asked("people.peak_concurrent_users", with_value(BLANK, "people.peak_concurrent_users", 10)).open
    assert asked("interfaces.interfaces").open
    assert not asked("interfaces.interfaces", sample()).open


def test_a_field_outside_the_bank_asks_no_question() -> None:
    questions = Questions(BLANK, KNOWLEDGE)
    assert questions.at("engagement.client") is None
    assert questions.at("dependencies.systems") is None


def test_a_skip_rule_hides_what_does_not_apply_and_shows_it_again() -> None:
    assert not asked("modules.custom_module_tests", with_value(BLANK, "modules.custom_module_count", 0)).applies
    assert asked("modules.custom_module_tests", with_value(BLANK, "modules.custom_module_count", 3)).applies


def test_a_rule_reads_the_default_of_an_open_question() -> None:
    assert asked("modules.custom_module_tests").applies, "15 custom modules are assumed"
    assert not asked("budget.exchange_rate").applies, "US dollars are assumed"


def test_a_rule_that_cannot_tell_yet_hides_nothing() -> None:
    bank = dict(KNOWLEDGE.questions)
    question = bank["custom_module_tests"]
    bank["custom_module_count"] = replace(bank["custom_module_count"], default_or_benchmark="")
    unknowing = replace(KNOWLEDGE, questions=bank)
    assert question.show_if is not None
    found = Questions(BLANK, unknowing).at("modules.custom_module_tests")
    assert found is not None
    assert found.applies


def test_questions_come_in_the_order_of_the_page_hidden_ones_included() -> None:
    found = list(Questions(BLANK, KNOWLEDGE).of_step("engagement"))
    assert [question.question.question_id for question in found] == [f"ENG-{number:02d}" for number in range(1, 11)]


def test_completeness_counts_only_what_applies() -> None:
    in_euros = with_value(BLANK, "budget.currency", "EUR")
    dollars = Questions(BLANK, KNOWLEDGE).completeness("platform_and_operations")
    euros = Questions(in_euros, KNOWLEDGE).completeness("platform_and_operations")
    assert dollars.answered == 0
    assert euros.applicable == dollars.applicable + 2, "the exchange rate and its date apply now"
    assert euros.answered == 1
    assert euros.open_core == dollars.open_core + 1, "one core question answered, two more to ask"


def test_a_blank_engagement_is_answered_nowhere_and_a_sample_nearly_everywhere() -> None:
    for each in (step for step in STEPS if step.asks):
        blank = Questions(BLANK, KNOWLEDGE).completeness(each.step_id)
        full = Questions(sample(), KNOWLEDGE).completeness(each.step_id)
        assert blank.share == 0
        assert blank.open_core > 0
        assert full.share > 0.9
        assert full.open_core == 0


def test_a_step_that_asks_nothing_is_complete() -> None:
    assert Questions(BLANK, KNOWLEDGE).completeness("results") == Completeness(0, 0, 0)
    assert Completeness(0, 0, 0).share == 1
    assert Completeness(4, 1, 2).share == 0.25


def test_open_core_questions_are_those_that_count_on_the_rail_less_the_tables() -> None:
    questions = Questions(BLANK, KNOWLEDGE)
    for each in (step for step in STEPS if step.asks):
        still = questions.open_core(each.step_id)
        tables = [q for q in questions.of_step(each.step_id) if is_table(q.path) and q.applies]
        core_tables = sum(q.open and q.question.depth == "core" for q in tables)
        assert len(still) + core_tables == questions.completeness(each.step_id).open_core
        assert all(q.open and q.applies and q.question.depth == "core" for q in still)


def test_answering_a_core_question_takes_it_off_the_list() -> None:
    before = Questions(BLANK, KNOWLEDGE).open_core("recovery_objectives")
    answered = with_values(BLANK, (("recovery.rto_minutes", 60), ("recovery.rpo_minutes", 5)))
    after = Questions(answered, KNOWLEDGE).open_core("recovery_objectives")
    assert {q.path for q in before} - {q.path for q in after} == {"recovery.rto_minutes", "recovery.rpo_minutes"}
