"""What is worth watching: signals, how each gets its thresholds, and who does what when one is crossed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardround.knowledge.columns import AmountOrUnknown, Count, Key
from wardround.knowledge.grammar import Rule

SignalKind = Literal["metric", "log", "trace", "security"]

ThresholdRule = Literal[
    "fixed",
    "workers_busy",
    "application_cpu",
    "database_cpu",
    "response_time",
    "slow_traces",
    "connections",
    "replication_lag",
    "archive_lag",
    "disk_iops",
    "disk_free",
    "filestore_free",
    "interface_backlog",
    "batch_runtime",
    "backup_age",
    "failed_sign_ins",
    "exports",
    "log_volume",
    "spend",
    "nodes_lost",
]
"""Where the thresholds come from: the row itself, or the formula of that name over the findings."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to watch.

    Parameters
    ----------
    where : what is read, and how often where that matters.
    direction : whether it is bad above its marks or below them.
    rule : `fixed` takes `warning` and `critical` of this row; every other rule computes them.
    warning, critical : in `unit`; empty where the rule computes them, or where there is no milder mark.
    for_minutes : how long it must last before somebody is called; 0 calls at once. [minutes]
    action : what whoever is called does first.
    controls : ids of the controls that ask for it.
    applies_when : it is watched when this holds.
    """

    signal_id: Key
    kind: SignalKind
    component: str
    title: str
    where: str
    direction: Literal["above", "below"]
    rule: ThresholdRule
    warning: AmountOrUnknown
    critical: AmountOrUnknown
    unit: str
    for_minutes: Count
    action: str
    owner_role: str
    controls: tuple[str, ...]
    applies_when: Rule
    source: str
