"""Stage 0: the one vocabulary that all rules and stages speak.

`answered` turns an assessment into facts; later stages add what they derive and decide. `origins.py` says where each
fact comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, TypeGuard

from wardround.assessment import Answer, Assessment, Row, Standing
from wardround.engine.aggregates.aggregate import FIRMEST_FIRST, Aggregate, loosest
from wardround.engine.figure import Input
from wardround.engine.findings import Fact
from wardround.engine.origins import (
    ORIGINS,
    Control,
    Decided,
    Derived,
    NoOrigin,
    Origin,
    Rows,
    Stage,
    Table,
)
from wardround.engine.plain_words import coded, listed, lowered, spoken
from wardround.knowledge import FactValue, Knowledge, VocabularyEntry

WHEN_NOT_ASKED: Mapping[str, FactValue] = {
    "shift_overlap": False,
    "login_storm_users_5min": 0,
    "multi_company_consolidation": False,
    "realtime_interface_count": 0,
    "interface_msgs_per_hour_peak": 0,
    "interface_catalogue_pct": 100.0,
    "interface_retry_pct": 100.0,
    "hardcoded_endpoints": False,
    "legacy_protocols": False,
    "hybrid_link": "none",
    "identity_dependency_onprem": False,
    "latency_sensitive_onprem": False,
    "residency_scope": (),
    "baa_signed": "not_needed",
    "source_os_eol": False,
    "source_pg_version": None,
}
"""What an open question means when it does not apply, where its documented default would claim something untrue: who
has no interfaces has none in real time. Every other open question keeps its default."""


class FactUnknown(LookupError):
    """A stage needs a fact that is not known yet."""

    def __init__(self, name: str, label: str) -> None:
        """Name the fact as the screen names it."""
        super().__init__(f"'{label}' ({name}) is not known yet; answer it and assess again")
        self.name = name


class FactOfAnotherKind(TypeError):
    """A stage asks a fact for a kind of value that it does not have; a defect of the stage."""

    def __init__(self, name: str, wanted: str) -> None:
        """Name the fact and what was wanted."""
        super().__init__(f"the fact {name} is not {wanted}")
        self.name = name


class FactFromElsewhere(ValueError):
    """A stage sets a fact that is not its own."""

    def __init__(self, name: str, stage: str) -> None:
        """Say which origin the fact has."""
        origin = ORIGINS.get(name)
        rule = origin.rule if origin else "it is not in the vocabulary"
        super().__init__(f"the stage {stage} set the fact {name}; {rule}")
        self.name = name


@dataclass(frozen=True, slots=True, eq=False)
class Facts(Mapping[str, FactValue]):
    """All facts by name; a value of None is not known yet. Frozen: adding facts gives new facts."""

    entries: Mapping[str, Fact]
    vocabulary: Mapping[str, VocabularyEntry]
    labels: Mapping[str, str]
    wishes: Mapping[str, Fact]
    """The facts that a decision has replaced, as the client wished them."""
    not_asked: frozenset[str]
    """Facts whose question does not apply to this client."""
    names: Mapping[str, str]
    """What people call the recovery patterns, by id."""

    def __getitem__(self, name: str) -> FactValue:
        return self.entries[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def fact(self, name: str) -> Fact:
        """Return the fact with its origin, trail and standing. Raises KeyError for a name outside the vocabulary."""
        return self.entries[name]

    def number(self, name: str) -> float:
        """Return the value of a numeric fact, in the unit of the vocabulary. Raises FactUnknown."""
        value = self._known(name)
        if not _is_number(value):
            raise FactOfAnotherKind(name, "a number")
        return float(value)

    def text(self, name: str) -> str:
        """Return the value of a choice or text. Raises FactUnknown."""
        value = self._known(name)
        if not isinstance(value, str):
            raise FactOfAnotherKind(name, "a text")
        return value

    def flag(self, name: str) -> bool:
        """Return the value of a yes-or-no fact. Raises FactUnknown."""
        value = self._known(name)
        if not isinstance(value, bool):
            raise FactOfAnotherKind(name, "a yes or no")
        return value

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the values of a fact with several. Raises FactUnknown."""
        value = self._known(name)
        if not isinstance(value, tuple):
            raise FactOfAnotherKind(name, "a list of values")
        return value

    def day(self, name: str) -> date | None:
        """Return the value of a date, None while it is open."""
        value = self[name]
        return date.fromisoformat(value) if isinstance(value, str) else None

    def standing(self, name: str) -> Standing:
        """Return how firmly a fact stands; unknown for defaults."""
        return self.entries[name].standing

    def known_better(self, name: str) -> bool:
        """Return whether somebody or something says the fact, so that it is more than a default."""
        return self.entries[name].origin not in {"default", "none"}

    def is_assumed(self, name: str) -> bool:
        """Return whether a fact is only assumed or a default."""
        return self.entries[name].standing in {Standing.ASSUMED, Standing.UNKNOWN}

    def label(self, name: str) -> str:
        """Return what the screen calls the fact."""
        return self.labels[name]

    def unit(self, name: str) -> str:
        """Return the unit of the fact, money in the currency of the engagement; empty where it has none."""
        currency, unit = self["currency"], self.vocabulary[name].unit
        return unit.replace("currency", currency) if isinstance(currency, str) else unit

    def spoken(self, name: str) -> str:
        """Return the value as people say it, with its unit."""
        return self.said(name, self[name])

    def said(self, name: str, value: FactValue) -> str:
        """Return any value of a fact as people say it: codes in words, lists joined, numbers with their unit."""
        match value:
            case str():
                return self.names.get(value) or coded(name, value)
            case tuple():
                return listed([coded(name, code) for code in value]) or "none"
        return spoken(value, self.unit(name))

    def reason(self, name: str) -> str:
        """Return 'label: value (standing)', the way findings quote a fact."""
        label, value = self.label(name), self.spoken(name)
        unit = self.unit(name)
        if label.lower().startswith(unit) or f"({unit})" in label:
            value = value.removesuffix(f" {unit}").removesuffix(f" {unit.removesuffix('s')}")
        return f"{label}: {value} ({self._standing_in_words(name)})"

    def input(self, name: str) -> Input:
        """Return the fact as an input of a figure."""
        value = self[name]
        shown = value if isinstance(value, bool | int | float) else self.said(name, value)
        return Input(self.label(name), shown, self.unit(name), self.entries[name].trail)

    def wish(self, name: str) -> FactValue:
        """Return what the client wished before a decision, else the value itself."""
        return self.wishes[name].value if name in self.wishes else self[name]

    def with_derived(self, values: Mapping[str, FactValue], stage: Stage) -> Facts:
        """Return the facts with what a stage computed. Raises FactFromElsewhere for a fact that is not its own."""
        added = dict(self.entries)
        for name in sorted(values):
            origin = ORIGINS.get(name)
            if not isinstance(origin, Derived) or origin.stage != stage:
                raise FactFromElsewhere(name, stage)
            added[name] = self._derived(name, values[name], origin)
        return replace(self, entries=added)

    def with_decided(self, values: Mapping[str, tuple[FactValue, str]], stage: Stage = "decisions") -> Facts:
        """Return the facts with what a stage decided, each with the reason in words, keeping the wishes.

        Raises FactFromElsewhere for a fact that is not the stage's to decide.
        """
        added, wishes = dict(self.entries), dict(self.wishes)
        for name in sorted(values):
            origin = ORIGINS.get(name)
            if not isinstance(origin, Decided) or origin.stage != stage:
                raise FactFromElsewhere(name, stage)
            value, why = values[name]
            wish = wishes.setdefault(name, self.entries[name])
            if value == wish.value:
                added[name] = wish
                continue
            said = self.said(name, wish.value)
            wished = "" if wish.origin in {"default", "none"} else f" (wished: {said}, {wish.trail})"
            added[name] = Fact(name, value, "decision", f"decided: {why}{wished}", Standing.DOCUMENTED)
        return replace(self, entries=added, wishes=wishes)

    def _known(self, name: str) -> bool | float | str | tuple[str, ...]:
        value = self[name]
        if value is None:
            raise FactUnknown(name, self.label(name))
        return value

    def _derived(self, name: str, value: FactValue, origin: Derived) -> Fact:
        if value is None:
            return _nothing(name, f"{origin.stage} could not tell")
        behind = [base for base in origin.rests_on if self[base] is not None]
        standing = loosest(self.standing(base) for base in behind)
        from_what = "; ".join(self.reason(base) for base in behind)
        trail = f"computed by {origin.stage}" + (f" from {from_what}" if from_what else "")
        return Fact(name, value, "derived", trail, standing)

    def _standing_in_words(self, name: str) -> str:
        fact = self.entries[name]
        if fact.origin == "default":
            return "default"
        if fact.origin not in {"decision", "derived", "control"}:
            return fact.standing.value
        how = {"decision": "decided", "derived": "computed", "control": "control"}[fact.origin]
        behind = {Standing.UNKNOWN: "from defaults", Standing.ASSUMED: "from assumptions"}.get(fact.standing, "")
        return f"{how} {behind}".rstrip()


