"""What becomes of the risks that hold: what each may cost, and which of them somebody accepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from wardround.assessment.compliance import AcceptedRisk
from wardround.engine.facts import Facts
from wardround.engine.findings import Cost, FiredRisk
from wardround.engine.findings.risk import Acceptance, ExpectedLoss
from wardround.knowledge import Knowledge
from wardround.knowledge.risk import RiskLoss

BY_ITSELF = frozenset({"itself", "servers"})
"""Readings whose likelihood reads as events a year."""

NONPRODUCTION = frozenset({"preproduction", "test", "training", "development"})
"""Environments that the bill can be trimmed of."""

WHOLE_DOLLARS = Decimal(1)
MONTHS = 12


def treated(
    fired: Sequence[FiredRisk],
    accepted: Sequence[AcceptedRisk],
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    hours_published: float | None = None,
    trimmed_usd: Decimal = Decimal(0),
) -> tuple[FiredRisk, ...]:
    """Return the risks in their order with expected loss and acceptance. An accepted risk keeps place and score.

    hours_published : hours a year that the published service levels of the design leave; failures of servers are
        held to them. None where nothing is known.
    trimmed_usd : what a month costs less at most where the bill is trimmed as the library advises.
    """
    rows = {row.risk_id: row for row in accepted}
    found = []
    for risk in fired:
        loss = expected_loss(risk, facts, knowledge, hours_published, trimmed_usd)
        settled = replace(risk, acceptance=_acceptance(rows.get(risk.risk_id), as_of), loss=loss)
        if risk.risk_id in OVER_BUDGET and loss is not None and loss.after_likely_usd:
            # What the treatment cannot pay for stays as likely and as bad as it is.
            settled = replace(settled, residual_likelihood=risk.likelihood, residual_impact=risk.impact)
        found.append(settled)
    return tuple(found)


def trimming_usd(bill: Cost) -> Decimal:
    """Return what a month costs less without any non-production environment: the most that trimming it can save. [USD].

    With the discount, contingency and tax of the whole bill.
    """
    listed = bill.totals.list_monthly_usd
    lines = sum((group.monthly_usd for group in bill.by_environment if group.name in NONPRODUCTION), Decimal(0))
    return lines * bill.totals.monthly_usd / listed if listed else Decimal(0)


def _acceptance(row: AcceptedRisk | None, as_of: date) -> Acceptance | None:
    if row is None:
        return None
    lapsed = row.until is not None and row.until < as_of
    return Acceptance(row.reason, row.owner, row.accepted_on, row.until, lapsed)


def expected_loss(
    risk: FiredRisk,
    facts: Facts,
    knowledge: Knowledge,
    hours_published: float | None = None,
    trimmed_usd: Decimal = Decimal(0),
) -> ExpectedLoss | None:
    """Return what a risk may cost; None where no answer says what it would be worth.

    Time without the service costs events x hours an event x cost of an hour, each with its bounds; running over a
    budget costs the excess itself, and after treatment what trimming the bill leaves of it.
    """
    rate = Decimal(str(facts.number("exchange_rate"))) if facts["currency"] != "USD" else Decimal(1)
    if risk.risk_id in OVER_BUDGET:
        return _over_budget(risk, facts, rate, trimmed_usd)
    row = knowledge.risk_losses.get(risk.risk_id)
    if row is None or not facts.known_better("downtime_cost_hour"):
        return None
    hour = Decimal(str(facts.number("downtime_cost_hour"))) / rate
    if not hour:
        return None
    held_to = hours_published if row.reading == "servers" else None
    now = _lost_hours(row, risk.likelihood, risk.impact, held_to, knowledge)
    later = _lost_hours(row, risk.residual_likelihood, risk.residual_impact, held_to, knowledge)
    low, likely, high = (loss_usd(events, hours, hour) for events, hours in now)
    often, hours = [events for events, _ in now], [length for _, length in now]
    occasions = "times over the project" if row.reading == "once" else "times a year"
    published = ", likely no more than the published service levels leave" if held_to is not None else ""
    return ExpectedLoss(
        per="once" if row.reading == "once" else "year",
        low_usd=low,
        likely_usd=likely,
        high_usd=high,
        after_likely_usd=loss_usd(*later[1], hour),
        rests_on=(
            f"{facts.reason('downtime_cost_hour')}; {often[0]:.2g} to {often[2]:.2g} {occasions}, "
            f"{hours[0]:.2g} to {hours[2]:.2g} h each, as the score reads and no more than such an event takes"
            f"{published} (judgement)"
        ),
    )


def _lost_hours(
    row: RiskLoss, likelihood: int, impact: int, hours_published: float | None, knowledge: Knowledge
) -> list[tuple[float, float]]:
    """Return events and hours an event, low, likely and high: the score as it reads, held to what the event takes."""
    outage = knowledge.loss_scales["outage", impact]
    scale = knowledge.loss_scales["events" if row.reading in BY_ITSELF else "chance", likelihood]
    base = knowledge.design_policies["major_failures_per_year"]
    occasions = (base.low, base.value, base.high) if row.reading == "after_a_failure" else (1.0, 1.0, 1.0)
    low = (occasions[0] * min(scale.low, row.events_low), min(outage.low, row.hours_low))
    likely = (occasions[1] * min(scale.likely, row.events_likely), min(outage.likely, row.hours_likely))
    high = (occasions[2] * min(scale.high, row.events_high), min(outage.high, row.hours_high))
    if hours_published is None:
        return [low, likely, high]
    return [_within(low, hours_published), _within(likely, hours_published), high]


def _within(lost: tuple[float, float], hours_a_year: float) -> tuple[float, float]:
    """Return events and hours an event that together do not exceed the hours of a year: each event is shorter."""
    events, hours = lost
    return events, min(hours, hours_a_year / events) if events else hours


def loss_usd(events: float, hours: float, usd_per_hour: Decimal) -> Decimal:
    """Return events x hours an event x cost of an hour, to the dollar: a year's loss for events a year. [USD]."""
    whole = Decimal(str(events)) * Decimal(str(hours)) * usd_per_hour
    return whole.quantize(WHOLE_DOLLARS, ROUND_HALF_UP)


