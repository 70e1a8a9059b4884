"""What a commitment on production compute would save, when it has paid off, and what it costs if plans change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import numpy as np

from wardround.catalogue import PurchaseOption
from wardround.engine.facts import Facts
from wardround.engine.findings import CommitmentChoice, RoleSizing
from wardround.engine.line_items import HOURS_PER_MONTH, cents
from wardround.engine.plain_words import listed
from wardround.engine.regret import COURSES, OPTIONS, TERM_MONTHS, Cases, Servers, best_in_hindsight, cases_of, costs
from wardround.engine.service_lines import Bill
from wardround.knowledge import Knowledge

ALWAYS_ON = frozenset({"production", "disaster_recovery"})
WORDS = {
    PurchaseOption.PAYG: "pay as you go",
    PurchaseOption.SAVINGS_1Y: "one-year savings plan",
    PurchaseOption.RESERVED_1Y: "one-year reservation",
    PurchaseOption.SAVINGS_3Y: "three-year savings plan",
    PurchaseOption.RESERVED_3Y: "three-year reservation",
}
YEARS = {"none": 0, "1y": 1, "3y": 3}
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """What may happen to a tier, and how likely each course is taken to be."""

    cases: Cases
    shares: tuple[float, ...]
    """Of `COURSES`; they add up to 1."""


def vertical_roles() -> frozenset[str]:
    """Return the roles that grow by a larger size and not by another server."""
    return frozenset(
        {"postgresql", "read_replica", "quorum", "redis", "pooler", "filestore", "monitoring", "management"}
    )


def commitment_years(facts: Facts) -> int:
    """Return the longest commitment that the client's answer leaves open. [years]."""
    return YEARS[facts.text("commitment_allowed")]


def judged_cases(facts: Facts, knowledge: Knowledge) -> Judged:
    """Return the cases of an engagement: as many months as its horizon has, the longest term at most."""
    policies = knowledge.design_policies
    years = int(facts.number("planning_horizon_years"))
    window = min(int(policies["purchase_window_months"].value), MONTHS_A_YEAR * years)
    measured = "_measured" if facts.flag("baseline_available") else ""
    names = {course: f"purchase_{course}_weight" for course in COURSES} | {
        "resized": f"purchase_resized{measured}_weight"
    }
    weights = tuple(policies[names[course]].value for course in COURSES)
    whole = sum(weights) or 1.0
    return Judged(cases_of(window, weights), tuple(weight / whole for weight in weights))


def commitments(bill: Bill, chosen: PurchaseOption) -> tuple[CommitmentChoice, ...]:
    """Return each purchase option for the servers that always run, with its break-even month and its regret.

    The break-even is the month from which the whole commitment costs less than paying as you go had cost by
    then, even if the servers are dropped: term x committed price / pay-as-you-go price, rounded up. A size without a
    known ratio stays on pay as you go, as on the bill, and is named; no figure is given where none has one.
    """
    running = _running(bill)
    base = _monthly(running, PurchaseOption.PAYG)
    judged = _judged(bill, running) if base else {}
    choices = []
    for option, months in TERM_MONTHS.items():
        found = _monthly(running, option)
        if found is None or base is None:
            choices.append(
                CommitmentChoice(option.value, None, None, None, f"{WORDS[option]}: no known price for the sizes")
            )
            continue
        saving = float(1 - found.whole / base.whole)
        month = ceil(months * found.committed / found.committed_at_payg) if months else None
        mark = ", chosen" if option is chosen else ""
        saved = f": {saving:.0%} less than pay as you go" if months else ""
        after = f", cheaper from month {month} on even if the servers are then dropped" if month else ""
        left = listed(found.unknown)
        besides = f"; {left} without a known committed price, so on pay as you go" if left else ""
        words = f"{WORDS[option]}{mark}{saved}{after}{besides}"
        regret = judged.get(option)
        choices.append(
            CommitmentChoice(
                option.value,
                cents(found.whole),
                round(saving, 4),
                month,
                words,
                *(() if regret is None else (regret.worst_regret_usd, regret.worst_loss_usd, regret.expected_usd)),
            )
        )
    return tuple(choices)


