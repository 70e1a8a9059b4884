"""What the tier table says of a role; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.deliverables.amounts import gib, number, share, use
from wardround.deliverables.words import (
    ENVIRONMENTS,
    ROLES,
    counted,
    listed,
    readable,
    sentence,
    size_name,
    spoken,
    within,
    word,
)
from wardround.engine.findings import Alternative, DiskChoice, Findings, LineItem, Need, RoleSizing
from wardround.engine.pins import is_set_by_hand
from wardround.wizard.glance import Tone

_ORDER = (
    "ingress",
    "application",
    "batch",
    "postgresql",
    "read_replica",
    "quorum",
    "redis",
    "filestore",
    "integration",
    "monitoring",
    "management",
    "system_pool",
    "control_plane",
)
_SHORT = {"control_plane": "Control plane", "batch": "Batch", "quorum": "Witness", "pooler": "Pooler"}
"""Names that fit into a narrow table."""

_FITTING = frozenset({"cpu", "memory", "vcpus"})
"""Needs of roles that take the smallest size that may be taken, whatever the load."""

_OF_TARGET = "of target"

BY_HAND = "set by hand"

TIGHT = 0.9
"""From here on a bar is amber."""

DISKS = {
    "os": "System disk",
    "data": "Data disk",
    "wal": "Log disk (WAL)",
    "filestore": "Filestore",
    "backup": "Backup disk",
    "logs": "Log disk",
}
NEEDS = {
    "cpu": "Processor",
    "memory": "Memory",
    "workers": "Workers",
    "vendor_floor": "Vendor's rule",
    "response": "Response",
    "iops": "Disk operations",
    "throughput": "Disk throughput",
    "wait": "Wait for a processor",
    "core_speed": "Speed of a core",
    "data_disks": "Disks",
    "vcpus": "Processor",
    "pods": "Pods",
}
VERDICTS = {
    "smaller": "too small",
    "larger": "larger",
    "dearer": "dearer",
    "ruled_out": "ruled out",
}


def role_key(role: RoleSizing) -> str:
    """Return a name for a role that stays when its size changes: 'production.hospital.postgresql'."""
    return ".".join(part for part in (role.environment, role.tenant, role.role) if part)


def figure_of(role: RoleSizing, findings: Findings) -> str:
    """Return the name of the figure that explains a role's size; '' where there is none."""
    tenant = f".{role.tenant}" if role.tenant else ""
    name = f"{role.environment}.{role.role}{tenant}.size"
    return name if name in findings.figures else ""


def in_order(findings: Findings, assessment: Assessment) -> list[RoleSizing]:
    """Return all roles: by environment, in production those of each tenant first, then those that all share."""
    environments = list(ENVIRONMENTS)
    tenants = [row.key for row in assessment.tenants.tenants]

    def place(role: RoleSizing) -> tuple[int, int, int]:
        tenant = tenants.index(role.tenant) if role.tenant in tenants else len(tenants)
        return environments.index(role.environment), tenant, _ORDER.index(role.role) if role.role in _ORDER else 99

    return sorted(findings.deployment, key=place)


def section_of(role: RoleSizing, assessment: Assessment) -> str:
    """Return the caption that a role stands under: its environment, and its tenant where there are several."""
    names = {row.key: row.name for row in assessment.tenants.tenants}
    environment = word(ENVIRONMENTS, role.environment)
    if role.environment != "production" or len(names) <= 1:
        return environment
    return f"{environment}, {names.get(role.tenant, role.tenant)}" if role.tenant else f"{environment}, shared by all"


def title_of(role: RoleSizing) -> str:
    """Return what a role is called."""
    return _SHORT.get(role.role) or word(ROLES, role.role)


def carried(role: RoleSizing) -> str:
    """Return what else runs on a role's machines: 'with batch and Redis'; '' for a role of its own."""
    others = tuple(within(word(ROLES, other)) for other in role.carries)
    return f"with {listed(others)}" if others else ""


def carried_shortly(role: RoleSizing) -> tuple[str, ...]:
    """Return ever shorter ways to say what else runs on a role's machines: 'with batch', 'with 5 other roles'."""
    others = tuple(within(_SHORT.get(other) or word(ROLES, other)) for other in role.carries)
    return (f"with {listed(others)}", f"with {counted(len(others), 'other role')}") if others else ()


def under_title(role: RoleSizing) -> str:
    """Return what stands small below a role's name: that its size was set by hand, and what else runs there."""
    parts = (BY_HAND if is_set_by_hand(role) else "", carried(role))
    return "; ".join(part for part in parts if part)


def under_title_shortly(role: RoleSizing) -> tuple[str, ...]:
    """Return ever shorter ways to say the same; that a size was set by hand is never left out."""
    if not is_set_by_hand(role):
        return carried_shortly(role)
    return (*(f"{BY_HAND}; {words}" for words in carried_shortly(role)), BY_HAND)


