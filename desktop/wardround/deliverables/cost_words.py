"""What a monthly cost holds and what it does not, in words: lines that end, contingency, tax, and what has no price."""

from __future__ import annotations

from datetime import date

from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency
from wardround.deliverables.words import brief, listed, shortlist
from wardround.engine.cost import is_temporary
from wardround.engine.findings import Cost, LineItem

_NAME = 60
_LINES_NAMED = 3
_ITEMS_NAMED = 6


def passing_lines(cost: Cost) -> tuple[LineItem, ...]:
    """Return the lines of the bill that end inside the horizon, the first to end first."""
    passing = (line for line in cost.lines if is_temporary(line, cost.lines))
    return tuple(sorted(passing, key=lambda line: (line.ends or date.max, line.line_id)))


def added_for_now(cost: Cost, currency: Currency) -> str:
    """Return what the lines that end add to a month: 'plus EUR 7,300 until 30 Sep 2027'; empty where none ends.

    Where they end one after the other, the amount is what they add while all of them run.
    """
    totals = cost.totals
    if totals.temporary_until is None or not totals.temporary_monthly_usd:
        return ""
    ends = {line.ends for line in passing_lines(cost)}
    most = "up to " if len(ends) > 1 else ""
    amount = amounts.money(totals.temporary_monthly_usd, currency)
    return f"plus {most}{amount} until {amounts.short_date(totals.temporary_until)}"


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


def _percent(share: object) -> str:
    return f"{amounts.number(float(str(share)) * 100)} %"
