"""The tables of the catalogue: which file holds which kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypedDict

from wardround.catalogue.disks import Disk, DiskLimits, DiskMeter, DiskPrice
from wardround.catalogue.prices import PriceTerm, ReservedPrice, VmPrice
from wardround.catalogue.regions import Region
from wardround.catalogue.services import PriceScope, ServicePrice
from wardround.catalogue.sizes import VmSize
from wardround.catalogue.sla import DrFact, Sla
from wardround.catalogue.sources import Source
from wardround.catalogue.speed import CoreSpeed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TABLES: Mapping[str, type[DataclassInstance]] = {
    "core_speed": CoreSpeed,
    "disk_limits": DiskLimits,
    "disk_meters": DiskMeter,
    "disk_prices": DiskPrice,
    "disks": Disk,
    "dr_facts": DrFact,
    "price_scopes": PriceScope,
    "price_terms": PriceTerm,
    "regions": Region,
    "reserved_prices": ReservedPrice,
    "service_prices": ServicePrice,
    "sla": Sla,
    "sources": Source,
    "vm_prices": VmPrice,
    "vm_sizes": VmSize,
}
"""Table name, which is the name of its file in `resources/facts` without `.csv` -> type of its rows."""

PARTS: Mapping[str, str] = {"vm_prices": "region"}
"""Tables that are compiled in parts, and the column whose values name the parts."""


class WholeTables(TypedDict, total=False):
    """Rows of the tables that are read as a whole; a table left out is empty."""

    core_speed: Iterable[CoreSpeed]
    disk_limits: Iterable[DiskLimits]
    disk_meters: Iterable[DiskMeter]
    disk_prices: Iterable[DiskPrice]
    disks: Iterable[Disk]
    dr_facts: Iterable[DrFact]
    price_scopes: Iterable[PriceScope]
    price_terms: Iterable[PriceTerm]
    regions: Iterable[Region]
    reserved_prices: Iterable[ReservedPrice]
    service_prices: Iterable[ServicePrice]
    sla: Iterable[Sla]
    sources: Iterable[Source]
    vm_sizes: Iterable[VmSize]
