"""Which risks have a likelihood that the samples of the spread compute."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.knowledge.columns import Key


@dataclass(frozen=True, slots=True)
class ComputedChance:
    """A risk whose likelihood is the share of samples in which a target is missed.

    Parameters
    ----------
    chance : name of the chance of the spread.
    """

    risk_id: Key
    chance: str
    source: str
