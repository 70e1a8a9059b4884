"""What the live panel says, worked out from the findings; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wardround.catalogue import Catalogue
from wardround.deliverables.amounts import (
    MONTHS,
    Currency,
    availability,
    date_range,
    minutes,
    money,
    plain_money,
    response,
    response_target,
    seconds,
)
from wardround.deliverables.cost_words import added_at_first
from wardround.deliverables.words import FAILURES, counted, sentence, word
from wardround.engine.findings import Fact, Findings, FiredRisk
from wardround.knowledge import Knowledge
from wardround.wizard.margins import Margin, known, margins_of

Tone = Literal["plain", "good", "warn", "bad"]

COST = "cost.steady_monthly_usd"
MINUS = "\N{MINUS SIGN}"
MOST_RISKS = 3
RESPONSE = "performance.design_hour.p95_response_s"


@dataclass(frozen=True, slots=True)
class Said:
    """One large figure: what it is, its value, what stands beside it and under it, and which figure explains it."""

    label: str
    value: str
    aside: str
    under: str
    tone: Tone = "plain"
    under_tone: Tone = "plain"
    figure: str = ""
    more: str = ""
    """What only the tooltip has room for."""
    band: str = ""
    """Between which values it lies in eight of ten samples."""
    short_label: str = ""
    """What it is, where the band leaves no room for more."""


@dataclass(frozen=True, slots=True)
class TopRisk:
    """One risk with its score and the band that the score falls into."""

    risk_id: str
    title: str
    score: int
    band: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything that the live panel shows."""

    cost: Said
    response: Said
    availability: Said
    margins: tuple[Margin, ...]
    more_margins: str
    risks: tuple[TopRisk, ...]
    confidence: str
    confidence_words: str
    prices: str


def glance(
    findings: Findings, before: Findings | None, answers_since: int, catalogue: Catalogue, knowledge: Knowledge
) -> Glance:
    """Return what the panel says of findings, and of the change since those before them.

    Parameters
    ----------
    before : the findings shown until now; None for the first.
    answers_since : how many answers lie between the two.
    """
    margins, more = margins_of(findings)
    firm = findings.sizing.performance.validated
    return Glance(
        cost=_cost(findings, before, answers_since),
        response=_response(findings),
        availability=_availability(findings),
        margins=margins,
        more_margins=more,
        risks=_risks(findings, knowledge),
        confidence=f"confidence {findings.spread.grade.letter}"
        if findings.spread
        else "sizes measured"
        if firm
        else "sizes predicted",
        confidence_words=_confidence(findings),
        prices=_prices(findings, catalogue),
    )


def _cost(findings: Findings, before: Findings | None, answers_since: int) -> Said:
    cost, totals = findings.cost, findings.cost.totals
    currency = _currency(findings)
    under, tone = _change(findings, before, answers_since)
    return Said(
        label=f"Cost a month, {totals.words}" if totals.words else "Cost a month",
        value=money(totals.steady_monthly_usd, currency),
        aside="" if currency.is_dollar else money(totals.steady_monthly_usd),
        under=under
        or added_at_first(cost, currency)
        or ("list price" if not cost.discount_share else "list price less discount"),
        under_tone=tone,
        figure=known(findings, COST),
        band=band_words(findings, "cost", lambda value: plain_money(Decimal(round(value)), currency)),
        short_label="Cost a month",
    )


def band_words(findings: Findings, name: str, told: Callable[[float], str]) -> str:
    """Return '24,100 to 26,500' for a result: eight of ten samples lie there; '' while there are none."""
    band = findings.spread.band(name) if findings.spread else None
    if band is None or band.p10 is None:
        return ""
    return f"{told(band.p10)} to {told(band.p90)}" if band.p90 is not None else f"{told(band.p10)} or more"


def _change(findings: Findings, before: Findings | None, answers_since: int) -> tuple[str, Tone]:
    """Return how the cost moved since the figures before, in the client's currency."""
    if before is None or before.cost.currency != findings.cost.currency:
        return "", "plain"
    currency = _currency(findings)
    moved = findings.cost.totals.steady_monthly_usd - before.cost.totals.steady_monthly_usd
    since = "since last answer" if answers_since <= 1 else f"since {answers_since} answers ago"
    shown = plain_money(abs(moved), currency)
    if shown == plain_money(Decimal(0)):
        return f"unchanged {since}", "plain"
    return (f"+{shown} {since}", "warn") if moved > 0 else (f"{MINUS}{shown} {since}", "good")


