"""VM sizes: what each can do, and whether it meets a need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from wardround.tables import Column

Family = Literal[
    "burstable",
    "general_purpose",
    "compute_optimized",
    "memory_optimized",
    "storage_optimized",
    "confidential",
]

ExcludedFamily = Literal["burstable", "arm", "amd", "intel", "previous_gen"]
"""What a client may rule out."""


@dataclass(frozen=True, slots=True)
class VmSize:
    """One VM size. None stands for what no source documents, never for zero or no.

    Parameters
    ----------
    sku : name in the price lists, such as `Standard_D4ds_v5`.
    series : name of the series that shares hardware and core speed, such as `Ddsv5`.
    vcpus : processors that the operating system sees.
    memory_gib : main memory. [GiB]
    temp_disk_gib : local disks that lose their content when the VM is deallocated; 0 for none. [GiB]
    max_data_disks : managed disks that can be attached besides the OS disk.
    max_uncached_iops, max_uncached_mbps : limits of the VM over all Premium SSD disks. [1/s], [MB/s]
    burst_iops, burst_mbps : the same while burst credits last. [1/s], [MB/s]
    max_uncached_iops_premium_v2, max_uncached_mbps_premium_v2 : the same for Premium SSD v2 and Ultra disks.
    network_mbps : expected rate over all network cards. [Mbit/s]
    base_cpu_share : share of its vCPUs that a burstable size may use for good, 0 to 1.
    previous_generation : Microsoft lists the series as previous generation or end of life.
    growth_restricted : a new subscription cannot deploy it, and quota is not raised.
    retires_on : announced retirement; None means no announcement was seen, not that there is none.
    """

    sku: Annotated[str, Column(key=True, form="Standard_[A-Za-z0-9_-]+")]
    series: str
    family: Family
    vcpus: Annotated[int, Column(low=1)]
    memory_gib: Annotated[float, Column(low=0.25)]
    cpu_arch: Literal["x86_64", "arm64"]
    cpu_vendor: Literal["Intel", "AMD", "Ampere", "Microsoft"]
    generation: Annotated[int, Column(low=1)]
    hyperv_generations: Annotated[tuple[str, ...], Column(filled=True)]
    temp_disk_gib: Annotated[float | None, Column(low=0)]
    max_data_disks: Annotated[int, Column(low=0)]
    max_uncached_iops: Annotated[int | None, Column(low=1)]
    max_uncached_mbps: Annotated[float | None, Column(low=1)]
    burst_iops: Annotated[int | None, Column(low=1)]
    burst_mbps: Annotated[float | None, Column(low=1)]
    max_uncached_iops_premium_v2: Annotated[int | None, Column(low=1)]
    max_uncached_mbps_premium_v2: Annotated[float | None, Column(low=1)]
    max_nics: Annotated[int, Column(low=1)]
    network_mbps: Annotated[int | None, Column(low=1)]
    premium_storage: bool
    premium_v2: bool | None
    accelerated_networking: bool | None
    encryption_at_host: bool | None
    ephemeral_os_disk: bool | None
    base_cpu_share: Annotated[float | None, Column(low=0, high=1)]
    previous_generation: bool
    growth_restricted: bool
    retires_on: date | None
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]

    def uncached_iops(self, *, premium_v2: bool) -> int | None:
        """Return the limit for Premium SSD v2 disks, or the one for Premium SSD. [1/s]."""
        return self.max_uncached_iops_premium_v2 if premium_v2 else self.max_uncached_iops

    def uncached_mbps(self, *, premium_v2: bool) -> float | None:
        """Return the limit for Premium SSD v2 disks, or the one for Premium SSD. [MB/s]."""
        return self.max_uncached_mbps_premium_v2 if premium_v2 else self.max_uncached_mbps


@dataclass(frozen=True, slots=True)
class SizeNeed:
    """What a VM must be able to do. The defaults ask for nothing.

    Parameters
    ----------
    min_vcpus, min_memory_gib, min_nics, min_data_disks : the least that will do.
    min_uncached_iops, min_uncached_mbps : disk work over all disks of the VM. [1/s], [MB/s]
    min_network_mbps : rate over all network cards. [Mbit/s]
    cpu_arch : `x86_64` or `arm64`; None takes both.
    premium_v2 : Premium SSD v2 disks are to be attached; the disk limits for these then count.
    burstable_allowed : sizes that only lend their full speed may be taken.
    growth_restricted_allowed : sizes that a new subscription cannot deploy may be taken.
    zones_at_least : availability zones in which the region must offer the size.
    not_retiring_before : the size must not retire before this day.
    excluded_families : kinds that the client rules out.
    """

    min_vcpus: float = 0
    min_memory_gib: float = 0
    min_uncached_iops: float = 0
    min_uncached_mbps: float = 0
    min_nics: int = 0
    min_network_mbps: float = 0
    min_data_disks: int = 0
    cpu_arch: str | None = None
    premium_v2: bool = False
    accelerated_networking: bool = False
    encryption_at_host: bool = False
    burstable_allowed: bool = True
    growth_restricted_allowed: bool = True
    zones_at_least: int = 0
    not_retiring_before: date | None = None
    excluded_families: frozenset[ExcludedFamily] = field(default_factory=frozenset)


def unmet(size: VmSize, zones: tuple[int, ...] | None, need: SizeNeed) -> Iterator[str]:
    """Yield each reason why a size does not meet a need, in plain words; nothing when it does.

    `zones` are those in which the region offers the size, None where that is not known. What is not known
    never meets a need that asks for it.
    """
    yield from _too_small(size, need)
    yield from _lacking(size, need)
    yield from _ruled_out(size, need)
    if need.zones_at_least:
        if zones is None:
            yield "its availability zones in the region are not documented"
        elif len(zones) < need.zones_at_least:
            yield f"offered in {len(zones)} availability zones, {need.zones_at_least} needed"


def _too_small(size: VmSize, need: SizeNeed) -> Iterator[str]:
    iops, mbps = (
        size.uncached_iops(premium_v2=need.premium_v2),
        size.uncached_mbps(premium_v2=need.premium_v2),
    )
    disks = "Premium SSD v2" if need.premium_v2 else "Premium SSD"
    # Compared before any text is made: this runs for every size of a region at each search.
    if size.vcpus < need.min_vcpus:
        yield f"{size.vcpus} vCPU, {need.min_vcpus:g} needed"
    if size.memory_gib < need.min_memory_gib:
        yield f"{size.memory_gib:g} GiB of memory, {need.min_memory_gib:g} needed"
    if need.min_uncached_iops and (iops is None or iops < need.min_uncached_iops):
        yield _short(iops, need.min_uncached_iops, f"IOPS of the VM to {disks}")
    if need.min_uncached_mbps and (mbps is None or mbps < need.min_uncached_mbps):
        yield _short(mbps, need.min_uncached_mbps, f"MB/s of the VM to {disks}")
    if size.max_nics < need.min_nics:
        yield f"{size.max_nics} network cards, {need.min_nics} needed"
    rate = size.network_mbps
    if need.min_network_mbps and (rate is None or rate < need.min_network_mbps):
        yield _short(rate, need.min_network_mbps, "Mbit/s of network")
    if size.max_data_disks < need.min_data_disks:
        yield f"{size.max_data_disks} data disks, {need.min_data_disks} needed"


def _lacking(size: VmSize, need: SizeNeed) -> Iterator[str]:
    if need.cpu_arch is not None and size.cpu_arch != need.cpu_arch:
        yield f"its processor is {size.cpu_arch}, {need.cpu_arch} needed"
    if need.premium_v2 and not size.premium_v2:
        yield _missing(size.premium_v2, "support for Premium SSD v2")
    if need.accelerated_networking and not size.accelerated_networking:
        yield _missing(size.accelerated_networking, "accelerated networking")
    if need.encryption_at_host and not size.encryption_at_host:
        yield _missing(size.encryption_at_host, "encryption at host")


def _ruled_out(size: VmSize, need: SizeNeed) -> Iterator[str]:
    out = need.excluded_families
    if size.family == "burstable" and (not need.burstable_allowed or "burstable" in out):
        yield "burstable sizes are ruled out"
    if size.growth_restricted and not need.growth_restricted_allowed:
        yield "a new subscription cannot deploy it"
    retires_on, last = size.retires_on, need.not_retiring_before
    if retires_on is not None and last is not None and retires_on < last:
        yield f"retires on {retires_on.isoformat()}, needed until {last.isoformat()}"
    if size.cpu_arch == "arm64" and "arm" in out:
        yield "Arm processors are ruled out"
    if size.cpu_vendor == "AMD" and "amd" in out:
        yield "AMD processors are ruled out"
    if size.cpu_vendor == "Intel" and "intel" in out:
        yield "Intel processors are ruled out"
    if size.previous_generation and "previous_gen" in out:
        yield "series of a previous generation are ruled out"


def _short(has: float | None, needs: float, what: str) -> str:
    return f"{what} not documented" if has is None else f"{has:g} {what}, {needs:g} needed"


def _missing(has: bool | None, what: str) -> str:  # noqa: FBT001 - three-valued, read from the table
    return f"{what} is not documented" if has is None else f"no {what}"
