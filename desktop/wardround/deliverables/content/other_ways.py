"""Other ways to run the same: on the other platform, by the hour, on few or many servers, at other hours."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables import amounts
from wardround.deliverables.blocks import Block, Column, Heading, Kind, Paragraph, Picture, Table, Titled, Together
from wardround.deliverables.charts.nodes_by_hour import DayOfNodes
from wardround.deliverables.charts.nodes_by_hour import nodes_by_hour as drawn
from wardround.deliverables.content.clock import Clock
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.style import Style
from wardround.deliverables.words import DAY_TYPES, ENVIRONMENTS, listed, sentence, size_name, within, word
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.scaling import Autoscaling, TierLayouts

HOURS = 24
_DAYS_DRAWN = 3
_SCHEDULES = {"always_on": "always on", "office_hours": "office hours", "on_demand": "on demand"}


def other_ways(matter: Matter) -> tuple[Block, ...]:
    """Return what stands beside the sizes; nothing where only the design was worked out."""
    found = matter.findings.comparison
    if found is None:
        return ()
    blocks: list[Block] = []
    if found.kubernetes is not None:
        blocks.append(_platforms(matter, found.kubernetes))
    if found.autoscaling is not None:
        blocks += _by_hour(matter, found.autoscaling)
    for tier in found.layouts:
        blocks += _layouts(matter, tier)
    return tuple(blocks)


def _platforms(matter: Matter, found: PlatformComparison) -> Block:
    rows = tuple((part.name, part.machines_usd, part.cluster_usd, part.difference_usd) for part in found.parts)
    sums = [sum((getattr(part, name) for part in found.parts), Decimal(0)) for name in ("machines_usd", "cluster_usd")]
    lacking = [within(item) for item in found.cluster_unpriced if item not in found.machines_unpriced]
    note = "List prices a month. PostgreSQL, Redis and monitoring are on virtual machines in both."
    if lacking:
        note += f" AKS is without a price for {listed(tuple(lacking))}."
    table = Table(
        columns=(
            Column("Part of the bill", weight=3),
            Column("Virtual machines", Kind.MONEY, weight=1.3),
            Column("AKS", Kind.MONEY, weight=1.3),
            Column("AKS costs more by", Kind.MONEY, weight=1.4),
        ),
        rows=rows,
        empty="",
        note=note,
        total=("All parts", sums[0], sums[1], sums[1] - sums[0]),
    )
    nodes = (
        f"{found.machines_nodes} servers with {found.machines_vcpus} vCPUs on virtual machines, "
        f"{found.cluster_nodes} with {found.cluster_vcpus} on AKS."
    )
    return Together(
        (Heading("Virtual machines and AKS side by side"), Paragraph(matter.told(f"{found.words} {nodes}")), table)
    )


def hours_picture(style: Style, found: Autoscaling, clock: Clock, width: float) -> Picture:
    """Return the chart of the servers by hour for the kinds of day that differ most."""
    by_day: dict[str, dict[int, int]] = {}
    for row in found.hours:
        by_day.setdefault(row.day_type, {})[clock.hour(row.hour_utc)] = row.running
    days = [
        DayOfNodes(word(DAY_TYPES, day), tuple(hours.get(hour, found.floor) for hour in range(HOURS)))
        for day, hours in by_day.items()
        if day in {"weekday", "sunday", "month_end"}
    ][:_DAYS_DRAWN]
    words = f"Hours in {clock.words}; the dashed line is all servers always on"
    said = "; ".join(f"{day.name}: {min(day.running)} to {max(day.running)}" for day in days)
    return Picture(drawn(style, days, found.ceiling, width, words), f"Application servers that run by hour. {said}.")


def _by_hour(matter: Matter, found: Autoscaling) -> list[Block]:
    saved = found.always_on_usd - found.scaled_usd
    text = f"{found.words} The chart has the servers of {_whose(matter, found.tenant)}: {found.floor} to "
    text += f"{found.ceiling} of {size_name(found.sku)}, {matter.money(saved)} a month less than all always on."
    if found.committed:
        text += f" {found.committed} of them stay under commitment and never stop."
    picture = hours_picture(matter.style, found, matter.clock, matter.width)
    return [
        Together((Heading("Servers by the hour"), Paragraph(matter.told(text)), picture)),
        Paragraph(" ".join(found.remarks)),
    ]


def _whose(matter: Matter, tenant: str) -> str:
    return matter.tenant(tenant) if tenant else "the application tier"


def _layouts(matter: Matter, tier: TierLayouts) -> list[Block]:
    rows = tuple(
        (
            Titled(each.name, sentence(matter.told(each.verdict))),
            f"{each.nodes} x {size_name(each.sku)}",
            each.monthly_usd,
            "not known" if each.p95_s is None else amounts.seconds(each.p95_s),
            amounts.share(each.lost_share) if tier.tier == "application" else "",
        )
        for each in tier.layouts
    )
    title = "Few large servers or many small ones" if tier.tier == "application" else "A larger database or a replica"
    table = Table(
        columns=(
            Column("Layout", weight=3.4),
            Column("Servers", weight=1.5),
            Column("A month", Kind.MONEY),
            Column("95 % answer within", weight=1.2),
            Column("Lost with one" if tier.tier == "application" else "", weight=0.9),
        ),
        rows=rows,
        empty="",
    )
    return [Together((Heading(title), Paragraph(matter.told(tier.words)), table))]


def nonproduction_hours(matter: Matter) -> tuple[Block, ...]:
    """Return what environments beside production cost at other hours; nothing where there are none."""
    found = None if matter.findings.comparison is None else matter.findings.comparison.schedules
    if found is None:
        return ()
    rows = tuple(
        (word(ENVIRONMENTS, each.environment), each.always_on_usd, each.office_hours_usd, each.on_demand_usd)
        for each in found.environments
    )
    hours = dict(found.hours_per_month)
    table = Table(
        columns=(
            Column("Environment", weight=2),
            *(
                Column(f"{_SCHEDULES[name].capitalize()}, {hours[name]:.0f} h", Kind.MONEY, weight=1.4)
                for name in ("always_on", "office_hours", "on_demand")
            ),
        ),
        rows=rows,
        empty="",
        note=f"A month at list price. The bill is with: {_SCHEDULES[found.chosen]}.",
    )
    return (Together((Heading("Hours of the other environments"), Paragraph(matter.told(found.words)), table)),)
