"""What the example hospital's platform might cost: lines whose sums are the totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.deliverables.example_sizing import example_roles, recovery_roles
from wardround.engine.findings import CommitmentChoice, Cost, CostGroup, LineItem, RoleSizing, Totals

CENT = Decimal("0.01")
_VM_PER_HOUR = {
    "Standard_D2as_v5": "0.104",
    "Standard_D4as_v5": "0.208",
    "Standard_D8as_v5": "0.416",
    "Standard_E8as_v5": "0.548",
    "Standard_E16as_v5": "1.096",
}
_DISK_PER_MONTH = {"P6": "10.21", "P15": "38.02", "P20": "73.22", "P30": "135.17", "P40": "259.05"}
_HOURS = {"test": 220, "training": 220, "development": 220}


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _line(
    number: int,
    place: tuple[str, str, str],
    item: str,
    sku: str,
    quantity: int | str,
    used: tuple[int, str],
    price: str | None,
    option: str = "payg",
    borrowed_from: str = "",
    note: str = "",
) -> LineItem:
    environment, tier, role = place
    units, unit = used
    unit_price = None if price is None else Decimal(price)
    monthly = None if unit_price is None else _cents(Decimal(quantity) * units * unit_price)
    return LineItem(
        line_id=f"L{number:03d}",
        environment=environment,
        tenant="nordtal",
        tier=tier,
        role=role,
        item=item,
        sku=sku,
        quantity=Decimal(quantity),
        units_per_month=Decimal(units),
        unit=unit,
        meter=f"{item}, {sku}" if sku else item,
        region="northeurope" if environment == "disaster_recovery" else "westeurope",
        unit_price_usd=unit_price,
        price_date="" if price is None else "2026-08-22",
        borrowed_from=borrowed_from,
        purchase_option=option,
        monthly_usd=monthly,
        months_first_year=Decimal(12),
        months_in_horizon=Decimal(36),
        recurs="monthly",
        once_usd=Decimal("0.00"),
        note=note,
        source="" if price is None else "Azure retail prices, 22 August 2026",
    )


def _machine_lines(roles: tuple[RoleSizing, ...], start: int) -> list[LineItem]:
    lines: list[LineItem] = []
    for role in roles:
        place = (role.environment, role.tier, role.role)
        hours = _HOURS.get(role.environment, 730)
        price = _VM_PER_HOUR[role.sku]
        lines.append(_line(start + len(lines), place, "Virtual machine", role.sku, role.nodes, (hours, "hour"), price))
        for disk in role.disks:
            price = _DISK_PER_MONTH[disk.disk_sku]
            count = role.nodes * disk.count
            lines.append(
                _line(
                    start + len(lines),
                    place,
                    f"Managed disk, {disk.purpose}",
                    disk.disk_sku,
                    count,
                    (1, "month"),
                    price,
                )
            )
    return lines


def _service_lines(start: int) -> list[LineItem]:
    production = "production"
    rows: list[LineItem] = []

    def add(
        tier: str,
        role: str,
        item: str,
        quantity: int | str,
        used: tuple[int, str],
        price: str | None,
        **more: str,
    ) -> None:
        rows.append(_line(start + len(rows), (production, tier, role), item, "", quantity, used, price, **more))

    add("network", "load_balancer", "Load balancer, rules", 2, (730, "hour"), "0.025")
    add("network", "nat", "NAT gateway", 1, (730, "hour"), "0.045")
    add("network", "firewall", "Application gateway with firewall", 1, (730, "hour"), "0.443")
    add(
        "network",
        "bandwidth",
        "Outbound data",
        310,
        (1, "GB"),
        "0.08",
        borrowed_from="northeurope",
        note="borrowed",
    )
    add("network", "hybrid_link", "VPN gateway VpnGw2AZ", 1, (730, "hour"), "0.564")
    add("security", "key_vault", "Key Vault Premium, HSM keys", 4, (1, "key-month"), "1.00")
    add(
        "security",
        "bastion",
        "Bastion host",
        1,
        (730, "hour"),
        "0.19",
        borrowed_from="francecentral",
        note="borrowed",
    )
    add("security", "defender", "Defender for Servers plan 2", 17, (1, "server-month"), "14.60")
    add("monitoring", "log_workspace", "Log Analytics ingestion", "6.2", (30, "GB"), "2.99")
    add("backup", "vault", "Backup vault storage, zone-redundant", 5200, (1, "GB-month"), "0.0448")
    add(
        "backup",
        "vault",
        "Immutable copy in a second vault",
        5200,
        (1, "GB-month"),
        None,
        note="no price found for this meter",
    )
    add(
        "service",
        "managed_service",
        "Managed service",
        1,
        (1, "month"),
        "5217.40",
        option="own",
        note="entered by the consultant",
    )
    add(
        "licence",
        "operating_system",
        "Ubuntu Pro support",
        17,
        (1, "server-month"),
        None,
        note="no price found for this meter",
    )
    return rows


def _overlap(number: int) -> LineItem:
    once = _line(
        number,
        ("production", "service", "overlap"),
        "Key ceremony",
        "",
        1,
        (1, "once"),
        "6000.00",
        option="own",
    )
    return replace(
        once,
        monthly_usd=Decimal("0.00"),
        months_first_year=Decimal(0),
        months_in_horizon=Decimal(0),
        recurs="once",
        once_usd=Decimal("6000.00"),
        note="entered by the consultant",
    )


def example_lines() -> tuple[LineItem, ...]:
    """Return the bill line by line: two lines have no price, two are borrowed, one comes once, one ends."""
    machines = _machine_lines(example_roles() + recovery_roles(), 1)
    services = _service_lines(len(machines) + 1)
    after = len(machines) + len(services) + 1
    return (*machines, *services, _overlap(after), _old_servers(after + 1))


def _old_servers(number: int) -> LineItem:
    line = _line(
        number, ("production", "service", "overlap"), "Old servers run on", "", 1, (1, "month"), "1800.00", option="own"
    )
    return replace(line, months_first_year=Decimal(9), months_in_horizon=Decimal(9), ends=date(2027, 8, 31))


def _totals(lines: tuple[LineItem, ...]) -> Totals:
    listed = sum((line.monthly_usd for line in lines if line.monthly_usd is not None), Decimal(0))
    discount = _cents(listed * Decimal("0.05"))
    contingency = _cents((listed - discount) * Decimal("0.10"))
    monthly = listed - discount + contingency
    once = sum((line.once_usd for line in lines), Decimal(0))
    unpriced = sum(1 for line in lines if line.unit_price_usd is None)
    passing = _cents(Decimal("1800.00") * Decimal("0.95") * Decimal("1.10"))
    return Totals(
        list_monthly_usd=listed,
        discount_monthly_usd=discount,
        contingency_monthly_usd=contingency,
        tax_monthly_usd=Decimal("0.00"),
        monthly_usd=monthly,
        yearly_usd=_cents(monthly * 12),
        horizon_usd=_cents(monthly * 36 + once),
        once_usd=once,
        unpriced_lines=unpriced,
        borrowed_lines=sum(1 for line in lines if line.borrowed_from),
        words=f"without {unpriced} unpriced lines",
        discountable_monthly_usd=listed,
        steady_monthly_usd=monthly - passing,
        temporary_monthly_usd=passing,
        temporary_until=date(2027, 8, 31),
        unpriced_items=tuple(line.item for line in lines if line.unit_price_usd is None),
    )


def _groups(lines: tuple[LineItem, ...], names: dict[str, str], attribute: str) -> tuple[CostGroup, ...]:
    sums: dict[str, Decimal] = {}
    for line in lines:
        name = names[getattr(line, attribute)]
        sums[name] = sums.get(name, Decimal("0.00")) + (line.monthly_usd or Decimal("0.00"))
    return tuple(CostGroup(name, amount) for name, amount in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def example_cost() -> Cost:
    """Return the whole bill of the example."""
    lines = example_lines()
    tiers = {
        "application": "Application",
        "cache": "Application",
        "ingress": "Network and security",
        "integration": "Integration",
        "database": "Database",
        "filestore": "Filestore",
        "monitoring": "Monitoring and management",
        "management": "Monitoring and management",
        "network": "Network and security",
        "security": "Network and security",
        "backup": "Backup",
        "service": "Managed service",
        "licence": "Licences",
    }
    environments = {
        "production": "Production",
        "preproduction": "Pre-production",
        "test": "Test",
        "training": "Training",
        "development": "Development",
        "disaster_recovery": "Disaster recovery",
    }
    return Cost(
        lines=lines,
        totals=_totals(lines),
        groups=_groups(lines, tiers, "tier"),
        by_environment=_groups(lines, environments, "environment"),
        commitments=(
            CommitmentChoice("payg", Decimal("7384.20"), None, None, "no commitment"),
            CommitmentChoice("savings_1y", Decimal("6202.73"), 0.16, 11, "may be spent on other sizes"),
            CommitmentChoice("reserved_1y", Decimal("5316.62"), 0.28, 9, "bound to the series in the region"),
            CommitmentChoice(
                "reserved_3y",
                Decimal("3765.94"),
                0.49,
                19,
                "bound to the series in the region for three years",
            ),
            CommitmentChoice("savings_3y", None, None, None, "no ratio is known for one of the series"),
        ),
        currency="EUR",
        exchange_rate=Decimal("0.92"),
        exchange_rate_date="2026-11-20",
        discount_share=Decimal("0.05"),
        contingency_share=Decimal("0.10"),
        tax_share=Decimal("0.00"),
        horizon_years=3,
        price_date_oldest="2026-01-26",
        price_date_newest="2026-08-22",
        regions=("westeurope", "northeurope"),
        derived={"monthly_cost": 14_000.0},
    )
