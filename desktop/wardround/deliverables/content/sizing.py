"""Sizes, and why these."""

from __future__ import annotations

import math
from decimal import Decimal

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Picture,
    Section,
    Table,
    Titled,
    Together,
    Verdict,
)
from wardround.deliverables.caution_words import caution_words
from wardround.deliverables.charts.capacity import CapacityRow, Use, capacity
from wardround.deliverables.charts.response import ResponseLine, response
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.other_ways import other_ways
from wardround.deliverables.content.tuning import tuning
from wardround.deliverables.words import (
    DAY_TYPES,
    ROLES,
    listed,
    readable,
    sentence,
    short_role,
    size_name,
    within,
    word,
)
from wardround.engine.findings import Alternative, ClassPerformance, Need, Performance, RoleSizing

_COLUMNS_OF_NEEDS = 4
_NEEDS = {
    "cpu": "CPU",
    "memory": "Memory",
    "workers": "Workers",
    "iops": "Disk operations",
    "throughput": "Disk throughput",
    "response": "Response",
}
_FITTING = frozenset({"cpu", "memory", "vcpus"})
"""Needs of roles that take the smallest size that may be taken, whatever the load."""

_ORDER = (
    "application",
    "batch",
    "postgresql",
    "read_replica",
    "quorum",
    "redis",
    "filestore",
    "ingress",
    "integration",
    "monitoring",
    "management",
    "system_pool",
    "control_plane",
)
_WEIGHED = ("application", "postgresql")
_ALTERNATIVES_SHOWN = 2
_DAYS_DRAWN = 3
_ROLES_SHOWN = 6
_CLASSES_SHOWN = 5
_CAPACITIES_DRAWN = 4
_DECIDED_BY = 95
_MARK = 60
_LATE = "out of reach of hardware"
"""Begins a mark about the classes that are late; the table of classes says it."""


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
        Together((Heading("Response through the day"), response_picture(matter, 96))),
        _classes(matter),
        *_uncertainty(matter),
        Together((Heading("The vendor's rule beside the model"), *_vendor(matter))),
        *_alternatives(matter),
        *tuning(matter),
        *other_ways(matter),
    ]
    says = "Which machines carry the load, what decided their size, and what was not chosen."
    return Section("sizing", "Sizes and why", says, tuple(blocks))


def _not_validated(matter: Matter) -> str:
    return (
        f"These sizes are predicted, not measured at {matter.client}. They rest on demands measured on a reference "
        "system and on the answers in this document; a baseline or a load test with your own data comes before "
        "anything is bought for longer than a month."
    )


def _uncertainty(matter: Matter) -> tuple[Block, ...]:
    """Return what the uncertainty of the sizes means, where it is known and no chapter of its own says more."""
    if matter.findings.spread is not None:
        return ()
    fact = matter.findings.facts.get("uncertainty_pct")
    if fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, (int, float)):
        return ()
    text = (
        f"The load behind these sizes is uncertain by about {fact.value:.0f} % either way: real demand may be that "
        "much above or below the figures here. Measuring it narrows the range more than any further question."
    )
    return (Paragraph(text),)


def _roles(matter: Matter) -> Table:
    rows: list[tuple[Titled, Titled, str, Decimal | None]] = []
    ordered = _in_order(matter)
    dearest = sorted(ordered, key=lambda role: -(matter.role_monthly(role) or 0))[:_ROLES_SHOWN]
    for role in (role for role in ordered if role in dearest):
        each = " each" if role.nodes > 1 else ""
        size = f"{role.vcpus} vCPU, {amounts.gib(role.memory_gib)}{each}" if role.nodes else "managed service"
        name = f"{role.nodes} x {size_name(role.sku)}" if role.nodes else size_name(role.sku)
        rows.append(
            (
                Titled(word(ROLES, role.role), _detail(matter, role)),
                Titled(name, size),
                in_clauses(sentence(matter.told(role.binding)).rstrip("."), _DECIDED_BY),
                matter.role_monthly(role),
            )
        )
    return Table(
        columns=(
            Column("Role", weight=2.6),
            Column("Servers", weight=1.9),
            Column("Decided by", weight=4.4),
            Column("A month", Kind.MONEY),
        ),
        rows=tuple(rows),
        empty="Production is not in scope.",
        note=f"{_of(len(rows), len(ordered), 'role')}A month: servers and their disks at list price.",
    )


