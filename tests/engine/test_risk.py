"""The risk register: every rule can fire and stay quiet, and what is not known is never an all-clear."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.river_hospital import assuming, hospital, planned, stated
from tests.engine.rule_cases import case_with
from wardround.assessment import Assessment
from wardround.engine.findings import FiredRisk, Roadmap
from wardround.engine.origins import ORIGINS, Control
from wardround.engine.risk import RiskRegister, held, reasons, risks
from wardround.knowledge import FactValue, Knowledge

KNOWLEDGE = Knowledge.load()
RISKS = sorted(KNOWLEDGE.risks)
FACTS, ROADMAP = planned(hospital())
CONTROLS = {origin.control_id: name for name, origin in ORIGINS.items() if isinstance(origin, Control)}

BY_NATURE = {"CT-EDR-01": {"RK-SIZ-06"}, "CT-ENC-04": {"RK-CRT-02"}}
"""Risks that a control brings along when it is put in place: agents take CPU, internal certificates expire."""


def fired(register: RiskRegister) -> dict[str, FiredRisk]:
    return {risk.risk_id: risk for risk in register.fired}


def scores(register: RiskRegister) -> dict[str, int]:
    return {risk.risk_id: risk.score for risk in register.fired}


@pytest.mark.parametrize("risk_id", RISKS)
def test_a_rule_can_fire_and_says_which_facts_fired_it(risk_id: str) -> None:
    values = case_with(KNOWLEDGE.risks[risk_id].trigger_condition, verdict=True)
    facts = assuming(FACTS, values)
    risk = fired(risks(facts, KNOWLEDGE, ROADMAP))[risk_id]
    rule = KNOWLEDGE.risks[risk_id].trigger_condition
    behind = reasons(rule, facts)
    assert behind
    assert set(behind) <= set(rule.names)
    assert risk.because[: len(behind)] == tuple(facts.reason(name) for name in behind)
    assert rule.evaluate({name: facts[name] if name in behind else None for name in rule.names}).verdict is True
    assert not risk.assumed


def test_of_two_conditions_of_which_one_is_enough_only_the_one_that_holds_is_a_reason() -> None:
    rule = KNOWLEDGE.risks["RK-MIG-06"].trigger_condition  # an old PostgreSQL or an old operating system
    assert reasons(rule, {"source_pg_version": 9, "source_os_eol": False}) == ("source_pg_version",)
    assert reasons(rule, {"source_pg_version": 15, "source_os_eol": True}) == ("source_os_eol",)


@pytest.mark.parametrize("risk_id", RISKS)
def test_a_title_says_what_may_happen_and_fits_a_line(risk_id: str) -> None:
    title = KNOWLEDGE.risks[risk_id].title
    assert len(title) <= 60
    assert not title.endswith(".")
    assert "never" not in title.lower()  # a title holds for every client on whom the rule fires


def test_titles_are_told_apart() -> None:
    assert len({risk.title for risk in KNOWLEDGE.risks.values()}) == len(RISKS)


@pytest.mark.parametrize("risk_id", RISKS)
def test_a_rule_can_stay_quiet(risk_id: str) -> None:
    values = case_with(KNOWLEDGE.risks[risk_id].trigger_condition, verdict=False)
    register = risks(assuming(FACTS, values), KNOWLEDGE, ROADMAP)
    assert risk_id not in fired(register)
    assert risk_id not in {rule.risk_id for rule in register.undecided}


@pytest.mark.parametrize("risk_id", RISKS)
def test_a_rule_that_knows_nothing_is_left_open_and_names_what_is_missing(risk_id: str) -> None:
    names = KNOWLEDGE.risks[risk_id].trigger_condition.names
    register = risks(assuming(FACTS, dict.fromkeys(names)), KNOWLEDGE, ROADMAP)
    assert risk_id not in fired(register)
    undecided = {rule.risk_id: rule.missing for rule in register.undecided}
    assert undecided[risk_id]
    assert set(undecided[risk_id]) <= set(names)


@pytest.mark.parametrize("risk_id", RISKS)
def test_a_risk_has_a_place_on_the_scales_and_a_phase_to_be_treated_in(risk_id: str) -> None:
    values = case_with(KNOWLEDGE.risks[risk_id].trigger_condition, verdict=True)
    risk = fired(risks(assuming(FACTS, values), KNOWLEDGE, ROADMAP))[risk_id]
    assert 1 <= risk.residual_likelihood <= risk.likelihood <= 5
    assert 1 <= risk.residual_impact <= risk.impact <= 5
    assert risk.due_phase in {row.phase for row in KNOWLEDGE.activities.values()}


MODIFIERS = [(risk_id, place) for risk_id in RISKS for place in range(len(KNOWLEDGE.risks[risk_id].modifiers))]


@pytest.mark.parametrize(("risk_id", "place"), MODIFIERS)
def test_a_modifier_moves_the_score_where_it_holds(risk_id: str, place: int) -> None:
    risk = KNOWLEDGE.risks[risk_id]
    modifier = risk.modifiers[place]
    trigger = case_with(risk.trigger_condition, verdict=True)
    axis = "likelihood" if modifier.axis == "L" else "impact"
    base = risk.base_likelihood if modifier.axis == "L" else risk.base_impact
    others = [other for other in risk.modifiers if other is not modifier]
    for holds in (True, False):
        values: dict[str, FactValue] = {}
        for other in others:
            values |= case_with(other.rule, verdict=False)
        # Trigger and modifier may name the same facts; then the trigger decides.
        values |= case_with(modifier.rule, verdict=holds) | trigger
        facts = assuming(FACTS, values)
        register = fired(risks(facts, KNOWLEDGE, ROADMAP))
        added = sum(
            one.delta for one in risk.modifiers if one.axis == modifier.axis and one.rule.evaluate(facts).verdict
        )
        assert getattr(register[risk_id], axis) == held(base + added)


def test_scores_are_held_between_one_and_five() -> None:
    assert [held(level) for level in (-1, 1, 3, 5, 8)] == [1, 1, 3, 5, 5]


def test_the_highest_score_comes_first_and_the_id_decides_between_equals() -> None:
    found = [(-risk.score, risk.risk_id) for risk in risks(FACTS, KNOWLEDGE, ROADMAP).fired]
    assert found == sorted(found)
    assert len(found) > 20


def test_a_risk_that_rests_on_a_default_is_an_assumption_to_check() -> None:
    register = fired(risks(FACTS, KNOWLEDGE, ROADMAP))
    assert register["RK-BKP-01"].because == ("Months since a proven restore: never (default)",)
    assert register["RK-BKP-01"].assumed
    said = hospital(recovery={"restore_test_last_months": stated(40)})
    facts, road = planned(said)
    risk = fired(risks(facts, KNOWLEDGE, road))["RK-BKP-01"]
    assert risk.because == ("Months since a proven restore: 40 (stated)",)
    assert not risk.assumed


def test_a_modifier_on_a_default_does_not_make_a_finding_an_assumption() -> None:
    facts, road = planned(hospital(recovery={"dr_test_last_months": stated(30)}))
    risk = fired(risks(facts, KNOWLEDGE, road))["RK-DR-01"]
    assert risk.because[1] == "Runbooks exist: no (default)"
    assert not risk.assumed


def test_the_due_phase_is_that_of_the_first_activity_that_treats_the_risk() -> None:
    register = fired(risks(FACTS, KNOWLEDGE, ROADMAP))
    assert register["RK-BKP-01"].due_phase == "1 assessment and sizing"  # A1-15, before A4-07, A8-07 and A9-05


def _with_states(states: Mapping[str, str]) -> Assessment:
    rows = [{"key": name, "control_id": name, "state": state} for name, state in sorted(states.items())]
    return hospital(compliance={"control_states": rows})


@given(st.dictionaries(st.sampled_from(sorted(CONTROLS)), st.sampled_from(["open", "fulfilled", "not_verified"])),
       st.sampled_from(sorted(CONTROLS)))  # fmt: skip
def test_closing_a_control_never_raises_a_score(states: dict[str, str], closed: str) -> None:
    def register(state: str) -> dict[str, int]:
        facts, road = planned(_with_states({**states, closed: state}))
        return scores(risks(facts, KNOWLEDGE, road))

    before, after = register("open"), register("fulfilled")
    higher = {risk_id for risk_id, score in after.items() if score > before.get(risk_id, 0)}
    assert higher <= BY_NATURE.get(closed, set())


def test_what_cannot_be_told_is_left_open_by_name() -> None:
    facts = assuming(FACTS, {"quota_headroom_pct": None, "prod_dr_ip_overlap": None})
    undecided = {rule.risk_id: rule.missing for rule in risks(facts, KNOWLEDGE, ROADMAP).undecided}
    assert undecided["RK-CAP-01"] == ("quota_headroom_pct",)
    assert undecided["RK-NET-02"] == ("prod_dr_ip_overlap",)


def test_a_register_without_a_roadmap_still_knows_when_to_treat_a_risk() -> None:
    empty = Roadmap((), (), (), ROADMAP.starts, ROADMAP.finish, None, 0, 0, 0, ROADMAP.one_time_usd, "", {})
    assert all(risk.due_phase for risk in risks(FACTS, KNOWLEDGE, empty).fired)
