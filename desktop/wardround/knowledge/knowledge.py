"""The one door to what Wardround knows besides Azure: rules, questions, tables of judgement, measurements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Self, TypeVar

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
from wardround.knowledge.running import MaturityStep, ServiceLevel
from wardround.knowledge.schema import TABLES, KnowledgeTables, bound_tables
from wardround.knowledge.vocabulary import FactValue, VocabularyEntry
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
from wardround.tables import compiled_facts

K = TypeVar("K")
V = TypeVar("V")


class OffTheScale(LookupError):
    """A score that no level of a scale holds."""

    def __init__(self, scale: str, score: int) -> None:
        """Name the scale and the score."""
        super().__init__(f"The scale {scale!r} has no level for {score}.")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Tables of knowledge, read-only, each row by its id.

    Parameters
    ----------
    questions : by the fact that the answer becomes.
    facts : the vocabulary of all rules, by name.
    rules_reading : fact -> ids of the rows that read it in a rule, or, for an activity, as what its effort grows with;
        in the order risks, controls, regimes, activities, questions (by question id), demand uplifts.
    activity_mix : activity level -> class -> share.
    class_composition, document_operations : class, or document type -> its rows.
    hourly_profiles : (profile, day type) -> the shares of the 24 hours; `hourly_shares` has their bounds too.
    day_type_multipliers : by (day type, function).
    standing_widths : by (standing, kind).
    sizing_facts : by parameter.
    loss_scales : by (axis, level).
    maturity_steps : by (subject, part), from the lowest level up.
    version : fingerprint of the facts that it was read from; empty for tables made by hand.
    """

    questions: Mapping[str, Question]
    facts: Mapping[str, VocabularyEntry]
    rules_reading: Mapping[str, tuple[str, ...]]
    risks: Mapping[str, Risk]
    risk_scales: tuple[RiskScale, ...]
    computed_chances: Mapping[str, ComputedChance]
    controls: Mapping[str, Control]
    regimes: Mapping[str, Regime]
    data_classes: Mapping[str, DataClass]
    dr_patterns: Mapping[str, DrPattern]
    recovery_layouts: Mapping[str, RecoveryLayout]
    recovery_pattern_classes: tuple[RecoveryPatternClass, ...]
    recovery_steps: Mapping[str, RecoveryStep]
    artefacts: Mapping[str, Artefact]
    business_processes: Mapping[str, BusinessProcess]
    design_policies: Mapping[str, DesignPolicy]
    activities: Mapping[str, Activity]
    cutover_steps: tuple[CutoverStep, ...]
    decision_dates: tuple[DecisionDate, ...]
    team_capacity: Mapping[str, TeamCapacity]
    day_rates: Mapping[str, DayRate]
    operating_effort: Mapping[str, OperatingDuty]
    public_calendars: Mapping[str, FreezeKind]
    activity_levels: Mapping[str, ActivityLevel]
    activity_mix: Mapping[str, Mapping[str, MixShare]]
    model_classes: Mapping[str, ModelClass]
    class_composition: Mapping[str, tuple[ClassComposition, ...]]
    demand_uplifts: Mapping[str, DemandUplift]
    document_operations: Mapping[str, tuple[DocumentOperation, ...]]
    hourly_profiles: Mapping[tuple[str, str], tuple[float, ...]]
    hourly_shares: Mapping[tuple[str, str], tuple[HourlyShare, ...]]
    day_type_multipliers: Mapping[tuple[str, str], DayTypeMultiplier]
    interface_types: Mapping[str, InterfaceType]
    odoo_routes: Mapping[str, OdooRoute]
    odoo_modules: Mapping[str, OdooModule]
    standing_widths: Mapping[tuple[str, str], StandingWidth]
    lab_demands: Mapping[str, LabDemand]
    lab_growth: Mapping[str, LabGrowth]
    lab_backup: tuple[LabBackup, ...]
    lab_memory: tuple[LabMemory, ...]
    lab_redis_sessions: tuple[LabRedisSession, ...]
    lab_websockets: tuple[LabWebsocket, ...]
    sizing_facts: Mapping[str, SizingFact]
    loss_scales: Mapping[tuple[str, int], LossScale]
    risk_losses: Mapping[str, RiskLoss]
    signals: Mapping[str, Signal]
    maturity_steps: Mapping[tuple[str, str], tuple[MaturityStep, ...]]
    service_levels: Mapping[str, ServiceLevel]
    version: str = ""

    @classmethod
    def load(cls) -> Knowledge:
        """Return the knowledge that travels with Wardround, read once. Raises ShippedFileMissing."""
        return _shipped_knowledge()

    @classmethod
    def from_tables(cls, tables: KnowledgeTables) -> Self:
        """Return the knowledge of the given rows, for instance a small one for a test."""
        hours = _grouped(
            sorted(tables.hourly_profiles, key=lambda row: row.hour_local),
            lambda row: (row.profile_id, row.day_type),
        )
        mixes = _grouped(tables.activity_mix, lambda row: row.level_id)
        return cls(
            questions=_by(tables.questions, lambda row: row.fact),
            facts=_by(tables.rule_facts, lambda row: row.fact),
            rules_reading=_readers(tables),
            risks=_by(tables.risks, lambda row: row.risk_id),
            computed_chances=_by(tables.computed_chances, lambda row: row.risk_id),
            risk_scales=tables.risk_scales,
            controls=_by(tables.controls, lambda row: row.control_id),
            regimes=_by(tables.regimes, lambda row: row.id),
            data_classes=_by(tables.data_classes, lambda row: row.class_id),
            dr_patterns=_by(tables.dr_patterns, lambda row: row.pattern_id),
            recovery_layouts=_by(tables.recovery_layouts, lambda row: row.pattern_id),
            recovery_pattern_classes=tables.recovery_pattern_classes,
            recovery_steps=_by(tables.recovery_steps, lambda row: row.step_id),
            artefacts=_by(tables.artefacts, lambda row: row.applies_to),
            business_processes=_by(tables.business_processes, lambda row: row.process_id),
            design_policies=_by(tables.design_policies, lambda row: row.policy_id),
            activities=_by(tables.activities, lambda row: row.activity_id),
            cutover_steps=tuple(sorted(tables.cutover_steps, key=lambda row: (row.order, row.step_id))),
            decision_dates=tables.decision_dates,
            team_capacity=_by(tables.team_capacity, lambda row: row.role),
            day_rates=_by(tables.day_rates, lambda row: row.role),
            operating_effort=_by(tables.operating_effort, lambda row: row.duty_id),
            public_calendars=_by(tables.public_calendars, lambda row: row.freeze_id),
            activity_levels=_by(tables.activity_levels, lambda row: row.level_id),
            activity_mix=_frozen((level, _by(rows, lambda row: row.model_class)) for level, rows in mixes.items()),
            model_classes=_by(tables.model_classes, lambda row: row.model_class),
            class_composition=_grouped(tables.class_composition, lambda row: row.model_class),
            demand_uplifts=_by(tables.demand_uplifts, lambda row: row.uplift_id),
            document_operations=_grouped(tables.document_operations, lambda row: row.document_type),
            hourly_profiles=_frozen((key, tuple(row.share_of_day for row in rows)) for key, rows in hours.items()),
            hourly_shares=hours,
            day_type_multipliers=_by(tables.day_type_multipliers, lambda row: (row.day_type, row.function)),
            interface_types=_by(tables.interface_types, lambda row: row.type_id),
            odoo_routes=_by(tables.odoo_routes, lambda row: row.route_id),
            odoo_modules=_by(tables.odoo_modules, lambda row: row.module_id),
            standing_widths=_by(tables.standing_widths, lambda row: (row.standing, row.kind)),
            lab_demands=_by(tables.lab_demands, lambda row: row.op_class),
            lab_growth=_by(tables.lab_growth, lambda row: row.step),
            lab_backup=tables.lab_backup,
            lab_memory=tables.lab_memory,
            lab_redis_sessions=tables.lab_redis_sessions,
            lab_websockets=tables.lab_websockets,
            sizing_facts=_by(tables.sizing_facts, lambda row: row.parameter),
            loss_scales=_by(tables.loss_scales, lambda row: (row.axis, row.level)),
            risk_losses=_by(tables.risk_losses, lambda row: row.risk_id),
            signals=_by(tables.signals, lambda row: row.signal_id),
            maturity_steps=_frozen(
                (part, tuple(sorted(rows, key=lambda row: row.level)))
                for part, rows in _grouped(tables.maturity_steps, lambda row: (row.subject, row.part)).items()
            ),
            service_levels=_by(tables.service_levels, lambda row: row.level_id),
        )

    def default_of(self, fact: str) -> FactValue:
        """Return what to take while the question behind a fact is open.

        None where nothing can be taken: the fact is derived, or its default is words. Raises KeyError for a name
        outside the vocabulary.
        """
        entry = self.facts[fact]
        question = self.questions.get(entry.fact)
        return None if question is None else question.default

    def risk_scale(self, scale: str, score: int) -> RiskScale:
        """Return the level of a scale (`likelihood`, `impact`, `risk_band_product`) that a score falls into.

        Raises OffTheScale for a score that no level holds; no product of two scores is one.
        """
        for row in self.risk_scales:
            if row.scale == scale and row.score_low <= score <= row.score_high:
                return row
        raise OffTheScale(scale, score)