def answered(assessment: Assessment, knowledge: Knowledge) -> Facts:
    """Return the facts that the answers give: every name of the vocabulary, with what is derived later still open."""
    entries: dict[str, Fact] = {}
    not_asked: set[str] = set()
    for name in knowledge.facts:
        entries[name] = _entry(name, ORIGINS[name], assessment, knowledge)
    values = {name: fact.value for name, fact in entries.items()}
    for name, question in knowledge.questions.items():
        shown = question.show_if
        if shown is None:
            continue
        outcome = shown.evaluate(values)
        if outcome.verdict is False:
            not_asked.add(name)
            if name in WHEN_NOT_ASKED and entries[name].origin in {"default", "none"}:
                why = f"{question.question_id} does not apply: " + ", ".join(
                    f"{key} is {spoken(entries[key].value, fact=key)}" for key in outcome.read
                )
                standing = loosest(entries[key].standing for key in outcome.read)
                entries[name] = Fact(name, WHEN_NOT_ASKED[name], "derived", why, standing)
                values[name] = WHEN_NOT_ASKED[name]
    labels = {name: _label(name, type(assessment)) for name in entries}
    names = {key: lowered(pattern.name) for key, pattern in knowledge.dr_patterns.items()}
    facts = Facts(entries, knowledge.facts, labels, {}, frozenset(not_asked), names)
    facts = _with_suggested_regimes(facts, knowledge)
    return facts.with_derived(
        {
            "highest_sensitivity": highest_sensitivity(facts, knowledge),
            "min_breach_hours": shortest_breach_hours(facts, knowledge),
            "peak_to_average_ratio": peak_to_average(
                facts.number("peak_concurrent_users"), facts.number("avg_concurrent_users")
            ),
        },
        "facts",
    )


