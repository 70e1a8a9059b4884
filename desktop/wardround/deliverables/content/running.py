"""Running the platform: who does what for how many hours, what a service has to hold, and how mature it is."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables.amounts import minutes, number
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Section,
    Table,
    Titled,
    Verdict,
)
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import ENVIRONMENTS, listed, readable, sentence, word
from wardround.engine.findings.operating import MaturityPart, OperatedDuty, OperatingModel, OperatingWay, TenancyPlace
from wardround.engine.plain_words import capital


def running(matter: Matter) -> Section | None:
    """Return the chapter on running the platform; None where nobody has worked it out."""
    model = matter.findings.operating
    if model is None:
        return None
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
            *_maturity(matter, "automation", "Automation"),
            *_maturity(matter, "ai", "Readiness for AI features"),
        ),
    )


def _ways(matter: Matter, model: OperatingModel) -> tuple[Block, ...]:
    made = matter.decision("hosting")
    advised = "" if made is None else made.chosen
    rows = tuple(
        (
            Titled(one.title, _standing(one, model, advised)),
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
            "The work is the same whoever does it; it is not part of the bill unless a line of its own says so.",
        ),
    )


def _standing(way: OperatingWay, model: OperatingModel, advised: str) -> str:
    said = [text for text, holds in (("advised", way.model_id == advised),) if holds]
    said += ["as answered"] if way.model_id == model.answered else []
    return ", ".join(said)


def _range(matter: Matter, way: OperatingWay) -> str:
    if way.provider_usd == Decimal(0):
        return ""
    return f"{matter.money(way.provider_usd_low)} to {matter.money(way.provider_usd_high)}"


def _duties(model: OperatingModel) -> tuple[Block, ...]:
    rows = tuple(
        (
            Titled(duty.name, f"{number(duty.count)} {duty.unit}; {duty.role}"),
            duty.hours_likely,
            duty.monthly_usd,
            capital(_party(duty, "in_house")),
            capital(_party(duty, "shared_responsibility")),
            capital(_party(duty, "msp")),
        )
        for duty in model.duties
    )
    return (
        Heading("Who does what"),
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
            note="The columns name who does the work. Who answers for it, is asked and is told stands in the workbook, "
            "on the sheet Split of duties.",
        ),
    )


def _party(duty: OperatedDuty, model_id: str) -> str:
    return next(one.responsible for one in duty.splits if one.model_id == model_id)


def _terms(matter: Matter, model: OperatingModel) -> tuple[Block, ...]:
    rows = tuple(
        (
            Titled(one.subject, sentence(matter.told(one.asked))),
            sentence(matter.told(one.today)),
            Verdict("to do", "warn") if one.gap else Verdict("holds", "good"),
        )
        for one in model.terms
    )
    columns = (Column("What the service has to hold", weight=4.4), Column("Today", weight=2.6), _verdict())
    return (Heading("What the service has to hold"), Table(columns=columns, rows=rows, empty=""))


def _verdict() -> Column:
    return Column("", Kind.VERDICT, weight=0.8)


def _levels(model: OperatingModel) -> tuple[Block, ...]:
    rows = tuple(
        (
            Titled(f"{one.level_id} {one.name}", f"{one.meaning}."),
            minutes(one.respond_minutes),
            minutes(one.update_minutes),
            Titled(minutes(one.escalate_minutes), readable(one.escalate_to)),
            one.clock,
        )
        for one in model.levels
    )
    return (
        Heading("Service levels to start from"),
        Table(
            columns=(
                Column("How bad", weight=3.6),
                Column("Work starts within", weight=1.3),
                Column("Report every", weight=1.3),
                Column("Escalation after, and to whom", weight=1.9),
                Column("Clock runs", weight=1.6),
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
    blocks: list[Block] = [
        Heading("Tenants by environment"),
        Table(
            columns=(
                Column("Environment", weight=1.4),
                Column("Tenants", weight=2.6),
                Column("Where, and why", weight=4),
            ),
            rows=tuple(_places(found)),
            empty="",
        ),
    ]
    if governed:
        blocks.append(Paragraph(f"Where tenants share: {' '.join(governed)}"))
    if proofs:
        blocks.append(Paragraph(f"To prove that they are apart: {' '.join(proofs)}"))
    return tuple(blocks)


def _places(found: tuple[TenancyPlace, ...]) -> list[tuple[str, str, Titled]]:
    """Return a row for each environment and place, tenants that stand alike together."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in found:
        alike.setdefault((one.environment, one.place, one.why), []).append(one.name)
    return [
        (word(ENVIRONMENTS, environment), listed(tuple(names)), Titled(place, why))
        for (environment, place, why), names in alike.items()
    ]


def _maturity(matter: Matter, subject: str, title: str) -> tuple[Block, ...]:
    parts = [part for part in matter.findings.maturity if part.subject == subject]
    if not parts:
        return ()
    rows = tuple(
        (
            Titled(part.name, sentence(f"{part.state}{' (assumed so far)' if part.assumed else ''}")),
            f"{part.level} of {part.top_level}",
            Titled(part.next_step or "Nothing: it stands on its highest level.", _effort(part)),
        )
        for part in parts
    )
    return (
        Heading(title),
        Table(
            columns=(
                Column("Part, and where it stands", weight=3),
                Column("Level", weight=0.8),
                Column("Next step, and its work", weight=4),
            ),
            rows=rows,
            empty="",
        ),
    )


def _effort(part: MaturityPart) -> str:
    if not part.next_step:
        return ""
    low, high = number(part.effort_days_low), number(part.effort_days_high)
    return f"{low} to {high} days of the {part.role}"
