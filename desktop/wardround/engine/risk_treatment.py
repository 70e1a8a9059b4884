"""What becomes of the risks that hold: what each may cost, and which of them somebody accepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from wardround.assessment.compliance import AcceptedRisk
from wardround.engine.facts import Facts
from wardround.engine.findings import FiredRisk
from wardround.engine.findings.risk import Acceptance, ExpectedLoss
from wardround.knowledge import Knowledge

BY_ITSELF = frozenset({"high availability", "network", "identity", "certificates"})
"""Categories whose event stops the service by itself: likelihood reads as events a year; judgement."""

AFTER_A_FAILURE = frozenset({"disaster recovery", "backup", "ransomware", "business continuity"})
"""Categories that show when a recovery is called for: likelihood reads as the chance that it then goes wrong."""

ONCE = frozenset({"cutover"})
"""Categories with one occasion: likelihood reads as the chance that it goes wrong.

What a breach, a fine, a lost record or a slow screen costs nobody is asked, so all other categories stay without money.
"""

WHOLE_DOLLARS = Decimal(1)
MONTHS = 12


def treated(
    fired: Sequence[FiredRisk], accepted: Sequence[AcceptedRisk], facts: Facts, knowledge: Knowledge, as_of: date
) -> tuple[FiredRisk, ...]:
    """Return the risks in their order with expected loss and acceptance. An accepted risk keeps place and score."""
    rows = {row.risk_id: row for row in accepted}
    return tuple(
        replace(risk, acceptance=_acceptance(rows.get(risk.risk_id), as_of), loss=expected_loss(risk, facts, knowledge))
        for risk in fired
    )


def _acceptance(row: AcceptedRisk | None, as_of: date) -> Acceptance | None:
    if row is None:
        return None
    lapsed = row.until is not None and row.until < as_of
    return Acceptance(row.reason, row.owner, row.accepted_on, row.until, lapsed)


def expected_loss(risk: FiredRisk, facts: Facts, knowledge: Knowledge) -> ExpectedLoss | None:
    """Return what a risk may cost; None where no answer says what it would be worth.

    Time without the service costs events x hours an event x cost of an hour, each with its bounds; running over a
    budget costs the excess itself.
    """
    rate = Decimal(str(facts.number("exchange_rate"))) if facts["currency"] != "USD" else Decimal(1)
    if risk.risk_id in OVER_BUDGET:
        return _over_budget(risk, facts, rate)
    if risk.category not in BY_ITSELF | AFTER_A_FAILURE | ONCE or not facts.known_better("downtime_cost_hour"):
        return None
    hour = Decimal(str(facts.number("downtime_cost_hour"))) / rate
    if not hour:
        return None
    now = _lost_hours(risk.category, risk.likelihood, risk.impact, knowledge)
    later = _lost_hours(risk.category, risk.residual_likelihood, risk.residual_impact, knowledge)
    low, likely, high = (loss_usd(events, hours, hour) for events, hours in now)
    often, hours = [events for events, _ in now], [length for _, length in now]
    occasions = "times over the project" if risk.category in ONCE else "times a year"
    return ExpectedLoss(
        per="once" if risk.category in ONCE else "year",
        low_usd=low,
        likely_usd=likely,
        high_usd=high,
        after_likely_usd=loss_usd(*later[1], hour),
        rests_on=(
            f"{facts.reason('downtime_cost_hour')}; {often[0]:.2g} to {often[2]:.2g} {occasions}, "
            f"{hours[0]:g} to {hours[2]:g} h each, as the score reads (judgement)"
        ),
    )


def _lost_hours(category: str, likelihood: int, impact: int, knowledge: Knowledge) -> list[tuple[float, float]]:
    """Return events and hours an event, low, likely and high, as a category reads its score."""
    outage = knowledge.loss_scales["outage", impact]
    scale = knowledge.loss_scales["events" if category in BY_ITSELF else "chance", likelihood]
    base = knowledge.design_policies["major_failures_per_year"]
    occasions = (base.low, base.value, base.high) if category in AFTER_A_FAILURE else (1.0, 1.0, 1.0)
    return [
        (occasions[0] * scale.low, outage.low),
        (occasions[1] * scale.likely, outage.likely),
        (occasions[2] * scale.high, outage.high),
    ]


def loss_usd(events: float, hours: float, usd_per_hour: Decimal) -> Decimal:
    """Return events x hours an event x cost of an hour, to the dollar: a year's loss for events a year. [USD]."""
    whole = Decimal(str(events)) * Decimal(str(hours)) * usd_per_hour
    return whole.quantize(WHOLE_DOLLARS, ROUND_HALF_UP)


def _over_budget(risk: FiredRisk, facts: Facts, rate: Decimal) -> ExpectedLoss | None:
    ratio_name, budget_name, per = OVER_BUDGET[risk.risk_id]
    ratio, budget = facts[ratio_name], facts[budget_name]
    if not isinstance(ratio, int | float) or not isinstance(budget, int | float) or not facts.known_better(budget_name):
        return None
    months = MONTHS if per == "year" else 1
    excess = (Decimal(str(ratio)) - 1) * Decimal(str(budget)) * months / rate
    amount = max(excess, Decimal(0)).quantize(WHOLE_DOLLARS, ROUND_HALF_UP)
    rests_on = f"{facts.reason(budget_name)}; {facts.reason(ratio_name)}"
    return ExpectedLoss("year" if per == "year" else "once", amount, amount, amount, Decimal(0), rests_on)


OVER_BUDGET: Mapping[str, tuple[str, str, str]] = {
    "RK-COS-01": ("cost_to_budget_ratio", "budget_monthly", "year"),
    "RK-COS-05": ("onetime_to_budget_ratio", "budget_onetime", "once"),
}
"""Risks whose loss is the excess over a budget: the fact that compares, the budget, and how often it is lost."""