def highest_sensitivity(facts: Facts, knowledge: Knowledge) -> int:
    """Return the highest sensitivity (1 to 5) among the data classes held."""
    classes = facts.choices("data_classes")
    return max((knowledge.data_classes[name].default_sensitivity for name in classes), default=1)


def shortest_breach_hours(facts: Facts, knowledge: Knowledge) -> float:
    """Return the shortest breach notice among the regimes that apply; 0 where none has a clock, in hours."""
    clocks = [knowledge.regimes[name].breach_hours for name in facts.choices("regimes")]
    return min((hours for hours in clocks if hours > 0), default=0)


def peak_to_average(peak_users: float, average_users: float) -> float:
    """Return peak over typical concurrent users; 1 where nobody works."""
    return peak_users / average_users if average_users else 1.0


def answer_fact(name: str, assessment: Assessment) -> Fact | None:
    """Return what the scalar answer alone says, None while it is open or the fact has none."""
    path = getattr(ORIGINS[name], "path", "")
    answer = _at(assessment, path) if path else None
    if not isinstance(answer, Answer) or answer.value is None:
        return None
    value = answer.value.isoformat() if isinstance(answer.value, date) else answer.value
    return Fact(name, value, "answer", _who(answer.by, answer.standing), answer.standing)


def rows_fact(name: str, assessment: Assessment, knowledge: Knowledge) -> Fact | None:
    """Return what rows or the state of a control alone say, None where they say nothing."""
    origin = ORIGINS[name]
    if isinstance(origin, Rows):
        found = origin.aggregate(assessment, knowledge)
        return _from_rows(name, found) if found else None
    if isinstance(origin, Control):
        return _from_control(name, origin, assessment, knowledge)
    return None


