"""Business processes, recovery patterns, and the steps that a recovery takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardround.knowledge.columns import Amount, Count, Factor, Ids, Key, Score, Share


@dataclass(frozen=True, slots=True)
class BusinessProcess:
    """One process with what it usually needs after a failure; a business impact analysis replaces every figure.

    Parameters
    ----------
    rto_minutes_low, default_rto_minutes, rto_minutes_high : time until it must run again. [minutes]
    rpo_minutes_low, default_rpo_minutes, rpo_minutes_high : work that may be lost. [minutes]
    criticality_1_5 : 5 supports patients within hours.
    workaround_hours : how long the manual workaround carries. [hours]
    tighter_in_calendar : kinds of freeze during which `rto_minutes_low` holds.
    """

    process_id: Key
    name: str
    odoo_modules: Ids
    rto_minutes_low: Amount
    default_rto_minutes: Amount
    rto_minutes_high: Amount
    rpo_minutes_low: Amount
    default_rpo_minutes: Amount
    rpo_minutes_high: Amount
    criticality_1_5: Score
    workaround_hours_low: Amount
    workaround_hours: Amount
    workaround_hours_high: Amount
    manual_workaround: str
    needs_systems: Ids
    needs_interface_types: tuple[str, ...]
    re_entry_after: str
    tighter_in_calendar: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class DrPattern:
    """One availability or recovery pattern with what it can reach.

    Parameters
    ----------
    failure_scope : what it protects against.
    waf_tier : recovery tier of the Well-Architected Framework.
    achievable_rto_minutes_low, ..._high : recovery time that it reaches. [minutes]
    achievable_rpo_minutes_low, ..._high : work that it loses. [minutes]
    cost_mult_app, ... : cost of the tier against one production without redundancy; estimates for a first look.
    """

    pattern_id: Key
    name: str
    failure_scope: str
    waf_tier: str
    components: str
    achievable_rto_minutes_low: Amount
    achievable_rto_minutes_high: Amount
    achievable_rpo_minutes_low: Amount
    achievable_rpo_minutes_high: Amount
    cost_mult_app: Factor
    cost_mult_db: Factor
    cost_mult_redis: Factor
    cost_mult_ingress: Factor
    cost_mult_storage: Factor
    cost_mult_network: Factor
    prerequisites: str
    test_procedure: str
    limits: str
    source: str


@dataclass(frozen=True, slots=True)
class RecoveryPatternClass:
    """The class of steps that a pattern takes when a failure of this scope happens."""

    pattern_id: Key
    failure_scope: Key
    pattern_class: str
    source: str


@dataclass(frozen=True, slots=True)
class RecoveryLayout:
    """What a recovery pattern builds.

    Parameters
    ----------
    database_nodes : database servers in the main region; 0 where the database is managed.
    quorum_nodes : voters of an automatic failover; 0 without one.
    zone_spread : whether nodes stand in different zones.
    synchronous : whether a commit waits for a standby.
    recovery_database_nodes : database servers kept in the other region.
    recovery_database_share, recovery_application_share : size kept there, as a share of production.
    """

    pattern_id: Key
    database_nodes: Count
    quorum_nodes: Count
    zone_spread: bool
    synchronous: bool
    recovery_database_nodes: Count
    recovery_database_share: Share
    recovery_application_share: Share
    site_recovery: bool
    geo_backup: bool
    managed_database: bool
    source: str


@dataclass(frozen=True, slots=True)
class RecoveryStep:
    """One step of a recovery.

    Parameters
    ----------
    order : steps run by it; steps that share it may overlap where they say so.
    stage : `notice` until someone acts, `technical`, `business` until users and partners are back.
    pattern_classes : classes of patterns that take this step.
    value_low, value_likely, value_high : duration [minutes], or rate [MiB/s] where `unit` says so.
    scales_with : what the duration is multiplied by, what the rate works on, or what moves it inside its bounds.
    """

    step_id: Key
    order: Count
    stage: Literal["notice", "technical", "business"]
    name: str
    pattern_classes: Ids
    value_low: Amount
    value_likely: Amount
    value_high: Amount
    unit: Literal["minutes", "MiB/s"]
    scales_with: str
    may_overlap_previous: bool
    source: str


@dataclass(frozen=True, slots=True)
class DesignPolicy:
    """A figure that a design needs and no client is asked for, with bounds to sample from."""

    policy_id: Key
    meaning: str
    value: Amount
    low: Amount
    high: Amount
    unit: str
    source: str
