"""What environments beside production cost under each schedule: their servers stop, their disks do not."""

from __future__ import annotations

from decimal import Decimal

from wardround.engine.findings import Cost, Findings, LineItem
from wardround.engine.findings.scaling import EnvironmentHours, Schedules
from wardround.engine.line_items import COMPUTE_ITEM, cents, quantity_of
from wardround.engine.plain_words import listed
from wardround.knowledge import Knowledge

POLICIES = {
    "always_on": "always_on_hours_per_month",
    "office_hours": "office_hours_per_month",
    "on_demand": "on_demand_hours_per_month",
}
NAMES = {"always_on": "always on", "office_hours": "in office hours", "on_demand": "on demand"}
ALWAYS_ON = frozenset({"production", "disaster_recovery"})


def schedules(findings: Findings, knowledge: Knowledge) -> Schedules | None:
    """Return the price of each schedule by environment; None where production stands alone."""
    hours = {name: quantity_of(knowledge.design_policies[policy].value) for name, policy in POLICIES.items()}
    chosen = str(findings.facts["nonprod_schedule"].value)
    names = dict.fromkeys(line.environment for line in findings.cost.lines if line.environment not in ALWAYS_ON)
    found = tuple(_environment(findings.cost, name, chosen, hours) for name in names if _servers(findings.cost, name))
    if not found:
        return None
    return Schedules(
        chosen=chosen,
        hours_per_month=tuple((name, float(value)) for name, value in hours.items()),
        environments=found,
        words=_words(found, chosen, hours),
    )


def is_server(line: LineItem) -> bool:
    """Return whether a line buys servers by the hour."""
    return line.item.startswith(COMPUTE_ITEM)


def _servers(cost: Cost, environment: str) -> int:
    return sum(int(line.quantity) for line in cost.lines if line.environment == environment and is_server(line))


def _environment(cost: Cost, name: str, chosen: str, hours: dict[str, Decimal]) -> EnvironmentHours:
    lines = [line for line in cost.lines if line.environment == name]
    fixed = sum((line.monthly_usd or Decimal(0) for line in lines if not is_server(line)), Decimal("0.00"))
    servers = [line for line in lines if is_server(line)]
    priced = [(line.quantity, line.unit_price_usd) for line in servers if line.unit_price_usd is not None]
    sums = {
        schedule: fixed + sum((cents(quantity * each * price) for quantity, price in priced), Decimal("0.00"))
        for schedule, each in hours.items()
    }
    return EnvironmentHours(
        environment=name,
        servers=sum(int(line.quantity) for line in servers),
        chosen=chosen,
        always_on_usd=sums["always_on"],
        office_hours_usd=sums["office_hours"],
        on_demand_usd=sums["on_demand"],
        fixed_usd=fixed,
        unpriced=any(line.unit_price_usd is None for line in lines),
    )


def _words(found: tuple[EnvironmentHours, ...], chosen: str, hours: dict[str, Decimal]) -> str:
    whole = {name: sum((row.usd(name) for row in found), Decimal(0)) for name in hours}
    lead = f"The bill runs these environments {hours[chosen]:f} of 730 hours a month ({NAMES[chosen]})"
    if not whole["always_on"]:
        return f"{lead}."
    others = [
        f"{abs(share):.0%} {'less' if share > 0 else 'more'} {NAMES[name]}"
        for name in hours
        if name != chosen and (share := 1 - float(whole[name] / whole[chosen])) and whole[chosen]
    ]
    return f"{lead}; they would cost {listed(others)}. Disks are paid whether the servers run or not."
