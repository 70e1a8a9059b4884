"""Remarks, and the findings of all stages together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wardround.engine.figure import Figure
from wardround.engine.findings.comparison import Comparison
from wardround.engine.findings.controls import ControlReview
from wardround.engine.findings.cost import Cost
from wardround.engine.findings.data_map import DataMap
from wardround.engine.findings.decisions import Decision, RequiredControl
from wardround.engine.findings.demand import Demand
from wardround.engine.findings.facts import Fact
from wardround.engine.findings.monitoring import WatchedSignal
from wardround.engine.findings.operating import MaturityPart, OperatingModel, TenancyPlace
from wardround.engine.findings.resilience import Resilience
from wardround.engine.findings.risk import FiredRisk, OpenQuestion
from wardround.engine.findings.roadmap import Roadmap
from wardround.engine.findings.safeguards import Safeguards
from wardround.engine.findings.sizing import RoleSizing, Sizing
from wardround.engine.findings.spread import Spread

FINDINGS_SCHEMA_VERSION = 1


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
    safeguards: Safeguards | None = None
    """What failures stop, how backups are kept and proven, and how work goes on meanwhile."""
    comparison: Comparison | None = None
    """What stands beside the design; None until `compare` has worked it out."""
    spread: Spread | None = None
    """What is not known and what it comes to; None until `explore` has worked it out."""
    control_review: ControlReview | None = None
    """The controls with their standing, coverage and effect; None where nobody asked for it."""
    data_map: DataMap | None = None
    monitoring: tuple[WatchedSignal, ...] = ()
    """What to watch once the platform runs."""
    operating: OperatingModel | None = None
    """The duties of running the platform, with hours, price and split."""
    maturity: tuple[MaturityPart, ...] = ()
    tenancy: tuple[TenancyPlace, ...] = ()
    """Each tenant in each environment."""
