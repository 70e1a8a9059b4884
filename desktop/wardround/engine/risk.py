"""Risk: the rules of the library over the facts.

A rule holds, does not hold, or cannot be decided yet. What holds becomes a risk with the facts that fired it; what
cannot be decided becomes an open question and never a silent all-clear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wardround.engine.facts import Facts
from wardround.engine.findings import FiredRisk, Roadmap
from wardround.knowledge import FactValue, Knowledge, Risk, Rule

LOWEST, HIGHEST = 1, 5

PHASE_BY_CATEGORY: Mapping[str, str] = {
    "sizing": "4",
    "performance": "4",
    "batch": "6",
    "capacity and SKU": "2",
    "tenancy": "2",
    "integration": "6",
    "migration": "1",
    "cutover": "7",
    "network": "2",
    "identity": "3",
    "high availability": "4",
    "disaster recovery": "7",
    "backup": "4",
    "ransomware": "3",
    "business continuity": "7",
    "security": "3",
    "certificates": "3",
    "regulatory": "3",
    "data": "5",
    "application": "5",
    "change": "4",
    "monitoring": "4",
    "operations": "5",
    "people": "5",
    "vendor": "3",
    "licence": "1",
    "cost": "9",
    "governance": "1",
    "platform": "4",
    "AI readiness": "9",
}
"""Number of the phase by whose end a risk of a category should be treated, where no planned activity treats it;
judgement."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that cannot be decided yet, and the facts that are missing for it."""

    risk_id: str
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskRegister:
    """The risks that hold, the highest score first, and the rules that cannot be decided yet, by id."""

    fired: tuple[FiredRisk, ...]
    undecided: tuple[Undecided, ...]


def risks(facts: Facts, knowledge: Knowledge, roadmap: Roadmap) -> RiskRegister:
    """Return the register for the facts as they stand after all decisions; the roadmap gives the due phases."""
    phases = _phases(knowledge, roadmap)
    fired, undecided = [], []
    for risk_id in sorted(knowledge.risks):
        risk = knowledge.risks[risk_id]
        outcome = risk.trigger_condition.evaluate(facts)
        if outcome.verdict is None:
            missing = tuple(name for name in outcome.read if facts.get(name) is None)
            undecided.append(Undecided(risk_id, risk.title, missing))
        elif outcome.verdict:
            due = phases.get(risk_id) or _phase_of_category(risk.category, knowledge)
            fired.append(_fired(risk, reasons(risk.trigger_condition, facts), facts, due))
    fired.sort(key=lambda risk: (-risk.score, risk.risk_id))
    return RiskRegister(tuple(fired), tuple(undecided))


def _fired(risk: Risk, read: tuple[str, ...], facts: Facts, due: str) -> FiredRisk:
    score = {"L": risk.base_likelihood, "I": risk.base_impact}
    behind = list(read)
    for modifier in risk.modifiers:
        outcome = modifier.rule.evaluate(facts)
        if outcome.verdict is True:
            score[modifier.axis] += modifier.delta
            behind.extend(reasons(modifier.rule, facts))
    likelihood, impact = held(score["L"]), held(score["I"])
    named = tuple(dict.fromkeys(behind))
    return FiredRisk(
        risk_id=risk.risk_id,
        category=risk.category,
        title=risk.title,
        cause=risk.cause,
        event=risk.event,
        consequence=risk.consequence,
        likelihood=likelihood,
        impact=impact,
        residual_likelihood=min(likelihood, risk.residual_after_mitigation.likelihood),
        residual_impact=min(impact, risk.residual_after_mitigation.impact),
        because=tuple(facts.reason(name) for name in named if facts[name] is not None),
        # Whether the risk exists is what matters here; a modifier on a default shows as such among the reasons.
        assumed=any(facts.is_assumed(name) for name in read),
        mitigation=risk.mitigation,
        owner_role=risk.owner_role,
        evidence=risk.evidence,
        controls=risk.controls,
        due_phase=due,
        source=risk.source,
    )


def reasons(rule: Rule, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """Return the facts on which a rule that holds rests, in the order of the rule.

    A fact counts where the rule would no longer be decided without it, or where it suffices alone: of two conditions of
    which either is enough, the one that fails is no reason. Where neither test finds enough, the shortest set does that
    leaving out facts from the front leads to.
    """
    read = rule.evaluate(facts).read
    known = {name: facts[name] for name in read}

    def holds(names: Iterable[str]) -> bool:
        return rule.evaluate({name: known[name] if name in names else None for name in rule.names}).verdict is True

    kept = tuple(name for name in read if not holds(set(read) - {name}) or holds({name}))
    if holds(set(kept)):
        return kept
    left = list(read)
    for name in read:
        if holds(set(left) - {name}):
            left.remove(name)
    return tuple(left)


def held(level: int) -> int:
    """Return a level held between 1 and 5."""
    return max(LOWEST, min(HIGHEST, level))


def _phases(knowledge: Knowledge, roadmap: Roadmap) -> dict[str, str]:
    """Return for each risk the phase of the first planned activity that treats it."""
    found: dict[str, str] = {}
    for activity in sorted(roadmap.activities, key=lambda one: (one.ends, one.activity_id)):
        row = knowledge.activities.get(activity.activity_id)
        for risk_id in row.linked_risks if row else ():
            found.setdefault(risk_id, activity.phase)
    return found


def _phase_of_category(category: str, knowledge: Knowledge) -> str:
    phases: Iterable[str] = sorted({row.phase for row in knowledge.activities.values()})
    number = PHASE_BY_CATEGORY.get(category, "")
    return next((phase for phase in phases if number and phase.startswith(number)), "")
