"""Risks whose likelihood is a computed chance: the share of samples in which a target is missed."""

from __future__ import annotations

from dataclasses import replace

from wardround.engine.findings import FiredRisk
from wardround.engine.findings.spread import Spread
from wardround.knowledge import Knowledge

STEPS = ("chance_low_share", "chance_moderate_share", "chance_high_share", "chance_very_high_share")
"""Design policies with the chance from which a risk is of level 2, 3, 4 and 5."""


def level_of(chance: float, knowledge: Knowledge) -> int:
    """Return the level of likelihood, 1 to 5, of a chance (design policies, judgement)."""
    return 1 + sum(chance >= knowledge.design_policies[step].value for step in STEPS)


def with_chances(risks: tuple[FiredRisk, ...], spread: Spread, knowledge: Knowledge) -> tuple[FiredRisk, ...]:
    """Return the risks, worst first, with the likelihood that the samples give where one is computed.

    What is left after mitigation is never more likely than what is there before it.
    """
    chances = {row.name: row for row in spread.chances}
    found = []
    for risk in risks:
        row = knowledge.computed_chances.get(risk.risk_id)
        chance = chances.get(row.chance) if row else None
        if chance is None:
            found.append(risk)
            continue
        level = level_of(chance.share, knowledge)
        because = f"{chance.label}: {chance.words} ({spread.samples:,} samples; the likelihood follows from it)"
        found.append(
            replace(
                risk,
                likelihood=level,
                residual_likelihood=min(level, risk.residual_likelihood),
                because=(*risk.because, because),
            )
        )
    return tuple(sorted(found, key=lambda risk: (-risk.score, risk.risk_id)))
