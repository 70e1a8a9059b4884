"""What a commitment costs when plans change, against answers worked by hand."""

import numpy as np
import pytest

from wardround.catalogue import PurchaseOption
from wardround.engine.regret import (
    COURSES,
    OPTIONS,
    Servers,
    best_in_hindsight,
    break_even_month,
    cases_of,
    committed_usd,
    costs,
    months_used,
    payg_usd,
)

EVEN = (1.0, 1.0, 1.0, 1.0, 1.0)
PAYG, SAVINGS, RESERVED = (
    OPTIONS.index(option) for option in (PurchaseOption.PAYG, PurchaseOption.SAVINGS_1Y, PurchaseOption.RESERVED_1Y)
)
LONG = OPTIONS.index(PurchaseOption.RESERVED_3Y)


def servers(*, hours: float = 730.0, kept: bool = False, scales_out: bool = True, known: bool = True) -> Servers:
    """Return one server at 1 USD an hour, 0.7 in a one-year plan, 0.6 reserved for one year, 0.4 for three."""
    price = {PAYG: 1.0, SAVINGS: 0.7, RESERVED: 0.6, LONG: 0.4}
    usd = [[price.get(place, np.nan) if known or place == PAYG else np.nan] for place in range(len(OPTIONS))]
    return Servers(np.array(usd), np.array([hours]), np.array([kept]), np.array([scales_out]))


def cost_of(found: Servers, option: int, course: str, month: int) -> float:
    cases = cases_of(36, EVEN)
    at = next(
        place
        for place in range(len(cases.month))
        if cases.named(place) == (course, 0 if course == "as_planned" else month)
    )
    return float(costs(found, cases)[option, 0, at])


def test_pay_as_you_go_is_billed_for_the_hours_and_months_of_use() -> None:
    assert payg_usd(np.array(0.5), np.array(200.0), np.array(7.0)) == pytest.approx(700.0)


@pytest.mark.parametrize(("months", "terms"), [(1, 1), (12, 1), (13, 2), (24, 2), (36, 3)])
def test_a_commitment_is_paid_for_every_term_that_was_begun(months: int, terms: int) -> None:
    assert committed_usd(np.array(0.6), np.array(float(months)), 12) == pytest.approx(0.6 * 730 * 12 * terms)


@pytest.mark.parametrize(
    ("committed", "hours", "month"),
    [(0.59, 730.0, 8), (0.5, 730.0, 6), (0.62, 730.0, 8), (0.59, 520.0, 10), (0.59, 260.0, None), (0.59, 0.0, None)],
)
def test_the_break_even_month_counts_the_hours_that_a_server_runs(
    committed: float, hours: float, month: int | None
) -> None:
    assert break_even_month(12, committed, 1.0, hours) == month


def test_where_nothing_changes_each_way_costs_its_price_for_all_months() -> None:
    assert cost_of(servers(), PAYG, "as_planned", 0) == pytest.approx(36 * 730)
    assert cost_of(servers(), RESERVED, "as_planned", 0) == pytest.approx(36 * 730 * 0.6)
    assert cost_of(servers(), LONG, "as_planned", 0) == pytest.approx(36 * 730 * 0.4)


def test_a_reservation_is_lost_to_the_end_of_its_term_when_the_size_changes_and_a_savings_plan_moves_along() -> None:
    assert cost_of(servers(), PAYG, "resized", 3) == pytest.approx(3 * 730)
    assert cost_of(servers(), RESERVED, "resized", 3) == pytest.approx(12 * 730 * 0.6)
    assert cost_of(servers(), SAVINGS, "resized", 3) == pytest.approx(3 * 730 * 0.7)


def test_a_savings_plan_too_is_paid_to_its_end_when_the_servers_go() -> None:
    assert cost_of(servers(), SAVINGS, "stops", 14) == pytest.approx(24 * 730 * 0.7)
    assert cost_of(servers(kept=False), SAVINGS, "shrinks", 3) == pytest.approx(12 * 730 * 0.7)
    assert cost_of(servers(kept=True), SAVINGS, "shrinks", 3) == pytest.approx(36 * 730 * 0.7)


def test_growth_leaves_the_servers_of_a_tier_that_scales_out_and_moves_the_others_to_another_size() -> None:
    assert cost_of(servers(scales_out=True), RESERVED, "grows", 3) == pytest.approx(36 * 730 * 0.6)
    assert cost_of(servers(scales_out=False), RESERVED, "grows", 3) == pytest.approx(12 * 730 * 0.6)


def test_a_way_without_a_price_has_no_cost_and_is_never_the_best_in_hindsight() -> None:
    cases = cases_of(12, EVEN)
    found = costs(servers(known=False), cases)
    assert np.isnan(found[RESERVED]).all()
    best = best_in_hindsight(found, np.ones(len(OPTIONS), dtype=bool))
    assert np.array_equal(best, found[PAYG])


def test_the_best_in_hindsight_is_never_dearer_than_any_way_that_is_allowed() -> None:
    cases = cases_of(36, EVEN)
    found = costs(servers(), cases)
    allowed = np.array([place in {PAYG, RESERVED} for place in range(len(OPTIONS))])
    best = best_in_hindsight(found, allowed)
    assert (best <= found[PAYG]).all()
    assert (best <= found[RESERVED]).all()
    assert (best >= np.minimum(found[PAYG], found[RESERVED]) - 1e-9).all()


@pytest.mark.parametrize("window", [12, 24, 36])
def test_the_weights_of_all_cases_add_up_to_one_and_each_month_of_a_course_weighs_the_same(window: int) -> None:
    cases = cases_of(window, (4.5, 2.5, 1.5, 1.0, 0.5))
    assert cases.weight.sum() == pytest.approx(1.0)
    for place in range(1, len(COURSES)):
        own = cases.weight[cases.course == place]
        assert len(own) == window - 1
        assert np.allclose(own, own[0])
    assert cases.weight[0] == pytest.approx(0.45)


def test_no_server_is_used_longer_than_the_months_compared() -> None:
    cases = cases_of(24, EVEN)
    used = months_used(servers(), cases)
    assert used.max() == 24
    assert used.min() == 1