def size_of(role: RoleSizing) -> tuple[str, str]:
    """Return the size by name, and what it holds."""
    if not role.nodes:
        service, _, grade = role.sku.rpartition(" ")
        return (service, f"{grade}, managed") if service and grade.islower() else (role.sku, "managed service")
    return size_name(role.sku), f"{role.vcpus} vCPU, {gib(role.memory_gib)}"


def decided_shortly(role: RoleSizing) -> tuple[str, ...]:
    """Return ever shorter ways to say which constraint won, for a narrow column."""
    what, _, how = decided_by(role).partition(": ")
    amount, _, has = how.partition(", the cheaper size has ")
    return (f"{what}: {amount}, cheaper has {has}", f"{what}: {amount}", what) if has else (what,)


def _missed(how: str, need: Need) -> str:
    """Return why a cheaper size would not do, of ': 121 GiB, at most 64' or ': the load has no steady state there'."""
    amount, at_most, most = how.partition(", at most ")
    if "no steady state" in how:
        return ": a cheaper size would be overloaded"
    if need.unit == _OF_TARGET and at_most:
        return f"{amount.removesuffix(f' {_OF_TARGET}')} times the target on a cheaper size"
    return f"{amount}, the cheaper size has {most}" if at_most else how


def decided_by(role: RoleSizing) -> str:
    """Return the constraint that won, in few words: 'Memory: 121 GiB, the cheaper size has 64'.

    The detail has all of them.
    """
    _, fails, why = role.binding.partition(" fails on ")
    for need in role.needs:
        if fails and why.startswith(need.words):
            return f"{need_name(need)}{_missed(why.removeprefix(need.words), need)}"
    return sentence(why if fails else role.binding).rstrip(".")


def need_name(need: Need) -> str:
    """Return what is needed, in a word or two."""
    return NEEDS.get(need.name) or readable(need.name)


def processor_need(role: RoleSizing) -> Need | None:
    """Return the need for processors of a role that carries load; None for one of the smallest size."""
    if all(need.name in _FITTING for need in role.needs):
        return None
    return next((need for need in role.needs if need.name == "cpu"), None)


def monthly(role: RoleSizing, findings: Findings) -> tuple[Decimal | None, tuple[LineItem, ...]]:
    """Return the sum of a role's lines in the bill at list price, and the lines; None where one has no price."""
    lines = tuple(
        line
        for line in findings.cost.lines
        if (line.environment, line.tenant, line.role) == (role.environment, role.tenant, role.role)
    )
    priced = [line.monthly_usd for line in lines if line.monthly_usd is not None]
    return (sum(priced, Decimal(0)) if lines and len(priced) == len(lines) else None), lines


def tone_of(used: float | None) -> Tone:
    """Return the tone of a share in use."""
    if used is None:
        return "plain"
    return "bad" if used > 1 else "warn" if used >= TIGHT else "plain"


def need_words(need: Need) -> tuple[str, str]:
    """Return what is needed of what is given, and the share that this is: '121 of 128 GiB', '95 %'."""
    needed = number(need.needed)
    if need.given is None:
        return f"{needed} {need.unit}, given is not documented", ""
    unit = need.unit.removeprefix("of ")
    used = need.used_share
    return f"{needed} of {number(need.given)} {unit}".strip(), use(used) if used is not None else ""


def alternative_words(other: Alternative) -> tuple[str, str]:
    """Return a size that was not chosen, and why."""
    return f"{other.nodes} x {size_name(other.sku)}", sentence(other.reason)


def disk_words(disk: DiskChoice) -> tuple[str, str]:
    """Return what a disk is, and what it gives: 'Data disk', 'P40, 2,048 GiB, 7,500 IOPS, 250 MB/s, LRS'."""
    what = DISKS.get(disk.purpose) or readable(disk.purpose)
    count = f"{disk.count} x " if disk.count > 1 else ""
    parts = (
        f"{count}{readable(disk.kind)} {disk.disk_sku}",
        gib(disk.size_gib),
        f"{disk.iops:,} IOPS",
        f"{disk.mbps:,} MB/s",
        disk.redundancy,
    )
    return what, ", ".join(parts)


def nodes_words(role: RoleSizing) -> str:
    """Return where the machines of a role stand: '5 nodes in zones 1, 2 and 3'."""
    if not role.nodes:
        return "a managed service, no machine of its own"
    nodes = counted(role.nodes, "node")
    if not role.zones:
        return f"{nodes}, not tied to a zone"
    zones = listed(tuple(str(zone) for zone in role.zones))
    return f"{nodes} in zone{'s' if len(role.zones) > 1 else ''} {zones}"


def busy_tip(role: RoleSizing, need: Need) -> str:
    """Return the whole story of a bar."""
    amount, used = need_words(need)
    words = f"{used}: {amount}. {sentence(need.words)}"
    if role.busy_share is not None:
        words += f" With all nodes up the processors are {share(role.busy_share)} busy at the design hour."
    return words


def marks_of(role: RoleSizing) -> Sequence[str]:
    """Return the remarks on a role as sentences."""
    return tuple(sentence(spoken(mark)) for mark in role.marks)
