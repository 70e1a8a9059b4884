"""What can be promised after a failure: patterns, processes, availability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wardround.knowledge import FactValue


@dataclass(frozen=True, slots=True)
class RecoveryStep:
    """One step of a recovery with its time and where the time comes from."""

    name: str
    stage: Literal["notice", "technical", "business"]
    minutes_low: float
    minutes_likely: float
    minutes_high: float
    words: str
    source: str
    order: int = 0
    may_overlap: bool = False
    """Whether the step runs beside others of the same order."""


@dataclass(frozen=True, slots=True)
class PatternResult:
    """One recovery pattern against the objectives of this client."""

    pattern_id: str
    name: str
    failure_scope: str
    rto_minutes: float
    """Likely time to full business use, the sum of the steps."""
    rto_minutes_high: float
    rpo_minutes: float
    extra_monthly_usd: Decimal | None
    """Above one copy of production; None where a part has no price."""
    meets: bool
    eligible: bool
    why_not: tuple[str, ...]
    steps: tuple[RecoveryStep, ...]


@dataclass(frozen=True, slots=True)
class ProcessRecovery:
    """One business process: what it asks, and what the design can promise."""

    key: str
    name: str
    rto_minutes: float
    rpo_minutes: float
    promised_rto_minutes: float
    promised_rpo_minutes: float
    effective_rto_minutes: float
    """Promise of the platform and of everything the process needs; the latest counts."""
    limited_by: str
    meets_rto: bool
    meets_rpo: bool
    workaround: str
    workaround_hours: float | None
    unknown_needs: tuple[str, ...] = ()
    """Names of what the process needs whose recovery nobody has promised; until then the promise is the platform's."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Composite availability from published SLAs: arithmetic on promises, not a measurement."""

    name: str
    monthly_share: float
    minutes_lost_per_year: float
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Resilience:
    """The pattern chosen, what it promises to each process, and what else was weighed."""

    pattern_id: str
    pattern_name: str
    met: bool
    words: str
    recovery_region: str
    database_nodes: int
    quorum_nodes: int
    synchronous: bool
    recovery_database_nodes: int
    recovery_application_share: float
    """Share of the application tier kept running in the recovery region."""
    patterns: tuple[PatternResult, ...]
    processes: tuple[ProcessRecovery, ...]
    availability: Availability
    availability_parts: tuple[Availability, ...]
    restore_hours: float
    """Full restore of database and filestore from backup, technical steps only."""
    failover_minutes: float
    backup_steps: tuple[RecoveryStep, ...]
    derived: Mapping[str, FactValue]
    data_restore_minutes: float = 0.0
    """Until users are back after lost or corrupted data: all steps of a restore, notice and checks included."""
    restore_misses: tuple[str, ...] = ()
    """Names of the processes whose recovery time such a restore misses."""
