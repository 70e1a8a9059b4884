"""What the engine finds: the frozen result of each stage, and all of them together.

Shares run from 0 to 1, sizes are GiB, rates are per second, money is US dollars as Decimal with two places
(unit prices
with up to six). Tuples stand in a fixed order, so that the same input gives the same findings byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wardround.assessment import Standing
from wardround.engine.figure import Figure
from wardround.knowledge import FactValue

FINDINGS_SCHEMA_VERSION = 1

# --- facts ------------------------------------------------------------------------------------------------
# -----------


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary: its value (None: not known yet), where it came from, and how firmly it stands."""

    name: str
    value: FactValue
    origin: Literal["answer", "default", "rows", "control", "decision", "derived", "none"]
    trail: str
    """In words: 'Anna Weiss, stated', 'default of USR-02: 150 (general knowledge)', 'count of 41 interface rows'."""
    standing: Standing


# --- demand
# ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DesignHour:
    """The hour that asks most of the platform, found and not asked for."""

    day_type: str
    hour_utc: int
    local_time: str
    """For people: 'month-end, 13:00 to 14:00 in Europe/Berlin'."""
    active_users: float
    operations_per_hour: float
    cpu_cores: float
    """CPU cores of the reference series that the hour's work keeps busy, application and database together."""
    time_zone: str = "UTC"
    """Where most people work; hours for people are told in its time."""
    utc_offset_hours: float = 0.0
    """How far its clocks are ahead of UTC in the season of the hour."""


@dataclass(frozen=True, slots=True)
class ServiceDemand:
    """What one operation of a class costs on one lone Dsv5 thread (single-thread index 1.00), uplifts included."""

    model_class: str
    application_cpu_s: float
    database_cpu_s: float
    other_hold_s: float
    """Time a worker is held beyond CPU (waits of PDF rendering and the like)."""
    wal_bytes: float
    response_bytes: float
    http_requests: float
    standing: Standing
    source: str
    blocks_read: float = 0.0
    """Buffer blocks of 8 KiB that the database reads, from memory or disk."""
    blocks_written: float = 0.0
    """Blocks of 8 KiB that become dirty and are written back at a checkpoint."""
    commits: float = 0.0
    """Transactions that write, each with a flush of the log."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Operations per second by day type, UTC hour and class, at the end of the horizon with growth and headroom.

    ``interactive``, ``machine`` and ``batch`` are indexed [day type][hour][class]; ``active_users`` [day type][hour].
    """

    classes: tuple[str, ...]
    day_types: tuple[str, ...]
    interactive_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    machine_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    batch_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    active_users: tuple[tuple[float, ...], ...]
    running_reports: tuple[tuple[float, ...], ...]
    """Heavy reports running at once; each keeps one core busy."""
    think_time_s: float
    """Mean think time of the active people at the design hour."""
    services: tuple[ServiceDemand, ...]
    design_hour: DesignHour
    user_growth_factor: float
    data_growth_factor: float
    headroom_factor: float


# --- sizing
# ----------------------------------------------------------------------------------------------------------

Environment = Literal["production", "preproduction", "test", "training", "development", "disaster_recovery"]


@dataclass(frozen=True, slots=True)
class Need:
    """One constraint on a role: what is needed, what the choice gives, and how hard that is used."""

    name: str
    needed: float
    given: float | None
    unit: str
    words: str

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


@dataclass(frozen=True, slots=True)
class ClassPerformance:
    """One operation class at the design hour."""

    model_class: str
    per_s: float
    mean_response_s: float | None
    p95_response_s: float | None
    target_p95_s: float
    meets_target: bool


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


# --- resilience
# ------------------------------------------------------------------------------------------------------


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


# --- cost -------------------------------------------------------------------------------------------------
# -----------


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line of the bill at list price.

    ``monthly_usd`` is quantity x units_per_month x unit price, to the cent.
    """

    line_id: str
    environment: str
    tenant: str
    tier: str
    role: str
    item: str
    sku: str
    quantity: Decimal
    units_per_month: Decimal
    """How many price units one of the quantity uses a month: 730 hours, 1 month, GiB and so on."""
    unit: str
    meter: str
    region: str
    unit_price_usd: Decimal | None
    price_date: str
    borrowed_from: str
    purchase_option: str
    monthly_usd: Decimal | None
    months_first_year: Decimal
    months_in_horizon: Decimal
    recurs: Literal["monthly", "once"]
    once_usd: Decimal
    note: str
    source: str
    ends: date | None = None
    """When the line stops being paid; None for one that goes on."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of priced lines. Each sum that misses a line says so in words."""

    list_monthly_usd: Decimal
    discount_monthly_usd: Decimal
    contingency_monthly_usd: Decimal
    tax_monthly_usd: Decimal
    monthly_usd: Decimal
    yearly_usd: Decimal
    horizon_usd: Decimal
    once_usd: Decimal
    unpriced_lines: int
    borrowed_lines: int
    words: str
    """'' or 'without 3 unpriced lines'."""
    discountable_monthly_usd: Decimal = Decimal("0.00")
    """The part of the list price that the agreement with Microsoft reaches: everything but the client's own lines."""
    steady_monthly_usd: Decimal = Decimal("0.00")
    """What a month costs when every line that ends inside the horizon has ended."""
    temporary_monthly_usd: Decimal = Decimal("0.00")
    """What the lines that end inside the horizon add to a month, with the same contingency and tax."""
    temporary_until: date | None = None
    """When the last of them ends."""
    unpriced_items: tuple[str, ...] = ()
    """What has no price, in the order of the bill, each name once."""


