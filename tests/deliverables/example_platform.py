"""What the engine might find on demand, sizing, performance and recovery of the example hospital."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from wardround.assessment import Standing
from wardround.engine.findings import (
    Alternative,
    Availability,
    ClassPerformance,
    DataSizes,
    Demand,
    DesignHour,
    DiskChoice,
    HourPerformance,
    Need,
    PatternResult,
    Performance,
    ProcessRecovery,
    RecoveryStep,
    Resilience,
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
        running_reports=tuple(
            tuple(round(2.4 * day * hour / 96, 2) for hour in _SHAPE) for day in _DAY_FACTOR
        ),
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


def _disk(
    purpose: Literal["os", "data", "wal", "filestore", "backup", "logs"],
    sku: str,
    size_gib: int,
    count: int = 1,
) -> DiskChoice:
    return DiskChoice(
        purpose=purpose,
        disk_sku=sku,
        kind="premium_ssd",
        count=count,
        size_gib=size_gib,
        iops=7500 if size_gib >= 1024 else 500,
        mbps=250 if size_gib >= 1024 else 100,
        redundancy="ZRS" if purpose == "filestore" else "LRS",
        why="smallest size that holds the data of 36 months and its throughput",
    )


def _alternatives(smaller: str, larger: str, other: str) -> tuple[Alternative, ...]:
    return (
        Alternative(
            smaller,
            2,
            Decimal("303.68"),
            "smaller",
            "95 % of saves take 2.6 s with one node lost, target 2.0 s",
        ),
        Alternative(larger, 2, Decimal("1214.72"), "larger", "95 % of saves fall from 1.6 s to 1.5 s"),
        Alternative(other, 2, Decimal("702.26"), "dearer", "carries the same load for more a month"),
        Alternative("Standard_B8ms", 2, Decimal("534.36"), "ruled_out", "burstable sizes are ruled out"),
    )


def _role(
    environment: Any,
    tier: str,
    role: str,
    sku: str,
    size: tuple[int, float],
    nodes: int,
    binding: str,
    busy: float | None,
    zones: tuple[int, ...] = (1, 2),
    disks: tuple[DiskChoice, ...] = (),
    carries: tuple[str, ...] = (),
    marks: tuple[str, ...] = (),
) -> RoleSizing:
    vcpus, memory_gib = size
    return RoleSizing(
        environment=environment,
        tenant="nordtal",
        tier=tier,
        role=role,
        sku=sku,
        series=sku.removeprefix("Standard_")[0] + "asv5",
        nodes=nodes,
        vcpus=vcpus,
        memory_gib=memory_gib,
        zones=zones,
        disks=(_disk("os", "P6", 64), *disks),
        needs=(
            Need(
                "cpu_cores",
                round((busy or 0.4) * vcpus * nodes, 2),
                float(vcpus * nodes),
                "cores",
                "CPU at the design hour",
            ),
            Need("memory_gib", round(memory_gib * 0.61, 1), memory_gib, "GiB", "memory of one node"),
            Need("disk_iops", 3120.0, 12_800.0, "IOPS", "disk operations through the VM"),
        ),
        binding=binding,
        busy_share=busy,
        alternatives=_alternatives("Standard_D4as_v5", "Standard_D16as_v5", "Standard_D8s_v5"),
        settings=_settings(role),
        marks=marks,
        carries=carries,
    )


def _settings(role: str) -> tuple[Setting, ...]:
    known = {
        "application": (
            Setting(
                "odoo",
                "workers",
                "16",
                "two for each core, less what scheduled jobs keep busy",
                "Odoo deployment guide",
            ),
            Setting(
                "odoo", "limit_memory_hard", "2.5 GiB", "measured growth of a worker, with room", "measured"
            ),
        ),
        "postgresql": (
            Setting(
                "postgresql",
                "shared_buffers",
                "32 GiB",
                "a quarter of the memory",
                "PostgreSQL documentation",
            ),
            Setting(
                "postgresql",
                "max_connections",
                "240",
                "pools of all workers and the margin",
                "PostgreSQL documentation",
            ),
        ),
        "redis": (Setting("redis", "maxmemory", "4 GiB", "sessions of all users twice over", "measured"),),
        "ingress": (
            Setting("traefik", "rate limit", "40 requests/s a client", "twice the busiest user", "judgement"),
        ),
    }
    return known.get(role, ())


def example_roles() -> tuple[RoleSizing, ...]:
    """Return the roles of all environments, with one copy of production."""
    small: Any = (2, 8.0)
    data = (_disk("data", "P40", 2048), _disk("wal", "P20", 512))
    production = (
        _role(
            "production",
            "application",
            "application",
            "Standard_D8as_v5",
            (8, 32.0),
            2,
            "95 % of saves within target with one node lost",
            0.62,
            marks=("floor",),
        ),
        _role(
            "production",
            "application",
            "batch",
            "Standard_D4as_v5",
            (4, 16.0),
            1,
            "nightly batch done by 06:00",
            0.48,
            zones=(1,),
        ),
        _role(
            "production",
            "database",
            "postgresql",
            "Standard_E16as_v5",
            (16, 128.0),
            2,
            "working set in memory",
            0.58,
            disks=data,
            carries=("pooler",),
        ),
        _role(
            "production",
            "database",
            "quorum",
            "Standard_D2as_v5",
            small,
            1,
            "smallest size offered",
            0.03,
            zones=(3,),
        ),
        _role("production", "cache", "redis", "Standard_D2as_v5", small, 2, "smallest size with zones", 0.09),
        _role(
            "production",
            "filestore",
            "filestore",
            "Standard_D4as_v5",
            (4, 16.0),
            2,
            "throughput of attachments",
            0.21,
            disks=(_disk("filestore", "P40", 2048),),
        ),
        _role(
            "production", "ingress", "ingress", "Standard_D2as_v5", small, 2, "smallest size with zones", 0.12
        ),
        _role(
            "production",
            "integration",
            "integration",
            "Standard_D4as_v5",
            (4, 16.0),
            2,
            "burst of HL7 messages after an outage",
            0.71,
        ),
        _role(
            "production",
            "monitoring",
            "monitoring",
            "Standard_D4as_v5",
            (4, 16.0),
            1,
            "logs of 35 days",
            0.33,
            zones=(1,),
        ),
        _role(
            "production",
            "management",
            "management",
            "Standard_D2as_v5",
            small,
            1,
            "smallest size offered",
            0.05,
            zones=(1,),
        ),
    )
    others = (
        _role(
            "preproduction",
            "application",
            "application",
            "Standard_D8as_v5",
            (8, 32.0),
            1,
            "same size as production for load tests",
            None,
            zones=(1,),
        ),
        _role(
            "preproduction",
            "database",
            "postgresql",
            "Standard_E8as_v5",
            (8, 64.0),
            1,
            "half of production",
            None,
            zones=(1,),
            disks=(_disk("data", "P40", 2048),),
        ),
        _role(
            "test",
            "application",
            "application",
            "Standard_D4as_v5",
            (4, 16.0),
            1,
            "all roles on one node",
            None,
            zones=(1,),
            disks=(_disk("data", "P30", 1024),),
            carries=("postgresql", "redis", "ingress"),
            marks=("temporary: all roles share one node",),
        ),
        _role(
            "training",
            "application",
            "application",
            "Standard_D4as_v5",
            (4, 16.0),
            1,
            "all roles on one node",
            None,
            zones=(1,),
            disks=(_disk("data", "P20", 512),),
            carries=("postgresql", "redis", "ingress"),
            marks=("temporary: all roles share one node",),
        ),
        _role(
            "development",
            "application",
            "application",
            "Standard_D2as_v5",
            small,
            1,
            "all roles on one node",
            None,
            zones=(1,),
            disks=(_disk("data", "P15", 256),),
            carries=("postgresql", "redis", "ingress"),
            marks=("temporary: all roles share one node",),
        ),
    )
    return production + others


def recovery_roles() -> tuple[RoleSizing, ...]:
    """Return what the recovery pattern adds in the second region."""
    return (
        _role(
            "disaster_recovery",
            "database",
            "postgresql",
            "Standard_E16as_v5",
            (16, 128.0),
            1,
            "same size as the primary",
            0.11,
            zones=(1,),
            disks=(_disk("data", "P40", 2048), _disk("wal", "P20", 512)),
        ),
        _role(
            "disaster_recovery",
            "management",
            "management",
            "Standard_D2as_v5",
            (2, 8.0),
            1,
            "smallest size offered",
            0.05,
            zones=(1,),
        ),
    )


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
        design_hour=HourPerformance(
            "month_end", 13, 0.81, 0.58, 0.84, 0.8, peak.p95_response_s, saturated=False
        ),
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


def _steps(*likely: float) -> tuple[RecoveryStep, ...]:
    named: tuple[tuple[str, Literal["notice", "technical", "business"]], ...] = (
        ("Detect", "notice"),
        ("Decide", "notice"),
        ("Restore or fail over", "technical"),
        ("Replay", "technical"),
        ("Verify and release", "business"),
    )
    return tuple(
        RecoveryStep(
            name,
            stage,
            round(minutes * 0.5, 1),
            minutes,
            round(minutes * 2.2, 1),
            "as measured or judged",
            "judgement",
        )
        for (name, stage), minutes in zip(named, likely, strict=True)
    )


def _pattern(
    pattern_id: str,
    name: str,
    scope: str,
    extra: str | None,
    rpo: float,
    *likely: float,
    meets: bool = False,
    why: tuple[str, ...] = (),
) -> PatternResult:
    steps = _steps(*likely)
    return PatternResult(
        pattern_id=pattern_id,
        name=name,
        failure_scope=scope,
        rto_minutes=sum(step.minutes_likely for step in steps),
        rto_minutes_high=sum(step.minutes_high for step in steps),
        rpo_minutes=rpo,
        extra_monthly_usd=None if extra is None else Decimal(extra),
        meets=meets,
        eligible=not any("zone" in reason for reason in why),
        why_not=why,
        steps=steps,
    )


def example_patterns() -> tuple[PatternResult, ...]:
    """Return the recovery patterns weighed, cheapest first."""
    return (
        _pattern(
            "DRP-02",
            "Backup with continuous log archive",
            "vm_or_human_error",
            "212.40",
            5.0,
            10,
            20,
            124,
            22,
            15,
            why=("recovers in 3 h 11 min, asked is 1 h",),
        ),
        _pattern(
            "DRP-04",
            "Warm standby, same zone, asynchronous",
            "vm",
            "1184.90",
            1.0,
            10,
            20,
            3,
            1,
            10,
            why=("does not survive the loss of a zone, which the client asks for",),
        ),
        _pattern(
            "DRP-11",
            "Zone-redundant plus cross-region asynchronous",
            "zone_and_region",
            "3120.75",
            5.0,
            0.5,
            0.2,
            1.0,
            0.3,
            10,
            meets=True,
        ),
        _pattern(
            "DRP-12",
            "Active-passive full capacity in second region",
            "region",
            "5410.20",
            5.0,
            10,
            30,
            10,
            2,
            15,
            meets=True,
            why=("meets the same objectives for more a month",),
        ),
        _pattern(
            "DRP-14",
            "Managed PostgreSQL, zone-redundant plus cross-region replica",
            "zone_and_region",
            None,
            5.0,
            1,
            0,
            2,
            1,
            10,
            meets=True,
            why=("one part has no price, so it is shown and not ranked",),
        ),
    )


def _process(
    key: str,
    name: str,
    asked: tuple[float, float],
    promised: tuple[float, float],
    workaround: str,
    hours: float | None,
) -> ProcessRecovery:
    return ProcessRecovery(
        key=key,
        name=name,
        rto_minutes=asked[0],
        rpo_minutes=asked[1],
        promised_rto_minutes=12.0,
        promised_rpo_minutes=promised[1],
        effective_rto_minutes=promised[0],
        limited_by="Active Directory" if promised[0] > 12 else "the platform itself",
        meets_rto=promised[0] <= asked[0],
        meets_rpo=promised[1] <= asked[1],
        workaround=workaround,
        workaround_hours=hours,
    )


def example_resilience() -> Resilience:
    """Return the pattern chosen with what each process may expect."""
    backup = _steps(10, 20, 124, 22, 15)
    return Resilience(
        pattern_id="DRP-11",
        pattern_name="Zone-redundant plus cross-region asynchronous",
        met=False,
        words="Five of six processes meet both objectives; the theatre stock check may lose 6 minutes where 5 were asked.",
        recovery_region="northeurope",
        database_nodes=2,
        quorum_nodes=1,
        synchronous=True,
        recovery_database_nodes=1,
        recovery_application_share=0.0,
        patterns=example_patterns(),
        processes=(
            _process("pharmacy", "Pharmacy supply", (60, 5), (38, 1), "rehearsed", 8.0),
            _process("ward", "Ward supply", (60, 5), (38, 1), "rehearsed", 4.0),
            _process("theatre", "Theatre stock check", (480, 5), (45, 6), "none", None),
            _process("sterile", "Sterile supply", (240, 15), (38, 1), "none", None),
            _process("close", "Finance close", (120, 15), (110, 5), "documented", 24.0),
            _process("hr", "HR self-service", (1440, 240), (38, 5), "none", None),
        ),
        availability=Availability(
            "whole ERP",
            0.9997,
            157.8,
            "product of the parts that must all work; redundant parts taken together",
            "published service level agreements; composite arithmetic",
        ),
        availability_parts=(
            Availability(
                "Application tier",
                0.9999,
                52.6,
                "two or more instances across zones",
                "published service level agreement",
            ),
            Availability(
                "PostgreSQL",
                0.9999,
                52.6,
                "two instances across zones with automatic failover",
                "published service level agreement",
            ),
            Availability(
                "Load balancer", 0.9999, 52.6, "standard, zone-redundant", "published service level agreement"
            ),
            Availability("Active Directory on the old site", 0.999, 525.6, "stated by the client", "stated"),
        ),
        restore_hours=2.43,
        failover_minutes=1.7,
        backup_steps=backup,
        derived={"dr_pattern": "DRP-11", "restore_hours": 2.43},
    )
