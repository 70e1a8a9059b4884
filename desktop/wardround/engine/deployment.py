"""The deployment: the roles as sized, plus the copies that a recovery pattern asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import get_args

from wardround.catalogue import Catalogue, ExcludedFamily, PurchaseOption, SizeNeed, VmSize
from wardround.engine.facts import Facts
from wardround.engine.findings import DiskChoice, Need, RoleSizing, Sizing
from wardround.engine.kubernetes import CONTROL_PLANE, SYSTEM_POOL
from wardround.engine.role_price import with_price
from wardround.knowledge import RecoveryLayout

WITNESS_NEED = SizeNeed(min_vcpus=2, min_memory_gib=4, cpu_arch="x86_64")
"""A quorum member stores a few megabytes and votes; the smallest ordinary size will do."""

RUNS_IN_RECOVERY = frozenset({"application", "batch", "ingress", "redis", "pooler", "integration", SYSTEM_POOL})
"""Roles that the recovery region needs beside the database to serve users."""


@dataclass(frozen=True)
class Copies:
    """What recovery patterns add to one sizing; sizes looked up for one pattern serve the next."""

    sizing: Sizing
    catalogue: Catalogue
    facts: Facts
    recovery_region: str

    def of(self, layout: RecoveryLayout) -> tuple[RoleSizing, ...]:
        """Return the roles that a pattern changes or adds, without a price: databases, voters, what runs elsewhere."""
        sizing, catalogue = self.sizing, self.catalogue
        roles = [
            with_copies(role, layout, catalogue.vm_zones(sizing.region, role.sku))
            for role in sizing.roles
            if is_database(role)
        ]
        witnesses = max(0, layout.quorum_nodes - layout.database_nodes) if layout.quorum_nodes else 0
        if witnesses:
            roles.append(replace(self._witness, nodes=witnesses))
        if self.recovery_region:
            roles.extend(_recovery_roles(self, layout))
        return tuple(roles)

    @cached_property
    def untouched(self) -> tuple[RoleSizing, ...]:
        """The roles that every pattern leaves as they were sized."""
        return tuple(role for role in self.sizing.roles if not is_database(role))

    @cached_property
    def _witness(self) -> RoleSizing:
        return _witness(self.sizing, self.catalogue, self.facts)

    @cached_property
    def _sizes(self) -> dict[tuple[str, str, float], VmSize]:
        return {}

    def size_there(self, role: RoleSizing, share: float) -> VmSize:
        """Return the size of a role's copy in the recovery region that carries a share of it."""
        key = (role.tenant, role.role, share)
        if key not in self._sizes:
            self._sizes[key] = same_or_larger(self.catalogue, self.recovery_region, role, share)
        return self._sizes[key]


def is_database(role: RoleSizing) -> bool:
    """Return whether a role is a writing database of production, the one that recovery patterns copy."""
    return role.environment == "production" and role.role == "postgresql"


def deployed(
    sizing: Sizing,
    layout: RecoveryLayout,
    catalogue: Catalogue,
    facts: Facts,
    recovery_region: str,
) -> tuple[RoleSizing, ...]:
    """Return all roles as they will be built under a recovery pattern, in a fixed order."""
    return built(Copies(sizing, catalogue, facts, recovery_region), layout)


def built(copies: Copies, layout: RecoveryLayout) -> tuple[RoleSizing, ...]:
    """Return all roles as they will be built under a recovery pattern, each with its price, in a fixed order."""
    sizing = copies.sizing
    option = PurchaseOption(sizing.purchase_option)
    places = {"disaster_recovery": copies.recovery_region}
    priced = (
        with_price(role, copies.catalogue, places.get(role.environment, sizing.region), option)
        for role in (*copies.untouched, *copies.of(layout))
    )
    return tuple(sorted(priced, key=_order))


def with_copies(role: RoleSizing, layout: RecoveryLayout, zones: tuple[int, ...]) -> RoleSizing:
    """Return the database role with all its nodes, its price to be worked out for them.

    Standbys equal the primary, or a failover is a downgrade.
    """
    if layout.database_nodes <= role.nodes:
        return role
    spread = zones[: layout.database_nodes] if layout.zone_spread else role.zones[:1]
    mark = f"{layout.database_nodes} nodes for recovery pattern {layout.pattern_id}"
    return replace(role, nodes=layout.database_nodes, zones=spread, marks=(*role.marks, mark), monthly_usd=None)


def ruled_out_families(facts: Facts) -> frozenset[ExcludedFamily]:
    """Return the VM families that the client rules out."""
    return frozenset(family for family in get_args(ExcludedFamily) if family in facts.choices("vm_family_exclusions"))


