"""The engine beside a real Odoo under load, and beside what others recommend."""

import pytest

from lab_points import FLOW_AIM, MEAN_AIM, P95_AIM, Point, points, predicted
from published_cases import answers

CLEAN = [point for point in points() if not point.overflows]


@pytest.mark.parametrize(
    "point", CLEAN, ids=lambda point: f"{point.users} users, {point.workers} workers, {point.repeat}"
)
def test_throughput_and_mean_of_every_point_whose_listen_queue_held_are_met(point: Point) -> None:
    found = predicted(point, realised=True)
    assert abs(found.per_s) <= FLOW_AIM
    assert abs(found.mean) <= MEAN_AIM


def test_percentiles_are_met_for_half_of_the_classes_at_least() -> None:
    """Everything is saturated there, and lines that are always full have another shape than a gamma distribution."""
    errors = [abs(error) for point in CLEAN for error in predicted(point, realised=True).class_p95]
    assert len(errors) > 60
    assert sum(error <= P95_AIM for error in errors) >= len(errors) / 2


def test_the_points_whose_connections_were_dropped_are_those_with_more_users_than_places() -> None:
    """The listen queue has eight places for each worker; beside those the workers themselves hold one each."""
    for point in points():
        places = 9 * point.workers
        assert bool(point.overflows) == (point.users > places)


def test_most_published_figures_are_met_and_the_others_have_a_reason() -> None:
    found = list(answers())
    assert sum(row.within for row in found) >= 10
    assert all(row.within or row.why for row in found)
