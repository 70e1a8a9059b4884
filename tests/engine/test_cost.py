"""The bill: rounding, terms, shares, lines without price, borrowed prices, commitments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.samples import AS_OF, findings, found, sample
from wardround.assessment import with_value
from wardround.assessment.budget import OwnLine
from wardround.catalogue import Priced
from wardround.engine.cost import OWN_LINE, Shares, numbered, own_lines, totals
from wardround.engine.findings import LineItem
from wardround.engine.line_items import Place, Term, Use, cents, full_term, line, quantity_of
from wardround.engine.service_lines import mean_archived_days

PLACE = Place("production", "", "application", "application", "westeurope")
THREE_YEARS = full_term(3)
NOTHING_OFF = Shares(Decimal(0), Decimal(0), Decimal(0))


def priced(usd: str, borrowed: str | None = None) -> Priced:
    return Priced(Decimal(usd), "hour", "2026-08-22", "westeurope", borrowed, "", "radar")


def item(quantity: int, units: int, usd: str | None) -> LineItem:
    use = Use("Thing", "SKU", "meter", "hour", Decimal(quantity), Decimal(units))
    return line(PLACE, use, None if usd is None else priced(usd), THREE_YEARS)


def test_a_line_is_quantity_times_units_times_price_to_the_cent_with_halves_away_from_zero() -> None:
    assert item(3, 730, "0.192").monthly_usd == Decimal("420.48")
    assert item(1, 1, "0.005").monthly_usd == Decimal("0.01")
    assert item(1, 1, "0.0049").monthly_usd == Decimal("0.00")


def test_a_line_without_a_price_keeps_its_quantity_and_no_amount() -> None:
    unpriced = item(7, 730, None)
    assert unpriced.quantity == 7
    assert unpriced.monthly_usd is None
    assert "no price" in unpriced.note
    sums = totals((unpriced, item(1, 730, "1")), NOTHING_OFF)
    assert sums.monthly_usd == Decimal("730.00")
    assert sums.words == "without 1 unpriced line"


def test_a_borrowed_price_is_marked_and_counted() -> None:
    use = Use("Thing", "SKU", "meter", "hour", Decimal(1))
    borrowed = line(PLACE, use, priced("1", "northeurope"), THREE_YEARS)
    assert borrowed.borrowed_from == "northeurope"
    assert totals((borrowed,), NOTHING_OFF).borrowed_lines == 1


def test_discount_contingency_and_tax_follow_each_other() -> None:
    sums = totals((item(1, 1, "1000"),), Shares(Decimal("0.10"), Decimal("0.15"), Decimal("0.20")))
    assert sums.discount_monthly_usd == Decimal("100.00")
    assert sums.contingency_monthly_usd == Decimal("135.00")
    assert sums.tax_monthly_usd == Decimal("207.00")
    assert sums.monthly_usd == Decimal("1242.00")
    assert sums.yearly_usd == Decimal("14904.00")
    assert sums.horizon_usd == Decimal("44712.00")


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 800), st.decimals("0.0001", "9", places=4)), max_size=8))
def test_the_list_price_is_the_sum_of_the_lines_as_printed(lines: list[tuple[int, int, Decimal]]) -> None:
    made = tuple(item(quantity, units, str(usd)) for quantity, units, usd in lines)
    printed = sum((cents(q * Decimal(u) * usd) for q, u, usd in lines), Decimal("0.00"))
    assert totals(made, NOTHING_OFF).list_monthly_usd == printed


def own(**fields: object) -> OwnLine:
    content = {"key": "x", "name": "Overlap", "unit_price_usd": 1000.0, **fields}
    return OwnLine.model_validate(content)


@pytest.mark.parametrize(
    ("fields", "first_year", "horizon"),
    [
        ({}, "12", "36"),
        ({"ends": date(2027, 5, 26)}, "6.0", "6.0"),
        ({"starts": date(2027, 11, 25)}, "0.0", "24.0"),
        ({"starts": date(2020, 1, 1), "ends": date(2021, 1, 1)}, "0", "0"),
    ],
)
def test_an_own_line_counts_over_the_months_in_which_it_is_paid(
    fields: dict[str, object], first_year: str, horizon: str
) -> None:
    assessment = with_value(sample("clinic-group"), "budget.lines", (own(**fields),))
    (made,) = own_lines(assessment, AS_OF, THREE_YEARS, "westeurope")
    assert (made.months_first_year, made.months_in_horizon) == (Decimal(first_year), Decimal(horizon))


def test_a_one_off_line_counts_once_and_never_by_the_month() -> None:
    assessment = with_value(sample("clinic-group"), "budget.lines", (own(recurs="once", quantity=2),))
    (made,) = own_lines(assessment, AS_OF, THREE_YEARS, "westeurope")
    sums = totals(numbered((made,)), NOTHING_OFF)
    assert (sums.monthly_usd, sums.once_usd, sums.horizon_usd) == (Decimal(0), Decimal("2000.00"), Decimal("2000.00"))


def test_lines_that_buy_nothing_are_left_out_and_the_rest_are_numbered() -> None:
    nothing = replace(item(1, 1, "1"), quantity=Decimal(0))
    assert [entry.line_id for entry in numbered((nothing, item(1, 1, "1"), item(2, 1, "1")))] == ["L001", "L002"]


def test_a_quantity_has_three_decimals_and_no_exponent() -> None:
    assert str(quantity_of(1234.56789)) == "1234.568"
    assert str(quantity_of(700.0)) == "700"


def test_the_enterprise_licence_stays_on_the_bill_without_a_price_until_somebody_enters_one() -> None:
    base = with_value(sample("clinic-group"), "modules.odoo_edition", "enterprise")
    without = with_value(base, "budget.lines", ())
    lines = found(without).cost.lines
    assert any(entry.item == "Odoo Enterprise subscription" and entry.unit_price_usd is None for entry in lines)
    entered = with_value(base, "budget.lines", (own(kind="licence"),))
    assert not any(entry.item == "Odoo Enterprise subscription" for entry in found(entered).cost.lines)


def test_reserved_prices_are_used_only_where_a_ratio_is_known_and_break_even_is_inside_the_term() -> None:
    for name in ("clinic-group", "regional-hospital"):
        bill = findings(name).cost
        for choice in bill.commitments:
            if choice.monthly_usd is None:
                assert choice.saving_share is None
                assert choice.break_even_month is None
            elif choice.break_even_month is not None:
                assert 0 < choice.break_even_month <= 36
        for entry in bill.lines:
            if entry.purchase_option.startswith("reserved"):
                assert entry.units_per_month == 730


def test_the_exchange_rate_and_its_date_travel_with_the_bill() -> None:
    bill = findings("regional-hospital").cost
    assert bill.currency == "EUR"
    assert bill.exchange_rate != 1
    assert bill.exchange_rate_date


def test_a_term_covers_the_whole_horizon() -> None:
    assert full_term(5) == Term(Decimal(12), Decimal(60))


def test_the_discount_takes_nothing_off_what_microsoft_does_not_sell() -> None:
    entered = replace(item(1, 1, "500"), purchase_option=OWN_LINE)
    sums = totals((item(1, 1, "1000"), entered), Shares(Decimal("0.10"), Decimal(0), Decimal(0)))
    assert sums.discount_monthly_usd == Decimal("100.00")
    assert sums.discountable_monthly_usd == Decimal("1000.00")
    assert sums.monthly_usd == Decimal("1400.00")


def test_what_ends_inside_the_horizon_stands_apart_from_the_steady_month() -> None:
    passing = replace(item(1, 1, "400"), months_in_horizon=Decimal(6), ends=date(2027, 5, 26))
    sums = totals((item(1, 1, "1000"), passing), Shares(Decimal(0), Decimal("0.10"), Decimal(0)))
    assert sums.monthly_usd == Decimal("1540.00")
    assert sums.steady_monthly_usd == Decimal("1100.00")
    assert sums.temporary_monthly_usd == Decimal("440.00")


def test_the_archive_of_logs_counts_as_full_as_it_is_on_average() -> None:
    assert mean_archived_days(1000, 500) == 250
    assert mean_archived_days(100, 1000) == pytest.approx(95)
    assert mean_archived_days(100, 0) == 0


@given(st.floats(1, 4000), st.floats(1, 4000), st.floats(1, 4000))
def test_a_longer_retention_never_stores_less(window: float, longer: float, horizon: float) -> None:
    short, long = sorted((window, longer))
    assert mean_archived_days(short, horizon) <= mean_archived_days(long, horizon) + 1e-9


def test_the_copy_of_backups_elsewhere_that_the_register_proposes_stands_on_the_bill() -> None:
    assessment = with_value(sample("clinic-group"), "recovery.backup_offsite", value=False)
    meters = {entry.meter for entry in found(assessment).cost.lines if entry.tier == "backup"}
    assert "Vault storage GRS" in meters
