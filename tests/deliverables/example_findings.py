"""A whole answer of the engine to the example hospital, with a plausible value in every field.

The documents are tested against it so that their tests neither wait for the engine nor change with a price.
"""

from __future__ import annotations

from datetime import date

from tests.deliverables.example_assessment import example_assessment
from tests.deliverables.example_bill import example_cost
from tests.deliverables.example_comparison import example_comparison
from tests.deliverables.example_failures import example_safeguards as example_failures
from tests.deliverables.example_operating import example_maturity, example_operating, example_tenancy
from tests.deliverables.example_recovery import example_resilience
from tests.deliverables.example_risks import example_risks
from tests.deliverables.example_roadmap import example_roadmap
from tests.deliverables.example_safeguards import example_data_map, example_monitoring, example_review
from tests.deliverables.example_sizing import example_demand, example_roles, example_sizing, recovery_roles
from tests.deliverables.example_spread import example_spread
from tests.deliverables.example_verdicts import (
    example_decisions,
    example_facts,
    example_figures,
    example_notes,
    example_questions,
)
from wardround.assessment import Assessment
from wardround.engine.findings import Findings, RequiredControl
from wardround.knowledge import Knowledge

AS_OF = date(2026, 11, 23)


def example() -> tuple[Assessment, Findings]:
    """Return the answers of the example hospital and what the engine might find."""
    findings = Findings(
        as_of=AS_OF,
        scenario="",
        facts=example_facts(),
        demand=example_demand(),
        sizing=example_sizing(),
        resilience=example_resilience(),
        deployment=example_roles() + recovery_roles(),
        cost=example_cost(),
        decisions=example_decisions(),
        risks=example_risks(),
        open_questions=example_questions(),
        roadmap=example_roadmap(),
        notes=example_notes(),
        figures=example_figures(),
        knowledge_version="2026.11",
        controls=example_controls(),
        comparison=example_comparison(),
        spread=example_spread(),
        control_review=example_review(),
        data_map=example_data_map(),
        monitoring=example_monitoring(),
        operating=example_operating(),
        maturity=example_maturity(),
        tenancy=example_tenancy(),
        safeguards=example_failures(),
    )
    return example_assessment(), findings


def example_controls() -> tuple[RequiredControl, ...]:
    """Return the controls that every client is asked for."""
    always = (key for key, row in Knowledge.load().controls.items() if row.applies_when.text == "True")
    return tuple(RequiredControl(control_id, "not_verified", in_force=True) for control_id in sorted(always))
