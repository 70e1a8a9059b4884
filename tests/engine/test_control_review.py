"""The controls reviewed: how each counts, what it covers, what it adds, and what leaving it out would open."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import AS_OF, SAMPLES, findings, found, sample
from wardround.assessment import Assessment, with_value
from wardround.engine import Findings
from wardround.engine.control_effects import marginal_vcpus
from wardround.engine.control_review import coverage
from wardround.engine.control_switch import MOST, switched_off, without, worth_a_look
from wardround.engine.findings.controls import ControlReview, ControlStanding
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()
SMALL = "clinic-group"


def review(findings_: Findings) -> ControlReview:
    assert findings_.control_review is not None
    return findings_.control_review


def standing(findings_: Findings, control_id: str) -> ControlStanding:
    return next(row for row in review(findings_).controls if row.control_id == control_id)


def with_state(control_id: str, **values: object) -> Assessment:
    base = sample(SMALL)
    rows = [row.model_dump() for row in base.compliance.control_states if row.control_id != control_id]
    return with_value(
        base, "compliance.control_states", [*rows, {"key": "changed", "control_id": control_id, **values}]
    )


@cache
def after_deviation(days_left: int) -> Findings:
    return found(
        with_state(
            "CT-EDR-01",
            state="accepted_deviation",
            reason="the agent slows the old servers",
            owner="security officer",
            expires=AS_OF + timedelta(days=days_left),
        )
    )


def test_a_deviation_counts_as_accepted_to_its_last_day_and_as_open_from_then_on() -> None:
    assert standing(after_deviation(0), "CT-EDR-01").counts_as == "accepted_deviation"
    lapsed = standing(after_deviation(-1), "CT-EDR-01")
    assert (lapsed.state, lapsed.counts_as) == ("accepted_deviation", "open")
    assert lapsed.owner == "security officer"


def test_a_lapsed_deviation_is_no_longer_counted_among_the_accepted_ones() -> None:
    def of(found_: Findings) -> tuple[int, int]:
        row = next(row for row in review(found_).coverage if row.name == "endpoint protection")
        return row.deviations, row.open

    (accepted, open_), (accepted_later, open_later) = of(after_deviation(0)), of(after_deviation(-1))
    assert (accepted_later, open_later) == (accepted - 1, open_ + 1)


def test_coverage_leaves_out_what_is_not_required() -> None:
    controls = review(findings(SMALL)).controls
    domain = controls[0].domain
    before = next(row for row in coverage(controls, ()) if row.name == domain)
    dropped = tuple(
        replace(row, counts_as="not_required") if row.control_id == controls[0].control_id else row for row in controls
    )
    after = next(row for row in coverage(dropped, ()) if row.name == domain)
    assert after.required == before.required - 1


@pytest.mark.parametrize("name", SAMPLES)
def test_every_required_control_is_counted_once_by_domain(name: str) -> None:
    whole = review(findings(name))
    domains = [row for row in whole.coverage if row.kind == "domain"]
    counted = sum(row.fulfilled + row.deviations + row.open + row.not_verified for row in domains)
    assert counted == sum(row.counts_as != "not_required" for row in whole.controls)
    assert all(0 <= row.fulfilled_share <= 1 for row in whole.coverage)


def test_a_regime_is_covered_only_by_controls_that_name_one_of_its_paragraphs() -> None:
    whole = review(findings(SMALL))
    row = next(row for row in whole.coverage if row.name == "HIPAA")
    named = [one for one in whole.controls if KNOWLEDGE.controls[one.control_id].hipaa_ref]
    assert row.required == sum(one.counts_as != "not_required" for one in named)
    assert not [one for one in whole.coverage if one.name == "CIS-AZ"]


def test_a_regime_that_is_left_out_against_the_answers_asks_for_a_reason() -> None:
    left = with_value(sample(SMALL), "compliance.regimes", {"value": ["CIS-AZ"], "standing": "stated"})
    row = next(row for row in review(found(left)).regimes if row.regime_id == "HIPAA")
    assert (row.called_for, row.applies, row.unexplained) == (True, False, True)
    assert row.because
    reason = [{"key": "h", "regime_id": "HIPAA", "reason": "no patient data after the split"}]
    row = next(
        row
        for row in review(found(with_value(left, "compliance.regime_choices", reason))).regimes
        if row.regime_id == "HIPAA"
    )
    assert (row.overruled, row.unexplained) == ("no patient data after the split", False)


def test_the_part_of_a_control_in_a_load_that_contains_it_is_what_the_load_falls_by_without_it() -> None:
    bare, shares = 10.0, (0.02, 0.05, 0.01)
    whole = bare * (1 + sum(shares))
    for share in shares:
        assert marginal_vcpus(whole, share, sum(shares)) == pytest.approx(whole - bare * (1 + sum(shares) - share))


def test_logs_of_a_control_are_what_the_volume_falls_by_when_it_is_left_out() -> None:
    whole = findings(SMALL)
    for control_id in ("CT-LOG-01", "CT-NET-02"):
        adds = standing(whole, control_id).adds
        other = found(with_state(control_id, state="not_required"))
        fallen = whole.sizing.data.log_gib_per_day - other.sizing.data.log_gib_per_day
        assert adds.log_gib_per_day == pytest.approx(fallen)


def test_a_control_that_is_switched_off_adds_nothing() -> None:
    adds = standing(found(with_state("CT-LOG-01", state="not_required")), "CT-LOG-01").adds
    assert (adds.vcpus, adds.memory_gib, adds.log_gib_per_day, adds.monthly_usd) == (0, 0, 0, Decimal("0.00"))


@cache
def switches() -> dict[str, tuple[Decimal, list[str]]]:
    done = switched_off(sample(SMALL), findings(SMALL), KNOWLEDGE, found)
    return {row.control_id: (row.monthly_saving_usd, [risk.risk_id for risk in row.opens]) for row in done}


def test_leaving_out_endpoint_detection_saves_money_and_opens_the_risk_of_unseen_attacks() -> None:
    saving, opens = switches()["CT-EDR-01"]
    assert saving > 0
    assert "RK-SEC-04" in opens


def test_only_the_dearest_controls_are_left_out_in_turn() -> None:
    assert 1 < len(switches()) <= MOST
    assert list(switches()) == [row.control_id for row in worth_a_look(findings(SMALL))]


def test_a_control_left_out_is_denied_where_an_answer_says_that_it_is_there() -> None:
    answers = without(sample(SMALL), "CT-EDR-01", KNOWLEDGE)
    assert answers.compliance.edr_planned.value is False
    states = {row.control_id: row.state for row in answers.compliance.control_states}
    assert states["CT-EDR-01"] == "not_required"


OPEN = sorted(row.control_id for row in review(findings(SMALL)).controls if row.counts_as in {"open", "not_verified"})
BY_NATURE = {"CT-EDR-01": {"RK-SIZ-06"}, "CT-ENC-04": {"RK-CRT-02"}}
"""Risks that a control brings along: agents take processor time, internal certificates expire."""


@given(st.sampled_from(OPEN))
@settings(max_examples=25, deadline=None)
def test_closing_a_control_never_raises_the_score_of_a_risk(control_id: str) -> None:
    before = {risk.risk_id: risk.score for risk in findings(SMALL).risks}
    after = {risk.risk_id: risk.score for risk in closed(control_id).risks}
    worse = {risk_id for risk_id, score in after.items() if score > before.get(risk_id, 0)}
    assert worse <= BY_NATURE.get(control_id, set())


@cache
def closed(control_id: str) -> Findings:
    return found(with_state(control_id, state="fulfilled", evidence="report of the audit"))