@cache
def _shipped_knowledge() -> Knowledge:
    facts = compiled_facts()
    written = {name: facts.rows(name, row_type) for name, row_type in TABLES.items()}
    return replace(Knowledge.from_tables(bound_tables(written)), version=facts.digest)


def _frozen(pairs: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    return MappingProxyType(dict(pairs))


def _by(rows: Iterable[V], key: Callable[[V], K]) -> Mapping[K, V]:
    return _frozen((key(row), row) for row in rows)


def _grouped(rows: Iterable[V], key: Callable[[V], K]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return _frozen((name, tuple(members)) for name, members in groups.items())


def _readings(tables: KnowledgeTables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each row that reads facts, with their names; a row with several rules comes several times."""
    for risk in tables.risks:
        yield risk.risk_id, risk.trigger_condition.names
        for modifier in risk.modifiers:
            yield risk.risk_id, modifier.rule.names
    for control in tables.controls:
        yield control.control_id, control.applies_when.names
    for regime in tables.regimes:
        yield regime.id, regime.suggest_rule.names
    for activity in tables.activities:
        yield activity.activity_id, activity.include_when.names
        yield activity.activity_id, (activity.scale_fact,) if activity.scale_fact else ()
    for question in tables.questions:
        yield question.question_id, question.show_if.names if question.show_if is not None else ()
    for uplift in tables.demand_uplifts:
        yield uplift.uplift_id, uplift.applies_when.names


def _readers(tables: KnowledgeTables) -> Mapping[str, tuple[str, ...]]:
    # The ids are keys, so that a row which reads a fact twice is listed once.
    readers: dict[str, dict[str, None]] = {entry.fact: {} for entry in tables.rule_facts}
    for row_id, names in _readings(tables):
        for name in names:
            readers[name][row_id] = None
    return _frozen((fact, tuple(ids)) for fact, ids in readers.items())
