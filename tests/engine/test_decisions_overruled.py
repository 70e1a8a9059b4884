"""Decisions taken otherwise than advised: kept, marked, scored, and followed by the design where it can follow."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.findings import Decision, Findings
from wardround.knowledge import Knowledge

HOSPITAL = "regional-hospital"
PATH = "platform.decisions_taken"


def row(decision_id: str, option: str, **fields: object) -> dict[str, Any]:
    usual = {"key": decision_id.replace(".", "-"), "decision_id": decision_id, "option": option}
    told = {"reason": "The board has decided so", "owner": "Ines Moor (chair)", "decided_on": "2026-06-01"}
    return usual | told | fields


def found(*rows: dict[str, Any]) -> Findings:
    assessment = with_value(sample(HOSPITAL), PATH, list(rows)) if rows else sample(HOSPITAL)
    return assess(assessment, Catalogue.load(), Knowledge.load(), AS_OF)


def made(findings: Findings, decision_id: str) -> Decision:
    return next(one for one in findings.decisions if one.decision_id == decision_id)


ADVISED = found()


def test_what_was_decided_stands_beside_the_advice_with_both_scores() -> None:
    one = made(found(row("platform", "aks")), "platform")
    before = made(ADVISED, "platform")
    assert (one.chosen, one.advised) == ("aks", "vm")
    assert one.overrule is not None
    assert (one.overrule.by, one.overrule.on.isoformat()) == ("Ines Moor (chair)", "2026-06-01")
    assert [(way.option_id, way.score) for way in one.options] == [(way.option_id, way.score) for way in before.options]
    scores = {way.option_id: way.score for way in one.options}
    assert one.words.startswith(
        "Kubernetes (AKS), decided by Ines Moor (chair) on 1 June 2026: The board has decided so."
    )
    assert f"We advise virtual machines (score {scores['vm']:+d} against {scores['aks']:+d})" in one.words


@pytest.mark.parametrize(
    ("decision_id", "option", "fact", "value"),
    [
        ("region", "northeurope", "azure_region", "northeurope"),
        ("platform", "aks", "platform", "aks"),
        ("redis_role", "none", "redis_role", "none"),
        ("redis_persistence", "one_node", "redis_ha", False),
        ("ingress", "single", "ingress_ha", False),
        ("hybrid_link", "vpn", "hybrid_link", "vpn"),
        ("hosting", "msp", "hosting_model", "msp"),
        ("purchase", "payg", "commitment_allowed", "none"),
        ("recovery_pattern", "DRP-07", "dr_pattern_id", "DRP-07"),
    ],
)
def test_the_design_follows_what_was_decided(decision_id: str, option: str, fact: str, value: object) -> None:
    findings = found(row(decision_id, option))
    assert ADVISED.facts[fact].value != value
    assert findings.facts[fact].value == value
    one = made(findings, decision_id)
    assert one.chosen == option
    assert one.overrule is not None


def test_the_bill_follows_too() -> None:
    assert found(row("platform", "aks")).cost.totals.monthly_usd != ADVISED.cost.totals.monthly_usd
    cheaper = found(row("redis_persistence", "one_node")).cost.totals.monthly_usd
    assert cheaper < ADVISED.cost.totals.monthly_usd


@pytest.mark.parametrize("decision_id", ["consolidation", "database_service", "ai_readiness", "automation"])
def test_where_no_size_follows_it_says_so(decision_id: str) -> None:
    before = made(ADVISED, decision_id)
    other = next(way.option_id for way in before.options if way.option_id != before.chosen)
    findings = found(row(decision_id, other))
    assert "Sizes and prices do not follow it" in made(findings, decision_id).words
    assert findings.cost.totals.monthly_usd == ADVISED.cost.totals.monthly_usd


def test_an_option_that_is_ruled_out_is_kept_and_has_to_be_signed() -> None:
    findings = found(row("tenancy.hospital", "shared"))
    one = made(findings, "tenancy.hospital")
    assert one.chosen == "shared"
    assert one.needs_sign_off
    assert findings.facts["tenancy_floor_met"].value is False


def test_confirming_the_advice_settles_it() -> None:
    one = made(found(row("platform", "vm")), "platform")
    assert (one.chosen, one.advised) == ("vm", "")
    assert one.words.endswith("That is what we advise too.")
    assert not one.needs_sign_off


def test_of_two_rows_the_later_counts() -> None:
    early = row("platform", "aks", key="a")
    late = row("platform", "vm", key="b", decided_on="2026-07-01")
    for rows in ((early, late), (late, early)):
        assert made(found(*rows), "platform").chosen == "vm"


def test_what_is_no_option_any_more_is_left_aside_and_told() -> None:
    findings = found(row("platform", "mainframe"), row("tenancy.nobody", "shared"))
    assert made(findings, "platform") == made(ADVISED, "platform")
    told = [note.text for note in findings.notes if PATH in note.about]
    assert len(told) == 2
    assert all("is no option here and was left aside" in text for text in told)


def test_a_decision_taken_otherwise_is_among_the_remarks_once() -> None:
    findings = found(row("platform", "aks"))
    assert sum("The board has decided so" in note.text for note in findings.notes) == 1


@pytest.mark.parametrize("field", ["owner", "reason", "decided_on"])
def test_nobody_decides_without_a_name_a_reason_and_a_day(field: str) -> None:
    content = row("platform", "aks")
    content[field] = ""
    with pytest.raises(ValidationError):
        Assessment.model_validate({"platform": {"decisions_taken": [content]}})


def test_the_pattern_taken_is_priced_and_the_objectives_still_lead_to_the_other() -> None:
    recovery = found(row("recovery_pattern", "DRP-07")).resilience
    assert (recovery.pattern_id, recovery.advised_pattern_id) == ("DRP-07", ADVISED.resilience.pattern_id)
    assert "was taken by decision" in recovery.words
    extra = {one.pattern_id: one.extra_monthly_usd or Decimal(0) for one in recovery.patterns}
    assert extra["DRP-07"] >= extra[recovery.advised_pattern_id]
