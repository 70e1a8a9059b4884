"""The same scenario on virtual machines and on AKS: two whole designs with two whole bills, and who does what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from wardround.engine.decisions.platform import price_words
from wardround.engine.findings import Findings, LineItem, RoleSizing
from wardround.engine.findings.kubernetes import (
    Duty,
    PlatformComparison,
    PlatformDifference,
    PlatformServers,
    Responsibility,
)
from wardround.engine.kubernetes import CONTROL_PLANE
from wardround.engine.plain_words import counted
from wardround.knowledge import Knowledge

if TYPE_CHECKING:
    from wardround.engine.compare import Study

STATELESS = frozenset({"application", "batch", "ingress", "integration", "system_pool"})
SERVERS, OTHER_SERVERS, CLUSTER = (
    "Stateless servers and their disks",
    "Other servers and their disks",
    "Cluster service",
)
PROTECTION, COPIES, WATCHING = "Protection software", "Backup of servers", "Monitoring, logs and alerts"
REST = "Everything else"
PARTS = (SERVERS, OTHER_SERVERS, CLUSTER, PROTECTION, COPIES, WATCHING, REST)
PER_SERVER = ("hardening", "patch_os", "monitoring", "vulnerability")
"""Duties whose hours grow with the servers to look after; a node pool counts as one, its nodes being all alike."""
CLUSTER_DUTIES = ("cluster_upgrade", "cluster_care", "node_images")
PARTY = {"client": "your team", "provider": "the provider", "firm": "the consultant"}


def platforms(study: Study) -> PlatformComparison:
    """Return both platforms side by side; one is the design at hand, the other is worked out."""
    findings = study.findings
    decided = str(findings.facts["platform"].value)
    other = study.assessed(study.assessment, platform="vm" if decided == "aks" else "aks")
    machines, cluster = (other, findings) if decided == "aks" else (findings, other)
    duties = tuple(_duties(machines, cluster, study.knowledge, str(findings.facts["hosting_model"].value)))
    vm, aks = machines.cost.totals, cluster.cost.totals
    found = PlatformComparison(
        decided=decided,
        machines_usd=vm.monthly_usd,
        cluster_usd=aks.monthly_usd,
        machines_unpriced=vm.unpriced_items,
        cluster_unpriced=aks.unpriced_items,
        machines_nodes=_nodes(machines),
        cluster_nodes=_nodes(cluster),
        machines_vcpus=_vcpus(machines),
        cluster_vcpus=_vcpus(cluster),
        machines_hours=round(sum(duty.machines_hours for duty in duties), 1),
        cluster_hours=round(sum(duty.cluster_hours for duty in duties), 1),
        parts=tuple(_parts(machines.cost.lines, cluster.cost.lines)),
        servers=tuple(_servers(machines, cluster)),
        pools=cluster.sizing.pools,
        duties=duties,
        responsibilities=_responsibilities(study.knowledge, str(findings.facts["hosting_model"].value)),
        words="",
    )
    return _with_words(found, int(_value(findings, "skills_k8s")))


def _value(findings: Findings, name: str) -> float:
    value = findings.facts[name].value
    return float(value) if isinstance(value, int | float) else 0.0


def _nodes(findings: Findings) -> int:
    return sum(role.nodes for role in findings.deployment if role.vcpus)


def _vcpus(findings: Findings) -> int:
    return sum(role.nodes * role.vcpus for role in findings.deployment)


def part_of(line: LineItem) -> str:
    """Return which part of the comparison a line of the bill belongs to."""
    if line.role == CONTROL_PLANE:
        return CLUSTER
    if line.role == "security" and line.meter in {"Servers plan 2", "Containers"}:
        return PROTECTION
    if line.role == "backup" and line.item.startswith("Protected servers"):
        return COPIES
    if line.role == "monitoring":
        return WATCHING
    if line.role in STATELESS:
        return SERVERS
    return OTHER_SERVERS if line.sku.startswith("Standard_") or " disk" in line.item else REST


def _sums(lines: Iterable[LineItem]) -> dict[str, Decimal]:
    sums = dict.fromkeys(PARTS, Decimal("0.00"))
    for line in lines:
        sums[part_of(line)] += line.monthly_usd or Decimal(0)
    return sums


def _parts(machines: Iterable[LineItem], cluster: Iterable[LineItem]) -> Iterator[PlatformDifference]:
    before, after = _sums(machines), _sums(cluster)
    for name in PARTS:
        if before[name] or after[name]:
            yield PlatformDifference(name, before[name], after[name])


def _servers(machines: Findings, cluster: Findings) -> Iterator[PlatformServers]:
    """Yield the stateless roles on both platforms, and what only a cluster has."""
    before = {_place(role): role for role in machines.deployment if role.role in STATELESS}
    after = {_place(role): role for role in cluster.deployment if role.platform == "aks"}
    alone = {place for place, role in before.items() if place not in after and not _host(role, after)}
    for place in dict.fromkeys((*before, *after)):
        if place in alone:
            continue  # on one server on both platforms
        old, new = before.get(place), after.get(place)
        host = "" if new is not None or old is None else _host(old, after)
        yield PlatformServers(
            environment=place[0],
            tenant=place[1],
            role=place[2],
            machines_nodes=old.nodes if old else 0,
            machines_sku=old.sku if old else "",
            machines_usd=(old.monthly_usd if old else None) or Decimal("0.00"),
            cluster_nodes=new.nodes if new else 0,
            cluster_sku=new.sku if new else "",
            cluster_usd=(new.monthly_usd if new else None) or Decimal("0.00"),
            shares_with=host,
        )


def _place(role: RoleSizing) -> tuple[str, str, str]:
    return role.environment, role.tenant, role.role


def _host(role: RoleSizing, pools: dict[tuple[str, str, str], RoleSizing]) -> str:
    """Return the role whose pool carries another role's pods; '' where none does."""
    for pool in pools.values():
        if (pool.environment, pool.tenant) == (role.environment, role.tenant) and role.role in pool.carries:
            return pool.role
    return ""


