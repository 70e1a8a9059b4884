"""How busy a server was, as any of its own recorders tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UsagePoint:
    """One sample: the time at its end in UTC, over how many seconds, and what was used. None is not recorded."""

    at: datetime
    seconds: float
    busy_share: float
    """Of all CPUs, 0 to 1: everything but idle, waiting for disks and time that others took."""
    stolen_share: float = 0.0
    memory_used_share: float | None = None
    iops: float | None = None
    mb_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """The samples of one server in the order of time; ``cpus`` is None where the file does not tell."""

    points: tuple[UsagePoint, ...]
    cpus: int | None = None
    skipped: int = 0
    """Lines that hold no sample: headings, restarts, averages."""
