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
    pattern_class: str = ""
    """The kind of steps, for the failure that is to be survived."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a restore or a failover was ever shown to work, and how long ago.

    Parameters
    ----------
    months : since the last test; None for never.
    lasts_months : how long a test counts.
    assumed : whether nobody has said so and a default stands in.
    """

    what: Literal["restore", "failover"]
    months: float | None
    lasts_months: float
    proven: bool
    assumed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things that were said and cannot both hold, with the processes that they stand between.

    Parameters
    ----------
    kind : a need is promised later than asked; a workaround ends before the process is back; the downtime to bear is
        exceeded; a restore takes longer than the downtime to bear; the answer for the whole is looser than a process.
    about : name of what is promised too late; empty where the process itself contradicts.
    via : through what the process needs it, in order; empty where it needs it itself.
    """

    kind: Literal["need", "workaround", "downtime", "restore", "whole"]
    process_key: str
    process: str
    about: str
    asked_minutes: float
    found_minutes: float
    via: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class RecoveryFix:
    """What would bring the objectives and the design together where no pattern meets them.

    Parameters
    ----------
    kind : another answer that shortens the steps, an objective that gives way, or a pattern that is ruled out.
    rto_minutes, rpo_minutes : promised with it.
    meets : whether every objective is met with it.
    extra_monthly_usd : price above one copy of production; None where it moves no price or none is known.
    """

    kind: Literal["answer", "objective", "pattern"]
    words: str
    rto_minutes: float
    rpo_minutes: float
    meets: bool
    extra_monthly_usd: Decimal | None


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
    closing: bool = False
    """Whether an objective of the closing days is the one that counts."""
    mtd_minutes: float | None = None
    """The longest downtime that can be borne."""
    proven: bool = True
    """Whether the way by which the platform comes back was ever tested; a promise without a test is on paper."""


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
    proofs: tuple[Proof, ...] = ()
    """How far restore and failover are proven."""
    contradictions: tuple[Contradiction, ...] = ()
    fixes: tuple[RecoveryFix, ...] = ()
    """What would help where no pattern meets every objective."""
    advised_pattern_id: str = ""
    """The pattern that the objectives lead to; another may have been taken by decision."""

    @property
    def proven(self) -> bool:
        """Whether the way by which the pattern chosen comes back was tested lately enough."""
        return all(process.proven for process in self.processes)
