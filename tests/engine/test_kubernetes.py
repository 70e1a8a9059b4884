"""Node pools: what a node leaves for pods, how servers are cut into pods, and the cheapest nodes that hold them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import AS_OF, SAMPLES, findings, sample
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine import Findings, assess, in_key_order
from wardround.engine.basis import Basis
from wardround.engine.decisions import settle
from wardround.engine.demand import demand
from wardround.engine.deployment import deployed
from wardround.engine.facts import answered
from wardround.engine.findings.kubernetes import NodePool
from wardround.engine.kubernetes.nodes import (
    allocatable_gib,
    node_rules,
    reserved_gib,
    reserved_points,
    reserved_vcpus,
)
from wardround.engine.kubernetes.pods import Asked, cuts_of, processes_per_pod, stretched
from wardround.engine.kubernetes.pools import PoolNeed, node_pool, pool_checks
from wardround.engine.sizing import basis_of, production_region
from wardround.engine.vertical_horizontal import with_pin
from wardround.knowledge import Knowledge

CATALOGUE, KNOWLEDGE = Catalogue.load(), Knowledge.load()
STATELESS = {"application", "batch", "ingress", "integration"}


@cache
def on_aks(name: str) -> Findings:
    return assess(sample(name), CATALOGUE, KNOWLEDGE, AS_OF, platform="aks")


@cache
def basis(name: str = "regional-hospital") -> Basis:
    answers: Assessment = in_key_order(sample(name))
    settled = settle(answers, answered(answers, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    load, _ = demand(answers, settled.facts, KNOWLEDGE, AS_OF)
    region = production_region(answers, settled.facts, CATALOGUE)
    return basis_of(answers, settled.facts, KNOWLEDGE, CATALOGUE, load, AS_OF, region)


def pods(count: int, vcpus: float, memory_gib: float, replicas: int = 0) -> Asked:
    return Asked("batch", count, replicas or count, 0, 0, vcpus, memory_gib)


def need(asked: Asked, lost: int = 1) -> PoolNeed:
    return PoolNeed("production", "application", "batch", (), (asked,), range(lost + 1, 13), lost, 1.0)


@pytest.mark.parametrize(
    ("vcpus", "kept"),
    [(1, 0.06), (2, 0.1), (3, 0.12), (4, 0.14), (8, 0.18), (16, 0.26), (32, 0.42), (64, 0.74), (96, 1.06)],
)
def test_the_cpu_that_aks_keeps_back_follows_its_table_and_a_straight_line_in_between(vcpus: int, kept: float) -> None:
    assert float(reserved_vcpus(vcpus, reserved_points(KNOWLEDGE))) == pytest.approx(kept)


def test_the_memory_that_aks_keeps_back_grows_with_the_pods_allowed_up_to_a_quarter() -> None:
    assert float(reserved_gib(8.0, 30)) == pytest.approx(650 / 1024)
    assert float(reserved_gib(4.0, 70)) == pytest.approx(1.0)
    assert float(reserved_gib(32.0, 250)) == pytest.approx(5050 / 1024)


def test_a_node_of_eight_gib_leaves_what_the_documented_example_leaves() -> None:
    left = allocatable_gib(8.0, reserved_gib(8.0, 30), 100 / 1024, 0.0)
    assert float(left) == pytest.approx(7.25, abs=0.02)


@pytest.mark.parametrize(("vcpus", "use", "times"), [(1, 0.5, 2.0), (2, 0.5, 4 / 3), (1, 0.0, 1.0), (4, 0.9, 2.969)])
def test_waiting_stretches_the_work_as_erlang_says(vcpus: int, use: float, times: float) -> None:
    assert float(stretched(vcpus, use)) == pytest.approx(times, rel=0.01)


def test_a_full_node_stretches_the_work_without_end() -> None:
    assert np.isinf(stretched(4, 1.0))


def test_each_piece_of_a_server_gets_spare_of_its_own() -> None:
    # 16 processes, 12.8 of them busy; the spare of 3.2 doubles over four pieces: 19.2 / 4 = 4.8
    assert processes_per_pod(16, 4, 0.8) == 5
    assert processes_per_pod(16, 1, 0.8) == 16


def test_a_server_is_cut_into_clearly_smaller_pods_down_to_the_least() -> None:
    found = cuts_of(71, 16, 4, 0.8)
    sizes = [each for _, each in found]
    assert sizes[0] <= 16
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= 4
    assert all(smaller <= 0.8 * larger for larger, smaller in pairwise(sizes))


def test_a_server_smaller_than_the_least_pod_stays_whole() -> None:
    assert cuts_of(3, 16, 4, 0.8) == ((1, 3),)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 8), st.floats(0.3, 6.0), st.floats(0.5, 20.0))
def test_the_pool_found_is_the_cheapest_of_all_sizes_and_numbers_of_nodes(
    count: int, vcpus: float, memory_gib: float
) -> None:
    base = basis()
    wanted = need(pods(count, vcpus, memory_gib))
    found = node_pool(base, base.offer, wanted).role
    checks = pool_checks(base, base.offer, wanted, node_rules(base))
    prices = []
    disk = found.disks[0]
    disk_usd = base.catalogue.disk_price(base.region, disk.disk_sku, disk.redundancy)
    assert disk_usd is not None
    for nodes in wanted.nodes:
        places = np.arange(len(base.offer.sizes))
        met = np.all([check.met() for check in checks.all(places, np.full(len(places), nodes))], axis=0)
        hourly = base.offer.hourly_micro_usd[met]
        if hourly.size:
            prices.append(nodes * (Decimal(int(hourly.min())) * 730 / 1_000_000 + disk_usd.usd))
    assert found.monthly_usd == pytest.approx(min(prices), abs=Decimal("0.02"))


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 8), st.integers(1, 4), st.floats(0.3, 5.0), st.floats(1.0, 1.5))
def test_more_pods_or_larger_ones_never_cost_less(count: int, more: int, vcpus: float, factor: float) -> None:
    base = basis()
    small = node_pool(base, base.offer, need(pods(count, vcpus, 2.0))).role.monthly_usd
    many = node_pool(base, base.offer, need(pods(count + more, vcpus, 2.0))).role.monthly_usd
    large = node_pool(base, base.offer, need(pods(count, vcpus * factor, 2.0))).role.monthly_usd
    assert small is not None
    assert many is not None
    assert large is not None
    assert small <= many
    assert small <= large


def test_what_must_run_fits_on_the_nodes_left_and_all_replicas_on_all_of_them() -> None:
    base = basis()
    pool = node_pool(base, base.offer, need(pods(4, 1.0, 2.0, replicas=6))).detail
    up = pool.nodes - 1
    for nodes, running in ((up, 4), (pool.nodes, 6)):
        fullest = -(-running // nodes)
        assert fullest * 1.0 <= pool.allocatable_vcpus
        assert fullest * 2.0 <= pool.allocatable_gib


def all_pools() -> list[tuple[str, NodePool]]:
    return [(name, pool) for name in SAMPLES for pool in on_aks(name).sizing.pools]


@pytest.mark.parametrize(
    ("name", "pool"), all_pools(), ids=lambda value: value if isinstance(value, str) else value.role
)
def test_the_pods_of_every_pool_fit_into_what_its_nodes_leave(name: str, pool: NodePool) -> None:
    del name
    lost = 0 if pool.environment != "production" else 1
    up = max(pool.nodes - lost, 1)
    fullest = [max(-(-each.count // up), -(-each.replicas // pool.nodes)) for each in pool.pods]
    asked = sum(each.vcpus * number for each, number in zip(pool.pods, fullest, strict=True))
    held = sum(each.memory_gib * number for each, number in zip(pool.pods, fullest, strict=True))
    assert asked <= pool.allocatable_vcpus + 0.01
    assert held <= pool.allocatable_gib + 0.01
    assert pool.fullest_pods <= pool.max_pods
    assert pool.allocatable_vcpus == pytest.approx(pool.vcpus - pool.reserved_vcpus - pool.daemon_vcpus, abs=0.002)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pods_have_at_least_the_workers_of_the_servers_they_replace(name: str) -> None:
    servers = {(str(role.environment), role.tenant, role.role): role for role in findings(name).deployment}
    for pool in on_aks(name).sizing.pools:
        role = servers.get((pool.environment, pool.tenant, pool.role))
        if role is None or role.role not in {"application", "batch"}:
            continue
        lost = 1 if pool.environment == "production" else 0
        each = sum(int(row.value) for row in role.settings if row.name in {"workers", "max_cron_threads"})
        assert sum(row.count * row.processes for row in pool.pods) >= each * (role.nodes - lost)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_the_stateless_roles_move_to_the_cluster(name: str) -> None:
    before, after = findings(name).deployment, on_aks(name).deployment
    kept = {
        (r.environment, r.tenant, r.role, r.sku, r.nodes)
        for r in after
        if r.platform == "vm" and r.role != "monitoring"
    }
    stayed = {
        (r.environment, r.tenant, r.role, r.sku, r.nodes)
        for r in before
        if r.role not in STATELESS | {"monitoring"} or r.environment not in {"production", "preproduction"}
    }
    assert kept == stayed
    assert {r.role for r in after if r.platform == "aks"} <= STATELESS | {"system_pool", "control_plane"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_bill_on_aks_has_the_cluster_its_registry_and_its_protection_and_no_copies_of_nodes(name: str) -> None:
    lines = on_aks(name).cost.lines
    plane = [line for line in lines if line.item == "AKS control plane, Standard tier"]
    clusters = [
        role for role in on_aks(name).deployment if role.role == "system_pool" and role.environment == "production"
    ]
    in_production = [line for line in plane if line.environment == "production"]
    assert [line.monthly_usd for line in in_production] == [Decimal("73.00")] * len(clusters)
    registry = next(line for line in lines if line.item.startswith("Container registry"))
    assert registry.unit_price_usd is None
    nodes = [role for role in on_aks(name).deployment if role.platform == "aks"]
    protected = next((line for line in lines if line.item == "Threat detection on cluster nodes"), None)
    if protected is not None:
        assert protected.quantity == sum(role.nodes * role.vcpus for role in nodes)
    copies = sum(line.quantity for line in lines if line.item.startswith("Protected servers"))
    before = sum(line.quantity for line in findings(name).cost.lines if line.item.startswith("Protected servers"))
    assert copies < before


def test_a_system_pool_stands_in_three_zones_with_nodes_as_large_as_asked() -> None:
    role = next(role for role in on_aks("regional-hospital").deployment if role.role == "system_pool")
    assert (role.nodes, len(role.zones)) == (3, 3)
    assert role.vcpus >= 4


def test_the_scenario_that_decides_for_kubernetes_is_built_and_billed_on_it() -> None:
    found = findings("multi-site-network", "kubernetes")
    assert found.facts["platform"].value == "aks"
    assert found.sizing.pools
    assert any(line.item.startswith("AKS control plane") for line in found.cost.lines)
    assert found.cost.totals.monthly_usd != findings("multi-site-network").cost.totals.monthly_usd
    pool = next(role for role in found.deployment if role.role == "application" and role.tenant == "core")
    assert pool.platform == "aks"
    assert {setting.component for setting in pool.settings} >= {"aks", "pods", "odoo"}


def test_a_recovery_region_that_serves_users_has_a_cluster_of_its_own() -> None:
    found = on_aks("regional-hospital")
    layout = next(row for row in KNOWLEDGE.recovery_layouts.values() if row.recovery_application_share)
    roles = deployed(found.sizing, layout, CATALOGUE, basis().facts, "northeurope")
    far = {role.role for role in roles if role.environment == "disaster_recovery"}
    assert {"control_plane", "system_pool", "application"} <= far


def test_a_size_set_by_hand_is_the_node_of_its_pool() -> None:
    answers = sample("clinic-group")
    roles = on_aks("clinic-group").sizing.roles
    pool = next(role for role in roles if (role.environment, role.role) == ("production", "application"))
    pinned = with_pin(answers, pool, "Standard_D16as_v7", 3)
    found = assess(pinned, CATALOGUE, KNOWLEDGE, AS_OF, platform="aks")
    role = next(r for r in found.sizing.roles if r.role == "application" and r.environment == "production")
    assert (role.sku, role.nodes, role.platform) == ("Standard_D16as_v7", 3, "aks")
    assert "set by hand" in role.marks


def test_a_tenant_with_a_subscription_of_its_own_gets_a_cluster_of_its_own() -> None:
    answers = with_value(sample("multi-site-network"), "platform.tenancy", "dedicated_subscription")
    found = assess(answers, CATALOGUE, KNOWLEDGE, AS_OF, platform="aks")
    own = {
        role.tenant for role in found.sizing.roles if role.role == "application" and role.environment == "production"
    }
    planes = [role for role in found.sizing.roles if role.role == "control_plane" and role.environment == "production"]
    systems = [role for role in found.sizing.roles if role.role == "system_pool" and role.environment == "production"]
    assert {role.tenant for role in planes} == {role.tenant for role in systems}
    assert {role.tenant for role in planes} - {""} <= own
    assert len(planes) == len({role.tenant for role in planes})
