"""Service agreements, and what Azure documents about backup, replication and failover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class Sla:
    """What a provider commits to for a service in one configuration.

    Parameters
    ----------
    monthly_uptime_share : share of a month in which the service is up, 0 to 1; None where none is promised.
    """

    service: Annotated[str, Column(key=True)]
    configuration: Annotated[str, Column(key=True)]
    monthly_uptime_share: Annotated[float | None, Column(low=0, high=1)]
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class DrFact:
    """One documented figure about recovery.

    Parameters
    ----------
    value : the figure; 1 and 0 stand for yes and no; None where the source has words only (see `note`).
    unit : unit of the figure; `boolean` for yes or no, `share` for 0 to 1.
    """

    id: Annotated[str, Column(key=True)]
    topic: str
    metric: str
    value: float | None
    unit: str
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]
