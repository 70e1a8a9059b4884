"""What the servers and disks of a role cost a month, for the choices that no search has priced."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.findings import DiskChoice, RoleSizing
from wardround.engine.line_items import HOURS_PER_MONTH, MANAGED_DISK_KINDS, cents, option_with_price

FILES = "Azure Files premium"


def with_price(role: RoleSizing, catalogue: Catalogue, region: str, option: PurchaseOption) -> RoleSizing:
    """Return a role with its monthly price where it has none yet.

    Parameters
    ----------
    region : where the role runs.
    option : how its servers are bought.
    """
    if role.monthly_usd is not None:
        return role
    return replace(role, monthly_usd=role_monthly_usd(role, catalogue, region, option))


def role_monthly_usd(role: RoleSizing, catalogue: Catalogue, region: str, option: PurchaseOption) -> Decimal | None:
    """Return the list price of the servers and disks of a role, None where a part has none. [USD a month]."""
    parts = [disk_monthly_usd(disk, catalogue, region) for disk in role.disks]
    if role.vcpus:
        _, price = option_with_price(catalogue, region, role.sku, option)
        parts.append(None if price is None else price.usd * HOURS_PER_MONTH)
    each = [part for part in parts if part is not None]
    return cents(sum(each, Decimal(0)) * max(role.nodes, 1)) if len(each) == len(parts) else None


def disk_monthly_usd(disk: DiskChoice, catalogue: Catalogue, region: str) -> Decimal | None:
    """Return the list price of the disks of one node for one purpose, or of a file share. [USD a month]."""
    if disk.kind not in MANAGED_DISK_KINDS:
        share = catalogue.service_price(region, FILES, f"Premium {disk.redundancy} Provisioned")
        return None if share is None else share.usd * disk.size_gib * disk.count
    if disk.kind != "premium_ssd_v2":
        price = catalogue.disk_price(region, disk.disk_sku, disk.redundancy)
        return None if price is None else price.usd * disk.count
    amounts: tuple[tuple[Literal["PV2_PER_GIB", "PV2_PER_EXTRA_IOPS", "PV2_PER_EXTRA_MBPS"], int], ...] = (
        ("PV2_PER_GIB", disk.size_gib),
        ("PV2_PER_EXTRA_IOPS", disk.extra_iops),
        ("PV2_PER_EXTRA_MBPS", disk.extra_mbps),
    )
    total = Decimal(0)
    for meter, amount in amounts:
        price = catalogue.disk_price(region, meter)
        if price is None:
            return None
        total += price.usd * amount
    return total * disk.count