def _witness(sizing: Sizing, catalogue: Catalogue, facts: Facts) -> RoleSizing:
    need = replace(
        WITNESS_NEED,
        excluded_families=ruled_out_families(facts) | {"burstable"},
        encryption_at_host=facts.flag("encryption_at_host"),
    )
    size = cheapest(catalogue, sizing.region, need)
    return RoleSizing(
        environment="production",
        tenant="",
        tier="database",
        role="quorum",
        sku=size.sku,
        series=size.series,
        nodes=1,
        vcpus=size.vcpus,
        memory_gib=size.memory_gib,
        zones=catalogue.vm_zones(sizing.region, size.sku)[2:3],
        disks=_system_disk(sizing),
        needs=(Need("vcpus", 2, size.vcpus, "vCPU", "a voter needs little; two vCPUs keep it responsive"),),
        binding="the smallest size that is not burstable",
        busy_share=None,
        alternatives=(),
        settings=(),
        marks=(),
    )


def _system_disk(sizing: Sizing) -> tuple[DiskChoice, ...]:
    """Return the system disk that the other servers of production have."""
    production = (role for role in sizing.roles if role.environment == "production")
    return next(((disk,) for role in production for disk in role.disks if disk.purpose == "os"), ())


def _recovery_roles(copies: Copies, layout: RecoveryLayout) -> list[RoleSizing]:
    roles = []
    for role in copies.sizing.roles:
        if role.role == CONTROL_PLANE and role.environment == "production" and layout.recovery_application_share:
            roles.append(
                replace(role, environment="disaster_recovery", binding=f"recovery pattern {layout.pattern_id}")
            )
        if role.environment != "production" or not role.vcpus:
            continue
        if role.role == "postgresql" and layout.recovery_database_nodes:
            size = copies.size_there(role, layout.recovery_database_share)
            roles.append(_moved(role, size, layout.recovery_database_nodes, layout, copies))
        elif role.role in RUNS_IN_RECOVERY and layout.recovery_application_share:
            nodes = max(1, ceil(role.nodes * layout.recovery_application_share - 1e-9))
            size = copies.size_there(role, 1.0)
            roles.append(_moved(role, size, nodes, layout, copies))
    return roles


def _moved(role: RoleSizing, size: VmSize, nodes: int, layout: RecoveryLayout, copies: Copies) -> RoleSizing:
    return replace(
        role,
        environment="disaster_recovery",
        sku=size.sku,
        series=size.series,
        vcpus=size.vcpus,
        memory_gib=size.memory_gib,
        nodes=nodes,
        zones=copies.catalogue.vm_zones(copies.recovery_region, size.sku)[:nodes],
        needs=(),
        binding=f"recovery pattern {layout.pattern_id}",
        busy_share=None,
        alternatives=(),
        settings=(),
        marks=(),
        monthly_usd=None,
    )


def same_or_larger(catalogue: Catalogue, region: str, role: RoleSizing, share: float) -> VmSize:
    """Return the role's own size where the region offers it whole, else the cheapest that carries the share."""
    need = SizeNeed(
        min_vcpus=max(2, ceil(role.vcpus * share)),
        min_memory_gib=role.memory_gib * share,
        min_data_disks=sum(disk.count for disk in role.disks if disk.purpose != "os"),
        cpu_arch="x86_64",
        premium_v2=any(disk.kind == "premium_ssd_v2" for disk in role.disks),
        burstable_allowed=False,
    )
    whole = share >= 1.0
    if whole and catalogue.vm_price(region, role.sku, PurchaseOption.PAYG) is not None:
        return catalogue.size(role.sku)
    return cheapest(catalogue, region, need)


def cheapest(catalogue: Catalogue, region: str, need: SizeNeed) -> VmSize:
    """Return the cheapest size that a region offers for a need; the largest where nothing is enough."""
    offered = catalogue.sizes_offered(region, need)
    if offered:
        return offered[0]
    return max(catalogue.sizes_offered(region), key=lambda size: (size.vcpus, size.memory_gib, size.sku))


ENVIRONMENT_ORDER = ("production", "disaster_recovery", "preproduction", "test", "training", "development")
ROLE_ORDER = (
    CONTROL_PLANE,
    SYSTEM_POOL,
    "ingress",
    "application",
    "batch",
    "postgresql",
    "pooler",
    "read_replica",
    "quorum",
    "redis",
    "filestore",
    "integration",
    "monitoring",
    "management",
)


def _order(role: RoleSizing) -> tuple[int, str, int, str]:
    place = ROLE_ORDER.index(role.role) if role.role in ROLE_ORDER else len(ROLE_ORDER)
    return ENVIRONMENT_ORDER.index(role.environment), role.tenant, place, role.sku
