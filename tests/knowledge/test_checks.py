"""What must hold between the tables of this room, each rule broken once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from wardround.knowledge import TABLES, check
from wardround.tables import FactProblem, compiled_facts

Rows = dict[str, Sequence[Any]]

SHIPPED: Mapping[str, Sequence[Any]] = {
    table: compiled_facts().rows(table, row_type) for table, row_type in TABLES.items()
}


def broken(table: str, key: str, **cells: object) -> Rows:
    """Return the shipped tables with cells changed in the first row that has `key` in one of its cells."""
    rows = list(SHIPPED[table])
    place = next(place for place, row in enumerate(rows) if key in row_values(row))
    rows[place] = replace(rows[place], **cells)
    return {**SHIPPED, table: rows}


def row_values(row: Any) -> list[object]:  # noqa: ANN401 - rows of any table
    return [getattr(row, name) for name in type(row).__dataclass_fields__]


def without(table: str, drop: Callable[[Any], bool]) -> Rows:
    return {**SHIPPED, table: [row for row in SHIPPED[table] if not drop(row)]}


def found(rows: Rows) -> set[tuple[str, str]]:
    return {(problem.file, problem.column) for problem in check(rows)}


def test_the_shipped_tables_are_in_order() -> None:
    assert check(SHIPPED) == []


def test_tables_that_are_left_out_are_not_missed() -> None:
    assert check({}) == []


def test_a_problem_names_the_row_as_a_spreadsheet_shows_it() -> None:
    place = next(place for place, row in enumerate(SHIPPED["risks"]) if row.risk_id == "RK-SIZ-02")
    problems = check(broken("risks", "RK-SIZ-02", trigger_condition="month_end_multiplyer >= 2"))
    what = (
        "no fact is called month_end_multiplyer; did you mean month_end_multiplier?"
        " (character 1 of: month_end_multiplyer >= 2)"
    )
    assert problems == [FactProblem("risks.csv", place + 2, "trigger_condition", what)]


@pytest.mark.parametrize(
    ("table", "key", "cells", "column"),
    [
        ("risks", "RK-SIZ-01", {"trigger_condition": "len(regimes)"}, "trigger_condition"),
        ("risks", "RK-SIZ-01", {"modifiers": "L+1 evidence_level == 'verbal'"}, "modifiers"),
        ("risks", "RK-SIZ-01", {"modifiers": "L+1: evidence_level == 'spoken'"}, "modifiers"),
        ("risks", "RK-SIZ-01", {"residual_after_mitigation": "low"}, "residual_after_mitigation"),
        ("risks", "RK-SIZ-01", {"residual_after_mitigation": "L=5;I=2"}, "residual_after_mitigation"),
        ("risks", "RK-SIZ-01", {"controls": ("CT-MON-99",)}, "controls"),
        ("risks", "RK-SIZ-01", {"owner_role": "captain"}, "owner_role"),
        ("controls", "CT-NET-03", {"applies_when": "portal_users"}, "applies_when"),
        ("regimes", "HIPAA", {"suggest_rule": "'USA' in jurisdictions"}, "suggest_rule"),
        ("activities", "A1-03", {"include_when": "engagement_type != 'build'"}, "include_when"),
        ("activities", "A1-03", {"predecessors": ("A9-99",)}, "predecessors"),
        ("activities", "A1-03", {"linked_risks": ("RK-XXX-01",)}, "linked_risks"),
        ("activities", "A1-03", {"scale_fact": "interfaces"}, "scale_fact"),
        ("activities", "A1-03", {"scale_fact": "org_type"}, "scale_fact"),
        ("activities", "A1-03", {"consulted": ("captain",)}, "consulted"),
        ("activities", "A1-03", {"effort_days_likely": 99.0}, "effort_days_low"),
        ("activities", "A1-03", {"elapsed_source": ""}, "elapsed_source"),
        ("questions", "USR-02", {"fact": "users_at_peak"}, "fact"),
        ("questions", "USR-02", {"default_or_benchmark": "many"}, "default_or_benchmark"),
        ("questions", "USR-02", {"default_or_benchmark": "0"}, "default_or_benchmark"),
        ("questions", "CON-03", {"default_or_benchmark": "mainframe"}, "default_or_benchmark"),
        ("questions", "USR-07", {"show_if": "operating_hours = '24x7'"}, "show_if"),
        ("questions", "ENG-08", {"drives": ("risk RK-SIZ-99",)}, "drives"),
        ("questions", "ENG-08", {"drives": ("risk RK-ZZZ-*",)}, "drives"),
        ("data_classes", "DC-PHI", {"regulation_triggers": ("HIPPA",)}, "regulation_triggers"),
        ("activity_mix", "ordinary_clerk", {"model_class": "dream"}, "model_class"),
        ("activity_mix", "ordinary_clerk", {"share": 0.5}, "share"),
        ("class_composition", "read_form", {"lab_op_class": "read_mind"}, "lab_op_class"),
        ("demand_uplifts", "multi_company", {"applies_when": "companies > 1"}, "applies_when"),
        ("demand_uplifts", "multi_company", {"fact": "companies"}, "fact"),
        ("document_operations", "count_line", {"model_class": "dream"}, "model_class"),
        ("interface_types", "hl7_adt", {"data_class_default": ("DC-XXX",)}, "data_class_default"),
        ("interface_types", "hl7_adt", {"hourly_profile_default": "moonlight"}, "hourly_profile_default"),
        ("interface_types", "hl7_adt", {"peak_factor": 99.0}, "peak_factor_low"),
        ("hourly_profiles", "office", {"share_of_day": 0.9}, "share_of_day"),
        ("hourly_profiles", "office", {"hour_local": 1}, "hour_local"),
        ("odoo_modules", "stock", {"typical_data_classes": ("DC-XXX",)}, "typical_data_classes"),
        ("business_processes", "BP-01", {"odoo_modules": ("telepathy",)}, "odoo_modules"),
        ("business_processes", "BP-01", {"needs_interface_types": ("pigeon",)}, "needs_interface_types"),
        ("business_processes", "BP-01", {"tighter_in_calendar": ("full_moon",)}, "tighter_in_calendar"),
        ("business_processes", "BP-01", {"default_rto_minutes": 9999.0}, "rto_minutes_low"),
        ("recovery_pattern_classes", "DRP-01", {"pattern_id": "DRP-99"}, "pattern_id"),
        ("recovery_layouts", "DRP-01", {"pattern_id": "DRP-99"}, "pattern_id"),
        ("recovery_steps", "detect_auto", {"pattern_classes": ("prayer",)}, "pattern_classes"),
        ("operating_effort", "hardening", {"role": "captain"}, "role"),
        ("public_calendars", "month_end", {"con_12_value": "full_moon"}, "con_12_value"),
        ("rule_facts", "rto_minutes", {"unit": "hours"}, "unit"),
        ("rule_facts", "rto_minutes", {"range_high": 1.0}, "range_high"),
        ("rule_facts", "rto_minutes", {"type": "int"}, "type"),
        ("rule_facts", "rto_minutes", {"produced_by": "REC-99"}, "produced_by"),
        ("rule_facts", "rto_minutes", {"layer": "derived"}, "layer"),
        ("rule_facts", "db_nodes", {"layer": "input"}, "layer"),
        ("rule_facts", "regimes", {"choices": ("HIPAA",)}, "choices"),
        ("sizing_facts", "SF-002", {"text": "six"}, "value"),
        ("sizing_facts", "SF-001", {"text": ""}, "value"),
        ("standing_widths", "users", {"lognormal_sigma": None}, "lognormal_sigma"),
        ("standing_widths", "growth", {"triangular_max_factor": None}, "triangular_max_factor"),
        ("design_policies", "archive_timeout_minutes", {"low": 99.0}, "low"),
    ],
)
def test_what_does_not_fit_is_found_in_its_column(table: str, key: str, cells: dict[str, object], column: str) -> None:
    assert (f"{table}.csv", column) in found(broken(table, key, **cells))


def test_an_activity_may_not_come_after_itself() -> None:
    rows = broken("activities", "A1-01", predecessors=("A1-05",))
    assert found(rows) == {("activities.csv", "predecessors")}
    assert "A1-01 comes, over its predecessors, after itself" in {problem.what for problem in check(rows)}


def test_two_questions_may_not_give_the_same_fact() -> None:
    rows = broken("questions", "USR-03", fact="peak_concurrent_users")
    assert any("gives peak_concurrent_users already" in problem.what for problem in check(rows))


def test_every_score_needs_exactly_one_level() -> None:
    fewer = without("risk_scales", lambda row: row.scale == "impact" and row.score_low == 3)
    assert [problem.what for problem in check(fewer)] == ["0 rows of impact hold the score 3"]
    more = {**SHIPPED, "risk_scales": (*SHIPPED["risk_scales"], SHIPPED["risk_scales"][0])}
    assert [problem.what for problem in check(more)] == ["2 rows of likelihood hold the score 1"]


def test_every_class_of_operations_needs_a_composition() -> None:
    rows = without("class_composition", lambda row: row.model_class == "scan")
    assert found(rows) == {("model_classes.csv", "model_class")}


def test_a_day_needs_all_its_hours() -> None:
    rows = without("hourly_profiles", lambda row: row.profile_id == "office" and row.hour_local == 3)
    assert ("hourly_profiles.csv", "hour_local") in found(rows)
