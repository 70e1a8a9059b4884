"""Names in the answers that the fact tables must know: regions, sizes, data classes, interface types."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from wardround.assessment import Answer, Assessment, Problem, label_at
from wardround.catalogue import Catalogue, UnknownSku
from wardround.deliverables.brand import brand_names
from wardround.deliverables.words import ROLES
from wardround.knowledge import Knowledge
from wardround.workshop.near import did_you_mean

REGION, SIZE = "Azure region", "VM size"

FIELDS = (
    ("platform", "azure_region", REGION),
    ("engagement", "regions_considered", REGION),
    ("engagement", "recovery_region", REGION),
    ("engagement", "brand", "brand"),
    ("platform", "denied_skus", SIZE),
    ("platform", "allowed_skus", SIZE),
)
"""Section, field, and what its value names."""

COLUMNS = (
    ("platform", "pins", "sku", SIZE),
    ("platform", "pins", "role", "server role"),
    ("tenants", "tenants", "data_classes", "data class"),
    ("modules", "modules", "module_id", "application"),
    ("people", "roles", "activity_level", "activity level"),
    ("people", "roles", "profile", "hourly profile"),
    ("people", "activity_overrides", "activity_level", "activity level"),
    ("volumes", "documents", "document_type", "document type"),
    ("reports", "jobs", "model_class", "operation class"),
    ("interfaces", "interfaces", "interface_type", "interface type"),
    ("interfaces", "interfaces", "data_classes", "data class"),
    ("data", "datasets", "data_class", "data class"),
    ("compliance", "control_states", "control_id", "control"),
    ("compliance", "regime_choices", "regime_id", "regime"),
    ("recovery", "processes", "process_id", "kind of process"),
    ("recovery", "module_objectives", "module_id", "application"),
    ("operations", "team", "role", "project role"),
    ("baseline", "measured_demands", "model_class", "operation class"),
)
"""Section, table, column, and what its values name."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One name that stands in the answers, and where."""

    path: str
    label: str
    kind: str
    name: str


def reference_problems(assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return a problem for each name that the facts do not know, and each region without prices."""
    known = _known_names(assessment, catalogue, knowledge)
    problems = []
    for reference in references(assessment):
        what = _what_is_wrong(reference, known, catalogue)
        if what:
            problems.append(Problem(reference.path, reference.label, what))
    return tuple(problems)


def references(assessment: Assessment) -> Iterator[Reference]:
    """Yield each name in the answers that must be in a fact table, in the order of the lists above."""
    for section, field, kind in FIELDS:
        value = getattr(getattr(assessment, section), field)
        path = f"{section}.{field}"
        yield from _each(value.value if isinstance(value, Answer) else value, path, kind)
    for section, table, column, kind in COLUMNS:
        for row in getattr(getattr(assessment, section), table):
            yield from _each(getattr(row, column), f"{section}.{table}[{row.key}].{column}", kind)
    for override in assessment.people.activity_overrides:
        for place, share in enumerate(override.mix, start=1):
            path = f"people.activity_overrides[{override.key}].mix[{place}].model_class"
            yield from _each(share.model_class, path, "operation class")


def _each(value: str | tuple[str, ...] | None, path: str, kind: str) -> Iterator[Reference]:
    if isinstance(value, tuple):
        for place, name in enumerate(value, start=1):
            yield Reference(f"{path}[{place}]", label_at(path), kind, name)
    elif value:
        yield Reference(path, label_at(path), kind, value)


def _what_is_wrong(reference: Reference, known: Mapping[str, Collection[str]], catalogue: Catalogue) -> str:
    name, kind = reference.name, reference.kind
    if kind == SIZE:
        try:
            catalogue.size(name)
        except UnknownSku as unknown:
            return _unknown(name, kind, unknown.near)
        return ""
    if name not in known[kind]:
        return _unknown(name, kind, known[kind])
    if kind == REGION and not catalogue.sizes_offered(name):
        return f"no VM size has a price in '{name}'; choose another region"
    return ""


def _unknown(name: str, kind: str, known: Collection[str]) -> str:
    return f"'{name}' is no {kind} that Wardround knows. {did_you_mean(name, known)}".rstrip()


def _known_names(assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge) -> Mapping[str, Collection[str]]:
    return {
        REGION: catalogue.regions,
        "brand": brand_names(),
        "server role": ROLES,
        "data class": knowledge.data_classes,
        "application": knowledge.odoo_modules,
        "activity level": knowledge.activity_levels,
        "hourly profile": _whole_profiles(assessment, knowledge),
        "document type": knowledge.document_operations,
        "operation class": knowledge.model_classes,
        "interface type": knowledge.interface_types,
        "control": knowledge.controls,
        "regime": knowledge.regimes,
        "kind of process": knowledge.business_processes,
        "project role": knowledge.team_capacity,
    }


def _whole_profiles(assessment: Assessment, knowledge: Knowledge) -> Collection[str]:
    """Return the profiles that have a shape for every day type, documented or measured."""
    day_types = {day_type for _, day_type in knowledge.hourly_profiles}
    shapes: set[tuple[str, str]] = {(row.profile, row.day_type) for row in assessment.calendar.profiles}
    shapes.update(knowledge.hourly_profiles)
    return {profile for profile, _ in shapes if all((profile, day_type) in shapes for day_type in day_types)}
