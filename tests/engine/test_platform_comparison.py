"""Both platforms side by side, layouts of a tier, and the hours of other environments."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.engine.samples import SAMPLES, findings, sample
from wardround.catalogue import Catalogue
from wardround.engine.compare import Study, beside
from wardround.engine.findings import Comparison, Findings
from wardround.engine.nonproduction_schedules import schedules
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


@cache
def compared(name: str, scenario: str = "") -> Findings:
    answers = sample(name)
    answers = answers.under(scenario) if scenario else answers
    return beside(findings(name, scenario), answers, Catalogue.load(), KNOWLEDGE)


def comparison(name: str, scenario: str = "") -> Comparison:
    found = compared(name, scenario).comparison
    assert found is not None
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_of_both_bills_add_up_to_their_list_prices(name: str) -> None:
    found = comparison(name).kubernetes
    assert found is not None
    listed = findings(name).cost.totals.list_monthly_usd
    assert sum(part.machines_usd for part in found.parts) == listed
    assert found.machines_usd == findings(name).cost.totals.monthly_usd


@pytest.mark.parametrize("name", SAMPLES)
def test_the_rest_of_the_bill_does_not_depend_on_the_platform(name: str) -> None:
    found = comparison(name).kubernetes
    assert found is not None
    rest = {part.name: part.difference_usd for part in found.parts}
    assert rest["Everything else"] == 0
    assert rest["Other servers and their disks"] == 0


def test_the_same_comparison_comes_out_whichever_platform_is_decided() -> None:
    one, other = comparison("multi-site-network").kubernetes, comparison("multi-site-network", "kubernetes").kubernetes
    assert one is not None
    assert other is not None
    assert (one.decided, other.decided) == ("vm", "aks")
    assert (one.machines_usd, one.cluster_usd) == (other.machines_usd, other.cluster_usd)
    assert one.pools == other.pools


def test_the_platform_decision_has_the_price_of_both_once_they_are_worked_out() -> None:
    found = compared("clinic-group")
    made = next(row for row in found.decisions if row.decision_id == "platform")
    kubernetes = comparison("clinic-group").kubernetes
    assert kubernetes is not None
    assert {way.option_id: way.monthly_usd for way in made.options} == {
        "vm": kubernetes.machines_usd,
        "aks": kubernetes.cluster_usd,
    }


def test_patching_shrinks_and_the_care_for_clusters_is_new() -> None:
    kubernetes = comparison("multi-site-network").kubernetes
    assert kubernetes is not None
    duties = {duty.duty_id: duty for duty in kubernetes.duties}
    assert duties["patch_os"].cluster_hours < duties["patch_os"].machines_hours
    assert duties["cluster_upgrade"].machines_hours == 0
    assert duties["cluster_upgrade"].cluster_hours > 0
    assert kubernetes.machines_hours == pytest.approx(sum(duty.machines_hours for duty in duties.values()))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_layout_that_is_enough_is_cheaper_than_the_one_chosen(name: str) -> None:
    for tier in comparison(name).layouts:
        if tier.tier != "application":
            continue
        chosen = next(row for row in tier.layouts if row.chosen)
        assert chosen.monthly_usd is not None
        for row in tier.layouts:
            if row.enough and row.monthly_usd is not None:
                assert row.monthly_usd >= chosen.monthly_usd


@pytest.mark.parametrize("name", SAMPLES)
def test_one_of_many_servers_takes_less_with_it_than_one_of_few(name: str) -> None:
    tier = next(tier for tier in comparison(name).layouts if tier.tier == "application")
    shares = [row.lost_share for row in sorted(tier.layouts, key=lambda row: row.nodes)]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_schedule_of_the_bill_gives_what_the_bill_has(name: str) -> None:
    found = schedules(findings(name), KNOWLEDGE)
    assert found is not None
    billed = {group.name: group.monthly_usd for group in findings(name).cost.by_environment}
    for row in found.environments:
        assert row.usd(found.chosen) == billed[row.environment]
        assert row.always_on_usd >= row.office_hours_usd >= row.on_demand_usd >= row.fixed_usd > Decimal(0)


def test_a_study_can_be_worked_out_for_either_platform_whatever_is_decided() -> None:
    answers = sample("clinic-group")
    study = Study(answers, findings("clinic-group"), Catalogue.load(), KNOWLEDGE)
    assert study.assessed(answers, platform="aks").facts["platform"].value == "aks"
    assert study.assessed(answers).cost.totals == findings("clinic-group").cost.totals
