"""The bill: all lines, the client's own lines, and the totals.

Totals are list price less discount; contingency and tax are lines of their own. A line without a price
keeps its
quantity and is counted in words beside every total that misses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from wardround.assessment import Assessment
from wardround.assessment.budget import OwnLine
from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.commitments import commitments
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import Cost, CostGroup, LineItem, RoleSizing, Sizing, Totals
from wardround.engine.line_items import (
    COMPUTE_ITEM,
    HOURS_PER_MONTH,
    ONE,
    Place,
    Term,
    Use,
    cents,
    compute_line,
    disk_lines,
    full_term,
    line,
    purchase_option,
    quantity_of,
)
from wardround.engine.service_lines import Bill, service_lines
from wardround.knowledge import FactValue, Knowledge, RecoveryLayout

ZERO = Decimal("0.00")
DAYS_PER_MONTH = Decimal(365) / Decimal(12)

GROUP_OF_TIER = {
    "application": "Application",
    "database": "Database",
    "cache": "Application",
    "ingress": "Network and ingress",
    "network": "Network and ingress",
    "filestore": "Storage and backup",
    "backup": "Storage and backup",
    "integration": "Integration",
    "monitoring": "Monitoring and security",
    "security": "Monitoring and security",
    "management": "Monitoring and security",
    "licences": "Services and licences",
    "services": "Services and licences",
}
OWN_LINE = "own"
"""Purchase option of what the consultant entered."""
ALWAYS_ON = frozenset({"production", "disaster_recovery"})


@dataclass(frozen=True, slots=True)
class Shares:
    """Discount, contingency and tax as shares of money."""

    discount: Decimal
    contingency: Decimal
    tax: Decimal


def infrastructure_lines(bill: Bill, option: PurchaseOption, nonproduction_hours: Decimal) -> Iterator[LineItem]:
    """Yield the lines of all VMs and disks. Production and recovery run always and may be committed."""
    for role in bill.roles:
        yield from own_servers(bill, role, option, nonproduction_hours)
        yield from replicas(bill, role)


def own_servers(
    bill: Bill, role: RoleSizing, option: PurchaseOption, nonproduction_hours: Decimal
) -> Iterator[LineItem]:
    """Yield the lines of a role's own VMs and disks, which no recovery pattern changes."""
    region = bill.recovery_region if role.environment == "disaster_recovery" else bill.sizing.region
    always_on = role.environment in ALWAYS_ON
    if role.vcpus and role.nodes:
        hours = HOURS_PER_MONTH if always_on else nonproduction_hours
        used = option if always_on else PurchaseOption.PAYG
        yield compute_line(bill.catalogue, role, region, used, hours, bill.term)
    yield from disk_lines(bill.catalogue, role, region, bill.term)


def replicas(bill: Bill, role: RoleSizing) -> Iterator[LineItem]:
    """Yield the lines of the disks that Site Recovery keeps of a role of production elsewhere."""
    if bill.layout.site_recovery and role.environment == "production" and role.platform == "vm":
        for copy in disk_lines(bill.catalogue, role, bill.recovery_region or bill.sizing.region, bill.term):
            yield replace(copy, item=f"Replica of {copy.item[:1].lower()}{copy.item[1:]}", role="site recovery")


def nonproduction_hours(facts: Facts, knowledge: Knowledge) -> Decimal:
    """Return the hours a month that non-production servers run under the schedule chosen."""
    policy = {
        "always_on": "always_on_hours_per_month",
        "office_hours": "office_hours_per_month",
        "on_demand": "on_demand_hours_per_month",
    }[facts.text("nonprod_schedule")]
    return quantity_of(knowledge.design_policies[policy].value)


def own_lines(assessment: Assessment, as_of: date, term: Term, region: str) -> Iterator[LineItem]:
    """Yield the lines that the consultant entered, over the months in which they are paid."""
    for own in sorted(assessment.budget.lines, key=lambda row: row.key):
        months = _months(own, as_of, term)
        quantity, price = quantity_of(own.quantity), Decimal(repr(own.unit_price_usd))
        amount = cents(quantity * price)
        monthly = own.recurs == "monthly"
        yield LineItem(
            line_id="",
            environment=own.environment,
            tenant=own.tenant,
            tier="licences" if own.kind == "licence" else "services",
            role=own.kind.replace("_", " "),
            item=own.name,
            sku="",
            quantity=quantity,
            units_per_month=ONE if monthly else Decimal(0),
            unit=own.unit,
            meter="entered by the consultant",
            region=region,
            unit_price_usd=price,
            price_date=own.at.date().isoformat() if own.at else as_of.isoformat(),
            borrowed_from="",
            purchase_option=OWN_LINE,
            monthly_usd=amount if monthly else ZERO,
            months_first_year=months.first_year if monthly else Decimal(0),
            months_in_horizon=months.horizon if monthly else Decimal(0),
            recurs=own.recurs,
            once_usd=ZERO if monthly else amount,
            note=own.note,
            source=f"{own.by or 'the consultant'}, {own.standing.value}",
            ends=own.ends,
        )


