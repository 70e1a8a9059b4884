"""A load test to hand to the client's testers: who does what how often, for how long, and what counts as passed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadShare:
    """The share of one class of operations in what somebody does."""

    model_class: str
    share: float


@dataclass(frozen=True, slots=True)
class LoadUsers:
    """One group of virtual users, who work alike."""

    level: str
    name: str
    users: int
    """At the busiest hour, with growth and headroom."""
    think_time_s: float
    """Mean pause between an answer and the next step; drawn anew each time, exponentially distributed. [s]"""
    ramp_up_per_minute: float
    """Users that sign in each minute while the load rises."""
    mix: tuple[LoadShare, ...]
    """What they do; the shares make 1."""


@dataclass(frozen=True, slots=True)
class LoadOperation:
    """One class of operations: how often, and how fast."""

    model_class: str
    name: str
    kind: str
    """interactive, background or batch."""
    per_hour: float
    """In the busiest hour, of people, machines and jobs together."""
    share: float
    """Of all operations."""
    target_p95_s: float
    """[s]"""
    predicted_p95_s: float | None
    """What the model expects; None where saturated. [s]"""


@dataclass(frozen=True, slots=True)
class LoadInterface:
    """One interface to stand in for, with its load."""

    key: str
    name: str
    interface_type: str
    direction: str
    protocol: str
    operations_per_hour: float
    """Operations of the ERP that its messages cause in the busiest hour."""
    stub: str
    """What stands in for the partner, in words."""


@dataclass(frozen=True, slots=True)
class LoadJob:
    """One job or report that runs while people work."""

    key: str
    name: str
    model_class: str
    """'' for a heavy report, which keeps one core busy."""
    operations_per_hour: float
    running: float
    """Reports running at once."""


@dataclass(frozen=True, slots=True)
class LoadStage:
    """One stage of the test, in order."""

    name: str
    minutes: float
    load_share: float
    """Load at its end against the busiest hour."""
    servers_lost: int
    """Application servers that are switched off in it."""
    counts: bool
    """Whether the pass criteria are judged in it."""
    purpose: str


@dataclass(frozen=True, slots=True)
class PassCriterion:
    """One thing that must hold in the stages that count."""

    what: str
    at_most: float
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class LoadData:
    """One volume that must be there before a test means anything."""

    what: str
    amount: float
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class LoadServers:
    """One kind of server to test on, as production will have it."""

    tenant: str
    role: str
    sku: str
    nodes: int
    vcpus: int
    memory_gib: float


@dataclass(frozen=True, slots=True)
class LoadTest:
    """The whole specification, of the demand that the sizes rest on."""

    design_hour: str
    active_users: float
    operations_per_hour: float
    growth_factor: float
    headroom_factor: float
    environment: str
    """Where to run it, in words."""
    users: tuple[LoadUsers, ...]
    operations: tuple[LoadOperation, ...]
    interfaces: tuple[LoadInterface, ...]
    jobs: tuple[LoadJob, ...]
    stages: tuple[LoadStage, ...]
    criteria: tuple[PassCriterion, ...]
    data: tuple[LoadData, ...]
    servers: tuple[LoadServers, ...]
    counted_operations: int
    """Operations in the stages that count."""
    error_share_shown: float
    """Error rate that a run without any error rules out with 95 % confidence: 3 over the operations counted."""
    words: str
