"""The clusters of a design: the stateless roles leave their virtual machines for node pools.

PostgreSQL, Redis, monitoring and administration stay on virtual machines, and so do environments on one server: a
database belongs outside the cluster (RK-AKS-01), and the others would gain nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from wardround.engine.basis import Basis
from wardround.engine.decisions.tenancy import placements
from wardround.engine.findings import Environment, RoleSizing, Setting
from wardround.engine.findings.kubernetes import NodePool
from wardround.engine.kubernetes.pods import Asked, odoo_pods, plain_pods
from wardround.engine.kubernetes.pools import Pool, PoolNeed, best_cut, message_store, node_pool, pool_settings
from wardround.engine.line_items import HOURS_PER_MONTH, cents
from wardround.engine.nonproduction import IN_TIERS, nonproduction_offer
from wardround.engine.offered_sizes import Offer
from wardround.engine.settings import OdooServer, odoo_settings
from wardround.engine.small_tiers import ingress_plain, integration_plain

SYSTEM_POOL = "system_pool"
CONTROL_PLANE = "control_plane"
CLUSTER_ROLES = frozenset({SYSTEM_POOL, CONTROL_PLANE})
"""Roles that only a cluster has."""

OWN_SUBSCRIPTION = "dedicated_subscription"
STANDARD, FREE = "AKS standard", "AKS free"
METERS = {STANDARD: "Control plane, Standard tier (uptime SLA)", FREE: "Control plane, Free tier"}
SERVICE = "AKS"


def on_kubernetes(
    whole: Basis, groups: Sequence[tuple[Basis, Sequence[RoleSizing]]], roles: Sequence[RoleSizing]
) -> tuple[tuple[RoleSizing, ...], tuple[NodePool, ...]]:
    """Return all roles with the stateless ones on node pools, and what the nodes of each pool leave for pods.

    Parameters
    ----------
    whole : of the whole platform, all tenants together.
    groups : the servers of each group of tenants, with what they were sized from.
    roles : of all environments, on virtual machines.
    """
    apart = _own_subscriptions(whole)
    clusters = [whole, *(basis for basis, _ in groups if basis.tenant and basis.tenant in apart)]
    pools: list[Pool] = [_system_pool(basis) for basis in clusters]
    for basis, own in groups:
        pools.extend(_odoo_pool(basis, role, _as_listed(role, roles)) for role in own if role.tier == "application")
    pools.extend(_service_pools(whole, roles))
    beside = [role for role in roles if role.environment in IN_TIERS and role.tier == "application"]
    pools.extend(_nonproduction_pool(whole, role) for role in beside)
    moved = {(pool.role.environment, pool.role.tenant, pool.role.role) for pool in pools}
    moved |= {(pool.role.environment, pool.role.tenant, carried) for pool in pools for carried in pool.role.carries}
    kept = [role for role in roles if (role.environment, role.tenant, role.role) not in moved]
    planes = [control_plane(basis, "production", STANDARD) for basis in clusters]
    planes += [control_plane(whole, role.environment, FREE) for role in beside]
    found = (*kept, *(pool.role for pool in pools), *planes)
    return found, tuple(pool.detail for pool in pools)


def _own_subscriptions(basis: Basis) -> frozenset[str]:
    """Return the tenants with a subscription of their own: a cluster does not reach beyond its subscription."""
    placed = placements(basis.assessment, basis.facts, basis.knowledge)
    return frozenset(row.tenant for row in placed if row.tenancy == OWN_SUBSCRIPTION)


def _as_listed(role: RoleSizing, roles: Sequence[RoleSizing]) -> RoleSizing:
    """Return the role as it stands among all, where it has its use of the design hour."""
    place = (role.environment, role.tenant, role.role)
    return next((row for row in roles if (row.environment, row.tenant, row.role) == place), role)


def control_plane(basis: Basis, environment: Environment, sku: str) -> RoleSizing:
    """Return the control plane of a cluster: a service of Azure and no server of ours."""
    price = basis.catalogue.service_price(basis.region, SERVICE, METERS[sku])
    return RoleSizing(
        environment=environment,
        tenant=basis.tenant,
        tier="application",
        role=CONTROL_PLANE,
        sku=sku,
        series="",
        nodes=0,
        vcpus=0,
        memory_gib=0.0,
        zones=(),
        disks=(),
        needs=(),
        binding="production needs the service level of the Standard tier"
        if sku == STANDARD
        else "no service level needed outside production",
        busy_share=None,
        alternatives=(),
        settings=(),
        marks=(),
        monthly_usd=None if price is None else cents(price.usd * HOURS_PER_MONTH) + Decimal("0.00"),
        platform="aks",
    )


def _system_pods(basis: Basis) -> Asked:
    pods = round(basis.policy("aks_system_pods"))
    return Asked(
        SYSTEM_POOL, pods, pods, 0, 0, basis.policy("aks_system_vcpus") / pods, basis.policy("aks_system_gib") / pods
    )


def _system_pool(basis: Basis) -> Pool:
    row = basis.knowledge.design_policies["aks_system_nodes"]
    nodes = round(row.value if basis.facts.text("ha_scope") != "none" else row.low)
    need = PoolNeed(
        environment="production",
        tier="application",
        role=SYSTEM_POOL,
        carries=(),
        pods=(_system_pods(basis),),
        nodes=(nodes,),
        lost=min(basis.lost, nodes - 1),
        protection_gib=basis.overheads.memory_gib["other"],
        least_vcpus=basis.policy("aks_system_least_vcpus"),
    )
    return node_pool(basis, basis.offer, replace(need, settings=pool_settings(need, basis)))


def _odoo_pool(basis: Basis, role: RoleSizing, listed: RoleSizing) -> Pool:
    need = PoolNeed(
        environment="production",
        tier=role.tier,
        role=role.role,
        carries=role.carries,
        pods=(),
        nodes=(),
        lost=basis.lost,
        protection_gib=basis.overheads.memory_gib["application"],
        marks=_marks(role),
    )
    most = round(basis.policy("most_nodes"))
    ways = [
        # More nodes than pods would stand empty.
        replace(need, pods=(asked,), nodes=range(basis.lost + 1, min(most, asked.count + basis.lost) + 1))
        for asked in odoo_pods(basis, role, basis.lost)
    ]
    taken = best_cut(basis, basis.offer, ways)
    pool = node_pool(basis, basis.offer, replace(taken, settings=_settings(basis, role, taken)))
    return replace(pool, role=replace(pool.role, busy_share=_busy(basis, listed, pool.role)))


def _busy(basis: Basis, before: RoleSizing, after: RoleSizing) -> float | None:
    """Return the CPU use of a pool in the design hour: that of the servers, by the power of both."""
    if before.busy_share is None:
        return None
    power = [
        role.nodes * role.vcpus * basis.catalogue.core_speed(role.series).core_speed_index for role in (before, after)
    ]
    return min(before.busy_share * power[0] / power[1], 1.0)


def _settings(basis: Basis, role: RoleSizing, need: PoolNeed) -> tuple[Setting, ...]:
    asked = need.pods[0]
    http = max(asked.processes - asked.jobs, 1)
    server = OdooServer(http, asked.jobs, asked.memory_gib, 0.0, for_jobs_only=role.role == "batch")
    return (*pool_settings(need, basis), *odoo_settings(basis, server))


def _marks(role: RoleSizing) -> tuple[str, ...]:
    """Return the marks that hold for the pods as well: of targets and jobs, not of servers."""
    kept = ("out of reach", "target missed", "jobs ", "floor:")
    return tuple(mark for mark in role.marks if mark.startswith(kept))


def _service_pools(basis: Basis, roles: Sequence[RoleSizing]) -> Iterator[Pool]:
    """Yield the pools of ingress and integration: one for both or one each, whichever costs less."""
    found = {role.role: role for role in roles if role.environment == "production" and not role.tenant}
    needs = []
    if "ingress" in found:
        plain = ingress_plain(basis)
        needs.append(
            PoolNeed(
                environment="production",
                tier="ingress",
                role="ingress",
                carries=(),
                pods=(plain_pods(basis, plain, found["ingress"]),),
                nodes=plain.nodes,
                lost=plain.lost,
                protection_gib=basis.overheads.memory_gib["ingress"],
                marks=found["ingress"].marks,
            )
        )
    translating = integration_plain(basis)
    if translating is not None and "integration" in found:
        role = found["integration"]
        needs.append(
            PoolNeed(
                environment="production",
                tier="integration",
                role="integration",
                carries=(),
                pods=(plain_pods(basis, translating, role),),
                nodes=(role.nodes,),
                lost=translating.lost,
                protection_gib=basis.overheads.memory_gib["other"],
                volumes=message_store(translating.data, role),
                marks=role.marks,
            )
        )
    kept_settings = {name: found[name].settings for name in found}
    apart = [_with_settings(basis, need, kept_settings[need.role]) for need in needs]
    pools = [node_pool(basis, basis.offer, need) for need in apart]
    if len(needs) > 1 and needs[1].nodes[0] >= needs[0].nodes[0]:
        first, second = apart
        both = replace(
            first,
            carries=(second.role,),
            pods=(*first.pods, *second.pods),
            nodes=second.nodes,  # a message store on each node, as many as there are pods
            lost=max(first.lost, second.lost),
            protection_gib=max(first.protection_gib, second.protection_gib),
            volumes=(*first.volumes, *second.volumes),
            settings=(*first.settings, *second.settings),
        )
        together = node_pool(basis, basis.offer, both)
        if _price(together) < sum((_price(pool) for pool in pools), Decimal(0)):
            pools = [together]
    yield from pools


def _price(pool: Pool) -> Decimal:
    return pool.role.monthly_usd if pool.role.monthly_usd is not None else Decimal("Infinity")


def _with_settings(basis: Basis, need: PoolNeed, own: tuple[Setting, ...]) -> PoolNeed:
    return replace(need, settings=(*pool_settings(need, basis), *own))


def _nonproduction_pool(basis: Basis, role: RoleSizing) -> Pool:
    """Return the one pool of a cluster beside production: system pods and all others share its nodes."""
    of: Offer = nonproduction_offer(basis)
    need = PoolNeed(
        environment=role.environment,
        tier=role.tier,
        role=role.role,
        carries=(*role.carries, SYSTEM_POOL),
        pods=(),
        nodes=(),
        lost=0,
        protection_gib=basis.overheads.memory_gib["application"],
        least_vcpus=basis.policy("aks_system_least_vcpus"),
        marks=role.marks,
    )
    most = round(basis.policy("most_nodes"))
    ways = [
        replace(need, pods=(asked, _system_pods(basis)), nodes=range(2, max(min(most, asked.count), 2) + 1))
        for asked in odoo_pods(basis, role, 0)
    ]
    taken = best_cut(basis, of, ways)
    return node_pool(basis, of, replace(taken, settings=_settings(basis, role, taken)))
