"""Which VM sizes a region offers for a need, and why the others do not do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.example_rows import REGIONS, SIZE, VM_PRICE, market
from wardround.catalogue import Catalogue, SizeNeed, UnknownRegion, UnknownSku, VmSize


def reasons(size: VmSize, need: SizeNeed) -> tuple[str, ...]:
    return market(size).why_not("west", size.sku, need)


def test_without_a_need_everything_that_has_a_price_is_offered() -> None:
    assert market(SIZE).sizes_offered("west") == (SIZE,)


def test_a_size_without_a_price_row_in_the_region_is_not_offered_there() -> None:
    catalogue = market(SIZE)
    assert catalogue.sizes_offered("north") == ()
    (reason,) = catalogue.why_not("north", SIZE.sku, SizeNeed())
    assert "no price in North" in reason


def test_sizes_come_cheapest_first_and_equally_cheap_ones_by_name() -> None:
    dear, cheap, equal = (replace(SIZE, sku=f"Standard_{name}") for name in ("A", "C", "B"))
    catalogue = market(dear, cheap, equal, Standard_A="0.3", Standard_B="0.1", Standard_C="0.1")
    assert [size.sku for size in catalogue.sizes_offered("west")] == [
        "Standard_B",
        "Standard_C",
        "Standard_A",
    ]


@pytest.mark.parametrize(
    "need",
    [
        SizeNeed(min_vcpus=4),
        SizeNeed(min_memory_gib=16),
        SizeNeed(min_uncached_iops=6400),
        SizeNeed(min_uncached_mbps=200),
        SizeNeed(min_nics=2),
        SizeNeed(min_network_mbps=12500),
        SizeNeed(min_data_disks=8),
        SizeNeed(cpu_arch="x86_64"),
        SizeNeed(premium_v2=True, min_uncached_iops=8000, min_uncached_mbps=250),
        SizeNeed(accelerated_networking=True),
        SizeNeed(encryption_at_host=True),
        SizeNeed(burstable_allowed=False),
        SizeNeed(growth_restricted_allowed=False),
        SizeNeed(zones_at_least=3),
        SizeNeed(not_retiring_before=date(2031, 1, 1)),
        SizeNeed(excluded_families=frozenset({"arm", "amd", "burstable", "previous_gen"})),
    ],
)
def test_a_need_that_a_size_just_meets_is_met(need: SizeNeed) -> None:
    assert market(SIZE).sizes_offered("west", need) == (SIZE,)
    assert reasons(SIZE, need) == ()


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        (SizeNeed(min_vcpus=4.5), "4 vCPU, 4.5 needed"),
        (SizeNeed(min_memory_gib=17), "16 GiB of memory, 17 needed"),
        (SizeNeed(min_uncached_iops=6401), "6400 IOPS of the VM to Premium SSD, 6401 needed"),
        (SizeNeed(min_uncached_mbps=201), "200 MB/s of the VM to Premium SSD, 201 needed"),
        (SizeNeed(min_nics=3), "2 network cards, 3 needed"),
        (SizeNeed(min_network_mbps=12501), "12500 Mbit/s of network, 12501 needed"),
        (SizeNeed(min_data_disks=9), "8 data disks, 9 needed"),
        (SizeNeed(cpu_arch="arm64"), "its processor is x86_64, arm64 needed"),
        (SizeNeed(zones_at_least=4), "offered in 3 availability zones, 4 needed"),
        (SizeNeed(excluded_families=frozenset({"intel"})), "Intel processors are ruled out"),
        (
            SizeNeed(premium_v2=True, min_uncached_iops=8001),
            "8000 IOPS of the VM to Premium SSD v2, 8001 needed",
        ),
    ],
)
def test_a_need_that_a_size_just_misses_is_given_as_the_reason(need: SizeNeed, reason: str) -> None:
    assert reasons(SIZE, need) == (reason,)
    assert market(SIZE).sizes_offered("west", need) == ()


@pytest.mark.parametrize(
    ("size", "need", "reason"),
    [
        (
            replace(SIZE, family="burstable"),
            SizeNeed(burstable_allowed=False),
            "burstable sizes are ruled out",
        ),
        (
            replace(SIZE, family="burstable"),
            SizeNeed(excluded_families=frozenset({"burstable"})),
            "burstable sizes are ruled out",
        ),
        (
            replace(SIZE, growth_restricted=True),
            SizeNeed(growth_restricted_allowed=False),
            "a new subscription cannot deploy it",
        ),
        (
            replace(SIZE, retires_on=date(2028, 11, 15)),
            SizeNeed(not_retiring_before=date(2029, 1, 1)),
            "retires on 2028-11-15, needed until 2029-01-01",
        ),
        (
            replace(SIZE, cpu_arch="arm64", cpu_vendor="Ampere"),
            SizeNeed(excluded_families=frozenset({"arm"})),
            "Arm processors are ruled out",
        ),
        (
            replace(SIZE, cpu_vendor="AMD"),
            SizeNeed(excluded_families=frozenset({"amd"})),
            "AMD processors are ruled out",
        ),
        (
            replace(SIZE, previous_generation=True),
            SizeNeed(excluded_families=frozenset({"previous_gen"})),
            "series of a previous generation are ruled out",
        ),
        (
            replace(SIZE, accelerated_networking=False),
            SizeNeed(accelerated_networking=True),
            "no accelerated networking",
        ),
    ],
)
def test_a_property_that_is_ruled_out_is_given_as_the_reason(size: VmSize, need: SizeNeed, reason: str) -> None:
    assert reasons(size, need) == (reason,)


@pytest.mark.parametrize(
    ("size", "need", "reason"),
    [
        (
            replace(SIZE, accelerated_networking=None),
            SizeNeed(accelerated_networking=True),
            "accelerated networking is not documented",
        ),
        (
            replace(SIZE, encryption_at_host=None),
            SizeNeed(encryption_at_host=True),
            "encryption at host is not documented",
        ),
        (
            replace(SIZE, premium_v2=None),
            SizeNeed(premium_v2=True),
            "support for Premium SSD v2 is not documented",
        ),
        (
            replace(SIZE, max_uncached_iops=None),
            SizeNeed(min_uncached_iops=1),
            "IOPS of the VM to Premium SSD not documented",
        ),
        (
            replace(SIZE, max_uncached_mbps_premium_v2=None),
            SizeNeed(premium_v2=True, min_uncached_mbps=1),
            "MB/s of the VM to Premium SSD v2 not documented",
        ),
        (
            replace(SIZE, network_mbps=None),
            SizeNeed(min_network_mbps=1),
            "Mbit/s of network not documented",
        ),
    ],
)
def test_an_unknown_capability_never_satisfies_a_need(size: VmSize, need: SizeNeed, reason: str) -> None:
    assert reasons(size, need) == (reason,)
    assert market(size).sizes_offered("west", need) == ()


@pytest.mark.parametrize(("zones", "known"), [(None, ()), ((), ()), ((1, 3), (1, 3))])
def test_zones_that_are_not_known_count_as_none(zones: tuple[int, ...] | None, known: tuple[int, ...]) -> None:
    catalogue = Catalogue.from_tables(regions=REGIONS, vm_sizes=[SIZE], vm_prices=[replace(VM_PRICE, zones=zones)])
    assert catalogue.vm_zones("west", SIZE.sku) == known
    offered = catalogue.sizes_offered("west", SizeNeed(zones_at_least=2))
    assert offered == ((SIZE,) if len(known) >= 2 else ())


def test_zones_that_are_not_known_are_told_from_none_at_all() -> None:
    need = SizeNeed(zones_at_least=2)
    words: list[str] = []
    for zones in (None, ()):
        catalogue = Catalogue.from_tables(regions=REGIONS, vm_sizes=[SIZE], vm_prices=[replace(VM_PRICE, zones=zones)])
        words += catalogue.why_not("west", SIZE.sku, need)
    assert words == [
        "its availability zones in the region are not documented",
        "offered in 0 availability zones, 2 needed",
    ]


def test_every_reason_is_given_not_only_the_first() -> None:
    need = SizeNeed(min_vcpus=8, min_memory_gib=64, cpu_arch="arm64")
    assert len(reasons(SIZE, need)) == 3


def test_a_name_that_nobody_sells_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownSku, match="Did you mean Standard_D4s_v9"):
        market(SIZE).size("Standard_D4s_v8")
    with pytest.raises(UnknownRegion):
        market(SIZE).sizes_offered("atlantis")


NEEDS = st.builds(
    SizeNeed,
    min_vcpus=st.integers(0, 64),
    min_memory_gib=st.integers(0, 256),
    min_uncached_iops=st.sampled_from([0, 5000, 50000]),
    min_uncached_mbps=st.sampled_from([0, 100, 1000]),
    min_network_mbps=st.sampled_from([0, 5000, 20000]),
    min_nics=st.integers(0, 4),
    cpu_arch=st.sampled_from([None, "x86_64", "arm64"]),
    premium_v2=st.booleans(),
    accelerated_networking=st.booleans(),
    burstable_allowed=st.booleans(),
    growth_restricted_allowed=st.booleans(),
    zones_at_least=st.integers(0, 3),
    not_retiring_before=st.sampled_from([None, date(2027, 1, 1), date(2030, 1, 1)]),
    excluded_families=st.frozensets(st.sampled_from(["burstable", "arm", "amd", "intel", "previous_gen"])),
)


@given(need=NEEDS, region=st.sampled_from(["westeurope", "ukwest", "centralus"]))
def test_a_size_is_offered_exactly_when_there_is_no_reason_against_it(need: SizeNeed, region: str) -> None:
    catalogue = Catalogue.load()
    offered = set(catalogue.sizes_offered(region, need))
    for size in catalogue.sizes_offered(region):
        assert (size in offered) == (catalogue.why_not(region, size.sku, need) == ())


@given(need=NEEDS)
def test_asking_for_more_never_brings_a_cheaper_size(need: SizeNeed) -> None:
    catalogue = Catalogue.load()
    more = replace(need, min_vcpus=need.min_vcpus + 2, min_memory_gib=need.min_memory_gib + 8)
    few, many = (catalogue.sizes_offered("westeurope", wanted) for wanted in (need, more))
    assert set(many) <= set(few)
    if many:
        assert price(catalogue, many[0]) >= price(catalogue, few[0])


def price(catalogue: Catalogue, size: VmSize) -> Decimal:
    priced = catalogue.vm_price("westeurope", size.sku)
    assert priced is not None
    return priced.usd


def test_every_part_of_a_need_asks_for_nothing_unless_it_is_stated() -> None:
    bare = replace(
        SIZE,
        vcpus=1,
        memory_gib=0.5,
        max_data_disks=0,
        max_nics=1,
        family="burstable",
        growth_restricted=True,
        previous_generation=True,
        retires_on=date(2026, 1, 1),
        max_uncached_iops=None,
        max_uncached_mbps=None,
        network_mbps=None,
        premium_v2=None,
        accelerated_networking=None,
        encryption_at_host=None,
    )
    assert reasons(bare, SizeNeed()) == ()
