"""What Wardround knows besides Azure, typed and read-only: rules, questions, judgement, measurements."""

from wardround.knowledge.check import check
from wardround.knowledge.compliance import Control, DataClass, Regime
from wardround.knowledge.grammar import Kind, Outcome, Rule, RuleRefused, parse, parse_condition
from wardround.knowledge.knowledge import Knowledge, OffTheScale
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
from wardround.knowledge.questions import Artefact, Question
from wardround.knowledge.recovery import (
    BusinessProcess,
    DesignPolicy,
    DrPattern,
    RecoveryLayout,
    RecoveryPatternClass,
    RecoveryStep,
)
from wardround.knowledge.risk import Risk, RiskScale
from wardround.knowledge.roadmap import (
    EVERY_LEAD,
    Activity,
    CutoverStep,
    DayRate,
    DecisionDate,
    FreezeKind,
    OperatingDuty,
    TeamCapacity,
)
from wardround.knowledge.rules import Modifier, Residual, parse_modifiers, parse_residual
from wardround.knowledge.schema import TABLES, KnowledgeTables, bound_tables
from wardround.knowledge.vocabulary import FactType, FactValue, VocabularyEntry
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

__all__ = [
    "EVERY_LEAD",
    "TABLES",
    "Activity",
    "ActivityLevel",
    "Artefact",
    "BusinessProcess",
    "ClassComposition",
    "Control",
    "CutoverStep",
    "DataClass",
    "DayRate",
    "DayTypeMultiplier",
    "DecisionDate",
    "DemandUplift",
    "DesignPolicy",
    "DocumentOperation",
    "DrPattern",
    "FactType",
    "FactValue",
    "FreezeKind",
    "HourlyShare",
    "InterfaceType",
    "Kind",
    "Knowledge",
    "KnowledgeTables",
    "LabBackup",
    "LabDemand",
    "LabGrowth",
    "LabMemory",
    "LabRedisSession",
    "LabWebsocket",
    "MixShare",
    "ModelClass",
    "Modifier",
    "OdooModule",
    "OffTheScale",
    "OperatingDuty",
    "Outcome",
    "Question",
    "RecoveryLayout",
    "RecoveryPatternClass",
    "RecoveryStep",
    "Regime",
    "Residual",
    "Risk",
    "RiskScale",
    "Rule",
    "RuleRefused",
    "SizingFact",
    "StandingWidth",
    "TeamCapacity",
    "VocabularyEntry",
    "bound_tables",
    "check",
    "parse",
    "parse_condition",
    "parse_modifiers",
    "parse_residual",
]
