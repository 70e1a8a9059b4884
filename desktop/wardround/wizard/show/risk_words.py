"""What the register says of a risk; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wardround.deliverables.amounts import Currency, money, short_date
from wardround.deliverables.names import shipped_names
from wardround.deliverables.words import SCALE, phase_name, phase_number, sentence
from wardround.engine.findings import Findings, FiredRisk, OpenQuestion
from wardround.knowledge import Knowledge
from wardround.wizard.glance import Tone

LEVELS = range(1, 6)
_TONES: Mapping[str, Tone] = {"moderate": "warn", "high": "bad", "very high": "bad"}
ALL = ""
"""Stands for every category."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A risk with its place in the register, counted from 1 by weight."""

    number: int
    risk: FiredRisk


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is filtered by."""

    words: str = ""
    category: str = ALL
    cell: tuple[int, int] | None = None
    """Likelihood and impact."""
    after: bool = False
    """Whether the cell counts after mitigation."""
    phase: str = ALL

    def takes(self, risk: FiredRisk) -> bool:
        """Return whether a risk is shown."""
        if self.category not in {ALL, risk.category}:
            return False
        if self.phase not in {ALL, risk.due_phase}:
            return False
        if self.cell is not None and place_of(risk, after=self.after) != self.cell:
            return False
        said = _said(risk)
        return all(word in said for word in self.words.casefold().split())


def numbered(findings: Findings) -> tuple[Numbered, ...]:
    """Return the risks by weight, heaviest first."""
    by_weight = sorted(findings.risks, key=lambda risk: (-risk.score, risk.risk_id))
    return tuple(Numbered(number, risk) for number, risk in enumerate(by_weight, start=1))


def place_of(risk: FiredRisk, *, after: bool) -> tuple[int, int]:
    """Return likelihood and impact, today or after mitigation."""
    if after:
        return risk.residual_likelihood, risk.residual_impact
    return risk.likelihood, risk.impact


def residual(risk: FiredRisk) -> int:
    """Return the score after mitigation."""
    return risk.residual_likelihood * risk.residual_impact


def band(score: int, knowledge: Knowledge) -> tuple[str, Tone]:
    """Return the band that a score falls into, and its tone."""
    label = knowledge.risk_scale("risk_band_product", score).label
    return label, _TONES.get(label, "good")


def categories(findings: Findings) -> tuple[str, ...]:
    """Return the categories that have risks, by name."""
    return tuple(sorted({risk.category for risk in findings.risks}, key=str.casefold))


def category_name(category: str) -> str:
    """Return a category as it stands in a list."""
    return category[:1].upper() + category[1:]


def because(risk: FiredRisk) -> str:
    """Return the answers behind a risk on one line."""
    facts = "; ".join(risk.because)
    return f"assumed: {facts}" if risk.assumed else facts


def because_shortly(risk: FiredRisk) -> tuple[str, ...]:
    """Return ever shorter ways to name the answers behind a risk: fewer of them, and how many there are besides."""
    start, facts = ("assumed: " if risk.assumed else ""), risk.because
    ways = [
        f"{start}{'; '.join(facts[:shown])} and {len(facts) - shown} more" for shown in range(len(facts) - 1, 0, -1)
    ]
    if not facts:
        return ()
    bare = facts[0].rpartition(" (")[0] or facts[0]
    besides = f" and {len(facts) - 1} more" if len(facts) > 1 else ""
    return (*ways, f"{start}{bare}{besides}", f"{start}{bare}", f"{start}{bare.partition(': ')[0]}{besides}")


def owner_words(risk: FiredRisk) -> tuple[str, str]:
    """Return who answers for it, and by which phase."""
    return sentence(risk.owner_role).rstrip("."), phase_name(risk.due_phase)


def level_words(likelihood: int, impact: int) -> str:
    """Return a place on the map in words: 'likelihood high, impact very high'."""
    return f"likelihood {SCALE[likelihood - 1]}, impact {SCALE[impact - 1]}"


def control_words(risk: FiredRisk) -> tuple[str, ...]:
    """Return the controls that bear on a risk, by id and in words."""
    names = shipped_names()
    return tuple(f"{control}: {sentence(names.control(control))}" for control in risk.controls)


def loss_words(risk: FiredRisk, currency: Currency) -> tuple[str, ...]:
    """Return what a risk may cost and what that rests on; nothing where no answer prices it."""
    loss = risk.loss
    if loss is None:
        return ()
    low, likely, high, after = (
        money(amount, currency) for amount in (loss.low_usd, loss.likely_usd, loss.high_usd, loss.after_likely_usd)
    )
    per = "a year" if loss.per == "year" else "once"
    spread = f"{likely} {per}" if low == high else f"{low} to {high} {per}, likely {likely}"
    return (f"{spread}; with treatment {after}", f"from: {loss.rests_on}")


def acceptance_words(risk: FiredRisk) -> tuple[str, ...]:
    """Return who accepts a risk, why and until when; nothing where nobody does."""
    row = risk.acceptance
    if row is None:
        return ()
    until = f"until {short_date(row.until)}" if row.until else "without an end"
    lapsed = ("The acceptance has run out: it counts as not accepted.",) if row.lapsed else ()
    return (f"{row.owner}, since {short_date(row.accepted_on)}, {until}: {row.reason}", *lapsed)


def title_words(risk: FiredRisk) -> str:
    """Return the title of a risk, with a mark where somebody accepts it."""
    return f"{risk.title} (accepted)" if risk.is_accepted else risk.title


def phases(findings: Findings) -> tuple[str, ...]:
    """Return the phases by whose end risks are to be treated, in the order of the project."""
    found = {risk.due_phase for risk in findings.risks}
    return tuple(sorted(found, key=lambda phase: (phase_number(phase), phase)))


def waiting(questions: Iterable[OpenQuestion], risk_ids: Mapping[str, object]) -> Sequence[tuple[OpenQuestion, int]]:
    """Return the open questions that rules of the risk library wait for, each with how many.

    What is not known is no all-clear.
    """
    found = [(question, sum(name in risk_ids for name in question.matters_for)) for question in questions]
    return [(question, count) for question, count in found if count]


def _said(risk: FiredRisk) -> str:
    """Return everything that can be searched for."""
    parts = (
        risk.risk_id,
        risk.category,
        risk.title,
        risk.cause,
        risk.event,
        risk.consequence,
        risk.mitigation,
        risk.owner_role,
        risk.due_phase,
        *risk.because,
        *risk.controls,
    )
    return " ".join(parts).casefold()
