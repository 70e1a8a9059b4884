"""Node pools: the cheapest nodes that hold a set of pods with the nodes lost that may be lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.disks import DiskNeed, system_disk
from wardround.engine.findings import DiskChoice, Environment, RoleSizing, Setting
from wardround.engine.findings.kubernetes import NodePool, Pods
from wardround.engine.kubernetes.nodes import NodeRules, node_rules, reserved_gib, reserved_vcpus
from wardround.engine.kubernetes.pods import Asked, stretched
from wardround.engine.offered_sizes import FULL_LOAD_OF_REFERENCE, Offer, Whole
from wardround.engine.queueing import Numbers
from wardround.engine.role_sizing import built, chosen, pinned_offer
from wardround.engine.search import Check, cheapest

AKS = "Azure Kubernetes Service, practice"


@dataclass(frozen=True)
class PoolNeed:
    """What a node pool is held to.

    Parameters
    ----------
    role, carries : the role that the pool is named after, and the others whose pods it holds.
    pods : what is to run.
    nodes : numbers of nodes to try.
    lost : nodes that may be down.
    protection_gib : memory of the protection software on each node. [GiB]
    least_vcpus : of a node. [vCPU]
    """

    environment: Environment
    tier: str
    role: str
    carries: tuple[str, ...]
    pods: tuple[Asked, ...]
    nodes: Sequence[int]
    lost: int
    protection_gib: float
    least_vcpus: float = 0.0
    volumes: tuple[DiskChoice, ...] = ()
    settings: tuple[Setting, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pool:
    """A pool as it was found: the role for sizing table and bill, and what its nodes leave for pods."""

    role: RoleSizing
    detail: NodePool


def best_cut(basis: Basis, of: Offer, ways: Sequence[PoolNeed]) -> PoolNeed:
    """Return the way to cut a role into pods whose nodes cost least; of equal ones the first."""
    if len(ways) == 1:
        return ways[0]
    rules = node_rules(basis)
    side = system_disk(basis.catalogue, basis.region, basis.policy("aks_os_disk_gib")).monthly_micro_usd
    found: list[tuple[bool, Decimal, int]] = []
    for place, need in enumerate(ways):
        checks = pool_checks(basis, of, need, rules)
        won = cheapest(of, need.nodes, checks.all, plausible=checks.simple, side_costs=side, explained=False)
        found.append((not won.enough, won.monthly_usd, place))
    return ways[min(found)[2]]


def node_pool(basis: Basis, of: Offer, need: PoolNeed) -> Pool:
    """Return the cheapest nodes for a set of pods; the largest, marked, where none is enough."""
    rules = node_rules(basis)
    of = pinned_offer(basis, need.environment, need.role, of)
    system = system_disk(basis.catalogue, basis.region, basis.policy("aks_os_disk_gib"))
    checks = pool_checks(basis, of, need, rules)
    won = chosen(
        basis,
        need.environment,
        need.role,
        of,
        need.nodes,
        checks.all,
        plausible=checks.simple,
        side_costs=system.monthly_micro_usd,
    )
    role = built(
        basis,
        need.environment,
        need.tier,
        need.role,
        of,
        won,
        disks=(system.choice, *need.volumes),
        settings=need.settings,
        marks=need.marks,
        carries=need.carries,
    )
    role = replace(role, platform="aks")
    return Pool(role, _detail(basis, of, need, rules, role, won.place))


@dataclass(frozen=True)
class PoolChecks:
    """The constraints of a pool; the fullest node counts, with pods spread over the nodes that are up."""

    of: Offer
    need: PoolNeed
    rules: NodeRules
    speeds: tuple[Numbers, ...]
    """Of each size's cores, for each kind of pods."""
    vcpus: Numbers
    memory_gib: Numbers
    """What a node of each size leaves for pods."""

    def simple(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraints that need no queue."""
        of, need, rules = self.of, self.need, self.rules
        lost = f", {need.lost} of the nodes lost" if need.lost else ""
        what = "pods of the fullest node"
        up = np.maximum(counts - need.lost, 1)
        vcpus, gib, pods = np.zeros(len(places)), np.zeros(len(places)), np.full(len(places), float(rules.daemon_pods))
        for asked, speed in zip(need.pods, self.speeds, strict=True):
            fullest = on_fullest(asked, counts, up)
            vcpus += fullest * asked.vcpus / speed[places]
            gib += fullest * asked.memory_gib
            pods += fullest
        found = [
            Check("cpu", "vCPU", f"processor requests of the {what}{lost}", vcpus, self.vcpus[places]),
            Check("memory", "GiB", f"memory requests of the {what}{lost}", gib, self.memory_gib[places]),
            Check("pods", "pods", f"{what}, daemon sets included{lost}", pods, np.full(len(places), rules.max_pods)),
        ]
        if need.least_vcpus:
            least = np.full(len(places), need.least_vcpus)
            found.append(
                Check("vcpus", "vCPU", "smallest node of a system pool", least, of.vcpus[places].astype(float))
            )
        for asked, speed in zip(need.pods, self.speeds, strict=True):
            if asked.most_stretched:
                words = "speed of a core against those that the response was predicted on"
                found.append(Check("core_speed", "x", words, np.ones(len(places)), speed[places]))
        return tuple(found)

    def all(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints."""
        found = self.simple(places, counts)
        cores, waiting = self.of.vcpus[places], next((row for row in self.need.pods if row.most_stretched), None)
        if waiting is None:
            return found
        up = np.maximum(counts - self.need.lost, 1)
        speed = self.speeds[self.need.pods.index(waiting)][places]
        own = on_fullest(waiting, counts, up) * waiting.vcpus / speed
        # What other pods and daemon sets ask for they may use to the last; of its own pods the planned use counts.
        use = (waiting.use * own + found[0].needed - own + self.rules.daemon_vcpus) / cores
        lost = f", {self.need.lost} of the nodes lost" if self.need.lost else ""
        most = np.full(len(places), waiting.most_stretched - 1.0)
        words = f"waiting for a processor on the fullest node, against the work itself{lost}"
        return (*found, Check("wait", "of the work", words, stretched(cores, use) - 1.0, most))


def pool_checks(basis: Basis, of: Offer, need: PoolNeed, rules: NodeRules) -> PoolChecks:
    """Return the constraints of a pool over the sizes of an offer."""
    return PoolChecks(
        of,
        need,
        rules,
        tuple(speed_against(basis, of, asked.series) for asked in need.pods),
        rules.vcpus(of.vcpus),
        rules.gib(of.memory_gib, need.protection_gib),
    )


def on_fullest(asked: Asked, nodes: Whole, up: Whole) -> Numbers:
    """Return the pods on the fullest node: all of them on all nodes, or those that must run on the nodes left."""
    return np.asarray(np.maximum(np.ceil(asked.count / up - 1e-9), np.ceil(asked.replicas / nodes - 1e-9)))


def speed_against(basis: Basis, of: Offer, series: str) -> Numbers:
    """Return the speed of each size's cores against those of a series, the lower of lone and full; ones for ''."""
    if not series:
        return np.ones(len(of.sizes))
    speed = basis.catalogue.core_speed(series)
    full = min(FULL_LOAD_OF_REFERENCE * speed.core_speed_index, speed.single_thread_index)
    return np.asarray(np.minimum(of.single_speed / speed.single_thread_index, of.full_speed / full))


def _detail(basis: Basis, of: Offer, need: PoolNeed, rules: NodeRules, role: RoleSizing, place: int) -> NodePool:
    up = max(role.nodes - need.lost, 1)
    pods = tuple(
        Pods(
            asked.role,
            asked.count,
            asked.replicas,
            asked.processes,
            round(asked.vcpus / float(speed_against(basis, of, asked.series)[place]), 3),
            round(asked.memory_gib, 3),
        )
        for asked in need.pods
    )
    return NodePool(
        environment=role.environment,
        tenant=role.tenant,
        role=role.role,
        sku=role.sku,
        nodes=role.nodes,
        vcpus=role.vcpus,
        memory_gib=role.memory_gib,
        reserved_vcpus=round(float(reserved_vcpus(role.vcpus, rules.points)), 3),
        daemon_vcpus=rules.daemon_vcpus,
        allocatable_vcpus=round(float(rules.vcpus(role.vcpus)), 3),
        reserved_gib=round(float(reserved_gib(role.memory_gib, rules.max_pods)), 3),
        eviction_gib=round(rules.eviction_gib, 3),
        daemon_gib=round(rules.daemon_gib + need.protection_gib, 3),
        allocatable_gib=round(float(rules.gib(role.memory_gib, need.protection_gib)), 3),
        max_pods=rules.max_pods,
        fullest_pods=rules.daemon_pods
        + round(sum(float(on_fullest(asked, np.array(role.nodes), np.array(up))) for asked in need.pods)),
        pods=pods,
    )


def message_store(need: DiskNeed | None, role: RoleSizing) -> tuple[DiskChoice, ...]:
    """Return the data disks of a role that its pods take along as persistent volumes."""
    return tuple(disk for disk in role.disks if need is not None and disk.purpose != "os")


def pool_settings(need: PoolNeed, basis: Basis) -> tuple[Setting, ...]:
    """Return the settings of a pool and its pods."""
    rows = [
        Setting("aks", "max-pods", f"{basis.policy('aks_max_pods'):.0f}", "more pods keep more memory back", "SF-234"),
        Setting(
            "aks",
            "mode",
            "System" if need.role == "system_pool" else "User",
            "application pods stay off the system pool" if need.role == "system_pool" else "for this role's pods alone",
            AKS,
        ),
    ]
    for asked in need.pods:
        name = asked.role.replace("_", " ")
        rows += [
            Setting(
                "pods",
                f"{name}: replicas",
                str(asked.replicas),
                f"{asked.count} of them must run with the nodes lost",
                AKS,
            ),
            Setting(
                "pods",
                f"{name}: requests",
                f"{asked.vcpus * 1000:.0f}m CPU, {asked.memory_gib:.1f}Gi",
                "what the fullest node is planned with",
                "sized role, cut into pods",
            ),
            Setting(
                "pods",
                f"{name}: disruption budget",
                "at most 1 unavailable",
                "an upgrade drains one pod at a time",
                AKS,
            ),
        ]
    return tuple(rows)
