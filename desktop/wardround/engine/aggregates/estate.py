"""What systems, their dependencies, data and measurements say."""

from __future__ import annotations

from wardround.assessment import THE_ERP, Assessment, Row
from wardround.engine.aggregates.aggregate import Aggregate, count_of, of_rows
from wardround.knowledge import Knowledge


def staying_systems(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many systems stay on site; None while none stays and one is undecided.

    What a vendor or another cloud runs was never going to move and needs no link to the old site.
    """
    systems = [system for system in assessment.dependencies.systems if system.location == "on_premises"]
    staying = sum(system.moves == "stays" for system in systems)
    if not systems or (not staying and any(system.moves == "undecided" for system in systems)):
        return None
    return of_rows(staying, f"of {count_of(len(systems), 'system')} on site", systems)


def sign_in_on_premises(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where the ERP signs in at a system on site; None otherwise."""
    on_site = {system.key for system in assessment.dependencies.systems if system.location == "on_premises"}
    edges = [
        edge
        for edge in assessment.dependencies.edges
        if edge.kind == "sign_in" and edge.source == THE_ERP and edge.target in on_site
    ]
    return (
        of_rows(value=True, words=f"sign-in at {', '.join(sorted(edge.target for edge in edges))}", rows=edges)
        if edges
        else None
    )


def saas_services(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many systems are outside services; None where no system is."""
    services = [system for system in assessment.dependencies.systems if system.kind == "saas"]
    return of_rows(len(services), f"count of {count_of(len(services), 'system row')}", services) if services else None


def _classed(assessment: Assessment) -> list[tuple[Row, tuple[str, ...]]]:
    datasets = [(row, (row.data_class,)) for row in assessment.data.datasets]
    interfaces = [(row, row.data_classes) for row in assessment.interfaces.interfaces]
    tenants = [(row, row.data_classes) for row in assessment.tenants.tenants]
    return [*datasets, *interfaces, *tenants]


def data_classes(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the data classes of datasets, interfaces and tenants, in alphabetical order."""
    rows = [row for row, classes in _classed(assessment) if classes]
    found = {name for _row, classes in _classed(assessment) for name in classes}
    return of_rows(tuple(sorted(found)), f"classes of {count_of(len(rows), 'row')}", rows) if found else None


def _with_class(assessment: Assessment, name: str) -> Aggregate | None:
    rows = [row for row, classes in _classed(assessment) if name in classes]
    return of_rows(value=True, words=f"{count_of(len(rows), 'row')} with class {name}", rows=rows) if rows else None


def card_data(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a row carries card numbers; None otherwise."""
    return _with_class(assessment, "DC-CARD")


def controlled_substances(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a row carries records of controlled substances; None otherwise."""
    return _with_class(assessment, "DC-CTRL")


def longest_retention_years(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the longest retention that a dataset gives [years]."""
    rows = [row for row in assessment.data.datasets if row.retention_years is not None]
    longest = max((row.retention_years or 0 for row in rows), default=0.0)
    return of_rows(longest, f"longest of {count_of(len(rows), 'dataset')}", rows) if rows else None


def residency(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where a dataset must stay in a territory; None otherwise."""
    rows = [row for row in assessment.data.datasets if row.residency]
    return of_rows(value=True, words=f"{count_of(len(rows), 'dataset')} with a territory", rows=rows) if rows else None


def measured_baseline(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return True where servers or service demands carry measured figures; None otherwise."""
    servers = [row for row in assessment.baseline.servers if row.cpu_p95_share is not None]
    rows: list[Row] = [*servers, *assessment.baseline.measured_demands]
    return of_rows(value=True, words=f"measurements in {count_of(len(rows), 'row')}", rows=rows) if rows else None
