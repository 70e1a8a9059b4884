"""Typed, read-only access to the Azure facts: `Catalogue.load()` opens those that travel with Wardround."""

from wardround.catalogue.catalogue import Catalogue
from wardround.catalogue.checks import check
from wardround.catalogue.disks import Disk, DiskKind, DiskLimits, DiskMeter, DiskPrice, Redundancy
from wardround.catalogue.prices import Priced, PriceTerm, PurchaseOption, ReservedPrice, VmPrice
from wardround.catalogue.regions import Region, distance_km
from wardround.catalogue.schema import PARTS, TABLES
from wardround.catalogue.services import PriceScope, ServicePrice
from wardround.catalogue.sizes import ExcludedFamily, SizeNeed, VmSize
from wardround.catalogue.sla import DrFact, Sla
from wardround.catalogue.sources import Source
from wardround.catalogue.speed import CoreSpeed
from wardround.catalogue.unknown import (
    NotInCatalogue,
    UnknownDisk,
    UnknownDrFact,
    UnknownRegion,
    UnknownSeries,
    UnknownSku,
    UnknownSla,
)

__all__ = [
    "PARTS",
    "TABLES",
    "Catalogue",
    "CoreSpeed",
    "Disk",
    "DiskKind",
    "DiskLimits",
    "DiskMeter",
    "DiskPrice",
    "DrFact",
    "ExcludedFamily",
    "NotInCatalogue",
    "PriceScope",
    "PriceTerm",
    "Priced",
    "PurchaseOption",
    "Redundancy",
    "Region",
    "ReservedPrice",
    "ServicePrice",
    "SizeNeed",
    "Sla",
    "Source",
    "UnknownDisk",
    "UnknownDrFact",
    "UnknownRegion",
    "UnknownSeries",
    "UnknownSku",
    "UnknownSla",
    "VmPrice",
    "VmSize",
    "check",
    "distance_km",
]
