"""Sizes, and why these."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Picture,
    Section,
    Table,
    Titled,
    Together,
    Verdict,
)
from wardround.deliverables.charts.capacity import CapacityRow, Use, capacity
from wardround.deliverables.charts.response import ResponseLine, response
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import DAY_TYPES, ROLES, listed, readable, sentence, size_name, within, word
from wardround.engine.findings import Need, RoleSizing

_COLUMNS_OF_NEEDS = 3
_WEIGHED = ("application", "postgresql")
_DAYS_DRAWN = 3


def sizing(matter: Matter) -> Section:
    """Return the chapter on sizes."""
    performance = matter.findings.sizing.performance
    blocks: list[Block] = []
    if not performance.validated:
        blocks.append(Paragraph(_not_validated(matter), "caution"))
    blocks += [
        Heading("Production, role by role"),
        _roles(matter),
        Together((Heading("Capacity against demand"), capacity_picture(matter))),
        Together((Heading("Response through the day"), response_picture(matter, 176))),
        _classes(matter),
        Together((Heading("The vendor's rule beside the model"), *_vendor(matter))),
        *_alternatives(matter),
    ]
    says = "Which machines carry the load, what decided their size, and what was not chosen."
    return Section("sizing", "Sizes and why", says, tuple(blocks))


def _not_validated(matter: Matter) -> str:
    return (
        f"These sizes are predicted, not measured at {matter.client}. They rest on demands measured on a reference "
        "system and on the answers in this document; a baseline or a load test with your own data comes before "
        "anything is bought for longer than a month."
    )


def _roles(matter: Matter) -> Table:
    rows = []
    for role in matter.roles("production"):
        title = word(ROLES, role.role)
        if len(matter.assessment.tenants.tenants) > 1 and role.tenant:
            title += f", {matter.tenant(role.tenant)}"
        carried = listed(tuple(within(word(ROLES, other)) for other in role.carries))
        detail = "; ".join(part for part in (f"with {carried}" if carried else "", *role.marks) if part)
        size = f"{role.vcpus} vCPU, {amounts.gib(role.memory_gib)}"
        rows.append(
            (
                Titled(title, detail),
                Titled(size_name(role.sku), size),
                role.nodes,
                role.busy_share,
                sentence(role.binding).rstrip("."),
                matter.machines_monthly(role),
            )
        )
    return Table(
        columns=(
            Column("Role", weight=2.2),
            Column("Size", weight=1.7),
            Column("Nodes", Kind.NUMBER, weight=0.7),
            Column("CPU busy", Kind.BAR, weight=1.5),
            Column("Decided by", weight=2.6),
            Column("Machines a month", Kind.MONEY, weight=1.2),
        ),
        rows=tuple(rows),
        empty="Production is not in scope.",
        note="CPU busy: at the design hour with all nodes up. Disks and services are priced in the chapter on cost.",
    )


def capacity_picture(matter: Matter) -> Picture:
    """Return the chart of what each production role needs of what it has."""
    roles = matter.roles("production")
    names = _need_names(roles)
    rows = []
    for role in roles:
        by_name = {need.name: need for need in role.needs}
        uses = tuple(_use(by_name.get(name)) for name in names)
        if any(use is not None for use in uses):
            rows.append(CapacityRow(word(ROLES, role.role), uses))
    headings = [readable(name) for name in names]
    note = "Bar: needed at the design hour. Line: all there is. Amber: above 80 %. Red: more than there is."
    drawing = capacity(matter.style, headings, rows, matter.width, note)
    says = "; ".join(f"{row.name}: {', '.join(use.words for use in row.uses if use is not None)}" for row in rows)
    return Picture(drawing, says)


def _need_names(roles: tuple[RoleSizing, ...]) -> list[str]:
    """Return the needs that most roles share, in the order in which they first appear."""
    order: dict[str, int] = {}
    for role in roles:
        for need in role.needs:
            order[need.name] = order.get(need.name, 0) + 1
    kept = sorted(order, key=lambda name: -order[name])[:_COLUMNS_OF_NEEDS]
    return [name for name in order if name in kept]


def _use(need: Need | None) -> Use | None:
    if need is None:
        return None
    of = "not known" if need.given is None else amounts.number(need.given)
    return Use(need.used_share, f"{amounts.number(need.needed)} of {of} {need.unit}")


def response_picture(matter: Matter, height: float) -> Picture:
    """Return the chart of the 95th percentile by hour, busiest kinds of day first."""
    performance = matter.findings.sizing.performance
    days: dict[str, dict[int, float | None]] = {}
    for hour in performance.hours:
        days.setdefault(hour.day_type, {})[hour.hour_utc] = hour.p95_response_s
    design = performance.design_hour.day_type
    order = [design, *(day for day in ("weekday", "month_end", "saturday") if day != design and day in days)]
    lines = [
        ResponseLine(word(DAY_TYPES, day), tuple(days[day].get(hour) for hour in range(24)))
        for day in order[:_DAYS_DRAWN]
        if day in days
    ]
    drawing = response(matter.style, lines, matter.target_s(), matter.width, height)
    return Picture(drawing, "The 95th percentile of interactive response in each hour, against its target.")


def _classes(matter: Matter) -> Table:
    rows = tuple(
        (
            matter.names.operation(part.model_class),
            part.per_s,
            amounts.seconds(part.p95_response_s),
            amounts.seconds(part.target_p95_s),
            Verdict("met", "good") if part.meets_target else Verdict("missed", "bad"),
        )
        for part in matter.findings.sizing.performance.classes
    )
    return Table(
        columns=(
            Column("Operation", weight=3),
            Column("Per second", Kind.NUMBER, decimals=2),
            Column("95 % answer within", Kind.NUMBER, weight=1.4),
            Column("Target", Kind.NUMBER),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=rows,
        empty="No operations were found in the answers.",
        note=f"At the design hour with one node lost. Method: {matter.findings.sizing.performance.method}.",
    )


def _vendor(matter: Matter) -> tuple[Block, ...]:
    sizing_found = matter.findings.sizing
    performance = sizing_found.performance
    floor = sizing_found.floor_monthly_usd
    cards = (
        KeyFigure("Workers in production", f"{performance.workers:,}", f"bottleneck: {performance.bottleneck}"),
        KeyFigure("Vendor's rule", f"{performance.vendor_rule_workers:,}", "six active users a worker"),
        KeyFigure("Ratio", f"{performance.vendor_ratio:.2f}", "workers planned for each that the rule asks for"),
        KeyFigure("Price of caution", matter.money(floor), "a month above the model's own answer"),
    )
    return (KeyFigures(cards), Paragraph(sentence(performance.vendor_words)))


def _alternatives(matter: Matter) -> tuple[Block, ...]:
    rows = []
    for role in matter.roles("production"):
        if role.role in _WEIGHED:
            chosen = f"chosen: {role.nodes} x {size_name(role.sku)}"
            title = Titled(word(ROLES, role.role), chosen)
            for other in role.alternatives:
                rows.append(
                    (title, f"{other.nodes} x {size_name(other.sku)}", sentence(other.reason), other.monthly_usd)
                )
                title = Titled("")
    table = Table(
        columns=(
            Column("Role", weight=1.7),
            Column("Not chosen", weight=1.5),
            Column("Why", weight=3.6),
            Column("A month", Kind.MONEY, weight=1.1),
        ),
        rows=tuple(rows),
        empty="No other size was weighed.",
        note="The reasons for all roles are in the workbook.",
    )
    return (Heading("Why not another size"), table)
