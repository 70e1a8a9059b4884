"""What a risk may cost, and who accepts it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.engine.samples import AS_OF, findings, found, sample
from tests.engine.sized import KNOWLEDGE, assessment, facts_of, with_facts
from wardround.assessment import with_value
from wardround.engine.findings import FiredRisk
from wardround.engine.risk_treatment import expected_loss, loss_usd

HOSPITAL = "regional-hospital"
FACTS = with_facts(facts_of(assessment()), downtime_cost_hour=1000.0)
RISK = replace(findings(HOSPITAL).risks[0], category="high availability", risk_id="RK-HA-01")


def scored(likelihood: int, impact: int, category: str = "high availability") -> FiredRisk:
    return replace(
        RISK,
        category=category,
        likelihood=likelihood,
        impact=impact,
        residual_likelihood=min(likelihood, 2),
        residual_impact=min(impact, 2),
    )


def test_a_loss_is_events_times_hours_times_the_cost_of_an_hour() -> None:
    assert loss_usd(3, 8, Decimal(1000)) == Decimal(24000)
    loss = expected_loss(scored(4, 4), FACTS, KNOWLEDGE)
    assert loss is not None
    events, hours = KNOWLEDGE.loss_scales["events", 4], KNOWLEDGE.loss_scales["outage", 4]
    assert loss.likely_usd == Decimal(str(events.likely * hours.likely * 1000))
    assert loss.per == "year"
    assert "1,000" in loss.rests_on


def test_without_a_cost_of_an_hour_a_risk_has_no_money() -> None:
    assert expected_loss(scored(4, 4), facts_of(assessment()), KNOWLEDGE) is None
    assert expected_loss(scored(4, 4), with_facts(FACTS, downtime_cost_hour=0.0), KNOWLEDGE) is None


def test_a_breach_or_a_slow_screen_is_not_priced_as_an_outage() -> None:
    for category in ("regulatory", "data", "performance"):
        assert expected_loss(scored(4, 4, category), FACTS, KNOWLEDGE) is None


def test_a_cutover_happens_once() -> None:
    loss = expected_loss(scored(5, 4, "cutover"), FACTS, KNOWLEDGE)
    assert loss is not None
    assert loss.per == "once"
    assert loss.high_usd <= Decimal(str(KNOWLEDGE.loss_scales["outage", 4].high * 1000))


LEVEL = st.integers(1, 5)


@given(LEVEL, LEVEL, st.sampled_from(["high availability", "backup", "cutover"]))
def test_the_range_rises_and_treatment_never_makes_it_dearer(likelihood: int, impact: int, category: str) -> None:
    loss = expected_loss(scored(likelihood, impact, category), FACTS, KNOWLEDGE)
    assert loss is not None
    assert loss.low_usd <= loss.likely_usd <= loss.high_usd
    assert loss.after_likely_usd <= loss.likely_usd


@given(LEVEL, LEVEL)
def test_a_higher_score_never_costs_less(likelihood: int, impact: int) -> None:
    here, more = (
        expected_loss(scored(level, impact), FACTS, KNOWLEDGE) for level in (likelihood, min(likelihood + 1, 5))
    )
    assert here is not None
    assert more is not None
    assert more.likely_usd >= here.likely_usd


def accepted(until: date | None) -> FiredRisk:
    first = findings(HOSPITAL).risks[0]
    row = {
        "key": "a",
        "risk_id": first.risk_id,
        "reason": "replaced next year",
        "owner": "finance director",
        "accepted_on": AS_OF - timedelta(days=40),
        "until": until,
    }
    after = found(with_value(sample(HOSPITAL), "compliance.accepted_risks", [row])).risks
    assert [risk.risk_id for risk in after] == [risk.risk_id for risk in findings(HOSPITAL).risks]
    assert after[0].score == first.score
    return after[0]


def test_an_accepted_risk_keeps_its_place_and_score_and_names_who_answers_for_it() -> None:
    risk = accepted(None)
    assert risk.is_accepted
    assert risk.acceptance is not None
    assert (risk.acceptance.owner, risk.acceptance.reason) == ("finance director", "replaced next year")


def test_an_acceptance_ends_after_its_last_day() -> None:
    assert accepted(AS_OF).is_accepted
    lapsed = accepted(AS_OF - timedelta(days=1))
    assert not lapsed.is_accepted
    assert lapsed.acceptance is not None
    assert lapsed.acceptance.lapsed


@pytest.mark.parametrize("change", [{"owner": ""}, {"reason": ""}, {"until": date(2020, 1, 1)}, {"accepted_on": None}])
def test_an_acceptance_without_owner_reason_or_date_is_refused(change: dict[str, object]) -> None:
    row = {"key": "a", "risk_id": "RK-HA-01", "reason": "r", "owner": "o", "accepted_on": AS_OF} | change
    with pytest.raises(ValidationError):
        with_value(assessment(), "compliance.accepted_risks", [row])


def test_running_over_the_budget_costs_the_excess() -> None:
    facts = with_facts(FACTS, budget_monthly=1000.0, cost_to_budget_ratio=1.25)
    loss = expected_loss(replace(RISK, risk_id="RK-COS-01", category="cost"), facts, KNOWLEDGE)
    assert loss is not None
    assert loss.low_usd == loss.high_usd == Decimal(3000)
