"""How to buy each tier: every mix of ways over its servers, with the least worst regret and the least expected cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.commitments import ALWAYS_ON, WORDS, commitment_years, judged_cases, vertical_roles
from wardround.engine.facts import Facts
from wardround.engine.findings import RoleSizing, Sizing
from wardround.engine.findings.purchase import (
    MixPart,
    PurchaseCase,
    PurchaseComparison,
    PurchaseMix,
    PurchaseRegret,
    PurchaseTier,
    PurchaseWay,
)
from wardround.engine.findings.scaling import Autoscaling
from wardround.engine.line_items import HOURS_PER_MONTH, cents, option_with_price
from wardround.engine.purchase_words import COURSE_WORDS, JUDGEMENT, case_words, purchase_words, tier_words
from wardround.engine.queueing import Numbers
from wardround.engine.regret import (
    COURSES,
    OPTIONS,
    TERM_MONTHS,
    Cases,
    Servers,
    best_in_hindsight,
    break_even_month,
    costs,
)
from wardround.knowledge import Knowledge

MOST_STEPS = 8
"""Servers of a tier that a mix is told apart by; a larger tier is bought in equal groups."""

SHOWN_MONTHS = (3, 6, 12, 18, 24, 30)
LONGEST_FIRST = (
    PurchaseOption.RESERVED_3Y,
    PurchaseOption.SAVINGS_3Y,
    PurchaseOption.RESERVED_1Y,
    PurchaseOption.SAVINGS_1Y,
    PurchaseOption.PAYG,
)
"""The order in which servers are given to ways: those that run most and stay longest to the longest commitment."""

NEVER_WORTH = "runs too few hours: it costs more than pay as you go however long it is kept"


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours a month that each server of a role runs, in falling order, and why."""

    by_server: tuple[float, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all tiers are judged with."""

    catalogue: Catalogue
    cases: Cases
    shrink_share: float
    regret_weight: float
    years_allowed: int
    as_of: date


def purchase_mix(
    sizing: Sizing,
    roles: tuple[RoleSizing, ...],
    recovery_region: str,
    facts: Facts,
    catalogue: Catalogue,
    knowledge: Knowledge,
    as_of: date,
    nonproduction_hours: Decimal,
    scaled: Autoscaling | None = None,
    told: Callable[[float], None] = lambda _share: None,
) -> PurchaseComparison | None:
    """Return the ways to buy every tier with servers; None where there are none.

    Parameters
    ----------
    roles : the deployment.
    nonproduction_hours : that servers beside production run under the schedule chosen. [h/month]
    scaled : the application servers by the hour, where the client lets them scale.
    """
    servers = [role for role in roles if role.vcpus and role.nodes]
    if not servers:
        return None
    weights = judged_cases(facts, knowledge)
    setting = _Setting(
        catalogue,
        weights.cases,
        knowledge.design_policies["purchase_shrink_share"].value,
        knowledge.design_policies["purchase_regret_weight"].value,
        commitment_years(facts),
        as_of,
    )
    found, whole = [], np.zeros((len(OPTIONS), len(setting.cases.month)))
    priced = Decimal(0)
    chosen = PurchaseOption(sizing.purchase_option)
    without: list[str] = []
    for place, role in enumerate(servers):
        region = recovery_region if role.environment == "disaster_recovery" else sizing.region
        hours = _hours(role, nonproduction_hours, scaled)
        tier, cost = _tier(role, region, hours, setting)
        found.append(tier)
        always_on = role.environment in ALWAYS_ON
        if always_on:
            # A size without a committed price stays on pay as you go, as on the bill.
            whole += np.where(np.isnan(cost), cost[0], cost).sum(axis=1)
        _, price = option_with_price(catalogue, region, role.sku, chosen if always_on else PurchaseOption.PAYG)
        each = HOURS_PER_MONTH if always_on else nonproduction_hours
        priced += Decimal(0) if price is None else price.usd * each * role.nodes
        if any(way.monthly_usd is None for way in tier.ways):
            without.append(role.sku)
        told((place + 1) / len(servers))
    tiers = tuple(found)
    payg = sum((tier.payg_monthly_usd for tier in tiers), Decimal(0))
    monthly = sum((tier.recommended.monthly_usd for tier in tiers), Decimal(0))
    expected = sum((tier.recommended.expected_usd for tier in tiers), Decimal(0))
    result = PurchaseComparison(
        months=setting.cases.window_months,
        cases=tuple(
            PurchaseCase(course, round(weight, 4), COURSE_WORDS[course])
            for course, weight in zip(COURSES, weights.shares, strict=True)
        ),
        tiers=tiers,
        regrets=tuple(_regrets(whole, setting.cases)),
        payg_monthly_usd=cents(payg),
        priced_monthly_usd=cents(priced),
        monthly_usd=cents(monthly),
        expected_usd=cents(expected),
        payg_expected_usd=cents(
            sum(
                (way.expected_usd or Decimal(0) for tier in tiers for way in tier.ways if way.option == "payg"),
                Decimal(0),
            )
        ),
        worst_regret_usd=cents(sum((tier.recommended.worst_regret_usd for tier in tiers), Decimal(0))),
        without_ratio=tuple(dict.fromkeys(without)),
        words="",
        judgement=JUDGEMENT,
    )
    return replace(result, words=purchase_words(result, measured=facts.flag("baseline_available")))


def _hours(role: RoleSizing, nonproduction_hours: Decimal, scaled: Autoscaling | None) -> Hours:
    """Return the hours of each server: all, those of the schedule, or those that scaling by the hour leaves."""
    if role.environment not in ALWAYS_ON:
        each = float(nonproduction_hours)
        words = "all hours" if nonproduction_hours == HOURS_PER_MONTH else f"{each:g} of 730 hours a month, by schedule"
        return Hours((each,) * role.nodes, words)
    always = (float(HOURS_PER_MONTH),) * role.nodes
    if (
        scaled is None
        or not scaled.allowed
        or role.environment != "production"
        or (role.role, role.tenant, role.sku) != ("application", scaled.tenant, scaled.sku)
    ):
        return Hours(always, "all hours")
    often = dict(scaled.days_per_month)
    weight = sum(often.get(row.day_type, 0.0) for row in scaled.hours)
    if not weight:
        return Hours(always, "all hours")
    by_server = tuple(
        float(HOURS_PER_MONTH)
        * sum(often.get(row.day_type, 0.0) for row in scaled.hours if row.running >= place)
        / weight
        for place in range(1, role.nodes + 1)
    )
    if min(by_server) >= float(HOURS_PER_MONTH):
        return Hours(always, "all hours")
    return Hours(by_server, f"{sum(by_server) / role.nodes:.0f} of 730 hours a month on average, scaled by the hour")


def _tier(role: RoleSizing, region: str, hours: Hours, setting: _Setting) -> tuple[PurchaseTier, Numbers]:
    """Return how a role may be bought, and what each way costs by server and case."""
    catalogue, nodes = setting.catalogue, role.nodes
    prices = {option: catalogue.vm_price(region, role.sku, option) for option in OPTIONS}
    per_hour = np.array([np.nan if price is None else float(price.usd) for price in prices.values()])
    kept = max(1, ceil(nodes * (1.0 - setting.shrink_share) - 1e-9))
    vertical = role.role in vertical_roles()
    servers = Servers(
        usd_per_hour=np.repeat(per_hour[:, None], nodes, axis=1),
        hours_per_month=np.array(hours.by_server),
        # A tier that grows by its size shrinks by it too, and then none of its servers stays as it was.
        kept=(np.arange(nodes) < kept) & (not vertical),
        scales_out=np.full(nodes, not vertical),
    )
    cost = costs(servers, setting.cases)
    retires = catalogue.size(role.sku).retires_on
    months_left = _months(setting.as_of, retires) if retires is not None else None
    allowed = np.array([_allowed(option, setting, months_left) for option in OPTIONS])
    usable = allowed & ~np.isnan(per_hour)
    best = best_in_hindsight(cost, usable)
    payg = prices[PurchaseOption.PAYG]
    payg_monthly = Decimal(0) if payg is None else payg.usd * _decimal(sum(hours.by_server))
    ways = tuple(
        _way(place, prices[option] is not None, cost, best, hours, per_hour, setting, months_left)
        for place, option in enumerate(OPTIONS)
    )
    mixes = list(_mixes(nodes, usable))
    judged = [_judged(mix, cost, best, setting.cases) for mix in mixes]
    least_regret = min(range(len(mixes)), key=lambda row: (round(judged[row].worst, 2), round(judged[row].expected, 2)))
    least_expected = min(
        range(len(mixes)), key=lambda row: (round(judged[row].expected, 2), round(judged[row].worst, 2))
    )
    weighed = min(
        range(len(mixes)),
        key=lambda row: (
            round(judged[row].regret + setting.regret_weight * judged[row].worst, 2),
            round(judged[row].expected, 2),
        ),
    )

    def mix(row: int) -> PurchaseMix:
        return _mix(mixes[row], judged[row], hours, per_hour, setting.cases)

    tier = PurchaseTier(
        environment=role.environment,
        tenant=role.tenant,
        tier=role.tier,
        role=role.role,
        sku=role.sku,
        nodes=nodes,
        hours_per_month=round(sum(hours.by_server) / nodes, 1),
        hours_words=hours.words,
        payg_monthly_usd=cents(payg_monthly),
        ways=ways,
        least_regret=mix(least_regret),
        least_expected=mix(least_expected),
        recommended=mix(weighed),
        words="",
    )
    return replace(tier, words=tier_words(tier)), cost


def _allowed(option: PurchaseOption, setting: _Setting, months_left: float | None) -> bool:
    term = TERM_MONTHS[option]
    if term > 12 * setting.years_allowed or term > setting.cases.window_months:
        return False
    return not term or months_left is None or months_left >= term


def _way(
    place: int,
    priced: bool,  # noqa: FBT001 - read from the price list
    cost: Numbers,
    best: Numbers,
    hours: Hours,
    per_hour: Numbers,
    setting: _Setting,
    months_left: float | None,
) -> PurchaseWay:
    option, cases = OPTIONS[place], setting.cases
    term, words = TERM_MONTHS[option], WORDS[option]
    allowed = _allowed(option, setting, months_left)
    if not priced:
        text = f"{words}: no committed price is known for this size, so none is advised"
        return PurchaseWay(
            option=option.value,
            allowed=False,
            monthly_usd=None,
            saving_share=None,
            break_even_month=None,
            saved_usd=None,
            worst_loss_usd=None,
            worst_regret_usd=None,
            worst_case="",
            expected_usd=None,
            why_not="no committed price is known for this size",
            words=text,
        )
    payg = float(per_hour[0]) * sum(hours.by_server)
    committed = float(per_hour[place]) * float(HOURS_PER_MONTH) * len(hours.by_server)
    monthly = committed if term else payg
    against = (cost[place] - cost[0]).sum(axis=0)
    regret = (cost[place] - best).sum(axis=0)
    worst = int(np.argmax(regret))
    month = (
        break_even_month(term, float(per_hour[place]), float(per_hour[0]), sum(hours.by_server) / len(hours.by_server))
        if term
        else None
    )
    text = words
    if term:
        text = (
            f"{words}: {NEVER_WORTH}"
            if month is None
            else f"{words}: pays off from month {month}, even if then dropped"
        )
    why_not = "" if allowed else _why_not(option, setting, months_left)
    return PurchaseWay(
        option=option.value,
        allowed=allowed,
        monthly_usd=_usd(monthly),
        saving_share=round(1 - monthly / payg, 4) if payg else None,
        break_even_month=month,
        saved_usd=_usd(-float(against[0])),
        worst_loss_usd=_usd(max(float(against.max()), 0.0)),
        worst_regret_usd=_usd(max(float(regret[worst]), 0.0)),
        worst_case=case_words(*cases.named(worst)),
        expected_usd=_usd(float(cost[place].sum(axis=0) @ cases.weight)),
        why_not=why_not,
        words=text,
    )


def _why_not(option: PurchaseOption, setting: _Setting, months_left: float | None) -> str:
    term = TERM_MONTHS[option]
    if term > 12 * setting.years_allowed:
        return "the client has not allowed it"
    if term > setting.cases.window_months:
        return "it outlasts the plan"
    left = 0.0 if months_left is None else months_left
    return f"the size retires in {left:.0f} months"


@dataclass(frozen=True, slots=True)
class _Judged:
    """Expected cost, expected regret and worst regret of a mix, and the case of the worst. [USD]."""

    expected: float
    regret: float
    worst: float
    case: int


def _mixes(nodes: int, usable: NDArray[np.bool_]) -> Iterator[tuple[tuple[PurchaseOption, int], ...]]:
    """Yield every way to give so many servers to the usable ways to buy, in the order of `LONGEST_FIRST`."""
    options = [option for option in LONGEST_FIRST if usable[OPTIONS.index(option)]]
    step = ceil(nodes / MOST_STEPS)
    edges = sorted({*range(0, nodes, step), nodes})

    def cuts(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 0:
            yield ()
            return
        for edge in edges[start:]:
            for rest in cuts(edges.index(edge), left - 1):
                yield (edge, *rest)

    for cut in cuts(0, len(options) - 1):
        bounds = (0, *cut, nodes)
        counts = (after - before for before, after in pairwise(bounds))
        yield tuple((option, count) for option, count in zip(options, counts, strict=True) if count)


def _judged(mix: tuple[tuple[PurchaseOption, int], ...], cost: Numbers, best: Numbers, cases: Cases) -> _Judged:
    spent = np.zeros(cost.shape[2])
    start = 0
    for option, count in mix:
        spent += cost[OPTIONS.index(option), start : start + count].sum(axis=0)
        start += count
    regret = spent - best.sum(axis=0)
    worst = int(np.argmax(regret))
    return _Judged(float(spent @ cases.weight), float(regret @ cases.weight), max(float(regret[worst]), 0.0), worst)


def _mix(
    parts: tuple[tuple[PurchaseOption, int], ...], judged: _Judged, hours: Hours, per_hour: Numbers, cases: Cases
) -> PurchaseMix:
    monthly, start, bought = 0.0, 0, []
    for option, count in parts:
        each = hours.by_server[start : start + count]
        price, term = float(per_hour[OPTIONS.index(option)]), TERM_MONTHS[option]
        monthly += price * (float(HOURS_PER_MONTH) * count if term else sum(each))
        month = break_even_month(term, price, float(per_hour[0]), sum(each) / count) if term else None
        bought.append(MixPart(option.value, count, month))
        start += count
    return PurchaseMix(
        parts=tuple(bought),
        monthly_usd=_usd(monthly),
        worst_regret_usd=_usd(judged.worst),
        worst_case=case_words(*cases.named(judged.case)),
        expected_usd=_usd(judged.expected),
    )


def _regrets(whole: Numbers, cases: Cases) -> Iterator[PurchaseRegret]:
    """Yield what each commitment on everything that always runs costs more than pay as you go, case by case."""
    for place, option in enumerate(OPTIONS):
        if not TERM_MONTHS[option] or np.array_equal(whole[place], whole[0]):
            continue  # no size has such a price
        for row in range(len(cases.month)):
            course, month = cases.named(row)
            if course == "as_planned" or month in SHOWN_MONTHS:
                yield PurchaseRegret(option.value, course, month, _usd(float(whole[place, row] - whole[0, row])))


def _months(start: date, end: date) -> float:
    return max((end - start).days / 30.44, 0.0)


def _usd(amount: float) -> Decimal:
    return cents(Decimal(repr(round(amount, 4)))) + Decimal("0.00")


def _decimal(value: float) -> Decimal:
    return Decimal(repr(round(value, 6)))
