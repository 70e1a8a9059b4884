"""What to ask next."""

from dataclasses import replace
from datetime import date

from tests.engine.plain_design import PATTERNS, resilience
from tests.engine.river_hospital import hospital, planned, stated, system
from wardround.assessment import Assessment
from wardround.engine.findings import OpenQuestion
from wardround.engine.open_questions import MOVES_FIGURES, open_questions
from wardround.engine.origins import ORIGINS
from wardround.engine.process_recovery import Estate, objectives, recovered_processes
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
    assert found["quota_headroom_pct"].text.startswith("How much of the vCPU quota of your Azure subscription is free")


def test_what_moves_most_is_asked_first() -> None:
    facts, _road = planned(Assessment())
    order = [question.fact for question in open_questions(Assessment(), facts, KNOWLEDGE, ())]
    assert order.index("peak_concurrent_users") < order.index("print_devices")
    assert order.index("rto_minutes") < order.index("licence_constraints")


def test_the_figures_that_wait_belong_to_facts_that_exist() -> None:
    assert set(MOVES_FIGURES) <= set(ORIGINS)


WARD = {"key": "wards", "name": "Ward supply", "rto_minutes": 60, "rpo_minutes": 5, "criticality": 5}


def asked_of_systems(*systems: dict[str, object]) -> dict[str, OpenQuestion]:
    keys = [str(row["key"]) for row in systems]
    assessment = hospital(
        dependencies={"systems": list(systems), "edges": []},
        interfaces={"interfaces": []},
        recovery={"processes": [{**WARD, "needs_systems": keys, "needs_interfaces": []}]},
        data={"datasets": []},
    )
    facts, _road = planned(assessment)
    chosen = next(result for result in PATTERNS if result.pattern_id == "DRP-06")
    found = recovered_processes(Estate(assessment), objectives(assessment, facts), chosen)
    design = resilience(processes=found)
    return {one.fact: one for one in open_questions(assessment, facts, KNOWLEDGE, (), design)}


def test_a_system_that_a_process_needs_and_nobody_promises_back_is_asked_for() -> None:
    found = asked_of_systems(system("robot", name="Dispensing robot", business_owner="Pharmacy"))
    question = found["dependencies.systems[robot].rto_promised_minutes"]
    assert question.text == (
        "After a failure, how soon would “Dispensing robot” be back? Needed for: Ward supply. "
        "Nobody has promised a time."
    )
    assert question.owner == "Pharmacy"
    assert question.matters_for == ("Ward supply",)


def test_a_system_with_a_promise_or_that_moves_with_the_erp_is_not_asked_for() -> None:
    found = asked_of_systems(system("robot", rto_promised_minutes=30), system("hub", moves="with_erp"))
    assert not [name for name in found if name.startswith("dependencies.systems")]


def test_every_question_speaks_to_the_client() -> None:
    for question in asked(Assessment()).values():
        assert question.text.endswith(("?", ".")), question.text
        assert "not known" not in question.text
        assert "?" in question.text or question.text.split()[0] in {"Rate", "List", "Split"}, question.text
