"""What could go wrong."""

from __future__ import annotations

from collections import Counter

from wardround.deliverables.amounts import plain_money
from wardround.deliverables.blocks import (
    Beside,
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
    Tone,
    Verdict,
)
from wardround.deliverables.charts.risk_map import risk_map
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import counted, listed, phase_name, phase_number, sentence, within
from wardround.engine.findings import FiredRisk
from wardround.engine.findings.risk import ExpectedLoss
from wardround.engine.risk_treatment import OVER_BUDGET

_SHOWN = 10
_HIGH = 12
_MODERATE = 8
_LOSSES_SHOWN = 4
_CATEGORIES_SHOWN = 3
_BECAUSE = 85
_DONE = 85


def _because(matter: Matter, facts: tuple[str, ...]) -> str:
    """Return the answers behind a risk: two where both fit whole, else one, so that none loses its value."""
    first, *others = (sentence(matter.told(one)).rstrip(".") for one in facts[:2]) if facts else ("",)
    both = "; ".join((first, *others))
    return both if len(both) <= _BECAUSE else in_clauses(first, _BECAUSE)


def risks(matter: Matter) -> Section:
    """Return the chapter on risks."""
    found = matter.findings.risks
    top = found[:_SHOWN]
    half = (matter.width - 16) / 2
    before = [(risk.likelihood, risk.impact) for risk in top]
    after = [(risk.residual_likelihood, risk.residual_impact) for risk in top]
    says = "; ".join(f"{number}: {risk.title}" for number, risk in enumerate(top, start=1))
    blocks: list[Block] = []
    if found:
        blocks += [
            Beside(
                left=(Heading("Today"), Picture(risk_map(matter.style, before, half, 124), says)),
                right=(Heading("With what we propose"), Picture(risk_map(matter.style, after, half, 124), says)),
            ),
            _table(matter, top),
        ]
        blocks += [*_losses(matter), *_accepted(matter), *_by_phase(matter)]
    else:
        blocks.append(Paragraph("No rule of the risk library holds for these answers."))
    return Section(
        "risks", "Risks", "What could go wrong, how bad it would be, and what is done about it.", tuple(blocks)
    )


def _shown_words(count: int) -> str:
    return f"The {_SHOWN} that weigh most of {counted(count, 'risk')}. " if count > _SHOWN else ""


def _table(matter: Matter, top: tuple[FiredRisk, ...]) -> Table:
    rows = []
    for number, risk in enumerate(top, start=1):
        marks = [mark for mark, holds in (("assumed", risk.assumed), ("accepted", risk.is_accepted)) if holds]
        title = f"{risk.title} ({', '.join(marks)})" if marks else risk.title
        detail = _because(matter, risk.because)
        rows.append(
            (
                number,
                Titled(title, detail),
                Verdict(str(risk.score), _tone(risk.score)),
                Verdict(str(risk.residual_likelihood * risk.residual_impact), "plain"),
                in_clauses(sentence(risk.mitigation).rstrip("."), _DONE),
                Titled(risk.owner_role, phase_name(risk.due_phase)),
            )
        )
    return Table(
        columns=(
            Column("", Kind.NUMBER, weight=0.35),
            Column("Risk, and the answers behind it", weight=3.6),
            Column("Score", Kind.VERDICT),
            Column("After", Kind.VERDICT),
            Column("What is done", weight=2.6),
            Column("Owner, and by when", weight=1.9),
        ),
        rows=tuple(rows),
        empty="",
        note=f"{_shown_words(len(matter.findings.risks))}Score: likelihood times impact, each 1 to 5. Assumed: a "
        "default stands behind it, so check it first.",
    )


def _losses(matter: Matter) -> tuple[Block, ...]:
    """Return what the risks may cost that an answer prices, dearest first; never a sum, for one event fires several."""
    priced = [(risk, risk.loss) for risk in matter.findings.risks if risk.loss is not None and risk.loss.likely_usd]
    priced.sort(key=lambda pair: (-pair[1].likely_usd, pair[0].risk_id))
    if not priced:
        return ()
    rows = tuple(
        (
            risk.title,
            _range(matter, loss),
            loss.likely_usd,
            loss.after_likely_usd,
            "a year" if loss.per == "year" else "once",
        )
        for risk, loss in priced[:_LOSSES_SHOWN]
    )
    table = Table(
        columns=(
            Column("What it may cost", weight=3.2),
            Column(f"Range ({matter.currency.code})", weight=2.4),
            Column("Likely", Kind.MONEY, weight=1.1),
            Column("With treatment", Kind.MONEY, weight=1.2),
            Column("", weight=0.7),
        ),
        rows=rows,
        empty="",
        note=f"{_rests_on(tuple(risk for risk, _ in priced[:_LOSSES_SHOWN]))}One event can fire several risks: never "
        "add them up.",
    )
    return (Together((Heading("What the risks may cost"), table)),)


def _rests_on(shown: tuple[FiredRisk, ...]) -> str:
    """Return what the amounts shown rest on: time without the service, or the excess over a budget."""
    over = [risk.risk_id in OVER_BUDGET for risk in shown]
    stopped = (
        "An estimate from the cost of an hour of downtime that you gave, and from how often and how long each score "
        "reads, held to what such an event takes. "
    )
    excess = (
        "Running over a budget costs the excess; treatment takes off what the bill shows without non-production, and "
        "the rest needs more budget or less scope. "
    )
    return f"{'' if all(over) else stopped}{excess if any(over) else ''}"


def _range(matter: Matter, loss: ExpectedLoss) -> str:
    low, high = (plain_money(amount, matter.currency) for amount in (loss.low_usd, loss.high_usd))
    return low if low == high else f"{low} to {high}"


def _accepted(matter: Matter) -> tuple[Block, ...]:
    rows = tuple(
        (
            Titled(risk.title, row.reason),
            row.owner,
            row.accepted_on,
            Verdict("run out", "bad") if row.lapsed else row.until or "no end",
        )
        for risk in matter.findings.risks
        if (row := risk.acceptance) is not None
    )
    if not rows:
        return ()
    table = Table(
        columns=(
            Column("Accepted risk, and why", weight=5),
            Column("Who answers for it", weight=2.2),
            Column("Since", Kind.DATE, weight=1.1),
            Column("Until", Kind.DATE, weight=1.1),
        ),
        rows=rows,
        empty="",
        note="An accepted risk keeps its place and score. Once the acceptance has run out, it counts as not accepted.",
    )
    return (Together((Heading("Accepted risks"), table)),)


def _by_phase(matter: Matter) -> tuple[Block, ...]:
    """Return how many risks are to be treated by the end of each phase, and of which kind most are."""
    found = matter.findings.risks
    phases = sorted({risk.due_phase for risk in found}, key=lambda phase: (phase_number(phase), phase))
    parts = []
    for phase in phases:
        here = [risk.score >= _HIGH for risk in found if risk.due_phase == phase]
        high = f", {sum(here)} of them high" if any(here) else ""
        parts.append(f"{within(phase_name(phase)) or 'no phase'} ({len(here)}{high})")
    kinds = Counter(risk.category for risk in found).most_common(_CATEGORIES_SHOWN)
    most = listed(tuple(f"{within(name)} ({count})" for name, count in kinds))
    return (
        Paragraph(f"To be treated by the end of: {listed(tuple(parts))}. Most are of these kinds: {most}.", "note"),
    )


def _tone(score: int) -> Tone:
    return "bad" if score >= _HIGH else "warn" if score >= _MODERATE else "good"
