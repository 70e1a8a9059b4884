"""The single answer on the samples: plausible against each other, independent of order, the same twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.engine.samples import BY_SIZE, SAMPLES, findings, found, sample
from wardround.assessment import Assessment, Frozen, Row
from wardround.deliverables.findings_json import findings_json
from wardround.engine import Findings
from wardround.engine.figure import Figure


def production_sum(result: Findings, of: Callable[[object], float]) -> float:
    return sum(role.nodes * of(role) for role in result.deployment if role.environment == "production")


MEASURES: dict[str, Callable[[Findings], float]] = {
    "monthly cost": lambda result: float(result.cost.totals.monthly_usd),
    "production vCPUs": lambda result: production_sum(result, lambda role: role.vcpus),  # type: ignore[attr-defined]
    "production memory": lambda result: production_sum(result, lambda role: role.memory_gib),  # type: ignore[attr-defined]
    "database size": lambda result: result.sizing.data.database_gib,
    "interfaces carried": lambda result: result.sizing.interfaces_carried,
    "restore time": lambda result: result.resilience.restore_hours,
}


@pytest.mark.parametrize("measure", MEASURES)
def test_what_grows_with_the_client_rises_from_clinic_group_to_hospital_to_network(measure: str) -> None:
    values = [MEASURES[measure](findings(name)) for name in BY_SIZE]
    assert values == sorted(values)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("name", SAMPLES)
def test_two_runs_on_the_same_input_give_the_same_findings_byte_for_byte(name: str) -> None:
    first = findings_json(sample(name), findings(name))
    assert first == findings_json(sample(name), found(sample(name)))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_scenario_of_a_sample_is_assessed(name: str) -> None:
    for scenario in sample(name).scenarios:
        result = findings(name, scenario.key)
        assert result.scenario == scenario.key
        assert result.cost.totals.monthly_usd > 0


def reversed_rows(assessment: Assessment) -> Assessment:
    sections = {}
    for name in type(assessment).model_fields:
        section = getattr(assessment, name)
        if isinstance(section, Frozen):
            tables = {
                field: tuple(reversed(value))
                for field in type(section).model_fields
                if isinstance(value := getattr(section, field), tuple) and value and isinstance(value[0], Row)
            }
            sections[name] = section.model_copy(update=tables)
    return assessment.model_copy(update=sections | {"scenarios": tuple(reversed(assessment.scenarios))})


@pytest.mark.parametrize("name", SAMPLES)
def test_the_order_of_rows_and_scenarios_moves_no_figure(name: str) -> None:
    turned = reversed_rows(sample(name))
    assert turned != sample(name)
    assert found(turned) == findings(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blank_engagement_with_only_a_client_has_an_answer(name: str) -> None:
    blank = Assessment(engagement=sample(name).engagement)
    assert found(blank).cost.totals.monthly_usd > 0


@pytest.mark.parametrize("name", SAMPLES)
def test_every_figure_trails_to_an_answer_a_document_or_another_figure_that_is_there(name: str) -> None:
    result = findings(name)
    assert result.figures

    def check(figure: Figure) -> None:
        assert figure.words
        assert figure.source
        for part in figure.inputs:
            assert part.source or part.figure, f"{figure.name}: {part.name} comes from nowhere"
            if part.figure:
                assert part.figure in result.figures, f"{figure.name}: {part.figure} is no figure"

    for figure in result.figures.values():
        check(figure)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_fired_risk_names_the_facts_that_fired_it(name: str) -> None:
    risks = findings(name).risks
    assert risks
    for risk in risks:
        assert risk.because
        assert risk.residual_likelihood <= risk.likelihood
        assert risk.residual_impact <= risk.impact


@pytest.mark.parametrize("name", SAMPLES)
def test_targets_hold_at_the_design_hour_with_a_node_lost(name: str) -> None:
    result = findings(name)
    late = [c.model_class for c in result.sizing.performance.classes if not c.meets_target]
    marks = [mark for role in result.deployment for mark in role.marks]
    assert not late or any("largest size" in mark or "out of reach" in mark for mark in marks), late


@pytest.mark.parametrize("name", SAMPLES)
def test_the_bill_adds_up(name: str) -> None:
    bill = findings(name).cost
    priced = [line for line in bill.lines if line.monthly_usd is not None]
    assert sum((line.monthly_usd or Decimal(0) for line in priced), Decimal(0)) == bill.totals.list_monthly_usd
    assert sum((group.monthly_usd for group in bill.groups), Decimal(0)) == bill.totals.list_monthly_usd
    assert sum((group.monthly_usd for group in bill.by_environment), Decimal(0)) == bill.totals.list_monthly_usd
    assert bill.totals.unpriced_lines == sum(line.unit_price_usd is None for line in bill.lines)
    assert bill.totals.borrowed_lines == sum(bool(line.borrowed_from) for line in bill.lines)


def outcome(name: str, scenario: str = "") -> tuple[object, ...]:
    found = findings(name, scenario)
    return (
        found.cost.totals.monthly_usd,
        found.resilience.pattern_id,
        tuple((one.decision_id, one.chosen) for one in found.decisions),
        tuple((role.environment, role.role, role.sku, role.nodes) for role in found.deployment),
    )


@pytest.mark.parametrize(
    ("name", "scenario"), [(name, scenario.key) for name in SAMPLES for scenario in sample(name).scenarios]
)
def test_every_scenario_of_a_sample_changes_what_comes_out(name: str, scenario: str) -> None:
    assert outcome(name, scenario) != outcome(name)


def test_surviving_the_region_adds_servers_in_the_recovery_region() -> None:
    base, far = findings("regional-hospital"), findings("regional-hospital", "region-failover")
    assert not [role for role in base.deployment if role.environment == "disaster_recovery"]
    assert [role for role in far.deployment if role.environment == "disaster_recovery"]
    assert far.resilience.recovery_region == "northeurope"
    assert far.cost.totals.monthly_usd > base.cost.totals.monthly_usd
