"""The tables of this room: which file holds which kind of row."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from wardround.knowledge.chances import ComputedChance
from wardround.knowledge.compliance import Control, DataClass, Regime
from wardround.knowledge.measurements import (
    LabBackup,
    LabDemand,
    LabGrowth,
    LabMemory,
    LabRedisSession,
    LabWebsocket,
    SizingFact,
    StandingWidth,
)
from wardround.knowledge.monitoring import Signal
from wardround.knowledge.questions import Artefact, OdooRoute, Question
from wardround.knowledge.recovery import (
    BusinessProcess,
    DesignPolicy,
    DrPattern,
    RecoveryLayout,
    RecoveryPatternClass,
    RecoveryStep,
)
from wardround.knowledge.risk import LossScale, Risk, RiskLoss, RiskScale
from wardround.knowledge.roadmap import (
    Activity,
    CutoverStep,
    DayRate,
    DecisionDate,
    FreezeKind,
    OperatingDuty,
    TeamCapacity,
)
from wardround.knowledge.rule_columns import as_written, bound, rule_columns
from wardround.knowledge.running import MaturityStep, ServiceLevel
from wardround.knowledge.vocabulary import VocabularyEntry
from wardround.knowledge.workload import (
    ActivityLevel,
    ClassComposition,
    DayTypeMultiplier,
    DemandUplift,
    DocumentOperation,
    HourlyShare,
    InterfaceType,
    MixShare,
    ModelClass,
    OdooModule,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class KnowledgeTables:
    """All rows of this room, by table, in the order of the files. A small knowledge may leave tables out."""

    activities: tuple[Activity, ...] = ()
    activity_levels: tuple[ActivityLevel, ...] = ()
    activity_mix: tuple[MixShare, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    business_processes: tuple[BusinessProcess, ...] = ()
    class_composition: tuple[ClassComposition, ...] = ()
    computed_chances: tuple[ComputedChance, ...] = ()
    controls: tuple[Control, ...] = ()
    cutover_steps: tuple[CutoverStep, ...] = ()
    data_classes: tuple[DataClass, ...] = ()
    day_rates: tuple[DayRate, ...] = ()
    day_type_multipliers: tuple[DayTypeMultiplier, ...] = ()
    demand_uplifts: tuple[DemandUplift, ...] = ()
    decision_dates: tuple[DecisionDate, ...] = ()
    design_policies: tuple[DesignPolicy, ...] = ()
    document_operations: tuple[DocumentOperation, ...] = ()
    dr_patterns: tuple[DrPattern, ...] = ()
    hourly_profiles: tuple[HourlyShare, ...] = ()
    interface_types: tuple[InterfaceType, ...] = ()
    lab_backup: tuple[LabBackup, ...] = ()
    lab_demands: tuple[LabDemand, ...] = ()
    lab_growth: tuple[LabGrowth, ...] = ()
    lab_memory: tuple[LabMemory, ...] = ()
    lab_redis_sessions: tuple[LabRedisSession, ...] = ()
    lab_websockets: tuple[LabWebsocket, ...] = ()
    loss_scales: tuple[LossScale, ...] = ()
    risk_losses: tuple[RiskLoss, ...] = ()
    maturity_steps: tuple[MaturityStep, ...] = ()
    model_classes: tuple[ModelClass, ...] = ()
    odoo_modules: tuple[OdooModule, ...] = ()
    odoo_routes: tuple[OdooRoute, ...] = ()
    operating_effort: tuple[OperatingDuty, ...] = ()
    public_calendars: tuple[FreezeKind, ...] = ()
    questions: tuple[Question, ...] = ()
    recovery_layouts: tuple[RecoveryLayout, ...] = ()
    recovery_pattern_classes: tuple[RecoveryPatternClass, ...] = ()
    recovery_steps: tuple[RecoveryStep, ...] = ()
    regimes: tuple[Regime, ...] = ()
    risk_scales: tuple[RiskScale, ...] = ()
    risks: tuple[Risk, ...] = ()
    rule_facts: tuple[VocabularyEntry, ...] = ()
    service_levels: tuple[ServiceLevel, ...] = ()
    signals: tuple[Signal, ...] = ()
    sizing_facts: tuple[SizingFact, ...] = ()
    standing_widths: tuple[StandingWidth, ...] = ()
    team_capacity: tuple[TeamCapacity, ...] = ()


def _row_types() -> Mapping[str, type[DataclassInstance]]:
    hints = typing.get_type_hints(KnowledgeTables)
    return {field.name: typing.get_args(hints[field.name])[0] for field in fields(KnowledgeTables)}


ROW_TYPES: Mapping[str, type[DataclassInstance]] = _row_types()
"""Table name -> type of its rows, rules parsed."""

TABLES: Mapping[str, type[DataclassInstance]] = {name: as_written(row_type) for name, row_type in ROW_TYPES.items()}
"""Table name, which is the name of its file in `resources/facts` without `.csv` -> type of its rows as written."""


def bound_tables(written: Mapping[str, Sequence[Any]]) -> KnowledgeTables:
    """Return the tables with their rules parsed.

    Parameters
    ----------
    written : table name -> rows of the type that `TABLES` names; a table that is left out stays empty.

    Raises RuleRefused for the first rule that cannot be read.
    """
    entries: Sequence[VocabularyEntry] = written.get("rule_facts", ())
    vocabulary = {entry.fact: entry for entry in entries}
    tables: dict[str, Any] = {
        name: tuple(bound(row_type, row, vocabulary) for row in written.get(name, ()))
        if rule_columns(row_type)
        else tuple(written.get(name, ()))
        for name, row_type in ROW_TYPES.items()
    }
    return KnowledgeTables(**tables)
