"""Which activities the answers ask for, and the effort of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.schedule import working_days
from wardround.knowledge import Activity, Knowledge, Outcome

ROUNDING = 1e-9


@formula(
    "low, likely or high + (scale fact above its threshold, if any) x days per unit",
    unit="days",
    source="roadmap phases: effort is an estimate, not an observed mode",
)
def effort_days(base_days: float, scale: float, threshold: float, days_per_unit: float) -> float:
    """Return the effort of an activity.

    Parameters
    ----------
    base_days : effort of a small client. [days]
    scale : the fact that drives the effort, in its own unit; the threshold where it is not known.
    threshold : value up to which the base effort holds.
    days_per_unit : further effort for each unit above the threshold. [days per unit]
    """
    return base_days + max(0.0, scale - threshold) * days_per_unit


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity that is included, with its effort for this client."""

    row: Activity
    low: float
    likely: float
    high: float
    because: str

    @property
    def least_days(self) -> int:
        """Return the working days that must pass however little the effort."""
        return working_days(self.row.elapsed_days_min)

    @property
    def duration_days(self) -> int:
        """Return whole working days for one person, a part of a day taking the day, and no fewer than must elapse."""
        return max(1, ceil(self.likely - ROUNDING), self.least_days)


def included(facts: Facts, knowledge: Knowledge) -> dict[str, Planned]:
    """Return the activities whose rule holds, by id; one that cannot be decided yet is planned as well."""
    planned = {}
    for key in sorted(knowledge.activities):
        row = knowledge.activities[key]
        outcome = row.include_when.evaluate(facts)
        if outcome.verdict is False:
            continue
        threshold = row.scale_threshold or 0.0
        known = facts[row.scale_fact] if row.scale_fact else None
        scale = facts.number(row.scale_fact) if known is not None else threshold
        low, likely, high = (
            effort_days(base, scale, threshold, row.days_per_unit_above_threshold)
            for base in (row.effort_days_low, row.effort_days_likely, row.effort_days_high)
        )
        planned[key] = Planned(row, low, likely, high, _because(row, outcome, facts))
    return planned


def price(one: Planned, knowledge: Knowledge) -> Decimal:
    """Return likely effort x likely day rate of the role responsible; several share the work. [USD]."""
    roles = [knowledge.day_rates[role] for role in one.row.responsible if role in knowledge.day_rates]
    if not roles:
        return Decimal(0)
    rate = sum((Decimal(repr(role.rate_usd_per_day_likely)) for role in roles), Decimal(0)) / len(roles)
    return Decimal(repr(round(one.likely, 6))) * rate


def _because(row: Activity, outcome: Outcome, facts: Facts) -> str:
    reasons = [facts.reason(name) for name in outcome.read]
    if outcome.verdict is None:
        reasons.append("not decided yet, so it is planned for")
    if row.scale_fact and facts[row.scale_fact] is not None:
        reasons.append(f"the effort follows this: {facts.reason(row.scale_fact)}")
    return "; ".join(reasons)
