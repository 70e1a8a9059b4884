"""The answer on one page: what, how much, when, what must be decided, what can go wrong."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Beside,
    Block,
    Heading,
    KeyFigure,
    KeyFigures,
    Numbered,
    Paragraph,
    Picture,
    Section,
    Titled,
)
from wardround.deliverables.charts.money_bar import Part, money_bar
from wardround.deliverables.charts.risk_map import risk_map
from wardround.deliverables.content.matter import Matter, chosen_option
from wardround.deliverables.content.phases import phase_chart
from wardround.deliverables.words import brief, sentence, spoken, within
from wardround.engine.findings import CostGroup, Decision

_DECISIONS = 3
_RISKS = 5
_LEFT_SHARE = 0.4
_BRIEF = 84
_WORDS = 130


def answer(matter: Matter) -> Section:
    """Return the first page after the cover."""
    findings = matter.findings
    risks = findings.risks[:_RISKS]
    map_width = (matter.width - 16) * _LEFT_SHARE
    places = [(risk.likelihood, risk.impact) for risk in risks]
    blocks: tuple[Block, ...] = (
        Paragraph(recommendation(matter), "lead"),
        KeyFigures(key_figures(matter)),
        *_decisions(matter),
        Heading("Where the money goes each month, at list price"),
        money_picture(matter, findings.cost.groups),
        Heading("What could go wrong"),
        Beside(
            left=(Picture(risk_map(matter.style, places, map_width, 140, levels=False), _risks_in_words(matter)),),
            right=(
                Numbered(
                    tuple(Titled(risk.title, brief(risk.mitigation.split(";")[0], _BRIEF)) for risk in risks),
                    compact=True,
                ),
            )
            if risks
            else (Paragraph("No rule of the risk library holds for these answers.", "note"),),
            left_share=_LEFT_SHARE,
        ),
        Heading("The way there"),
        phase_chart(matter),
    )
    return Section("answer", "The answer on one page", _subtitle(matter), blocks)


def _subtitle(matter: Matter) -> str:
    engagement = matter.assessment.engagement
    scenario = f", scenario {matter.findings.scenario}" if matter.findings.scenario else ""
    return f"{matter.client}: {engagement.project}{scenario}"


def recommendation(matter: Matter) -> str:
    """Return the recommendation in a sentence or two."""
    findings = matter.findings
    recovery = findings.resilience
    platform = matter.decision("platform")
    chosen = chosen_option(platform) if platform else None
    base = within(chosen.title) if chosen else "virtual machines"
    zones = len({zone for role in matter.roles("production") for zone in role.zones})
    where = f" across {zones} zones" if zones > 1 else ""
    text = f"We recommend running Odoo on {base} in {matter.names.region(findings.sizing.region)}{where}"
    if recovery.recovery_region and recovery.recovery_database_nodes:
        text += f", with a copy of the database in {matter.names.region(recovery.recovery_region)}"
    live = matter.go_live()
    text += f", live on {amounts.long_date(live)}." if live else "."
    return text if recovery.met else f"{text} {sentence(recovery.words)}"


def key_figures(matter: Matter) -> tuple[KeyFigure, ...]:
    """Return the four figures that decide."""
    findings = matter.findings
    totals, performance = findings.cost.totals, findings.sizing.performance
    cost = ", ".join(part for part in (matter.beside(totals.monthly_usd), totals.words) if part)
    target = matter.target_s()
    p95 = performance.design_hour.p95_response_s
    late = p95 is None or (target is not None and p95 > target)
    proof = "measured" if performance.validated else "predicted"
    availability = findings.resilience.availability
    live, wanted = matter.go_live(), findings.roadmap.target
    return (
        KeyFigure("Cost a month", matter.money(totals.monthly_usd), cost or "list price less discount"),
        KeyFigure(
            "95 % answered within",
            amounts.seconds(p95),
            f"busiest hour; target {amounts.seconds(target)}; {proof}" if target else f"busiest hour; {proof}",
            "bad" if late else "plain",
        ),
        KeyFigure(
            "Availability",
            amounts.availability(availability.monthly_share),
            f"{amounts.minutes(availability.minutes_lost_per_year)} a year, from published SLAs",
        ),
        KeyFigure(
            "Go-live",
            amounts.short_date(live),
            f"target {amounts.short_date(wanted)}" if wanted else "no target date set",
            "warn" if live and wanted and live > wanted else "plain",
        ),
    )


def _decisions(matter: Matter) -> tuple[Block, ...]:
    asked = _one_of_each_kind(matter)[:_DECISIONS]
    if not asked:
        return (
            Heading("What we need from you"),
            Paragraph("No decision needs your signature: please confirm this page."),
        )
    items = tuple(Titled(made.question, brief(spoken(made.words), _WORDS)) for made in asked)
    count = ("One decision", "Two decisions", "Three decisions")[len(asked) - 1]
    return (Heading(f"{count} we need from you"), Numbered(items))


def _one_of_each_kind(matter: Matter) -> list[Decision]:
    """Return the decisions to be signed, of those that come once for each tenant only the first."""
    kinds: dict[str, Decision] = {}
    for made in matter.findings.decisions:
        if made.needs_sign_off:
            kinds.setdefault(made.decision_id.split(".")[0], made)
    return list(kinds.values())


def money_picture(matter: Matter, groups: tuple[CostGroup, ...]) -> Picture:
    """Return the bar of where the money goes, with its words."""
    parts = [Part(group.name, group.monthly_usd, matter.money(group.monthly_usd)) for group in groups]
    says = "; ".join(f"{part.name} {part.words}" for part in parts)
    return Picture(money_bar(matter.style, parts, matter.width), says)


def _risks_in_words(matter: Matter) -> str:
    risks = matter.findings.risks[:_RISKS]
    return "; ".join(
        f"{number}: {risk.title}, likelihood {risk.likelihood}, impact {risk.impact}"
        for number, risk in enumerate(risks, start=1)
    )
