"""Managed disks: sizes, limits, and the meters that bill them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from wardround.catalogue.prices import PRICE_DATE
from wardround.tables import Column

Redundancy = Literal["LRS", "ZRS"]
"""Three copies in one data centre, or one in each of three zones."""


class DiskKind(StrEnum):
    """The five kinds of managed disk."""

    PREMIUM_SSD = "premium_ssd"
    PREMIUM_SSD_V2 = "premium_ssd_v2"
    ULTRA = "ultra"
    STANDARD_SSD = "standard_ssd"
    STANDARD_HDD = "standard_hdd"


@dataclass(frozen=True, slots=True)
class Disk:
    """One disk that can be bought. None stands for what does not apply or no source says.

    Parameters
    ----------
    sku : name such as `P30`; `PV2` and `ULTRA` stand for the kinds that are billed by what is provisioned.
    size_gib : capacity; for the kinds billed by what is provisioned the largest. [GiB]
    min_size_gib : smallest capacity that can be provisioned, for those kinds. [GiB]
    base_iops, base_mbps : performance at all times. [1/s], [MB/s]
    burst_iops, burst_mbps : performance while burst credits last. [1/s], [MB/s]
    max_shares : VMs that can attach the disk at the same time.
    os_disk_retires_on : day from which it can no longer be used as an OS disk.
    zrs_offered : whether it can be kept in three zones.
    """

    sku: Annotated[str, Column(key=True)]
    kind: DiskKind
    size_gib: Annotated[int, Column(low=1)]
    min_size_gib: Annotated[int | None, Column(low=1)]
    base_iops: Annotated[int, Column(low=1)]
    base_mbps: Annotated[int, Column(low=1)]
    burst_iops: Annotated[int | None, Column(low=1)]
    burst_mbps: Annotated[int | None, Column(low=1)]
    max_shares: Annotated[int, Column(low=1)]
    usable_as_os_disk: bool
    os_disk_retires_on: date | None
    zrs_offered: bool | None
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class DiskLimits:
    """Ceilings of a kind of disk, and the rules of the kinds that are billed by what is provisioned.

    Parameters
    ----------
    max_size_gib, max_iops, max_mbps : what no disk of the kind exceeds. [GiB], [1/s], [MB/s]
    included_iops, included_mbps : performance that the price of the capacity includes. [1/s], [MB/s]
    iops_per_gib : IOPS that each GiB allows. [1/s/GiB]
    mbps_per_iops : throughput that each provisioned IOPS allows. [MB]
    max_iops_needs_gib : smallest capacity that allows `max_iops`. [GiB]
    """

    kind: Annotated[DiskKind, Column(key=True)]
    max_size_gib: Annotated[int, Column(low=1)]
    max_iops: Annotated[int, Column(low=1)]
    max_mbps: Annotated[int, Column(low=1)]
    included_iops: Annotated[int | None, Column(low=0)]
    included_mbps: Annotated[int | None, Column(low=0)]
    iops_per_gib: Annotated[float | None, Column(low=0)]
    mbps_per_iops: Annotated[float | None, Column(low=0)]
    max_iops_needs_gib: Annotated[int | None, Column(low=1)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class DiskMeter:
    """A meter that bills a property of a disk rather than the disk.

    Parameters
    ----------
    meter : name, such as `PV2_PER_GIB`; used in place of a disk's name to ask for its price.
    unit : what one month of it is the price of.
    words : what is billed.
    """

    meter: Annotated[str, Column(key=True)]
    kind: DiskKind
    unit: str
    words: str
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class DiskPrice:
    """The price of a disk, or of one unit of a disk meter, in one region. [USD per month]."""

    region: Annotated[str, Column(key=True)]
    disk_sku: Annotated[str, Column(key=True)]
    redundancy: Annotated[Redundancy, Column(key=True)]
    usd_per_month: Annotated[Decimal, Column(low=0)]
    price_date: Annotated[str, Column(form=PRICE_DATE)]
    source: Annotated[tuple[str, ...], Column(filled=True)]
