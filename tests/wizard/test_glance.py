"""What the live panel says, in the words of a meeting."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.deliverables.example_findings import example
from wardround.engine.findings import Findings, ProcessRecovery
from wardround.wizard.glance import MINUS, Glance, glance
from wardround.wizard.margins import MOST_PROCESSES, of_words
from wardround.wizard.opening import Opener


@pytest.fixture
def findings() -> Findings:
    return example()[1]


def seen(opener: Opener, findings: Findings, before: Findings | None = None, answers_since: int = 1) -> Glance:
    return glance(findings, before, answers_since, opener.catalogue, opener.knowledge)


def costing(findings: Findings, usd: str) -> Findings:
    totals = replace(findings.cost.totals, steady_monthly_usd=Decimal(usd))
    return replace(findings, cost=replace(findings.cost, totals=totals))


def process(name: str, rto: tuple[float, float], rpo: tuple[float, float]) -> ProcessRecovery:
    """Return a process with what is promised of what is asked."""
    meets = (rto[0] <= rto[1], rpo[0] <= rpo[1])
    return ProcessRecovery(name, name, rto[1], rpo[1], rto[0], rpo[0], rto[0], "", *meets, "none", None)


def recovering(findings: Findings, *processes: ProcessRecovery) -> Findings:
    return replace(findings, resilience=replace(findings.resilience, processes=processes))


def test_cost_is_in_the_clients_currency_with_dollars_beside_it(opener: Opener, findings: Findings) -> None:
    cost = seen(opener, findings).cost
    assert cost.value.startswith("EUR ")
    assert cost.aside.startswith("USD ")
    assert cost.figure == "cost.steady_monthly_usd"


def test_a_client_who_counts_in_dollars_sees_one_amount(opener: Opener, findings: Findings) -> None:
    dollars = replace(findings, cost=replace(findings.cost, currency="USD", exchange_rate=Decimal(1)))
    assert seen(opener, dollars).cost.aside == ""


@pytest.mark.parametrize(
    ("before", "answers", "words", "tone"),
    [
        ("1000", 1, "+460 since last answer", "warn"),
        ("2000", 1, f"{MINUS}460 since last answer", "good"),
        ("1500", 1, "unchanged since last answer", "plain"),
        ("1000", 3, "+460 since 3 answers ago", "warn"),
    ],
)
def test_the_change_since_the_last_answer_is_in_the_clients_currency(
    opener: Opener, findings: Findings, before: str, answers: int, words: str, tone: str
) -> None:
    rate = replace(findings.cost, exchange_rate=Decimal("0.92"))
    now = costing(replace(findings, cost=rate), "1500")
    cost = seen(opener, now, costing(now, before), answers).cost
    assert (cost.under, cost.under_tone) == (words, tone)


def test_a_cost_in_another_currency_is_no_change(opener: Opener, findings: Findings) -> None:
    before = replace(findings, cost=replace(findings.cost, currency="CHF"))
    assert "since" not in seen(opener, findings, before).cost.under


def test_a_total_that_misses_lines_says_so(opener: Opener, findings: Findings) -> None:
    totals = replace(findings.cost.totals, words="without 3 unpriced lines")
    short = replace(findings, cost=replace(findings.cost, totals=totals))
    assert seen(opener, short).cost.label == "Cost a month, without 3 unpriced lines"


def test_a_response_above_its_target_is_marked_and_names_its_limit(opener: Opener, findings: Findings) -> None:
    performance = findings.sizing.performance
    slow = replace(performance, design_hour=replace(performance.design_hour, p95_response_s=9.0))
    response = seen(opener, replace(findings, sizing=replace(findings.sizing, performance=slow))).response
    assert (response.value, response.tone) == ("9.00 s", "bad")
    assert response.aside == "target 2.0 s"
    assert response.under == "limit: Odoo workers"
    assert response.label == "95 % of answers, month-end, 14:00"


def test_a_saturated_platform_has_no_response_time(opener: Opener, findings: Findings) -> None:
    performance = findings.sizing.performance
    full = replace(performance, design_hour=replace(performance.design_hour, p95_response_s=None))
    response = seen(opener, replace(findings, sizing=replace(findings.sizing, performance=full))).response
    assert (response.value, response.tone) == ("saturated", "bad")


def test_availability_says_how_much_time_is_lost_and_what_it_survives(opener: Opener, findings: Findings) -> None:
    availability = seen(opener, findings).availability
    assert availability.value == "99.97 %"
    assert availability.aside == "2 h 38 min a year"
    assert availability.under == "survives a zone or the region"


def test_an_availability_below_its_target_names_the_target(opener: Opener, findings: Findings) -> None:
    resilience = findings.resilience
    poor = replace(resilience, availability=replace(resilience.availability, monthly_share=0.9985))
    asked = replace(next(iter(findings.facts.values())), name="availability_target_pct", value=99.9)
    facts = {**findings.facts, "availability_target_pct": asked}
    said = seen(opener, replace(findings, resilience=poor, facts=facts)).availability
    assert said.under == "target 99.90 %; survives a zone or the region"
    assert said.under_tone == "warn"


def test_a_process_that_rests_on_a_system_nobody_vouches_for_is_open(opener: Opener, findings: Findings) -> None:
    vouched = [process(f"fine {number}", (10, 60), (1, 5)) for number in range(MOST_PROCESSES)]
    vague = [replace(process(f"vague {number}", (5, 60), (1, 5)), unknown_needs=("Identity",)) for number in range(2)]
    glimpse = seen(opener, recovering(findings, *vouched, *vague))
    assert {margin.verdict for margin in glimpse.margins if margin.name.startswith("vague")} == {"open"}
    assert glimpse.more_margins == "and 2 more, all met"
    crowd = [replace(process(f"vague {number}", (5, 60), (1, 5)), unknown_needs=("Identity",)) for number in range(6)]
    assert seen(opener, recovering(findings, *crowd)).more_margins == "and 2 more, 2 open"


def test_the_processes_that_are_worst_off_are_shown_in_the_order_of_their_table(
    opener: Opener, findings: Findings
) -> None:
    fine = [process(f"fine {number}", (10, 60), (1, 5)) for number in range(3)]
    tight, missed = process("tight", (59, 60), (1, 5)), process("missed", (10, 60), (6, 5))
    glimpse = seen(opener, recovering(findings, fine[0], missed, fine[1], tight, fine[2]))
    names = [margin.name for margin in glimpse.margins]
    assert len(names) == MOST_PROCESSES
    assert names.index("missed") < names.index("tight")
    assert glimpse.more_margins == "and 1 more, all met"


def test_what_is_missed_is_never_hidden_in_the_rest(opener: Opener, findings: Findings) -> None:
    many = [process(f"late {number}", (90, 60), (1, 5)) for number in range(MOST_PROCESSES + 2)]
    assert seen(opener, recovering(findings, *many)).more_margins == "and 2 more, 2 of them missed"


def test_a_margin_says_in_words_whether_it_is_met_and_leads_to_the_figure_that_missed(
    opener: Opener, findings: Findings
) -> None:
    (margin,) = seen(opener, recovering(findings, process("theatre", (45, 480), (6, 5)))).margins
    assert margin.verdict == "missed"
    assert margin.words == "RTO 45 min of 8 h, RPO 6 of 5 min"
    assert margin.short_words == "RPO 6 of 5 min"


@pytest.mark.parametrize(
    ("promised", "asked", "words"),
    [
        (38, 60, "38 of 60 min"),
        (6.4, 5, "6.4 of 5 min"),
        (110, 120, "1 h 50 min of 2 h"),
        (45, 480, "45 min of 8 h"),
        (0.5, 5, "30 s of 5 min"),
        (3000, 4320, "2 days 2 h of 3 days"),
    ],
)
def test_a_promise_is_told_against_what_was_asked(promised: float, asked: float, words: str) -> None:
    assert of_words(promised, asked) == words


def test_risks_come_by_score_with_the_band_of_the_scale(opener: Opener, findings: Findings) -> None:
    risks = seen(opener, findings).risks
    assert [risk.score for risk in risks] == sorted((risk.score for risk in findings.risks), reverse=True)[:3]
    assert (risks[0].band, risks[0].tone) == ("very high", "bad")


def test_prices_carry_their_dates_their_region_and_what_is_borrowed(opener: Opener, findings: Findings) -> None:
    cost = replace(
        findings.cost,
        price_date_oldest="2025-11",
        price_date_newest="2026-08-22",
        totals=replace(findings.cost.totals, borrowed_lines=2),
    )
    words = seen(opener, replace(findings, cost=cost)).prices
    assert words == "Prices of Nov 2025 to 22 Aug 2026, West Europe; 2 borrowed"


def test_confidence_tells_prediction_from_measurement(opener: Opener, findings: Findings) -> None:
    findings = replace(findings, spread=None)
    assert seen(opener, findings).confidence == "sizes predicted"
    firm = replace(findings.sizing, performance=replace(findings.sizing.performance, validated=True))
    glimpse = seen(opener, replace(findings, sizing=firm))
    assert glimpse.confidence == "sizes measured"
    assert "documented default" in glimpse.confidence_words


def test_a_figure_that_cannot_explain_itself_leads_nowhere(opener: Opener, findings: Findings) -> None:
    assert seen(opener, replace(findings, figures={})).cost.figure == ""


def test_a_spread_puts_bands_beside_the_figures_and_a_grade_beside_the_title(
    opener: Opener, findings: Findings
) -> None:
    shown = seen(opener, findings)
    assert shown.confidence == "confidence C"
    assert "Grades:" in shown.confidence_words
    assert " to " in shown.cost.band
    assert shown.response.band.endswith("or more"), "so many samples have no steady state that there is no upper end"
    assert seen(opener, replace(findings, spread=None)).cost.band == ""
