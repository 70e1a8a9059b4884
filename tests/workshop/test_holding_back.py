"""Measured answers wait for a person where they would replace a better one, or come as a surprise."""

from datetime import date, timedelta

import pytest

from tests.engine.samples import findings, sample
from wardround.assessment import Standing, with_value
from wardround.workshop.holding_back import Window, already_measured, big_change, no_peak_in, reasons


def days(first: date, many: int) -> Window:
    return Window.of(first + timedelta(days=number) for number in range(many))


@pytest.mark.parametrize(
    ("window", "held"),
    [
        (days(date(2026, 11, 16), 3), {"weekday"}),
        (days(date(2026, 11, 16), 7), {"weekday", "saturday", "sunday"}),
        (days(date(2026, 11, 30), 1), {"weekday", "month_end", "year_end"}),
        (days(date(2026, 10, 31), 2), {"saturday", "sunday"}),
    ],
    ids=["three days", "a week", "last day of a month", "a month that ends on a Saturday"],
)
def test_a_window_holds_the_types_of_its_days(window: Window, held: set[str]) -> None:
    every = ("weekday", "saturday", "sunday", "month_end", "year_end")
    assert {day for day in every if window.holds(day)} == held


def test_days_without_the_month_end_do_not_tell_a_peak_that_counts_one_in() -> None:
    assessment = with_value(sample("clinic-group"), "baseline.baseline_includes_month_end", value=True)
    short, month = days(date(2026, 11, 16), 3), days(date(2026, 11, 1), 30)
    assert "hold no month-end" in no_peak_in(short, assessment, findings("clinic-group"))
    assert no_peak_in(month, assessment, findings("clinic-group")) == ""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (10.0, 62.0, "it would be 6.2 times as large"),
        (50.0, 5.0, "it would shrink to 10%"),
        (10.0, 19.0, ""),
        (10.0, 6.0, ""),
        (None, 6.0, ""),
    ],
)
def test_a_change_by_more_than_two_is_said(before: float | None, after: float, said: str) -> None:
    assert big_change(before, after) == said


def test_only_a_measured_answer_counts_as_one() -> None:
    assert already_measured(Standing.MEASURED)
    assert not already_measured(Standing.ASSUMED)
    assert not already_measured(None)
    assert reasons("one", "", "two") == "one; two"
