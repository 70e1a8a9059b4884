"""Lines of the bill: a priced quantity to the cent, and the lines of VMs and disks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from wardround.catalogue import Catalogue, Priced, PurchaseOption
from wardround.engine.findings import DiskChoice, Follows, LineItem, RoleSizing

CENT = Decimal("0.01")
MICRO = Decimal("0.000001")
HOURS_PER_MONTH = Decimal(730)
"""Azure's own month: its monthly figures are hourly meters times 730."""

ONE = Decimal(1)
COMPUTE_ITEM = "Virtual machine"


def cents(amount: Decimal) -> Decimal:
    """Return an amount to the cent, halves away from zero, as spreadsheets round."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def quantity_of(value: float) -> Decimal:
    """Return a physical quantity for the bill, to three decimals."""
    return Decimal(repr(round(value, 3))).normalize() + 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line belongs."""

    environment: str
    tenant: str
    tier: str
    role: str
    region: str


@dataclass(frozen=True, slots=True)
class Term:
    """Over how many months a line is paid."""

    first_year: Decimal
    horizon: Decimal


def full_term(horizon_years: int) -> Term:
    """Return the term of a line that is paid from the start to the end of the horizon."""
    return Term(Decimal(12), Decimal(12 * horizon_years))


@dataclass(frozen=True, slots=True)
class Use:
    """What is bought: an item of a meter, how many, and how many price units each uses in a month."""

    item: str
    sku: str
    meter: str
    unit: str
    quantity: Decimal
    units_per_month: Decimal = ONE
    option: str = "payg"
    note: str = ""
    follows: Follows = ""


def line(place: Place, use: Use, price: Priced | None, term: Term) -> LineItem:
    """Return one recurring line. Without a price the quantity stays and no amount is made up."""
    unit_price = None if price is None else price.usd.quantize(MICRO, ROUND_HALF_UP).normalize() + 0
    monthly = None if unit_price is None else cents(use.quantity * use.units_per_month * unit_price)
    return LineItem(
        line_id="",
        environment=place.environment,
        tenant=place.tenant,
        tier=place.tier,
        role=place.role,
        item=use.item,
        sku=use.sku,
        quantity=use.quantity,
        units_per_month=use.units_per_month,
        unit=use.unit,
        meter=use.meter,
        region=place.region,
        unit_price_usd=unit_price,
        price_date="" if price is None else price.price_date,
        borrowed_from="" if price is None else price.borrowed_from or "",
        purchase_option=use.option,
        monthly_usd=monthly,
        months_first_year=term.first_year,
        months_in_horizon=term.horizon,
        recurs="monthly",
        once_usd=Decimal("0.00"),
        note=_note(use.note, price),
        source="" if price is None else price.source,
        follows=use.follows,
    )


def _note(own: str, price: Priced | None) -> str:
    parts = [own] if own else []
    if price is None:
        parts.append("no price in any region of the catalogue: enter the client's own")
    elif price.note:
        parts.append(price.note)
    return "; ".join(parts)


def purchase_option(commitment: str) -> PurchaseOption:
    """Return how production compute is bought under the commitment that the client allows."""
    return {
        "1y": PurchaseOption.RESERVED_1Y,
        "3y": PurchaseOption.RESERVED_3Y,
    }.get(commitment, PurchaseOption.PAYG)


def option_with_price(
    catalogue: Catalogue, region: str, sku: str, option: PurchaseOption
) -> tuple[PurchaseOption, Priced | None]:
    """Return the option and its price, or pay-as-you-go where no committed price is known for the size."""
    price = catalogue.vm_price(region, sku, option)
    if price is None and option is not PurchaseOption.PAYG:
        return PurchaseOption.PAYG, catalogue.vm_price(region, sku, PurchaseOption.PAYG)
    return option, price


def place_of(role: RoleSizing, region: str) -> Place:
    """Return where the lines of a role belong."""
    return Place(role.environment, role.tenant, role.tier, role.role, region)


def compute_line(
    catalogue: Catalogue, role: RoleSizing, region: str, option: PurchaseOption, hours: Decimal, term: Term
) -> LineItem:
    """Return the line of a role's VMs.

    Committed prices run all hours of the month; only pay-as-you-go can stop.
    """
    used, price = option_with_price(catalogue, region, role.sku, option)
    committed = used is not PurchaseOption.PAYG
    use = Use(
        item=f"{COMPUTE_ITEM}, {role.vcpus} vCPU, {role.memory_gib:g} GiB",
        sku=role.sku,
        meter=f"{role.series} {role.sku.removeprefix('Standard_')}",
        unit="hour",
        quantity=Decimal(role.nodes),
        units_per_month=HOURS_PER_MONTH if committed else hours,
        option=used.value,
        note="" if hours == HOURS_PER_MONTH or committed else f"runs {hours:f} of 730 hours a month",
        follows="servers",
    )
    return line(place_of(role, region), use, price, term)


def disk_lines(catalogue: Catalogue, role: RoleSizing, region: str, term: Term) -> Iterator[LineItem]:
    """Yield the lines of a role's managed disks; they are paid whether the VM runs or not."""
    for disk in role.disks:
        if disk.kind in MANAGED_DISK_KINDS:
            yield from _disk_lines(catalogue, place_of(role, region), disk, max(role.nodes, 1), term)


MANAGED_DISK_KINDS: frozenset[str] = frozenset(
    {"premium_ssd", "premium_ssd_v2", "ultra", "standard_ssd", "standard_hdd"}
)


def _disk_lines(catalogue: Catalogue, place: Place, disk: DiskChoice, nodes: int, term: Term) -> Iterator[LineItem]:
    count = Decimal(nodes * disk.count)
    name = {"os": "System disk", "wal": "WAL disk"}.get(disk.purpose, f"{disk.purpose.capitalize()} disk")
    if disk.kind != "premium_ssd_v2":
        use = Use(
            f"{name}, {disk.size_gib} GiB",
            disk.disk_sku,
            f"{disk.disk_sku} {disk.redundancy}",
            "month",
            count,
            follows="nodes" if disk.purpose == "os" else "data",
        )
        yield line(place, use, catalogue.disk_price(place.region, disk.disk_sku, disk.redundancy), term)
        return
    parts: tuple[tuple[str, int, str, Literal["PV2_PER_GIB", "PV2_PER_EXTRA_IOPS", "PV2_PER_EXTRA_MBPS"]], ...] = (
        ("GiB-month", disk.size_gib, f"{name}, Premium SSD v2 capacity", "PV2_PER_GIB"),
        ("IOPS-month", disk.extra_iops, f"{name}, Premium SSD v2 IOPS above 3,000", "PV2_PER_EXTRA_IOPS"),
        ("MBps-month", disk.extra_mbps, f"{name}, Premium SSD v2 MB/s above 125", "PV2_PER_EXTRA_MBPS"),
    )
    for unit, amount, item, meter in parts:
        if amount:
            grows: Follows = "data" if meter == "PV2_PER_GIB" else "performance"
            use = Use(item, disk.disk_sku, meter, unit, count, Decimal(amount), follows=grows)
            yield line(place, use, catalogue.disk_price(place.region, meter, "LRS"), term)
