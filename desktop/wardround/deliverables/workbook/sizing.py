"""What was sized and why: roles, constraints, sizes not chosen, disks, settings and response times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from wardround.deliverables.amounts import money
from wardround.deliverables.caution_words import caution_words
from wardround.deliverables.words import ENVIRONMENTS, ROLES, readable, sentence, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings import RoleSizing

DISK_PURPOSES: Mapping[str, str] = {"os": "System", "wal": "WAL"}
DISK_KINDS: Mapping[str, str] = {
    "premium_ssd": "Premium SSD",
    "premium_ssd_v2": "Premium SSD v2",
    "standard_ssd": "Standard SSD",
    "standard_hdd": "Standard HDD",
    "ultra": "Ultra Disk",
}
COMPONENTS: Mapping[str, str] = {"postgresql": "PostgreSQL", "pgbouncer": "PgBouncer"}

_PLACE = (Column("Environment", 17), Column("Tenant", 18), Column("Role", 24))


def _place(role: RoleSizing) -> tuple[str, str, str]:
    return word(ENVIRONMENTS, role.environment), role.tenant, word(ROLES, role.role)


def roles(page: Page, material: Material) -> None:
    """Write every role as it will be built: size, nodes, zones, and the constraint that won."""
    columns = (
        *_PLACE,
        Column("Tier", 14),
        Column("VM size or service", 21),
        Column("Nodes", 8, Kind.COUNT),
        Column("vCPUs a node", 9, Kind.COUNT),
        Column("Memory a node (GiB)", 11, Kind.NUMBER),
        Column("vCPUs in all", 9, Kind.COUNT),
        Column("Memory in all (GiB)", 11, Kind.NUMBER),
        Column("Zones", 9),
        Column("Hours a month", 9, Kind.COUNT),
        Column("Servers and disks a month (USD)", 14, Kind.MONEY),
        Column("CPU busy at the design hour", 13, Kind.SHARE),
        Column("Binding constraint", 38),
        Column("Also carries", 18),
        Column("Marks", 38),
    )
    performance, floor = material.findings.sizing.performance, material.findings.sizing.floor_monthly_usd
    caution = f". The floor costs {money(floor)} a month above the model's own answer" if floor else ""
    page.table("Roles", columns, _roles(material), "No role was sized.")
    careful = caution_words(material.findings.sizing, money)
    page.note(f"{sentence(performance.vendor_words).removesuffix('.')}{caution}. {careful}")


def _roles(material: Material) -> Iterator[Sequence[Content]]:
    for row, role in enumerate(material.findings.deployment, start=FIRST_ROW):
        yield (
            *_place(role),
            readable(role.tier),
            role.sku,
            *_machines(role, row),
            ", ".join(str(zone) for zone in role.zones),
            *_paid(material, role),
            role.busy_share,
            role.binding,
            ", ".join(word(ROLES, carried) for carried in role.carries),
            "\n".join(role.marks),
        )


def _paid(material: Material, role: RoleSizing) -> tuple[Content, Content]:
    """Return the hours a month that the servers of a role run, and what they and the disks cost in the bill.

    Beside production the servers stop out of hours, which the price of the role itself does not count.
    """
    lines = [
        line
        for line in material.findings.cost.lines
        if (line.environment, line.tenant, line.role) == (role.environment, role.tenant, role.role)
        and (line.sku == role.sku or any(line.sku == disk.disk_sku for disk in role.disks))
    ]
    hours = next((float(line.units_per_month) for line in lines if role.vcpus and line.sku == role.sku), None)
    priced = [line.monthly_usd for line in lines if line.monthly_usd is not None]
    if not lines or len(priced) < len(lines):
        return hours, role.monthly_usd
    return hours, sum(priced, Decimal("0.00"))


def _machines(role: RoleSizing, row: int) -> tuple[Content, ...]:
    """Return nodes, size of a node and their products; nothing for a service without machines."""
    if not role.vcpus:
        return None, None, None, None, None
    return (
        role.nodes,
        role.vcpus,
        role.memory_gib,
        Formula(f"=$F{row}*$G{row}", role.nodes * role.vcpus),
        Formula(f"=$F{row}*$H{row}", role.nodes * role.memory_gib),
    )


def needs(page: Page, material: Material) -> None:
    """Write every constraint on every role: what is needed, what the choice gives, how hard that is used."""
    columns = (
        *_PLACE,
        Column("VM size", 21),
        Column("Constraint", 26),
        Column("Needed", 12, Kind.NUMBER),
        Column("Given", 12, Kind.NUMBER),
        Column("Unit", 14),
        Column("Used", 10, Kind.SHARE),
        Column("In words", 60),
    )
    placed = page.table("Needs", columns, _needs(material), "No role has a constraint on record.")
    if placed.last >= placed.first:
        area = f"$I{placed.first}:$I{placed.last}"
        colours = page.look.brand.colours
        page.tint(area.replace("$", ""), f"AND(ISNUMBER($I{placed.first}),$I{placed.first}>1)", colours.bad_soft)


def _needs(material: Material) -> Iterator[Sequence[Content]]:
    row = FIRST_ROW
    for role in material.findings.deployment:
        for need in role.needs:
            used = need.used_share
            share = Formula(f'=IF(N($G{row})=0,"not known",$F{row}/$G{row})', "not known" if used is None else used)
            given = "not known" if need.given is None else need.given
            yield (*_place(role), role.sku, readable(need.name), need.needed, given, need.unit, share, need.words)
            row += 1


def alternatives(page: Page, material: Material) -> None:
    """Write the sizes that were not chosen, each with the one reason."""
    columns = (
        *_PLACE,
        Column("Chosen", 21),
        Column("Chosen, monthly (USD)", 13, Kind.MONEY),
        Column("Alternative", 21),
        Column("Nodes", 8, Kind.COUNT),
        Column("Monthly (USD)", 13, Kind.MONEY),
        Column("Verdict", 12),
        Column("Reason", 64),
    )
    page.table("Alternatives", columns, _alternatives(material), "No other size was weighed.")
    page.note(
        "Servers and disks of all nodes for a whole month, before the recovery pattern adds copies; hours switched off "
        "are taken off in the bill."
    )


def _alternatives(material: Material) -> Iterator[Sequence[Content]]:
    as_sized = {_place(role): role.monthly_usd for role in material.findings.sizing.roles}
    for role in material.findings.deployment:
        for other in role.alternatives:
            yield (
                *_place(role),
                role.sku,
                as_sized.get(_place(role)),
                other.sku,
                other.nodes,
                other.monthly_usd,
                readable(other.verdict),
                other.reason,
            )


def disks(page: Page, material: Material) -> None:
    """Write the managed disks of every role."""
    columns = (
        *_PLACE,
        Column("Purpose", 12),
        Column("Disk", 12),
        Column("Kind", 16),
        Column("Disks a node", 9, Kind.COUNT),
        Column("Size (GiB)", 10, Kind.COUNT),
        Column("IOPS", 10, Kind.COUNT),
        Column("MB/s", 10, Kind.COUNT),
        Column("IOPS bought above", 11, Kind.COUNT),
        Column("MB/s bought above", 11, Kind.COUNT),
        Column("Copies", 9),
        Column("Why", 56),
    )
    page.table("Disks", columns, _disks(material), "No role has a managed disk of its own.")


def _disks(material: Material) -> Iterator[Sequence[Content]]:
    for role in material.findings.deployment:
        for disk in role.disks:
            yield (
                *_place(role),
                word(DISK_PURPOSES, disk.purpose),
                disk.disk_sku,
                word(DISK_KINDS, disk.kind),
                disk.count,
                disk.size_gib,
                disk.iops,
                disk.mbps,
                disk.extra_iops,
                disk.extra_mbps,
                disk.redundancy,
                disk.why,
            )


def settings(page: Page, material: Material) -> None:
    """Write the settings to go with the roles."""
    columns = (
        *_PLACE,
        Column("Component", 14),
        Column("Setting", 30),
        Column("Value", 26),
        Column("Why", 50),
        Column("Source", 40),
    )
    rows = (
        (*_place(role), word(COMPONENTS, setting.component), setting.name, setting.value, setting.why, setting.source)
        for role in material.findings.deployment
        for setting in role.settings
    )
    page.table("Settings", columns, rows, "No role has settings on record.")


def responses(page: Page, material: Material) -> None:
    """Write how each class of operations answers at the design hour with one node lost."""
    columns = (
        Column("Operation", 26),
        Column("Operations a second", 13, Kind.NUMBER),
        Column("Mean response (s)", 13, Kind.TWO_DECIMALS),
        Column("Half answer within (s)", 14, Kind.TWO_DECIMALS),
        Column("95 % answer within (s)", 14, Kind.TWO_DECIMALS),
        Column("99 % answer within (s)", 14, Kind.TWO_DECIMALS),
        Column("Target for 95 % (s)", 12, Kind.TWO_DECIMALS),
        Column("Verdict", 16),
    )
    performance = material.findings.sizing.performance
    rows = (
        (
            material.names.operation(each.model_class),
            each.per_s,
            *(
                "saturated" if value is None else value
                for value in (each.mean_response_s, each.p50_response_s, each.p95_response_s, each.p99_response_s)
            ),
            each.target_p95_s,
            "within target" if each.meets_target else "over target",
        )
        for each in performance.classes
    )
    placed = page.table("Responses", columns, rows, "No operation runs at the design hour.")
    behind = "a measurement of this client" if performance.validated else "no measurement of this client yet"
    page.note(
        f"{sentence(performance.method)} Behind the service demands stands {behind}. "
        f"Full first: {performance.bottleneck}."
    )
    if placed.last >= placed.first:
        area = f"H{placed.first}:H{placed.last}"
        page.tint(area, f'$H{placed.first}="over target"', page.look.brand.colours.bad_soft)


def volumes(page: Page, material: Material) -> None:
    """Write the volumes of data today and at the end of the horizon."""
    columns = (
        Column("What", 40),
        Column("Today", 14, Kind.NUMBER),
        Column(f"In {material.horizon}", 14, Kind.NUMBER),
        Column("Unit", 16),
    )
    sizes = material.findings.sizing.data
    rows = (
        ("Database", sizes.database_gib_now, sizes.database_gib, "GiB"),
        ("Filestore", sizes.filestore_gib_now, sizes.filestore_gib, "GiB"),
        ("Data touched every day", None, sizes.working_set_gib, "GiB"),
        ("Write-ahead log at the peak", None, sizes.wal_mib_per_s_peak, "MiB/s"),
        ("Write-ahead log", None, sizes.wal_gib_per_day, "GiB a day"),
        ("Logs", None, sizes.log_gib_per_day, "GiB a day"),
        ("Backups kept", None, sizes.backup_vault_gib, "GiB"),
        ("Data leaving the region", None, sizes.egress_gib_per_month, "GiB a month"),
        ("Redis", None, sizes.redis_gib, "GiB"),
        ("Disk operations of the database", None, sizes.database_iops, "IOPS"),
        ("Disk throughput of the database", None, sizes.database_mib_per_s, "MiB/s"),
    )
    page.table("Volumes", columns, rows, "")