def _duties(machines: Findings, cluster: Findings, knowledge: Knowledge, hosting: str) -> Iterator[Duty]:
    before = sum(role.nodes for role in machines.deployment if role.vcpus)
    kept = sum(role.nodes for role in cluster.deployment if role.vcpus and role.platform == "vm")
    pools = sum(1 for role in cluster.deployment if role.vcpus and role.platform == "aks")
    clusters = sum(1 for role in cluster.deployment if role.role == CONTROL_PLANE)
    for duty_id in PER_SERVER:
        duty = knowledge.operating_effort[duty_id]
        hours = duty.hours_per_month_likely
        patched = 0 if duty_id == "patch_os" else pools
        yield Duty(
            duty_id,
            duty.name,
            duty.role,
            PARTY.get(duty.raci(hosting)["R"], duty.raci(hosting)["R"]),
            round(hours * before, 1),
            round(hours * (kept + patched), 1),
            f"{before} servers; {kept} servers" + (f" and {counted(pools, 'node pool')}" if patched else ""),
        )
    for duty_id in CLUSTER_DUTIES:
        duty = knowledge.operating_effort[duty_id]
        count = pools if duty.scaling_unit == "per_node_pool" else clusters
        yield Duty(
            duty_id,
            duty.name,
            duty.role,
            PARTY.get(duty.raci(hosting)["R"], duty.raci(hosting)["R"]),
            0.0,
            round(duty.hours_per_month_likely * count, 1),
            counted(count, "node pool" if duty.scaling_unit == "per_node_pool" else "cluster"),
        )


def _responsibilities(knowledge: Knowledge, hosting: str) -> tuple[Responsibility, ...]:
    def who(duty_id: str) -> str:
        party = knowledge.operating_effort[duty_id].raci(hosting)["R"]
        return PARTY.get(party, party)

    return (
        Responsibility("Hardware and hypervisor", "Microsoft", "Microsoft"),
        Responsibility("Kubernetes control plane", "not there", "Microsoft runs and patches it"),
        Responsibility("Kubernetes version", "not there", f"{who('cluster_upgrade')} upgrades, within about a year"),
        Responsibility(
            "Operating system of stateless servers",
            f"{who('patch_os')} patches each server",
            f"Microsoft builds node images, {who('node_images')} rolls them out",
        ),
        Responsibility(
            "Odoo, Traefik and integration engine",
            f"{who('patch_application')} updates packages",
            f"{who('patch_application')} builds, scans and rolls out images",
        ),
        Responsibility(
            "PostgreSQL, Redis and their servers", f"{who('patch_database')}", f"{who('patch_database')}, as before"
        ),
        Responsibility(
            "Restart of a failed node", f"{who('monitoring')}, with automatic restart by Azure", "the cluster by itself"
        ),
    )


def _with_words(found: PlatformComparison, skill: int) -> PlatformComparison:
    price = price_words(found.machines_usd, found.cluster_usd)
    hours = found.cluster_hours - found.machines_hours
    work = (
        "takes the same work to run"
        if abs(hours) < 1
        else f"takes about {abs(hours):.0f} hours a month {'more' if hours > 0 else 'less'} to run"
    )
    people = f" It needs two people who know Kubernetes; the team's skill is {skill} of 3."
    return replace(found, words=f"The same platform on AKS {price} and {work}.{people}")
