"""What must hold for every engagement: asking for more never makes a tier cheaper, nor a risk of load smaller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import found, sample
from wardround.assessment import Assessment, with_value
from wardround.engine import Findings

LOAD_RISKS = ("RK-SIZ-03", "RK-SIZ-04", "RK-PER-01", "RK-PER-05", "RK-PER-06", "RK-PER-08", "RK-BAT-01", "RK-CAP-04")
FAMILY = ("clinic-group", "shared-services")


@dataclass(frozen=True)
class Ask:
    """How much more is asked for: factors on people and machines, growth, headroom, nodes lost, response target."""

    people: float = 1.0
    messages: float = 1.0
    growth_pct: float = 5.0
    headroom_pct: float = 20.0
    nodes_lost: int = 1
    target_ms: int = 2000


@cache
def answer(name: str, ask: Ask) -> Findings:
    return found(asked(sample(name), ask))


def asked(assessment: Assessment, ask: Ask) -> Assessment:
    roles = tuple(
        role.model_copy(update={"head_count": round(role.head_count * ask.people)}) for role in assessment.people.roles
    )
    interfaces = tuple(
        row.model_copy(update={"messages_per_day": (row.messages_per_day or 100) * ask.messages})
        for row in assessment.interfaces.interfaces
    )
    for path, value in (
        ("people.named_users", 40_000),
        ("people.roles", roles),
        ("interfaces.interfaces", interfaces),
        ("organisation.user_growth_pct_year", ask.growth_pct),
        ("platform.headroom_pct", ask.headroom_pct),
        ("platform.nodes_lost", ask.nodes_lost),
        ("people.response_target_p95_ms", ask.target_ms),
        ("platform.pins", ()),
    ):
        assessment = with_value(assessment, path, value)
    return assessment


def tier_prices(findings: Findings) -> dict[str, Decimal]:
    """Return what the servers and disks of each production tier cost a month."""
    prices: dict[str, Decimal] = {}
    for line in findings.cost.lines:
        if line.environment == "production" and line.sku and line.purchase_option != "own":
            prices[line.tier] = prices.get(line.tier, Decimal(0)) + (line.monthly_usd or Decimal(0))
    return {tier: prices[tier] for tier in ("application", "database", "ingress", "cache") if tier in prices}


def in_reach(findings: Findings) -> bool:
    """Return whether every tier found a size that carries it, without a mark that says otherwise."""
    marks = " ".join(mark for role in findings.sizing.roles for mark in role.marks)
    return "largest size" not in marks and "out of reach" not in marks


def scores(findings: Findings) -> dict[str, int]:
    return {risk.risk_id: risk.score for risk in findings.risks if risk.risk_id in LOAD_RISKS}


MORE: dict[str, Callable[[Ask, float], Ask]] = {
    "people": lambda ask, by: Ask(**{**vars(ask), "people": ask.people * (1 + by)}),
    "messages": lambda ask, by: Ask(**{**vars(ask), "messages": ask.messages * (1 + 4 * by)}),
    "growth": lambda ask, by: Ask(**{**vars(ask), "growth_pct": ask.growth_pct + round(20 * by, 1)}),
    "headroom": lambda ask, by: Ask(**{**vars(ask), "headroom_pct": ask.headroom_pct + round(80 * by, 1)}),
    "a node lost": lambda ask, _: Ask(**{**vars(ask), "nodes_lost": ask.nodes_lost + 1}),
    "a tighter target": lambda ask, by: Ask(**{**vars(ask), "target_ms": round(ask.target_ms / (1 + by))}),
}

starts = st.builds(
    Ask,
    people=st.floats(0.3, 4.0).map(lambda value: round(value, 2)),
    messages=st.floats(0.3, 5.0).map(lambda value: round(value, 2)),
    growth_pct=st.integers(0, 15).map(float),
    headroom_pct=st.integers(0, 50).map(float),
    nodes_lost=st.integers(0, 1),
    target_ms=st.integers(1200, 4000),
)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(FAMILY), starts, st.sampled_from(sorted(MORE)), st.floats(0.02, 1.0))
def test_asking_for_more_never_lowers_the_price_of_a_tier(name: str, start: Ask, what: str, by: float) -> None:
    before, after = answer(name, start), answer(name, MORE[what](start, round(by, 2)))
    if in_reach(before) and in_reach(after):
        cheaper = {
            tier: (price, tier_prices(after).get(tier, Decimal(0)))
            for tier, price in tier_prices(before).items()
            if tier_prices(after).get(tier, Decimal(0)) < price
        }
        assert not cheaper, f"more {what} made tiers cheaper: {cheaper}"


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(FAMILY), starts, st.floats(0.1, 1.0))
def test_more_load_on_the_same_servers_never_makes_a_risk_of_load_smaller(name: str, start: Ask, by: float) -> None:
    """The servers are pinned to what the smaller load was given, so that only the load differs."""
    before = answer(name, start)
    pins = tuple(
        {"key": f"{role.role}-{number}", "role": role.role, "sku": role.sku, "nodes": role.nodes}
        for number, role in enumerate(before.sizing.roles)
        if role.environment == "production" and role.role in {"application", "postgresql"} and not role.tenant
    )
    pinned = with_value(asked(sample(name), start), "platform.pins", pins)
    more = with_value(asked(sample(name), MORE["people"](start, round(by, 2))), "platform.pins", pins)
    small, large = scores(found(pinned)), scores(found(more))
    assert all(large.get(risk_id, 0) >= score for risk_id, score in small.items()), (small, large)


def test_more_people_are_more_operations_and_more_cores() -> None:
    one, two = answer("clinic-group", Ask()), answer("clinic-group", Ask(people=2.0))
    assert two.demand.design_hour.operations_per_hour > one.demand.design_hour.operations_per_hour
    assert two.demand.design_hour.cpu_cores > one.demand.design_hour.cpu_cores
