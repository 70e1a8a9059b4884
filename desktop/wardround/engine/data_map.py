"""Datasets with every class they carry, and each copy of them against the territory where they must stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardround.assessment import Assessment
from wardround.assessment.data import Dataset
from wardround.assessment.references import THE_ERP
from wardround.catalogue import Catalogue, Region
from wardround.engine.data_flows import Arrivals, arrivals, named_ways
from wardround.engine.decisions.region import COUNTRIES, IN_THE_UNION, lies_in, serves
from wardround.engine.facts import Facts
from wardround.engine.findings import Cost
from wardround.engine.findings.data_map import (
    CarriedClass,
    Copy,
    CopyPlace,
    DataMap,
    DatasetStanding,
    ResidencyBreach,
)
from wardround.engine.plain_words import capital, listed, shortly_listed
from wardround.knowledge import DataClass, Knowledge

DAYS_PER_YEAR = 365
WAYS_NAMED, MANY = 3, 2
ONE_THING = frozenset({"production", "the second copy of the backups"})
LEFT_OUT = {"disaster_recovery": "the recovery copy", "backup": "backups", "logs": "logs"}
TENANCIES = ("shared", "dedicated_db", "dedicated_vm", "dedicated_subscription")
"""From least to most isolated."""


@dataclass(frozen=True, slots=True)
class Places:
    """The regions that the design uses: of production, of the servers to recover on, and the pair of the first."""

    home: str
    recovery: str
    backup_copy: str
    """Region that the vault copies to; '' where it copies to none."""


def places(home: str, recovery: str, bill: Cost, catalogue: Catalogue) -> Places:
    """Return where the copies of a design lie. A vault that is billed as geo-redundant copies to the paired region."""
    pair = catalogue.paired_region(home)
    copied = any(line.role == "backup" and "GRS" in line.meter for line in bill.lines)
    return Places(home, recovery, pair.code if copied and pair else "")


def data_map(
    assessment: Assessment, facts: Facts, where: Places, catalogue: Catalogue, knowledge: Knowledge
) -> DataMap:
    """Return what each dataset carries, where its copies lie, and which of them lie outside their territory."""
    copies = _copies(facts, where, catalogue)
    arriving = arrivals(assessment)
    systems = {row.key: row.name for row in assessment.dependencies.systems}
    datasets = tuple(_standing(row, arriving, systems, knowledge) for row in assessment.data.datasets)
    days, regime = _log_days(facts, knowledge)
    return DataMap(
        datasets=datasets,
        copies=copies,
        breaches=tuple(_breaches(assessment, facts, copies, catalogue)),
        unlabelled=tuple(CarriedClass(name, _ways_in_words(ways)) for name, ways in named_ways(arriving.unlabelled)),
        undeclared=tuple(row.name for row in assessment.interfaces.interfaces if not row.data_classes),
        log_days_kept=facts.number("log_retention_days"),
        log_days_asked=days,
        log_regime=regime,
        open_points=tuple(_open_points(facts)),
    )


def _ways_in_words(ways: tuple[str, ...]) -> str:
    """Return several ways in a few words: 'over the interfaces 'A', 'B' and 3 more'."""
    one = "over the interface "
    names = [way.removeprefix(one) for way in ways if way.startswith(one)]
    if len(names) < MANY or len(names) < len(ways):
        return shortly_listed(ways, WAYS_NAMED)
    return f"over the interfaces {shortly_listed(names, WAYS_NAMED)}"


def strictest(classes: Sequence[str], knowledge: Knowledge) -> str:
    """Return the class that decides: the most sensitive, then most isolated, then longest kept; the id breaks ties."""

    def rank(class_id: str) -> tuple[int, int, float, str]:
        row = knowledge.data_classes[class_id]
        return row.default_sensitivity, TENANCIES.index(row.min_tenancy), row.retention_years_min, class_id

    return max((name for name in classes if name in knowledge.data_classes), key=rank, default="")


def _standing(row: Dataset, arriving: Arrivals, systems: dict[str, str], knowledge: Knowledge) -> DatasetStanding:
    classes = (CarriedClass(row.data_class, ""), *(CarriedClass(n, w) for n, w in arriving.at[row.key].items()))
    known = [knowledge.data_classes[one.class_id] for one in classes if one.class_id in knowledge.data_classes]
    first = strictest([one.class_id for one in classes], knowledge)
    longest: DataClass | None = max(known, key=lambda one: (one.retention_years_min, one.class_id), default=None)
    asks = longest is not None and longest.retention_years_min > 0
    leading = knowledge.data_classes.get(first)
    return DatasetStanding(
        key=row.key,
        name=row.name,
        system="" if row.system == THE_ERP else systems.get(row.system, row.system),
        classes=classes,
        strictest=first,
        sensitivity=leading.default_sensitivity if leading else 1,
        min_tenancy=TENANCIES[max((TENANCIES.index(one.min_tenancy) for one in known), default=0)],
        retention_years=longest.retention_years_min if longest else 0.0,
        retention_class=longest.class_id if longest and asks else "",
        kept_years=row.retention_years,
        encryption=row.encryption or (leading.encryption_requirements if leading else ""),
        logging=leading.logging_requirements if leading else "",
    )


def _copies(facts: Facts, where: Places, catalogue: Catalogue) -> tuple[CopyPlace, ...]:
    scope = facts.choices("residency_scope")

    def place(copy: Copy, what: str, code: str) -> CopyPlace:
        region = catalogue.region(code)
        return CopyPlace(copy, what, code, region.display_name, region.country, not scope or copy in scope)

    found = [
        place("primary", "production", where.home),
        place("backup", "the backups", where.home),
        place("logs", "the logs", where.home),
    ]
    if where.recovery:
        found.append(place("disaster_recovery", "the recovery servers", where.recovery))
    if where.backup_copy:
        found.append(place("backup", "the second copy of the backups", where.backup_copy))
    return tuple(found)


def _breaches(
    assessment: Assessment, facts: Facts, copies: Sequence[CopyPlace], catalogue: Catalogue
) -> Iterator[ResidencyBreach]:
    named = [row for row in assessment.data.datasets if row.residency and row.system == THE_ERP]
    for copy in copies:
        region = catalogue.region(copy.region)
        for row in named:
            if not lies_in(region, row.residency):
                yield _breach(row.name, row.residency, copy)
    if named or not facts.flag("residency_required"):
        return
    jurisdictions = facts.choices("jurisdictions")
    if not any(name in COUNTRIES or name in IN_THE_UNION for name in jurisdictions):
        return
    for copy in copies:
        region = catalogue.region(copy.region)
        if not _inside(region, jurisdictions):
            yield _breach("", facts.spoken("jurisdictions"), copy)


def _inside(region: Region, jurisdictions: tuple[str, ...]) -> bool:
    return serves(region, jurisdictions)


def _breach(about: str, territory: str, copy: CopyPlace) -> ResidencyBreach:
    subject = f"'{about}'" if about else "data"
    lies = "lies" if copy.what in ONE_THING else "lie"
    place = f"{copy.region_name}, {copy.country}"
    words = f"{capital(copy.what)} {lies} in {place}, but {subject} must stay in {territory}."
    if not copy.ruled:
        words += " The residency rule as answered does not cover this copy: settle whether it should."
    return ResidencyBreach(about, territory, copy.copy, copy.region, copy.ruled, words)


def _log_days(facts: Facts, knowledge: Knowledge) -> tuple[float, str]:
    regimes = [knowledge.regimes[name] for name in facts.choices("regimes") if name in knowledge.regimes]
    longest = max(sorted(regimes, key=lambda row: row.id), key=lambda row: row.log_retention_years_min, default=None)
    if longest is None or not longest.log_retention_years_min:
        return 0.0, ""
    return longest.log_retention_years_min * DAYS_PER_YEAR, longest.name


def _open_points(facts: Facts) -> Iterator[str]:
    if not facts.flag("residency_required"):
        return
    scope = facts.choices("residency_scope")
    if "support_access" in scope:
        yield "Support access falls under the residency rule, and where the operator's people work is not recorded."
    left = [name for name in ("disaster_recovery", "backup", "logs") if scope and name not in scope]
    if left:
        copies = listed([LEFT_OUT[name] for name in left])
        yield f"The residency rule as answered leaves out {copies}: confirm that they may lie elsewhere."
