"""The answer on one page: what, how much, when, what must be decided, what can go wrong."""

from __future__ import annotations

import re

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
from wardround.deliverables.content.matter import Matter, chosen_option, first_of_each_kind
from wardround.deliverables.content.phases import phase_chart
from wardround.deliverables.cost_words import added_for_now, shares_held, what_ends, without_price
from wardround.deliverables.spread_words import money_band
from wardround.deliverables.words import brief, counted, in_sentences, listed, sentence, within
from wardround.engine.findings import CostGroup, Decision, FiredRisk

_DECISIONS = 3
_RISKS = 5
_LEFT_SHARE = 0.4
_MAP, _LOW_MAP = 124.0, 84.0
_CLAUSE = re.compile(r", (?!\d|and )")
"""The commas of an enumeration of numbers part nothing."""

_ONE_LINE = 66
_TWO_LINES = 84
_THREE_LINES = 75
"""Letters that a card of a key figure has room for."""

_WORDS = 180


def answer(matter: Matter) -> Section:
    """Return the first page after the cover."""
    findings = matter.findings
    risks = _weightiest(matter)
    map_width = (matter.width - 16) * _LEFT_SHARE
    places = [(risk.likelihood, risk.impact) for risk in risks]
    blocks: tuple[Block, ...] = (
        Paragraph(recommendation(matter), "lead"),
        KeyFigures(key_figures(matter)),
        Paragraph(_small_print(matter), "note"),
        *_decisions(matter),
        Heading(money_title(matter)),
        money_picture(matter, findings.cost.groups),
        Heading("What could go wrong"),
        Beside(
            left=(
                Picture(
                    risk_map(matter.style, places, map_width, _map_height(matter), levels=False),
                    _risks_in_words(matter),
                ),
            ),
            right=(
                Numbered(
                    tuple(Titled(risk.title, _first_step(risk.mitigation)) for risk in risks),
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


def _weightiest(matter: Matter) -> tuple[FiredRisk, ...]:
    """Return the risks that the page has room for: one less where it asks for much."""
    return matter.findings.risks[: _RISKS - 1 if _asks_for_much(matter) else _RISKS]


def _map_height(matter: Matter) -> float:
    """Return how high the map may be, so that the page holds its decisions at full size."""
    return _LOW_MAP if _asks_for_much(matter) else _MAP


def _asks_for_much(matter: Matter) -> bool:
    """Return whether the page asks for every decision that it can, or for a look at what was measured as well."""
    return len(_asked(matter)) == _DECISIONS or bool(_before_buying(matter))


def _subtitle(matter: Matter) -> str:
    engagement = matter.assessment.engagement
    scenario = f", scenario {matter.findings.scenario}" if matter.findings.scenario else ""
    return f"{matter.client[:1].upper()}{matter.client[1:]}: {engagement.project}{scenario}"


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
    if not recovery.met:
        text += f" {sentence(matter.told(recovery.words))}"
    return f"{text} {after_a_failure(matter)}".rstrip()


def after_a_failure(matter: Matter) -> str:
    """Return what processes do not get after a failure, and whether the rest is proven; empty where all is well."""
    found = matter.findings.resilience
    missed = sum(not (row.meets_rto and row.meets_rpo) for row in found.processes)
    there = len(found.processes)
    parts = []
    if missed:
        misses = "misses its objectives" if missed == 1 else "miss their objectives"
        parts.append(f"{missed} of {counted(there, 'process', 'processes')} {misses}")
    if found.restore_misses:
        parts.append(f"a restore of lost data comes too late for {len(found.restore_misses)}")
    if not found.proven:
        if not parts:
            return "What it promises after a failure stands on paper until it is tested."
        parts.append("what is promised stands on paper until it is tested")
    return f"After a failure {listed(tuple(parts))}." if parts else ""


def key_figures(matter: Matter) -> tuple[KeyFigure, ...]:
    """Return the four figures that decide."""
    findings = matter.findings
    totals, performance = findings.cost.totals, findings.sizing.performance
    unpriced = f"without {counted(totals.unpriced_lines, 'unpriced line')}" if totals.unpriced_lines else ""
    passing = added_for_now(findings.cost, matter.currency)
    # The card has three lines; the words below it name what has no price in any case.
    beside = (passing,) if len(f"{passing}, {unpriced}") > _THREE_LINES else (passing, unpriced)
    cost = ", ".join(part for part in beside if part) or "list price less discount"
    target = matter.target_s()
    p95 = performance.design_hour.p95_response_s
    late = p95 is None or (target is not None and p95 > target)
    some_late = any(not one.meets_target for one in performance.classes)
    proof = "measured" if performance.validated else "predicted"
    asked = f"; target {amounts.response_target(target)}{' missed' if late else ''}" if target else ""
    live, wanted, odds = matter.go_live(), findings.roadmap.target, findings.roadmap.odds
    later = odds is not None and live is not None and odds.go_live_p50 > live
    likely = f"; half of such plans by {amounts.short_date(odds.go_live_p50)}" if odds and later else ""
    return (
        KeyFigure("Cost a month", matter.money(totals.steady_monthly_usd), cost),
        KeyFigure(
            "95 % answered within",
            amounts.response(p95),
            f"busiest hour{asked}; {proof}" + ("; some kinds miss theirs" if some_late else ""),
            "bad" if late else "warn" if some_late else "plain",
        ),
        availability_figure(matter),
        KeyFigure(
            "Go-live",
            amounts.short_date(live),
            f"target {amounts.short_date(wanted)}{likely}" if wanted else f"no target date set{likely}",
            "warn" if live and wanted and live > wanted else "plain",
        ),
    )


def availability_figure(matter: Matter) -> KeyFigure:
    """Return the availability that the agreements add up to, beside what is asked for."""
    found = matter.findings.resilience.availability
    target = matter.availability_target()
    missed = target is not None and found.monthly_share < target
    asked = f"target {amounts.availability(target)}; " if target is not None else ""
    return KeyFigure(
        "Availability",
        amounts.availability(found.monthly_share),
        f"{asked}{amounts.minutes(found.minutes_lost_per_year)} a year lost, from published agreements",
        "warn" if missed else "plain",
    )


def _first_step(mitigation: str) -> str:
    """Return the beginning of a mitigation that stands on a line, cut where a clause ends."""
    first = mitigation.partition(";")[0]
    clauses = _CLAUSE.split(first)
    while len(clauses) > 1 and len(", ".join(clauses)) > _ONE_LINE:
        clauses.pop()
    return brief(", ".join(clauses), _TWO_LINES)


def _small_print(matter: Matter) -> str:
    """Return what the figures hold and what they leave out."""
    found = matter.findings.cost
    ends, lacking = what_ends(found), without_price(found)
    spread = matter.findings.spread
    band = money_band(spread, matter.currency)
    around = ""
    if spread is not None and band:
        around = f"{band}; confidence {spread.grade.letter} of A to E, as {matter.told(spread.grade.words)}. "
    text = f"{around}A month {shares_held(found)}"
    if ends:
        text += f"; not in it, because it ends: {ends}"
    if lacking:
        text += f"; not in it for want of a price: {lacking}"
    text += f". The project: {matter.money(matter.findings.roadmap.one_time_usd)} of effort, once."
    late = late_classes(matter)
    return f"{text} Over their target in the busiest hour: {late}." if late else text


def late_classes(matter: Matter) -> str:
    """Return the kinds of operation that miss their target, in words; empty where none does."""
    late = (one for one in matter.findings.sizing.performance.classes if not one.meets_target)
    return "; ".join(within(matter.names.operation(one.model_class)) for one in late)


def money_title(matter: Matter) -> str:
    """Return the heading of the bar of money: it adds up to the list price, what ends included."""
    totals = matter.findings.cost.totals
    also = ", with what ends" if totals.temporary_monthly_usd else ""
    return f"Where the money goes: {matter.money(totals.list_monthly_usd)} a month at list price{also}"


def _asked(matter: Matter) -> tuple[Decision, ...]:
    """Return the decisions that the client is asked for on the first page."""
    to_sign = tuple(made for made in matter.findings.decisions if made.needs_sign_off)
    return first_of_each_kind(to_sign)[:_DECISIONS]


def _decisions(matter: Matter) -> tuple[Block, ...]:
    asked = _asked(matter)
    if not asked:
        return (
            Heading("What we need from you"),
            Paragraph(f"No decision needs your signature: please confirm this page.{_before_buying(matter)}"),
        )
    items = tuple(Titled(made.question, in_sentences(matter.told(made.words), _WORDS)) for made in asked)
    count = ("One decision", "Two decisions", "Three decisions")[len(asked) - 1]
    before = _before_buying(matter).strip()
    return (
        Heading(f"{count} we need from you"),
        Numbered(items),
        *((Paragraph(before),) if before else ()),
    )


def _before_buying(matter: Matter) -> str:
    """Return what to find out before servers are bought, where measured use asks for far more than the model."""
    found = matter.findings.comparison
    far = found.methods.far_above if found is not None and found.methods is not None else ()
    if not far:
        return ""
    tiers = listed(tuple(f"{one.planned_vcpus:.1f} {one.tier} vCPUs (model: {planned:.1f})" for one, planned in far))
    return f" Before servers are bought, find out why measured use asks for {tiers}."


def money_picture(matter: Matter, groups: tuple[CostGroup, ...]) -> Picture:
    """Return the bar of where the money goes, with its words."""
    parts = [Part(group.name, group.monthly_usd, matter.money(group.monthly_usd)) for group in groups]
    says = "; ".join(f"{part.name} {part.words}" for part in parts)
    return Picture(money_bar(matter.style, parts, matter.width), says)


def _risks_in_words(matter: Matter) -> str:
    risks = _weightiest(matter)
    return "; ".join(
        f"{number}: {risk.title}, likelihood {risk.likelihood}, impact {risk.impact}"
        for number, risk in enumerate(risks, start=1)
    )
