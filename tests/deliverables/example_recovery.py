"""What the engine might find on the recovery of the example hospital."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from tests.deliverables.example_failures import CONTRADICTIONS, FIXES, PROOFS
from wardround.engine.findings import (
    Availability,
    PatternResult,
    ProcessRecovery,
    RecoveryStep,
    Resilience,
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
        words="Five of six processes meet both objectives; the theatre stock check may lose 6 minutes, asked were 5.",
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
        proofs=PROOFS,
        contradictions=CONTRADICTIONS,
        fixes=FIXES,
    )
