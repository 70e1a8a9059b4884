"""What a monthly cost holds, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.deliverables.example_bill import example_cost
from wardround.deliverables.amounts import DOLLAR
from wardround.deliverables.cost_words import added_at_first, added_for_now, passing_lines, what_prices
from wardround.engine.findings import Cost


def ending(*lines: tuple[date, str]) -> Cost:
    """Return the example with lines that end so, at list price; with contingency they add a tenth more."""
    found = example_cost()
    (pattern, *_) = passing_lines(found)
    rest = [line for line in found.lines if line not in passing_lines(found)]
    passing = [
        replace(pattern, line_id=f"P{place}", ends=ends, monthly_usd=Decimal(usd), months_in_horizon=Decimal(9))
        for place, (ends, usd) in enumerate(lines)
    ]
    added = sum((Decimal(usd) for _, usd in lines), Decimal(0)) * Decimal("1.1")
    last = max(ends for ends, _ in lines)
    totals = replace(found.totals, temporary_monthly_usd=added, temporary_until=last)
    return replace(found, lines=(*rest, *passing), totals=totals)


def test_each_amount_is_told_with_its_own_end() -> None:
    found = ending((date(2030, 2, 28), "1000.00"), (date(2027, 9, 30), "3000.00"))
    assert added_for_now(found, DOLLAR) == "plus USD 3,300 until 30 Sep 2027 and USD 1,100 until 28 Feb 2030"
    assert added_at_first(found, DOLLAR) == "plus USD 4,400 until 30 Sep 2027"


def test_lines_that_end_together_are_one_amount() -> None:
    found = ending((date(2027, 9, 30), "1000.00"), (date(2027, 9, 30), "3000.00"))
    assert added_for_now(found, DOLLAR) == "plus USD 4,400 until 30 Sep 2027"


def test_what_is_wrong_with_prices_names_missing_ones_before_borrowed_ones() -> None:
    totals = replace(example_cost().totals, words="without 4 unpriced lines", unpriced_lines=4, borrowed_lines=12)
    assert what_prices(totals) == "without 4 unpriced lines; 12 at a borrowed price"
    assert what_prices(replace(totals, words="", borrowed_lines=1)) == "1 line at a borrowed price"
    assert what_prices(replace(totals, words="", borrowed_lines=0)) == "every line at a price of its own region"
