"""What the engine might find on failures, backups and continuity of the example hospital."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wardround.engine.findings.resilience import Contradiction, Proof, RecoveryFix
from wardround.engine.findings.safeguards import (
    BackupPlan,
    BackupRun,
    Failure,
    Fallback,
    RecoveryTest,
    Retention,
    Safeguards,
    StoppedProcess,
    VaultYear,
)

PROOFS = (
    Proof("restore", 3, 12, proven=True, assumed=False, words="restore from backup: last tested 3 months ago"),
    Proof("failover", None, 12, proven=False, assumed=False, words="failover or recovery elsewhere: never tested"),
)
CONTRADICTIONS = (
    Contradiction(
        "need", "close", "Month-end close", "Directory", 120, 480, (),
        "Month-end close asks 2 hours on closing days, and Directory, through which everybody signs in, is promised "
        "back in 8 hours.",
    ),
)  # fmt: skip
FIXES = (
    RecoveryFix(
        "answer", "Somebody on call around the clock: back after 40 minutes instead of 4 hours", 40, 5,
        meets=True, extra_monthly_usd=None,
    ),
)  # fmt: skip


def stopped(name: str, minutes: float | None, asked: float, carries: float | None = None) -> StoppedProcess:
    """Return a process that stops."""
    return StoppedProcess(
        key=name.lower().replace(" ", "-"),
        name=name,
        criticality=5,
        minutes=minutes,
        asked_minutes=asked,
        late=None if minutes is None else minutes > asked,
        workaround="documented" if carries else "none",
        tested=date(2026, 3, 1) if carries else None,
        carries_minutes=carries,
        uncovered_minutes=None if minutes is None else max(0.0, minutes - (carries or 0.0)),
        via=("Integration engine",) if carries else (),
    )


def failure(name: str, minutes: float | None, *stops: StoppedProcess, everything: bool = False) -> Failure:
    """Return a failure of a system, or of the region where everything stops."""
    return Failure(
        kind="region" if everything else "system",
        about="" if everything else name.lower(),
        name=name,
        words="nothing is back before the region is" if everything else "promised back in 4 hours",
        minutes=minutes,
        rpo_minutes=None if everything else 0.0,
        harmless_minutes=0.0,
        everything=everything,
        stops=stops,
        cost_usd=None if minutes is None else Decimal("1200.00"),
        cost_at_most=not everything and minutes is not None,
        cost_words="at most: the hourly cost stated is that of the whole ERP",
        proven=False if everything else None,
        source="answers",
    )


def fallback(name: str, criticality: int, *, trigger: str = "", open_yet: tuple[str, ...] = ()) -> Fallback:
    """Return how the work of a process goes on."""
    return Fallback(
        key=name.lower().replace(" ", "-"),
        name=name,
        criticality=criticality,
        workaround="documented",
        trigger=trigger,
        instead="Wards are filled from the last printed list.",
        entered_after="Quantities per ward and item.",
        entered_usual=not trigger,
        carries_minutes=480.0 if trigger else None,
        back_minutes=240.0,
        restore_minutes=600.0,
        rpo_minutes=5.0,
        tested=date(2026, 3, 1) if trigger else None,
        open=open_yet,
    )


def example_plan() -> BackupPlan:
    """Return a plan of backups."""
    return BackupPlan(
        runs=(
            BackupRun("production", "Database, full", 10_080, 35, "every other backup builds on it", "judgement"),
            BackupRun("test", "No backup of its own", None, None, "made again from code", "judgement"),
        ),
        kept_days=35,
        retentions=(
            Retention("Invoices and bookings", "dataset", 10, governs=True, source="answers"),
            Retention("Personal data", "data class", 1, governs=False, source="judgement"),
        ),
        retention_words="Backups are kept for 35 days: to bring back a lost state, not to keep records.",
        redundancy="GRS",
        copy_region="Germany North",
        years=(VaultYear(0, 100, 200, 500), VaultYear(1, 120, 240, 600)),
        tests=(
            RecoveryTest(
                date(2027, 3, 1), "restore", "Full restore", "a network of its own", ("minutes by stop-watch",),
                "Infrastructure lead", "planned: 4 hours",
            ),
        ),
        words="Restore from backup: last tested 3 months ago.",
    )  # fmt: skip


def example_safeguards() -> Safeguards:
    """Return failures, backups and fallbacks."""
    supply, close = stopped("Ward supply", 240, 60, 480), stopped("Month-end close", 240, 480)
    return Safeguards(
        failures=(
            failure("The whole region", None, stopped("Ward supply", None, 60), everything=True),
            failure("Laboratory system", 240, supply, close),
            failure("Fax gateway", 0),
        ),
        backups=example_plan(),
        fallbacks=(
            fallback("Ward supply", 5, trigger="Head of stores"),
            fallback("Month-end close", 3, open_yet=("Who decides that the workaround starts?",)),
        ),
    )