def _over_budget(risk: FiredRisk, facts: Facts, rate: Decimal, trimmed_usd: Decimal) -> ExpectedLoss | None:
    ratio_name, budget_name, per = OVER_BUDGET[risk.risk_id]
    ratio, budget = facts[ratio_name], facts[budget_name]
    if not isinstance(ratio, int | float) or not isinstance(budget, int | float) or not facts.known_better(budget_name):
        return None
    months = MONTHS if per == "year" else 1
    saved = trimmed_usd * MONTHS if per == "year" else Decimal(0)
    excess = (Decimal(str(ratio)) - 1) * Decimal(str(budget)) * months / rate
    amount, after = (max(left, Decimal(0)).quantize(WHOLE_DOLLARS, ROUND_HALF_UP) for left in (excess, excess - saved))
    treatment = (
        "after treatment: without any non-production environment"
        if saved
        else "after treatment: the same, for nothing in the plan shows a saving"
    )
    rests_on = f"{facts.reason(budget_name)}; {facts.reason(ratio_name)}; {treatment}"
    return ExpectedLoss("year" if per == "year" else "once", amount, amount, amount, after, rests_on)


OVER_BUDGET: Mapping[str, tuple[str, str, str]] = {
    "RK-COS-01": ("cost_to_budget_ratio", "budget_monthly", "year"),
    "RK-COS-05": ("onetime_to_budget_ratio", "budget_onetime", "once"),
}
"""Risks whose loss is the excess over a budget: the fact that compares, the budget, and how often it is lost."""
