"""The one door to the Azure facts: regions, VM sizes, disks, services, their prices and their agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Unpack

from wardround.catalogue.borrowing import Borrowing
from wardround.catalogue.disks import Disk, DiskKind, DiskLimits, DiskMeter, DiskPrice, Redundancy
from wardround.catalogue.prices import Priced, PriceTerm, PurchaseOption, ReservedPrice, VmPrice
from wardround.catalogue.regions import Region
from wardround.catalogue.schema import WholeTables
from wardround.catalogue.services import PriceScope, ServicePrice
from wardround.catalogue.sizes import SizeNeed, VmSize
from wardround.catalogue.sla import DrFact, Sla
from wardround.catalogue.sources import Source
from wardround.catalogue.speed import CoreSpeed
from wardround.catalogue.unknown import (
    UnknownDisk,
    UnknownDrFact,
    UnknownMeter,
    UnknownRegion,
    UnknownSeries,
    UnknownSku,
    UnknownSla,
)
from wardround.catalogue.vm_market import VmMarket
from wardround.tables import compiled_facts


class Catalogue:
    """Azure facts, read-only. Every query is a pure look-up: the same question has the same answer."""

    def __init__(
        self, vm_prices_of: Callable[[str], Iterable[VmPrice]], **rows: Unpack[WholeTables]
    ) -> None:
        """Take the rows of all tables; `vm_prices_of` gives those of a region when it is first asked for."""
        self._regions = {row.code: row for row in rows.get("regions", ())}
        self._sizes = {row.sku: row for row in rows.get("vm_sizes", ())}
        reserved, terms = rows.get("reserved_prices", ()), rows.get("price_terms", ())
        self._vms = VmMarket(self._regions, self._sizes, vm_prices_of, reserved, terms)
        self._disks = {row.sku: row for row in rows.get("disks", ())}
        self._disk_limits = {row.kind: row for row in rows.get("disk_limits", ())}
        self._disk_meters = {row.meter: row for row in rows.get("disk_meters", ())}
        self._disk_prices: dict[tuple[str, Redundancy], dict[str, DiskPrice]] = {}
        for disk in rows.get("disk_prices", ()):
            self._disk_prices.setdefault((disk.disk_sku, disk.redundancy), {})[disk.region] = disk
        self._service_prices: dict[tuple[str, str], dict[str, ServicePrice]] = {}
        for price in rows.get("service_prices", ()):
            self._service_prices.setdefault((price.service, price.meter), {})[price.scope] = price
        self._scopes = {row.scope: row for row in rows.get("price_scopes", ())}
        self._borrowing = Borrowing(self._regions, self._scopes)
        self._sla = {(row.service, row.configuration): row for row in rows.get("sla", ())}
        self._dr_facts = {row.id: row for row in rows.get("dr_facts", ())}
        self._core_speed = {row.series: row for row in rows.get("core_speed", ())}
        self._sources = {row.id: row for row in rows.get("sources", ())}
        # Ranking the lenders of a price takes distances, and the same few prices are asked for all day.
        self._cached_disk_price = cache(self._find_disk_price)
        self._cached_service_price = cache(self._find_service_price)

    @classmethod
    def load(cls) -> Catalogue:
        """Return the catalogue that travels with Wardround, read once. Raises ShippedFileMissing."""
        return _shipped_catalogue()

    @classmethod
    def from_tables(cls, vm_prices: Iterable[VmPrice] = (), **rows: Unpack[WholeTables]) -> Catalogue:
        """Return a catalogue of the given rows, by table name; tables left out are empty."""
        by_region: dict[str, list[VmPrice]] = {}
        for row in vm_prices:
            by_region.setdefault(row.region, []).append(row)
        return cls(lambda region: by_region.get(region, ()), **rows)

    @property
    def regions(self) -> Mapping[str, Region]:
        """All regions by code, also those in which nothing is priced."""
        return MappingProxyType(self._regions)

    def region(self, code: str) -> Region:
        """Return a region. Raises UnknownRegion, which names the nearest codes."""
        if code not in self._regions:
            raise UnknownRegion(code, self._regions)
        return self._regions[code]

    def paired_region(self, code: str) -> Region | None:
        """Return the region that Azure pairs with this one; None where it pairs none. Raises UnknownRegion."""
        pair = self.region(code).paired_region
        return None if pair is None else self.region(pair)

    def zone_count(self, code: str) -> int:
        """Return the availability zones of a region, 0 where none are known. Raises UnknownRegion."""
        return self.region(code).zone_count or 0

    def size(self, sku: str) -> VmSize:
        """Return a VM size. Raises UnknownSku, which names the nearest sizes."""
        if sku not in self._sizes:
            raise UnknownSku(sku, self._sizes)
        return self._sizes[sku]

    def sizes_offered(self, region: str, need: SizeNeed | None = None) -> tuple[VmSize, ...]:
        """Return the VM sizes that a region offers and that meet a need, the cheapest first, then by name.

        A size counts as offered where it has a pay-as-you-go price. Raises UnknownRegion.
        """
        return self._vms.offered(self.region(region).code, need)

    def why_not(self, region: str, sku: str, need: SizeNeed) -> tuple[str, ...]:
        """Return each reason why a VM size does not do in a region, in plain words; none when it does.

        Raises UnknownRegion or UnknownSku.
        """
        return self._vms.why_not(self.region(region).code, self.size(sku).sku, need)

    def vm_zones(self, region: str, sku: str) -> tuple[int, ...]:
        """Return the availability zones in which a region offers a VM size; none where that is not known.

        Raises UnknownRegion or UnknownSku.
        """
        row = self._vms.row(self.region(region).code, self.size(sku).sku)
        return (row.zones or ()) if row else ()

    def vm_price(
        self, region: str, sku: str, option: PurchaseOption = PurchaseOption.PAYG
    ) -> Priced | None:
        """Return the hourly price of a VM size; None where the region does not offer it under this option.

        A committed price that the region does not list is its pay-as-you-go price times the ratio of the
        series, and says so in its note. Raises UnknownRegion or UnknownSku.
        """
        return self._vms.price(self.region(region).code, self.size(sku).sku, option)

    def disk(self, sku: str) -> Disk:
        """Return a disk. Raises UnknownDisk."""
        if sku not in self._disks:
            raise UnknownDisk(sku, self._disks)
        return self._disks[sku]

    def disks(self, kind: DiskKind) -> tuple[Disk, ...]:
        """Return the disks of a kind, the smallest first."""
        of_kind = (disk for disk in self._disks.values() if disk.kind is kind)
        return tuple(sorted(of_kind, key=lambda disk: (disk.size_gib, disk.sku)))

    def disk_limits(self, kind: DiskKind) -> DiskLimits:
        """Return the ceilings of a kind of disk. Raises UnknownDisk."""
        if kind not in self._disk_limits:
            raise UnknownDisk(kind, self._disk_limits)
        return self._disk_limits[kind]

    def disk_price(self, region: str, disk_sku: str, redundancy: Redundancy = "LRS") -> Priced | None:
        """Return the monthly price of a disk, or of one unit of a disk meter; None where none is priced.

        A region without a price of its own borrows one (see `borrowing`). Raises UnknownRegion or UnknownDisk.
        """
        if disk_sku not in self._disks and disk_sku not in self._disk_meters:
            raise UnknownDisk(disk_sku, [*self._disks, *self._disk_meters])
        return self._cached_disk_price(self.region(region), disk_sku, redundancy)

    @property
    def services(self) -> Mapping[str, tuple[str, ...]]:
        """The priced meters of each service, both sorted by name."""
        meters: dict[str, list[str]] = {}
        for service, meter in sorted(self._service_prices):
            meters.setdefault(service, []).append(meter)
        return MappingProxyType({service: tuple(names) for service, names in meters.items()})

    def service_price(self, region: str, service: str, meter: str) -> Priced | None:
        """Return the price of one unit of a service meter.

        A region without a price of its own, or of a scope that covers it, borrows one (see `borrowing`).
        None for a meter that is priced nowhere. Raises UnknownRegion.
        """
        return self._cached_service_price(self.region(region), service, meter)
