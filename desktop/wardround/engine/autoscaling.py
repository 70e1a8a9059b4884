"""Application servers by the hour: how many each hour needs, and what switching the others off saves.

The hours are those of the performance stage, with the use of processors and workers that it found. A server takes
minutes to start, so what an hour needs runs from the hour before.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.data_sizes import days_per_month
from wardround.engine.figure import formula
from wardround.engine.findings import Findings, HourPerformance, RoleSizing
from wardround.engine.findings.scaling import Autoscaling, NodesInHour
from wardround.engine.line_items import HOURS_PER_MONTH, cents, option_with_price
from wardround.engine.plain_words import counted
from wardround.knowledge import FactValue, Knowledge

HOURS = 24
MINUTES = 60


@formula(
    "servers besides the spare x the larger of CPU and worker use of the hour, each against that of the busiest hour, "
    "rounded up, and the spare",
    unit="servers",
    source="utilisation law (sizing models, section 2): no hour runs fuller than the busiest hour with all servers",
)
def servers_needed(servers: int, cpu_part: float, worker_part: float, spare: int) -> int:
    """Return the servers that an hour needs.

    Parameters
    ----------
    servers : built, the spare included.
    cpu_part, worker_part : use of the hour against that of the busiest hour. [share]
    """
    return max(ceil((servers - spare) * max(cpu_part, worker_part) - 1e-9), 1) + spare


@formula(
    "servers committed x committed price x 730 + mean of the servers above them x pay-as-you-go price x 730",
    unit="USD/month",
    source="price lists; a committed server is paid whether it runs or not",
)
def scaled_usd(
    committed: int, mean_above: float, committed_usd_per_hour: Decimal, payg_usd_per_hour: Decimal
) -> Decimal:
    """Return the price of servers that follow the load. [USD a month]."""
    base = committed * committed_usd_per_hour
    return cents((base + Decimal(repr(round(mean_above, 6))) * payg_usd_per_hour) * HOURS_PER_MONTH)


def autoscaling(findings: Findings, catalogue: Catalogue, knowledge: Knowledge) -> Autoscaling | None:
    """Return the application servers by the hour; None where no server of production is in the performance model."""
    role = modelled_role(findings)
    hours = findings.sizing.performance.hours
    if role is None or not hours or role.busy_share is None:
        return None
    facts = {name: fact.value for name, fact in findings.facts.items()}
    spare = min(int(_number(facts, "nodes_lost")), role.nodes - 1)
    start = knowledge.design_policies["node_start_minutes"].value
    by_hour = nodes_by_hour(hours, role.nodes, spare, start)
    often = days_per_month(_number(facts, "month_end_close_days"))
    running = [(often.get(row.day_type, 0.0), row.running) for row in by_hour]
    weight = sum(days for days, _ in running) or 1.0
    option, price = option_with_price(
        catalogue, findings.sizing.region, role.sku, PurchaseOption(findings.sizing.purchase_option)
    )
    payg = catalogue.vm_price(findings.sizing.region, role.sku, PurchaseOption.PAYG)
    if price is None or payg is None:
        return None
    floor = min(row.running for row in by_hour)
    priced = [
        (scaled_usd(count, mean_above(running, count), price.usd, payg.usd), count)
        for count in range(floor, role.nodes + 1)
    ]
    cost, committed = min(priced)
    always = scaled_usd(role.nodes, 0.0, price.usd, payg.usd)
    mean = sum(days * count for days, count in running) / weight
    # With a commitment the servers committed run on; only those above them can stop.
    used = mean if option is PurchaseOption.PAYG else committed + mean_above(running, committed)
    allowed = facts.get("autoscale_allowed") is True
    least = knowledge.design_policies["autoscale_least_saving_share"].value
    saving = float((always - cost) / always) if always else 0.0
    return Autoscaling(
        tenant=role.tenant,
        sku=role.sku,
        allowed=allowed,
        recommended=allowed and saving >= least,
        floor=floor,
        ceiling=role.nodes,
        committed=0 if option is PurchaseOption.PAYG else committed,
        hours=by_hour,
        days_per_month=tuple(often.items()),
        node_hours=round(used * float(HOURS_PER_MONTH), 1),
        always_on_node_hours=role.nodes * float(HOURS_PER_MONTH),
        always_on_usd=always,
        scaled_usd=cost,
        start_minutes=start,
        words=_words(saving, least, allowed=allowed, committed=option is not PurchaseOption.PAYG, role=role),
        remarks=_remarks(facts, start, spare),
    )


def modelled_role(findings: Findings) -> RoleSizing | None:
    """Return the application servers that the hours of the performance stage are about."""
    return next(
        (
            role
            for role in findings.deployment
            if role.environment == "production" and role.role == "application" and role.busy_share is not None
        ),
        None,
    )


def nodes_by_hour(
    hours: Sequence[HourPerformance],
    nodes: int,
    spare: int,
    start_minutes: float,
) -> tuple[NodesInHour, ...]:
    """Return the servers of each hour: never more than are built, never fewer than the next hours need.

    What the servers were built for, be it a response, a floor or a cap on use, holds in the busiest hour; so no other
    hour may run fuller than that one.

    Parameters
    ----------
    start_minutes : from asking for a server until it answers; it rounds up to whole hours of lead.
    """
    lead = ceil(start_minutes / MINUTES)
    cpu = max((row.application_util_share for row in hours), default=0.0) or 1.0
    workers = max((row.worker_util_share for row in hours), default=0.0) or 1.0
    needed: dict[tuple[str, int], int] = {}
    for row in hours:
        asked = servers_needed(nodes, row.application_util_share / cpu, row.worker_util_share / workers, spare)
        needed[row.day_type, row.hour_utc] = nodes if row.saturated else min(asked, nodes)
    return tuple(
        NodesInHour(
            row.day_type,
            row.hour_utc,
            needed[row.day_type, row.hour_utc],
            max(
                needed.get((row.day_type, (row.hour_utc + ahead) % HOURS), needed[row.day_type, row.hour_utc])
                for ahead in range(lead + 1)
            ),
        )
        for row in hours
    )


def mean_above(running: Sequence[tuple[float, int]], committed: int) -> float:
    """Return the mean number of servers above those committed.

    Parameters
    ----------
    running : days a month and servers of each hour.
    """
    weight = sum(days for days, _ in running)
    return sum(days * max(count - committed, 0) for days, count in running) / weight if weight else 0.0


def _number(facts: dict[str, FactValue], name: str) -> float:
    value = facts.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _words(saving: float, least: float, *, allowed: bool, committed: bool, role: RoleSizing) -> str:
    why_little = " A committed server is paid whether it runs or not." if committed else ""
    if saving < least:
        lead = (
            f"Scaling by the hour would save {saving:.0%}" if saving > 0 else "Scaling by the hour would save nothing"
        )
        return f"{lead}, too little for its moving parts: keep all {role.nodes} servers on.{why_little}"
    if allowed:
        return f"Scale by the hour: it saves {saving:.0%} of these servers' price."
    return f"Scaling by the hour would save {saving:.0%} of these servers' price, but it is not allowed so far."


def _remarks(facts: dict[str, FactValue], start: float, spare: int) -> tuple[str, ...]:
    longest = _number(facts, "longest_report_minutes")
    lag = (
        f"A new server answers about {start:.0f} minutes after it is asked for, so servers start an hour before the "
        "model needs them. A jump that nobody expected meets the servers that are there"
        + (f", with {counted(spare, 'spare server')} among them." if spare else ".")
    )
    sticky = (
        "Sessions lie in Redis: any server may answer, and one may go without logging anybody out."
        if facts.get("redis_role") in {"sessions", "queue"}
        else "Sessions do not lie in Redis: put them there first, or people are logged out when a server goes."
    )
    drain = "A server that goes takes no new requests first"
    if longest:
        drain += f", and waits up to {longest:.0f} minutes for its longest report"
    return (lag, sticky, f"{drain}. Open chat and notification connections reconnect to another server.")
