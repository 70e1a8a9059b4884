"""Running the platform: who does what for how many hours, what a service has to hold, and how mature it is."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables.amounts import number, on_the_clock
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Points,
    Section,
    Table,
    Titled,
    Together,
    Verdict,
)
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.monitoring import monitoring
from wardround.deliverables.words import listed, readable, sentence, within
from wardround.engine.cost import OWN_LINE
from wardround.engine.findings.operating import MaturityPart, OperatedDuty, OperatingModel, OperatingWay
from wardround.engine.plain_words import capital

_DUTIES_SHOWN = 4
_STEPS_SHOWN = 1
_SENTENCES = 2
_SERVICES_NAMED = 2


def running(matter: Matter) -> Section | None:
    """Return the chapter on running the platform; None where nobody has worked it out."""
    model = matter.findings.operating
    watched = monitoring(matter)
    if model is None:
        return watched
    return Section(
        "running",
        "Running the platform",
        "The same duties in house, shared, or with a provider: hours, price, and what the service has to hold.",
        (
            *_ways(matter, model),
            *_duties(model),
            *_terms(matter, model),
            *_levels(model),
            *_tenancy(matter),
            *_maturity(matter),
            *((Heading("What to watch"), *watched.blocks) if watched is not None else ()),
        ),
    )


def _ways(matter: Matter, model: OperatingModel) -> tuple[Block, ...]:
    made = matter.decision("hosting")
    advised = "" if made is None else made.advised or made.chosen
    decided = "" if made is None or made.overrule is None else made.chosen
    rows = tuple(
        (
            Titled(one.title, _standing(one, model, advised, decided)),
            one.client_hours,
            one.client_people,
            one.provider_hours,
            one.provider_usd,
            _range(matter, one),
        )
        for one in model.ways
    )
    return (
        Table(
            columns=(
                Column("Way to run it", weight=3),
                Column("Hours of the client", Kind.NUMBER, decimals=0, weight=1.2),
                Column("Full-time people", Kind.NUMBER, decimals=1, weight=1.2),
                Column("Hours of a provider", Kind.NUMBER, decimals=0, weight=1.2),
                Column("Provider a month", Kind.MONEY, weight=1.6),
                Column("From all hours low to all high", weight=2),
            ),
            rows=rows,
            empty="",
            note="Hours a month by judgement for each duty, at day rates that stand in for a rate card or a quotation. "
            f"The work is the same whoever does it. {_on_the_bill(matter)}",
        ),
    )


def _on_the_bill(matter: Matter) -> str:
    """Return which services stand on the bill already, to be set against the price of a provider."""
    lines = matter.findings.cost.lines
    services = sorted(
        (one for one in lines if one.purchase_option == OWN_LINE and one.role == "service" and one.monthly_usd),
        key=lambda one: (-(one.monthly_usd or 0), one.line_id),
    )
    goes_on = [one for one in services if one.ends is None][:_SERVICES_NAMED]
    if not goes_on:
        return "It is on the bill only where a line of its own says so."
    named = listed(tuple(f"{one.item}, {matter.money(one.monthly_usd)} a month" for one in goes_on))
    return f"The bill holds these services as lines of your own: {named}. Settle which of the duties they include."


def _standing(way: OperatingWay, model: OperatingModel, advised: str, decided: str) -> str:
    said = ["advised"] if way.model_id == advised else []
    if way.model_id == decided:
        said.append("decided")
    elif way.model_id == model.answered:
        said.append("as answered")
    return ", ".join(said)


def _range(matter: Matter, way: OperatingWay) -> str:
    if way.provider_usd == Decimal(0):
        return ""
    return f"{matter.money(way.provider_usd_low)} to {matter.money(way.provider_usd_high)}"


def _duties(model: OperatingModel) -> tuple[Block, ...]:
    longest = sorted(model.duties, key=lambda duty: (-duty.hours_likely, duty.name))[:_DUTIES_SHOWN]
    rows = tuple(
        (
            duty.name,
            duty.hours_likely,
            duty.monthly_usd,
            capital(_party(duty, "in_house")),
            capital(_party(duty, "shared_responsibility")),
            capital(_party(duty, "msp")),
        )
        for duty in longest
    )
    return (
        Heading(f"Who does the work: the {len(rows)} longest of {len(model.duties)} duties"),
        Table(
            columns=(
                Column("Duty", weight=4),
                Column("Hours a month", Kind.NUMBER, decimals=1, weight=1.1),
                Column("At day rates", Kind.MONEY, weight=1.5),
                Column("In house", weight=1.2),
                Column("Shared", weight=1.2),
                Column("Managed", weight=1.2),
            ),
            rows=rows,
            empty="",
        ),
    )


def _party(duty: OperatedDuty, model_id: str) -> str:
    return next(one.responsible for one in duty.splits if one.model_id == model_id)


def _terms(matter: Matter, model: OperatingModel) -> tuple[Block, ...]:
    """Return what the service has to hold and does not yet; in a sentence what it holds."""
    title = Heading("What the service has to hold")
    held = tuple(within(one.subject) for one in model.terms if not one.gap)
    words = (Paragraph(f"Holds today: {listed(held)}."),) if held else ()
    rows = tuple(
        (
            one.subject,
            sentence(matter.told(one.today)),
            Verdict("to do", "warn"),
        )
        for one in model.terms
        if one.gap
    )
    if not rows:
        return (title, *words)
    columns = (Column("Asked for", weight=2), Column("Today", weight=5), _verdict())
    return (title, Table(columns=columns, rows=rows, empty=""), *words)


def _verdict() -> Column:
    return Column("", Kind.VERDICT, weight=0.8)


def _levels(model: OperatingModel) -> tuple[Block, ...]:
    rows = tuple(
        (
            Titled(f"{one.level_id} {one.name}", f"{one.meaning}."),
            on_the_clock(one.respond_minutes),
            on_the_clock(one.update_minutes),
            Titled(on_the_clock(one.escalate_minutes), readable(one.escalate_to)),
            one.clock,
        )
        for one in model.levels
    )
    return (
        Heading("Service levels to start from"),
        Table(
            columns=(
                Column("How bad", weight=4.4),
                Column("Work starts within", weight=1.1),
                Column("Report every", weight=1.0),
                Column("Escalation after, and to whom", weight=1.7),
                Column("Clock runs", weight=1.4),
            ),
            rows=rows,
            empty="",
            note="Judgement, to be agreed with whoever gives the service.",
        ),
    )


def _tenancy(matter: Matter) -> tuple[Block, ...]:
    """Return tenants by environment: where there are several tenants, or where somebody has to act."""
    found = matter.findings.tenancy
    if len({one.tenant for one in found}) < 2:  # noqa: PLR2004 - nobody to keep apart
        return ()
    governed = dict.fromkeys(text for one in found if one.shares for text in one.governance)
    proofs = dict.fromkeys(text for one in found for text in one.evidence)
    blocks: list[Block] = []
    if governed:
        shared = " ".join(tuple(governed)[:_SENTENCES])
        blocks.append(Paragraph(f"Where tenants share: {matter.told(shared)}"))
    if proofs:
        blocks.append(Paragraph(f"To prove that they are apart: {' '.join(tuple(proofs)[:_SENTENCES])}"))
    return (Heading("How tenants are kept apart"), *blocks) if blocks else ()


def _maturity(matter: Matter) -> tuple[Block, ...]:
    """Return the next step in automation and that towards AI features, each where the level is lowest."""
    points = []
    for subject, name in (("automation", "Automation"), ("ai", "AI features")):
        parts = [part for part in matter.findings.maturity if part.subject == subject and part.next_step]
        for part in sorted(parts, key=lambda part: part.level / part.top_level)[:_STEPS_SHOWN]:
            assumed = ", assumed" if part.assumed else ""
            level = f"level {part.level} of {part.top_level}{assumed}"
            points.append(f"{name}, {within(part.name)} ({level}): {_step(part)}")
    return (
        (Together((Heading("Next steps in automation and towards AI features"), Points(tuple(points)))),)
        if points
        else ()
    )


def _step(part: MaturityPart) -> str:
    return f"{sentence(part.next_step).rstrip('.')}; {_effort(part)}."


def _effort(part: MaturityPart) -> str:
    if not part.next_step:
        return ""
    low, high = number(part.effort_days_low), number(part.effort_days_high)
    return f"{low} to {high} days of the {part.role}"
