"""Hours as the client's clocks show them."""

from dataclasses import replace

from tests.deliverables.example_sizing import example_demand
from wardround.deliverables.content.clock import clock_of

HOUR = example_demand().design_hour


def test_hours_are_told_in_the_time_of_the_main_site() -> None:
    clock = clock_of(replace(HOUR, time_zone="America/Chicago", utc_offset_hours=-6.0))
    assert clock.words == "Chicago time"
    assert clock.hour(14) == 8
    assert clock.hour(3) == 21


def test_values_begin_with_the_midnight_of_that_clock() -> None:
    by_utc = tuple(range(24))
    east = clock_of(replace(HOUR, time_zone="Europe/Amsterdam", utc_offset_hours=1.0))
    assert east.told(by_utc)[:2] == (23, 0)
    assert all(east.told(by_utc)[east.hour(utc)] == utc for utc in range(24))


def test_a_clock_between_the_hours_of_utc_leaves_charts_in_utc() -> None:
    clock = clock_of(replace(HOUR, time_zone="Asia/Kolkata", utc_offset_hours=5.5))
    assert (clock.shift, clock.words) == (0, "UTC")
