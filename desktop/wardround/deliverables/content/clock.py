"""The clock that people at the client read: hours of UTC told in the time of the main site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from wardround.engine.findings import DesignHour

_HOURS = 24
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Clock:
    """``shift`` hours ahead of UTC; ``words`` name the time for an axis."""

    shift: int
    words: str

    def hour(self, hour_utc: int) -> int:
        """Return an hour of UTC on this clock."""
        return (hour_utc + self.shift) % _HOURS

    def told(self, by_utc: tuple[_Told, ...]) -> tuple[_Told, ...]:
        """Return values by hour of UTC in the order of this clock, midnight first."""
        return tuple(by_utc[(hour - self.shift) % len(by_utc)] for hour in range(len(by_utc)))


def clock_of(hour: DesignHour) -> Clock:
    """Return the clock of the main site; UTC where its hours do not begin with those of UTC."""
    if not float(hour.utc_offset_hours).is_integer() or hour.time_zone == "UTC":
        return Clock(0, "UTC")
    return Clock(int(hour.utc_offset_hours), f"{place_of(hour.time_zone)} time")


def place_of(time_zone: str) -> str:
    """Return the town in the name of a time zone: 'Amsterdam' for 'Europe/Amsterdam'."""
    return time_zone.rsplit("/", 1)[-1].replace("_", " ")
