"""What must hold between the rows of the catalogue's tables, beyond what each column wants by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from wardround.catalogue.disks import Disk, DiskLimits, DiskMeter, DiskPrice
from wardround.catalogue.prices import PriceTerm, ReservedPrice, VmPrice
from wardround.catalogue.regions import Region
from wardround.catalogue.schema import TABLES
from wardround.catalogue.services import PriceScope, ServicePrice
from wardround.catalogue.sizes import VmSize
from wardround.catalogue.speed import CoreSpeed
from wardround.tables import FactProblem

Rows = Mapping[str, Sequence[Any]]
"""Rows of every table in file order, by table name; each of the type that `TABLES` gives."""

Finding = tuple[int, str, str]
"""Place of the row in the table, column, what is wrong."""


def check(rows: Rows) -> list[FactProblem]:
    """Return everything that is wrong between the rows of the catalogue's tables, in order of file and row.

    `rows` holds at least the tables of `TABLES`; others may be there and are not looked at.
    """
    problems = [
        FactProblem(f"{table}.csv", place + 2, column, what)
        for table, rule in _RULES
        for place, column, what in rule(rows)
    ]
    for table in TABLES:
        problems += _unknown_sources(table, rows)
    return sorted(problems, key=lambda problem: (problem.file, problem.row, problem.column))


def _unknown_sources(table: str, rows: Rows) -> Iterator[FactProblem]:
    known = {source.id for source in rows["sources"]}
    for place, row in enumerate(rows[table]):
        for source in getattr(row, "source", ()):
            if source not in known:
                yield FactProblem(f"{table}.csv", place + 2, "source", f"{source!r} is not in sources.csv")


def _regions(rows: Rows) -> Iterator[Finding]:
    regions: Sequence[Region] = rows["regions"]
    codes = {row.code for row in regions}
    for place, row in enumerate(regions):
        if row.paired_region is not None and row.paired_region not in codes:
            yield place, "paired_region", f"{row.paired_region!r} is not a region"
        if row.paired_region == row.code:
            yield place, "paired_region", "a region is not its own pair"
        if (row.latitude_deg is None) != (row.longitude_deg is None):
            yield place, "latitude_deg", "a position needs both latitude and longitude"


def _vm_sizes(rows: Rows) -> Iterator[Finding]:
    sizes: Sequence[VmSize] = rows["vm_sizes"]
    fast = {row.series for row in rows["core_speed"]}
    for place, row in enumerate(sizes):
        if row.series not in fast:
            yield place, "series", f"{row.series!r} is not in core_speed.csv"
        if _below(row.burst_iops, row.max_uncached_iops):
            yield place, "burst_iops", "bursting is slower than the limit without it"
        if _below(row.burst_mbps, row.max_uncached_mbps):
            yield place, "burst_mbps", "bursting is slower than the limit without it"


def _vm_prices(rows: Rows) -> Iterator[Finding]:
    prices: Sequence[VmPrice] = rows["vm_prices"]
    regions: dict[str, Region] = {row.code: row for row in rows["regions"]}
    skus = {row.sku for row in rows["vm_sizes"]}
    for place, row in enumerate(prices):
        yield from _unknown(place, "region", row.region, regions, "a region")
        yield from _unknown(place, "sku", row.sku, skus, "a VM size")
        if row.spot_usd_per_hour is not None and row.spot_usd_per_hour > row.payg_usd_per_hour:
            yield place, "spot_usd_per_hour", "the spot price is above pay-as-you-go"
        region = regions.get(row.region)
        if row.zones and region is not None and max(row.zones) > (region.zone_count or 0):
            yield place, "zones", f"zone {max(row.zones)} where {row.region} has {region.zone_count or 0}"


def _reserved_prices(rows: Rows) -> Iterator[Finding]:
    prices: Sequence[ReservedPrice] = rows["reserved_prices"]
    payg = {(row.region, row.sku): row.payg_usd_per_hour for row in rows["vm_prices"]}
    for place, row in enumerate(prices):
        base = payg.get((row.region, row.sku))
        if base is None:
            yield place, "sku", f"{row.sku} has no price in {row.region}"
        elif not row.reserved_3y_usd_per_hour <= row.reserved_1y_usd_per_hour <= base:
            yield place, "reserved_1y_usd_per_hour", "a longer commitment costs more than a shorter one"


def _price_terms(rows: Rows) -> Iterator[Finding]:
    terms: Sequence[PriceTerm] = rows["price_terms"]
    regions = {row.code for row in rows["regions"]}
    series = {row.series for row in rows["vm_sizes"]}
    for place, row in enumerate(terms):
        yield from _unknown(place, "region", row.region, regions, "a region")
        yield from _unknown(place, "series", row.series, series, "a series of vm_sizes.csv")
        if not row.reserved_1y_low_share <= row.reserved_1y_share <= row.reserved_1y_high_share:
            yield place, "reserved_1y_share", "outside its own low and high"
        if not row.reserved_3y_low_share <= row.reserved_3y_share <= row.reserved_3y_high_share:
            yield place, "reserved_3y_share", "outside its own low and high"
        if row.reserved_3y_share > row.reserved_1y_share:
            yield place, "reserved_3y_share", "a longer commitment costs more than a shorter one"
        if _below(row.savings_1y_share, row.savings_3y_share):
            yield place, "savings_3y_share", "a longer commitment costs more than a shorter one"


def _disks(rows: Rows) -> Iterator[Finding]:
    disks: Sequence[Disk] = rows["disks"]
    limits: dict[str, DiskLimits] = {row.kind: row for row in rows["disk_limits"]}
    for place, row in enumerate(disks):
        limit = limits.get(row.kind)
        if limit is None:
            yield place, "kind", f"{row.kind.value} is not in disk_limits.csv"
            continue
        if row.size_gib > limit.max_size_gib:
            yield place, "size_gib", f"above the {limit.max_size_gib} GiB of its kind"
        if row.base_iops > limit.max_iops:
            yield place, "base_iops", f"above the {limit.max_iops} IOPS of its kind"
        if row.base_mbps > limit.max_mbps:
            yield place, "base_mbps", f"above the {limit.max_mbps} MB/s of its kind"
        if _below(row.burst_iops, row.base_iops):
            yield place, "burst_iops", "bursting is slower than the base"
        if _below(row.burst_mbps, row.base_mbps):
            yield place, "burst_mbps", "bursting is slower than the base"


def _disk_meters(rows: Rows) -> Iterator[Finding]:
    meters: Sequence[DiskMeter] = rows["disk_meters"]
    kinds = {row.kind for row in rows["disks"]}
    skus = {row.sku for row in rows["disks"]}
    for place, row in enumerate(meters):
        if row.kind not in kinds:
            yield place, "kind", f"no disk is of the kind {row.kind.value}"
        if row.meter in skus:
            yield place, "meter", f"{row.meter!r} is the name of a disk"


def _disk_prices(rows: Rows) -> Iterator[Finding]:
    prices: Sequence[DiskPrice] = rows["disk_prices"]
    regions = {row.code for row in rows["regions"]}
    names = {row.sku for row in rows["disks"]} | {row.meter for row in rows["disk_meters"]}
    for place, row in enumerate(prices):
        yield from _unknown(place, "region", row.region, regions, "a region")
        yield from _unknown(place, "disk_sku", row.disk_sku, names, "a disk or disk meter")


def _price_scopes(rows: Rows) -> Iterator[Finding]:
    scopes: Sequence[PriceScope] = rows["price_scopes"]
    codes = {row.code for row in rows["regions"]}
    groups = {row.geography_group for row in rows["regions"]}
    for place, row in enumerate(scopes):
        if row.scope in codes:
            yield place, "scope", f"{row.scope!r} is the code of a region"
        for group in row.geography_groups or ():
            yield from _unknown(place, "geography_groups", group, groups, "a geography group")


def _service_prices(rows: Rows) -> Iterator[Finding]:
    prices: Sequence[ServicePrice] = rows["service_prices"]
    places = {row.code for row in rows["regions"]} | {row.scope for row in rows["price_scopes"]}
    units: dict[tuple[str, str], str] = {}
    for place, row in enumerate(prices):
        yield from _unknown(place, "scope", row.scope, places, "a region or scope")
        unit = units.setdefault((row.service, row.meter), row.unit)
        if row.unit != unit:
            # A borrowed price would otherwise count something else than the region's own.
            yield place, "unit", f"{row.unit!r} where another row of this meter has {unit!r}"


def _core_speed(rows: Rows) -> Iterator[Finding]:
    speeds: Sequence[CoreSpeed] = rows["core_speed"]
    series = {row.series for row in rows["vm_sizes"]}
    known = {row.series for row in speeds}
    for place, row in enumerate(speeds):
        yield from _unknown(place, "series", row.series, series, "a series of vm_sizes.csv")
        if not row.core_speed_low <= row.core_speed_index <= row.core_speed_high:
            yield place, "core_speed_index", "outside its own low and high"
        if not row.single_thread_low <= row.single_thread_index <= row.single_thread_high:
            yield place, "single_thread_index", "outside its own low and high"
        if (row.method == "same_cpu_as") != (row.same_cpu_as is not None):
            yield place, "same_cpu_as", "filled in for the method same_cpu_as, and only for it"
        elif row.same_cpu_as is not None:
            yield from _unknown(place, "same_cpu_as", row.same_cpu_as, known, "a series of this table")


def _unknown(place: int, column: str, name: str, known: Iterable[str | None], what: str) -> Iterator[Finding]:
    if name not in known:
        yield place, column, f"{name!r} is not {what}"


def _below(one: Any, other: Any) -> bool:  # noqa: ANN401 - two numbers of one kind, or None
    return one is not None and other is not None and one < other


_RULES: tuple[tuple[str, Callable[[Rows], Iterator[Finding]]], ...] = (
    ("core_speed", _core_speed),
    ("disk_meters", _disk_meters),
    ("disk_prices", _disk_prices),
    ("disks", _disks),
    ("price_scopes", _price_scopes),
    ("price_terms", _price_terms),
    ("regions", _regions),
    ("reserved_prices", _reserved_prices),
    ("service_prices", _service_prices),
    ("vm_prices", _vm_prices),
    ("vm_sizes", _vm_sizes),
)
