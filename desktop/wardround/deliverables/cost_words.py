"""What a monthly cost holds and what it does not, in words: lines that end, contingency, tax, and what has no price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency
from wardround.deliverables.words import brief, counted, listed, shortlist
from wardround.engine.cost import is_temporary
from wardround.engine.findings import Cost, LineItem, Totals

_NAME = 60
_LINES_NAMED = 3
_ENDS_NAMED = 3
_ITEMS_NAMED = 6


def passing_lines(cost: Cost) -> tuple[LineItem, ...]:
    """Return the lines of the bill that end inside the horizon, the first to end first."""
    passing = (line for line in cost.lines if is_temporary(line, cost.lines))
    return tuple(sorted(passing, key=lambda line: (line.ends or date.max, line.line_id)))


def added_for_now(cost: Cost, currency: Currency, day: Callable[[date | None], str] = amounts.short_date) -> str:
    """Return what the lines that end add to a month: 'plus EUR 7,300 until 30 Sep 2027'; empty where none ends.

    Lines that end on different days are told by day, each amount with the same contingency and tax.
    """
    totals = cost.totals
    if totals.temporary_until is None or not totals.temporary_monthly_usd:
        return ""
    added = tuple(f"{amounts.money(usd, currency)} until {day(ends)}" for ends, usd in _added_by_end(cost))
    return f"plus {listed(shortlist(added, _ENDS_NAMED))}"


def added_at_first(cost: Cost, currency: Currency) -> str:
    """Return the same for a narrow place: all of it, until the first line ends; what is left after that is not said."""
    ends = [line.ends for line in passing_lines(cost) if line.ends is not None]
    if not ends or not cost.totals.temporary_monthly_usd:
        return ""
    return f"plus {amounts.money(cost.totals.temporary_monthly_usd, currency)} until {amounts.short_date(ends[0])}"


def _added_by_end(cost: Cost) -> tuple[tuple[date | None, Decimal], ...]:
    """Return what lines that end on the same day add to a month, with their part of contingency and tax, by day."""
    by_end: dict[date | None, Decimal] = {}
    for line in passing_lines(cost):
        by_end[line.ends] = by_end.get(line.ends, Decimal(0)) + (line.monthly_usd or 0)
    at_list_price = sum(by_end.values(), Decimal(0))
    added = cost.totals.temporary_monthly_usd
    return tuple((ends, added * usd / at_list_price) for ends, usd in by_end.items() if usd)


def what_ends(cost: Cost) -> str:
    """Return the lines that end with their dates: 'Old servers (until 31 August 2027) and ...'; empty without any."""
    named = tuple(f"{brief(line.item, _NAME)} (until {amounts.long_date(line.ends)})" for line in passing_lines(cost))
    return listed(shortlist(named, _LINES_NAMED))


def shares_held(cost: Cost) -> str:
    """Return whether contingency and tax are in the cost: 'with contingency of 10 %, without tax'."""
    contingency = f"contingency of {_percent(cost.contingency_share)}" if cost.contingency_share else ""
    tax = f"tax or partner uplift of {_percent(cost.tax_share)}" if cost.tax_share else ""
    held = listed(tuple(part for part in (contingency, tax) if part))
    left_out = listed(tuple(name for name, part in (("contingency", contingency), ("tax", tax)) if not part))
    if held and left_out:
        return f"with {held}, without {left_out}"
    return f"with {held}" if held else "without contingency or tax"


def without_price(cost: Cost) -> str:
    """Return what no price is known for: 'Load balancer; ExpressRoute circuit'; empty where everything has one."""
    items = tuple(brief(item, _NAME) for item in cost.totals.unpriced_items)
    return "; ".join(shortlist(items, _ITEMS_NAMED))


def what_prices(sums: Totals) -> str:
    """Return what is wrong with prices behind a total: 'without 4 unpriced lines; 12 at a borrowed price'."""
    borrowed = f"{sums.borrowed_lines} at a borrowed price" if sums.borrowed_lines else ""
    if borrowed and not sums.words:
        borrowed = f"{counted(sums.borrowed_lines, 'line')} at a borrowed price"
    return "; ".join(part for part in (sums.words, borrowed) if part) or "every line at a price of its own region"


def _percent(share: object) -> str:
    return f"{amounts.number(float(str(share)) * 100)} %"