@dataclass(frozen=True, slots=True)
class _Regret:
    worst_regret_usd: Decimal
    worst_loss_usd: Decimal
    expected_usd: Decimal


def _judged(bill: Bill, running: tuple[_Running, ...]) -> dict[PurchaseOption, _Regret]:
    """Return what each option costs at worst and on the whole, over everything that always runs."""
    cases = judged_cases(bill.facts, bill.knowledge).cases
    cost = costs(_servers(running, bill.policy("purchase_shrink_share")), cases)
    cost = np.where(np.isnan(cost), cost[0], cost)
    whole = cost.sum(axis=1)
    years = commitment_years(bill.facts)
    open_to_client = np.array(
        [TERM_MONTHS[option] <= min(MONTHS_A_YEAR * years, cases.window_months) for option in OPTIONS]
    )
    best = best_in_hindsight(cost, open_to_client).sum(axis=0)
    found = {}
    for place, option in enumerate(OPTIONS):
        if np.isnan(whole[place]).any():
            continue
        regret, loss = float((whole[place] - best).max()), float((whole[place] - whole[0]).max())
        found[option] = _Regret(*(_usd(amount) for amount in (regret, loss, float(whole[place] @ cases.weight))))
    return found


@dataclass(frozen=True, slots=True)
class _Running:
    """Servers of one role that always run, with their hourly price by purchase option."""

    role: RoleSizing
    usd_per_hour: Mapping[PurchaseOption, Decimal | None]


def _running(bill: Bill) -> tuple[_Running, ...]:
    found = []
    for role in bill.roles:
        if not role.vcpus or not role.nodes or role.environment not in ALWAYS_ON:
            continue
        region = bill.recovery_region if role.environment == "disaster_recovery" else bill.sizing.region
        prices = {option: bill.catalogue.vm_price(region, role.sku, option) for option in OPTIONS}
        found.append(_Running(role, {option: None if price is None else price.usd for option, price in prices.items()}))
    return tuple(found)


def _servers(running: tuple[_Running, ...], shrink_share: float) -> Servers:
    """Return the servers that always run, in two groups for each role: those that stay when the load shrinks."""
    prices: list[list[float]] = []
    kept, scales_out = [], []
    vertical = vertical_roles()
    for each in running:
        nodes, out = each.role.nodes, each.role.role not in vertical
        row = [float("nan") if usd is None else float(usd) for usd in each.usd_per_hour.values()]
        stays = max(1, ceil(nodes * (1.0 - shrink_share) - 1e-9)) if out else 0
        for count, stay in ((stays, True), (nodes - stays, False)):
            if count:
                # So many servers of one price cost what one of so many times the price does.
                prices.append([price * count for price in row])
                kept.append(stay)
                scales_out.append(out)
    return Servers(
        usd_per_hour=np.array(prices, dtype=float).T.reshape(len(OPTIONS), len(prices)),
        hours_per_month=np.full(len(prices), float(HOURS_PER_MONTH)),
        kept=np.array(kept, dtype=bool),
        scales_out=np.array(scales_out, dtype=bool),
    )


def _usd(amount: float) -> Decimal:
    return cents(Decimal(repr(round(max(amount, 0.0), 4))))


@dataclass(frozen=True, slots=True)
class _Monthly:
    """What servers cost a month under an option: all of them, those committed, and these at pay as you go."""

    whole: Decimal
    committed: Decimal
    committed_at_payg: Decimal
    unknown: tuple[str, ...]
    """Sizes that have no such price and stay on pay as you go."""


def _monthly(running: tuple[_Running, ...], option: PurchaseOption) -> _Monthly | None:
    """Return what the servers that always run cost under an option; None where none of them has such a price."""
    whole = committed = at_payg = Decimal(0)
    unknown = []
    for each in running:
        payg, usd = each.usd_per_hour[PurchaseOption.PAYG], each.usd_per_hour[option]
        if payg is None:
            return None
        hours = HOURS_PER_MONTH * each.role.nodes
        whole += (payg if usd is None else usd) * hours
        if usd is None:
            unknown.append(each.role.sku.removeprefix("Standard_"))
        else:
            committed += usd * hours
            at_payg += payg * hours
    return _Monthly(whole, committed, at_payg, tuple(dict.fromkeys(unknown))) if at_payg else None
