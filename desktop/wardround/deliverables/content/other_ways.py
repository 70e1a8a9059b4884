"""Other ways to run the same: on the other platform, by the hour, on few or many servers, at other hours."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables.blocks import Block, Heading, Paragraph, Picture, Points, Together
from wardround.deliverables.charts.nodes_by_hour import DayOfNodes
from wardround.deliverables.charts.nodes_by_hour import nodes_by_hour as drawn
from wardround.deliverables.content.clock import Clock
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.style import Style
from wardround.deliverables.words import DAY_TYPES, listed, size_name, within, word
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.scaling import Autoscaling

HOURS = 24
_DAYS_DRAWN = 3


def other_ways(matter: Matter) -> tuple[Block, ...]:
    """Return what stands beside the sizes in a few sentences; nothing where only the design was worked out."""
    found = matter.findings.comparison
    if found is None:
        return ()
    texts: list[str] = []
    if found.kubernetes is not None:
        texts.append(_platforms(matter, found.kubernetes))
    if found.autoscaling is not None:
        texts.append(_by_hour(matter, found.autoscaling))
    texts += [tier.words for tier in found.layouts]
    if not texts:
        return ()
    return (Together((Heading("Other ways to run the same"), Points(tuple(map(matter.told, texts))))),)


def _platforms(matter: Matter, found: PlatformComparison) -> str:
    machines, cluster = (
        sum((getattr(part, name) for part in found.parts), Decimal(0)) for name in ("machines_usd", "cluster_usd")
    )
    lacking = [within(item) for item in found.cluster_unpriced if item not in found.machines_unpriced]
    text = (
        f"{found.words} At list price: {matter.money(machines)} with {found.machines_nodes} servers, or "
        f"{matter.money(cluster)} with {found.cluster_nodes}."
    )
    return f"{text} AKS is without a price for {listed(tuple(lacking))}." if lacking else text


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


def _by_hour(matter: Matter, found: Autoscaling) -> str:
    """Return what switching application servers by the hour saves, of the tenant with most of them."""
    saved = found.always_on_usd - found.scaled_usd
    if not saved:
        return found.words
    whose = matter.tenant(found.tenant) if found.tenant else "the application tier"
    return (
        f"{found.words} For {whose}: {found.floor} to {found.ceiling} of {size_name(found.sku)}, "
        f"{matter.money(saved)} a month less than all always on."
    )


def nonproduction_hours(matter: Matter) -> tuple[Block, ...]:
    """Return what environments beside production cost at other hours; nothing where there are none."""
    found = None if matter.findings.comparison is None else matter.findings.comparison.schedules
    if found is None:
        return ()
    return (Paragraph(matter.told(found.words)),)
