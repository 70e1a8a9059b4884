"""What is not known and what it comes to: bands, chances, what moves the result, what to ask next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["cost", "response"]
"""What a swing or a question is about: dollars a month, or seconds at the 95th percentile in the design hour."""


@dataclass(frozen=True, slots=True)
class Band:
    """The 10th, 50th and 90th percentile of a result over the samples, beside the single answer."""

    name: str
    label: str
    unit: str
    single: float | None
    """The single answer; None where it has none (a saturated hour)."""
    p10: float | None
    p50: float | None
    p90: float | None
    """None where so many samples have no steady state that the percentile is not a number."""

    @property
    def width(self) -> float | None:
        """Return the distance of the 10th and the 90th percentile."""
        return None if self.p10 is None or self.p90 is None else self.p90 - self.p10


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of samples in which the chosen design misses a target."""

    name: str
    label: str
    share: float
    target: float
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input moves: the result with it at its 10th and 90th percentile, everything else as answered."""

    result: Result
    input_id: str
    label: str
    standing: str
    low_value: float
    high_value: float
    unit: str
    at_low: float | None
    at_high: float | None
    """The result; None where it has no steady state."""


@dataclass(frozen=True, slots=True)
class WorthAsking:
    """A question whose answer, measured, would narrow a result."""

    result: Result
    tier: str
    """'' for the whole; else application or database, whose utilisation it narrows."""
    input_id: str
    path: str
    """Where the answer stands; '' for what no single answer carries."""
    question_id: str
    label: str
    standing: str
    band_now: tuple[float, float]
    band_then: tuple[float, float]
    narrower_share: float
    """By which share of its width the band would shrink."""
    artefact: str
    command: str
    """What to hand to the client's administrator, word for word; '' where a document answers."""


@dataclass(frozen=True, slots=True)
class RunwayYear:
    """The chance that a tier needs its next size up by the end of a year."""

    tier: str
    year: int
    chance: float


@dataclass(frozen=True, slots=True)
class Grade:
    """How far the result may be trusted, from A to E."""

    letter: Literal["A", "B", "C", "D", "E"]
    words: str
    definition: str


@dataclass(frozen=True, slots=True)
class Spread:
    """What the samples come to."""

    samples: int
    bands: tuple[Band, ...]
    chances: tuple[Chance, ...]
    swings: tuple[Swing, ...]
    """The widest first, cost before response."""
    worth_asking: tuple[WorthAsking, ...]
    """The one that narrows most first, for each result and tier."""
    runway: tuple[RunwayYear, ...]
    grade: Grade
    words: str
    limits: tuple[str, ...]
    """Where the samples are not to be believed."""

    def band(self, name: str) -> Band | None:
        """Return a band by its name."""
        return next((row for row in self.bands if row.name == name), None)
