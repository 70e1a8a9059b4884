"""What is typed becomes a value or is refused with a sentence, and what is shown reads back as the same value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.desk import choices_of, sample
from wardround.assessment import Assessment, value_at, with_value
from wardround.workshop.not_understood import Missing, NotOnTheList, NotUnderstood, OutOfRange, ValueRefused
from wardround.workshop.shapes import columns_of, row_type, shape_at, tables
from wardround.workshop.typed import number_shown, number_typed, unit_words, value_shown, value_typed

BLANK = Assessment()


def typed(path: str, text: str, assessment: Assessment = BLANK) -> Any:  # noqa: ANN401 - as the path says
    return value_typed(text, shape_at(path), choices_of(assessment))


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("people.peak_concurrent_users", "1,200", 1200),
        ("people.peak_concurrent_users", " 150 users ", 150),
        ("people.peak_concurrent_users", "1 user", 1),
        ("volumes.largest_table_rows", "38M", 38_000_000),
        ("volumes.largest_table_rows", "12k", 12_000),
        ("volumes.db_size_gb", "322.5 GiB", 322.5),
        ("volumes.db_size_gb", "12,5", 12.5),
        ("people.heavy_user_pct", "20 %", 20),
        ("organisation.user_growth_pct_year", "\u22125", -5),
        ("recovery.rto_minutes", "4 h", 240),
        ("recovery.mtd_hours", "1 d", 24),
        ("recovery.mtd_hours", "8", 8),
        ("engagement.sponsor_named", "Yes", True),
        ("engagement.sponsor_named", "n", False),
        ("engagement.engagement_type", "a migration", "migration"),
        ("engagement.engagement_type", "dr_uplift", "dr_uplift"),
        ("engagement.engagement_type", "a new", "new_deployment"),
        ("engagement.scope_environments", "Production, Test", ("production", "test")),
        ("engagement.scope_environments", "Test; test", ("test",)),
        ("data.data_classes", "Patient health; DC-FIN", ("DC-PHI", "DC-FIN")),
        ("operations.skills_k8s", "Expert", 3),
        ("operations.skills_k8s", "2", 2),
        ("engagement.target_finish_date", "2027-03-31", date(2027, 3, 31)),
        ("engagement.target_finish_date", "31/03/2027", date(2027, 3, 31)),
        ("engagement.target_finish_date", "31 Mar 2027", date(2027, 3, 31)),
        ("engagement.target_finish_date", "2027-03-31T00:00:00", date(2027, 3, 31)),
        ("people.roles.active_share", "25 %", 0.25),
        ("people.roles.active_share", "0.25", 0.25),
        ("people.roles.active_share", "25", 0.25),
        ("people.roles.active_share", "1", 1),
        ("reports.jobs.starts_at_hour", "06:00", 6),
        ("reports.jobs.starts_at_hour", "6 pm", 18),
        ("reports.jobs.starts_at_hour", "12 am", 0),
        ("organisation.sites.country", "Netherlands", "NL"),
        ("organisation.sites.time_zone", "europe/amsterdam", "Europe/Amsterdam"),
        ("platform.azure_region", "Germany West Central", "germanywestcentral"),
        ("interfaces.interfaces.messages_per_day", "", None),
        ("interfaces.interfaces.protocol", "", ""),
        ("recovery.processes.needs_systems", "", ()),
    ],
)
def test_what_people_type_is_understood(path: str, text: str, value: object) -> None:
    assert typed(path, text) == value


@pytest.mark.parametrize(
    ("path", "text", "kind", "words"),
    [
        ("people.peak_concurrent_users", "many", NotUnderstood, "'many' is not a number"),
        ("people.peak_concurrent_users", "1.5", NotUnderstood, "'1.5' is not a whole number"),
        ("people.peak_concurrent_users", "30000", OutOfRange, "30,000 is outside 1 to 20,000"),
        ("recovery.rto_minutes", "30 d", OutOfRange, "30 d is outside 0 min to 14 d"),
        ("recovery.rto_minutes", "soon", NotUnderstood, "not a duration; write it as in 15 min, 4 h or 1 d 2 h"),
        ("people.heavy_user_pct", "120 %", OutOfRange, "120 % is outside 0 to 100 %"),
        ("people.roles.active_share", "150 %", OutOfRange, "150 % is outside 0 % to 100 %"),
        ("organisation.sites.wan_bandwidth_mbps", "0", OutOfRange, "must be more than 0, up to 100,000"),
        ("baseline.measured_demands.samples", "-1", OutOfRange, "must be 0 or more"),
        ("engagement.sponsor_named", "perhaps", NotUnderstood, "'perhaps' is neither yes nor no"),
        ("engagement.engagement_type", "zz", NotOnTheList, "Choose from A new deployment, A migration"),
        ("people.roles.activity_level", "Ordinary clark", NotOnTheList, "Did you mean Ordinary clerk?"),
        ("engagement.target_finish_date", "31/31/2027", NotUnderstood, "write it as in 2027-03-31 or 31 Mar 2027"),
        ("reports.jobs.starts_at_hour", "half six", NotUnderstood, "not a full hour; write it as in 6 or 06:00"),
        ("reports.jobs.starts_at_hour", "25", OutOfRange, "25:00 is outside 00:00 to 23:00"),
        ("people.roles.shifts", "Early", NotUnderstood, "not a shift; write it as in Early 6-14 55 %"),
        ("people.roles.name", "", Missing, "is missing"),
        ("people.roles.name", "x" * 121, OutOfRange, "must have at most 120 characters"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_reason(
    path: str, text: str, kind: type[ValueRefused], words: str
) -> None:
    with pytest.raises(kind) as refused:
        typed(path, text)
    assert words in str(refused.value)


def test_names_that_hold_a_comma_are_not_torn_apart() -> None:
    rows = ({"key": "a", "name": "Robots, north"}, {"key": "b", "name": "Robots, south"})
    assessment = with_value(BLANK, "dependencies.systems", rows)
    assert typed("recovery.processes.needs_systems", "Robots, north", assessment) == ("a",)
    assert typed("recovery.processes.needs_systems", "Robots, north; Robots, south", assessment) == ("a", "b")


def test_shifts_mixes_and_days_are_read_from_one_cell() -> None:
    assert typed("people.roles.shifts", "Early 6-14 55 %; Night 22 to 6, 5%") == (
        {"name": "Early", "starts_at_hour": 6, "ends_at_hour": 14, "share_at_work": 0.55},
        {"name": "Night", "starts_at_hour": 22, "ends_at_hour": 6, "share_at_work": 0.05},
    )
    assert typed("people.activity_overrides.mix", "Open a document 40 %; Bulk import 60 %") == (
        {"model_class": "read", "share": 0.4},
        {"model_class": "import_bulk", "share": 0.6},
    )
    percent = " ".join(["4"] * 23 + ["8"])
    assert typed("calendar.profiles.hour_shares", percent) == (*[0.04] * 23, 0.08)
    with pytest.raises(NotUnderstood, match="here are 2 numbers"):
        typed("calendar.profiles.hour_shares", "40 60")
    with pytest.raises(NotUnderstood, match="not a list of numbers"):
        typed("calendar.profiles.hour_shares", "four")
    with pytest.raises(NotUnderstood, match="not a share of an operation"):
        typed("people.activity_overrides.mix", "Open a document")


@pytest.mark.parametrize("name", ["clinic-group", "regional-hospital", "multi-site-network", "shared-services"])
def test_every_value_of_a_sample_is_shown_so_that_it_reads_back_as_itself(name: str) -> None:
    assessment = sample(name)
    choices = choices_of(assessment)
    for path, answer in assessment.answers():
        if not answer.is_open:
            shape = shape_at(path)
            assert value_typed(value_shown(answer.value, shape, choices), shape, choices) == answer.value, path
    for table in tables():
        for row in value_at(assessment, table):
            cells = {c.name: value_typed(value_shown(getattr(row, c.name), c, choices), c, choices)
                     for c in columns_of(table)}  # fmt: skip
            assert row_type(table).model_validate(dict(row) | cells) == row, f"{table}[{row.key}]"


@given(st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6).map(lambda number: round(number, 4)))
def test_a_number_is_shown_so_that_it_reads_back_as_itself(number: float) -> None:
    assert number_typed(number_shown(number)) == pytest.approx(number, abs=1e-9)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("percent", "%"),
        ("documents/day", "documents a day"),
        ("messages/h", "messages an hour"),
        ("GiB/month", "GiB a month"),
        ("currency/month", "EUR a month"),
        ("currency per USD", "EUR per USD"),
        ("major", ""),
        ("x", "times"),
        ("users", "users"),
    ],
)
def test_a_unit_is_written_as_people_say_it(unit: str, words: str) -> None:
    assert unit_words(unit, with_value(BLANK, "budget.currency", "EUR")) == words


def test_money_is_in_dollars_until_a_currency_is_chosen() -> None:
    assert unit_words("currency/month", BLANK) == "USD a month"
