"""Sizes of every role and environment: what they must carry, what may never fall, and what they say of themselves."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.sized import (
    CATALOGUE,
    KNOWLEDGE,
    AnswerValue,
    assessment,
    basis,
    facts_of,
    monthly_usd,
    sized,
    tier_prices,
    with_facts,
)
from wardround.assessment import Assessment, with_value
from wardround.catalogue import UnknownRegion, UnknownSku
from wardround.engine.application_tier import application_needs, worker_floor
from wardround.engine.basis import NothingOffered
from wardround.engine.needs import (
    application_memory_gib,
    needed_workers,
    process_sizes,
    vendor_rule_workers,
    worker_ceiling,
    worker_memory_mib,
)
from wardround.engine.origins import ORIGINS, Derived
from wardround.engine.performance import predict
from wardround.engine.production import group_sizing
from wardround.engine.queueing import erlang_c, mean_wait
from wardround.engine.sizing import measured_demands, production_region
from wardround.engine.tenant_groups import tenant_groups

WEST_EUROPE = {"platform__azure_region": "westeurope"}


def hospital(**answers: AnswerValue) -> Assessment:
    usual = {
        **WEST_EUROPE,
        "people__named_users": 20_000,
        "people__peak_concurrent_users": 300,
        "engagement__scope_environments": ("production",),
    }
    return assessment(**{**usual, **answers})


# --- the vendor's own figures ----------------------------------------------------------------------------------------


def test_sixty_users_on_four_cores_end_with_eight_workers_and_one_for_jobs_as_the_vendor_works_out() -> None:
    assert vendor_rule_workers(60, 6) == 10
    assert worker_ceiling(4) == 9
    assert min(vendor_rule_workers(60, 6), worker_ceiling(4) - 1) == 8


def test_nine_workers_of_the_vendors_mix_need_about_three_gb() -> None:
    each = worker_memory_mib(150, 1024, 0.2)
    assert each == pytest.approx(324.8)
    assert 9 * each == pytest.approx(2923, abs=1)


def test_a_worker_is_as_large_as_measured_plus_its_heavy_requests() -> None:
    sizes = process_sizes(KNOWLEDGE)
    assert 80 < (sizes.worker - 0.2 * 1024) / 0.8 < 130
    assert sizes.per_connection * 1024 == pytest.approx(50, abs=10)
    memory = application_memory_gib(9, sizes.worker, sizes.fixed, 0.0, 1.0)
    assert 3.0 < float(memory) < 4.5


@given(busy=st.floats(0.05, 60), hold=st.floats(0.05, 5), wait=st.floats(0.001, 1))
def test_one_worker_fewer_would_wait_too_long_or_be_too_busy(busy: float, hold: float, wait: float) -> None:
    squared = busy * hold
    found = int(needed_workers(np.array([[busy]]), np.array([[squared]]), wait, 0.8, np.array([400.0]))[0])

    def good(workers: int) -> bool:
        within = float(mean_wait(erlang_c(busy, workers), workers, busy, squared)) <= wait * (1 + 1e-9)
        return within and busy <= 0.8 * workers + 1e-9

    assert good(found)
    assert found == 1 or not good(found - 1)


def test_more_than_the_workers_allowed_is_said_and_not_cut_off() -> None:
    found = needed_workers(np.array([[50.0]]), np.array([[20.0]]), 0.1, 0.8, np.array([9.0]))
    assert found[0] == 10.0


# --- what a layout must carry ----------------------------------------------------------------------------------------


@given(
    users=st.integers(10, 2500),
    lost=st.integers(0, 2),
    modules=st.integers(0, 60),
    target=st.sampled_from([1200, 2000, 4000]),
    messages=st.sampled_from([0, 4000, 60_000]),
)
@settings(max_examples=10)
def test_the_layout_keeps_its_targets_and_caps_with_the_nodes_lost(
    users: int, lost: int, modules: int, target: int, messages: int
) -> None:
    of = hospital(
        people__peak_concurrent_users=users,
        platform__nodes_lost=lost,
        modules__custom_module_count=modules,
        people__response_target_p95_ms=target,
        interfaces__interface_msgs_per_hour_peak=messages,
    )
    found = basis(of)
    group = tenant_groups(of, found.facts, KNOWLEDGE)[0]
    planned = group_sizing(found, group, measured=False)
    layout = replace(planned.layout, application=planned.layout.application.without(lost))
    forecast = predict(found.load, found.demand.services, layout)
    assert forecast.application_util_share.max() <= 0.70 + 1e-6
    assert forecast.database_util_share.max() <= 0.65 + 1e-6
    assert forecast.worker_wait_s.max() <= found.worker_wait_s * (1 + 1e-6)
    assert not forecast.saturated.any()
    held_to = found.held_to_s(float(found.offer.single_speed.max()))
    for place in np.flatnonzero(found.in_use):
        assert forecast.p95_response_s[:, place].max() <= held_to[place] * (1 + 1e-6)


def test_every_need_of_a_role_is_given_where_no_size_was_too_small() -> None:
    for role in sized(hospital()).sizing.roles:
        for need in role.needs:
            assert need.given is not None
            assert need.needed <= need.given * (1 + 1e-6), f"{role.role}: {need.words}"


def test_stateless_tiers_have_a_node_to_lose() -> None:
    found = sized(hospital(platform__nodes_lost=1))
    for name in ("application", "ingress"):
        assert found.role(name).nodes >= 2


def test_the_database_is_sized_once_and_recovery_adds_the_copies() -> None:
    assert sized(hospital()).role("postgresql").nodes == 1


def test_production_is_x86_not_burstable_and_stands_in_two_zones_until_the_horizon_ends() -> None:
    found = sized(hospital(platform__vm_family_exclusions=()))
    for role in found.sizing.roles:
        if role.environment == "production" and role.vcpus:
            vm = CATALOGUE.size(role.sku)
            assert vm.cpu_arch == "x86_64"
            assert vm.family != "burstable"
            assert vm.accelerated_networking is True
            assert vm.retires_on is None
            assert len(CATALOGUE.vm_zones("westeurope", role.sku)) >= 2
            assert role.zones == CATALOGUE.vm_zones("westeurope", role.sku)[: role.nodes]
    assert found.sizing.derived["burstable_in_prod"] is False


def test_memory_of_the_database_holds_the_working_set_at_the_end_of_the_horizon() -> None:
    found = sized(hospital(volumes__db_size_gb=400, volumes__db_growth_gb_month=10, volumes__hot_data_pct=25))
    assert found.sizing.data.database_gib == pytest.approx(760)
    assert found.sizing.data.working_set_gib == pytest.approx(190)
    assert found.role("postgresql").memory_gib > 190
    assert found.derived("db_working_set_fit_pct") >= 100


def test_the_database_disks_hold_data_and_log_with_room_and_without_bursting() -> None:
    found = sized(hospital(volumes__db_size_gb=800, volumes__db_growth_gb_month=0))
    disks = {disk.purpose: disk for disk in found.role("postgresql").disks}
    assert set(disks) == {"os", "data", "wal"}
    assert disks["data"].size_gib * disks["data"].count >= 800 * 1.25 / 0.8
    assert disks["data"].iops * disks["data"].count * 0.7 >= found.sizing.data.database_iops * 0.9
    limit = CATALOGUE.size(found.role("postgresql").sku).uncached_iops(
        premium_v2=disks["data"].kind == "premium_ssd_v2"
    )
    assert limit is not None
    assert limit * 0.7 >= found.sizing.data.database_iops


def test_premium_ssd_v2_is_taken_only_in_regions_with_zones() -> None:
    zoned = sized(hospital()).role("postgresql")
    assert {disk.kind for disk in zoned.disks if disk.purpose != "os"} == {"premium_ssd_v2"}
    assert CATALOGUE.size(zoned.sku).premium_v2 is True
    assert CATALOGUE.zone_count("ukwest") == 0
    unzoned = sized(hospital(platform__azure_region="ukwest"))
    assert {disk.kind for disk in unzoned.role("postgresql").disks} == {"premium_ssd"}
    assert unzoned.sizing.derived["uses_premium_ssd_v2"] is False


def test_iops_measured_today_replace_those_planned_for_each_user() -> None:
    planned = sized(hospital()).sizing.data.database_iops
    answers = {"baseline__baseline_available": True, "baseline__db_iops_peak_current": 20_000}
    measured = sized(hospital(organisation__user_growth_pct_year=0, platform__headroom_pct=0, **answers))
    assert measured.sizing.data.database_iops > 20_000 > planned


def test_reports_that_may_read_a_copy_get_one_and_leave_the_primary() -> None:
    report = {"key": "r", "name": "r", "runs_per_day": 48, "duration_minutes": 60, "starts_at_hour": 9}
    primary = sized(hospital(**{"reports__reports[r]": report}))
    replica = sized(hospital(**{"reports__reports[r]": {**report, "reads_replica": True}}))
    assert not primary.has_role("read_replica")
    assert replica.role("read_replica").sku == replica.role("postgresql").sku
    assert replica.derived("db_cpu_util_peak_pct") < 50
    assert monthly_usd(replica.role("postgresql"), replica.sizing, replica.facts) <= monthly_usd(
        primary.role("postgresql"), primary.sizing, primary.facts
    )


# --- which roles there are -------------------------------------------------------------------------------------------


def test_redis_follows_what_it_holds_and_whether_it_must_survive() -> None:
    assert not sized(hospital(platform__redis_role="none")).has_role("redis")
    assert sized(hospital(platform__redis_role="sessions", platform__redis_ha=False)).role("redis").nodes == 1
    safe = sized(hospital(platform__redis_role="queue", platform__redis_ha=True))
    assert safe.role("redis").nodes == safe.sizing.derived["redis_nodes"] == 3


def test_an_ingress_that_need_not_survive_is_one_server() -> None:
    assert sized(hospital(platform__ingress_ha=False)).role("ingress").nodes == 1


@pytest.mark.parametrize(
    ("answers", "there"),
    [
        ({"interfaces__middleware": "esb"}, True),
        ({"interfaces__middleware": "ipaas", "interfaces__hl7_fhir_used": True}, False),
        ({"interfaces__middleware": "point_to_point", "interfaces__hl7_fhir_used": True}, True),
        ({"interfaces__middleware": "point_to_point", "interfaces__hl7_fhir_used": False}, False),
        ({"interfaces__interface_count": 0, "interfaces__middleware": "esb"}, False),
    ],
)
def test_integration_servers_stand_where_something_must_translate(answers: dict[str, Any], there: bool) -> None:
    assert sized(hospital(**answers)).has_role("integration") is there


def test_the_filestore_is_a_service_with_the_size_of_the_horizon() -> None:
    files = {"volumes__filestore_gb": 700, "volumes__filestore_growth_gb_month": 5}
    role = sized(hospital(platform__conservative_percentile=50, **files)).role("filestore")
    assert (role.nodes, role.vcpus, role.sku) == (0, 0, "Azure Files premium")
    assert role.disks[0].size_gib == 1100
    assert role.disks[0].redundancy == "ZRS"


def test_little_background_work_runs_beside_the_users_and_much_gets_servers_of_its_own() -> None:
    few = {"people__peak_concurrent_users": 60}
    little = sized(hospital(volumes__bulk_import_rows_day=2000, **few))
    assert not little.has_role("batch")
    assert little.role("application").carries == ("batch",)
    assert any("jobs run here" in mark for mark in little.role("application").marks)
    much = sized(hospital(volumes__bulk_import_rows_day=20_000_000, **few))
    assert much.role("batch").nodes >= 2
    assert much.role("application").carries == ()
    overlapping = sized(
        hospital(volumes__bulk_import_rows_day=2000, reports__batch_overlaps_business_hours=True, **few)
    )
    assert overlapping.has_role("batch")


def test_environments_beside_production_are_smaller_and_say_by_how_much() -> None:
    scope = ("production", "preproduction", "test", "training", "development", "disaster_recovery")
    found = sized(hospital(engagement__scope_environments=scope, data__prod_data_in_nonprod=False))
    by_environment: dict[str, list[str]] = {}
    for role in found.sizing.roles:
        by_environment.setdefault(role.environment, []).append(role.role)
    assert set(by_environment) == set(scope) - {"disaster_recovery"}
    assert by_environment["preproduction"] == ["application", "postgresql"]
    for environment in ("test", "training", "development"):
        role = found.role("application", environment)
        assert by_environment[environment] == ["application"]
        assert "postgresql" in role.carries
        assert role.nodes == 1
        assert role.vcpus <= found.role("application").vcpus * found.role("application").nodes
        assert any("of production's users" in mark for mark in role.marks)


def test_a_test_server_may_be_burstable_unless_that_is_ruled_out() -> None:
    few = {"people__peak_concurrent_users": 12, "volumes__db_size_gb": 5, "volumes__db_growth_gb_month": 0}
    scope = {"engagement__scope_environments": ("production", "development")}
    allowed = sized(hospital(platform__vm_family_exclusions=(), **few, **scope))
    assert CATALOGUE.size(allowed.role("application", "development").sku).family == "burstable"
    assert allowed.sizing.derived["burstable_in_prod"] is False
    ruled_out = sized(hospital(platform__vm_family_exclusions=("burstable",), **few, **scope))
    assert CATALOGUE.size(ruled_out.role("application", "development").sku).family != "burstable"


def test_one_server_for_everything_is_shown_to_a_small_client_without_availability_and_never_chosen() -> None:
    answers = {"people__peak_concurrent_users": 20, "volumes__db_size_gb": 20, "volumes__db_growth_gb_month": 0}
    small = sized(hospital(recovery__ha_scope="none", **answers)).role("application")
    assert any(mark.startswith("temporary:") for mark in small.marks)
    assert any(row.reason.startswith("temporary:") and row.nodes == 1 for row in small.alternatives)
    assert "postgresql" not in small.carries
    for others in ({"recovery__ha_scope": "zone", **answers}, {"recovery__ha_scope": "none"}):
        marks = sized(hospital(**others)).role("application").marks
        assert not any(mark.startswith("temporary:") for mark in marks)


def tenant(key: str, placement: str, gib: float = 40) -> dict[str, Any]:
    return {
        "key": key,
        "name": key,
        "database": key,
        "database_gib": gib,
        "placement": placement,
        "data_classes": ["DC-INT"],
    }


def two_tenants(placement: str) -> Assessment:
    usual = {"activity_level": "ordinary_clerk", "head_count": 100, "active_share": 0.5}
    return hospital(
        **{
            "tenants__tenants[one]": tenant("one", placement),
            "tenants__tenants[two]": tenant("two", "shared"),
            "tenants__tenants[three]": tenant("three", "shared"),
            "people__roles[a]": {"key": "a", "name": "A", "tenant": "one", **usual},
            "people__roles[b]": {"key": "b", "name": "B", "tenant": "two", **usual},
        }
    )


def test_a_tenant_with_servers_of_its_own_is_sized_apart() -> None:
    together, apart = sized(two_tenants("shared")), sized(two_tenants("dedicated_vm"))
    assert [role.tenant for role in together.sizing.roles if role.role == "postgresql"] == [""]
    databases = {role.tenant: role for role in apart.sizing.roles if role.role == "postgresql"}
    assert set(databases) == {"", "one"}
    assert {role.tenant for role in apart.sizing.roles if role.role == "application"} == {"", "one"}
    assert apart.sizing.data.database_gib == together.sizing.data.database_gib == pytest.approx(120)


# --- what the client says --------------------------------------------------------------------------------------------


def test_a_size_set_by_hand_is_kept_and_checked() -> None:
    pin = {"key": "p", "role": "postgresql", "sku": "Standard_E32as_v5"}
    found = sized(hospital(**{"platform__pins[p]": pin})).role("postgresql")
    assert found.sku == "Standard_E32as_v5"
    assert "set by hand" in found.marks
    tiny = {"key": "p", "role": "application", "sku": "Standard_D2as_v5", "nodes": 2}
    small = sized(hospital(**{"platform__pins[p]": tiny})).role("application")
    assert (small.sku, small.nodes) == ("Standard_D2as_v5", 2)
    assert any(mark.startswith("set by hand, and too small") for mark in small.marks)
    assert any(need.given is not None and need.needed > need.given for need in small.needs)


def test_a_size_set_by_hand_that_breaks_a_rule_says_so() -> None:
    pin = {"key": "p", "role": "postgresql", "sku": "Standard_B16as_v2"}
    found = sized(hospital(**{"platform__pins[p]": pin}))
    assert any(mark == "breaks a rule: burstable sizes are ruled out" for mark in found.role("postgresql").marks)
    assert found.sizing.derived["burstable_in_prod"] is True


def test_a_size_set_by_hand_that_azure_does_not_have_is_refused() -> None:
    pin = {"key": "p", "role": "postgresql", "sku": "Standard_E33as_v5"}
    with pytest.raises(UnknownSku):
        sized(hospital(**{"platform__pins[p]": pin}))


def test_sizes_ruled_out_are_never_taken_and_sizes_allowed_alone_are() -> None:
    usual = sized(hospital()).role("application").sku
    without = sized(hospital(platform__denied_skus=(usual,)))
    assert all(role.sku != usual for role in without.sizing.roles)
    only = ("Standard_D4as_v5", "Standard_E16as_v5", "Standard_E32as_v5")
    found = sized(hospital(platform__allowed_skus=only))
    assert {role.sku for role in found.sizing.roles if role.vcpus} <= set(only)


def test_servers_that_go_with_a_zone_are_named_where_they_are_more_than_the_spare() -> None:
    pins = ({"key": "a", "role": "application", "sku": "Standard_D8as_v5", "nodes": 5},)
    of = hospital(platform__azure_region="westeurope", platform__pins=pins, recovery__ha_scope="zone")
    assert any(mark.startswith("the loss of a zone takes 2 of the 5") for mark in sized(of).role("application").marks)
    for other in (
        with_value(of, "recovery.ha_scope", "none"),
        with_value(of, "platform.nodes_lost", 2),
        with_value(of, "platform.pins", ({**pins[0], "nodes": 3},)),
    ):
        assert not any("loss of a zone" in mark for mark in sized(other).role("application").marks)


def test_a_production_database_for_more_than_a_few_users_has_four_vcpus_at_least() -> None:
    small = {"volumes__db_size_gb": 5.0, "volumes__db_growth_gb_month": 0.0}
    for people, least in ((20, 2), (90, 4)):
        role = sized(hospital(people__peak_concurrent_users=people, **small)).role("postgresql")
        assert role.vcpus == least


def test_lists_that_leave_no_size_are_named_on_the_role_and_a_size_ruled_out_stays_out() -> None:
    lists = {"platform__allowed_skus": ("Standard_D4as_v7",), "platform__denied_skus": ("Standard_D4as_v7",)}
    role = sized(hospital(**lists)).role("application")
    assert role.sku != "Standard_D4as_v7"
    assert any("not among the sizes allowed" in mark for mark in role.marks)
    without = sized(hospital()).role("application")
    assert not any("allowed" in mark for mark in without.marks)


@pytest.mark.parametrize(("excluded", "vendor"), [("amd", "AMD"), ("intel", "Intel")])
def test_a_vendor_ruled_out_is_never_taken(excluded: str, vendor: str) -> None:
    found = sized(hospital(platform__vm_family_exclusions=(excluded,)))
    assert all(CATALOGUE.size(role.sku).cpu_vendor != vendor for role in found.sizing.roles if role.vcpus)


def test_the_runners_up_include_cheaper_sizes_that_a_rule_keeps_out() -> None:
    found = sized(hospital()).role("ingress")
    ruled_out = [row for row in found.alternatives if row.verdict == "ruled_out"]
    assert ruled_out
    assert all(row.reason for row in ruled_out)


def test_a_commitment_lowers_the_price_that_is_searched_by() -> None:
    assert sized(hospital(budget__commitment_allowed="none")).sizing.purchase_option == "payg"
    assert sized(hospital(budget__commitment_allowed="3y")).sizing.purchase_option == "reserved_3y"


def test_a_region_without_zones_or_with_few_facts_is_still_sized_and_says_what_is_missing() -> None:
    found = sized(hospital(platform__azure_region="ukwest"))
    assert found.sizing.derived["sku_available_zones"] == 0
    assert found.sizing.derived["sku_available_in_region"] is True


def test_a_region_that_does_not_exist_is_refused_and_one_without_prices_too() -> None:
    with pytest.raises(UnknownRegion):
        sized(hospital(platform__azure_region="westeuropa"))
    unpriced = next(code for code in CATALOGUE.regions if not CATALOGUE.sizes_offered(code))
    with pytest.raises(NothingOffered, match="choose another region"):
        sized(hospital(platform__azure_region=unpriced))


def test_without_a_region_the_first_to_compare_is_taken_else_one_of_the_jurisdiction() -> None:
    compared = assessment(engagement__regions_considered=("northeurope", "westeurope"))
    assert production_region(compared, facts_of(compared), CATALOGUE) == "northeurope"
    british = assessment(organisation__jurisdictions=("UK",))
    assert production_region(british, facts_of(british), CATALOGUE) == "uksouth"


def test_an_engagement_in_which_nobody_works_yet_is_sized_all_the_same() -> None:
    role = {"key": "a", "name": "A", "activity_level": "ordinary_clerk", "head_count": 0}
    found = sized(
        hospital(
            modules__scanner_terminals=0,
            interfaces__interface_count=0,
            volumes__bulk_import_rows_day=0,
            people__login_storm_users_5min=0,
            **{"people__roles[a]": role},
        )
    )
    assert found.demand.design_hour.active_users == 0
    assert found.sizing.performance.design_hour.p95_response_s == 0.0
    assert found.sizing.performance.vendor_rule_workers == 0
    assert found.role("application").nodes >= 2


def test_a_load_beyond_every_size_is_marked_and_not_refused() -> None:
    found = sized(
        hospital(
            people__peak_concurrent_users=20_000,
            modules__custom_module_count=400,
            volumes__largest_table_rows=5_000_000_000,
            organisation__user_growth_pct_year=100,
        )
    )
    marks = [mark for role in found.sizing.roles for mark in role.marks]
    assert any(mark.startswith("largest size reached") for mark in marks)
    assert found.sizing.performance.design_hour.application_util_share > 0


def test_a_class_whose_own_work_takes_its_target_is_named_and_does_not_buy_hardware_without_end() -> None:
    heavy = sized(hospital(volumes__largest_table_rows=2_000_000_000))
    role = heavy.role("application")
    assert any(mark.startswith("out of reach of hardware") and "Pivot" in mark for mark in role.marks)
    by_class = {row.model_class: row for row in heavy.sizing.performance.classes}
    assert not by_class["analyse"].meets_target
    assert by_class["read"].meets_target
    usual = sized(hospital()).role("application")
    assert role.nodes * role.vcpus <= 8 * usual.nodes * usual.vcpus


# --- the price of caution --------------------------------------------------------------------------------------------


def measured_rows() -> dict[str, Any]:
    return {
        f"baseline__measured_demands[{name}]": {
            "key": name,
            "model_class": name,
            "application_cpu_ms": 60,
            "database_cpu_ms": 20,
            "standing": "measured",
        }
        for name in KNOWLEDGE.model_classes
    }


def test_until_something_is_measured_a_share_of_the_vendors_rule_holds_and_its_price_is_named() -> None:
    of = hospital(modules__custom_module_count=0, volumes__largest_table_rows=25_000)
    cautious = sized(of)
    bold = sized(with_value(of, "platform.vendor_floor_pct", 0))
    up = cautious.role("application").nodes - 1
    workers = cautious.sizing.performance.workers / cautious.role("application").nodes
    rule = cautious.sizing.performance.vendor_rule_workers
    assert rule == vendor_rule_workers(max(max(row) for row in cautious.demand.active_users), 6)
    assert up * workers >= rule * 0.5
    paid, model = (
        sum(monthly_usd(role, of.sizing, of.facts) for role in of.sizing.roles if role.tier == "application")
        for of in (cautious, bold)
    )
    assert cautious.sizing.floor_monthly_usd > 0
    assert cautious.sizing.floor_monthly_usd == pytest.approx(paid - model, abs=Decimal("0.02"))
    assert bold.sizing.floor_monthly_usd == 0
    assert any(mark.startswith("floor:") for mark in cautious.role("application").marks)


def test_a_measurement_lifts_the_floor() -> None:
    found = sized(hospital(**measured_rows()))
    assert measured_demands(found.demand)
    assert found.sizing.performance.validated
    assert found.sizing.floor_monthly_usd == 0
    assert worker_floor(basis(hospital()), measured=True) == 0
    assert found.derived("uncertainty_pct") < sized(hospital()).derived("uncertainty_pct")


# --- what may never fall ---------------------------------------------------------------------------------------------

HEAVIER: dict[str, tuple[float, ...]] = {
    "people.peak_concurrent_users": (60, 66, 120, 300, 700, 1500),
    "organisation.user_growth_pct_year": (0, 4, 10, 25),
    "platform.headroom_pct": (0, 5, 15, 40, 90),
    "platform.nodes_lost": (0, 1, 2, 3),
    "people.response_target_p95_ms": (5000, 2500, 2000, 1600, 1000, 500),
    "volumes.db_growth_gb_month": (0, 2, 10, 40),
    "volumes.filestore_growth_gb_month": (0, 5, 50),
    "interfaces.interface_msgs_per_hour_peak": (0, 500, 4000, 30_000, 200_000),
    "volumes.bulk_import_rows_day": (0, 20_000, 500_000, 4_000_000),
    "platform.vendor_floor_pct": (0, 30, 50, 100),
    "platform.conservative_percentile": (50, 75, 90, 95),
}


@given(
    path=st.sampled_from(sorted(HEAVIER)),
    users=st.sampled_from([40, 150, 500]),
    modules=st.sampled_from([0, 20, 60]),
    region=st.sampled_from(["westeurope", "eastus2", "uksouth", "ukwest"]),
    commitment=st.sampled_from(["none", "3y"]),
    excluded=st.sampled_from([(), ("amd",), ("burstable", "previous_gen")]),
)
@settings(max_examples=15)
def test_more_load_growth_or_headroom_one_more_lost_node_or_a_tighter_target_never_lowers_the_price_of_a_tier(
    path: str, users: int, modules: int, region: str, commitment: str, excluded: tuple[str, ...]
) -> None:
    of = hospital(
        platform__azure_region=region,
        people__peak_concurrent_users=users,
        modules__custom_module_count=modules,
        budget__commitment_allowed=commitment,
        platform__vm_family_exclusions=excluded,
        engagement__scope_environments=("production", "preproduction", "test"),
    )
    before: dict[tuple[str, str], Decimal] = {}
    for value in HEAVIER[path]:
        after = tier_prices(with_value(of, path, value))
        for tier, price in before.items():
            assert after.get(tier, Decimal(0)) >= price, f"{path} up to {value} made {tier} cheaper"
        before = after


@given(more=st.floats(1.0, 3.0), users=st.integers(20, 800))
@settings(max_examples=10)
def test_what_carries_a_heavier_load_carries_the_lighter_one(more: float, users: int) -> None:
    found = basis(hospital(people__peak_concurrent_users=users))
    needs = application_needs(found, found.offer, carries_jobs=True, floor=0)
    heavier = needs.under(needs.carried.load.scaled(more), lost=needs.lost)
    some = np.arange(0, len(found.offer.sizes), 9)
    places, counts = np.repeat(some, 4), np.tile([2, 3, 5, 9], len(some))
    for light, heavy in zip(needs.checks(places, counts), heavier.checks(places, counts), strict=True):
        finite = np.isfinite(heavy.needed)
        assert (heavy.needed[finite] >= light.needed[finite] * (1 - 1e-9)).all(), light.name


# --- what it says of itself ------------------------------------------------------------------------------------------


def test_sizing_gives_every_fact_that_it_is_the_origin_of() -> None:
    found = sized(hospital())
    own = {name for name, origin in ORIGINS.items() if isinstance(origin, Derived) and origin.stage == "sizing"}
    assert set(found.sizing.derived) == own
    assert found.facts.with_derived(found.sizing.derived, "sizing")["redis_nodes"] == 1


def test_every_server_comes_with_the_settings_that_go_with_it() -> None:
    found = sized(hospital(platform__redis_ha=True))
    components = {row.component for role in found.sizing.roles for row in role.settings}
    assert components == {"odoo", "postgresql", "pgbouncer", "redis", "traefik"}
    odoo = {row.name: row.value for row in found.role("application").settings}
    assert int(odoo["workers"]) * found.role("application").nodes == found.sizing.performance.workers
    database = {row.name: row.value for row in found.role("postgresql").settings}
    assert found.derived("pg_connections_util_pct") < 100
    assert int(database["max_connections"]) >= found.sizing.performance.workers
    assert all(row.why and row.source for role in found.sizing.roles for row in role.settings)


def test_figures_have_one_name_each_and_lead_back_to_answers_tables_or_other_figures() -> None:
    found = sized(hospital(engagement__scope_environments=("production", "test")))
    names = [figure.name for figure in found.figures]
    assert len(names) == len(set(names))
    for figure in found.figures:
        assert figure.words
        assert figure.source
        assert figure.inputs or figure.value in {0, 1.0}, figure.name
        for entry in figure.inputs:
            assert entry.source or entry.figure, f"{figure.name}: {entry.name}"
            assert not entry.figure or entry.figure in names, f"{figure.name} leads to {entry.figure}"
    wanted = {
        "production.application.workers",
        "production.application.size",
        "production.postgresql.memory_gib",
        "production.postgresql.iops",
        "data.wal_mib_per_s_peak",
        "performance.design_hour.p95_response_s",
        "sizing.uncertainty_pct",
    }
    assert wanted <= set(names)


def test_the_hours_of_all_days_are_predicted_and_the_design_hour_with_a_node_lost() -> None:
    performance = sized(hospital()).sizing.performance
    assert len(performance.hours) == 5 * 24
    same = next(
        row
        for row in performance.hours
        if (row.day_type, row.hour_utc) == (performance.design_hour.day_type, performance.design_hour.hour_utc)
    )
    assert performance.design_hour.application_util_share > same.application_util_share
    assert performance.design_hour.p95_response_s is not None
    assert performance.bottleneck


def test_the_interfaces_carried_are_the_rows_or_the_count_stated() -> None:
    assert sized(hospital(interfaces__interface_count=7)).sizing.interfaces_carried == 7
    row = {"key": "i", "name": "i", "interface_type": "hl7_adt"}
    assert sized(hospital(**{"interfaces__interfaces[i]": row})).sizing.interfaces_carried == 1


def test_a_job_that_does_not_fit_its_window_shows_it() -> None:
    job = {"key": "j", "name": "j", "operations": 6000, "starts_at_hour": 22, "window_hours": 2}
    alone = sized(hospital(**{"reports__jobs[j]": job})).derived("batch_window_util_pct")
    side_by_side = sized(hospital(**{"reports__jobs[j]": {**job, "parallel": 4}})).derived("batch_window_util_pct")
    assert alone > 100
    assert side_by_side == pytest.approx(alone / 4, rel=0.01)


def test_the_same_answers_give_the_same_sizing_whatever_the_order_of_their_rows() -> None:
    of = two_tenants("dedicated_vm")
    turned = of.model_copy(
        update={
            "tenants": of.tenants.model_copy(update={"tenants": of.tenants.tenants[::-1]}),
            "people": of.people.model_copy(update={"roles": of.people.roles[::-1]}),
        }
    )
    assert sized(of).sizing == sized(of).sizing == sized(turned).sizing


def test_a_decided_fact_and_not_the_wish_is_what_is_built() -> None:
    of = hospital(platform__redis_role="sessions")
    facts = with_facts(facts_of(of), redis_role="none")
    assert not sized(of, facts).has_role("redis")
    assert sized(of).has_role("redis")
