"""The assessment: everything that the client answered, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from wardround.assessment.answer import Answer, Frozen, Row
from wardround.assessment.baseline import Baseline
from wardround.assessment.budget import Budget
from wardround.assessment.calendar import Calendar
from wardround.assessment.change import with_values
from wardround.assessment.compliance import Compliance
from wardround.assessment.data import Data
from wardround.assessment.dependencies import Dependencies
from wardround.assessment.engagement import Engagement
from wardround.assessment.interfaces import Interfaces
from wardround.assessment.modules import Modules
from wardround.assessment.operations import Operations
from wardround.assessment.organisation import Organisation
from wardround.assessment.people import People
from wardround.assessment.platform import Platform
from wardround.assessment.recovery import Recovery
from wardround.assessment.references import REFERENCES, THE_ERP
from wardround.assessment.reports import Reports
from wardround.assessment.scenarios import Scenario
from wardround.assessment.tenants import Tenants
from wardround.assessment.volumes import Volumes

SCHEMA_VERSION = 1


class UnknownScenario(LookupError):
    """No scenario has the name asked for."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        there = f"there are {', '.join(known)}" if known else "this engagement has none"
        super().__init__(f"no scenario is called '{name}': {there}")
        self.name = name


class Assessment(Frozen):
    """The answers of one engagement, section by section, with its scenarios."""

    schema_version: int = Field(SCHEMA_VERSION, title="Schema version", ge=SCHEMA_VERSION, le=SCHEMA_VERSION)
    engagement: Engagement = Field(default_factory=Engagement, title="Engagement")
    organisation: Organisation = Field(default_factory=Organisation, title="Sites and people")
    tenants: Tenants = Field(default_factory=Tenants, title="Tenants")
    modules: Modules = Field(default_factory=Modules, title="Modules")
    people: People = Field(default_factory=People, title="Users and concurrency")
    volumes: Volumes = Field(default_factory=Volumes, title="Transactions")
    calendar: Calendar = Field(default_factory=Calendar, title="Calendar")
    reports: Reports = Field(default_factory=Reports, title="Reports and batch")
    interfaces: Interfaces = Field(default_factory=Interfaces, title="Interfaces")
    dependencies: Dependencies = Field(default_factory=Dependencies, title="Dependencies")
    data: Data = Field(default_factory=Data, title="Data classification")
    compliance: Compliance = Field(default_factory=Compliance, title="Controls")
    recovery: Recovery = Field(default_factory=Recovery, title="Recovery objectives")
    platform: Platform = Field(default_factory=Platform, title="Platform")
    operations: Operations = Field(default_factory=Operations, title="Operations")
    budget: Budget = Field(default_factory=Budget, title="Budget")
    baseline: Baseline = Field(default_factory=Baseline, title="Present estate")
    scenarios: tuple[Scenario, ...] = Field((), title="Scenarios")

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        for label, rows in self.tables():
            seen: set[str] = set()
            for row in rows:
                if row.key in seen:
                    raise ValueError(f"{label}: the key '{row.key}' is there twice; give each row its own")
                seen.add(row.key)
        return self

    @model_validator(mode="after")
    def _references_lead_somewhere(self) -> Self:
        lost = [
            f"{label} names '{name}', which is not in this engagement; add it or correct the name"
            for label, name, known in self._references()
            if name and name not in known
        ]
        if lost:
            raise ValueError("\n".join(lost))
        return self

    @model_validator(mode="after")
    def _ends_are_clear(self) -> Self:
        owners = (
            ("the ERP", frozenset({THE_ERP})),
            ("a system", _keys(self.dependencies.systems)),
            ("an interface", _keys(self.interfaces.interfaces)),
            ("a dataset", _keys(self.data.datasets)),
        )
        for end in sorted({end for edge in self.dependencies.edges for end in (edge.source, edge.target)}):
            named = [who for who, keys in owners if end in keys]
            if len(named) > 1:
                raise ValueError(
                    f"Dependencies: '{end}' is the key of {' and of '.join(named)}; give one of them another key"
                )
        return self

    @model_validator(mode="after")
    def _numbers_agree(self) -> Self:
        peak, usual = self.people.peak_concurrent_users.value, self.people.avg_concurrent_users.value
        if peak is not None and usual is not None and usual > peak:
            raise ValueError(f"Typical concurrent users ({usual:,}) are more than Peak concurrent users ({peak:,})")
        named = self.people.named_users.value
        if named is not None and peak is not None and peak > named:
            raise ValueError(f"Peak concurrent users ({peak:,}) are more than Named users ({named:,})")
        if self.recovery_region_is_home:
            raise ValueError("Recovery region and Preferred Azure region are the same; choose another for recovery")
        return self

    @property
    def recovery_region_is_home(self) -> bool:
        """Whether the recovery region named is the production region itself."""
        home = self.platform.azure_region.value
        return bool(home) and home == self.engagement.recovery_region

    def tables(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield each table of rows with its label, scenarios included."""
        yield "Scenarios", self.scenarios
        for section in self.sections():
            for name, field in type(section).model_fields.items():
                value = getattr(section, name)
                if isinstance(value, tuple) and value and isinstance(value[0], Row):
                    yield str(field.title), value

    def sections(self) -> Iterator[Frozen]:
        """Yield the sections in the order of the file."""
        for name in type(self).model_fields:
            section = getattr(self, name)
            if isinstance(section, Frozen):
                yield section

    def answers(self) -> Iterator[tuple[str, Answer[object]]]:
        """Yield each scalar answer with its path, open ones included."""
        for section_name in type(self).model_fields:
            section = getattr(self, section_name)
            if isinstance(section, Frozen):
                for name in type(section).model_fields:
                    value = getattr(section, name)
                    if isinstance(value, Answer):
                        yield f"{section_name}.{name}", value

    def under(self, scenario: str) -> Assessment:
        """Return the assessment as the scenario changes it.

        Raises UnknownScenario, UnknownPath, ValidationError.
        """
        for candidate in self.scenarios:
            if candidate.key == scenario:
                return with_values(self, ((change.path, change.value) for change in candidate.changes))
        raise UnknownScenario(scenario, tuple(s.key for s in self.scenarios))

    def _references(self) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Yield each name of another row that a row holds: where in words, the name, and the names there are."""
        known = {target: _keys(self._table(target)) for reference in REFERENCES for target in reference.targets}
        for reference in REFERENCES:
            there = frozenset().union(*(known[target] for target in reference.targets), reference.besides)
            for row in self._table(reference.table):
                value = getattr(row, reference.column)
                label = str(type(row).model_fields[reference.column].title)
                name = getattr(row, "name", row.key)
                for end in value if isinstance(value, tuple) else (value,):
                    yield f"{reference.row_word} '{name}', {label},", end, there

    def _table(self, path: str) -> tuple[Row, ...]:
        section, name = path.split(".")
        rows: tuple[Row, ...] = getattr(getattr(self, section), name)
        return rows


def _keys(rows: tuple[Row, ...]) -> frozenset[str]:
    return frozenset(row.key for row in rows)