def _of(shown: int, there: int, what: str) -> str:
    """Return 'The 8 dearest of 18 roles. ', or nothing where all are shown."""
    return f"The {shown} dearest of {there} {what}s. " if shown < there else ""


def _in_order(matter: Matter) -> list[RoleSizing]:
    """Return the roles of production: those of each tenant first, then those that all share."""
    tenants = [row.key for row in matter.assessment.tenants.tenants]

    def place(role: RoleSizing) -> tuple[int, int]:
        tenant = tenants.index(role.tenant) if role.tenant in tenants else len(tenants)
        return tenant, _ORDER.index(role.role) if role.role in _ORDER else len(_ORDER)

    return sorted(matter.roles("production"), key=place)


def _tenant(matter: Matter, role: RoleSizing) -> str:
    """Return the tenant of a role, where there is more than one to tell apart."""
    return matter.tenant(role.tenant) if role.tenant and len(matter.assessment.tenants.tenants) > 1 else ""


def _detail(matter: Matter, role: RoleSizing) -> str:
    carried = listed(tuple(within(word(ROLES, other)) for other in role.carries))
    parts = (_tenant(matter, role), f"with {carried}" if carried else "")
    return in_clauses("; ".join(part for part in parts if part), _MARK)


def capacity_picture(matter: Matter) -> Picture:
    """Return the chart of what each role that carries load needs of what it has."""
    roles = [role for role in _in_order(matter) if any(need.name not in _FITTING for need in role.needs)]
    names = _need_names(roles)
    rows: list[CapacityRow] = []
    for role in roles:
        by_name = {need.name: need for need in role.needs}
        uses = tuple(_use(by_name.get(name)) for name in names)
        if any(use is not None for use in uses) and len(rows) < _CAPACITIES_DRAWN:
            rows.append(CapacityRow(short_role(role.role), uses, _tenant(matter, role)))
    headings = [_NEEDS.get(name) or readable(name) for name in names]
    note = "Needed at the design hour, one node lost, caps on use kept, of all there is. Red: too little."
    if "iops" in names:
        note += " Disk: data and log, of what a server drives."
    drawing = capacity(matter.style, headings, rows, matter.width, note, tight=1.0)
    says = "; ".join(f"{row.name}: {', '.join(use.words for use in row.uses if use is not None)}" for row in rows)
    return Picture(drawing, says)


def _need_names(roles: list[RoleSizing]) -> list[str]:
    """Return the needs to draw: those that readers know first, then others, as many as there is room for."""
    found = {need.name for role in roles for need in role.needs}
    return [*(name for name in _NEEDS if name in found), *sorted(found - set(_NEEDS))][:_COLUMNS_OF_NEEDS]


def _use(need: Need | None) -> Use | None:
    if need is None:
        return None
    of = "not known" if need.given is None else amounts.number(need.given)
    if need.name == "workers":
        return Use(need.used_share, f"{amounts.number(need.needed)} a server, {of} at most")
    return Use(need.used_share, f"{amounts.number(need.needed)} of {of} {need.unit}")


def response_picture(matter: Matter, height: float) -> Picture:
    """Return the chart of the 95th percentile by hour, busiest kinds of day first."""
    performance = matter.findings.sizing.performance
    days: dict[str, dict[int, float | None]] = {}
    for hour in performance.hours:
        days.setdefault(hour.day_type, {})[hour.hour_utc] = hour.p95_response_s
    design = performance.design_hour.day_type
    order = [design, *(day for day in ("weekday", "month_end", "saturday") if day != design and day in days)]
    clock = matter.clock
    lines = [
        ResponseLine(word(DAY_TYPES, day), clock.told(tuple(days[day].get(hour) for hour in range(24))))
        for day in order[:_DAYS_DRAWN]
        if day in days
    ]
    drawing = response(matter.style, lines, matter.target_s(), matter.width, height, clock.words)
    return Picture(drawing, "The 95th percentile of interactive response in each hour, against its target.")


