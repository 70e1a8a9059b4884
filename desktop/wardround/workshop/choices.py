"""What there is to choose from at each place: closed lists, rows of other tables, and names of the fact tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from wardround.assessment import REFERENCES, THE_ERP, AnyOf, Assessment, OneOf, Reference, field_at, value_at
from wardround.assessment.organisation import available_time_zones
from wardround.catalogue import Catalogue
from wardround.deliverables.brand import brand_names
from wardround.deliverables.words import ROLES, readable, size_name
from wardround.knowledge import Knowledge
from wardround.workshop import references
from wardround.workshop.choice_words import DATA_CLASSES, HOURLY_PROFILES, NUMBERS, words_at

Code = str | int

_PROFILE = "hourly profile"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is kept, what is read, and what stands small beside it."""

    code: Code
    words: str
    hint: str = ""
    short: str = ""
    """The words for a cell or a chip, where the others are long."""

    @property
    def chip(self) -> str:
        """The words for a cell or a chip."""
        return self.short or self.words


NO_CHOICE = Choice("", "None")


class Choices:
    """The lists to choose from under one assessment; each is made when it is first asked for."""

    def __init__(self, assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge) -> None:
        """Take the answers, whose rows can be chosen, and the facts."""
        self._assessment = assessment
        self._catalogue = catalogue
        self._knowledge = knowledge
        self._made: dict[str, Mapping[Code, Choice]] = {}
        self._named: dict[str, Mapping[str, tuple[Choice, ...]]] = {}

    def at(self, path: str) -> tuple[Choice, ...]:
        """Return the choices at the path of an answer or plain field, or of a table and its column.

        Empty for a place that takes no choice.
        """
        return tuple(self._by_code(path).values())

    def words(self, path: str, code: object) -> str:
        """Return what a cell or a chip calls a code at a path; a code that is on no list is made readable."""
        if not isinstance(code, str | int):
            return ""
        if _LISTED.get(path) == references.REGION and code in self._catalogue.regions:
            # Making the whole list asks every region for its prices: that can wait until somebody chooses.
            return self._catalogue.regions[str(code)].display_name
        found = self._by_code(path).get(code)
        if found is not None:
            return found.chip
        return readable(str(code)) if code else ""

    def called(self, path: str, text: str) -> tuple[Choice, ...]:
        """Return the choices that a text names: by its code, else by its words, else by how they begin."""
        wanted = _plain(text)
        if path not in self._named:
            self._named[path] = _names(self.at(path))
        exact = self._named[path].get(wanted)
        if exact is not None:
            return exact
        return tuple(choice for choice in self.at(path) if _plain(choice.words).startswith(wanted))

    def _by_code(self, path: str) -> Mapping[Code, Choice]:
        if path not in self._made:
            self._made[path] = {choice.code: choice for choice in self._list(path)}
        return self._made[path]

    def _list(self, path: str) -> Iterable[Choice]:
        if path in NUMBERS:
            return (Choice(number, words, str(number)) for number, words in NUMBERS[path].items())
        if path in _OWN:
            return _OWN[path]()
        if path not in _REFERENCES and path not in _LISTED:
            return self._closed(path)
        found = self._rows(_REFERENCES[path]) if path in _REFERENCES else self._listed(_LISTED[path])
        may_be_empty = field_at(path).default == ""
        return (NO_CHOICE, *found) if may_be_empty else found

    def _closed(self, path: str) -> tuple[Choice, ...]:
        words = words_at(path)
        if words:
            return tuple(Choice(code, word) for code, word in words.items())
        limit = next((part for part in field_at(path).metadata if isinstance(part, OneOf | AnyOf)), None)
        kind = _CLOSED_BY_FACTS.get(path)
        if limit is None or kind is None:
            return ()
        known = {choice.code: choice for choice in _NAMED[kind](self._knowledge)}
        return tuple(known.get(code, Choice(code, readable(code))) for code in limit.choices)

    def _rows(self, reference: Reference) -> Sequence[Choice]:
        found = [Choice(THE_ERP, "The ERP")] if THE_ERP in reference.besides else []
        for target in reference.targets:
            kind = str(field_at(target).title).removesuffix("s").lower()
            rows = value_at(self._assessment, target)
            found += [Choice(row.key, getattr(row, "name", row.key), kind) for row in rows]
        return _told_apart(found)

    def _listed(self, kind: str) -> Sequence[Choice]:
        if kind == references.REGION:
            return _regions(self._catalogue)
        if kind == references.SIZE:
            return self._sizes()
        found = _NAMED[kind](self._knowledge)
        return (*found, *self._measured_profiles(found)) if kind == _PROFILE else found

    def _sizes(self) -> Sequence[Choice]:
        region = self._assessment.platform.azure_region.value
        if region not in self._catalogue.regions:
            priced = (code for code in sorted(self._catalogue.regions) if self._catalogue.sizes_offered(code))
            region = next(priced, None)
        return _sizes(self._catalogue, region) if region else ()

    def _measured_profiles(self, documented: Sequence[Choice]) -> Iterator[Choice]:
        known = {choice.code for choice in documented}
        for name in dict.fromkeys(row.profile for row in self._assessment.calendar.profiles):
            if name not in known:
                yield Choice(name, readable(name), "measured")


