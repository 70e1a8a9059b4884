"""Regimes, classes of data, and the controls that they ask for. Planning help to be confirmed by counsel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, Count, Key, Score, Share
from wardround.knowledge.grammar import Rule
from wardround.tables import Column

Tenancy = Literal["shared", "dedicated_db", "dedicated_vm", "dedicated_subscription"]
"""From least to most isolated."""

OverheadTier = Literal[
    "none",
    "all_vms",
    "app",
    "app+db",
    "db",
    "ingress",
    "aks_nodes",
    "replicated_vms",
    "scan_window_all_vms",
    "backup_window_db",
]


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the catalogue.

    Parameters
    ----------
    applies_when : the control is asked for when this holds.
    cpu_overhead_share : CPU that it takes, as a share of the machine (0.02 is 2 per cent); summed inside one
        `overhead_tier`, never over the whole catalogue. Low confidence unless a source is named.
    ram_overhead_mib : memory on each machine of the tier. [MiB]
    log_gib_per_day : log volume per `log_scope`. [GiB/day]
    azure_policy_ref : built-in policies as `name (id)`; empty where none covers the intent.
    """

    control_id: Key
    domain: str
    level: Literal["baseline", "regulated", "restricted"]
    applies_when: Rule
    requirement: str
    azure_implementation: str
    cost_or_sizing_effect: str
    cpu_overhead_share: Share
    ram_overhead_mib: Count
    log_gib_per_day: Amount
    overhead_tier: OverheadTier
    log_scope: Literal["none", "per_environment", "per_vm"]
    evidence_to_collect: str
    hipaa_ref: tuple[str, ...]
    hitrust_or_iso_ref: tuple[str, ...]
    nist_800_53_ref: tuple[str, ...]
    azure_policy_ref: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One body of rules that may bind a client.

    Parameters
    ----------
    applies_when : who is bound, in words.
    suggest_rule : ticks the regime in advance when it holds; `False` means that it must be asked.
    residency_enum : kind of residency rule; `data_residency_rule` says it in words.
    log_retention_years_min, record_retention_years_min : 0 where no rule was found. [years]
    breach_hours : shortest notice of a breach; 0 where there is none, or none in numbers. [hours]
    azure_policy_initiative : matching built-in initiatives as `name (id, version)`; empty where there is none.
    """

    id: Key
    name: str
    jurisdiction: str
    applies_when: str
    suggest_rule: Rule
    residency_enum: Literal["none", "region_required", "transfer_rules", "certified_host", "client_policy"]
    data_residency_rule: str
    log_retention_years_min: Amount
    record_retention_years_min: Amount
    retention_facts: str
    breach_hours: Amount
    breach_notification_deadline: str
    key_citations: str
    sizing_effect: str
    azure_policy_initiative: Annotated[str, Column(blank=True)]
    confidence: Literal["high", "medium", "low"]
    source: str


@dataclass(frozen=True, slots=True)
class DataClass:
    """One class of data.

    Parameters
    ----------
    regulation_triggers : ids of the regimes that this data calls for.
    other_regulations : rules without a row among the regimes; to be shown, not reasoned with.
    default_sensitivity : 1 (public) to 5.
    min_tenancy : least isolation that fits this data.
    retention_years_min : judgement unless the source names a rule. [years]
    """

    class_id: Key
    name: str
    definition: str
    examples_in_odoo: str
    regulation_triggers: tuple[str, ...]
    other_regulations: tuple[str, ...]
    default_sensitivity: Score
    min_tenancy: Tenancy
    retention_years_min: Amount
    encryption_requirements: str
    logging_requirements: str
    source: str