def _response(findings: Findings) -> Said:
    performance = findings.sizing.performance
    p95 = performance.design_hour.p95_response_s
    target = _target_s(findings.facts)
    late = p95 is None or (target is not None and p95 > target)
    return Said(
        label=f"95 % of answers, {_begins(findings.demand.design_hour.local_time)}",
        value=response(p95),
        aside=f"target {response_target(target)}" if target is not None else "",
        under=f"limit: {performance.bottleneck.partition(':')[0]}" if performance.bottleneck else "",
        more=f"{findings.demand.design_hour.local_time}; {performance.bottleneck}",
        tone="bad" if late else "plain",
        figure=known(findings, RESPONSE),
        band=band_words(findings, "response", seconds),
        short_label="95 % of answers",
    )


def _begins(local_time: str) -> str:
    """Return when an hour begins: 'month-end, 13:00' of 'month-end, 13:00 to 14:00 in Europe/Berlin'."""
    return local_time.partition(" to ")[0]


def _availability(findings: Findings) -> Said:
    promised = findings.resilience.availability
    asked = findings.facts.get("availability_target_pct")
    target = float(asked.value) / 100 if asked is not None and isinstance(asked.value, int | float) else 0.0
    short = promised.monthly_share < target
    survives = _survives(findings)
    return Said(
        label="Availability, and time lost",
        value=availability(promised.monthly_share),
        aside=f"{minutes(promised.minutes_lost_per_year)} a year",
        under=f"target {availability(target)}; {survives}" if short else survives,
        under_tone="warn" if short else "plain",
        more=f"{findings.resilience.pattern_name}; {promised.words}",
        figure=known(findings, "availability.production"),
    )


def _survives(findings: Findings) -> str:
    """Return what the pattern chosen carries: 'survives a zone or the region'."""
    resilience = findings.resilience
    scopes = [pattern.failure_scope for pattern in resilience.patterns if pattern.pattern_id == resilience.pattern_id]
    paper = "" if resilience.proven else ", on paper"
    return f"survives {word(FAILURES, scopes[0])}{paper}" if scopes else resilience.pattern_name


def _risks(findings: Findings, knowledge: Knowledge) -> tuple[TopRisk, ...]:
    top = sorted(findings.risks, key=lambda risk: (-risk.score, risk.risk_id))[:MOST_RISKS]
    return tuple(_top_risk(risk, knowledge) for risk in top)


def _top_risk(risk: FiredRisk, knowledge: Knowledge) -> TopRisk:
    label = knowledge.risk_scale("risk_band_product", risk.score).label
    tones: Mapping[str, Tone] = {"moderate": "warn", "high": "bad", "very high": "bad"}
    return TopRisk(risk.risk_id, risk.title, risk.score, label, tones.get(label, "good"))


def _confidence(findings: Findings) -> str:
    firm = findings.sizing.performance.validated
    basis = (
        "Sizes rest on measurements of this client."
        if firm
        else "Sizes are predicted from a measured reference system; nothing of this client is measured yet."
    )
    assumed = sum(fact.origin == "default" for fact in findings.facts.values())
    share = f"{assumed} of {counted(len(findings.facts), 'fact')} rest on a documented default"
    said = f"{basis} {sentence(share)}"
    if findings.spread is None:
        return said
    grade = findings.spread.grade
    return f"Confidence {grade.letter}: {grade.words}. {said} Grades: {grade.definition}."


def _prices(findings: Findings, catalogue: Catalogue) -> str:
    cost = findings.cost
    region = catalogue.regions.get(findings.sizing.region)
    where = region.display_name if region else findings.sizing.region
    said = f"Prices of {_short(date_range(cost.price_date_oldest, cost.price_date_newest))}, {where}"
    borrowed = cost.totals.borrowed_lines
    return f"{said}; {borrowed} borrowed" if borrowed else said


def _short(dates: str) -> str:
    """Return dates with their months in three letters."""
    for month in MONTHS:
        dates = dates.replace(month, month[:3])
    return dates


def _currency(findings: Findings) -> Currency:
    cost = findings.cost
    return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)


def _target_s(facts: Mapping[str, Fact]) -> float | None:
    fact = facts.get("response_target_p95_ms")
    value = fact.value if fact else None
    return float(value) / 1000 if isinstance(value, int | float) and not isinstance(value, bool) else None
