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
from wardround.engine.risk_treatment import expected_loss, loss_usd, treated, trimming_usd

HOSPITAL = "regional-hospital"
FACTS = with_facts(facts_of(assessment()), downtime_cost_hour=1000.0)
RISK = replace(findings(HOSPITAL).risks[0], category="high availability", risk_id="RK-HA-01")


def scored(likelihood: int, impact: int, risk_id: str = "RK-HA-05") -> FiredRisk:
    return replace(
        RISK,
        risk_id=risk_id,
        category=KNOWLEDGE.risks[risk_id].category,
        likelihood=likelihood,
        impact=impact,
        residual_likelihood=min(likelihood, 2),
        residual_impact=min(impact, 2),
    )


def test_a_loss_is_events_times_hours_times_the_cost_of_an_hour() -> None:
    assert loss_usd(3, 8, Decimal(1000)) == Decimal(24000)
    loss = expected_loss(scored(3, 1), FACTS, KNOWLEDGE)
    assert loss is not None
    events, hours = KNOWLEDGE.loss_scales["events", 3], KNOWLEDGE.loss_scales["outage", 1]
    assert loss.likely_usd == Decimal(str(events.likely * hours.likely * 1000))
    assert loss.per == "year"
    assert "1,000" in loss.rests_on


def test_an_event_never_takes_longer_or_comes_more_often_than_its_kind_does() -> None:
    """A certificate runs out once in its term, and a new one is a matter of hours, however bad the score is."""
    most = KNOWLEDGE.risk_losses["RK-CRT-01"]
    loss = expected_loss(scored(5, 5, "RK-CRT-01"), FACTS, KNOWLEDGE)
    assert loss is not None
    assert loss.high_usd == Decimal(str(most.events_high * most.hours_high * 1000))
    assert most.events_high <= 1
    assert most.hours_high < 24


def test_failed_servers_likely_cost_no_more_than_the_published_service_levels_leave() -> None:
    free, held = (expected_loss(scored(4, 4, "RK-HA-01"), FACTS, KNOWLEDGE, hours) for hours in (None, 0.5))
    assert free is not None
    assert held is not None
    assert held.likely_usd == Decimal(500)
    assert held.likely_usd < free.likely_usd
    assert held.high_usd == free.high_usd
    assert "published" in held.rests_on
    other = expected_loss(scored(4, 4, "RK-CRT-01"), FACTS, KNOWLEDGE, 0.5)
    assert other == expected_loss(scored(4, 4, "RK-CRT-01"), FACTS, KNOWLEDGE)


def test_without_a_cost_of_an_hour_a_risk_has_no_money() -> None:
    assert expected_loss(scored(4, 4), facts_of(assessment()), KNOWLEDGE) is None
    assert expected_loss(scored(4, 4), with_facts(FACTS, downtime_cost_hour=0.0), KNOWLEDGE) is None


def test_what_stops_nobody_from_working_is_not_priced_as_an_outage() -> None:
    for risk_id in ("RK-NET-03", "RK-NET-04", "RK-IDN-03", "RK-DR-03", "RK-BKP-06", "RK-CUT-05"):
        assert expected_loss(scored(4, 4, risk_id), FACTS, KNOWLEDGE) is None


def test_a_cutover_happens_once_and_overruns_by_hours() -> None:
    loss = expected_loss(scored(5, 5, "RK-CUT-01"), FACTS, KNOWLEDGE)
    assert loss is not None
    assert loss.per == "once"
    assert loss.high_usd <= Decimal(str(KNOWLEDGE.risk_losses["RK-CUT-01"].hours_high * 1000))


def test_the_bounds_of_every_event_rise() -> None:
    for row in KNOWLEDGE.risk_losses.values():
        assert row.events_low <= row.events_likely <= row.events_high
        assert row.hours_low <= row.hours_likely <= row.hours_high
        assert row.source.startswith("judgement")


LEVEL = st.integers(1, 5)


@given(LEVEL, LEVEL, st.sampled_from(sorted(KNOWLEDGE.risk_losses)))
def test_the_range_rises_and_treatment_never_makes_it_dearer(likelihood: int, impact: int, risk_id: str) -> None:
    loss = expected_loss(scored(likelihood, impact, risk_id), FACTS, KNOWLEDGE, 10.0)
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


def over_budget(trimmed_usd: int) -> FiredRisk:
    facts = with_facts(FACTS, budget_monthly=1000.0, cost_to_budget_ratio=1.25)
    risk = replace(RISK, risk_id="RK-COS-01", category="cost", likelihood=5, impact=4)
    risk = replace(risk, residual_likelihood=2, residual_impact=2)
    return treated((risk,), (), facts, KNOWLEDGE, AS_OF, trimmed_usd=Decimal(trimmed_usd))[0]


def test_running_over_the_budget_costs_the_excess_and_treatment_takes_off_what_the_bill_shows() -> None:
    for trimmed, left in ((0, 3000), (100, 1800), (400, 0)):
        loss = over_budget(trimmed).loss
        assert loss is not None
        assert loss.low_usd == loss.high_usd == Decimal(3000)
        assert loss.after_likely_usd == Decimal(left)


def test_an_excess_that_treatment_cannot_pay_for_keeps_its_score() -> None:
    assert over_budget(100).residual_likelihood == 5
    assert over_budget(100).residual_impact == 4
    assert over_budget(400).residual_likelihood == 2


def test_trimming_saves_the_nonproduction_environments_and_nothing_else() -> None:
    bill = findings(HOSPITAL).cost
    saved = trimming_usd(bill)
    assert 0 < saved < bill.totals.monthly_usd / 10
    alone = replace(bill, by_environment=tuple(one for one in bill.by_environment if one.name == "production"))
    assert trimming_usd(alone) == 0


def test_a_project_over_its_budget_has_no_saving_to_show() -> None:
    facts = with_facts(FACTS, budget_onetime=1000.0, onetime_to_budget_ratio=2.0)
    loss = expected_loss(replace(RISK, risk_id="RK-COS-05", category="cost"), facts, KNOWLEDGE, None, Decimal(50))
    assert loss is not None
    assert loss.after_likely_usd == loss.likely_usd == Decimal(1000)
