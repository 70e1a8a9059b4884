"""Data and log volumes of the database, chosen for each VM size by what it can attach and drive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import DiskKind
from wardround.engine.basis import Basis
from wardround.engine.disks import (
    MOST_STRIPES,
    DiskNeed,
    PricedDisks,
    cheapest_disks,
    largest_disks,
    provisioned_gib,
)
from wardround.engine.needs import DiskWork
from wardround.engine.offered_sizes import Offer

LOG_BUDGET_FACTOR = 1.5
"""Room for the log against its checkpoint budget (sizing models, section 9)."""

MOST_LOG_DISKS = 2


@dataclass(frozen=True, slots=True)
class Volumes:
    """Data and log volume of one kind of disk."""

    kind: DiskKind
    data: PricedDisks
    wal: PricedDisks
    enough: bool = True
    """False where no number of disks does what is needed, and the largest ones stand in."""

    @property
    def monthly_micro_usd(self) -> int:
        """Return the price of both. [micro-USD a month]."""
        return self.data.monthly_micro_usd + self.wal.monthly_micro_usd

    @property
    def count(self) -> int:
        """Return the data disks attached."""
        return self.data.choice.count + self.wal.choice.count


def volumes_by_size(basis: Basis, of: Offer, database_gib: float, work: DiskWork) -> tuple[Volumes, ...]:
    """Return the volumes for each size of an offer: the cheapest kind that the size can attach and drive.

    Premium SSD v2 counts in regions with zones, on sizes that say that they take it. A size that can drive neither gets
    Premium SSD, and fails where it is checked.
    """
    data, wal = disk_needs(basis, database_gib, work)
    options = [_stand_in(basis, data, wal)]
    taken = np.zeros(len(of.sizes), dtype=np.int64)
    price = np.full(len(of.sizes), np.inf)
    for kind in _kinds(basis):
        driven = _drives(basis, of, kind, work)
        for most in np.unique(of.data_disks[driven]).tolist():
            found = _volumes(basis, kind, data, wal, int(most))
            if found is None:
                continue
            cheaper = driven & (of.data_disks == most) & (price > found.monthly_micro_usd)
            taken[cheaper], price[cheaper] = len(options), found.monthly_micro_usd
            options.append(found)
    return tuple(options[option] for option in taken.tolist())


def disk_needs(basis: Basis, database_gib: float, work: DiskWork) -> tuple[DiskNeed, DiskNeed]:
    """Return what data and log volume must hold and do.

    Parameters
    ----------
    database_gib : size of the database at the end of the horizon.
    """
    cap, free = basis.policy("disk_util_cap_share"), basis.policy("free_space_share")
    kept = basis.fact_number("max_wal_size_oltp") / 1024 * LOG_BUDGET_FACTOR
    slots = basis.fact_number("max_slot_wal_keep_size_aks")
    data = DiskNeed(
        "data",
        provisioned_gib(database_gib, basis.policy("bloat_share"), 0.0, free),
        work.data_iops / cap,
        work.data_mbps / cap,
        "database at the end of the horizon with bloat and free space; IOPS and MB/s of the busiest hour",
    )
    wal = DiskNeed(
        "wal",
        provisioned_gib(0.0, 0.0, kept + slots, free),
        work.wal_iops / cap,
        work.wal_mbps / cap,
        "log of a checkpoint and what replication slots may keep; apart from the data, each with its own limits",
    )
    return data, wal


def _kinds(basis: Basis) -> Sequence[DiskKind]:
    zones = basis.catalogue.zone_count(basis.region)
    return (DiskKind.PREMIUM_SSD, DiskKind.PREMIUM_SSD_V2) if zones else (DiskKind.PREMIUM_SSD,)


def _volumes(basis: Basis, kind: DiskKind, data: DiskNeed, wal: DiskNeed, most: int) -> Volumes | None:
    log = cheapest_disks(basis.catalogue, basis.region, kind, wal, MOST_LOG_DISKS)
    if log is None or log.choice.count >= most:
        return None
    found = cheapest_disks(basis.catalogue, basis.region, kind, data, most - log.choice.count)
    return None if found is None else Volumes(kind, found, log)


def _stand_in(basis: Basis, data: DiskNeed, wal: DiskNeed) -> Volumes:
    found = _volumes(basis, DiskKind.PREMIUM_SSD, data, wal, MOST_STRIPES + MOST_LOG_DISKS)
    if found is not None:
        return found
    kind = DiskKind.PREMIUM_SSD
    most = [largest_disks(basis.catalogue, basis.region, kind, need, MOST_STRIPES) for need in (data, wal)]
    return Volumes(kind, most[0], most[1], enough=False)


def _drives(basis: Basis, of: Offer, kind: DiskKind, work: DiskWork) -> NDArray[np.bool_]:
    """Return which sizes take a kind and whose own limits suffice; an unknown limit never does."""
    cap = basis.policy("disk_util_cap_share")
    v2 = kind is DiskKind.PREMIUM_SSD_V2
    iops, mbps = (of.iops_v2, of.mbps_v2) if v2 else (of.iops, of.mbps)
    supported = of.takes_v2 if v2 else np.ones(len(of.sizes), dtype=bool)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            supported & (iops * cap >= work.data_iops + work.wal_iops) & (mbps * cap >= work.data_mbps + work.wal_mbps)
        )
