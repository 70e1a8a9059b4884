"""The sizes that may be taken for a role, as arrays in the order of their price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import Catalogue, PurchaseOption, SizeNeed, UnknownSeries, VmSize
from wardround.engine.line_items import option_with_price
from wardround.engine.queueing import Numbers

MICRO = 1_000_000

FULL_LOAD_OF_REFERENCE = 0.65
"""Work of one Dsv5 vCPU at full load, against a lone thread on it."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Offer:
    """The sizes that may be taken for a role, as arrays in one order: cheapest first, then by name.

    NaN is not known; `series` numbers the series.
    """

    sizes: tuple[VmSize, ...]
    hourly_micro_usd: Whole
    generation: Whole
    series: Whole
    vcpus: Whole
    memory_gib: Numbers
    single_speed: Numbers
    full_speed: Numbers
    iops: Numbers
    mbps: Numbers
    iops_v2: Numbers
    mbps_v2: Numbers
    takes_v2: NDArray[np.bool_]
    data_disks: Whole
    network_mbps: Numbers

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each size by its name."""
        return {size.sku: place for place, size in enumerate(self.sizes)}

    def index(self, sku: str) -> int | None:
        """Return the place of a size, None where it may not be taken."""
        return self.places.get(sku)


@lru_cache(maxsize=256)
def offer(
    catalogue: Catalogue,
    region: str,
    need: SizeNeed,
    option: PurchaseOption,
    allowed: tuple[str, ...] = (),
    denied: tuple[str, ...] = (),
) -> Offer:
    """Return the sizes of a region that meet a need and have a known core speed, at the price of an option.

    Parameters
    ----------
    option : how production is bought; a size without such a price counts at pay-as-you-go.
    allowed : sizes that alone may be taken; none means all.
    denied : sizes that may not be taken.
    """
    found = [
        size
        for size in catalogue.sizes_offered(region, need)
        if (not allowed or size.sku in allowed) and size.sku not in denied and _speed_known(catalogue, size)
    ]
    return offer_of(catalogue, region, tuple(found), option)


def offer_of(catalogue: Catalogue, region: str, sizes: tuple[VmSize, ...], option: PurchaseOption) -> Offer:
    """Return sizes as an offer; one without a price in the region counts as free, for a size set by hand."""
    priced = sorted((_hourly_micro(catalogue, region, size.sku, option), size.sku, size) for size in sizes)
    ordered = tuple(size for _, _, size in priced)
    speeds = [catalogue.core_speed(size.series) for size in ordered]
    names = {name: number for number, name in enumerate(sorted({size.series for size in ordered}))}

    def known(values: Sequence[float | None]) -> Numbers:
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    # A burstable size counts with the share of its CPUs that it may use for good; bursting never counts.
    lasting = known([size.base_cpu_share or 1.0 for size in ordered])
    single = known([speed.single_thread_index for speed in speeds]) * lasting
    full = known([FULL_LOAD_OF_REFERENCE * speed.core_speed_index for speed in speeds]) * lasting
    return Offer(
        sizes=ordered,
        hourly_micro_usd=np.array([price for price, _, _ in priced], dtype=np.int64),
        generation=np.array([size.generation for size in ordered], dtype=np.int64),
        series=np.array([names[size.series] for size in ordered], dtype=np.int64),
        vcpus=np.array([size.vcpus for size in ordered], dtype=np.int64),
        memory_gib=known([size.memory_gib for size in ordered]),
        single_speed=single,
        # A full server never gives more per vCPU than an idle one.
        full_speed=np.minimum(full, single),
        iops=known([size.uncached_iops(premium_v2=False) for size in ordered]),
        mbps=known([size.uncached_mbps(premium_v2=False) for size in ordered]),
        iops_v2=known([size.uncached_iops(premium_v2=True) for size in ordered]),
        mbps_v2=known([size.uncached_mbps(premium_v2=True) for size in ordered]),
        takes_v2=np.array([size.premium_v2 is True for size in ordered], dtype=bool),
        data_disks=np.array([size.max_data_disks for size in ordered], dtype=np.int64),
        network_mbps=known([size.network_mbps for size in ordered]),
    )


def _speed_known(catalogue: Catalogue, size: VmSize) -> bool:
    try:
        catalogue.core_speed(size.series)
    except UnknownSeries:
        return False
    return True


def _hourly_micro(catalogue: Catalogue, region: str, sku: str, option: PurchaseOption) -> int:
    _, price = option_with_price(catalogue, region, sku, option)
    return 0 if price is None else int(price.usd * MICRO)


@lru_cache(maxsize=4096)
def next_size(of: Offer, place: int, step: int) -> int | None:
    """Return the place of the next smaller or larger size of the same series; kept, since no load can change it."""
    beside = np.flatnonzero((of.series == of.series[place]) & ((of.vcpus - of.vcpus[place]) * step > 0))
    if not len(beside):
        return None
    nearest = np.lexsort((beside, of.memory_gib[beside] * step, of.vcpus[beside] * step))
    return int(beside[nearest[0]])
