"""Which columns of which tables name rows of other tables."""

from __future__ import annotations

from dataclasses import dataclass

THE_ERP = "erp"
"""The name that the ERP itself has among systems and as an end of a dependency."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds keys of other tables; an empty one names nothing."""

    table: str
    column: str
    row_word: str
    targets: tuple[str, ...]
    besides: frozenset[str] = frozenset()
    """Names that are allowed though they are no rows."""


SITES = ("organisation.sites",)
TENANTS = ("tenants.tenants",)
SYSTEMS = ("dependencies.systems",)
ENDS = ("dependencies.systems", "interfaces.interfaces", "data.datasets")
ERP_TOO = frozenset({THE_ERP})
ENVIRONMENTS_TOO = ERP_TOO | {f"{THE_ERP}:{name}" for name in ("development", "test", "training", "preproduction")}

REFERENCES: tuple[Reference, ...] = (
    Reference("people.roles", "site", "Role", SITES),
    Reference("people.roles", "tenant", "Role", TENANTS),
    Reference("dependencies.systems", "site", "System", SITES),
    Reference("interfaces.interfaces", "system", "Interface", SYSTEMS),
    Reference("interfaces.interfaces", "tenant", "Interface", TENANTS),
    Reference("reports.jobs", "tenant", "Job", TENANTS),
    Reference("reports.jobs", "site", "Job", SITES),
    Reference("reports.reports", "tenant", "Report", TENANTS),
    Reference("volumes.documents", "tenant", "Documents", TENANTS),
    Reference("data.datasets", "system", "Dataset", SYSTEMS, ERP_TOO),
    Reference("data.datasets", "tenant", "Dataset", TENANTS),
    Reference("calendar.pins", "member", "Pinned move", SYSTEMS, ENVIRONMENTS_TOO),
    Reference("platform.pins", "tenant", "Size set by hand", TENANTS),
    Reference("budget.lines", "tenant", "Own line", TENANTS),
    Reference("dependencies.edges", "source", "Dependency", ENDS, ERP_TOO),
    Reference("dependencies.edges", "target", "Dependency", ENDS, ERP_TOO),
    Reference("recovery.processes", "needs_systems", "Process", SYSTEMS),
    Reference("recovery.processes", "needs_interfaces", "Process", ("interfaces.interfaces",)),
    Reference("recovery.processes", "needs_datasets", "Process", ("data.datasets",)),
)
