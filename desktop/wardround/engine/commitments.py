"""What a commitment on production compute would save, and when it has paid for itself."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from wardround.catalogue import PurchaseOption
from wardround.engine.findings import CommitmentChoice
from wardround.engine.line_items import HOURS_PER_MONTH, cents
from wardround.engine.service_lines import Bill

ALWAYS_ON = frozenset({"production", "disaster_recovery"})
TERM_MONTHS = {
    PurchaseOption.PAYG: 0,
    PurchaseOption.SAVINGS_1Y: 12,
    PurchaseOption.RESERVED_1Y: 12,
    PurchaseOption.SAVINGS_3Y: 36,
    PurchaseOption.RESERVED_3Y: 36,
}
WORDS = {
    PurchaseOption.PAYG: "pay as you go",
    PurchaseOption.SAVINGS_1Y: "one-year savings plan",
    PurchaseOption.RESERVED_1Y: "one-year reservation",
    PurchaseOption.SAVINGS_3Y: "three-year savings plan",
    PurchaseOption.RESERVED_3Y: "three-year reservation",
}


def commitments(bill: Bill, chosen: PurchaseOption) -> tuple[CommitmentChoice, ...]:
    """Return each purchase option for the servers that always run, with its break-even month.

    The break-even is the month from which the whole commitment costs less than paying as you go had cost by
    then,
    even if the servers are dropped: term x committed price / pay-as-you-go price, rounded up. No figure is
    given where
    a size has no known ratio.
    """
    base = _monthly(bill, PurchaseOption.PAYG)
    choices = []
    for option, months in TERM_MONTHS.items():
        monthly = _monthly(bill, option)
        if monthly is None or base is None or not base:
            choices.append(
                CommitmentChoice(
                    option.value, None, None, None, f"{WORDS[option]}: no known price for some of the sizes"
                )
            )
            continue
        saving = float(1 - monthly / base)
        month = ceil(months * monthly / base) if months else None
        mark = ", chosen" if option is chosen else ""
        saved = f": {saving:.0%} less than pay as you go" if months else ""
        after = f", cheaper from month {month} on even if the servers are then dropped" if month else ""
        words = f"{WORDS[option]}{mark}{saved}{after}"
        choices.append(CommitmentChoice(option.value, cents(monthly), round(saving, 4), month, words))
    return tuple(choices)


def _monthly(bill: Bill, option: PurchaseOption) -> Decimal | None:
    total = Decimal(0)
    for role in bill.roles:
        if role.vcpus and role.environment in ALWAYS_ON:
            region = bill.recovery_region if role.environment == "disaster_recovery" else bill.sizing.region
            price = bill.catalogue.vm_price(region, role.sku, option)
            if price is None:
                return None
            total += price.usd * HOURS_PER_MONTH * role.nodes
    return total
