"""What to ask next."""

from dataclasses import replace
from datetime import date

from tests.engine.river_hospital import hospital, planned, stated
from wardround.assessment import Assessment
from wardround.engine.findings import OpenQuestion
from wardround.engine.open_questions import MOVES_FIGURES, open_questions
from wardround.engine.origins import ORIGINS
from wardround.engine.risk import Undecided, risks
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def asked(assessment: Assessment, undecided: tuple[Undecided, ...] = ()) -> dict[str, OpenQuestion]:
    facts, _road = planned(assessment)
    found = open_questions(assessment, facts, KNOWLEDGE, undecided)
    assert len({question.fact for question in found}) == len(found)
    return {question.fact: question for question in found}


def test_an_answer_is_asked_for_until_it_is_given() -> None:
    assert "hot_data_pct" in asked(hospital())
    assert "hot_data_pct" not in asked(hospital(volumes={"hot_data_pct": stated(30)}))


def test_a_question_tells_what_stands_in_and_what_waits_for_the_answer() -> None:
    question = asked(hospital())["restore_test_last_months"]
    assert question.question_id == "REC-18"
    assert question.default == "never"
    assert "RK-BKP-01" in question.matters_for


def test_a_question_that_does_not_apply_is_not_asked() -> None:
    building = hospital(engagement={"engagement_type": stated("new_deployment")})
    assert "source_pg_version" not in asked(building)
    assert "source_pg_version" in asked(hospital())


def test_a_decision_is_no_answer() -> None:
    assert "redis_ha" in asked(hospital())


def test_a_question_that_nothing_waits_for_is_left_in_peace() -> None:
    question = KNOWLEDGE.questions["mobile_pct"]
    assert question.fact not in asked(hospital())


def test_a_parked_question_keeps_its_owner_and_date() -> None:
    parked = hospital(baseline={"baseline_available": {"owner": "IT", "due": "2026-02-01"}})
    question = asked(parked)["baseline_available"]
    assert (question.owner, question.due) == ("IT", date(2026, 2, 1))


def test_a_fact_that_no_question_tells_is_named_with_the_reason() -> None:
    facts, road = planned(hospital())
    nobody = {
        name: replace(facts.fact(name), value=None, origin="none", trail="nobody knows")
        for name in ("quota_headroom_pct", "prod_dr_ip_overlap")
    }
    unknown = replace(facts, entries={**facts.entries, **nobody})
    register = risks(unknown, KNOWLEDGE, road)
    found = {q.fact: q for q in open_questions(hospital(), unknown, KNOWLEDGE, register.undecided)}
    for rule in register.undecided:
        assert any(rule.risk_id in found[name].matters_for for name in rule.missing)
    assert found["quota_headroom_pct"].text == "Free vCPU quota is not known: nobody knows."


def test_what_moves_most_is_asked_first() -> None:
    facts, _road = planned(Assessment())
    order = [question.fact for question in open_questions(Assessment(), facts, KNOWLEDGE, ())]
    assert order.index("peak_concurrent_users") < order.index("print_devices")
    assert order.index("rto_minutes") < order.index("licence_constraints")


def test_the_figures_that_wait_belong_to_facts_that_exist() -> None:
    assert set(MOVES_FIGURES) <= set(ORIGINS)
