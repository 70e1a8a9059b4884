"""Names in the answers that the facts must know."""

from typing import Any

import pytest

from wardround.assessment import Assessment, Problem, label_at, with_value
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.workshop.references import COLUMNS, FIELDS, reference_problems, references

Row = dict[str, Any]

ROWS: dict[str, Row] = {
    "platform.pins": {"key": "k", "role": "application", "sku": "Standard_D8as_v5"},
    "tenants.tenants": {"key": "k", "name": "T", "database": "t", "database_gib": 10},
    "modules.modules": {"key": "k", "module_id": "purchase"},
    "people.roles": {"key": "k", "name": "R", "activity_level": "ordinary_clerk", "head_count": 5},
    "people.activity_overrides": {"key": "k", "activity_level": "ordinary_clerk"},
    "volumes.documents": {"key": "k", "document_type": "purchase_order_6_lines", "per_day": 10},
    "reports.jobs": {"key": "k", "name": "J", "operations": 10, "starts_at_hour": 1, "window_hours": 2},
    "interfaces.interfaces": {"key": "k", "name": "I", "interface_type": "hl7_adt"},
    "data.datasets": {"key": "k", "name": "D", "data_class": "DC-PHI"},
    "compliance.control_states": {"key": "k", "control_id": "CT-IAM-01"},
    "compliance.regime_choices": {"key": "k", "regime_id": "HIPAA", "reason": "no patient data"},
    "recovery.processes": {"key": "k", "name": "P", "rto_minutes": 60, "rpo_minutes": 5},
    "recovery.module_objectives": {"key": "k", "module_id": "purchase", "rto_minutes": 60, "rpo_minutes": 5},
    "operations.team": {"key": "k", "role": "service owner", "fte": 1},
    "baseline.measured_demands": {"key": "k", "model_class": "read", "application_cpu_ms": 1, "database_cpu_ms": 1},
}
"""For each table with names in it a row whose names are all known."""


@pytest.fixture(scope="module")
def facts() -> tuple[Catalogue, Knowledge]:
    """Return the facts that travel with Wardround."""
    return Catalogue.load(), Knowledge.load()


def with_row(table: str, row: Row) -> Assessment:
    changed: Assessment = with_value(Assessment(), f"{table}[k]", row)
    return changed


def found(assessment: Assessment, facts: tuple[Catalogue, Knowledge]) -> tuple[Problem, ...]:
    return reference_problems(assessment, *facts)


def test_an_empty_engagement_names_nothing_unknown(facts: tuple[Catalogue, Knowledge]) -> None:
    assert found(Assessment(), facts) == ()


@pytest.mark.parametrize("table", ROWS)
def test_a_row_whose_names_are_known_is_no_problem(table: str, facts: tuple[Catalogue, Knowledge]) -> None:
    assert found(with_row(table, ROWS[table]), facts) == ()


@pytest.mark.parametrize(("section", "table", "column", "kind"), COLUMNS)
def test_an_unknown_name_in_a_row_is_a_problem_at_its_cell(
    section: str, table: str, column: str, kind: str, facts: tuple[Catalogue, Knowledge]
) -> None:
    row = ROWS[f"{section}.{table}"]
    whole = with_row(f"{section}.{table}", row)
    cell = getattr(getattr(getattr(whole, section), table)[0], column)
    strange = ("XX-000",) if isinstance(cell, tuple) else "XX-XXX-00"
    problems = found(with_row(f"{section}.{table}", row | {column: strange}), facts)
    place = "[1]" if isinstance(cell, tuple) else ""
    assert [problem.path for problem in problems] == [f"{section}.{table}[k].{column}{place}"]
    assert f"is no {kind} that Wardround knows." in problems[0].what


@pytest.mark.parametrize(("section", "field", "kind"), FIELDS)
def test_an_unknown_name_in_a_field_is_a_problem_at_the_field(
    section: str, field: str, kind: str, facts: tuple[Catalogue, Knowledge]
) -> None:
    path = f"{section}.{field}"
    is_list = isinstance(getattr(getattr(Assessment(), section), field), tuple)
    strange: Assessment = with_value(Assessment(), path, ("qqqq",) if is_list else "qqqq")
    assert found(strange, facts) == (
        Problem(
            f"{path}[1]" if is_list else path,
            label_at(path),
            f"'qqqq' is no {kind} that Wardround knows.",
        ),
    )


def test_the_nearest_names_are_offered(facts: tuple[Catalogue, Knowledge]) -> None:
    for path, typed, meant in (
        ("platform.azure_region", "West Europe", "westeurope"),
        ("engagement.recovery_region", "norteurope", "northeurope"),
    ):
        (problem,) = found(with_value(Assessment(), path, typed), facts)
        assert f"Did you mean {meant}" in problem.what


def test_the_nearest_sizes_are_offered(facts: tuple[Catalogue, Knowledge]) -> None:
    (problem,) = found(with_value(Assessment(), "platform.denied_skus", ("Standard_D8as_v55",)), facts)
    assert "Did you mean Standard_D8as_v5" in problem.what


def test_a_region_in_which_nothing_can_be_bought_is_a_problem(facts: tuple[Catalogue, Knowledge]) -> None:
    catalogue, _ = facts
    unpriced = next(code for code in catalogue.regions if not catalogue.sizes_offered(code))
    (problem,) = found(with_value(Assessment(), "platform.azure_region", unpriced), facts)
    assert problem.what == f"no VM size has a price in '{unpriced}'; choose another region"


def test_a_profile_of_the_clients_own_must_be_measured_for_every_kind_of_day(
    facts: tuple[Catalogue, Knowledge],
) -> None:
    measured = with_row("people.roles", ROWS["people.roles"] | {"profile": "night_shift"})
    for day_type in ("weekday", "saturday", "sunday", "month_end", "year_end"):
        (problem,) = found(measured, facts)
        assert problem.path == "people.roles[k].profile"
        shape = {"key": day_type, "profile": "night_shift", "day_type": day_type, "hour_shares": (1 / 24,) * 24}
        measured = with_value(measured, f"calendar.profiles[{day_type}]", shape)
    assert found(measured, facts) == ()


def test_the_classes_of_a_measured_mix_are_looked_at_too(facts: tuple[Catalogue, Knowledge]) -> None:
    mix = ({"model_class": "read", "share": 0.5}, {"model_class": "warp", "share": 0.5})
    (problem,) = found(with_row("people.activity_overrides", ROWS["people.activity_overrides"] | {"mix": mix}), facts)
    assert problem.path == "people.activity_overrides[k].mix[2].model_class"


def test_every_place_that_names_something_exists_in_the_assessment() -> None:
    assert all(
        label_at(reference.path) for reference in references(with_row("tenants.tenants", ROWS["tenants.tenants"]))
    )
    assert {f"{section}.{table}" for section, table, _, _ in COLUMNS} == set(ROWS)
