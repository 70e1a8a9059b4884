"""Sizes and disks of many roles in many regions under many purchase options, chosen at once.

A role keeps its size where a region offers it in enough zones. Elsewhere it takes the cheapest size that does the same
work at full load, with as much memory, disk work and data disks, under the same rules about families, retirement,
encryption and burstable sizes; a slower core is made up for by more of them, so what one request waits for is for the
sizing itself to settle. Disks are the cheapest of the same kind that hold and do as much. `chosen` is arithmetic on
whole arrays; `MarketPrices` holds the prices, which are read once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import Catalogue, DiskKind, PurchaseOption, SizeNeed, UnknownSeries, VmSize
from wardround.catalogue.hourly_prices import HourlyPrices
from wardround.catalogue.sizes import unmet
from wardround.engine.disks import FREE_OF_IOPS_BOUND_GIB, MOST_STRIPES, USUAL_STRIPES
from wardround.engine.offered_sizes import FULL_LOAD_OF_REFERENCE
from wardround.engine.queueing import Numbers

HOURS_PER_MONTH = 730.0
SAME = 1e-9
SPEED_SLACK = 0.999
"""Core speeds are published to three figures, so a rounding must not rule a size out."""

OPTIONS = (
    PurchaseOption.PAYG,
    PurchaseOption.SAVINGS_1Y,
    PurchaseOption.RESERVED_1Y,
    PurchaseOption.SAVINGS_3Y,
    PurchaseOption.RESERVED_3Y,
)
V2_METERS = ("PV2_PER_GIB", "PV2_PER_EXTRA_IOPS", "PV2_PER_EXTRA_MBPS")
KINDS = (DiskKind.PREMIUM_SSD, DiskKind.STANDARD_SSD, DiskKind.STANDARD_HDD)
"""Kinds of disk that come in fixed sizes."""


@dataclass(frozen=True)
class Volume:
    """The disks of one node for one purpose: their kind, and what all of them hold and do. [GiB], [1/s], [MB/s]."""

    kind: DiskKind
    gib: float
    iops: float
    mbps: float


@dataclass(frozen=True)
class RoleNeed:
    """What one node of a role must be able to do, and the size that it has.

    Parameters
    ----------
    need : rules that a size must keep whatever the load: families, retirement, encryption, burstable or not.
    work : speed of all CPUs at full load, in lone Dsv5 threads.
    iops, mbps : over all its disks; on Premium SSD v2 where `premium_v2` says so.
    """

    sku: str
    nodes: int
    need: SizeNeed
    work: float
    memory_gib: float
    data_disks: int
    iops: float
    mbps: float
    premium_v2: bool
    volumes: tuple[Volume, ...] = ()
    allowed: tuple[str, ...] = ()
    """Sizes that alone may be taken; none means all."""
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MarketPrices:
    """All sizes with what they can do, and the prices of sizes and disks in regions.

    Parameters
    ----------
    order : sizes in the order in which equal prices are told apart: newer generation first, then by name.
    region_zones : availability zones of each region: one that has fewer than are wanted asks its sizes for none.
    disk_usd : monthly price of each fixed size by kind, indexed [region, disk]; infinite without one.
    v2_usd : monthly price of the three meters of Premium SSD v2, indexed [region, meter].
    """

    catalogue: Catalogue
    hourly: HourlyPrices
    sizes: tuple[VmSize, ...]
    usd: Numbers
    memory_gib: Numbers
    work: Numbers
    data_disks: Numbers
    iops: Numbers
    mbps: Numbers
    iops_v2: Numbers
    mbps_v2: Numbers
    takes_v2: NDArray[np.bool_]
    zones: NDArray[np.int64]
    region_zones: NDArray[np.int64]
    disk_usd: Mapping[DiskKind, Numbers]
    disk_gib: Mapping[DiskKind, Numbers]
    disk_iops: Mapping[DiskKind, Numbers]
    disk_mbps: Mapping[DiskKind, Numbers]
    v2_usd: Numbers
    place: Mapping[str, int]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions in the order of the arrays."""
        return self.hourly.regions


@dataclass(frozen=True, eq=False)
class Chosen:
    """The choice for each role everywhere.

    Parameters
    ----------
    size : place of the size, indexed [option, region, role]; -1 where the region has none that does.
    kept : whether the role keeps its size, indexed [region, role].
    server_usd : all nodes of the role a month, indexed like `size`; NaN without one.
    disk_usd : disks of all nodes a month, indexed [region, role]; NaN where a disk has no price anywhere.
    """

    size: NDArray[np.int64]
    kept: NDArray[np.bool_]
    server_usd: Numbers
    disk_usd: Numbers

    @property
    def monthly_usd(self) -> Numbers:
        """Servers and disks of all roles together, indexed [option, region]; NaN where something cannot be had."""
        return np.asarray(self.server_usd.sum(axis=2) + self.disk_usd.sum(axis=1)[None, :])


