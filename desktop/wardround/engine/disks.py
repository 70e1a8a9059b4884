"""Managed disks: the cheapest that give capacity, IOPS and throughput at all times. Bursting never counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Literal

from wardround.catalogue import Catalogue, Disk, DiskKind
from wardround.engine.figure import formula
from wardround.engine.findings import DiskChoice
from wardround.engine.offered_sizes import MICRO

Purpose = Literal["os", "data", "wal", "filestore", "backup", "logs"]

USUAL_STRIPES = 4
"""Disks that one volume is striped over at most, as long as so few are enough."""

MOST_STRIPES = 16
"""Disks that one volume is striped over where fewer are not enough; more are a burden to run."""

FREE_OF_IOPS_BOUND_GIB = 6
"""Size up to which a Premium SSD v2 disk has the included IOPS and no more."""


@dataclass(frozen=True, slots=True)
class DiskNeed:
    """What one volume must hold and do. [GiB], [1/s], [MB/s]."""

    purpose: Purpose
    gib: float
    iops: float
    mbps: float
    why: str


@dataclass(frozen=True, slots=True)
class PricedDisks:
    """Disks of one volume with their price. [micro-USD a month]."""

    choice: DiskChoice
    monthly_micro_usd: int


@formula(
    "data x (1 + bloat) + log kept for slots, all over (1 - free space)",
    unit="GiB",
    source="sizing models, section 9; bloat and free space are general knowledge (unverified)",
)
def provisioned_gib(content_gib: float, bloat_share: float, extra_gib: float, free_share: float) -> float:
    """Return the size of a volume for its content. [GiB]."""
    return (content_gib * (1.0 + bloat_share) + extra_gib) / (1.0 - free_share)


@lru_cache(maxsize=1024)
def cheapest_disks(
    catalogue: Catalogue, region: str, kind: DiskKind, need: DiskNeed, most_disks: int = MOST_STRIPES
) -> PricedDisks | None:
    """Return the cheapest disks of a kind for a volume; None where none are priced or none are big enough.

    Several disks are striped: their capacity, IOPS and throughput add up. Equal prices go to fewer disks; more than
    four are taken only where no four are enough.
    """
    if kind is DiskKind.PREMIUM_SSD_V2:
        return _premium_v2(catalogue, region, need)
    found = []
    for each, disk in _priced_disks(catalogue, region, kind):
        count = _stripes(disk, need)
        if count <= min(most_disks, MOST_STRIPES):
            found.append((each * count, count, disk.size_gib, disk))
    found = [row for row in found if row[1] <= USUAL_STRIPES] or found
    if not found:
        return None
    cost, count, _, disk = min(found, key=lambda item: item[:3])
    choice = DiskChoice(
        purpose=need.purpose,
        disk_sku=disk.sku,
        kind=disk.kind.value,
        count=count,
        size_gib=disk.size_gib,
        iops=disk.base_iops,
        mbps=disk.base_mbps,
        redundancy="LRS",
        why=need.why,
    )
    return PricedDisks(choice, cost)


@lru_cache(maxsize=256)
def _priced_disks(catalogue: Catalogue, region: str, kind: DiskKind) -> tuple[tuple[int, Disk], ...]:
    """Return the disks of a kind that have a price in a region. [micro-USD a month]."""
    priced = ((catalogue.disk_price(region, disk.sku), disk) for disk in catalogue.disks(kind))
    return tuple((int(price.usd * MICRO), disk) for price, disk in priced if price is not None)


def largest_disks(catalogue: Catalogue, region: str, kind: DiskKind, need: DiskNeed, count: int) -> PricedDisks:
    """Return so many of the largest disks of a kind, for a need that none of them meets."""
    disk = catalogue.disks(kind)[-1]
    price = catalogue.disk_price(region, disk.sku)
    choice = DiskChoice(
        need.purpose, disk.sku, kind.value, count, disk.size_gib, disk.base_iops, disk.base_mbps, "LRS", need.why
    )
    return PricedDisks(choice, 0 if price is None else int(price.usd * MICRO) * count)


def _stripes(disk: Disk, need: DiskNeed) -> int:
    return max(
        1,
        ceil(need.gib / disk.size_gib - 1e-9),
        ceil(need.iops / disk.base_iops - 1e-9),
        ceil(need.mbps / disk.base_mbps - 1e-9),
    )


def _premium_v2(catalogue: Catalogue, region: str, need: DiskNeed) -> PricedDisks | None:
    """Return one Premium SSD v2 disk, or several where one is not enough; they are billed by what is provisioned."""
    limits = catalogue.disk_limits(DiskKind.PREMIUM_SSD_V2)
    per_gib = catalogue.disk_price(region, "PV2_PER_GIB")
    per_iops = catalogue.disk_price(region, "PV2_PER_EXTRA_IOPS")
    per_mbps = catalogue.disk_price(region, "PV2_PER_EXTRA_MBPS")
    if per_gib is None or per_iops is None or per_mbps is None:
        return None
    included_iops, included_mbps = limits.included_iops or 0, limits.included_mbps or 0
    count = max(
        1,
        ceil(need.gib / limits.max_size_gib),
        ceil(need.iops / limits.max_iops),
        ceil(need.mbps / limits.max_mbps),
    )
    if count > MOST_STRIPES:
        return None
    iops = max(ceil(need.iops / count), included_iops)
    mbps = max(ceil(need.mbps / count), included_mbps)
    if limits.mbps_per_iops:
        iops = max(iops, ceil(mbps / limits.mbps_per_iops))
    size = max(ceil(need.gib / count), catalogue.disk("PV2").min_size_gib or 1)
    if limits.iops_per_gib and iops > included_iops:
        size = max(size, FREE_OF_IOPS_BOUND_GIB + ceil((iops - included_iops) / limits.iops_per_gib))
    extra_iops, extra_mbps = iops - included_iops, mbps - included_mbps
    each = size * per_gib.usd + extra_iops * per_iops.usd + extra_mbps * per_mbps.usd
    choice = DiskChoice(
        purpose=need.purpose,
        disk_sku="PV2",
        kind=DiskKind.PREMIUM_SSD_V2.value,
        count=count,
        size_gib=size,
        iops=iops,
        mbps=mbps,
        redundancy="LRS",
        why=need.why,
        extra_iops=extra_iops,
        extra_mbps=extra_mbps,
    )
    return PricedDisks(choice, int(each * MICRO) * count)


def system_disk(catalogue: Catalogue, region: str, gib: float) -> PricedDisks:
    """Return the system disk of a server: the smallest Premium SSD that is large enough."""
    need = DiskNeed("os", gib, 0, 0, "operating system, logs and agents; Premium SSD for the single-VM agreement")
    found = cheapest_disks(catalogue, region, DiskKind.PREMIUM_SSD, need, 1)
    if found is not None:
        return found
    large_enough = [d for d in catalogue.disks(DiskKind.PREMIUM_SSD) if d.size_gib >= gib] or list(
        catalogue.disks(DiskKind.PREMIUM_SSD)[-1:]
    )
    disk = large_enough[0]
    choice = DiskChoice(
        "os", disk.sku, disk.kind.value, 1, disk.size_gib, disk.base_iops, disk.base_mbps, "LRS", need.why
    )
    return PricedDisks(choice, 0)
