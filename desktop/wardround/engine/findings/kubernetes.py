"""Node pools and their pods, and the two ways to run the stateless roles side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Pods:
    """Equal pods of one role, and what each of them asks for."""

    role: str
    count: int
    """Pods that have to run with the nodes lost that may be lost."""
    replicas: int
    """Pods that run with all nodes up."""
    processes: int
    """Odoo processes of one pod, HTTP and jobs together; 0 where the role has none."""
    vcpus: float
    """Processor request of one pod on the nodes chosen."""
    memory_gib: float


@dataclass(frozen=True, slots=True)
class NodePool:
    """What a node of a pool has, what is kept back, and what is left for pods."""

    environment: str
    tenant: str
    role: str
    """The role that the pool is named after."""
    sku: str
    nodes: int
    vcpus: int
    memory_gib: float
    reserved_vcpus: float
    """Kept back by AKS on each node."""
    daemon_vcpus: float
    """Asked for by the daemon sets on each node."""
    allocatable_vcpus: float
    reserved_gib: float
    eviction_gib: float
    daemon_gib: float
    """Asked for by the daemon sets and the protection software on each node."""
    allocatable_gib: float
    max_pods: int
    fullest_pods: int
    """Pods on the fullest node with the nodes lost that may be lost, daemon sets included."""
    pods: tuple[Pods, ...]


@dataclass(frozen=True, slots=True)
class PlatformDifference:
    """One part of the bill on either platform."""

    name: str
    machines_usd: Decimal
    cluster_usd: Decimal

    @property
    def difference_usd(self) -> Decimal:
        """What the cluster costs more; negative where it costs less."""
        return self.cluster_usd - self.machines_usd


@dataclass(frozen=True, slots=True)
class PlatformServers:
    """The servers of one role on either platform; no nodes and no size where a platform has none of its own for it."""

    environment: str
    tenant: str
    role: str
    machines_nodes: int
    machines_sku: str
    machines_usd: Decimal
    cluster_nodes: int
    cluster_sku: str
    cluster_usd: Decimal
    shares_with: str
    """The role whose node pool holds the pods, '' where the pool is its own."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of running the platform in hours a month on either platform, and who is responsible for it."""

    duty_id: str
    name: str
    role: str
    responsible: str
    machines_hours: float
    cluster_hours: float
    why: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who keeps one layer up to date on either platform."""

    layer: str
    machines: str
    cluster: str


@dataclass(frozen=True, slots=True)
class PlatformComparison:
    """The same scenario on virtual machines and on AKS, each sized and priced whole."""

    decided: str
    """`vm` or `aks`: which of the two the rest of the findings describes."""
    machines_usd: Decimal
    """The whole bill a month with discount, contingency and tax."""
    cluster_usd: Decimal
    machines_unpriced: tuple[str, ...]
    cluster_unpriced: tuple[str, ...]
    machines_nodes: int
    cluster_nodes: int
    machines_vcpus: int
    cluster_vcpus: int
    machines_hours: float
    """Hours a month of the duties that differ."""
    cluster_hours: float
    parts: tuple[PlatformDifference, ...]
    servers: tuple[PlatformServers, ...]
    pools: tuple[NodePool, ...]
    duties: tuple[Duty, ...]
    responsibilities: tuple[Responsibility, ...]
    words: str

    @property
    def difference_usd(self) -> Decimal:
        """What the cluster costs more a month; negative where it costs less."""
        return self.cluster_usd - self.machines_usd
