"""How cautiously PostgreSQL and storage are sized, and what that costs, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from wardround.engine.caution import LIKELY_PCT
from wardround.engine.cautious_database import ordinal
from wardround.engine.findings import Sizing


def caution_words(sizing: Sizing, money: Callable[[Decimal], str]) -> str:
    """Return for which percentile PostgreSQL and storage are sized, and the price of it.

    Parameters
    ----------
    money : writes an amount of US dollars as the reader counts.
    """
    if sizing.conservative_percentile <= LIKELY_PCT:
        return "PostgreSQL and storage are sized for the likely demand, as all other tiers are."
    first = (
        f"PostgreSQL and storage are sized for the {ordinal(sizing.conservative_percentile)} percentile of what is "
        "known, all other tiers for the likely demand."
    )
    above = sizing.caution_monthly_usd
    if not above:
        return f"{first} Here that caution costs nothing."
    return f"{first} That caution costs {money(above)} a month; firmer answers lower it."