@lru_cache(maxsize=8)
def market_prices(
    catalogue: Catalogue, regions: tuple[str, ...], options: tuple[PurchaseOption, ...] = OPTIONS
) -> MarketPrices:
    """Return the prices of all sizes and disks in regions. Reading them takes some milliseconds for each region.

    Raises UnknownRegion.
    """
    hourly = catalogue.hourly_prices(regions, options)
    sizes = [catalogue.size(sku) for sku in hourly.skus]
    order = sorted(range(len(sizes)), key=lambda at: (-sizes[at].generation, sizes[at].sku))
    kept = [at for at in order if _speed(catalogue, sizes[at]) is not None]
    sizes = [sizes[at] for at in kept]
    speeds = [_speed(catalogue, size) or 0.0 for size in sizes]
    payg = hourly.usd_per_hour[list(options).index(PurchaseOption.PAYG)]
    # A size without a committed price is bought as pay as you go, as the bill does.
    usd = np.where(np.isfinite(hourly.usd_per_hour), hourly.usd_per_hour, payg[None])[:, :, kept]

    def known(values: Sequence[float | None]) -> Numbers:
        return np.array([np.nan if value is None else float(value) for value in values])

    disks = {kind: catalogue.disks(kind) for kind in KINDS}
    return MarketPrices(
        catalogue=catalogue,
        hourly=hourly,
        sizes=tuple(sizes),
        usd=np.ascontiguousarray(usd),
        memory_gib=known([size.memory_gib for size in sizes]),
        work=known([size.vcpus for size in sizes]) * known(speeds),
        data_disks=known([size.max_data_disks for size in sizes]),
        iops=known([size.uncached_iops(premium_v2=False) for size in sizes]),
        mbps=known([size.uncached_mbps(premium_v2=False) for size in sizes]),
        iops_v2=known([size.uncached_iops(premium_v2=True) for size in sizes]),
        mbps_v2=known([size.uncached_mbps(premium_v2=True) for size in sizes]),
        takes_v2=np.array([size.premium_v2 is True for size in sizes]),
        zones=hourly.zones[:, kept],
        region_zones=np.array([catalogue.zone_count(code) for code in regions], dtype=np.int64),
        disk_usd={
            kind: np.array([[_disk_usd(catalogue, region, disk.sku) for disk in rows] for region in regions])
            for kind, rows in disks.items()
        },
        disk_gib={kind: known([disk.size_gib for disk in rows]) for kind, rows in disks.items()},
        disk_iops={kind: known([disk.base_iops for disk in rows]) for kind, rows in disks.items()},
        disk_mbps={kind: known([disk.base_mbps for disk in rows]) for kind, rows in disks.items()},
        v2_usd=np.array([[_disk_usd(catalogue, region, meter) for meter in V2_METERS] for region in regions]),
        place={size.sku: at for at, size in enumerate(sizes)},
    )


def speed_of(catalogue: Catalogue, size: VmSize) -> float:
    """Return the speed of one vCPU at full load, in lone Dsv5 threads. Raises UnknownSeries."""
    speed = catalogue.core_speed(size.series)
    lasting = size.base_cpu_share or 1.0
    return lasting * min(FULL_LOAD_OF_REFERENCE * speed.core_speed_index, speed.single_thread_index)


def _speed(catalogue: Catalogue, size: VmSize) -> float | None:
    try:
        return speed_of(catalogue, size)
    except UnknownSeries:
        return None


def _disk_usd(catalogue: Catalogue, region: str, name: str) -> float:
    price = catalogue.disk_price(region, name)
    return float("inf") if price is None else float(price.usd)


@lru_cache(maxsize=256)
def _keeps_rules(market: MarketPrices, need: SizeNeed) -> NDArray[np.bool_]:
    """Return which sizes keep the rules of a need, zones aside: those differ by region."""
    anywhere = SizeNeed(**{name: getattr(need, name) for name in need.__slots__ if name != "zones_at_least"})
    return np.array([next(iter(unmet(size, (1, 2, 3), anywhere)), None) is None for size in market.sizes])


