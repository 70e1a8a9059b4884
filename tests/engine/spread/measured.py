"""Assessments whose answers all stand alike, for what a spread does with standing."""

from typing import Any

from tests.engine.samples import found
from wardround.assessment import Answer, Assessment, Frozen, Row, Standing, with_value
from wardround.assessment.baseline import MeasuredDemand
from wardround.assessment.people import ActivityOverride
from wardround.catalogue import Catalogue
from wardround.engine.explore import Exploration
from wardround.knowledge import Knowledge

WHOLE = frozenset({"users", "rows", "devices", "messages/h", "rows/day"})
"""Units of answers that are whole numbers."""


def with_standing(of: Assessment, standing: Standing) -> Assessment:
    """Return an assessment whose given answers and rows all have one standing."""
    sections = {
        name: _section(section, standing)
        for name in type(of).model_fields
        if isinstance(section := getattr(of, name), Frozen)
    }
    return of.model_copy(update=sections)


def _section(section: Frozen, standing: Standing) -> Frozen:
    changed: dict[str, Any] = {}
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Answer) and not value.is_open:
            changed[name] = value.model_copy(update={"standing": standing})
        elif isinstance(value, tuple) and value and isinstance(value[0], Row):
            changed[name] = tuple(row.model_copy(update={"standing": standing}) for row in value)
    return section.model_copy(update=changed)


def all_measured(of: Assessment) -> Assessment:
    """Return an assessment in which everything that can be measured is, with the values that it has anyway."""
    before = found(of)
    work = Exploration.of(of, Catalogue.load(), Knowledge.load(), before)
    answered = of
    for row in work.inputs:
        if row.input_id.startswith("fact.") and row.path:
            value = (
                round(row.value) if row.unit in {"users", "rows", "devices", "messages/h", "rows/day"} else row.value
            )
            answered = with_value(answered, row.path, value)
    levels = {part.level for part in work.study.model.parts if part.level}
    factor = before.demand.services
    overrides = tuple(
        ActivityOverride(
            key=f"measured-{level}",
            activity_level=level,
            think_time_s=next(row.value for row in work.inputs if row.input_id == f"think.{level}"),
        )
        for level in sorted(levels)
    )
    demands = tuple(
        MeasuredDemand(
            key=f"measured-{row.model_class}",
            model_class=row.model_class,
            application_cpu_ms=row.application_cpu_s * 1000,
            database_cpu_ms=row.database_cpu_s * 1000,
        )
        for row in factor
    )
    messages = tuple(
        row.model_copy(
            update={
                "messages_per_day": row.messages_per_day
                if row.messages_per_day is not None
                else Knowledge.load().interface_types[row.interface_type].messages_per_day_likely
            }
        )
        for row in answered.interfaces.interfaces
    )
    kept = {row.activity_level: row.mix for row in of.people.activity_overrides}
    overrides = tuple(row.model_copy(update={"mix": kept.get(row.activity_level, ())}) for row in overrides)
    return with_standing(
        answered.model_copy(
            update={
                "people": answered.people.model_copy(update={"activity_overrides": overrides}),
                "baseline": answered.baseline.model_copy(update={"measured_demands": demands}),
                "interfaces": answered.interfaces.model_copy(update={"interfaces": messages}),
            }
        ),
        Standing.MEASURED,
    )