def _names(choices: Sequence[Choice]) -> Mapping[str, tuple[Choice, ...]]:
    """Return the choices by each name that they have; a code goes before words that read the same."""
    by_code = {_plain(str(choice.code)): (choice,) for choice in choices}
    by_words: dict[str, tuple[Choice, ...]] = {}
    for choice in choices:
        for name in {_plain(choice.words), _plain(choice.chip)}:
            by_words[name] = (*by_words.get(name, ()), choice)
    return by_words | by_code


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _told_apart(choices: Sequence[Choice]) -> Sequence[Choice]:
    """Return the choices with the key behind each name that several of them have."""
    often = Counter(choice.words for choice in choices)
    return [
        replace(choice, words=f"{choice.words} ({choice.code})") if often[choice.words] > 1 else choice
        for choice in choices
    ]


@cache
def _regions(catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the regions in which sizes are priced, by the name that Microsoft gives them."""
    found = [
        Choice(region.code, region.display_name, region.physical_location or region.country)
        for region in catalogue.regions.values()
        if catalogue.sizes_offered(region.code)
    ]
    return tuple(sorted(found, key=lambda choice: choice.words))


@cache
def _sizes(catalogue: Catalogue, region: str) -> tuple[Choice, ...]:
    offered = sorted(catalogue.sizes_offered(region), key=lambda size: size.sku)
    return tuple(
        Choice(size.sku, size_name(size.sku), f"{size.vcpus} vCPU, {size.memory_gib:g} GiB") for size in offered
    )


@cache
def _countries() -> tuple[Choice, ...]:
    """Return the countries of ISO 3166 as the time zone database names them."""
    text = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(sorted((Choice(code, name, code) for code, name in lines), key=lambda choice: choice.words))


@cache
def _time_zones() -> tuple[Choice, ...]:
    """Return the zones that are named after places, the rest of the database being aliases and offsets."""
    return tuple(
        Choice(zone, zone.replace("_", " ")) for zone in sorted(available_time_zones()) if "/" in zone or zone == "UTC"
    )


def _brands() -> tuple[Choice, ...]:
    return tuple(Choice(name, readable(name)) for name in brand_names())


_NAMED: Mapping[str, Callable[[Knowledge], tuple[Choice, ...]]] = {
    "data class": lambda k: tuple(
        Choice(row.class_id, row.name, row.class_id, DATA_CLASSES.get(row.class_id, ""))
        for row in k.data_classes.values()
    ),
    "regime": lambda k: tuple(Choice(row.id, row.id, row.name) for row in k.regimes.values()),
    "application": lambda k: tuple(Choice(row.module_id, row.name, row.area) for row in k.odoo_modules.values()),
    "activity level": lambda k: tuple(Choice(r.level_id, r.name, r.meaning) for r in k.activity_levels.values()),
    _PROFILE: lambda k: tuple(
        Choice(name, HOURLY_PROFILES.get(name, readable(name)))
        for name in dict.fromkeys(profile for profile, _ in k.hourly_profiles)
    ),
    "document type": lambda k: tuple(Choice(name, rows[0].name) for name, rows in k.document_operations.items()),
    "operation class": lambda k: tuple(Choice(r.model_class, r.name, r.meaning) for r in k.model_classes.values()),
    "interface type": lambda k: tuple(Choice(r.type_id, r.name, r.protocol) for r in k.interface_types.values()),
    "control": lambda k: tuple(
        Choice(row.control_id, f"{row.control_id}  {row.requirement}", readable(row.domain))
        for row in k.controls.values()
    ),
    "risk": lambda k: tuple(Choice(row.risk_id, row.title, row.category) for row in k.risks.values()),
    "kind of process": lambda k: tuple(Choice(row.process_id, row.name) for row in k.business_processes.values()),
    "project role": lambda k: tuple(Choice(role, readable(role)) for role in k.team_capacity),
    "server role": lambda _: tuple(Choice(role, words) for role, words in ROLES.items()),
    "brand": lambda _: _brands(),
}
"""For each kind of name in `references`: where its names are."""

_REFERENCES: Mapping[str, Reference] = {f"{found.table}.{found.column}": found for found in REFERENCES}
_LISTED: Mapping[str, str] = MappingProxyType(
    {f"{section}.{field}": kind for section, field, kind in references.FIELDS}
    | {f"{section}.{table}.{column}": kind for section, table, column, kind in references.COLUMNS}
    | {"calendar.profiles.profile": _PROFILE, "compliance.accepted_risks.risk_id": "risk"}
)
_CLOSED_BY_FACTS: Mapping[str, str] = {"data.data_classes": "data class", "compliance.regimes": "regime"}
"""Answers whose list is closed and whose words stand in a fact table."""
_OWN: Mapping[str, Callable[[], tuple[Choice, ...]]] = {
    "organisation.sites.country": _countries,
    "organisation.sites.time_zone": _time_zones,
}
