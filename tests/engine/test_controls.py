"""Which controls are in force on a day."""

from datetime import date, timedelta

from tests.engine.sized import AS_OF, KNOWLEDGE, assessment, demand_of, facts_of
from wardround.assessment import Assessment
from wardround.engine.controls import controls_in_force, required_controls

CONTROL = "CT-EDR-01"
LAST_DAY = date(2026, 11, 25)


def with_deviation(until: date) -> Assessment:
    row = {
        "key": "d",
        "control_id": CONTROL,
        "state": "accepted_deviation",
        "reason": "the agent slows the old servers",
        "owner": "security officer",
        "expires": until,
    }
    return assessment(**{"compliance__control_states[d]": row})


def in_force(of: Assessment, as_of: date) -> bool:
    return CONTROL in controls_in_force(of, facts_of(of), KNOWLEDGE, as_of)


def test_an_accepted_deviation_switches_its_control_off_until_its_last_day_and_not_a_day_longer() -> None:
    of = with_deviation(LAST_DAY)
    assert in_force(assessment(), LAST_DAY)
    assert not in_force(of, LAST_DAY)
    assert in_force(of, LAST_DAY + timedelta(days=1))


def test_a_deviation_that_is_over_keeps_its_state_and_counts_again() -> None:
    of = with_deviation(LAST_DAY)
    found = required_controls(of, facts_of(of), KNOWLEDGE, LAST_DAY + timedelta(days=1))
    row = next(row for row in found if row.control_id == CONTROL)
    assert (row.state, row.in_force) == ("accepted_deviation", True)


def test_a_deviation_that_is_over_costs_cpu_again() -> None:
    of = with_deviation(AS_OF - timedelta(days=1))
    lasting = with_deviation(AS_OF)
    assert demand_of(of).design_hour.cpu_cores > demand_of(lasting).design_hour.cpu_cores
    assert demand_of(of) == demand_of(assessment())
