"""What leaving out one control would save, and what it would open: everything sized, priced and judged again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from wardround.assessment import Assessment, with_values
from wardround.assessment.compliance import ControlState
from wardround.engine.control_review import references
from wardround.engine.facts import answered
from wardround.engine.findings import Findings, FiredRisk
from wardround.engine.findings.controls import ControlStanding, ControlSwitch, OpenedRisk
from wardround.engine.origins import ORIGINS, Control
from wardround.knowledge import Knowledge

Again = Callable[[Assessment], Findings]
"""Assesses other answers on the same day."""

USD_PER_VCPU_MONTH, USD_PER_GIB_MONTH = 30.0, 4.0
"""Rough prices that rank controls and are shown nowhere; judgement."""

MOST = 8
"""Controls looked at one by one: those that cost most. Each takes an assessment of its own."""


def switched_off(
    answers: Assessment, findings: Findings, knowledge: Knowledge, again: Again
) -> Iterator[ControlSwitch]:
    """Yield what leaving out each control that adds something would do, the dearest first.

    Leaving out means that the control is not required, and that the answer which says that it is in place says no.
    """
    # The findings in hand may carry likelihoods that samples gave; what is compared must come from the same formulas.
    now = again(answers)
    for control in worth_a_look(findings):
        other = again(without(answers, control.control_id, knowledge))
        yield _switch(control, now, other, knowledge)


def worth_a_look(findings: Findings) -> Sequence[ControlStanding]:
    """Return the controls in force that add processor time, memory or money: a few, the dearest first."""
    in_force = {one.control_id for one in findings.controls if one.in_force}
    review = findings.control_review
    adding = [
        one
        for one in (review.controls if review else ())
        if one.control_id in in_force and (one.adds.vcpus or one.adds.memory_gib or one.adds.monthly_usd)
    ]
    ordered = sorted(adding, key=lambda one: (-_weight(one), one.control_id))
    return tuple(ordered[:MOST])


def _weight(control: ControlStanding) -> float:
    """Return what a control weighs for the order: money, and machines at a rough price that only ranks. [USD/month]."""
    adds = control.adds
    return float(adds.monthly_usd) + adds.vcpus * USD_PER_VCPU_MONTH + adds.memory_gib * USD_PER_GIB_MONTH


def without(answers: Assessment, control_id: str, knowledge: Knowledge) -> Assessment:
    """Return the answers with a control left out: not required, and where an answer says that it is there, denied."""
    rows = tuple(row for row in answers.compliance.control_states if row.control_id != control_id)
    key = f"without-{control_id}"
    off = ControlState(key=key, control_id=control_id, state="not_required")
    changes: list[tuple[str, object]] = [("compliance.control_states", (*rows, off))]
    facts = answered(answers, knowledge)
    for name, origin in ORIGINS.items():
        if isinstance(origin, Control) and origin.control_id == control_id and facts[name] == origin.fulfilled:
            denied = not origin.fulfilled if isinstance(origin.fulfilled, bool) else origin.opened
            if denied is not None:
                changes.append((origin.path, {"value": denied, "standing": "assumed"}))
    return with_values(answers, changes)


def _switch(control: ControlStanding, now: Findings, other: Findings, knowledge: Knowledge) -> ControlSwitch:
    before = {risk.risk_id: risk for risk in now.risks}
    opens = tuple(
        _opened(risk, before.get(risk.risk_id))
        for risk in other.risks
        if risk.risk_id not in before or risk.score > before[risk.risk_id].score
    )
    opened = {risk.risk_id for risk in opens}
    leaves = tuple(
        OpenedRisk(risk.risk_id, risk.title, risk.score, risk.score)
        for risk in now.risks
        if control.control_id in risk.controls and risk.risk_id not in opened
    )
    row = knowledge.controls[control.control_id]
    return ControlSwitch(
        control_id=control.control_id,
        requirement=control.requirement,
        monthly_saving_usd=now.cost.totals.steady_monthly_usd - other.cost.totals.steady_monthly_usd,
        vcpus_saved=_vcpus(now) - _vcpus(other),
        memory_gib_saved=_memory(now) - _memory(other),
        log_gib_per_day_saved=now.sizing.data.log_gib_per_day - other.sizing.data.log_gib_per_day,
        opens=opens,
        leaves=leaves,
        unmet=tuple(text for regime in control.regimes for text in references(row, regime)),
    )


def _opened(risk: FiredRisk, before: FiredRisk | None) -> OpenedRisk:
    return OpenedRisk(risk.risk_id, risk.title, before.score if before else 0, risk.score)


def _vcpus(findings: Findings) -> int:
    return sum(role.nodes * role.vcpus for role in findings.deployment)


def _memory(findings: Findings) -> float:
    return sum(role.nodes * role.memory_gib for role in findings.deployment if role.vcpus)