def _slowest(matter: Matter) -> tuple[ClassPerformance, ...]:
    """Return the operations that matter most: those over their target, then those that come nearest to it."""

    def used(part: ClassPerformance) -> float:
        return math.inf if part.p95_response_s is None else part.p95_response_s / part.target_p95_s

    ordered = sorted(matter.findings.sizing.performance.classes, key=lambda part: (part.meets_target, -used(part)))
    return tuple(ordered[:_CLASSES_SHOWN])


def _classes(matter: Matter) -> Table:
    rows = tuple(
        (
            matter.names.operation(part.model_class),
            part.per_s,
            amounts.response(part.p95_response_s),
            amounts.response(part.target_p95_s),
            Verdict("met", "good") if part.meets_target else Verdict("missed", "bad"),
        )
        for part in _slowest(matter)
    )
    late = next((mark for role in _largest(matter) for mark in role.marks if mark.startswith(_LATE)), "")
    there = len(matter.findings.sizing.performance.classes)
    note = "At the design hour with one node lost."
    if there > len(rows):
        note += f" The {len(rows)} of {there} operations with least to spare."
    if late:
        note += f" {sentence(late)}"
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
        note=note,
    )


def _vendor(matter: Matter) -> tuple[Block, ...]:
    floor = matter.findings.sizing.floor_monthly_usd
    text = matter.told(_vendor_words(matter.findings.sizing.performance))
    if floor:
        text += f" That caution costs {matter.money(floor)} a month above the model's own answer."
    return Paragraph(text), Paragraph(caution_words(matter.findings.sizing, matter.money))


def _vendor_words(performance: Performance) -> str:
    words = sentence(performance.vendor_words)
    return f"{words} What gets busy first: {within(performance.bottleneck)}." if performance.bottleneck else words


def _alternatives(matter: Matter) -> tuple[Block, ...]:
    rows: list[tuple[Titled, str, str, Decimal | None]] = []
    copies = ""
    for role in _largest(matter):
        built = next((one for one in matter.roles("production") if _same(one, role)), role)
        decided = in_clauses(sentence(matter.told(role.binding)), _DECIDED_BY)
        title = Titled(word(ROLES, role.role), _tenant(matter, role))
        rows.append((title, f"{role.nodes} x {size_name(role.sku)}", f"Chosen. {decided}", role.monthly_usd))
        for other in role.alternatives[:_ALTERNATIVES_SHOWN]:
            size = f"{other.nodes} x {size_name(other.sku)}"
            rows.append((Titled(""), size, _why(matter, other), other.monthly_usd))
        if built.nodes > role.nodes:
            copies = f" One copy of the database is compared; {built.nodes} are built and billed."
    table = Table(
        columns=(
            Column("Role", weight=1.8),
            Column("Size", weight=1.5),
            Column("Why, or why not", weight=4.2),
            Column("A month", Kind.MONEY),
        ),
        rows=tuple(rows),
        empty="No other size was weighed.",
        note=f"A month: servers and disks at list price, as in the bill.{copies}",
    )
    return (Heading("Why not another size"), table)


def _why(matter: Matter, other: Alternative) -> str:
    """Return why a size was left, with the response that it was predicted where it was."""
    why = sentence(matter.told(other.reason))
    p95 = other.predicted_p95_s
    return why if p95 is None else f"{why} It would answer 95 % within {amounts.response(p95)}."


def _same(one: RoleSizing, other: RoleSizing) -> bool:
    return (one.tenant, one.role) == (other.tenant, other.role)


def _largest(matter: Matter) -> list[RoleSizing]:
    """Return the largest application tier and the largest database: what is decided there moves most money.

    They are taken as they were sized, before the recovery pattern adds copies; so were the sizes that lost.
    """
    found = []
    for name in _WEIGHED:
        every = [
            role
            for role in matter.findings.sizing.roles
            if role.environment == "production" and role.role == name and role.alternatives
        ]
        if every:
            found.append(max(every, key=lambda role: role.nodes * role.vcpus))
    return found
