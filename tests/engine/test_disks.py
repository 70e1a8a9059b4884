"""The cheapest managed disks that do what is needed at all times."""

from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.sized import CATALOGUE
from wardround.catalogue import DiskKind
from wardround.engine.disks import USUAL_STRIPES, DiskNeed, cheapest_disks, largest_disks, provisioned_gib, system_disk
from wardround.engine.offered_sizes import MICRO

REGION = "westeurope"


def need(gib: float, iops: float = 0, mbps: float = 0) -> DiskNeed:
    return DiskNeed("data", gib, iops, mbps, "test")


@given(gib=st.floats(1, 40_000), iops=st.floats(0, 100_000), mbps=st.floats(0, 4_000), most=st.integers(1, 16))
@settings(max_examples=60)
def test_no_other_disk_or_number_of_disks_up_to_four_is_cheaper(
    gib: float, iops: float, mbps: float, most: int
) -> None:
    found = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, need(gib, iops, mbps), most)
    costs: dict[bool, list[int]] = {True: [], False: []}
    for disk, count in product(CATALOGUE.disks(DiskKind.PREMIUM_SSD), range(1, most + 1)):
        price = CATALOGUE.disk_price(REGION, disk.sku)
        enough = disk.size_gib * count >= gib and disk.base_iops * count >= iops and disk.base_mbps * count >= mbps
        if price is not None and enough:
            costs[count <= USUAL_STRIPES].append(int(price.usd * MICRO) * count)
    usual = costs[True] or costs[False]
    assert (found is None) == (not usual)
    if found is not None:
        assert found.monthly_micro_usd == min(usual)
        choice = found.choice
        assert choice.count <= most
        assert choice.size_gib * choice.count >= gib * (1 - 1e-9)
        assert choice.iops * choice.count >= iops * (1 - 1e-9)


def test_more_than_four_disks_are_striped_only_where_four_are_not_enough() -> None:
    slow_but_cheap = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, need(1, 0, 101))
    assert slow_but_cheap is not None
    assert slow_but_cheap.choice.count <= USUAL_STRIPES
    beyond_four = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, need(150_000))
    assert beyond_four is not None
    assert beyond_four.choice.count == 5


def test_bursting_never_counts() -> None:
    small = CATALOGUE.disk("P10")
    assert small.burst_iops is not None
    assert small.burst_iops > 3000 > small.base_iops
    found = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, need(100, 3000), 1)
    assert found is not None
    assert found.choice.iops >= 3000


def test_premium_ssd_v2_is_billed_by_what_is_provisioned_above_what_is_included() -> None:
    found = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD_V2, need(500, 5000, 200))
    assert found is not None
    choice = found.choice
    assert (choice.size_gib, choice.iops, choice.mbps) == (500, 5000, 200)
    assert (choice.extra_iops, choice.extra_mbps) == (2000, 75)
    prices = [CATALOGUE.disk_price(REGION, f"PV2_PER_{meter}") for meter in ("GIB", "EXTRA_IOPS", "EXTRA_MBPS")]
    per_gib, per_iops, per_mbps = (price.usd for price in prices if price)
    assert found.monthly_micro_usd == int((500 * per_gib + 2000 * per_iops + 75 * per_mbps) * MICRO)


def test_premium_ssd_v2_grows_with_the_iops_asked_and_iops_with_the_throughput() -> None:
    small = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD_V2, need(4, 13_000))
    assert small is not None
    assert small.choice.size_gib == 6 + ceil(10_000 / 500)
    fast = cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD_V2, need(100, 0, 1000))
    assert fast is not None
    assert fast.choice.iops == 4000


def test_a_need_beyond_all_disks_has_no_answer_and_the_largest_stand_in() -> None:
    beyond = need(10, 2_000_000)
    assert cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, beyond) is None
    assert cheapest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD_V2, beyond) is None
    stand_in = largest_disks(CATALOGUE, REGION, DiskKind.PREMIUM_SSD, beyond, 16)
    assert stand_in.choice.disk_sku == "P80"
    assert stand_in.monthly_micro_usd > 0


@given(
    gib=st.floats(1, 20_000),
    iops=st.floats(0, 60_000),
    more=st.floats(0, 10_000),
    kind=st.sampled_from(list(DiskKind)[:2]),
)
@settings(max_examples=60)
def test_a_larger_need_never_costs_less(gib: float, iops: float, more: float, kind: DiskKind) -> None:
    before = cheapest_disks(CATALOGUE, REGION, kind, need(gib, iops))
    for heavier in (need(gib + more, iops), need(gib, iops + more), need(gib, iops, more / 10)):
        after = cheapest_disks(CATALOGUE, REGION, kind, heavier)
        if before is None:
            assert after is None
        elif after is not None:
            assert after.monthly_micro_usd >= before.monthly_micro_usd


def test_a_system_disk_is_the_smallest_premium_ssd_that_is_large_enough() -> None:
    assert system_disk(CATALOGUE, REGION, 64).choice.disk_sku == "P6"
    assert system_disk(CATALOGUE, REGION, 65).choice.disk_sku == "P10"


def test_a_volume_leaves_room_for_bloat_and_free_space() -> None:
    assert provisioned_gib(100, 0.25, 20, 0.2) == pytest.approx(145 / 0.8)
