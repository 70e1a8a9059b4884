"""Which controls are required here, and which of them are in force."""

from __future__ import annotations

from datetime import date

from wardround.assessment import Assessment
from wardround.assessment.compliance import ControlState
from wardround.engine.facts import Facts
from wardround.engine.findings import RequiredControl
from wardround.knowledge import Knowledge

SWITCHED_OFF = frozenset({"not_required", "accepted_deviation"})


def required_controls(
    assessment: Assessment, facts: Facts, knowledge: Knowledge, as_of: date
) -> tuple[RequiredControl, ...]:
    """Return the controls whose rule holds, by id. A rule that cannot be decided yet counts as required.

    Parameters
    ----------
    as_of : a deviation that was accepted until an earlier day is over: its control is in force again.
    """
    rows = {row.control_id: row for row in assessment.compliance.control_states}
    found = []
    for control_id in sorted(knowledge.controls):
        if knowledge.controls[control_id].applies_when.evaluate(facts).verdict is False:
            continue
        row = rows.get(control_id)
        state = "not_verified" if row is None else row.state
        in_force = row is None or row.state not in SWITCHED_OFF or deviation_is_over(row, as_of)
        found.append(RequiredControl(control_id, state, in_force))
    return tuple(found)


def deviation_is_over(row: ControlState, as_of: date) -> bool:
    """Return whether a deviation was accepted until a day that has passed; its last day still counts."""
    return row.state == "accepted_deviation" and row.expires is not None and row.expires < as_of


def controls_in_force(assessment: Assessment, facts: Facts, knowledge: Knowledge, as_of: date) -> frozenset[str]:
    """Return the ids of the required controls that are not switched off on a day."""
    return frozenset(
        control.control_id for control in required_controls(assessment, facts, knowledge, as_of) if control.in_force
    )
