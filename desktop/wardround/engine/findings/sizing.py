"""Roles with sizes, disks and settings, how the layout performs, and the volumes of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wardround.engine.findings.kubernetes import NodePool
from wardround.engine.network.network import Network
from wardround.knowledge import FactValue

Environment = Literal["production", "preproduction", "test", "training", "development", "disaster_recovery"]


@dataclass(frozen=True, slots=True)
class Need:
    """One constraint on a role: what is needed, what the choice gives, and how hard that is used."""

    name: str
    needed: float
    given: float | None
    unit: str
    words: str
    caution_factor: float = 1.0
    """What is needed over what is likely to be needed: above 1 where it is planned for a percentile."""

    @property
    def used_share(self) -> float | None:
        """Needed over given; None where the given figure is unknown or zero."""
        return self.needed / self.given if self.given else None


@dataclass(frozen=True, slots=True)
class DiskChoice:
    """The managed disks of one node for one purpose."""

    purpose: Literal["os", "data", "wal", "filestore", "backup", "logs"]
    disk_sku: str
    kind: str
    count: int
    size_gib: int
    iops: int
    mbps: int
    redundancy: Literal["LRS", "ZRS"]
    why: str
    extra_iops: int = 0
    extra_mbps: int = 0
    """Premium SSD v2 performance bought above what is included."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A size that was not chosen, and the one reason why."""

    sku: str
    nodes: int
    monthly_usd: Decimal
    verdict: Literal["cheaper", "smaller", "larger", "dearer", "ruled_out"]
    """Cheaper but not enough; the next smaller or larger of the series; enough but dearer; kept out by a rule."""
    reason: str
    predicted_p95_s: float | None = None
    """For the next smaller and larger size of a server that users wait for: the response of all interactive operations
    together at the 95th percentile, in the design hour with the nodes lost that may be lost; None where saturated."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting to go with a role: Odoo, PostgreSQL, pooler, Redis, Traefik."""

    component: str
    name: str
    value: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class RoleSizing:
    """One role in one environment (of one tenant, where it has its own): the size, how many, and why."""

    environment: Environment
    tenant: str
    tier: str
    """application, database, cache, filestore, ingress, integration, monitoring, management"""
    role: str
    """application, batch, postgresql, pooler, quorum, redis, filestore, ingress, integration, monitoring, management"""
    sku: str
    series: str
    nodes: int
    vcpus: int
    """Of one node."""
    memory_gib: float
    zones: tuple[int, ...]
    disks: tuple[DiskChoice, ...]
    needs: tuple[Need, ...]
    binding: str
    """The constraint that won, in words."""
    busy_share: float | None
    """CPU use at the design hour with all nodes up."""
    alternatives: tuple[Alternative, ...]
    settings: tuple[Setting, ...]
    marks: tuple[str, ...]
    """'temporary: ...', 'set by hand', 'floor', 'largest size reached'."""
    carries: tuple[str, ...] = ()
    """Other roles that share these nodes, for a consolidated deployment."""
    monthly_usd: Decimal | None = None
    """Servers and disks of the choice at its purchase option, as `Alternative.monthly_usd` counts them."""
    platform: Literal["vm", "aks"] = "vm"
    """Virtual machines of its own, or nodes of a cluster."""


@dataclass(frozen=True, slots=True)
class HourPerformance:
    """How one hour of one day type goes on the production layout."""

    day_type: str
    hour_utc: int
    application_util_share: float
    database_util_share: float
    worker_util_share: float
    mean_response_s: float | None
    p95_response_s: float | None
    """Of all interactive operations together; None when saturated."""
    saturated: bool
    full: str = ""
    """When saturated, what has no room left, in words."""


@dataclass(frozen=True, slots=True)
class ClassPerformance:
    """One operation class at the design hour."""

    model_class: str
    per_s: float
    mean_response_s: float | None
    p95_response_s: float | None
    target_p95_s: float
    meets_target: bool
    p50_response_s: float | None = None
    p99_response_s: float | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """The production layout under load, at the design hour with one node lost and hour by hour with all up."""

    method: str
    validated: bool
    """False until a measurement of this client stands behind the service demands."""
    design_hour: HourPerformance
    classes: tuple[ClassPerformance, ...]
    hours: tuple[HourPerformance, ...]
    workers: int
    vendor_rule_workers: int
    """What the vendor's rule (six active users a worker) asks for."""
    vendor_ratio: float
    vendor_words: str
    bottleneck: str
    limits: tuple[str, ...] = ()
    """What the promise does not cover, in sentences: saturated hours, lines longer than the listen queue."""
    network: Network | None = None
    """One application server in the design hour with the nodes lost, class by class: to verify by simulation. The
    classes of people are named 'people: ' and the model class."""


@dataclass(frozen=True, slots=True)
class DataSizes:
    """Data volumes now and at the end of the horizon."""

    database_gib_now: float
    database_gib: float
    filestore_gib_now: float
    filestore_gib: float
    working_set_gib: float
    wal_mib_per_s_peak: float
    wal_gib_per_day: float
    log_gib_per_day: float
    backup_vault_gib: float
    egress_gib_per_month: float
    redis_gib: float
    database_iops: float
    database_mib_per_s: float
    log_servers: int = 0
    """Servers that write logs."""
    log_environments: float = 0.0
    """Environments that write logs: production as 1, the others with their share of its users."""


@dataclass(frozen=True, slots=True)
class Sizing:
    """All roles of all environments with one copy of production; recovery adds to it."""

    roles: tuple[RoleSizing, ...]
    performance: Performance
    data: DataSizes
    region: str
    purchase_option: str
    interfaces_carried: int
    floor_monthly_usd: Decimal
    """What the vendor floor costs above the model's own answer."""
    derived: Mapping[str, FactValue]
    """Facts that this stage is the origin of."""
    conservative_percentile: float = 50.0
    """The percentile of what is known that PostgreSQL and storage are planned for; 50 is the likely demand."""
    caution_monthly_usd: Decimal = Decimal("0.00")
    """What planning them for that percentile costs a month above planning them for the likely demand."""
    pools: tuple[NodePool, ...] = ()
    """What the nodes of each pool leave for pods, where the stateless roles run on Kubernetes."""
