"""Which controls are required here, and which of them are in force."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.engine.facts import Facts
from wardround.engine.findings import RequiredControl
from wardround.knowledge import Knowledge

SWITCHED_OFF = frozenset({"not_required", "accepted_deviation"})


def required_controls(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> tuple[RequiredControl, ...]:
    """Return the controls whose rule holds, by id. A rule that cannot be decided yet counts as required."""
    states = {row.control_id: row.state for row in assessment.compliance.control_states}
    found = []
    for control_id in sorted(knowledge.controls):
        if knowledge.controls[control_id].applies_when.evaluate(facts).verdict is False:
            continue
        state = states.get(control_id, "not_verified")
        found.append(RequiredControl(control_id, state, state not in SWITCHED_OFF))
    return tuple(found)


def controls_in_force(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of the required controls that are not switched off."""
    return frozenset(
        control.control_id for control in required_controls(assessment, facts, knowledge) if control.in_force
    )
