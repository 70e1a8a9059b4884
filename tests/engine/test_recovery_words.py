"""What was said about recovery and cannot hold, how far it is proven, and what patterns cost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, findings, found, sample
from tests.engine.sized import facts_of
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine.cost import own_servers, purchase, replicas
from wardround.engine.deployment import deployed
from wardround.engine.findings.resilience import Contradiction
from wardround.engine.line_items import cents
from wardround.engine.pattern_prices import PatternPrices
from wardround.engine.process_recovery import Estate, Objective, recovered_processes
from wardround.engine.recovery_contradictions import contradictions
from wardround.engine.recovery_setting import Setting, setting_of
from wardround.engine.service_lines import recovery_lines
from wardround.knowledge import Knowledge


def setting(name: str) -> Setting:
    result = findings(name)
    facts = facts_of(sample(name)).with_derived(result.sizing.derived, "sizing")
    return setting_of(sample(name), facts, result.sizing, Catalogue.load(), Knowledge.load(), frozenset())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_price_of_a_pattern_is_the_difference_of_the_whole_bills(name: str) -> None:
    """Only what a pattern changes is priced; all lines together come to the same."""
    ground = setting(name)
    prices = PatternPrices(ground)
    bought = purchase(ground.facts, ground.knowledge)
    layouts = ground.knowledge.recovery_layouts

    def whole(pattern_id: str) -> object:
        layout = layouts[pattern_id]
        roles = deployed(ground.sizing, layout, ground.catalogue, ground.facts, ground.recovery_region)
        bill = prices._bill(layout, roles)  # noqa: SLF001 - the very bill that is summed
        lines = list(recovery_lines(bill))
        for role in roles:
            lines += replicas(bill, role)
            lines += own_servers(bill, role, bought.option, bought.nonproduction_hours)
        amounts = [line.monthly_usd for line in lines]
        assert None not in amounts
        return sum(amount for amount in amounts if amount is not None)

    base = whole("DRP-02")
    for pattern_id, layout in layouts.items():
        if not layout.managed_database:
            assert prices.extra_monthly_usd(layout) == cents(whole(pattern_id) - base), pattern_id  # type: ignore[operator]


def clinic(*edges: tuple[str, str, str]) -> Assessment:
    """Return an engagement with a finance close, its identity service and a bank, joined as told."""
    assessment = with_value(
        Assessment(),
        "dependencies.systems",
        (
            {"key": "directory", "name": "Directory", "kind": "identity", "rto_promised_minutes": 480},
            {"key": "bank", "name": "Bank", "rto_promised_minutes": 30},
        ),
    )
    joined = tuple(
        {"key": f"e{place}", "source": source, "target": target, "kind": kind}
        for place, (source, target, kind) in enumerate(edges)
    )
    return with_value(assessment, "dependencies.edges", joined)


CLOSE = Objective("close", "Finance close", 120, 15, ("bank",), "none", None, None, closing=True)


def of(assessment: Assessment) -> tuple[Contradiction, ...]:
    pattern = next(each for each in findings("clinic-group").resilience.patterns if each.pattern_id == "DRP-06")
    estate = Estate(assessment)
    processes = recovered_processes(estate, (CLOSE,), pattern)
    return contradictions(estate, (CLOSE,), processes, 600)


def test_a_close_that_asks_less_than_its_identity_service_promises_is_named() -> None:
    (found_one,) = of(clinic(("erp", "directory", "sign_in")))
    assert found_one.words == (
        "Finance close asks 2 hours on closing days, and Directory, through which everybody signs in, is promised back "
        "in 8 hours."
    )


def test_a_need_behind_a_need_is_named_with_what_leads_to_it() -> None:
    (found_one,) = of(clinic(("bank", "directory", "call")))
    assert found_one.via == ("Bank",)
    assert "which it needs for Bank, is promised back in 8 hours" in found_one.words


def test_data_that_the_erp_gets_stop_only_who_names_them() -> None:
    assert of(clinic(("erp", "directory", "data"))) == ()


def test_what_is_promised_in_time_contradicts_nothing() -> None:
    assert of(clinic()) == ()


@given(st.sampled_from(("sign_in", "data", "call", "file", "print", "name_resolution")), st.booleans())
def test_another_dependency_of_the_erp_never_brings_a_process_back_sooner(kind: str, twice: bool) -> None:
    before = Estate(clinic()).needed_by(CLOSE)
    edges = (("erp", "directory", kind), *((("bank", "directory", "call"),) if twice else ()))
    assert set(before) <= set(Estate(clinic(*edges)).needed_by(CLOSE))


def test_a_workaround_that_ends_before_the_process_is_back_is_named() -> None:
    words = [each.words for each in findings("clinic-group").resilience.contradictions if each.kind == "workaround"]
    assert words == [
        "Vaccines and cold chain can be worked around for 6 hours, and is back after 8 hours: 2 hours without either."
    ]


def test_an_answer_for_the_whole_that_a_process_undercuts_is_named() -> None:
    loose = with_value(sample("clinic-group"), "recovery.rto_minutes", 2_880)
    (one,) = [each for each in found(loose).resilience.contradictions if each.kind == "whole"]
    assert one.process == "Vaccines and cold chain"
    assert one.found_minutes == 2_880


# Proof


def test_a_failover_that_was_never_tested_marks_every_promise() -> None:
    result = findings("shared-services").resilience
    assert not any(process.proven for process in result.processes)
    assert not result.proven
    assert [proof.words for proof in result.proofs] == [
        "restore from backup: never tested",
        "failover or recovery elsewhere: never tested",
    ]


def test_a_test_that_is_too_long_ago_proves_little() -> None:
    tested = with_value(sample("shared-services"), "recovery.dr_test_last_months", 13)
    assert not found(tested).resilience.proven
    assert found(with_value(tested, "recovery.dr_test_last_months", 12)).resilience.proven


def test_the_day_of_the_assessment_stands_in_all_tests() -> None:
    assert findings("clinic-group").as_of == date(2026, 11, 25)
