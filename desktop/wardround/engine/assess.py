"""The single answer: from an assessment to the findings, stage by stage."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from wardround.assessment import Assessment, Frozen, Row
from wardround.catalogue import Catalogue
from wardround.engine.controls import controls_in_force
from wardround.engine.cost import cost
from wardround.engine.decisions import decide
from wardround.engine.demand import demand
from wardround.engine.facts import answered
from wardround.engine.findings import Findings
from wardround.engine.notes import notes
from wardround.engine.open_questions import open_questions
from wardround.engine.resilience import resilience
from wardround.engine.risk import risks
from wardround.engine.roadmap import roadmap
from wardround.engine.sizing import size
from wardround.knowledge import Knowledge

F = TypeVar("F", bound=Frozen)


def assess(
    assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge, as_of: date, *, scenario: str = ""
) -> Findings:
    """Return what the engine finds for an assessment on a date.

    Parameters
    ----------
    assessment : the answers; open ones take their documented defaults.
    catalogue, knowledge : the facts to judge by.
    as_of : the only date that the engine knows; prices, retirements, the roadmap and test ages count from it.
    scenario : key of the scenario to apply first; '' for the answers as they stand.

    Raises
    ------
    UnknownScenario, UnknownRegion and the like where the answers name what does not exist.
    """
    chosen = in_key_order(assessment.under(scenario) if scenario else assessment)
