"""The mix of commitments for each tier: open to the client, best of all, and said where none is advised."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product

import numpy as np
import pytest

from tests.engine.samples import AS_OF, SAMPLES, findings, sample
from wardround.assessment import Answer, Assessment, Standing
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.autoscaling import autoscaling
from wardround.engine.compare import Study
from wardround.engine.cost import nonproduction_hours
from wardround.engine.findings import Findings
from wardround.engine.findings.purchase import PurchaseComparison, PurchaseTier
from wardround.engine.purchase_mix import _judged, _mixes, purchase_mix
from wardround.engine.regret import OPTIONS, Servers, best_in_hindsight, cases_of, costs
from wardround.knowledge import Knowledge


def bought(assessment: Assessment, found: Findings, *, scaled: bool = True) -> PurchaseComparison:
    study = Study(assessment, found, Catalogue.load(), Knowledge.load())
    result = purchase_mix(
        found.sizing,
        found.deployment,
        found.resilience.recovery_region,
        study.facts,
        study.catalogue,
        study.knowledge,
        AS_OF,
        nonproduction_hours(study.facts, study.knowledge),
        autoscaling(found, study.catalogue, study.knowledge) if scaled else None,
    )
    assert result is not None
    return result


@cache
def of_sample(name: str) -> PurchaseComparison:
    return bought(sample(name), findings(name))


@cache
def with_commitment(name: str, allowed: str) -> PurchaseComparison:
    changed = allowing(sample(name), allowed)
    return bought(changed, assess(changed, Catalogue.load(), Knowledge.load(), AS_OF))


def allowing(assessment: Assessment, allowed: str) -> Assessment:
    answer = Answer[str](value=allowed, standing=Standing.STATED, by="somebody")
    return assessment.model_copy(update={"budget": assessment.budget.model_copy(update={"commitment_allowed": answer})})


def all_tiers() -> list[PurchaseTier]:
    return [tier for name in SAMPLES for tier in of_sample(name).tiers]


def test_every_tier_with_servers_is_there_once_and_every_mix_buys_all_of_its_servers() -> None:
    for name in SAMPLES:
        servers = [role for role in findings(name).deployment if role.vcpus and role.nodes]
        tiers = of_sample(name).tiers
        assert [(row.environment, row.tenant, row.role) for row in tiers] == [
            (row.environment, row.tenant, row.role) for row in servers
        ]
        for tier in tiers:
            for mix in (tier.recommended, tier.least_regret, tier.least_expected):
                assert sum(part.nodes for part in mix.parts) == tier.nodes


def test_the_two_objectives_are_each_least_where_they_say_so() -> None:
    for tier in all_tiers():
        mixes = (tier.recommended, tier.least_regret, tier.least_expected)
        assert tier.least_regret.worst_regret_usd == min(mix.worst_regret_usd for mix in mixes)
        assert tier.least_expected.expected_usd == min(mix.expected_usd for mix in mixes)


def test_only_what_the_client_allows_is_advised() -> None:
    assert {
        part.option for tier in with_commitment("clinic-group", "none").tiers for part in tier.recommended.parts
    } == {"payg"}
    one_year = {part.option for tier in of_sample("clinic-group").tiers for part in tier.recommended.parts}
    assert one_year <= {"payg", "reserved_1y", "savings_1y"}
    assert "reserved_1y" in one_year
    three = {part.option for tier in with_commitment("clinic-group", "3y").tiers for part in tier.recommended.parts}
    assert {"reserved_3y", "savings_3y"} & three


def test_where_no_ratio_is_known_no_commitment_is_advised_and_that_is_said() -> None:
    found = replace(
        findings("clinic-group"),
        deployment=tuple(
            replace(role, sku="Standard_L8s_v3", series="Lsv3") if role.role == "postgresql" else role
            for role in findings("clinic-group").deployment
        ),
    )
    compared = bought(sample("clinic-group"), found)
    assert compared.without_ratio == ("Standard_L8s_v3",)
    tier = next(tier for tier in compared.tiers if tier.role == "postgresql" and tier.environment == "production")
    assert [part.option for part in tier.recommended.parts] == ["payg"]
    assert "no committed price is known for L8s_v3" in tier.words
    assert all(way.monthly_usd is None and not way.allowed for way in tier.ways if way.option != "payg")
    assert {row.option for row in compared.regrets} == {"savings_1y", "reserved_1y", "savings_3y", "reserved_3y"}


def test_a_server_that_follows_office_hours_is_never_committed() -> None:
    for tier in all_tiers():
        if tier.environment in {"test", "training", "development"}:
            assert tier.hours_per_month < 300
            assert [part.option for part in tier.recommended.parts] == ["payg"]
            assert all(way.break_even_month is None for way in tier.ways if way.option.endswith("_1y"))


def test_servers_scaled_by_the_hour_are_committed_only_as_far_as_they_run() -> None:
    found = of_sample("regional-hospital")
    scaled = next(tier for tier in found.tiers if "scaled by the hour" in tier.hours_words)
    assert len(scaled.recommended.parts) > 1
    always_on = bought(sample("regional-hospital"), findings("regional-hospital"), scaled=False)
    same = next(tier for tier in always_on.tiers if (tier.tenant, tier.role) == (scaled.tenant, scaled.role))
    assert same.hours_per_month == 730
    committed = sum(part.nodes for part in scaled.recommended.parts if part.option != "payg")
    assert committed < sum(part.nodes for part in same.recommended.parts if part.option != "payg")


def test_the_bill_as_priced_is_what_the_lines_of_the_servers_add_up_to() -> None:
    for name in SAMPLES:
        lines = [line for line in findings(name).cost.lines if line.item.startswith("Virtual machine")]
        whole = sum((line.monthly_usd or Decimal(0) for line in lines), Decimal(0))
        assert abs(of_sample(name).priced_monthly_usd - whole) < Decimal("0.25")


def test_what_a_commitment_costs_more_falls_as_the_change_comes_later_within_a_term() -> None:
    regrets = {(row.option, row.course, row.month): row.against_payg_usd for row in of_sample("clinic-group").regrets}
    for option in ("reserved_1y", "savings_1y"):
        assert regrets[option, "stops", 3] > regrets[option, "stops", 6] > regrets[option, "stops", 12]
        assert regrets[option, "as_planned", 0] < 0
    assert regrets["savings_1y", "resized", 3] < 0 < regrets["reserved_1y", "resized", 3]


@pytest.mark.parametrize("nodes", [1, 2, 3])
def test_no_assignment_of_servers_to_ways_beats_the_mixes_that_are_looked_through(nodes: int) -> None:
    """Brute force over every assignment, for servers of different hours."""
    usd = np.repeat(np.array([[1.0], [0.72], [0.6], [0.5], [0.4]]), nodes, axis=1)
    hours = np.array([730.0, 430.0, 200.0][:nodes])
    servers = Servers(usd, hours, np.array([True, True, False][:nodes]), np.ones(nodes, dtype=bool))
    cases = cases_of(36, (0.45, 0.25, 0.15, 0.1, 0.05))
    cost = costs(servers, cases)
    usable = np.ones(len(OPTIONS), dtype=bool)
    best = best_in_hindsight(cost, usable)
    judged = [_judged(mix, cost, best, cases) for mix in _mixes(nodes, usable)]
    every = [
        float(sum(cost[way, server] for server, way in enumerate(ways)) @ cases.weight)
        for ways in product(range(len(OPTIONS)), repeat=nodes)
    ]
    assert min(mix.expected for mix in judged) == pytest.approx(min(every))


def test_commitments_of_the_bill_carry_their_regret_and_the_decision_names_it() -> None:
    found = findings("clinic-group")
    by_option = {choice.option: choice for choice in found.cost.commitments}
    payg, reserved = by_option["payg"], by_option["reserved_1y"]
    assert payg.worst_loss_usd == 0
    assert reserved.worst_loss_usd is not None
    assert reserved.worst_loss_usd > 0
    assert reserved.expected_usd is not None
    assert payg.expected_usd is not None
    assert reserved.expected_usd < payg.expected_usd
    made = next(made for made in found.decisions if made.decision_id == "purchase")
    texts = [reason.text for option in made.options if option.option_id == "reserved_1y" for reason in option.reasons]
    assert any("months of pay as you go can be lost" in text for text in texts)
