"""What must hold between the tables of the catalogue, each rule broken once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.catalogue.example_rows import (
    DISK,
    DISK_METER,
    DISK_PRICE,
    EUROPE,
    EVERYWHERE,
    NOWHERE,
    REGIONS,
    RESERVED,
    SERVICE_PRICE,
    SIZE,
    TERM,
    VM_PRICE,
    WEST,
)
from wardround.catalogue import (
    TABLES,
    CoreSpeed,
    DiskKind,
    DiskLimits,
    DrFact,
    Sla,
    Source,
    check,
)

SPEED = CoreSpeed(
    series="Dsv9",
    core_speed_index=1.0,
    core_speed_low=0.9,
    core_speed_high=1.1,
    single_thread_index=1.0,
    single_thread_low=0.9,
    single_thread_high=1.1,
    full_load_over_single=0.65,
    smt=True,
    cpu_models=("a processor",),
    method="measured_suite",
    same_cpu_as=None,
    confidence="high",
    note="",
    source=("list",),
)
LIMITS = DiskLimits(
    kind=DiskKind.PREMIUM_SSD,
    max_size_gib=32767,
    max_iops=20000,
    max_mbps=900,
    included_iops=None,
    included_mbps=None,
    iops_per_gib=None,
    mbps_per_iops=None,
    max_iops_needs_gib=None,
    source=("list",),
)
PV2 = replace(DISK, sku="PV2", kind=DiskKind.PREMIUM_SSD_V2)
SOUND: Mapping[str, Sequence[Any]] = {
    "core_speed": [SPEED],
    "disk_limits": [LIMITS, replace(LIMITS, kind=DiskKind.PREMIUM_SSD_V2)],
    "disk_meters": [DISK_METER],
    "disk_prices": [DISK_PRICE, replace(DISK_PRICE, disk_sku="PV2_PER_GIB")],
    "disks": [DISK, PV2],
    "dr_facts": [DrFact("fact", "topic", "metric", 1.0, "minutes", "", ("list",))],
    "price_scopes": [EVERYWHERE, EUROPE],
    "price_terms": [TERM],
    "regions": list(REGIONS),
    "reserved_prices": [RESERVED],
    "service_prices": [SERVICE_PRICE, replace(SERVICE_PRICE, scope="global")],
    "sla": [Sla("service", "any", 0.999, "", ("list",))],
    "sources": [Source(name, name, "", "", "2026", "") for name in ("list", "reservations", "calculator")],
    "vm_prices": [VM_PRICE],
    "vm_sizes": [SIZE],
}


def test_sound_tables_have_no_problem() -> None:
    assert SOUND.keys() == TABLES.keys()
    assert check(SOUND) == []


@pytest.mark.parametrize(
    ("table", "row", "column", "words"),
    [
        ("regions", replace(WEST, paired_region="atlantis"), "paired_region", "'atlantis' is not a region"),
        ("regions", replace(WEST, paired_region="west"), "paired_region", "not its own pair"),
        ("regions", replace(NOWHERE, latitude_deg=1.0), "latitude_deg", "both latitude and longitude"),
        ("vm_sizes", replace(SIZE, series="Zsv1"), "series", "'Zsv1' is not in core_speed.csv"),
        ("vm_sizes", replace(SIZE, burst_iops=1), "burst_iops", "slower than the limit"),
        ("vm_sizes", replace(SIZE, burst_mbps=1.0), "burst_mbps", "slower than the limit"),
        ("vm_prices", replace(VM_PRICE, sku="Standard_X"), "sku", "'Standard_X' is not a VM size"),
        ("vm_prices", replace(VM_PRICE, region="global"), "region", "'global' is not a region"),
        (
            "vm_prices",
            replace(VM_PRICE, spot_usd_per_hour=Decimal(1)),
            "spot_usd_per_hour",
            "above pay-as-you-go",
        ),
        ("vm_prices", replace(VM_PRICE, region="far"), "zones", "zone 3 where far has 0"),
        ("reserved_prices", replace(RESERVED, region="north"), "sku", "has no price in north"),
        (
            "reserved_prices",
            replace(RESERVED, reserved_3y_usd_per_hour=Decimal("0.19")),
            "reserved_1y_usd_per_hour",
            "costs more",
        ),
        ("price_terms", replace(TERM, region="global"), "region", "'global' is not a region"),
        ("price_terms", replace(TERM, series="Zsv1"), "series", "'Zsv1' is not a series"),
        (
            "price_terms",
            replace(TERM, reserved_1y_share=Decimal("0.7")),
            "reserved_1y_share",
            "outside its own low and high",
        ),
        (
            "price_terms",
            replace(TERM, reserved_3y_share=Decimal("0.3")),
            "reserved_3y_share",
            "outside its own low and high",
        ),
        (
            "price_terms",
            replace(TERM, reserved_3y_share=Decimal("0.6"), reserved_3y_high_share=Decimal("0.6")),
            "reserved_3y_share",
            "costs more",
        ),
        (
            "price_terms",
            replace(TERM, savings_3y_share=Decimal("0.8")),
            "savings_3y_share",
            "costs more",
        ),
        ("disks", replace(DISK, kind=DiskKind.ULTRA), "kind", "ultra is not in disk_limits.csv"),
        ("disks", replace(DISK, size_gib=40000), "size_gib", "above the 32767 GiB"),
        ("disks", replace(DISK, base_iops=30000), "base_iops", "above the 20000 IOPS"),
        ("disks", replace(DISK, base_mbps=1000), "base_mbps", "above the 900 MB/s"),
        ("disks", replace(DISK, burst_iops=1), "burst_iops", "slower than the base"),
        ("disks", replace(DISK, burst_mbps=1), "burst_mbps", "slower than the base"),
        ("disk_meters", replace(DISK_METER, kind=DiskKind.ULTRA), "kind", "no disk is of the kind ultra"),
        ("disk_meters", replace(DISK_METER, meter="P30"), "meter", "name of a disk"),
        ("disk_prices", replace(DISK_PRICE, disk_sku="P31"), "disk_sku", "'P31' is not a disk"),
        ("disk_prices", replace(DISK_PRICE, region="global"), "region", "'global' is not a region"),
        ("price_scopes", replace(EUROPE, scope="west"), "scope", "code of a region"),
        (
            "price_scopes",
            replace(EUROPE, geography_groups=("Atlantis",)),
            "geography_groups",
            "'Atlantis' is not a geography group",
        ),
        ("service_prices", replace(SERVICE_PRICE, scope="moon"), "scope", "'moon' is not a region or scope"),
        (
            "service_prices",
            replace(SERVICE_PRICE, scope="north", unit="month"),
            "unit",
            "'month' where another row of this meter has 'hour'",
        ),
        ("core_speed", replace(SPEED, series="Zsv1"), "series", "'Zsv1' is not a series"),
        ("core_speed", replace(SPEED, core_speed_low=1.05), "core_speed_index", "outside its own"),
        ("core_speed", replace(SPEED, single_thread_high=0.95), "single_thread_index", "outside its own"),
        ("core_speed", replace(SPEED, same_cpu_as="Dsv9"), "same_cpu_as", "only for it"),
        ("core_speed", replace(SPEED, method="same_cpu_as"), "same_cpu_as", "only for it"),
        (
            "core_speed",
            replace(SPEED, method="same_cpu_as", same_cpu_as="Zsv1"),
            "same_cpu_as",
            "'Zsv1' is not a series of this table",
        ),
        ("sla", Sla("service", "other", None, "", ("hearsay",)), "source", "'hearsay' is not in sources.csv"),
    ],
)
def test_a_row_that_contradicts_another_table_is_named(
    table: str,
    row: Any,  # noqa: ANN401 - a row of any table
    column: str,
    words: str,
) -> None:
    problems = check({**SOUND, table: [*SOUND[table], row]})
    spot = len(SOUND[table]) + 2
    found = [problem for problem in problems if problem.column == column]
    assert [(problem.file, problem.row) for problem in found] == [(f"{table}.csv", spot)]
    assert words in found[0].what
