"""What was asked, and the answers that the results rest on."""

from __future__ import annotations

from decimal import Decimal

from wardround.assessment import Standing
from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Together,
)
from wardround.deliverables.charts.load_map import LoadRow, load_map
from wardround.deliverables.charts.money_bar import Part, money_bar
from wardround.deliverables.content.fact_words import fact_value, trail_words
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import (
    DAY_TYPES,
    DRIVERS,
    ENGAGEMENTS,
    ENVIRONMENTS,
    ORGANISATIONS,
    STANDINGS,
    counted,
    listed,
    shortlist,
    word,
)

_STAYING_SHOWN = 4
REST = (
    "Tables in this document hold the rows that matter most. The workbook has all of them with their sources, and "
    "explains every figure."
)
"""Said once, so that no table has to."""

_STANDING = {
    standing: "Not known" if standing is Standing.UNKNOWN else STANDINGS[standing].capitalize() for standing in Standing
}
_BEHIND = (
    "named_users",
    "peak_concurrent_users",
    "user_growth_pct_year",
    "response_target_p95_ms",
    "tx_per_day",
    "db_size_gb",
    "rto_minutes",
    "rpo_minutes",
)


def scope(matter: Matter) -> Section:
    """Return the chapter on scope, answers and the load that they make."""
    blocks: list[Block] = [
        Paragraph(_scope_words(matter)),
        *_tenants(matter),
        *_outside(matter),
        Paragraph(_design_hour(matter)),
        Together((Heading("The answers that weigh most"), _answers(matter))),
        *_standings(matter),
        Paragraph(REST, "note"),
    ]
    return Section(
        "scope", "Scope and the answers behind it", "What was asked, and what the results rest on.", tuple(blocks)
    )


def _scope_words(matter: Matter) -> str:
    engagement, organisation = matter.assessment.engagement, matter.assessment.organisation
    kind = word(ORGANISATIONS, organisation.org_type.value or "organisation").lower()
    sites = len(organisation.sites) or organisation.site_count.value or 0
    article = "an" if kind[:1] in "aeiou" else "a"
    about = f" with {counted(sites, 'site')}" if sites else ""
    sentence = f"{matter.client[:1].upper()}{matter.client[1:]} is {article} {kind}{about}."
    decides = word(ENGAGEMENTS, engagement.engagement_type.value or "migration")
    sentence += f" This roadmap is for {decides}"
    drivers = tuple(word(DRIVERS, code) for code in engagement.business_drivers.value or ())
    sentence += f"; the reasons are {listed(drivers)}." if drivers else "."
    fact = matter.findings.facts.get("scope_environments")
    scope_of = fact.value if fact is not None and isinstance(fact.value, tuple) else ()
    environments = tuple(word(ENVIRONMENTS, code).lower() for code in scope_of)
    if environments:
        sentence += f" In scope: {listed(environments)}."
    return sentence


def _outside(matter: Matter) -> tuple[Block, ...]:
    stays = tuple(s.name for s in matter.assessment.dependencies.systems if s.moves == "stays")
    if not stays:
        return ()
    shown = listed(shortlist(stays, _STAYING_SHOWN))
    return (Paragraph(f"Out of scope, because they stay where they are: {shown}."),)


def _answers(matter: Matter) -> Table:
    rows = []
    for name in _BEHIND:
        fact = matter.findings.facts.get(name)
        if fact is not None and fact.value is not None:
            rows.append((matter.names.answer(name), fact_value(matter, fact), trail_words(fact)))
    return Table(
        columns=(Column("Answer", weight=1.8), Column("Value", weight=0.9), Column("From", weight=3.8)),
        rows=tuple(rows),
        empty="None of these questions has been answered yet; every result rests on defaults.",
    )


def _standings(matter: Matter) -> tuple[Block, ...]:
    inputs = [
        fact for fact in matter.findings.facts.values() if fact.origin in {"answer", "rows", "control", "default"}
    ]
    colours = matter.style.colours
    fills = (colours.good, colours.of_series(2), colours.of_series(4), colours.of_series(1), colours.of_series(7))
    parts = []
    for standing, fill in zip(Standing, fills, strict=True):
        number = sum(fact.standing is standing for fact in inputs)
        parts.append(Part(_STANDING[standing], Decimal(number), counted(number, "answer"), fill))
    if not any(part.amount for part in parts):
        return (Paragraph("There are no answers yet.", "note"),)
    defaults = sum(fact.origin == "default" for fact in inputs)
    text = f"How firm the answers are. A documented default stands in for {defaults:,} of {len(inputs):,} answers."
    says = "; ".join(f"{part.name}: {part.words}" for part in parts)
    return (Picture(money_bar(matter.style, parts, matter.width), says, text),)


def _design_hour(matter: Matter) -> str:
    """Return the hour that everything is sized for; its place in the week is on the cover."""
    hour = matter.findings.demand.design_hour
    return (
        f"Everything is sized for {hour.local_time}, the busiest hour of the picture on the cover: "
        f"{hour.active_users:,.0f} active people and {hour.operations_per_hour:,.0f} operations."
    )


def load_picture(matter: Matter, width: float) -> Picture:
    """Return the heat map alone."""
    demand, hours = matter.findings.demand, matter.findings.sizing.performance.hours
    busy = {(hour.day_type, hour.hour_utc): hour.worker_util_share for hour in hours}
    clock = matter.clock
    rows = [
        LoadRow(word(DAY_TYPES, day), clock.told(tuple(busy.get((day, hour), 0.0) for hour in range(24))))
        for day in demand.day_types
    ]
    design = None
    if demand.design_hour.day_type in demand.day_types:
        day = demand.day_types.index(demand.design_hour.day_type)
        design = (day, clock.hour(demand.design_hour.hour_utc))
    drawing = load_map(matter.style, rows, design, width, clock.words)
    return Picture(drawing, f"The design hour is {demand.design_hour.local_time}.")


def _tenants(matter: Matter) -> tuple[Block, ...]:
    rows = matter.assessment.tenants.tenants
    if len(rows) <= 1:
        return ()
    parts = []
    for row in rows:
        users = f"{row.peak_users:,} users at the peak, " if row.peak_users else ""
        parts.append(f"{row.name} ({users}{amounts.gib(row.database_gib)})")
    return (Paragraph(f"{len(rows)} tenants have a database of their own: {listed(tuple(parts))}."),)
