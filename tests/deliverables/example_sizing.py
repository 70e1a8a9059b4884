"""What the engine might find on demand, sizing and performance of the example hospital."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

from wardround.assessment import Standing
from wardround.engine.findings import (
    Alternative,
    ClassPerformance,
    DataSizes,
    Demand,
    DesignHour,
    DiskChoice,
    Environment,
    HourPerformance,
    Need,
    Performance,
    RoleSizing,
    ServiceDemand,
    Setting,
    Sizing,
)

CLASSES = ("read", "search", "edit", "confirm", "post", "print", "analyse", "api_call", "scan", "login")
DAY_TYPES = ("weekday", "saturday", "sunday", "month_end", "year_end")
_SHAPE = (1, 1, 1, 1, 2, 6, 22, 48, 74, 88, 92, 90, 78, 96, 88, 74, 52, 30, 16, 9, 6, 4, 2, 1)
_DAY_FACTOR = (0.78, 0.3, 0.24, 1.0, 0.94)
_CLASS_SHARE = (0.34, 0.24, 0.15, 0.06, 0.03, 0.02, 0.02, 0.05, 0.07, 0.02)


def _curve(scale: float) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(
        tuple(tuple(round(scale * day * hour * share / 96, 4) for share in _CLASS_SHARE) for hour in _SHAPE)
        for day in _DAY_FACTOR
    )


def example_demand() -> Demand:
    """Return a demand that peaks at 13:00 UTC of a month-end day."""
    return Demand(
        classes=CLASSES,
        day_types=DAY_TYPES,
        interactive_per_s=_curve(14.2),
        machine_per_s=_curve(5.1),
        batch_per_s=_curve(0.9),
        active_users=tuple(tuple(round(381 * day * hour / 96, 1) for hour in _SHAPE) for day in _DAY_FACTOR),
        running_reports=tuple(tuple(round(2.4 * day * hour / 96, 2) for hour in _SHAPE) for day in _DAY_FACTOR),
        think_time_s=24.5,
        services=tuple(
            ServiceDemand(
                model_class=name,
                application_cpu_s=round(0.05 * (1 + position / 4), 4),
                database_cpu_s=round(0.02 * (1 + position / 5), 4),
                other_hold_s=0.01,
                wal_bytes=4200.0 * (1 + position),
                response_bytes=31_000.0,
                http_requests=1.4,
                standing=Standing.MEASURED,
                source="service demands measured on a reference system, run 1",
            )
            for position, name in enumerate(CLASSES)
        ),
        design_hour=DesignHour(
            day_type="month_end",
            hour_utc=13,
            local_time="month-end, 14:00 to 15:00 in Europe/Berlin",
            active_users=381.0,
            operations_per_hour=72_720.0,
            cpu_cores=9.4,
        ),
        user_growth_factor=1.191,
        data_growth_factor=1.53,
        headroom_factor=1.2,
    )


# environment | tier | role | size | vCPU, GiB | nodes | zones | busy | disks | carries | mark | what decided
_ROLES = """
production|application|application|D8as_v5|8 32|2|1 2|0.62|||floor|95 % of saves within target with one node lost
production|application|batch|D4as_v5|4 16|1|1|0.48||||nightly batch done by 06:00
production|database|postgresql|E16as_v5|16 128|2|1 2|0.58|data P40 2048, wal P20 512|pooler||working set in memory
production|database|quorum|D2as_v5|2 8|1|3|0.03||||smallest size offered
production|cache|redis|D2as_v5|2 8|2|1 2|0.09||||smallest size with zones
production|filestore|filestore|D4as_v5|4 16|2|1 2|0.21|filestore P40 2048|||throughput of attachments
production|ingress|ingress|D2as_v5|2 8|2|1 2|0.12||||smallest size with zones
production|integration|integration|D4as_v5|4 16|2|1 2|0.71||||burst of HL7 messages after an outage
production|monitoring|monitoring|D4as_v5|4 16|1|1|0.33||||logs of 35 days
production|management|management|D2as_v5|2 8|1|1|0.05||||smallest size offered
preproduction|application|application|D8as_v5|8 32|1|1|||||same size as production for load tests
preproduction|database|postgresql|E8as_v5|8 64|1|1||data P40 2048|||half of production
test|application|application|D4as_v5|4 16|1|1||data P30 1024|postgresql redis ingress|temporary|all on one node
training|application|application|D4as_v5|4 16|1|1||data P20 512|postgresql redis ingress|temporary|all on one node
development|application|application|D2as_v5|2 8|1|1||data P15 256|postgresql redis ingress|temporary|all on one node
disaster_recovery|database|postgresql|E16as_v5|16 128|1|1|0.11|data P40 2048, wal P20 512|||same size as the primary
disaster_recovery|management|management|D2as_v5|2 8|1|1|0.05||||smallest size offered
"""


def _role(row: str) -> RoleSizing:
    environment, tier, role, size, extent, nodes, zones, busy, disks, carries, mark, decided = row.split("|")
    vcpus, memory_gib = (int(part) for part in extent.split())
    busy_share = float(busy) if busy else None
    return RoleSizing(
        environment=cast("Environment", environment),
        tenant="nordtal",
        tier=tier,
        role=role,
        sku=f"Standard_{size}",
        series=f"{size[0]}asv5",
        nodes=int(nodes),
        vcpus=vcpus,
        memory_gib=float(memory_gib),
        zones=tuple(int(zone) for zone in zones.split()),
        disks=tuple(_disk(words) for words in ("os P6 64", *disks.split(", ")) if words),
        needs=(
            Need("cpu", (busy_share or 0.4) * vcpus * int(nodes), vcpus * float(nodes), "cores", "CPU"),
            Need("memory", round(memory_gib * 0.61, 1), float(memory_gib), "GiB", "memory of one node"),
            Need("iops", 3120.0, 12_800.0, "IOPS", "disk operations through the VM"),
        ),
        binding=decided,
        busy_share=busy_share,
        alternatives=_ALTERNATIVES,
        settings=_SETTINGS.get(role, ()),
        marks=(mark,) if mark else (),
        carries=tuple(carries.split()),
    )


def _disk(words: str) -> DiskChoice:
    purpose, sku, size_gib = words.split()
    return DiskChoice(
        purpose=cast("Literal['os', 'data', 'wal', 'filestore', 'backup', 'logs']", purpose),
        disk_sku=sku,
        kind="premium_ssd",
        count=1,
        size_gib=int(size_gib),
        iops=7500 if int(size_gib) >= 1024 else 500,
        mbps=250 if int(size_gib) >= 1024 else 100,
        redundancy="ZRS" if purpose == "filestore" else "LRS",
        why="smallest size that holds the data of 36 months and its throughput",
    )


_ALTERNATIVES = (
    Alternative("Standard_D4as_v5", 2, Decimal("303.68"), "smaller", "95 % of saves take 2.6 s, target 2.0 s"),
    Alternative("Standard_D16as_v5", 2, Decimal("1214.72"), "larger", "95 % of saves fall from 1.6 s to 1.5 s"),
    Alternative("Standard_D8s_v5", 2, Decimal("702.26"), "dearer", "carries the same load for more a month"),
    Alternative("Standard_B8ms", 2, Decimal("534.36"), "ruled_out", "burstable sizes are ruled out"),
)
_SETTINGS = {
    "application": (
        Setting("odoo", "workers", "16", "two for each core, less scheduled jobs", "Odoo deployment guide"),
        Setting("odoo", "limit_memory_hard", "2.5 GiB", "measured growth of a worker, with room", "measured"),
    ),
    "postgresql": (
        Setting("postgresql", "shared_buffers", "32 GiB", "a quarter of the memory", "PostgreSQL documentation"),
        Setting("postgresql", "max_connections", "240", "pools of all workers", "PostgreSQL documentation"),
    ),
    "redis": (Setting("redis", "maxmemory", "4 GiB", "sessions of all users twice over", "measured"),),
    "ingress": (Setting("traefik", "rate limit", "40 requests/s", "twice the busiest user", "judgement"),),
}
_EVERY = tuple(_role(row) for row in _ROLES.split("\n") if row)


def example_roles() -> tuple[RoleSizing, ...]:
    """Return the roles of all environments, with one copy of production."""
    return tuple(role for role in _EVERY if role.environment != "disaster_recovery")


def recovery_roles() -> tuple[RoleSizing, ...]:
    """Return what the recovery pattern adds in the second region."""
    return tuple(role for role in _EVERY if role.environment == "disaster_recovery")


def _hour(day: int, hour: int) -> HourPerformance:
    load = _DAY_FACTOR[day] * _SHAPE[hour] / 96
    response = round(0.5 + 1.1 * load**3, 2)
    return HourPerformance(
        day_type=DAY_TYPES[day],
        hour_utc=hour,
        application_util_share=round(0.62 * load, 3),
        database_util_share=round(0.58 * load, 3),
        worker_util_share=round(0.7 * load, 3),
        mean_response_s=round(response / 2, 2),
        p95_response_s=response,
        saturated=False,
    )


def example_performance() -> Performance:
    """Return a performance that meets its targets but for one class."""
    targets = {
        "print": 6.0,
        "analyse": 8.0,
        "confirm": 3.0,
        "post": 3.0,
        "login": 3.0,
        "api_call": 0.8,
        "scan": 1.0,
    }
    classes = tuple(
        ClassPerformance(
            model_class=name,
            per_s=round(14.2 * share, 3),
            mean_response_s=round(0.35 * targets.get(name, 2.0), 2),
            p95_response_s=round((1.04 if name == "scan" else 0.8) * targets.get(name, 2.0), 2),
            target_p95_s=targets.get(name, 2.0),
            meets_target=name != "scan",
        )
        for name, share in zip(CLASSES, _CLASS_SHARE, strict=True)
    )
    peak = _hour(3, 13)
    return Performance(
        method="utilisation law and a multi-server queue for each station, hour by hour",
        validated=False,
        design_hour=HourPerformance("month_end", 13, 0.81, 0.58, 0.84, 0.8, peak.p95_response_s, saturated=False),
        classes=classes,
        hours=tuple(_hour(day, hour) for day in range(len(DAY_TYPES)) for hour in range(24)),
        workers=32,
        vendor_rule_workers=64,
        vendor_ratio=0.5,
        vendor_words="the model needs 21 workers; the vendor's rule of six active users a worker asks for 64; "
        "until a measurement stands behind the model, half of the rule holds as a floor: 32 workers",
        bottleneck="Odoo workers",
    )


def example_data() -> DataSizes:
    """Return the data sizes of the example."""
    return DataSizes(410.0, 626.0, 900.0, 1440.0, 96.0, 3.4, 41.0, 6.2, 5200.0, 310.0, 3.1, 3120.0, 148.0)


def example_sizing() -> Sizing:
    """Return the sizing with one copy of production."""
    return Sizing(
        roles=example_roles(),
        performance=example_performance(),
        data=example_data(),
        region="westeurope",
        purchase_option="reserved_3y",
        interfaces_carried=38,
        floor_monthly_usd=Decimal("303.68"),
        derived={"worker_util_peak_pct": 84.0, "app_cpu_util_peak_pct": 81.0, "db_cpu_util_peak_pct": 58.0},
    )