def _entry(name: str, origin: Origin, assessment: Assessment, knowledge: Knowledge) -> Fact:
    if isinstance(origin, Derived):
        return _nothing(name, f"computed later, by {origin.stage}")
    if isinstance(origin, NoOrigin):
        return _nothing(name, origin.reason)
    if isinstance(origin, Table):
        return _from_table(name, _at(assessment, origin.path))
    answer = answer_fact(name, assessment)
    rows = rows_fact(name, assessment, knowledge)
    if answer and rows and isinstance(origin, Rows):
        if origin.combine is not None:
            value = origin.combine(rows.value, answer.value)
            standing = loosest((rows.standing, answer.standing))
            return Fact(name, value, "rows", f"{answer.trail}, and {rows.trail}", standing)
        firmer = FIRMEST_FIRST.index(answer.standing) < FIRMEST_FIRST.index(rows.standing)
        return answer if origin.first == "answer" or (origin.first == "firmer" and firmer) else rows
    return rows or answer or _default(name, knowledge)


def _from_rows(name: str, found: Aggregate) -> Fact:
    return Fact(name, found.value, "rows", f"{found.words}, {found.standing.value}", found.standing)


def _from_control(name: str, origin: Control, assessment: Assessment, knowledge: Knowledge) -> Fact | None:
    for row in assessment.compliance.control_states:
        if row.control_id == origin.control_id:
            by_state = {"fulfilled": origin.fulfilled, "open": origin.opened}
            value = by_state.get(row.state)
            if value is not None:
                requirement = knowledge.controls[row.control_id].requirement.rstrip(".")
                trail = f"the control “{requirement}” is {row.state}, {_who(row.by, row.standing)}"
                return Fact(name, value, "control", trail, row.standing)
    return None


def _from_table(name: str, rows: tuple[Row, ...]) -> Fact:
    if not rows:
        return _nothing(name, "no rows yet")
    keys = tuple(sorted(row.key for row in rows))
    return Fact(name, keys, "rows", f"{len(keys)} rows", loosest(row.standing for row in rows))


def _default(name: str, knowledge: Knowledge) -> Fact:
    question = knowledge.questions[name]
    value = knowledge.default_of(name)
    if value is None:
        return _nothing(name, f"{question.question_id} is open and has no default")
    unit = knowledge.facts[name].unit
    trail = f"default of {question.question_id}: {spoken(value, unit, fact=name)} ({question.source})"
    return Fact(name, value, "default", trail, Standing.UNKNOWN)


def _nothing(name: str, why: str) -> Fact:
    return Fact(name, None, "none", why, Standing.UNKNOWN)


def _with_suggested_regimes(facts: Facts, knowledge: Knowledge) -> Facts:
    """Return the facts with regimes pre-ticked from jurisdictions and data, while nobody has answered them.

    A jurisdiction that is only a default puts nobody under a law: what needs one is not suggested then.
    """
    if facts.known_better("regimes"):
        return facts
    placed = facts.known_better("jurisdictions")
    values: Mapping[str, FactValue] = facts if placed else {**facts, "jurisdictions": None}
    suggested = tuple(
        sorted(name for name, regime in knowledge.regimes.items() if regime.suggest_rule.evaluate(values).verdict)
    )
    trail = "suggested by jurisdictions and data held, until CMP-01 is answered (regulations)"
    regimes = Fact("regimes", suggested, "default", trail, Standing.UNKNOWN)
    return replace(facts, entries={**facts.entries, "regimes": regimes})


def _at(assessment: Assessment, path: str) -> Any:  # noqa: ANN401 - an answer or a table
    section, field = path.split(".")
    return getattr(getattr(assessment, section), field)


@cache
def _label(name: str, kind: type[Assessment]) -> str:
    origin = ORIGINS[name]
    if isinstance(origin, Derived | NoOrigin):
        return origin.label
    section, field = origin.path.split(".")
    within = kind.model_fields[section].annotation
    if within is None:
        raise AssertionError
    return str(within.model_fields[field].title)


def _who(by: str, standing: Standing) -> str:
    return f"{by}, {standing.value}" if by else standing.value


def _is_number(value: FactValue) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
