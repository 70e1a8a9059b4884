"""What unfolds below a risk: how it comes about, the answers that fired it, what is done and who does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency
from wardround.deliverables.words import sentence
from wardround.engine.findings import FiredRisk
from wardround.wizard.labels import label, line
from wardround.wizard.show.columns import SIDE
from wardround.wizard.show.risk_words import (
    acceptance_words,
    control_words,
    level_words,
    loss_words,
    owner_words,
    residual,
)


def risk_detail(risk: FiredRisk, currency: Currency) -> QWidget:
    """Return everything that is known of a risk, in named lines; money in the client's currency."""
    return named_lines(_lines(risk, currency))


def named_lines(lines: Sequence[tuple[str, Sequence[str]]]) -> QWidget:
    """Return lines, each with its name before it, as they unfold below a row."""
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    grid = QGridLayout()
    grid.setContentsMargins(SIDE + 8, 12, SIDE + 8, 14)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for row, (name, texts) in enumerate(lines):
        grid.addWidget(label(name, "note"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label("\n".join(texts), wrap=True), row, 1)
    whole.addLayout(grid)
    whole.addWidget(line())
    return holder


def _lines(risk: FiredRisk, currency: Currency) -> Sequence[tuple[str, Sequence[str]]]:
    owner, phase = owner_words(risk)
    today = f"{level_words(risk.likelihood, risk.impact)}: score {risk.score}"
    later = f"{level_words(risk.residual_likelihood, risk.residual_impact)}: score {residual(risk)}"
    why = "\n".join(risk.because) or "It holds whatever the answers."
    assumed = ("A default stands behind it: check the answer first.",) if risk.assumed else ()
    lines: tuple[tuple[str, Sequence[str]], ...] = (
        ("Cause", (sentence(risk.cause),)),
        ("Event", (sentence(risk.event),)),
        ("Consequence", (sentence(risk.consequence),)),
        ("Because", (why, *assumed)),
        ("Today", (sentence(today),)),
        ("What is done", (sentence(risk.mitigation),)),
        ("Then", (sentence(later),)),
        ("May cost", loss_words(risk, currency)),
        ("Accepted", acceptance_words(risk)),
        ("Owner", (f"{owner}, by the phase '{phase}'",)),
        ("Proof", (sentence(risk.evidence),)),
        ("Controls", control_words(risk)),
        ("Rule", (f"{risk.risk_id}, {risk.source}",)),
    )
    return tuple((name, texts) for name, texts in lines if any(texts))
