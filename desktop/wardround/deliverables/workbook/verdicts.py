"""The risk register, the decisions, the remarks on the answers, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardround.deliverables.words import NOTES, phase_name, readable, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings import Decision, FiredRisk

DECISIONS: Mapping[str, str] = {
    "ai_readiness": "AI readiness",
    "redis_role": "Redis",
    "redis_persistence": "Redis, safety",
}


def risks(page: Page, material: Material) -> None:
    """Write the register, worst first. Scores are formulas: change a likelihood and they follow."""
    columns = (
        Column("Id", 13),
        Column("Category", 14),
        Column("Risk", 23),
        Column("Cause", 27),
        Column("Event", 27),
        Column("Consequence", 27),
        Column("Likelihood", 11, Kind.SCORE, inputs=True),
        Column("Impact", 9, Kind.SCORE, inputs=True),
        Column("Score", 9, Kind.SCORE),
        Column("Treatment", 30),
        Column("Owner", 18),
        Column("Due in phase", 18),
        Column("Likelihood after", 11, Kind.SCORE, inputs=True),
        Column("Impact after", 9, Kind.SCORE, inputs=True),
        Column("Score after", 9, Kind.SCORE),
        Column("Because", 36),
        Column("Rests on", 13),
        Column("Evidence", 28),
        Column("Controls", 22),
        Column("Loss, low (USD)", 13, Kind.COUNT),
        Column("Loss, likely (USD)", 13, Kind.COUNT),
        Column("Loss, high (USD)", 13, Kind.COUNT),
        Column("Loss is", 9),
        Column("Loss rests on", 34),
        Column("Accepted by", 22),
        Column("Accepted until", 12, Kind.DATE),
        Column("Why it is accepted", 30),
        Column("Source", 34, Kind.LINE),
    )
    placed = page.table("Risks", columns, _risks(material), "No rule of the library fires on these answers.")
    if placed.last >= placed.first:
        for letter in ("I", "O"):
            _band(page, material, f"{letter}{placed.first}:{letter}{placed.last}", f"{letter}{placed.first}")


def _band(page: Page, material: Material, area: str, cell: str) -> None:
    """Tint scores by the bands of the risk scales: moderate amber, high and very high red."""
    lowest = {row.label: row.score_low for row in material.knowledge.risk_scales if row.scale == "risk_band_product"}
    colours = page.look.brand.colours
    page.tint(area, f"{cell}>={lowest['high']}", colours.bad_soft)
    page.tint(area, f"AND({cell}>={lowest['moderate']},{cell}<{lowest['high']})", colours.warn_soft)
    page.tint(area, f"{cell}<{lowest['moderate']}", colours.good_soft)


def _risks(material: Material) -> Iterator[Sequence[Content]]:
    ordered = sorted(material.findings.risks, key=lambda risk: (-risk.score, risk.risk_id))
    for row, risk in enumerate(ordered, start=FIRST_ROW):
        yield (
            risk.risk_id,
            readable(risk.category),
            risk.title,
            risk.cause,
            risk.event,
            risk.consequence,
            risk.likelihood,
            risk.impact,
            Formula(f"=$G{row}*$H{row}", risk.score),
            risk.mitigation,
            readable(risk.owner_role),
            phase_name(risk.due_phase),
            risk.residual_likelihood,
            risk.residual_impact,
            Formula(f"=$M{row}*$N{row}", risk.residual_likelihood * risk.residual_impact),
            "\n".join(risk.because),
            "an assumption" if risk.assumed else "answers",
            risk.evidence,
            ", ".join(risk.controls),
            *_loss(risk),
            *_acceptance(risk),
            risk.source,
        )


def _loss(risk: FiredRisk) -> Sequence[Content]:
    loss = risk.loss
    if loss is None:
        return (None, None, None, "", "")
    per = "a year" if loss.per == "year" else "once"
    return (loss.low_usd, loss.likely_usd, loss.high_usd, per, loss.rests_on)


def _acceptance(risk: FiredRisk) -> Sequence[Content]:
    row = risk.acceptance
    if row is None:
        return ("", None, "")
    lapsed = "Run out, so it counts as not accepted. " if row.lapsed else ""
    return (row.owner, row.until, f"{lapsed}{row.reason} (since {row.accepted_on:%d %b %Y})")


def decisions(page: Page, material: Material) -> None:
    """Write every decision with all its options and what speaks for and against each."""
    columns = (
        Column("Decision", 14),
        Column("Question", 34),
        Column("Option", 34),
        Column("Verdict", 11),
        Column("Score", 8, Kind.SCORE),
        Column("Monthly (USD)", 14, Kind.MONEY),
        Column("For", 44),
        Column("Against", 44),
        Column("In words", 48),
        Column("Would change with", 40),
        Column("To sign", 9),
        Column("Ends on", 12, Kind.DATE),
        Column("Decided by", 34),
    )
    rows = (row for decision in material.findings.decisions for row in _options(decision))
    placed = page.table("Decisions", columns, rows, "Nothing was decided.")
    if placed.last >= placed.first:
        area = f"A{placed.first}:M{placed.last}"
        page.tint(area, f'$D{placed.first}="chosen"', page.look.brand.colours.accent_soft)


def _options(decision: Decision) -> Iterator[Sequence[Content]]:
    for option in decision.options:
        chosen = option.option_id == decision.chosen
        wished = option.option_id == decision.wished
        advised = option.option_id == decision.advised
        yield (
            word(DECISIONS, decision.decision_id.partition(".")[0]),
            decision.question,
            option.title,
            "chosen" if chosen else "advised" if advised else "wished" if wished else "",
            option.score,
            option.monthly_usd,
            "\n".join(reason.text for reason in option.reasons if reason.for_it),
            "\n".join(reason.text for reason in option.reasons if not reason.for_it),
            decision.words if chosen else "",
            decision.would_change if chosen else "",
            decision.needs_sign_off if chosen else "",
            decision.ends_on if chosen else None,
            _by(decision) if chosen else "",
        )


def _by(decision: Decision) -> str:
    """Return who decided otherwise than advised, or confirmed the advice, with the reason."""
    row = decision.overrule
    return "" if row is None else f"{row.by} on {row.on:%d %b %Y}: {row.reason}"


def notes(page: Page, material: Material) -> None:
    """Write the remarks: wishes decided otherwise, answers that disagree, limits of the model."""
    columns = (Column("Kind", 24), Column("Remark", 90), Column("About", 44))
    rows = (
        (
            word(NOTES, note.kind),
            note.text,
            ", ".join(material.names.answer(name) for name in note.about),
        )
        for note in material.findings.notes
    )
    page.table("Remarks", columns, rows, "There is nothing to remark on these answers.")


def questions(page: Page, material: Material) -> None:
    """Write what is still to be asked, in the order in which it matters."""
    columns = (
        Column("Id", 11),
        Column("Question", 60),
        Column("Taken as", 22),
        Column("Owner", 22),
        Column("Due", 13, Kind.DATE),
        Column("Matters for", 44),
        Column("Answer", 30),
        Column("Answered by", 20),
    )
    rows = (
        (
            question.question_id,
            question.text,
            question.default,
            question.owner,
            question.due,
            ", ".join(question.matters_for),
            "",
            "",
        )
        for question in material.findings.open_questions
    )
    page.table("OpenQuestions", columns, rows, "Nothing is open: every question that matters is answered.")