def _months(own: OwnLine, as_of: date, term: Term) -> Term:
    starts = _months_between(as_of, own.starts) if own.starts else Decimal(0)
    ends = _months_between(as_of, own.ends) if own.ends else term.horizon
    return Term(_overlap(starts, ends, term.first_year), _overlap(starts, ends, term.horizon))


def _months_between(start: date, end: date) -> Decimal:
    return (Decimal((end - start).days) / DAYS_PER_MONTH).quantize(Decimal("0.1"))


def _overlap(starts: Decimal, ends: Decimal, whole: Decimal) -> Decimal:
    return max(Decimal(0), min(ends, whole) - max(starts, Decimal(0)))


def numbered(lines: Iterable[LineItem]) -> tuple[LineItem, ...]:
    """Return the lines with their numbers, in the order given; lines that buy nothing are left out."""
    kept = [line for line in lines if line.quantity and (line.units_per_month or line.recurs == "once")]
    return tuple(replace(line, line_id=f"L{number:03d}") for number, line in enumerate(kept, start=1))


def totals(lines: tuple[LineItem, ...], shares: Shares) -> Totals:
    """Return the totals of the lines, each rounded where the workbook rounds."""
    monthly, agreed = _sum(lines), _sum(entry for entry in lines if is_agreed(entry))
    once = sum((entry.once_usd for entry in lines), ZERO)
    from_microsoft = tuple(entry for entry in lines if is_agreed(entry))
    year, agreed_year = (over_months(part, "months_first_year") for part in (lines, from_microsoft))
    horizon, agreed_horizon = (over_months(part, "months_in_horizon") for part in (lines, from_microsoft))
    whole = with_shares(monthly, agreed, shares)
    passing = [entry for entry in lines if is_temporary(entry, lines)]
    steady = with_shares(monthly - _sum(passing), agreed, shares)
    unpriced = [entry for entry in lines if entry.unit_price_usd is None]
    return Totals(
        list_monthly_usd=monthly,
        discount_monthly_usd=whole.discount,
        contingency_monthly_usd=whole.contingency,
        tax_monthly_usd=whole.tax,
        monthly_usd=whole.amount,
        yearly_usd=with_shares(year + once, agreed_year, shares).amount,
        horizon_usd=with_shares(horizon + once, agreed_horizon, shares).amount,
        once_usd=once,
        unpriced_lines=len(unpriced),
        borrowed_lines=sum(bool(entry.borrowed_from) for entry in lines),
        words=f"without {len(unpriced)} unpriced line{'s' if len(unpriced) != 1 else ''}" if unpriced else "",
        discountable_monthly_usd=agreed,
        steady_monthly_usd=steady.amount,
        temporary_monthly_usd=whole.amount - steady.amount,
        unpriced_items=tuple(dict.fromkeys(entry.item for entry in unpriced)),
    )


def is_agreed(entry: LineItem) -> bool:
    """Return whether a line is bought from Microsoft, so that the discount agreed with it applies."""
    return entry.purchase_option != OWN_LINE


def is_temporary(entry: LineItem, lines: tuple[LineItem, ...]) -> bool:
    """Return whether a recurring line ends before the horizon does."""
    horizon = max((other.months_in_horizon for other in lines), default=Decimal(0))
    return entry.recurs == "monthly" and entry.ends is not None and entry.months_in_horizon < horizon


def over_months(lines: Iterable[LineItem], months: Literal["months_first_year", "months_in_horizon"]) -> Decimal:
    """Return what recurring lines cost over the months that each is paid, rounded line by line."""
    return sum((cents((entry.monthly_usd or ZERO) * getattr(entry, months)) for entry in lines), ZERO)


@dataclass(frozen=True, slots=True)
class Whole:
    """An amount with what discount takes off and contingency and tax put on."""

    discount: Decimal
    contingency: Decimal
    tax: Decimal
    amount: Decimal


