"""How people speak of tables: what belongs in each, what a row is called, what tells its rows apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardround.deliverables.words import counted


@dataclass(frozen=True, slots=True)
class TableWords:
    """How people speak of a table."""

    row: str
    belongs: str

    @property
    def rows(self) -> str:
        """What several rows are called."""
        if self.row.endswith("s"):
            return f"{self.row}es"
        return f"{self.row.removesuffix('y')}ies" if self.row.endswith("y") else f"{self.row}s"

    def counted(self, number: int) -> str:
        """Return a number of rows in words: '1 site', '38 interfaces', 'no roles'."""
        return counted(number, self.row, self.rows)


WORDS: Mapping[str, TableWords] = {
    "organisation.sites": TableWords(
        "site", "One line for each place where people use the ERP, with its country and time zone."
    ),
    "tenants.tenants": TableWords(
        "tenant", "One line for each database: a hospital, a subsidiary or another body with data of its own."
    ),
    "modules.modules": TableWords("application", "One line for each Odoo application that is live or planned."),
    "people.roles": TableWords(
        "role", "One line for each kind of people who work the same way: where, how many, how busy."
    ),
    "people.activity_overrides": TableWords(
        "activity level", "Only where the client measured it: the pause between two steps, or the mix of operations."
    ),
    "volumes.documents": TableWords("document type", "One line for each kind of document, with how many a day."),
    "calendar.profiles": TableWords(
        "shape", "Only where the client measured it: the share of the day's volume in each of the 24 hours."
    ),
    "calendar.freezes": TableWords("freeze", "Periods of the client's own in which nothing may change."),
    "calendar.pins": TableWords(
        "move", "Only moves that must be in another wave or on another day than planned; what breaks is told."
    ),
    "reports.reports": TableWords("report", "Heavy reports that people start: how often, how long, at which hour."),
    "reports.jobs": TableWords("job", "Scheduled jobs, with the window in which they must be done."),
    "interfaces.interfaces": TableWords(
        "interface", "One line for each interface: which system, which way, how much, how critical."
    ),
    "dependencies.systems": TableWords(
        "system", "Systems, services and groups of devices beside the ERP, and what becomes of them."
    ),
    "dependencies.edges": TableWords(
        "dependency", "What cannot work without what: systems, interfaces, datasets and the ERP itself."
    ),
    "data.datasets": TableWords("dataset", "Bodies of data with their class, where they must stay and for how long."),
    "compliance.control_states": TableWords(
        "control", "The state of each control that was looked at; one without a line is not verified yet."
    ),
    "compliance.regime_choices": TableWords(
        "reason", "Only laws and standards judged otherwise than jurisdictions and data suggest, each with the reason."
    ),
    "compliance.accepted_risks": TableWords(
        "risk", "Risks that somebody accepts instead of treating them: why, who answers for it, and until when."
    ),
    "recovery.processes": TableWords(
        "process", "What each business process needs after a failure: how soon, how much may be lost, what it rests on."
    ),
    "recovery.module_objectives": TableWords(
        "application", "Only applications that must be back sooner than the rest."
    ),
    "platform.pins": TableWords("size", "Only sizes that the client insists on; the engine checks and marks them."),
    "platform.decisions_taken": TableWords(
        "decision", "Only decisions that somebody takes otherwise than advised: what, why, who, and when."
    ),
    "operations.team": TableWords("role", "How much time each role can give to the project."),
    "budget.lines": TableWords(
        "line", "What else belongs on the bill: services, licences, labour, overlap, the link to the old estate."
    ),
    "baseline.servers": TableWords("server", "The servers of today, with their sizes and how busy they are."),
    "baseline.measured_demands": TableWords(
        "operation class", "Only where the client's logs gave it: processor time for each class of operations."
    ),
}
"""By the path of the table."""

_TELLING: Mapping[str, tuple[str, ...]] = {
    "modules.modules": ("module_id",),
    "people.activity_overrides": ("activity_level",),
    "volumes.documents": ("document_type", "tenant"),
    "calendar.profiles": ("profile", "day_type"),
    "calendar.pins": ("member",),
    "dependencies.edges": ("source", "target", "kind"),
    "compliance.control_states": ("control_id",),
    "compliance.regime_choices": ("regime_id",),
    "compliance.accepted_risks": ("risk_id",),
    "recovery.module_objectives": ("module_id",),
    "platform.pins": ("environment", "role", "tenant"),
    "operations.team": ("role",),
    "platform.decisions_taken": ("decision_id",),
    "baseline.measured_demands": ("model_class",),
}
"""What tells the rows of a table apart where they have no name."""


def telling_columns(table: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table apart."""
    return _TELLING.get(table, ("name",))
