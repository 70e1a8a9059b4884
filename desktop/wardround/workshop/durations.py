"""Durations as people type and read them: '4 h', '15 min', '1 d 2 h'."""

from __future__ import annotations

import re
from collections.abc import Mapping

MINUTES: Mapping[str, float] = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 1440.0, "weeks": 10_080.0}
"""Minutes in each unit."""

_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "seconds"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "weeks"),
}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?[\s,]*(?:and\s+)?")
_CLOCK = re.compile(r"(\d+):([0-5]\d)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d*\.\d+")
_HOURS_UP_TO = 72 * 60
"""Up to three days a duration is counted in hours, as recovery objectives are."""
_HOUR, _DAY = 60, 1440


def minutes_typed(text: str, unit: str) -> float | None:
    """Return the minutes in what somebody typed; a bare number counts in ``unit``. None for no duration."""
    plain = text.strip().lower().replace(" ", " ")
    if _PLAIN.fullmatch(bare := plain.replace(",", "")):
        return float(bare) * MINUTES[unit]
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return float(int(clock[1]) * _HOUR + int(clock[2]))
    return _sum_of_parts(plain)


def _sum_of_parts(text: str) -> float | None:
    total, place = 0.0, 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None or part[2] not in _WORDS:
            return None
        total += float(part[1].replace(",", ".")) * MINUTES[_WORDS[part[2]]]
        place = part.end()
    return total if text else None


def spoken_minutes(minutes: float) -> str:
    """Return a duration that reads back as the same one: '4 h', '1 h 30 min', '5 d', '30 s'."""
    if minutes != int(minutes):
        seconds = round(minutes * 60)
        if 0 < seconds < _HOUR and seconds / 60 == minutes:
            return f"{seconds} s"
        return f"{minutes!r} min"
    whole = int(minutes)
    if whole < _HOUR:
        return f"{whole} min"
    days, rest = divmod(whole, _DAY) if whole > _HOURS_UP_TO else (0, whole)
    hours, rest = divmod(rest, _HOUR)
    parts = (f"{days} d" if days else "", f"{hours} h" if hours else "", f"{rest} min" if rest else "")
    return " ".join(part for part in parts if part)
