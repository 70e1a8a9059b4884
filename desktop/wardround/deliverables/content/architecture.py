"""The platform on one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Picture,
    Section,
    Table,
    Together,
)
from wardround.deliverables.charts.architecture import ArchitectureRow, Machines, Outside, Plan
from wardround.deliverables.charts.architecture import architecture as drawn
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import (
    ENVIRONMENTS,
    ROLES,
    brief,
    counted,
    listed,
    short_role,
    size_name,
    within,
    word,
)
from wardround.engine.findings import RoleSizing

_ORDER = (
    "ingress",
    "application",
    "batch",
    "integration",
    "pooler",
    "postgresql",
    "read_replica",
    "quorum",
    "redis",
    "filestore",
    "monitoring",
    "management",
    "system_pool",
)
_DETAIL = 60
_NON_PRODUCTION = ("preproduction", "test", "training", "development")


def architecture(matter: Matter) -> Section:
    """Return the chapter with the picture and what is in each environment."""
    picture = Picture(drawn(matter.style, _plan(matter), matter.width), _says(matter))
    blocks: list[Block] = [Paragraph(_words(matter))]
    others = _environments(matter)
    if others.rows:
        blocks.append(Together((Heading("Outside production"), others)))
    blocks.append(Together((Heading("Production"), picture)))
    return Section("architecture", "Architecture", "What will be built, and where.", tuple(blocks))


def _plan(matter: Matter) -> Plan:
    production, recovery = matter.roles("production"), matter.roles("disaster_recovery")
    zones = sorted({zone for role in production for zone in role.zones})
    names = tuple(f"Zone {zone}" for zone in zones) or ("Whole region, no zones",)
    resilience = matter.findings.resilience
    rows = []
    for role in _ordered({part.role for part in (*production, *recovery) if part.nodes}):
        here = [part for part in production if part.role == role and part.nodes]
        far = [part for part in recovery if part.role == role and part.nodes]
        rows.append(
            ArchitectureRow(
                role=role,
                zones=_zones(here, zones, role, matter),
                recovery=_machines(far, None, role, "") if far else None,
                link=("sync" if resilience.synchronous else "async") if role == "postgresql" else "",
                far_link="async" if role == "postgresql" else "",
            )
        )
    region = matter.names.region(matter.findings.sizing.region)
    return Plan(
        region=f"{region}, production",
        zone_names=names,
        rows=_merged(rows),
        outside=_outside(matter),
        recovery_region=matter.names.region(resilience.recovery_region) if recovery else "",
        strips=_strips(matter),
    )


def _merged(rows: list[ArchitectureRow]) -> tuple[ArchitectureRow, ...]:
    """Return the rows, the witness in the row of the database where it stands in a zone of its own."""
    database = next((row for row in rows if row.role == "postgresql"), None)
    witness = next((row for row in rows if row.role == "quorum"), None)
    if database is None or witness is None or witness.recovery is not None:
        return tuple(rows)
    pairs = tuple(zip(database.zones, witness.zones, strict=True))
    if any(one is not None and other is not None for one, other in pairs):
        return tuple(rows)
    both = replace(database, zones=tuple(one or other for one, other in pairs))
    return tuple(both if row is database else row for row in rows if row is not witness)


def _ordered(roles: set[str]) -> list[str]:
    return sorted(roles, key=lambda role: (_ORDER.index(role) if role in _ORDER else len(_ORDER), role))


def _zones(here: Sequence[RoleSizing], zones: Sequence[int], role: str, matter: Matter) -> tuple[Machines | None, ...]:
    if not zones:
        return (_machines(here, None, role, "") if here else None,)
    cells: list[Machines | None] = []
    first = True
    for zone in zones:
        inside = any(zone in _spread(part) for part in here)
        suffix = ""
        if role == "postgresql" and inside and matter.findings.resilience.database_nodes > 1:
            suffix = "primary" if first else "standby"
        cells.append(_machines(here, zone, role, suffix) if inside else None)
        first = first and not inside
    return tuple(cells)


def _spread(role: RoleSizing) -> Counter[int]:
    """Return how many nodes of a role lie in each zone, dealt out in turn."""
    zones = role.zones or (0,)
    return Counter(zones[node % len(zones)] for node in range(role.nodes))


def _machines(roles: Sequence[RoleSizing], zone: int | None, role: str, suffix: str) -> Machines:
    sizes: Counter[str] = Counter()
    carried: list[str] = []
    for part in roles:
        nodes = part.nodes if zone is None else _spread(part)[zone]
        if nodes:
            sizes[size_name(part.sku)] += nodes
            carried += part.carries
    words = ", ".join(f"{count} x {size}" for size, count in sorted(sizes.items()))
    if suffix:
        words = f"{suffix}, {words}"
    others = tuple(dict.fromkeys(carried))
    title = short_role(role)
    if roles and all(part.platform == "aks" for part in roles) and role != "system_pool":
        title += " pool"
    if len(others) == 1:
        title += f", {within(short_role(others[0]))}"
    elif others:
        words += f" with {listed(tuple(within(word(ROLES, other)) for other in others))}"
    return Machines(title, words)


def _outside(matter: Matter) -> tuple[Outside, ...]:
    assessment, findings = matter.assessment, matter.findings
    users = f"{findings.demand.design_hour.active_users:,.0f} active at the design hour"
    sites = len(assessment.organisation.sites)
    title = counted(sites, "site") if sites else "Users"
    outside = [Outside(title, users, "ingress")]
    if findings.sizing.interfaces_carried:
        count = findings.sizing.interfaces_carried
        outside.append(Outside(counted(count, "interface"), "partners and medical systems", "integration"))
    return tuple(outside)


def _strips(matter: Matter) -> tuple[tuple[str, str], ...]:
    findings = matter.findings
    vault = amounts.gib(findings.sizing.data.backup_vault_gib)
    restore = amounts.hours(findings.resilience.restore_hours)
    back = amounts.minutes(findings.resilience.data_restore_minutes)
    strips = [("Backup vault", f"{vault}; restore {restore}, users back in {back}")]
    services = tuple(dict.fromkeys(role.sku for role in matter.roles("production") if not role.nodes))
    if services:
        strips.append(("Services", listed(services)))
    present = [name for name in _NON_PRODUCTION if matter.roles(name)]
    if present:
        machines = sum(role.nodes for name in present for role in matter.roles(name))
        names = listed(tuple(word(ENVIRONMENTS, name).lower() for name in present))
        strips.append(("Outside production", f"{names}: {counted(machines, 'machine')}"))
    return tuple(strips)


def _says(matter: Matter) -> str:
    return "; ".join(
        f"{role.nodes} x {size_name(role.sku)} for {word(ROLES, role.role)} in zones {role.zones or 'none'}"
        for role in matter.roles("production")
    )


def _words(matter: Matter) -> str:
    resilience = matter.findings.resilience
    region = matter.names.region(matter.findings.sizing.region)
    if resilience.database_nodes > 1:
        how = (
            "waits for the second copy before it confirms a commit"
            if resilience.synchronous
            else ("confirms a commit before the second copy has it")
        )
        text = f"PostgreSQL runs on {resilience.database_nodes} machines in {region} and {how}."
        if resilience.quorum_nodes:
            text += " A witness decides which of them leads, so that two never lead at once."
    else:
        text = f"PostgreSQL runs on one machine in {region}; what was lost with it comes back from backup."
    if resilience.recovery_region and resilience.recovery_database_nodes:
        far = matter.names.region(resilience.recovery_region)
        text += f" A further copy follows in {far}"
        share = resilience.recovery_application_share
        text += (
            f", with {amounts.share(share)} of the application tier kept ready."
            if share
            else ("; the application tier there is started when it is needed.")
        )
    return text


def _environments(matter: Matter) -> Table:
    rows = []
    for name in (*_NON_PRODUCTION, "disaster_recovery"):
        for role in matter.roles(name):
            carried = listed(tuple(within(word(ROLES, other)) for other in role.carries))
            detail = f"also carries {carried}" if carried else matter.told("; ".join(role.marks[:1]))
            detail = brief(detail, _DETAIL)
            disks = sum(disk.size_gib * disk.count for disk in role.disks if disk.purpose != "os")
            if not role.nodes:
                continue
            rows.append(
                (
                    word(ENVIRONMENTS, name),
                    f"{word(ROLES, role.role)} and others" if role.carries else word(ROLES, role.role),
                    size_name(role.sku),
                    role.nodes,
                    role.vcpus,
                    role.memory_gib,
                    disks or None,
                )
            )
    return Table(
        columns=(
            Column("Environment", weight=1.7),
            Column("Role", weight=3),
            Column("Size", weight=1.3),
            Column("Nodes", Kind.NUMBER, weight=0.8),
            Column("vCPU each", Kind.NUMBER, weight=0.9),
            Column("Memory each", Kind.NUMBER, "GiB", weight=1.2),
            Column("Disks each", Kind.NUMBER, "GiB", weight=1.1),
        ),
        rows=tuple(rows),
        empty="Only production is in scope.",
    )
