"""The facts that sizing is the origin of, for rules to read."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from types import MappingProxyType

import numpy as np

from wardround.assessment import Standing
from wardround.catalogue import PurchaseOption
from wardround.engine.application_tier import window_shares
from wardround.engine.basis import Basis
from wardround.engine.carried import busy_job_workers
from wardround.engine.caution import half_width, standing_of
from wardround.engine.data_sizes import GIB_PER_GB
from wardround.engine.figure import formula
from wardround.engine.findings import DiskChoice, RoleSizing, Sizing
from wardround.engine.performance_report import Forecast
from wardround.engine.production import GroupSizing
from wardround.engine.queueing import stretch
from wardround.engine.site_time import months_between
from wardround.knowledge import FactValue

NO_RETIREMENT = 999
NEVER_FULL = 999.0
FULL_AT_SHARE = 0.85
NVME_ONLY_FROM_GENERATION = 6
NVME_ONLY_SERIES = frozenset({"FXmsv2", "FXmdsv2", "Lsv4", "Lasv4"})
"""Sizes from generation 6 on, and these series, show remote disks over NVMe only (general knowledge, unverified)."""


@formula(
    "root of the summed squares of half (90th less 10th percentile) of service demand, users and volumes, "
    "the last two weighted by their share of the CPU",
    unit="percent",
    source="standing widths (judgement); independent errors add in quadrature",
)
def uncertainty_pct(service: float, users: float, volumes: float, people_share: float) -> float:
    """Return the half-width of the sizing band in percent.

    Parameters
    ----------
    service, users, volumes : half-widths of the three kinds of answer. [share]
    people_share : share of the CPU in the design hour that people cause.
    """
    return 100.0 * sqrt(service**2 + (users * people_share) ** 2 + (volumes * (1.0 - people_share)) ** 2)


def derived_facts(basis: Basis, main: GroupSizing, sizing: Sizing, forecast: Forecast) -> Mapping[str, FactValue]:
    """Return every fact that rests on sizing."""
    production = [role for role in sizing.roles if role.environment == "production"]
    servers = [role for role in production if role.vcpus]
    database = next(role for role in production if role.role == "postgresql" and role.tenant == main.group.tenant)
    facts: dict[str, FactValue] = {
        "app_cpu_util_peak_pct": _pct(forecast.application_util()),
        "db_cpu_util_peak_pct": _pct(forecast.database_util()),
        "worker_util_peak_pct": _pct(forecast.worker_util()),
        "uncertainty_pct": round(sizing_uncertainty_pct(basis, validated=sizing.performance.validated), 1),
        "wal_mb_per_s_peak": round(sizing.data.wal_mib_per_s_peak * 1.048576, 4),
        "log_gib_per_day": round(sizing.data.log_gib_per_day, 3),
        "egress_gb_month": round(sizing.data.egress_gib_per_month / GIB_PER_GB, 1),
        "batch_window_util_pct": _batch_window_pct(basis, main),
        "interface_worker_util_pct": _interface_worker_pct(basis, main),
        "colocated_tiers": _colocated(production),
        "redis_nodes": _nodes(production, "redis"),
        "ingress_nodes": _nodes(production, "ingress"),
    }
    facts |= _of_database(basis, main, database)
    facts |= _of_redis(basis, sizing, production)
    facts |= _of_sizes(basis, servers)
    return MappingProxyType(dict(sorted(facts.items())))


def _pct(share: float) -> float:
    return round(100.0 * share, 2)


def _nodes(roles: list[RoleSizing], name: str) -> int:
    return sum(role.nodes for role in roles if role.role == name)


def _colocated(roles: list[RoleSizing]) -> int:
    """Return the roles that share a server with a role of another tier; jobs and pooler belong where they run."""
    own = {"batch": "application", "pooler": "database"}
    # Pods have limits of their own: on a node pool one role cannot starve another.
    servers = (role for role in roles if role.platform == "vm")
    return sum(own.get(name) != role.tier for role in servers for name in role.carries)


def _of_database(basis: Basis, main: GroupSizing, database: RoleSizing) -> dict[str, FactValue]:
    content, work = main.content, main.content.work
    data = [disk for disk in database.disks if disk.purpose == "data"]
    wal = [disk for disk in database.disks if disk.purpose == "wal"]
    size = basis.catalogue.size(database.sku)
    v2 = any(disk.kind == "premium_ssd_v2" for disk in (*data, *wal))
    vm_iops, vm_mbps = size.uncached_iops(premium_v2=v2), size.uncached_mbps(premium_v2=v2)
    attached_iops = sum(disk.iops * disk.count for disk in (*data, *wal))
    shares_iops = [
        _over(work.data_iops, sum(d.iops * d.count for d in data)),
        _over(work.wal_iops, sum(d.iops * d.count for d in wal)),
    ]
    shares_mbps = [
        _over(work.data_mbps, sum(d.mbps * d.count for d in data)),
        _over(work.wal_mbps, sum(d.mbps * d.count for d in wal)),
    ]
    if vm_iops:
        shares_iops.append((work.data_iops + work.wal_iops) / vm_iops)
    if vm_mbps:
        shares_mbps.append((work.data_mbps + work.wal_mbps) / vm_mbps)
    processes = (main.layout.workers_per_node + main.jobs_per_node) * main.layout.application.nodes
    policy = basis.knowledge.design_policies["database_connections_per_worker"]
    usual = (policy.low + policy.value) / 2
    cache = database.memory_gib - (content.memory_gib - content.working_set_gib)
    return {
        "db_working_set_fit_pct": round(min(100.0 * cache / content.working_set_gib, 1000.0), 1)
        if content.working_set_gib
        else 1000.0,
        "db_iops_util_pct": _pct(max(shares_iops)),
        "db_mbps_util_pct": _pct(max(shares_mbps)),
        "vm_disk_cap_ratio": round(attached_iops / vm_iops, 3) if vm_iops else None,
        "pg_connections_util_pct": _pct(_over(processes * usual, main.max_connections)),
        "disk_months_to_full": months_to_full(basis, main, data),
    }


def months_to_full(basis: Basis, main: GroupSizing, data: list[DiskChoice]) -> float:
    """Return the months until the data disk passes 85 %; 999 where nothing grows."""
    room = sum(disk.size_gib * disk.count for disk in data) * FULL_AT_SHARE
    months = basis.facts.number("planning_horizon_years") * 12
    growth = (main.group.database_gib - main.group.database_gib_now) / months if months else 0.0
    if growth <= 0:
        return NEVER_FULL
    now = main.group.database_gib_now * (1 + basis.policy("bloat_share"))
    left = (room - now) / (growth * (1 + basis.policy("bloat_share")))
    return round(min(max(left, 0.0), NEVER_FULL), 1)


def _over(needed: float, given: float) -> float:
    return needed / given if given else (0.0 if not needed else 10.0)


def _of_redis(basis: Basis, sizing: Sizing, production: list[RoleSizing]) -> dict[str, FactValue]:
    roles = [role for role in production if role.role == "redis"]
    if not roles:
        return {"redis_mem_util_pct": 0.0}
    free = roles[0].memory_gib - basis.agents_gib["other"]
    return {"redis_mem_util_pct": _pct(_over(sizing.data.redis_gib, max(free, 0.0)))}


def _of_sizes(basis: Basis, servers: list[RoleSizing]) -> dict[str, FactValue]:
    sizes = [basis.catalogue.size(role.sku) for role in servers]
    zones = [len(basis.catalogue.vm_zones(basis.region, size.sku)) for size in sizes]
    sold = [basis.catalogue.vm_price(basis.region, size.sku, PurchaseOption.PAYG) is not None for size in sizes]
    retiring = [months_between(basis.as_of, size.retires_on) for size in sizes if size.retires_on]
    kinds = {disk.kind for role in servers for disk in role.disks}
    return {
        "sku_available_zones": min(zones, default=0),
        "sku_available_in_region": all(sold),
        "sku_retirement_months": max(min(retiring, default=NO_RETIREMENT), 0),
        "burstable_in_prod": any(size.family == "burstable" for size in sizes),
        "uses_nvme_only_sku": any(
            size.family != "burstable"
            and (size.generation >= NVME_ONLY_FROM_GENERATION or size.series in NVME_ONLY_SERIES)
            for size in sizes
        ),
        "uses_premium_ssd_v2": "premium_ssd_v2" in kinds,
        "uses_ultra_disk": "ultra" in kinds,
    }


def _batch_window_pct(basis: Basis, main: GroupSizing) -> float | None:
    """Return the longest job against its window; without jobs listed, what the client says of the night."""
    jobs = basis.assessment.reports.jobs
    factor = basis.demand.user_growth_factor * basis.demand.headroom_factor
    if not jobs:
        window = basis.facts.number("batch_window_hours")
        return round(100.0 * basis.facts.number("batch_duration_hours") * factor / window, 1) if window else None
    servers = main.layout.batch or main.layout.application
    seconds = float(stretch(basis.policy("small_tier_util_cap_share"), servers.single_speed, servers.full_speed))
    return round(100.0 * max(share for _, share in window_shares(basis, seconds)), 1)


def _interface_worker_pct(basis: Basis, main: GroupSizing) -> float:
    """Return the busy job workers at the peak of background work against those there are, nodes lost."""
    servers = main.layout.batch or main.layout.application
    seconds = np.full(
        len(basis.load.background_per_s),
        float(stretch(basis.policy("small_tier_util_cap_share"), servers.single_speed, servers.full_speed)),
    )
    busy = float(busy_job_workers(basis, basis.load, seconds).max())
    return _pct(_over(busy, main.jobs_per_node * servers.without(basis.lost).nodes))


def sizing_uncertainty_pct(basis: Basis, *, validated: bool) -> float:
    """Return the half-width of the sizing band from the evidence and the standing of the answers behind the load."""
    demand, hour = basis.demand, basis.demand.design_hour
    day = demand.day_types.index(hour.day_type)
    cpu = np.array([row.application_cpu_s + row.database_cpu_s for row in demand.services])
    people = float(np.array(demand.interactive_per_s[day][hour.hour_utc]) @ cpu)
    share = people / hour.cpu_cores if hour.cpu_cores else 1.0
    service = Standing.MEASURED if validated else Standing.DOCUMENTED
    return uncertainty_pct(
        half_width(basis.knowledge, service, "service_demand"),
        half_width(basis.knowledge, standing_of(basis.facts, "role_mix_table", "peak_concurrent_users"), "users"),
        half_width(
            basis.knowledge, standing_of(basis.facts, "interface_table", "interface_msgs_per_hour_peak"), "volumes"
        ),
        min(max(share, 0.0), 1.0),
    )
