"""Sizes and disks of roles region by region and option by option, the slow way: what the arrays are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wardround.catalogue import Catalogue, DiskKind, PurchaseOption, SizeNeed, UnknownSeries, VmSize
from wardround.engine.disks import DiskNeed, cheapest_disks
from wardround.engine.line_items import option_with_price
from wardround.engine.region_market import RoleNeed, Volume, speed_of

HOURS = 730.0


@dataclass(frozen=True)
class One:
    """The size of one role in one region under one option, with what it costs; '' where none does."""

    sku: str
    server_usd: float
    disk_usd: float


def one_by_one(
    catalogue: Catalogue, regions: Sequence[str], options: Sequence[PurchaseOption], roles: Sequence[RoleNeed]
) -> dict[tuple[PurchaseOption, str, int], One]:
    """Return the choice for every option, region and role, each looked for by itself."""
    return {
        (option, region, at): _one(catalogue, region, option, role)
        for option in options
        for region in regions
        for at, role in enumerate(roles)
    }


def _one(catalogue: Catalogue, region: str, option: PurchaseOption, role: RoleNeed) -> One:
    zones = role.need.zones_at_least if catalogue.zone_count(region) >= role.need.zones_at_least else 0
    kept = catalogue.vm_price(region, role.sku) is not None and len(catalogue.vm_zones(region, role.sku)) >= zones
    found: list[tuple[float, int, str]] = []
    for size in catalogue.sizes_offered(region):
        if (kept and size.sku != role.sku) or (not kept and not _does(catalogue, region, size, role, zones)):
            continue
        _, price = option_with_price(catalogue, region, size.sku, option)
        if price is not None:
            found.append((round(float(price.usd), 6), -size.generation, size.sku))
    disks = 0.0
    for volume in role.volumes:
        need = DiskNeed("data", volume.gib, volume.iops, volume.mbps, "")
        priced = cheapest_disks(catalogue, region, volume.kind, need)
        disks += float("nan") if priced is None else priced.monthly_micro_usd / 1_000_000
    if not found:
        return One("", float("nan"), disks * role.nodes)
    usd, _, sku = min(found)
    return One(sku, usd * HOURS * role.nodes, disks * role.nodes)


def _does(catalogue: Catalogue, region: str, size: VmSize, role: RoleNeed, zones: int) -> bool:
    try:
        work = size.vcpus * speed_of(catalogue, size)
    except UnknownSeries:
        return False
    if catalogue.why_not(region, size.sku, replace(role.need, zones_at_least=zones)):
        return False
    iops, mbps = size.uncached_iops(premium_v2=role.premium_v2), size.uncached_mbps(premium_v2=role.premium_v2)
    return (
        work >= role.work * 0.999
        and size.memory_gib >= role.memory_gib
        and size.max_data_disks >= role.data_disks
        and (not role.iops or (iops is not None and iops >= role.iops))
        and (not role.mbps or (mbps is not None and mbps >= role.mbps))
        and (not role.premium_v2 or size.premium_v2 is True)
    )


def ten_roles(catalogue: Catalogue) -> tuple[RoleNeed, ...]:
    """Return ten roles of different sizes, some with disks of their own."""
    rules = SizeNeed(
        cpu_arch="x86_64",
        accelerated_networking=True,
        encryption_at_host=True,
        burstable_allowed=False,
        growth_restricted_allowed=False,
        zones_at_least=2,
        not_retiring_before=date(2029, 11, 25),
    )
    skus = (
        "Standard_D2ls_v5", "Standard_D8als_v7", "Standard_D4as_v7", "Standard_E16as_v7", "Standard_E4as_v6",
        "Standard_D2as_v5", "Standard_F8as_v7", "Standard_E32as_v7", "Standard_D16ds_v5", "Standard_E8bds_v5",
    )  # fmt: skip
    found = []
    for place, sku in enumerate(skus):
        size = catalogue.size(sku)
        kind = DiskKind.PREMIUM_SSD_V2 if place % 3 == 0 else DiskKind.PREMIUM_SSD
        found.append(
            RoleNeed(
                sku=sku,
                nodes=1 + place % 3,
                need=rules,
                work=size.vcpus * speed_of(catalogue, size) * 0.8,
                memory_gib=size.memory_gib * 0.8,
                data_disks=2,
                iops=2000.0 if place % 2 else 0.0,
                mbps=60.0 if place % 2 else 0.0,
                premium_v2=kind is DiskKind.PREMIUM_SSD_V2,
                volumes=(Volume(DiskKind.PREMIUM_SSD, 64, 120, 25), Volume(kind, 300.0 + 80 * place, 4000, 140)),
            )
        )
    return tuple(found)
