"""The steps of the workshop as a table: what each asks, in which order, and which tables belong to it.

Any step can be visited at any time. A step that asks holds groups; a group holds paths of the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wardround.assessment import Assessment, Row, field_at, label_at
from wardround.assessment.answer import models_in
from wardround.knowledge import Knowledge, Question

StepId = Literal[
    "engagement",
    "sites_and_people",
    "workload",
    "interfaces_and_dependencies",
    "data_classification",
    "controls",
    "recovery_objectives",
    "platform_and_operations",
    "results",
    "risks",
    "roadmap",
    "deliverables",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what the rail calls it, and the sentence under its headline."""

    step_id: StepId
    title: str
    sentence: str
    asks: bool


STEPS: tuple[Step, ...] = (
    Step("engagement", "Engagement", "What is to be decided, for whom and by when.", asks=True),
    Step("sites_and_people", "Sites and people", "Where people work, and in which time.", asks=True),
    Step("workload", "Workload", "What runs in the ERP, who uses it, how much is booked and stored.", asks=True),
    Step(
        "interfaces_and_dependencies",
        "Interfaces",
        "What other systems send and ask, and what depends on what.",
        asks=True,
    ),
    Step(
        "data_classification",
        "Data classification",
        "Which kinds of data are held, and what they demand.",
        asks=True,
    ),
    Step("controls", "Controls", "What law and contracts ask, and how far it is fulfilled.", asks=True),
    Step(
        "recovery_objectives",
        "Recovery objectives",
        "What each process needs, what the design can promise, and where the arithmetic fails.",
        asks=True,
    ),
    Step(
        "platform_and_operations",
        "Platform and operations",
        "Wishes for Azure, who runs it, what it may cost.",
        asks=True,
    ),
    Step("results", "Results", "Sizes, why they won, and how they carry the day.", asks=False),
    Step("risks", "Risks", "What can go wrong, what fired it, and what to do.", asks=False),
    Step("roadmap", "Roadmap", "Activities, waves and the way to the finish.", asks=False),
    Step("deliverables", "Deliverables", "The workbook and the roadmap for the client.", asks=False),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A card on a page: a title and the paths that it asks: scalar answers and plain fields, or one whole table."""

    title: str
    paths: tuple[str, ...]


_CLIENT = Group(
    "Client and document",
    (
        "engagement.client",
        "engagement.project",
        "engagement.author",
        "engagement.confidentiality",
        "engagement.brand",
    ),
)
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "platform.azure_region": ("engagement.regions_considered", "engagement.recovery_region")
}
"""Fields that carry no standing and answer no question of the bank, and the question that they stand behind."""

_TABLES: Mapping[StepId, tuple[Group, ...]] = {
    "sites_and_people": (Group("Sites", ("organisation.sites",)),),
    "workload": (
        Group("Documents by type", ("volumes.documents",)),
        Group("Heavy reports", ("reports.reports",)),
        Group("Batch jobs", ("reports.jobs",)),
        Group("Measured activity", ("people.activity_overrides",)),
        Group("Measured shapes of the day", ("calendar.profiles",)),
    ),
    "interfaces_and_dependencies": (
        Group("Systems", ("dependencies.systems",)),
        Group("What depends on what", ("dependencies.edges",)),
    ),
    "data_classification": (Group("Datasets", ("data.datasets",)),),
    "controls": (
        Group("State of the controls", ("compliance.control_states",)),
        Group("Laws and standards overruled", ("compliance.regime_choices",)),
        Group("Accepted risks", ("compliance.accepted_risks",)),
    ),
    "platform_and_operations": (
        Group("Sizes ruled out or alone allowed", ("platform.denied_skus", "platform.allowed_skus")),
        Group("Sizes set by hand", ("platform.pins",)),
        Group("Decided otherwise than advised", ("platform.decisions_taken",)),
        Group("Fiscal year", ("calendar.fiscal_year_end_month",)),
        Group("Own freeze periods", ("calendar.freezes",)),
        Group("Moves pinned by hand", ("calendar.pins",)),
        Group("Own lines of the bill", ("budget.lines",)),
        Group("Measured service demands", ("baseline.measured_demands",)),
    ),
}
"""Tables and plain fields that answer no question of the bank, after the questions of their step."""

_SECTION_TITLES: Mapping[str, str] = {
    "engagement": "The engagement",
    "organisation_sites": "The organisation",
    "modules_criticality": "The ERP",
    "users_concurrency": "Users",
    "transaction_volumes": "Transactions and volumes",
    "reports_batch": "Reports and batch",
    "integrations_interfaces": "Interfaces in sum",
    "dependency_mapping": "Dependencies in sum",
    "data_classification": "Data",
    "compliance_controls": "Compliance",
    "recovery_continuity": "Recovery and continuity",
    "constraints_preferences": "Wishes for the platform",
    "budget": "Money",
    "operations_managed_hosting": "Operations",
    "current_estate_baseline": "Present estate",
}
"""The sections of the bank in the order of the pages, and what their cards are called."""


def step(step_id: str) -> Step:
    """Return a step by its id. Raises KeyError."""
    return next(found for found in STEPS if found.step_id == step_id)


def path_of_question(question_id: str) -> str:
    """Return the path of the field that answers a question of the bank. Raises KeyError."""
    return _paths()[question_id]


@cache
def _paths() -> Mapping[str, str]:
    paths = {}
    blank = Assessment()
    for section_name in Assessment.model_fields:
        section = getattr(blank, section_name)
        fields = getattr(type(section), "model_fields", {})
        for name, field in fields.items():
            extra = field.json_schema_extra
            if isinstance(extra, dict) and "question" in extra:
                paths[str(extra["question"])] = f"{section_name}.{name}"
    return paths


def groups(step_id: StepId, knowledge: Knowledge) -> tuple[Group, ...]:
    """Return the groups of an asking step in order: plain fields, the questions by section, other tables."""
    found: dict[str, list[Question]] = {}
    for question in knowledge.questions.values():
        if question.wizard_step == step_id:
            found.setdefault(question.step, []).append(question)
    asked = tuple(
        part for section, title in _SECTION_TITLES.items() for part in _with_tables_apart(title, found.get(section, ()))
    )
    return (*((_CLIENT,) if step_id == "engagement" else ()), *asked, *_TABLES.get(step_id, ()))


def _with_tables_apart(title: str, questions: Sequence[Question]) -> tuple[Group, ...]:
    """Return the scalars of a section as one group, and behind it each of its tables as a group, core ones first."""
    by_depth = sorted(questions, key=lambda question: question.depth)
    paths = [path_of_question(question.question_id) for question in questions]
    scalars = tuple(part for path in paths if not is_table(path) for part in (path, *_BEHIND.get(path, ())))
    tables = (path_of_question(question.question_id) for question in by_depth)
    return ((Group(title, scalars),) if scalars else ()) + tuple(
        Group(label_at(path), (path,)) for path in tables if is_table(path)
    )


@cache
def is_table(path: str) -> bool:
    """Return whether rows stand at a path; a list of plain names is no table."""
    return any(issubclass(model, Row) for model in models_in(field_at(path).annotation))
