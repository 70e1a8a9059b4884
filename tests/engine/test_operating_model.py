"""Running the platform: hours and price by duty, the split between client and provider, terms and service levels."""

from decimal import Decimal
from functools import cache

import pytest

from tests.engine.plain_design import role
from tests.engine.river_hospital import hospital, stated
from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.facts import answered
from wardround.engine.findings import Findings
from wardround.engine.findings.operating import OperatedDuty, OperatingModel, OperatingTerm
from wardround.engine.operating_model import UNITS, WAYS, operating_model
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()
SERVERS = (role("application"), role("postgresql", tier="database"))


def model(assessment: Assessment, deployment: tuple[object, ...] = SERVERS, tenants: int = 1) -> OperatingModel:
    return operating_model(answered(assessment, KNOWLEDGE), deployment, tenants, KNOWLEDGE)  # type: ignore[arg-type]


@cache
def network() -> Findings:
    return assess(sample("multi-site-network"), Catalogue.load(), KNOWLEDGE, AS_OF)


def duty(found: OperatingModel, duty_id: str) -> OperatedDuty | None:
    return next((one for one in found.duties if one.duty_id == duty_id), None)


def term(found: OperatingModel, subject: str) -> OperatingTerm:
    return next(one for one in found.terms if one.subject == subject)


def test_every_unit_that_duties_scale_with_is_counted() -> None:
    assert {row.scaling_unit for row in KNOWLEDGE.operating_effort.values()} == set(UNITS)


def test_hours_are_those_of_the_table_times_what_the_design_has_and_money_is_hours_at_the_day_rate() -> None:
    found = model(hospital())
    servers = sum(one.nodes for one in SERVERS)
    hardening = duty(found, "hardening")
    assert hardening is not None
    row = KNOWLEDGE.operating_effort["hardening"]
    rate = KNOWLEDGE.day_rates[row.role]
    assert hardening.count == servers
    assert hardening.hours_likely == pytest.approx(row.hours_per_month_likely * servers)
    expected = row.hours_per_month_likely * servers * rate.rate_usd_per_day_likely / rate.hours_per_day
    assert float(hardening.monthly_usd) == pytest.approx(expected, abs=0.01)


def test_the_work_is_the_same_whoever_does_it() -> None:
    found = network().operating
    assert found is not None
    hours = [way.client_hours + way.provider_hours for way in found.ways]
    money = [way.client_usd + way.provider_usd for way in found.ways]
    assert hours == pytest.approx([hours[0]] * 3, abs=0.2)
    assert money == [money[0]] * 3
    assert [way.model_id for way in found.ways] == list(WAYS)
    assert found.way("in_house").provider_usd == Decimal(0)
    assert found.way("msp").client_hours < found.way("shared_responsibility").client_hours


def test_somebody_is_responsible_for_every_duty_in_every_way() -> None:
    found = network().operating
    assert found is not None
    for one in found.duties:
        assert [split.model_id for split in one.splits] == list(WAYS)
        for split in one.splits:
            assert {split.responsible, split.accountable} <= {"client", "provider"}
        assert one.hours_low <= one.hours_likely <= one.hours_high


def test_more_servers_are_more_work() -> None:
    few, many = model(hospital()), model(hospital(), (role("application", nodes=9), SERVERS[1]))
    assert many.way("in_house").client_hours > few.way("in_house").client_hours


def test_on_call_is_paid_only_where_support_is_staffed_around_the_clock() -> None:
    for hours, there in (("business", False), ("24x7", True)):
        found = model(with_value(hospital(), "operations.support_hours", stated(hours)))
        assert (duty(found, "on_call") is not None) is there


def test_automation_saves_hours() -> None:
    by_hand = hospital()
    for path, value in (("iac_level", "none"), ("cicd_level", "none"), ("cert_management", "manual")):
        by_hand = with_value(by_hand, f"operations.{path}", stated(value))
    automated = by_hand
    for path, value in (("iac_level", "full"), ("cicd_level", "automated"), ("cert_management", "automated")):
        automated = with_value(automated, f"operations.{path}", stated(value))
    for duty_id in ("patch_os", "certificates"):
        before, after = duty(model(by_hand), duty_id), duty(model(automated), duty_id)
        assert before is not None
        assert after is not None
        assert after.hours_likely < before.hours_likely


def test_a_platform_without_a_cluster_has_no_duties_of_one() -> None:
    assert duty(model(hospital()), "cluster_upgrade") is None


def test_each_term_of_the_service_stands_beside_what_holds_today() -> None:
    found = model(hospital())
    assert [one.subject for one in found.terms] == [
        "Hardening",
        "Patch windows",
        "Backup checks",
        "Observability",
        "Capacity reviews",
        "Escalation",
        "Rollback",
        "Service levels",
        "Evidence retention",
    ]


@pytest.mark.parametrize(
    ("path", "bad", "good", "subject"),
    [
        ("operations.patch_cadence_days", 60, 7, "Patch windows"),
        ("recovery.restore_test_last_months", 999, 1, "Backup checks"),
        ("operations.capacity_review_months", 0, 3, "Capacity reviews"),
        ("operations.rollback_procedure", "none", "tested", "Rollback"),
        ("operations.iac_level", "partial", "full", "Hardening"),
    ],
)
def test_a_gap_opens_and_closes_with_the_answer(path: str, bad: object, good: object, subject: str) -> None:
    assert term(model(with_value(hospital(), path, stated(bad))), subject).gap
    assert not term(model(with_value(hospital(), path, stated(good))), subject).gap


def test_records_are_kept_as_long_as_the_strictest_law_asks() -> None:
    found = term(model(with_value(hospital(), "compliance.regimes", stated(["HIPAA"]))), "Evidence retention")
    assert "6 years, as HIPAA asks" in found.asked


def test_the_urgent_clock_never_stops_where_the_erp_works_around_the_clock() -> None:
    always = model(with_value(hospital(), "organisation.operating_hours", stated("24x7")))
    office = model(with_value(hospital(), "organisation.operating_hours", stated("business_hours")))
    clocks = {one.level_id: one.clock for one in always.levels}
    assert (clocks["P1"], clocks["P4"]) == ("around the clock", "in support hours")
    assert {one.clock for one in office.levels} == {"in support hours"}
    for before, after in zip(always.levels, always.levels[1:], strict=False):
        assert before.respond_minutes < after.respond_minutes


def test_the_hours_of_the_team_are_a_figure_that_explains_itself() -> None:
    findings = network()
    assert findings.operating is not None
    figure = findings.figures["operation.client_hours_per_month"]
    assert figure.value == findings.operating.way(findings.operating.answered).client_hours
    assert sum(float(one.value) for one in figure.inputs) == pytest.approx(float(figure.value), abs=0.2)
