"""What could go wrong."""

from __future__ import annotations

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
    Tone,
    Verdict,
)
from wardround.deliverables.charts.risk_map import risk_map
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import counted, phase_name, sentence
from wardround.engine.findings import FiredRisk

_SHOWN = 10
_HIGH = 12
_MODERATE = 8


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
                left=(Heading("Today"), Picture(risk_map(matter.style, before, half, 152), says)),
                right=(Heading("With what we propose"), Picture(risk_map(matter.style, after, half, 152), says)),
            ),
            _table(matter, top),
        ]
        blocks.append(Paragraph(_register_words(len(found)), "note"))
    else:
        blocks.append(Paragraph("No rule of the risk library holds for these answers."))
    return Section(
        "risks", "Risks", "What could go wrong, how bad it would be, and what is done about it.", tuple(blocks)
    )


def _register_words(count: int) -> str:
    text = f"The full register with {counted(count, 'risk')} is in the workbook, with the answers that fired each."
    return f"The {_SHOWN} that weigh most are shown. {text}" if count > _SHOWN else text


def _table(matter: Matter, top: tuple[FiredRisk, ...]) -> Table:
    rows = []
    for number, risk in enumerate(top, start=1):
        title = f"{risk.title} (assumed)" if risk.assumed else risk.title
        detail = sentence(matter.told("; ".join(risk.because[:2]))).rstrip(".")
        rows.append(
            (
                number,
                Titled(title, detail),
                Verdict(str(risk.score), _tone(risk.score)),
                Verdict(str(risk.residual_likelihood * risk.residual_impact), "plain"),
                sentence(risk.mitigation).rstrip("."),
                Titled(risk.owner_role, phase_name(risk.due_phase)),
            )
        )
    return Table(
        columns=(
            Column("", Kind.NUMBER, weight=0.35),
            Column("Risk, and the answers behind it", weight=3.4),
            Column("Score", Kind.VERDICT),
            Column("After", Kind.VERDICT),
            Column("What is done", weight=2.6),
            Column("Owner, and by when", weight=1.9),
        ),
        rows=tuple(rows),
        empty="",
        note="Score: likelihood times impact, each 1 to 5. Assumed: a default stands behind it, so check it first.",
    )


def _tone(score: int) -> Tone:
    return "bad" if score >= _HIGH else "warn" if score >= _MODERATE else "good"