@lru_cache(maxsize=64)
def _listed(market: MarketPrices, allowed: tuple[str, ...], denied: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which sizes the lists of the consultant leave."""
    return np.array([(not allowed or size.sku in allowed) and size.sku not in denied for size in market.sizes])


def enough(market: MarketPrices, role: RoleNeed) -> NDArray[np.bool_]:
    """Return which sizes do the work of a role; an unknown figure never does."""
    iops, mbps = (market.iops_v2, market.mbps_v2) if role.premium_v2 else (market.iops, market.mbps)
    with np.errstate(invalid="ignore"):
        found = (
            _keeps_rules(market, role.need)
            & _listed(market, role.allowed, role.denied)
            & (market.work >= role.work * SPEED_SLACK)
            & (market.memory_gib >= role.memory_gib - SAME)
            & (market.data_disks >= role.data_disks)
        )
        if role.iops:
            found &= iops >= role.iops - SAME
        if role.mbps:
            found &= mbps >= role.mbps - SAME
        if role.premium_v2:
            found &= market.takes_v2
    return np.asarray(found)


def chosen(market: MarketPrices, roles: Sequence[RoleNeed]) -> Chosen:
    """Return the size and the price of every role in every region under every option."""
    options, regions = market.usd.shape[:2]
    size = np.full((options, regions, len(roles)), -1, dtype=np.int64)
    usd = np.full((options, regions, len(roles)), np.nan)
    kept = np.zeros((regions, len(roles)), dtype=bool)
    disks = np.zeros((regions, len(roles)))
    for at, role in enumerate(roles):
        places = np.flatnonzero(enough(market, role))
        wanted = np.where(market.region_zones >= role.need.zones_at_least, role.need.zones_at_least, 0)
        in_zones = market.zones[:, places] >= wanted[:, None]
        price = np.where(in_zones[None], market.usd[:, :, places], np.inf)
        best = price.argmin(axis=2) if len(places) else np.zeros((options, regions), dtype=np.int64)
        least = np.take_along_axis(price, best[:, :, None], axis=2)[:, :, 0] if len(places) else usd[:, :, at]
        found = np.isfinite(least)
        taken = places[best] if len(places) else best
        own = market.place.get(role.sku)
        if own is not None:
            stays = np.isfinite(market.usd[0, :, own]) & (market.zones[:, own] >= wanted)
            kept[:, at] = stays
            taken = np.where(stays[None], own, taken)
            least = np.where(stays[None], market.usd[:, :, own], least)
            found = found | stays[None]
        size[:, :, at] = np.where(found, taken, -1)
        usd[:, :, at] = np.where(found, least, np.nan) * HOURS_PER_MONTH * role.nodes
        disks[:, at] = _disks_usd(market, role.volumes) * role.nodes
    return Chosen(size, kept, usd, disks)


def _disks_usd(market: MarketPrices, volumes: Sequence[Volume]) -> Numbers:
    """Return the monthly price of the disks of one node by region; NaN where a kind has no price anywhere."""
    total = np.zeros(len(market.regions))
    for volume in volumes:
        if volume.kind is DiskKind.PREMIUM_SSD_V2:
            total += _v2_usd(market, volume)
        elif volume.kind in market.disk_usd:
            total += _fixed_usd(market, volume)
        else:
            total += np.nan
    return np.where(np.isfinite(total), total, np.nan)


def _fixed_usd(market: MarketPrices, volume: Volume) -> Numbers:
    """Return the cheapest disks of a fixed size: striped, more than the usual number only where nothing else does."""
    kind = volume.kind
    counts = np.maximum(
        1.0,
        np.maximum(
            np.ceil(volume.gib / market.disk_gib[kind] - SAME),
            np.maximum(
                np.ceil(volume.iops / market.disk_iops[kind] - SAME),
                np.ceil(volume.mbps / market.disk_mbps[kind] - SAME),
            ),
        ),
    )
    for most in (USUAL_STRIPES, MOST_STRIPES):
        priced = np.where(counts <= most, counts, np.inf)[None] * market.disk_usd[kind]
        least = np.asarray(priced.min(axis=1))
        if np.isfinite(least).any():
            return least
    return np.full(len(market.regions), np.inf)


def _v2_usd(market: MarketPrices, volume: Volume) -> Numbers:
    """Return the price of Premium SSD v2, billed by what is provisioned."""
    limits = market.catalogue.disk_limits(DiskKind.PREMIUM_SSD_V2)
    count = max(
        1.0,
        np.ceil(volume.gib / limits.max_size_gib),
        np.ceil(volume.iops / limits.max_iops),
        np.ceil(volume.mbps / limits.max_mbps),
    )
    if count > MOST_STRIPES:
        return np.full(len(market.regions), np.inf)
    included_iops, included_mbps = limits.included_iops or 0, limits.included_mbps or 0
    iops = max(np.ceil(volume.iops / count), included_iops)
    mbps = max(np.ceil(volume.mbps / count), included_mbps)
    if limits.mbps_per_iops:
        iops = max(iops, np.ceil(mbps / limits.mbps_per_iops))
    gib = max(np.ceil(volume.gib / count), 1.0)
    if limits.iops_per_gib and iops > included_iops:
        gib = max(gib, FREE_OF_IOPS_BOUND_GIB + np.ceil((iops - included_iops) / limits.iops_per_gib))
    each = np.array([gib, iops - included_iops, mbps - included_mbps])
    return np.asarray((market.v2_usd @ each) * count)
