"""Which data lie where: classes with those that arrive along flows, and every copy against its territory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Copy = Literal["primary", "disaster_recovery", "backup", "logs"]
"""A copy of the data, by the name that the residency rule has for it."""


@dataclass(frozen=True, slots=True)
class CarriedClass:
    """A class that a dataset carries, and how it comes to."""

    class_id: str
    came: str
    """'' for the dataset's own class, else the way by which the class arrives, in words."""


@dataclass(frozen=True, slots=True)
class DatasetStanding:
    """One dataset with all classes that it carries; the strictest of each demand holds."""

    key: str
    name: str
    system: str
    """Name of the system that holds it; '' for the ERP."""
    classes: tuple[CarriedClass, ...]
    """The dataset's own class first, then those that arrive, by id."""
    strictest: str
    """The class that decides: the most sensitive, then the one that wants most isolation."""
    sensitivity: int
    min_tenancy: str
    retention_years: float
    """Longest retention that one of the classes asks for. [years]"""
    retention_class: str
    """The class that asks for it; '' where none does."""
    kept_years: float | None
    """As answered. [years]"""
    encryption: str
    logging: str

    @property
    def inherits(self) -> bool:
        """Whether a class arrives that is not its own."""
        return len(self.classes) > 1


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """A copy of what the platform holds, and the region where the design puts it."""

    copy: Copy
    what: str
    region: str
    region_name: str
    country: str
    ruled: bool
    """Whether the residency rule as answered covers this copy."""


@dataclass(frozen=True, slots=True)
class ResidencyBreach:
    """A copy that lies outside the territory in which data must stay."""

    about: str
    """Name of the dataset; '' for everything on the platform."""
    territory: str
    copy: Copy
    region: str
    ruled: bool
    """Whether the residency rule as answered covers this copy; else it is a question to settle."""
    words: str


@dataclass(frozen=True, slots=True)
class DataMap:
    """Where data lie, what they carry, and where that does not fit."""

    datasets: tuple[DatasetStanding, ...]
    copies: tuple[CopyPlace, ...]
    breaches: tuple[ResidencyBreach, ...]
    unlabelled: tuple[CarriedClass, ...]
    """Classes that come into the ERP while no dataset there is labelled with them, and by which ways."""
    undeclared: tuple[str, ...]
    """Names of interfaces for which nobody has said which classes they carry."""
    log_days_kept: float
    log_days_asked: float
    """Longest retention of logs that one of the regimes asks for; 0 where none has a number. [days]"""
    log_regime: str
    """Name of the regime that asks for it."""
    open_points: tuple[str, ...]
    """What cannot be judged yet, in words."""
