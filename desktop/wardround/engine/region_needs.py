"""What the sizes of a design do, so that a region without one of them can offer another."""

from __future__ import annotations

from datetime import date

from wardround.assessment.platform import Platform
from wardround.catalogue import Catalogue, DiskKind, SizeNeed, UnknownSeries
from wardround.engine.deployment import ruled_out_families
from wardround.engine.facts import Facts
from wardround.engine.findings import RoleSizing
from wardround.engine.line_items import MANAGED_DISK_KINDS
from wardround.engine.region_market import RoleNeed, Volume, speed_of

ALWAYS_ON = frozenset({"production", "disaster_recovery"})
ZONES_FOR_SPREAD = 2
ENCRYPTION_CONTROL = "CT-ENC-02"


def role_need(
    role: RoleSizing,
    catalogue: Catalogue,
    facts: Facts,
    last_day: date,
    zones: int,
    platform: Platform,
    *,
    encrypted: bool,
) -> RoleNeed:
    """Return what one node of a role must be able to do anywhere, as its own size does it.

    Parameters
    ----------
    last_day : sizes must not retire before it.
    zones : availability zones that production must be offered in.
    platform : the sizes that the consultant allows and denies.
    """
    size = catalogue.size(role.sku)
    try:
        speed = speed_of(catalogue, size)
    except UnknownSeries:
        speed = 0.0
    production = role.environment in ALWAYS_ON
    volumes = tuple(
        Volume(
            DiskKind(disk.kind),
            float(disk.size_gib * disk.count),
            float(disk.iops * disk.count),
            float(disk.mbps * disk.count),
        )
        for disk in role.disks
        if disk.kind in MANAGED_DISK_KINDS
    )
    given = {need.name: need.needed for need in role.needs}
    return RoleNeed(
        sku=role.sku,
        nodes=role.nodes,
        need=SizeNeed(
            min_nics=1,
            cpu_arch="x86_64",
            accelerated_networking=production,
            encryption_at_host=encrypted,
            burstable_allowed=not production,
            growth_restricted_allowed=False,
            zones_at_least=zones if production else 0,
            not_retiring_before=last_day,
            excluded_families=ruled_out_families(facts),
        ),
        work=role.vcpus * speed,
        memory_gib=role.memory_gib,
        data_disks=sum(disk.count for disk in role.disks if disk.purpose != "os" and disk.kind in MANAGED_DISK_KINDS),
        iops=given.get("iops", 0.0),
        mbps=given.get("throughput", 0.0),
        premium_v2=any(disk.kind == DiskKind.PREMIUM_SSD_V2.value for disk in role.disks),
        volumes=volumes,
        allowed=tuple(sorted(platform.allowed_skus)),
        denied=tuple(sorted(platform.denied_skus)),
    )
