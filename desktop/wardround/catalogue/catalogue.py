"""The one door to the Azure facts: regions, VM sizes, disks, services, their prices and their agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Unpack

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
    UnknownRegion,
    UnknownSeries,
    UnknownSku,
    UnknownSla,
)
from wardround.catalogue.vm_market import VmMarket
from wardround.tables import compiled_facts

if TYPE_CHECKING:
    from wardround.catalogue.hourly_prices import HourlyPrices


class Catalogue:
    """Azure facts, read-only. Every query is a pure look-up: the same question has the same answer."""

    def __init__(self, vm_prices_of: Callable[[str], Iterable[VmPrice]], **rows: Unpack[WholeTables]) -> None:
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
        """Return the region that Azure pairs with this one, None for no pair. Raises UnknownRegion."""
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

    def vm_price(self, region: str, sku: str, option: PurchaseOption = PurchaseOption.PAYG) -> Priced | None:
        """Return the hourly price of a VM size; None where the region does not offer it under this option.

        A committed price that the region does not list is its pay-as-you-go price times the ratio of the
        series, and says so in its note. Raises UnknownRegion or UnknownSku.
        """
        return self._vms.price(self.region(region).code, self.size(sku).sku, option)

    def hourly_prices(self, regions: Sequence[str], options: Sequence[PurchaseOption]) -> HourlyPrices:
        """Return the hourly prices of all VM sizes in regions under purchase options, as one array.

        Every price is that of `vm_price`. Raises UnknownRegion.
        """
        return self._vms.hourly([self.region(code).code for code in regions], options)

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

        A region without a price of its own borrows one (see `borrowing`). Raises UnknownRegion or
        UnknownDisk.
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

    def sla(self, service: str, configuration: str) -> Sla:
        """Return what is promised for a service in a configuration. Raises UnknownSla."""
        if (service, configuration) not in self._sla:
            name = f"{service}, {configuration}"
            raise UnknownSla(name, (f"{known}, {detail}" for known, detail in self._sla))
        return self._sla[service, configuration]

    def dr_fact(self, fact_id: str) -> DrFact:
        """Return a documented figure about recovery. Raises UnknownDrFact."""
        if fact_id not in self._dr_facts:
            raise UnknownDrFact(fact_id, self._dr_facts)
        return self._dr_facts[fact_id]

    def core_speed(self, series: str) -> CoreSpeed:
        """Return the core speed of a VM series. Raises UnknownSeries."""
        if series not in self._core_speed:
            raise UnknownSeries(series, self._core_speed)
        return self._core_speed[series]

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""
        return MappingProxyType(self._sources)

    def price_dates(self, regions: Iterable[str]) -> tuple[str, str]:
        """Return the oldest and the newest date of the prices that regions have of their own.

        Prices of a scope that covers a region count, borrowed ones do not: each says its date itself. Both
        are empty where nothing is priced. Raises UnknownRegion.
        """
        dates: set[str] = set()
        for region in map(self.region, regions):
            places = {region.code} | {name for name, scope in self._scopes.items() if scope.covers(region)}
            dates |= self._vms.price_dates(region.code)
            for by_region in self._disk_prices.values():
                dates |= {by_region[place].price_date for place in places & by_region.keys()}
            for by_scope in self._service_prices.values():
                dates |= {by_scope[place].price_date for place in places & by_scope.keys()}
        return min(dates, default=""), max(dates, default="")

    def _find_disk_price(self, region: Region, disk_sku: str, redundancy: Redundancy) -> Priced | None:
        prices = self._disk_prices.get((disk_sku, redundancy), {})
        place = self._borrowing.lender(region, prices)
        if place is None:
            return None
        row, meter = prices[place], self._disk_meters.get(disk_sku)
        return Priced(
            usd=row.usd_per_month,
            unit=meter.unit if meter else "month",
            price_date=row.price_date,
            region=region.code,
            borrowed_from=self._borrowing.borrowed_from(region, place),
            note=meter.note if meter else "",
            source=";".join(row.source),
        )

    def _find_service_price(self, region: Region, service: str, meter: str) -> Priced | None:
        prices = self._service_prices.get((service, meter), {})
        place = self._borrowing.lender(region, prices)
        if place is None:
            return None
        row = prices[place]
        return Priced(
            usd=row.usd,
            unit=row.unit,
            price_date=row.price_date,
            region=region.code,
            borrowed_from=self._borrowing.borrowed_from(region, place),
            note=row.note,
            source=";".join(row.source),
        )


@cache
def _shipped_catalogue() -> Catalogue:
    facts = compiled_facts()
    priced = frozenset(facts.parts("vm_prices"))

    def vm_prices_of(region: str) -> tuple[VmPrice, ...]:
        return facts.rows("vm_prices", VmPrice, region) if region in priced else ()

    return Catalogue(
        vm_prices_of,
        core_speed=facts.rows("core_speed", CoreSpeed),
        disk_limits=facts.rows("disk_limits", DiskLimits),
        disk_meters=facts.rows("disk_meters", DiskMeter),
        disk_prices=facts.rows("disk_prices", DiskPrice),
        disks=facts.rows("disks", Disk),
        dr_facts=facts.rows("dr_facts", DrFact),
        price_scopes=facts.rows("price_scopes", PriceScope),
        price_terms=facts.rows("price_terms", PriceTerm),
        regions=facts.rows("regions", Region),
        reserved_prices=facts.rows("reserved_prices", ReservedPrice),
        service_prices=facts.rows("service_prices", ServicePrice),
        sla=facts.rows("sla", Sla),
        sources=facts.rows("sources", Source),
        vm_sizes=facts.rows("vm_sizes", VmSize),
    )
