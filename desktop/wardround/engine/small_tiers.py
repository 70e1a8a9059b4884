"""The roles beside application and database: ingress, Redis, filestore, integration, monitoring, management."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from wardround.catalogue import DiskKind
from wardround.engine.basis import Basis
from wardround.engine.disks import DiskNeed, PricedDisks, cheapest_disks, provisioned_gib, system_disk
from wardround.engine.figure import formula
from wardround.engine.findings import DiskChoice, RoleSizing, Setting
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.queueing import Numbers
from wardround.engine.role_price import with_price
from wardround.engine.role_sizing import built, chosen, pinned_offer
from wardround.engine.search import Check, Checks
from wardround.engine.settings import redis_settings, traefik_settings

KIB_PER_GIB = 1024 * 1024
MB_PER_GIB = 1024
SCRAPE_S = 30
SECONDS_PER_DAY = 86_400
BYTES_PER_GIB = 1024**3
REDIS_HA_NODES = 3
"""Primary, replica and a third voter (SF-165)."""

MOST_SMALL_NODES = 8
TRANSLATED_TYPES = frozenset(
    {
        "hl7_adt",
        "hl7_consumption",
        "hl7_orders_results",
        "dicom_worklist",
        "edi_x12_supply",
        "edi_x12_claims",
        "edifact_supply",
        "pharmacy_automat",
        "serial_legacy_file",
    }
)
"""Interface types whose protocol Odoo does not speak; something has to receive and translate them."""

INTEGRATION_LEAST_VCPUS = 4
"""What the vendor of an interface engine considers adequate for a simple site (SF-248)."""

COLLECTOR_GB_PER_CORE = 1.7 / 1.1
"""Memory beside CPU of the metrics collector in SF-220."""


@formula(
    "(requests / requests of a vCPU + new connections / handshakes of a vCPU) at the use planned",
    unit="vCPU",
    source="sizing models, section 11; 1,490 requests a vCPU SF-178, handshakes SF-190",
)
def ingress_vcpus(requests_per_s: float, rate: float, connections_per_s: float, handshakes: float) -> float:
    """Return the busy vCPUs of the ingress. [vCPU]."""
    return requests_per_s / rate + connections_per_s / handshakes


@formula(
    "(base + sessions x bytes of a session) x fragmentation x fork factor",
    unit="GiB",
    source="sizing models, section 10; session SF-157, fragmentation SF-160, fork SF-147",
)
def redis_memory_gib(base_mb: float, sessions: float, session_bytes: float, fragmentation: float, fork: float) -> float:
    """Return the memory that Redis holds at its peak. [GiB]."""
    return (base_mb / MB_PER_GIB + sessions * session_bytes / BYTES_PER_GIB) * fragmentation * fork


@formula(
    "messages / messages of a core",
    unit="cores",
    source="SF-254: 40 messages a second on one sequential caller",
)
def integration_cores(messages_per_s: float, per_core: float) -> float:
    """Return the busy cores of the integration servers. [cores]."""
    return messages_per_s / per_core


def simple_checks(of: Offer, plain: Plain) -> Checks:
    """Return the constraints of a role that is sized by vCPUs and memory alone."""

    def checks(places: Whole, counts: Whole) -> tuple[Check, ...]:
        up = np.maximum(counts - plain.lost, 1)
        needed = np.maximum(plain.vcpus / up, plain.least_vcpus)
        return (
            Check("cpu", "vCPU", f"vCPUs of each node for {plain.what}", needed, of.vcpus[places].astype(float)),
            Check(
                "memory",
                "GiB",
                f"{plain.what}, operating system and agents on each node",
                np.full(len(places), plain.memory_gib),
                of.memory_gib[places],
            ),
        )

    return checks


@dataclass(frozen=True, slots=True)
class Plain:
    """A role that is sized by vCPUs and memory alone.

    Parameters
    ----------
    vcpus : needed by all nodes together, at the use planned. [vCPU]
    memory_gib : needed on each node. [GiB]
    nodes : numbers of nodes to try.
    lost : nodes that may be down.
    data : what a data disk on each node must hold, if there is one.
    """

    tier: str
    role: str
    what: str
    vcpus: float
    memory_gib: float
    nodes: tuple[int, ...] = (1,)
    lost: int = 0
    least_vcpus: float = 0.0
    data: DiskNeed | None = None


def plain_role(
    basis: Basis, plain: Plain, settings: tuple[Setting, ...] = (), marks: tuple[str, ...] = ()
) -> RoleSizing:
    """Return the cheapest servers of a plain role in production."""
    of = pinned_offer(basis, "production", plain.role, basis.offer)
    system = system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib"))
    volumes = [system, *_data_disk(basis, plain)]
    won = chosen(
        basis,
        "production",
        plain.role,
        of,
        plain.nodes,
        simple_checks(of, plain),
        side_costs=sum(volume.monthly_micro_usd for volume in volumes),
    )
    return built(
        basis,
        "production",
        plain.tier,
        plain.role,
        of,
        won,
        disks=tuple(volume.choice for volume in volumes),
        settings=settings,
        marks=marks,
    )


def _data_disk(basis: Basis, plain: Plain) -> tuple[PricedDisks, ...]:
    if plain.data is None:
        return ()
    found = cheapest_disks(basis.catalogue, basis.region, DiskKind.PREMIUM_SSD, plain.data, 1)
    return () if found is None else (found,)


def with_lost(basis: Basis) -> tuple[int, ...]:
    """Return the numbers of nodes to try for a role that must survive the nodes lost."""
    return tuple(range(basis.lost + 1, basis.lost + 1 + MOST_SMALL_NODES))


def http_requests_per_s(basis: Basis) -> Numbers:
    """Return the HTTP requests of all operations by hour. [1/s]."""
    each = np.array([row.http_requests for row in basis.demand.services])
    return np.asarray(basis.load.requests_per_s @ each)


def ingress(basis: Basis) -> RoleSizing:
    """Return the Traefik servers: two or more where the ingress must survive a node."""
    return plain_role(basis, ingress_plain(basis), traefik_settings(basis, float(http_requests_per_s(basis).max())))


def ingress_plain(basis: Basis) -> Plain:
    """Return what the ingress needs."""
    facts = basis.facts
    requests = float(http_requests_per_s(basis).max())
    people = basis.most_people
    machine = float((basis.load.requests_per_s - basis.load.interactive_per_s).sum(axis=1).max())
    busy = ingress_vcpus(
        requests,
        basis.fact_number("rps_per_vcpu_v2"),
        machine + people / basis.facts.number("session_timeout_minutes") / 60,
        basis.fact_number("rsa2048_handshakes_per_core_now"),
    )
    vcpus = busy * basis.overheads.cpu_factor["ingress"] / basis.policy("ingress_util_cap_share")
    memory = basis.fact_number("traefik_base_memory")
    connections_gib = people * basis.fact_number("memory_per_connection") / KIB_PER_GIB
    twice = facts.flag("ingress_ha")
    nodes = tuple(range(max(2, basis.lost + 1), MOST_SMALL_NODES + 2)) if twice else tuple(range(1, MOST_SMALL_NODES))
    return Plain(
        "ingress",
        "ingress",
        "requests and TLS",
        vcpus,
        memory / MB_PER_GIB + connections_gib + basis.agents_gib["ingress"],
        nodes,
        basis.lost if twice else 0,
        basis.policy("least_vcpus"),
    )


def redis_gib(basis: Basis) -> float:
    """Return the memory that Redis holds at its peak. [GiB]."""
    facts = basis.facts
    factor = basis.demand.user_growth_factor * basis.demand.headroom_factor
    sessions = facts.number("named_users") * basis.policy("sessions_per_user") + facts.number("portal_users")
    return redis_memory_gib(
        basis.fact_number("redis_base_memory"),
        sessions * factor,
        basis.fact_number("session_bytes_1000"),
        basis.fact_number("fragmentation_ratio"),
        basis.fact_number("persistence_fork_memory_factor"),
    )


def redis(basis: Basis) -> RoleSizing | None:
    """Return the Redis servers; None where Redis holds nothing."""
    facts = basis.facts
    if facts.text("redis_role") == "none":
        return None
    held = redis_gib(basis)
    memory = held / basis.fact_number("maxmemory_ratio") + basis.agents_gib["other"]
    kept = basis.fact_number("persistent_storage_ratio") * held
    data = DiskNeed(
        "data", max(kept, 4.0), 0.0, 0.0, "append-only file and snapshot, four times the memory held (SF-169)"
    )
    plain = Plain(
        "cache",
        "redis",
        "sessions and cache",
        0.0,
        memory,
        (REDIS_HA_NODES,) if facts.flag("redis_ha") else (1,),
        0,
        basis.policy("least_vcpus"),
        data,
    )
    return plain_role(basis, plain, redis_settings(basis, held))


def filestore(basis: Basis, filestore_gib: float) -> RoleSizing:
    """Return the shared filestore: an Azure Files premium share, which is no server of ours.

    Its price is per GiB provisioned; zone-redundant where the platform must survive a zone.
    """
    gib = provisioned_gib(filestore_gib, 0.0, 0.0, basis.policy("free_space_share"))
    spread = basis.facts.text("ha_scope") in {"zone", "region"}
    three = basis.catalogue.zone_count(basis.region) >= 3  # noqa: PLR2004 - ZRS spans three zones
    share = DiskChoice(
        purpose="filestore",
        disk_sku="Azure Files premium",
        kind="azure_files_premium",
        count=1,
        size_gib=ceil(max(gib, basis.policy("filestore_least_gib"))),
        iops=0,
        mbps=0,
        redundancy="ZRS" if spread and three else "LRS",
        why="attachments at the end of the horizon with free space, one share for all application servers",
    )
    role = RoleSizing(
        environment="production",
        tenant=basis.tenant,
        tier="filestore",
        role="filestore",
        sku="Azure Files premium",
        series="",
        nodes=0,
        vcpus=0,
        memory_gib=0.0,
        zones=(),
        disks=(share,),
        needs=(),
        binding="size of the filestore at the end of the horizon",
        busy_share=None,
        alternatives=(),
        settings=(),
        marks=(),
    )
    return with_price(role, basis.catalogue, basis.region, basis.option)


def interface_channels(basis: Basis) -> int:
    """Return the interfaces listed, or the count stated where none is."""
    return len(basis.assessment.interfaces.interfaces) or int(basis.facts.number("interface_count"))


def needs_translating(basis: Basis) -> bool:
    """Return whether servers have to receive and translate messages; not where a service outside does it."""
    facts, rows = basis.facts, basis.assessment.interfaces.interfaces
    middleware = facts.text("middleware")
    translated = any(row.interface_type in TRANSLATED_TYPES for row in rows) or (
        not rows and (facts.flag("hl7_fhir_used") or facts.flag("edi_used"))
    )
    return middleware != "ipaas" and bool(interface_channels(basis)) and (translated or middleware == "esb")


def integration(basis: Basis) -> RoleSizing | None:
    """Return the integration servers; None where nothing needs translating or a service outside does it."""
    plain = integration_plain(basis)
    return None if plain is None else plain_role(basis, plain)


def integration_plain(basis: Basis) -> Plain | None:
    """Return what the integration servers need; None where there are none."""
    if not needs_translating(basis):
        return None
    facts, channels = basis.facts, interface_channels(basis)
    growth = basis.demand.user_growth_factor * basis.demand.headroom_factor
    per_s = facts.number("interface_msgs_per_hour_peak") * growth / 3600
    sequential = basis.knowledge.sizing_facts["relay_rps_50_parallel"].low or 1.0
    cores = integration_cores(per_s, sequential) / basis.policy("small_tier_util_cap_share")
    memory = (
        basis.fact_number("interface_engine_baseline_ram")
        + channels * basis.fact_number("interface_engine_ram_per_group") / MB_PER_GIB
        + basis.agents_gib["other"]
    )
    survives = facts.text("ha_scope") != "none"
    return Plain(
        "integration",
        "integration",
        f"{channels} interface channels",
        cores * basis.overheads.cpu_factor["other"],
        memory,
        with_lost(basis) if survives else tuple(range(1, MOST_SMALL_NODES)),
        basis.lost if survives else 0,
        INTEGRATION_LEAST_VCPUS,
        DiskNeed("data", 30.0, 0.0, 0.0, "message store of the interface engine (SF-248: 30 GB)"),
    )


def monitoring(basis: Basis, servers: int) -> RoleSizing:
    """Return the monitoring server: metrics of all servers, dashboards and alerts; logs go to the workspace."""
    hosts = max(servers, basis.policy("least_servers_monitored"))
    samples_per_s = hosts * basis.fact_number("series_per_host") / SCRAPE_S
    cores = samples_per_s * 60 / 260_000 * basis.fact_number("managed_prom_cpu_260k")
    kept_s = basis.fact_number("prometheus_retention_default") * SECONDS_PER_DAY
    gib = kept_s * samples_per_s * basis.fact_number("prometheus_bytes_per_sample") / BYTES_PER_GIB
    plain = Plain(
        "monitoring",
        "monitoring",
        f"metrics of {hosts:.0f} servers",
        cores / basis.policy("small_tier_util_cap_share"),
        cores * COLLECTOR_GB_PER_CORE + basis.agents_gib["other"],
        least_vcpus=basis.policy("least_vcpus"),
        data=DiskNeed(
            "data",
            provisioned_gib(gib, 0.0, 0.0, basis.policy("free_space_share")),
            0.0,
            0.0,
            "15 days of metrics at 30 s (SF-214, SF-215)",
        ),
    )
    return plain_role(basis, plain)


def management(basis: Basis) -> RoleSizing:
    """Return the jump host from which administrators work; it is reached through Bastion alone."""
    plain = Plain(
        "management",
        "management",
        "administration",
        0.0,
        basis.agents_gib["other"],
        least_vcpus=basis.policy("least_vcpus"),
    )
    return plain_role(basis, plain)
