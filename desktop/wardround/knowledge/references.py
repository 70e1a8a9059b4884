"""Which column names rows of which table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wardround.knowledge.roadmap import EVERY_LEAD
from wardround.tables import FactProblem

Written = Mapping[str, Sequence[Any]]
"""Table name -> rows as written."""

FIRST_ROW = 2
"""Row of the first record, as a spreadsheet counts."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Every value of a column must stand in a column of another table; `also` stands nowhere and is right too."""

    table: str
    column: str
    to_table: str
    to_column: str
    also: frozenset[str] = frozenset()


ROLES = frozenset({EVERY_LEAD})

REFERENCES: tuple[Reference, ...] = (
    Reference("activities", "predecessors", "activities", "activity_id"),
    Reference("activities", "linked_risks", "risks", "risk_id"),
    Reference("activities", "scale_fact", "rule_facts", "fact"),
    Reference("activities", "responsible", "day_rates", "role", ROLES),
    Reference("activities", "accountable", "day_rates", "role", ROLES),
    Reference("activities", "consulted", "day_rates", "role", ROLES),
    Reference("activities", "informed", "day_rates", "role", ROLES),
    Reference("activity_levels", "level_id", "activity_mix", "level_id"),
    Reference("activity_mix", "level_id", "activity_levels", "level_id"),
    Reference("activity_mix", "model_class", "model_classes", "model_class"),
    Reference("business_processes", "odoo_modules", "odoo_modules", "module_id"),
    Reference("business_processes", "needs_interface_types", "interface_types", "type_id"),
    Reference("odoo_routes", "model_class", "model_classes", "model_class"),
    Reference("computed_chances", "risk_id", "risks", "risk_id"),
    Reference("risk_losses", "risk_id", "risks", "risk_id"),
    Reference("business_processes", "tighter_in_calendar", "public_calendars", "freeze_id"),
    Reference("class_composition", "model_class", "model_classes", "model_class"),
    Reference("class_composition", "lab_op_class", "lab_demands", "op_class"),
    Reference("cutover_steps", "activity_id", "activities", "activity_id"),
    Reference("data_classes", "regulation_triggers", "regimes", "id"),
    Reference("day_rates", "role", "team_capacity", "role"),
    Reference("decision_dates", "activity_id", "activities", "activity_id"),
    Reference("demand_uplifts", "fact", "rule_facts", "fact"),
    Reference("document_operations", "model_class", "model_classes", "model_class"),
    Reference("dr_patterns", "pattern_id", "recovery_pattern_classes", "pattern_id"),
    Reference("interface_types", "model_class", "model_classes", "model_class"),
    Reference("interface_types", "data_class_default", "data_classes", "class_id"),
    Reference("interface_types", "hourly_profile_default", "hourly_profiles", "profile_id"),
    Reference("hourly_profiles", "day_type", "day_type_multipliers", "day_type"),
    Reference("signals", "controls", "controls", "control_id"),
    Reference("maturity_steps", "controls", "controls", "control_id"),
    Reference("maturity_steps", "role", "day_rates", "role"),
    Reference("model_classes", "model_class", "class_composition", "model_class"),
    Reference("odoo_modules", "typical_data_classes", "data_classes", "class_id"),
    Reference("operating_effort", "role", "day_rates", "role"),
    Reference("questions", "fact", "rule_facts", "fact"),
    Reference("recovery_layouts", "pattern_id", "dr_patterns", "pattern_id"),
    Reference("recovery_pattern_classes", "pattern_id", "dr_patterns", "pattern_id"),
    Reference("recovery_steps", "pattern_classes", "recovery_pattern_classes", "pattern_class"),
    Reference("risks", "controls", "controls", "control_id"),
    Reference("risks", "owner_role", "day_rates", "role"),
    Reference("service_levels", "escalate_to", "day_rates", "role"),
    Reference("service_levels", "first", "day_rates", "role"),
    Reference("team_capacity", "role", "day_rates", "role"),
)


def reference_problems(written: Written) -> Iterator[FactProblem]:
    """Yield a problem for every value that names a row which is not there."""
    for reference in REFERENCES:
        there = {getattr(row, reference.to_column) for row in written.get(reference.to_table, ())}
        for number, row in enumerate(written.get(reference.table, ()), start=FIRST_ROW):
            for name in _names(getattr(row, reference.column)):
                if name not in there and name not in reference.also:
                    what = f"{name} stands in no row of {reference.to_table}.csv, column {reference.to_column}"
                    yield FactProblem(f"{reference.table}.csv", number, reference.column, what)


def cycle_problems(written: Written) -> Iterator[FactProblem]:
    """Yield a problem for every activity that waits, over its predecessors, for itself."""
    before = {row.activity_id: row.predecessors for row in written.get("activities", ())}
    for number, row in enumerate(written.get("activities", ()), start=FIRST_ROW):
        seen: set[str] = set()
        waiting = list(row.predecessors)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += before.get(name, ())
        if row.activity_id in seen:
            what = f"{row.activity_id} comes, over its predecessors, after itself"
            yield FactProblem("activities.csv", number, "predecessors", what)


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