def with_shares(listed: Decimal, agreed: Decimal, shares: Shares) -> Whole:
    """Return a list amount with its shares: discount on what Microsoft sells, contingency and tax on all of it."""
    discount = cents(agreed * shares.discount)
    contingency = cents((listed - discount) * shares.contingency)
    tax = cents((listed - discount + contingency) * shares.tax)
    return Whole(discount, contingency, tax, listed - discount + contingency + tax)


def groups(lines: tuple[LineItem, ...]) -> tuple[CostGroup, ...]:
    """Return the monthly list price by what it buys, largest first; other environments stand apart from production."""
    sums: dict[str, Decimal] = {}
    for entry in lines:
        name = GROUP_OF_TIER.get(entry.tier, "Services and licences")
        if entry.environment == "disaster_recovery":
            name = "Recovery region"
        elif entry.environment != "production":
            name = "Non-production"
        sums[name] = sums.get(name, ZERO) + (entry.monthly_usd or ZERO)
    return tuple(CostGroup(name, amount) for name, amount in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def by_environment(lines: tuple[LineItem, ...]) -> tuple[CostGroup, ...]:
    """Return the monthly list price by environment, in the order of the bill."""
    sums: dict[str, Decimal] = {}
    for entry in lines:
        sums[entry.environment] = sums.get(entry.environment, ZERO) + (entry.monthly_usd or ZERO)
    return tuple(CostGroup(name, amount) for name, amount in sums.items())


@dataclass(frozen=True, slots=True)
class Purchase:
    """How the deployment is bought."""

    option: PurchaseOption
    nonproduction_hours: Decimal
    shares: Shares


def purchase(facts: Facts, knowledge: Knowledge) -> Purchase:
    """Return how the deployment is bought under the client's answers."""
    percent = Decimal(100)
    shares = Shares(
        Decimal(repr(facts.number("discount_pct"))) / percent,
        Decimal(repr(facts.number("contingency_pct"))) / percent,
        Decimal(repr(facts.number("tax_or_uplift_pct"))) / percent,
    )
    option = purchase_option(facts.text("commitment_allowed"))
    return Purchase(option, nonproduction_hours(facts, knowledge), shares)


def cost(
    assessment: Assessment,
    facts: Facts,
    sizing: Sizing,
    roles: tuple[RoleSizing, ...],
    layout: RecoveryLayout,
    recovery_region: str,
    required_controls: frozenset[str],
    catalogue: Catalogue,
    knowledge: Knowledge,
    as_of: date,
) -> tuple[Cost, tuple[Figure, ...]]:
    """Return the bill of a deployment and the figures that explain its totals."""
    horizon_years = int(facts.number("planning_horizon_years"))
    term = full_term(horizon_years)
    allowed = facts.get("dr_region_allowed") is not False
    bill = Bill(catalogue, knowledge, facts, sizing, roles, layout, recovery_region, required_controls, term, allowed)
    bought = purchase(facts, knowledge)
    lines = numbered(
        (
            *infrastructure_lines(bill, bought.option, bought.nonproduction_hours),
            *service_lines(bill),
            *_licences(facts, assessment, bill),
            *own_lines(assessment, as_of, term, sizing.region),
        )
    )
    regions = tuple(dict.fromkeys(line.region for line in lines))
    oldest, newest = catalogue.price_dates(regions)
    sums = replace(totals(lines, bought.shares), temporary_until=_last_end(lines))
    result = Cost(
        lines=lines,
        totals=sums,
        groups=groups(lines),
        by_environment=by_environment(lines),
        commitments=commitments(bill, bought.option),
        currency=facts.text("currency"),
        exchange_rate=_exchange_rate(facts),
        exchange_rate_date=_exchange_rate_date(facts),
        discount_share=bought.shares.discount,
        contingency_share=bought.shares.contingency,
        tax_share=bought.shares.tax,
        horizon_years=horizon_years,
        price_date_oldest=min([oldest, *_dates(lines)]),
        price_date_newest=max([newest, *_dates(lines)]),
        regions=regions,
        derived=_derived(facts, lines, sums),
    )
    return result, _figures(facts, result)


def _last_end(lines: tuple[LineItem, ...]) -> date | None:
    return max((entry.ends for entry in lines if entry.ends is not None and is_temporary(entry, lines)), default=None)


def _dates(lines: tuple[LineItem, ...]) -> list[str]:
    return [line.price_date for line in lines if line.price_date and line.purchase_option != OWN_LINE]


def _licences(facts: Facts, assessment: Assessment, bill: Bill) -> Iterator[LineItem]:
    """Yield the licence that no price list here knows, unless the consultant entered one."""
    entered = any(own.kind == "licence" for own in assessment.budget.lines)
    if facts.text("odoo_edition") == "enterprise" and not entered:
        yield unpriced_licence(bill, quantity_of(facts.number("named_users")))


def unpriced_licence(bill: Bill, users: Decimal) -> LineItem:
    """Return the line of the Odoo Enterprise subscription, quantity only."""
    place = Place("production", "", "licences", "licences", bill.sizing.region)
    use = Use("Odoo Enterprise subscription", "Odoo Enterprise", "named user", "user-month", users)
    return line(place, use, None, bill.term)


def _exchange_rate(facts: Facts) -> Decimal:
    if facts.text("currency") == "USD":
        return ONE
    return Decimal(repr(facts.number("exchange_rate")))


def _exchange_rate_date(facts: Facts) -> str:
    value = facts.get("exchange_rate_date")
    return "" if value is None or facts.text("currency") == "USD" else str(value)


def _sum(lines: Iterable[LineItem]) -> Decimal:
    return sum((entry.monthly_usd or ZERO for entry in lines), ZERO)


def _derived(facts: Facts, lines: tuple[LineItem, ...], sums: Totals) -> dict[str, FactValue]:
    budget_usd = facts.number("budget_monthly") / float(_exchange_rate(facts))
    whole = sums.list_monthly_usd or ONE
    other = _sum(entry for entry in lines if entry.environment not in ALWAYS_ON)
    licences = _sum(entry for entry in lines if entry.tier == "licences")
    compute = [entry for entry in lines if entry.environment == "production" and entry.item.startswith(COMPUTE_ITEM)]
    spent = _sum(compute)
    committed = _sum(entry for entry in compute if entry.purchase_option.startswith("reserved"))
    return {
        "cost_to_budget_ratio": round(float(sums.steady_monthly_usd) / budget_usd, 4) if budget_usd else 0.0,
        "nonprod_cost_share_pct": round(float(other / whole) * 100, 2),
        "license_month_cost_share_pct": round(float(licences / whole) * 100, 2),
        "reserved_coverage_pct": round(float(committed / spent) * 100, 2) if spent else 0.0,
    }


def _figures(facts: Facts, result: Cost) -> tuple[Figure, ...]:
    sums = result.totals
    by_group = tuple(
        Input(f"{group.name}, list price", float(group.monthly_usd), "USD/month", "sum of the lines of the bill")
        for group in result.groups
    )
    shares = (facts.input("discount_pct"), facts.input("contingency_pct"), facts.input("tax_or_uplift_pct"))
    dated = f"list prices of {result.price_date_oldest} to {result.price_date_newest}"
    ending = (
        "lines that end inside the horizon are in it; cost.steady_monthly_usd is the month after them"
        if sums.temporary_monthly_usd
        else ""
    )
    monthly = Figure(
        "cost.monthly_usd",
        "Cost a month while all lines run" if sums.temporary_monthly_usd else "Cost a month",
        float(sums.monthly_usd),
        "USD/month",
        "sum of the lines at list price, less discount, plus contingency, plus tax",
        (*by_group, *shares),
        "; ".join(part for part in (dated, sums.words, ending) if part),
    )
    steady = Figure(
        "cost.steady_monthly_usd",
        "Cost of a steady month",
        float(sums.steady_monthly_usd),
        "USD/month",
        "the cost of a month while all lines run, less what the lines that end add to it",
        (
            Input("While all lines run", float(sums.monthly_usd), "USD/month", "the bill", "cost.monthly_usd"),
            Input("Lines that end", float(sums.temporary_monthly_usd), "USD/month", "sum of these lines of the bill"),
        ),
        dated,
    )
    yearly = Figure(
        "cost.yearly_usd",
        "Cost in the first year",
        float(sums.yearly_usd),
        "USD",
        "each line times its months in the first year, plus one-off lines, with the same discount, contingency and tax",
        (Input("Cost a month", float(sums.monthly_usd), "USD/month", "the bill", "cost.monthly_usd"),),
        dated,
    )
    horizon = Figure(
        "cost.horizon_usd",
        f"Cost over {result.horizon_years} years",
        float(sums.horizon_usd),
        "USD",
        "each line times its months in the horizon, plus one-off lines, with the same discount, contingency and tax",
        (
            Input("Cost a month", float(sums.monthly_usd), "USD/month", "the bill", "cost.monthly_usd"),
            facts.input("planning_horizon_years"),
        ),
        dated,
    )
    return monthly, steady, yearly, horizon
