"""The controls reviewed: why each is asked for, how far the required ones are fulfilled, which regimes apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wardround.assessment import Assessment
from wardround.assessment.compliance import ControlState
from wardround.engine.controls import deviation_is_over
from wardround.engine.facts import Facts
from wardround.engine.findings import FiredRisk, RequiredControl
from wardround.engine.findings.controls import (
    ControlEffect,
    ControlReview,
    ControlStanding,
    Coverage,
    RegimeStanding,
    State,
)
from wardround.engine.risk import reasons
from wardround.knowledge import Control, Knowledge, Rule

REFERENCED: Mapping[str, str] = {
    "HIPAA": "hipaa_ref",
    "HITRUST": "hitrust_or_iso_ref",
    "ISO27001": "hitrust_or_iso_ref",
}
"""Regimes whose paragraphs the catalogue of controls names, and the column that does."""


def review(
    assessment: Assessment,
    facts: Facts,
    required: Sequence[RequiredControl],
    effects: Mapping[str, ControlEffect],
    risks: Sequence[FiredRisk],
    knowledge: Knowledge,
    as_of: date,
) -> ControlReview:
    """Return the controls with their standing on a day, what they cover, and the regimes behind them."""
    rows = {row.control_id: row for row in assessment.compliance.control_states}
    applying = facts.choices("regimes")
    treats: dict[str, list[str]] = {}
    for risk in risks:
        for control_id in risk.controls:
            treats.setdefault(control_id, []).append(risk.risk_id)
    asked: dict[str, tuple[str, ...]] = {}
    for one in required:
        rule = knowledge.controls[one.control_id].applies_when
        if rule.text not in asked:  # many controls share a rule
            asked[rule.text] = _asked_by(rule, facts)
    named = sorted(applying)
    controls = tuple(
        _standing(
            knowledge.controls[one.control_id],
            rows.get(one.control_id),
            asked[knowledge.controls[one.control_id].applies_when.text],
            named,
            effects[one.control_id],
            tuple(treats.get(one.control_id, ())),
            as_of,
        )
        for one in required
    )
    return ControlReview(controls, tuple(coverage(controls, applying)), tuple(_regimes(assessment, facts, knowledge)))


def counts_as(row: ControlState | None, as_of: date) -> State:
    """Return the state that counts on a day: without a row not verified, and open after the end of a deviation."""
    if row is None:
        return "not_verified"
    return "open" if deviation_is_over(row, as_of) else row.state


def references(control: Control, regime_id: str) -> tuple[str, ...]:
    """Return the paragraphs of a regime that a control answers; none where the catalogue does not name them."""
    if regime_id not in REFERENCED:
        return ()
    found: tuple[str, ...] = getattr(control, REFERENCED[regime_id])
    word = {"HITRUST": "HITRUST", "ISO27001": "ISO"}.get(regime_id, "")
    return tuple(text for text in found if word in text)


def coverage(controls: Sequence[ControlStanding], applying: Sequence[str]) -> Iterator[Coverage]:
    """Yield how far the controls of each domain, then of each regime that they name, are fulfilled."""
    for domain in sorted({one.domain for one in controls}):
        yield _covered("domain", domain, [one for one in controls if one.domain == domain])
    for regime_id in sorted(applying):
        own = [one for one in controls if regime_id in one.regimes]
        if own:
            yield _covered("regime", regime_id, own)


def _covered(kind: str, name: str, controls: Sequence[ControlStanding]) -> Coverage:
    states = [one.counts_as for one in controls]
    return Coverage(
        kind="domain" if kind == "domain" else "regime",
        name=name,
        required=len(states) - states.count("not_required"),
        fulfilled=states.count("fulfilled"),
        deviations=states.count("accepted_deviation"),
        open=states.count("open"),
        not_verified=states.count("not_verified"),
    )


def _standing(
    control: Control,
    row: ControlState | None,
    asked_by: tuple[str, ...],
    applying: Sequence[str],
    effect: ControlEffect,
    treats: tuple[str, ...],
    as_of: date,
) -> ControlStanding:
    return ControlStanding(
        control_id=control.control_id,
        domain=control.domain,
        requirement=control.requirement,
        state="not_verified" if row is None else row.state,
        counts_as=counts_as(row, as_of),
        asked_by=asked_by,
        regimes=tuple(regime for regime in applying if references(control, regime)),
        owner=row.owner if row else "",
        due=row.due if row else None,
        evidence=row.evidence if row else "",
        evidence_to_collect=control.evidence_to_collect,
        reason=row.reason if row else "",
        expires=row.expires if row else None,
        adds=effect,
        treats=treats,
    )


def _asked_by(rule: Rule, facts: Facts) -> tuple[str, ...]:
    if not rule.names:
        return ()
    outcome = rule.evaluate(facts)
    if outcome.verdict is not True:
        return ("not decided yet: counted as required until it is",)
    return tuple(facts.reason(name) for name in reasons(rule, facts))


def _regimes(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> Iterator[RegimeStanding]:
    applying = facts.choices("regimes")
    answer = assessment.compliance.regimes
    for regime_id, regime in sorted(knowledge.regimes.items()):
        outcome = regime.suggest_rule.evaluate(facts)
        called_for, applies = outcome.verdict is True, regime_id in applying
        if not called_for and not applies:
            continue
        named = reasons(regime.suggest_rule, facts) if called_for else ()
        mapped = regime_id in REFERENCED and any(references(one, regime_id) for one in knowledge.controls.values())
        yield RegimeStanding(
            regime_id=regime_id,
            name=regime.name,
            called_for=called_for,
            applies=applies,
            because=tuple(facts.reason(name) for name in named),
            overruled=_overruled(assessment, regime_id, answer.note) if called_for != applies else "",
            mapped=mapped,
        )


def _overruled(assessment: Assessment, regime_id: str, note: str) -> str:
    """Return why a regime was left out or added: the reason recorded for it, else the note of the whole answer."""
    for row in assessment.compliance.regime_choices:
        if row.regime_id == regime_id:
            return row.reason
    return note
