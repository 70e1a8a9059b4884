"""Every answer and every column is of a kind that a field can ask for."""

from __future__ import annotations

import pytest

from wardround.assessment import REFERENCES, Assessment, Provenance
from wardround.workshop.references import COLUMNS, FIELDS
from wardround.workshop.shapes import Kind, columns_of, row_type, shape_at, tables


@pytest.mark.parametrize(
    ("path", "kind", "unit"),
    [
        ("people.peak_concurrent_users", Kind.WHOLE, "users"),
        ("volumes.db_size_gb", Kind.NUMBER, "GiB"),
        ("recovery.rto_minutes", Kind.DURATION, "minutes"),
        ("recovery.mtd_hours", Kind.DURATION, "hours"),
        ("engagement.sponsor_named", Kind.YES_NO, ""),
        ("engagement.engagement_type", Kind.CHOICE, ""),
        ("engagement.scope_environments", Kind.CHOICES, ""),
        ("engagement.target_finish_date", Kind.DATE, ""),
        ("engagement.client", Kind.TEXT, ""),
        ("engagement.regions_considered", Kind.CHOICES, ""),
        ("platform.azure_region", Kind.CHOICE, ""),
        ("operations.skills_k8s", Kind.CHOICE, ""),
        ("people.roles.active_share", Kind.SHARE, ""),
        ("people.roles.shifts", Kind.SHIFTS, ""),
        ("people.roles.site", Kind.CHOICE, ""),
        ("people.activity_overrides.mix", Kind.MIX, ""),
        ("reports.jobs.starts_at_hour", Kind.HOUR, ""),
        ("reports.jobs.window_hours", Kind.DURATION, "hours"),
        ("reports.jobs.day_types", Kind.CHOICES, ""),
        ("calendar.profiles.hour_shares", Kind.HOURS, ""),
        ("interfaces.interfaces.synchronous", Kind.YES_NO, ""),
        ("interfaces.interfaces.protocol", Kind.TEXT, ""),
        ("recovery.processes.needs_systems", Kind.CHOICES, ""),
        ("recovery.processes.last_tested", Kind.DATE, ""),
        ("organisation.sites.country", Kind.CHOICE, ""),
    ],
)
def test_a_place_is_asked_for_as_its_value_is(path: str, kind: Kind, unit: str) -> None:
    shape = shape_at(path)
    assert (shape.kind, shape.unit) == (kind, unit)


def test_a_duration_does_not_repeat_its_unit_in_the_label() -> None:
    assert shape_at("recovery.processes.rto_minutes").label == "RTO"
    assert shape_at("baseline.servers.memory_gib").label == "Memory (GiB)"


def test_limits_are_those_of_the_model() -> None:
    head_count = shape_at("people.roles.head_count")
    assert (head_count.low, head_count.high, head_count.low_excluded) == (0, 50_000, False)
    bandwidth = shape_at("organisation.sites.wan_bandwidth_mbps")
    assert (bandwidth.low, bandwidth.high, bandwidth.low_excluded) == (0, 100_000, True)
    assert shape_at("people.peak_concurrent_users").high == 20_000
    assert shape_at("compliance.control_states.evidence").longest == 400


def test_what_must_be_there_what_may_be_empty_and_what_a_row_begins_with() -> None:
    name, site, criticality = (shape_at(f"dependencies.systems.{c}") for c in ("name", "site", "criticality"))
    assert (name.may_be_empty, name.start) == (False, None)
    assert (site.may_be_empty, site.empty, site.start) == (True, "", "")
    assert (criticality.may_be_empty, criticality.start) == (False, 3)


def test_columns_follow_the_form_and_end_with_what_is_known_about_the_row() -> None:
    names = [column.name for column in columns_of("organisation.sites")]
    assert names[0] == "name"
    assert names[-4:] == ["standing", "owner", "due", "note"]
    assert "key" not in names
    assert "by" not in names


def test_every_table_of_the_form_is_known() -> None:
    assert {reference.table for reference in REFERENCES} <= set(tables())
    assert {f"{section}.{table}" for section, table, _, _ in COLUMNS} <= set(tables())
    assert "scenarios" not in tables()
    for table in tables():
        assert not set(Provenance.model_fields) - set(row_type(table).model_fields)


def test_every_name_that_must_be_known_is_chosen_and_not_typed() -> None:
    named = [f"{section}.{field}" for section, field, _ in FIELDS]
    named += [f"{section}.{table}.{column}" for section, table, column, _ in COLUMNS]
    named += [f"{reference.table}.{reference.column}" for reference in REFERENCES]
    for path in named:
        assert shape_at(path).kind in {Kind.CHOICE, Kind.CHOICES}, path


def test_no_answer_of_the_bank_falls_back_to_text() -> None:
    for path, _ in Assessment().answers():
        assert shape_at(path).kind is not Kind.TEXT, path
