"""Tenants on shared servers against tenants on their own: hours, headroom and both prices."""

from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from tests.engine.samples import findings, sample
from wardround.catalogue import Catalogue
from wardround.engine.compare import Study
from wardround.engine.decisions.tenancy import SHARING, priced_tenancies
from wardround.engine.findings.tenants import TenantComparison
from wardround.engine.tenant_comparison import (
    coinciding_share,
    neighbour_headroom,
    peak_to_peaks,
    tenant_comparison,
    with_headroom,
)
from wardround.engine.tenant_groups import tenant_groups
from wardround.knowledge import Knowledge

SEVERAL = ("regional-hospital", "multi-site-network", "shared-services")


def study_of(name: str) -> Study:
    return Study(sample(name), findings(name), Catalogue.load(), Knowledge.load())


@cache
def of_sample(name: str) -> TenantComparison:
    study = study_of(name)
    found = tenant_comparison(study.answers, study.findings, study.facts, study.catalogue, study.knowledge)
    assert found is not None
    return found


def test_one_tenant_has_nobody_to_share_with() -> None:
    study = study_of("clinic-group")
    known = (study.answers, study.findings, study.facts, study.catalogue, study.knowledge)
    assert tenant_comparison(*known) is None


def test_busy_hours_are_counted_as_often_as_they_come_and_only_those_of_both_coincide() -> None:
    own, others = np.array([10.0, 8.0, 7.9, 1.0]), np.array([5.0, 2.0, 5.0, 5.0])
    hours, share = coinciding_share(own, others, np.array([20.0, 10.0, 4.0, 4.0]), 0.8)
    assert hours == 30.0
    assert share == pytest.approx(20 / 30)


def test_peaks_that_fall_together_come_to_their_sum_and_others_to_less() -> None:
    assert peak_to_peaks(np.array([[4.0, 1.0], [6.0, 2.0]])) == pytest.approx(1.0)
    assert peak_to_peaks(np.array([[4.0, 0.0], [0.0, 6.0]])) == pytest.approx(0.6)
    assert peak_to_peaks(np.zeros((2, 3))) == 1.0


def test_the_headroom_is_the_surge_of_the_busiest_tenant_in_its_part_of_the_work() -> None:
    assert neighbour_headroom(0.25, 0.6) == pytest.approx(0.15)
    for name in SEVERAL:
        found = of_sample(name)
        largest = max(row.work_share for row in found.rows)
        assert found.headroom_share == pytest.approx(found.surge_share * largest, abs=2e-4)


def test_headroom_raises_every_load_by_the_same_share_and_nothing_else() -> None:
    demand = findings("shared-services").demand
    more = with_headroom(demand, 0.2)
    for name in ("interactive_per_s", "machine_per_s", "batch_per_s", "active_users", "running_reports"):
        assert np.allclose(np.array(getattr(more, name)), 1.2 * np.array(getattr(demand, name)))
    assert more.services == demand.services
    assert with_headroom(demand, 0.0) is demand


def test_tenants_stand_apart_where_they_are_told_to_whatever_is_decided() -> None:
    study = study_of("shared-services")
    everyone = frozenset(row.key for row in study.answers.tenants.tenants)
    known = (study.answers, study.facts, study.knowledge)
    assert len(tenant_groups(*known, apart=frozenset())) == 1
    assert {group.tenant for group in tenant_groups(*known, apart=everyone)} == everyone
    decided = {row.tenant for row in of_sample("shared-services").rows if row.tenancy not in SHARING}
    assert {group.tenant for group in tenant_groups(*known)} - {""} == decided


@pytest.mark.parametrize("name", SEVERAL)
def test_the_parts_of_the_shared_servers_add_up_and_every_tenant_has_both_prices(name: str) -> None:
    found = of_sample(name)
    assert sum(row.work_share for row in found.rows) == pytest.approx(1.0, abs=1e-3)
    assert all(row.own_monthly_usd > 0 and row.shared_monthly_usd > 0 for row in found.rows)
    assert 0 < found.peak_to_peaks_share <= 1
    assert all(0 <= row.coinciding_share <= 1 for row in found.rows)


@pytest.mark.parametrize("name", SEVERAL)
def test_the_decided_design_has_the_bill_of_the_findings_and_servers_apart_are_more(name: str) -> None:
    decided, shared, apart = of_sample(name).designs
    assert decided.monthly_usd == findings(name).cost.totals.steady_monthly_usd
    assert shared.servers < apart.servers
    if all(row.tenancy not in SHARING for row in of_sample(name).rows):
        assert apart.monthly_usd == decided.monthly_usd


@pytest.mark.parametrize("name", SEVERAL)
def test_a_tenant_may_share_only_where_its_data_allow_it_and_the_words_say_what_they_ask_for(name: str) -> None:
    for row in of_sample(name).rows:
        if row.tenancy in SHARING:
            assert row.may_share
        assert "ask for" in row.asks or "allow" in row.asks
        assert "leave no choice" in row.words or row.may_share


def test_the_decision_shows_both_prices_and_keeps_its_choice() -> None:
    for name in SEVERAL:
        before = findings(name).decisions
        after = priced_tenancies(before, of_sample(name))
        rows = {f"tenancy.{row.tenant}": row for row in of_sample(name).rows}
        assert rows.keys() <= {made.decision_id for made in after}
        for old, new in zip(before, after, strict=True):
            assert (old.decision_id, old.chosen, old.words) == (new.decision_id, new.chosen, new.words)
            if new.decision_id in rows:
                row = rows[new.decision_id]
                for option in new.options:
                    shared = option.option_id in SHARING
                    assert option.monthly_usd == (row.shared_monthly_usd if shared else row.own_monthly_usd)
    assert isinstance(of_sample("shared-services").rows[0].own_monthly_usd, Decimal)