@dataclass(frozen=True, slots=True)
class CostGroup:
    """A share of the monthly bill, for the picture of where the money goes."""

    name: str
    monthly_usd: Decimal


@dataclass(frozen=True, slots=True)
class CommitmentChoice:
    """One purchase option for the production compute."""

    option: str
    monthly_usd: Decimal | None
    saving_share: float | None
    break_even_month: int | None
    """First month in which the commitment is cheaper even if it is then dropped; None where no ratio is known."""
    words: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The bill."""

    lines: tuple[LineItem, ...]
    totals: Totals
    groups: tuple[CostGroup, ...]
    by_environment: tuple[CostGroup, ...]
    commitments: tuple[CommitmentChoice, ...]
    currency: str
    exchange_rate: Decimal
    exchange_rate_date: str
    discount_share: Decimal
    contingency_share: Decimal
    tax_share: Decimal
    horizon_years: int
    price_date_oldest: str
    price_date_newest: str
    regions: tuple[str, ...]
    derived: Mapping[str, FactValue]


# --- decisions
# -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against an option, with the facts it rests on."""

    text: str
    for_it: bool
    weight: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide."""

    option_id: str
    title: str
    score: int
    reasons: tuple[Reason, ...]
    monthly_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A question decided, with what the client wished and what would change the answer."""

    decision_id: str
    question: str
    chosen: str
    wished: str
    options: tuple[Option, ...]
    words: str
    would_change: str
    needs_sign_off: bool


@dataclass(frozen=True, slots=True)
class RequiredControl:
    """One control that the answers ask for, with its state."""

    control_id: str
    state: str
    in_force: bool
    """Whether its overhead and price count: everything required that is not switched off."""


# --- risk -------------------------------------------------------------------------------------------------
# -----------


@dataclass(frozen=True, slots=True)
class FiredRisk:
    """A risk whose trigger holds, with the facts that fired it."""

    risk_id: str
    category: str
    title: str
    cause: str
    event: str
    consequence: str
    likelihood: int
    impact: int
    residual_likelihood: int
    residual_impact: int
    because: tuple[str, ...]
    """The facts read, each as 'label: value (standing)'."""
    assumed: bool
    """Whether a fact behind it is only a default: then it is an assumption to check, not a finding."""
    mitigation: str
    owner_role: str
    evidence: str
    controls: tuple[str, ...]
    due_phase: str
    source: str

    @property
    def score(self) -> int:
        """Likelihood times impact before mitigation."""
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something to ask: an open answer that matters, or a rule that cannot be decided yet."""

    question_id: str
    fact: str
    text: str
    matters_for: tuple[str, ...]
    """Ids of the rules and names of the figures that wait for it."""
    owner: str
    due: date | None
    default: str


# --- roadmap
# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with its effort and dates."""

    activity_id: str
    phase: str
    title: str
    predecessors: tuple[str, ...]
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    starts: date
    ends: date
    critical: bool
    slack_days: int
    responsible: str
    deliverable: str
    exit_criterion: str
    risk_if_skipped: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Wave:
    """Systems that move together."""

    number: int
    title: str
    members: tuple[str, ...]
    """Keys of systems and interfaces."""
    reason: str


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Activities in order, waves, and the finish."""

    activities: tuple[Activity, ...]
    waves: tuple[Wave, ...]
    critical_path: tuple[str, ...]
    starts: date
    finish: date
    target: date | None
    effort_days_low: float
    effort_days_likely: float
    effort_days_high: float
    one_time_usd: Decimal
    words: str
    derived: Mapping[str, FactValue]
    go_live: date | None = None
    """The day on which the client is live; the rest of the work follows it."""


# --- all together
# ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the answers: a wish that was decided otherwise, two answers that disagree, a limit of the model."""

    kind: Literal["wish", "disagreement", "implausible", "limit", "assumption"]
    text: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The single answer of the engine to one assessment."""

    as_of: date
    scenario: str
    facts: Mapping[str, Fact]
    demand: Demand
    sizing: Sizing
    resilience: Resilience
    deployment: tuple[RoleSizing, ...]
    """All roles as they will be built: sizing with the copies that the recovery pattern asks for."""
    cost: Cost
    decisions: tuple[Decision, ...]
    risks: tuple[FiredRisk, ...]
    open_questions: tuple[OpenQuestion, ...]
    roadmap: Roadmap
    notes: tuple[Note, ...]
    figures: Mapping[str, Figure]
    knowledge_version: str
    controls: tuple[RequiredControl, ...] = ()
