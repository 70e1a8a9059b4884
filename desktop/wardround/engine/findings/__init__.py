"""What the engine finds: the frozen result of each stage, and all of them together.

Shares run from 0 to 1, sizes are GiB, rates are per second, money is US dollars as Decimal with two places (unit prices
with up to six). Tuples stand in a fixed order, so that the same input gives the same findings byte for byte.
"""

from wardround.engine.findings.comparison import Comparison
from wardround.engine.findings.cost import CommitmentChoice, Cost, CostGroup, Follows, LineItem, Totals
from wardround.engine.findings.decisions import Decision, Option, Reason, RequiredControl
from wardround.engine.findings.demand import Demand, DesignHour, ServiceDemand
from wardround.engine.findings.facts import Fact
from wardround.engine.findings.plan import (
    ClosedPeriod,
    CutoverNight,
    CutoverStep,
    DecisionDate,
    Odds,
    Part,
    PlanBreak,
    RoleLoad,
)
from wardround.engine.findings.resilience import Availability, PatternResult, ProcessRecovery, RecoveryStep, Resilience
from wardround.engine.findings.risk import FiredRisk, OpenQuestion
from wardround.engine.findings.roadmap import Activity, Roadmap, Wave
from wardround.engine.findings.sizing import (
    Alternative,
    ClassPerformance,
    DataSizes,
    DiskChoice,
    Environment,
    HourPerformance,
    Need,
    Performance,
    RoleSizing,
    Setting,
    Sizing,
)
from wardround.engine.findings.whole import FINDINGS_SCHEMA_VERSION, Findings, Note

__all__ = [
    "FINDINGS_SCHEMA_VERSION",
    "Activity",
    "Alternative",
    "Availability",
    "ClassPerformance",
    "ClosedPeriod",
    "CommitmentChoice",
    "Comparison",
    "Cost",
    "CostGroup",
    "CutoverNight",
    "CutoverStep",
    "DataSizes",
    "Decision",
    "DecisionDate",
    "Demand",
    "DesignHour",
    "DiskChoice",
    "Environment",
    "Fact",
    "Findings",
    "FiredRisk",
    "Follows",
    "HourPerformance",
    "LineItem",
    "Need",
    "Note",
    "Odds",
    "OpenQuestion",
    "Option",
    "Part",
    "PatternResult",
    "Performance",
    "PlanBreak",
    "ProcessRecovery",
    "Reason",
    "RecoveryStep",
    "RequiredControl",
    "Resilience",
    "Roadmap",
    "RoleLoad",
    "RoleSizing",
    "ServiceDemand",
    "Setting",
    "Sizing",
    "Totals",
    "Wave",
]
