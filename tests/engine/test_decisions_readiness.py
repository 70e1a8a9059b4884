"""Automation and AI readiness part by part, tenants by environment, and the ends of what is temporary."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from tests.engine.plain_design import cost, resilience, role, sizing
from tests.engine.river_hospital import hospital, stated
from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.decisions import decide, settle
from wardround.engine.decisions.dates import months_later
from wardround.engine.facts import answered
from wardround.engine.findings import Decision, Findings, RequiredControl, RoleSizing
from wardround.engine.findings.operating import MaturityPart
from wardround.engine.maturity import maturity, score
from wardround.knowledge import Knowledge

KNOWLEDGE, CATALOGUE = Knowledge.load(), Catalogue.load()
OPERATIONS = {
    "iac_level": "full",
    "cicd_level": "automated",
    "rollback_procedure": "tested",
    "cert_management": "automated",
    "cert_inventory": True,
}
FOUNDATIONS = {
    "data.data_inventory_status": "complete",
    "data.free_text_risk": False,
    "compliance.siem": "sentinel",
    "compliance.audit_trail_level": "application_database",
    "compliance.dpia_done": True,
    "interfaces.hardcoded_endpoints": False,
    "interfaces.throttling_in_place": True,
    "dependencies.shared_database": False,
    "dependencies.dependency_map_status": "validated",
    "volumes.attachments_in_db": False,
    "reports.reports_on_primary": False,
    "operations.monitoring_level": "full_stack",
    "operations.alerting_tuned": True,
    "data.prod_data_in_nonprod": False,
}


def told(**answers: object) -> Assessment:
    found = hospital()
    for name, value in answers.items():
        found = with_value(found, f"operations.{name}", stated(value))
    return found


def ready() -> Assessment:
    found = with_value(hospital(), "platform.ai_readiness", stated(value=True))
    for path, value in FOUNDATIONS.items():
        found = with_value(found, path, stated(value))
    return described(found)


def described(assessment: Assessment, documentation: str = "complete") -> Assessment:
    for row in assessment.interfaces.interfaces:
        path = f"interfaces.interfaces[{row.key}]"
        assessment = with_value(assessment, f"{path}.documentation", documentation)
        assessment = with_value(assessment, f"{path}.business_owner", "Anna Weiss")
    return assessment


def parts(assessment: Assessment, controls: Sequence[RequiredControl] = ()) -> dict[str, MaturityPart]:
    return {one.part: one for one in maturity(answered(assessment, KNOWLEDGE), controls, KNOWLEDGE)}


def fulfilled(*ids: str) -> tuple[RequiredControl, ...]:
    return tuple(RequiredControl(name, "fulfilled", in_force=True) for name in ids)


def decided(assessment: Assessment, deployment: tuple[RoleSizing, ...] = ()) -> dict[str, Decision]:
    settled = settle(assessment, answered(assessment, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    found = decide(
        assessment, settled.facts, sizing(), resilience(), deployment, cost(), CATALOGUE, KNOWLEDGE, as_of=AS_OF
    )
    return {one.decision_id: one for one in found.decisions}


@cache
def network() -> Findings:
    return assess(sample("shared-services"), CATALOGUE, KNOWLEDGE, AS_OF)


# --- automation -----------------------------------------------------------------------------------------------------


def test_levels_build_on_each_other_and_the_highest_has_no_next_step() -> None:
    for (_, part), steps in KNOWLEDGE.maturity_steps.items():
        assert [step.level for step in steps] == list(range(len(steps))), part
        assert steps[0].reached_when.text == "True"
        assert [bool(step.next_step) for step in steps] == [True] * (len(steps) - 1) + [False], part
        assert [step.effort_days_likely > 0 for step in steps] == [bool(step.next_step) for step in steps]
        assert all(s.effort_days_low <= s.effort_days_likely <= s.effort_days_high for s in steps)


def test_who_automated_everything_stands_at_the_top() -> None:
    found = parts(told(**OPERATIONS), fulfilled("CT-IAC-02", "CT-IAC-03", "CT-IAC-04"))
    for name in ("iac", "cicd", "gitops", "certificates", "policy"):
        assert found[name].level == found[name].top_level
        assert not found[name].next_step


def test_a_policy_counts_only_once_its_control_is_fulfilled() -> None:
    assert parts(told(**OPERATIONS))["policy"].level == 0
    assert parts(told(**OPERATIONS), fulfilled("CT-IAC-04"))["policy"].level == 1
    assert parts(told(**OPERATIONS), fulfilled("CT-IAC-02"))["policy"].level == 0


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_better_answer_never_lowers_a_level(name: str) -> None:
    worst = {"iac_level": "none", "cicd_level": "none", "rollback_procedure": "none", "cert_management": "manual"}
    poor = told(**{**worst, "cert_inventory": False})
    better = with_value(poor, f"operations.{name}", stated(OPERATIONS[name]))
    before, after = parts(poor), parts(better)
    assert all(after[part].level >= before[part].level for part in before)


def test_what_rests_on_defaults_says_so() -> None:
    assert parts(Assessment())["certificates"].assumed
    assert not parts(told(**OPERATIONS))["certificates"].assumed


def test_the_first_step_is_named_with_its_work() -> None:
    one = decided(told(iac_level="none", cicd_level="none", cert_management="manual", cert_inventory=False))[
        "automation"
    ]
    part = parts(told(iac_level="none", cicd_level="none", cert_management="manual", cert_inventory=False))[one.chosen]
    assert f"about {part.effort_days_likely:g} days of the {part.role}" in one.words
    assert part.next_step[1:] in one.words


# --- AI -------------------------------------------------------------------------------------------------------------


def test_nobody_is_sold_a_pilot_on_poor_foundations() -> None:
    assert decided(Assessment())["ai_readiness"].chosen != "pilot"
    assert decided(with_value(hospital(), "platform.ai_readiness", stated(value=True)))["ai_readiness"].chosen == (
        "foundations"
    )


def test_who_does_not_want_it_and_is_busy_may_leave_it() -> None:
    one = decided(with_value(hospital(), "platform.ai_readiness", stated(value=False)))["ai_readiness"]
    assert one.wished == one.chosen == "nothing"


def test_a_pilot_is_worth_trying_where_the_foundations_stand_and_somebody_asks() -> None:
    found = tuple(parts(ready()).values())
    assert score(found, "ai") == 1.0
    assert decided(ready())["ai_readiness"].chosen == "pilot"


@pytest.mark.parametrize("path", [path for path in FOUNDATIONS if path != "data.prod_data_in_nonprod"])
def test_each_foundation_counts(path: str) -> None:
    worst: dict[str, object] = {
        "data.data_inventory_status": "none",
        "compliance.siem": "none",
        "compliance.audit_trail_level": "none",
        "dependencies.dependency_map_status": "none",
        "operations.monitoring_level": "none",
    }
    value = worst.get(path, not FOUNDATIONS[path])
    poorer = with_value(ready(), path, stated(value))
    assert score(tuple(parts(poorer).values()), "ai") < 1.0


def test_interfaces_count_only_once_they_are_described() -> None:
    assert parts(ready())["apis"].level == 2
    assert parts(described(ready(), "partial"))["apis"].level == 0


# --- tenants by environment -----------------------------------------------------------------------------------------


def test_every_tenant_has_a_place_in_every_environment_in_scope() -> None:
    findings = network()
    tenants = [row.key for row in sample("shared-services").tenants.tenants]
    scope = findings.facts["scope_environments"].value
    assert isinstance(scope, tuple)
    standing = {(one.environment, one.tenant) for one in findings.tenancy}
    assert standing >= {(name, key) for name in scope if name != "disaster_recovery" for key in tenants}
    assert len(standing) == len(findings.tenancy)


def test_sharing_comes_with_rules_and_proof() -> None:
    sharing = [one for one in network().tenancy if one.shares]
    assert sharing
    for one in sharing:
        assert one.governance
        assert one.evidence or one.environment != "production"
    for one in network().tenancy:
        if not one.shares:
            assert not one.governance
    production = next(one for one in sharing if one.environment == "production")
    assert any("above its forecast" in text for text in production.governance)
    assert any("none reaches the data of another tenant" in text for text in production.evidence)


def test_production_stands_as_decided() -> None:
    made = {one.decision_id: one.chosen for one in network().decisions}
    for one in network().tenancy:
        if one.environment == "production":
            assert one.tenancy == made[f"tenancy.{one.tenant}"]


# --- what is temporary ----------------------------------------------------------------------------------------------


def test_months_later_ends_inside_the_month() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_a_link_that_nobody_ends_gets_a_date_to_agree() -> None:
    linked = with_value(hospital(), "dependencies.hybrid_link", stated("vpn"))
    linked = with_value(linked, "engagement.target_finish_date", stated("2027-03-31"))
    one = decided(linked)["hybrid_link"]
    months = round(KNOWLEDGE.design_policies["hybrid_link_months"].value)
    assert one.ends_on == months_later(date(2027, 3, 31), months)
    assert "we propose 30 September 2027" in one.words


def test_no_link_has_no_end() -> None:
    assert decided(with_value(hospital(), "dependencies.hybrid_link", stated("none")))["hybrid_link"].ends_on is None


def test_shared_nodes_end_on_a_date() -> None:
    shared = role("application", carries=("ingress", "monitoring"))
    late = with_value(hospital(), "engagement.target_finish_date", stated("2027-03-31"))
    one = decided(late, (shared,))["consolidation"]
    assert one.chosen == "consolidated"
    assert one.ends_on == date(2028, 3, 31)
    assert "until 31 March 2028 at the latest" in one.words
    assert decided(late)["consolidation"].ends_on is None


def test_pods_that_share_the_nodes_of_a_cluster_are_no_temporary_step() -> None:
    pool = role("application", carries=("ingress", "monitoring"), platform="aks")
    one = decided(hospital(), (pool,))["consolidation"]
    assert (one.chosen, one.ends_on) == ("separate", None)


def test_redis_never_holds_the_only_copy_of_a_record() -> None:
    one = decided(hospital())["redis_persistence"]
    assert "never holds the only copy of a record" in one.words
    assert {"one_node", "one_node_appendonly", "replica_memory", "replica_appendonly"} == {
        way.option_id for way in one.options
    }
