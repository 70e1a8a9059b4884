"""What a failure stops, how backups are kept and proven, and how work goes on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FailureKind = Literal["node", "zone", "region", "data", "link", "key_vault", "identity", "system", "interface"]


@dataclass(frozen=True, slots=True)
class StoppedProcess:
    """One process that a failure stops, and what carries it meanwhile.

    Parameters
    ----------
    minutes : until it runs again; None where nobody knows.
    late : whether that is later than it asks; None where it is not known.
    tested : day on which its recovery or workaround was last tested.
    carries_minutes : how long its workaround carries; None where there is none or nobody has said.
    uncovered_minutes : of the downtime, what the workaround does not carry; None where either is not known.
    via : through what the failure reaches it, in order; empty where the platform itself stands still.
    """

    key: str
    name: str
    criticality: int
    minutes: float | None
    asked_minutes: float
    late: bool | None
    workaround: str
    tested: date | None
    carries_minutes: float | None
    uncovered_minutes: float | None
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that may fail, what it stops and for how long.

    Parameters
    ----------
    about : key of the system or interface, name of the role; '' where the kind says it all.
    minutes : until everything that it stops runs again; 0 where it stops nothing; None where nobody knows.
    rpo_minutes : work that is lost with it; None where that is not known.
    harmless_minutes : how long it goes unnoticed by the business; 0 where it is felt at once.
    everything : whether the ERP stands still for all.
    cost_usd : what the downtime costs; None where duration or hourly cost is not known.
    cost_at_most : whether only a part of the ERP stands still, so that the cost is a ceiling.
    proven : whether the way back was tested; None where there is nothing of ours to test.
    """

    kind: FailureKind
    about: str
    name: str
    words: str
    minutes: float | None
    rpo_minutes: float | None
    harmless_minutes: float
    everything: bool
    stops: tuple[StoppedProcess, ...]
    cost_usd: Decimal | None
    cost_at_most: bool
    cost_words: str
    proven: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class BackupRun:
    """One kind of backup of one environment. An interval of None is none at all, with the reason."""

    environment: str
    what: str
    interval_minutes: float | None
    kept_days: float | None
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something must be kept, who says so, and whether it is the longest."""

    name: str
    said_by: Literal["answer", "data class", "regime", "dataset"]
    years: float
    governs: bool
    source: str


@dataclass(frozen=True, slots=True)
class VaultYear:
    """What the backup vault holds at the end of a year of the horizon. [GiB]."""

    year: int
    database_gib: float
    filestore_gib: float
    vault_gib: float


@dataclass(frozen=True, slots=True)
class RecoveryTest:
    """One test in the calendar: what is done, where, what is checked, and who sees to it."""

    day: date
    kind: Literal["restore", "failover"]
    name: str
    place: str
    checks: tuple[str, ...]
    owner: str
    why: str


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Backups with their intervals, how long they are kept, how much that comes to, and when they are tested."""

    runs: tuple[BackupRun, ...]
    kept_days: float
    retentions: tuple[Retention, ...]
    retention_words: str
    redundancy: str
    copy_region: str
    years: tuple[VaultYear, ...]
    tests: tuple[RecoveryTest, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """How the work of one process goes on while it stands still.

    Parameters
    ----------
    trigger : who starts the workaround; '' while nobody has said.
    instead : what people do meanwhile, as usual for this kind of process; '' where it is not known.
    entered_after : what is typed in afterwards; '' where it is not known.
    entered_usual : whether that is what is usual for this kind of process and not what the client says.
    carries_minutes : how long it carries; None while nobody has said.
    back_minutes : until the process runs again after a failure of the platform and of all that it needs.
    restore_minutes : until it runs again after lost or corrupted data.
    open : what has to be asked yet.
    """

    key: str
    name: str
    criticality: int
    workaround: str
    trigger: str
    instead: str
    entered_after: str
    entered_usual: bool
    carries_minutes: float | None
    back_minutes: float
    restore_minutes: float
    rpo_minutes: float
    tested: date | None
    open: tuple[str, ...]

    @property
    def critical(self) -> bool:
        """Whether the business cannot do without it for long."""
        return self.criticality >= CRITICAL

    @property
    def short_minutes(self) -> float:
        """Minutes by which the workaround ends before the process runs again after a failure; 0 where it lasts."""
        return 0.0 if self.carries_minutes is None else max(0.0, self.back_minutes - self.carries_minutes)


CRITICAL = 4


@dataclass(frozen=True, slots=True)
class Safeguards:
    """Failures, backups and fallbacks together."""

    failures: tuple[Failure, ...]
    backups: BackupPlan
    fallbacks: tuple[Fallback, ...]
