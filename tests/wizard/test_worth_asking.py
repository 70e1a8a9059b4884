"""What is worth asking next: what moves the result most, else the core questions of the page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.deliverables.example_findings import example
from wardround.assessment import Assessment, with_value
from wardround.engine.findings import Findings, OpenQuestion
from wardround.wizard.opening import Opener
from wardround.wizard.worth_asking import MOST_ASKED, WorthAsking, worth_asking
from wardround.workshop.questions import Questions
from wardround.workshop.steps import STEPS, StepId, path_of_question

COST, RISK = "cost.monthly_usd", "RK-SIZ-01"
PEAK = "people.peak_concurrent_users"


@pytest.fixture
def findings() -> Findings:
    return example()[1]


def waiting(opener: Opener, path: str, *matters: str, owner: str = "") -> OpenQuestion:
    question = next(row for row in opener.knowledge.questions.values() if path_of_question(row.question_id) == path)
    due = date(2026, 12, 1) if owner else None
    return OpenQuestion(question.question_id, question.fact, question.question, matters, owner, due, "")


def asked(
    opener: Opener,
    findings: Findings | None,
    assessment: Assessment | None = None,
    here: StepId = "engagement",
) -> tuple[WorthAsking, ...]:
    questions = Questions(assessment or Assessment(), opener.knowledge)
    return worth_asking(questions, findings, opener.knowledge, here)


def test_the_question_that_moves_the_result_most_comes_first(opener: Opener, findings: Findings) -> None:
    one = waiting(opener, PEAK, "demand.design_hour.cpu_cores", COST)
    first = asked(opener, replace(findings, open_questions=(one,)))[0]
    assert first.words == "Peak concurrent users?"
    assert first.moves == "moves cost a month"
    assert first.path == PEAK
    assert first.question == one.text


def test_a_question_that_no_figure_waits_for_says_how_many_risks_do(opener: Opener, findings: Findings) -> None:
    risks = list(opener.knowledge.risks)[:2]
    one = waiting(opener, PEAK, *risks)
    assert asked(opener, replace(findings, open_questions=(one,)))[0].moves == "decides 2 risks"


def test_what_was_answered_since_the_figures_is_not_asked_again(opener: Opener, findings: Findings) -> None:
    answered = with_value(Assessment(), PEAK, {"value": 150, "standing": "stated"})
    one = waiting(opener, PEAK, COST)
    found = asked(opener, replace(findings, open_questions=(one,)), answered)
    assert PEAK not in [each.path for each in found]


def test_what_somebody_took_home_is_not_asked_again(opener: Opener, findings: Findings) -> None:
    one = waiting(opener, "platform.azure_region", COST, owner="Luis Ortega")
    found = asked(opener, replace(findings, open_questions=(one,)), here="workload")
    assert "platform.azure_region" not in [each.path for each in found]


def test_before_the_first_figures_the_core_questions_of_the_page_are_asked(opener: Opener) -> None:
    found = asked(opener, None, here="workload")
    assert len(found) == MOST_ASKED
    assert {each.moves for each in found} == {"in Workload"}


def test_what_is_answered_everywhere_leaves_nothing_to_ask(opener: Opener, tmp_path: Path) -> None:
    engagement = opener.of_sample(tmp_path / "a.wardround", "multi-site-network")
    questions = Questions(engagement.assessment, opener.knowledge)
    engagement.close()
    core = {each.path for step in STEPS if step.asks for each in questions.open_core(step.step_id)}
    assert {each.path for each in asked(opener, None, engagement.assessment)} <= core


def test_no_question_stands_there_twice(opener: Opener, findings: Findings) -> None:
    one = waiting(opener, PEAK, COST)
    paths = [each.path for each in asked(opener, replace(findings, open_questions=(one, one)), here="workload")]
    assert len(paths) == len(set(paths))
