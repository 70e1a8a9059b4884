"""What is known: each entry of the vocabulary with its value, origin and standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardround.assessment import Standing
from wardround.knowledge import FactValue


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary: its value (None: not known yet), where it came from, and how firmly it stands."""

    name: str
    value: FactValue
    origin: Literal["answer", "default", "rows", "control", "decision", "derived", "none"]
    trail: str
    """In words: 'Anna Weiss, stated', 'default of USR-02: 150 (general knowledge)', 'count of 41 interface rows'."""
    standing: Standing
