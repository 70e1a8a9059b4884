"""The answer on a few lines."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.deliverables.example_findings import example
from wardround.assessment import Assessment
from wardround.engine.findings import CostGroup, Findings, Roadmap, Totals
from wardround.workshop.headline import headline


@pytest.fixture(scope="module")
def hospital() -> tuple[Assessment, Findings]:
    """Return the example hospital and what the engine might find."""
    return example()


def said(assessment: Assessment, findings: Findings, label: str) -> str:
    (line,) = [line for line in headline(assessment, findings) if line.strip().startswith(label)]
    return line.strip().removeprefix(label).strip()


def with_totals(findings: Findings, **changes: Any) -> Findings:  # noqa: ANN401 - a table of cases
    totals: Totals = dataclasses.replace(findings.cost.totals, **changes)
    return dataclasses.replace(findings, cost=dataclasses.replace(findings.cost, totals=totals))


def with_roadmap(findings: Findings, **changes: Any) -> Findings:  # noqa: ANN401 - a table of cases
    roadmap: Roadmap = dataclasses.replace(findings.roadmap, **changes)
    return dataclasses.replace(findings, roadmap=roadmap)


def test_it_begins_with_client_case_and_date(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    first = headline(assessment, findings)[0]
    assert first.startswith(f"{assessment.engagement.client}: ")
    assert first.endswith("the answers as they stand, as of 23 November 2026")
    scenario = dataclasses.replace(findings, scenario="takeover")
    assert "scenario takeover" in headline(assessment, scenario)[0]


def test_the_monthly_cost_is_told_to_the_cent_with_the_dates_of_its_prices(
    hospital: tuple[Assessment, Findings],
) -> None:
    assessment, findings = hospital
    priced = with_totals(findings, monthly_usd=Decimal("17000.00"), steady_monthly_usd=Decimal("15413.82"))
    assert said(assessment, priced, "Monthly cost").startswith("USD 15,413.82")
    assert " to " in said(assessment, priced, "prices of")


def test_the_largest_parts_of_the_bill_are_named(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    groups = tuple(
        CostGroup(name, Decimal(usd)) for name, usd in (("A", 1), ("Database", 30), ("Services", 500), ("B", 2))
    )
    cost = dataclasses.replace(findings.cost, groups=groups)
    assert "  at list price the largest parts are services USD 500, database USD 30 and b USD 2" in [
        f"  {line.strip()}" for line in headline(assessment, dataclasses.replace(findings, cost=cost))
    ]


def test_what_a_total_lacks_is_told_beside_it(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    lacking = with_totals(findings, borrowed_lines=2, unpriced_items=("Load balancer, rules", "Support"))
    assert said(assessment, lacking, "prices of").endswith("2 prices borrowed from another region")
    assert said(assessment, lacking, "nothing in it for what has no price:") == "Load balancer, rules; Support"
    whole = with_totals(findings, borrowed_lines=0, unpriced_items=())
    assert "borrowed" not in said(assessment, whole, "prices of")
    assert not [line for line in headline(assessment, whole) if "no price" in line]


def test_what_runs_for_a_while_stands_beside_the_steady_cost_with_its_end(
    hospital: tuple[Assessment, Findings],
) -> None:
    assessment, findings = hospital
    for_now = with_totals(findings, temporary_monthly_usd=Decimal("1000.00"), temporary_until=date(2027, 8, 31))
    told = said(assessment, for_now, "plus")
    assert told == "EUR 920 until 31 August 2027: Old servers run on (until 31 August 2027)"
    steady = with_totals(findings, temporary_monthly_usd=Decimal("0.00"), temporary_until=None)
    assert not [line for line in headline(assessment, steady) if line.strip().startswith("plus")]


def test_contingency_and_tax_are_told_whether_they_are_in_the_cost_or_not(
    hospital: tuple[Assessment, Findings],
) -> None:
    assessment, findings = hospital
    for contingency, tax, words in (
        ("0.10", "0.00", "with contingency of 10 %, without tax"),
        ("0.10", "0.21", "with contingency of 10 % and tax or partner uplift of 21 %"),
        ("0.00", "0.00", "without contingency or tax"),
    ):
        cost = dataclasses.replace(findings.cost, contingency_share=Decimal(contingency), tax_share=Decimal(tax))
        lines = [line.strip() for line in headline(assessment, dataclasses.replace(findings, cost=cost))]
        assert words in lines


def test_the_project_is_priced_once_apart_from_the_month(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    told = said(assessment, with_roadmap(findings, one_time_usd=Decimal("100000.00")), "Project, once")
    assert told.startswith("EUR 92,000 of effort")
    assert "EUR 5,520 of other one-off lines" in told
    assert "before contingency and tax" in told


def test_another_currency_comes_with_its_rate_and_date(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    euro = dataclasses.replace(
        findings.cost, currency="EUR", exchange_rate=Decimal("0.9"), exchange_rate_date="2026-11-01"
    )
    in_euro = with_totals(dataclasses.replace(findings, cost=euro), steady_monthly_usd=Decimal(1000))
    assert "USD 1,000.00 (EUR 900 at 0.9 of 1 November 2026)" in said(assessment, in_euro, "Monthly cost")


def test_a_response_that_nobody_measured_is_called_predicted(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    for validated in (True, False):
        performance = dataclasses.replace(findings.sizing.performance, validated=validated)
        sizing = dataclasses.replace(findings.sizing, performance=performance)
        response = said(assessment, dataclasses.replace(findings, sizing=sizing), "Response")
        assert response.startswith("p95 ")
        assert ("predicted" in response) is not validated


def test_processes_that_miss_their_objective_are_counted(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    process = findings.resilience.processes[0]
    met = dataclasses.replace(process, meets_rto=True, meets_rpo=True)
    missed = dataclasses.replace(process, meets_rto=True, meets_rpo=False)
    for processes, words in (
        ((met, met), "all processes meet their objectives"),
        ((met, missed), "1 of 2 processes miss their objective"),
    ):
        resilience = dataclasses.replace(findings.resilience, processes=processes)
        recovery = said(assessment, dataclasses.replace(findings, resilience=resilience), "Recovery")
        assert recovery == f"{findings.resilience.pattern_name}; {words}"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (None, "1 March 2027; all work ends on 1 April 2027"),
        (date(2027, 3, 1), "1 March 2027, in time for the target of 1 March 2027; all work ends on 1 April 2027"),
        (date(2027, 2, 1), "1 March 2027, after the target of 1 February 2027; all work ends on 1 April 2027"),
    ],
)
def test_go_live_is_held_against_the_target(
    hospital: tuple[Assessment, Findings], target: date | None, words: str
) -> None:
    assessment, findings = hospital
    planned = with_roadmap(findings, go_live=date(2027, 3, 1), finish=date(2027, 4, 1), target=target)
    assert said(assessment, planned, "Go-live") == words


def test_at_most_five_risks_are_named_the_highest_first(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    lines = headline(assessment, findings)
    start = next(place for place, line in enumerate(lines) if line.strip().startswith("Top risks"))
    told = [line.strip().removeprefix("Top risks").split()[:2] for line in lines[start:] if "RK-" in line]
    ranked = sorted(findings.risks, key=lambda risk: (-risk.score, risk.risk_id))[:5]
    assert told == [[risk.risk_id, str(risk.score)] for risk in ranked]


def test_a_client_with_line_breaks_in_its_name_takes_one_line(hospital: tuple[Assessment, Findings]) -> None:
    assessment, findings = hospital
    engagement = assessment.engagement.model_copy(update={"client": "St.\nMary\x1b[2J"})
    lines = headline(assessment.model_copy(update={"engagement": engagement}), findings)
    assert lines[0].startswith("St. Mary[2J: ")
