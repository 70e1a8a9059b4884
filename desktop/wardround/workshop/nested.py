"""What stands in one cell although it has parts: the shifts of a role, a mix of operations, the 24 hours of a day.

Each is typed and read as one line, so that it can be pasted from a spreadsheet like any other cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wardround.assessment.people import MixShare, Shift
from wardround.workshop.not_understood import NotUnderstood

_SHIFT = re.compile(
    r"(?P<name>.+?)[,:]?\s+(?P<starts>\d{1,2})(?::00)?\s*(?:-|\u2013|to)\s*(?P<ends>\d{1,2})(?::00)?"
    r"\s*(?:at|,|:)?\s*(?P<share>\d+(?:\.\d+)?)\s*%"
)
_MIXED = re.compile(r"(?P<words>.+?)\s+(?P<share>\d+(?:\.\d+)?)\s*%")
_DAY_EXAMPLE = "0.4 0.2 0.2 0.2 0.7 and so on"
_HOURS_A_DAY = 24
_WHOLE_DAY_PERCENT = 50
"""A day whose shares add up to more than this was typed in per cent."""


def shifts_typed(text: str) -> tuple[dict[str, Any], ...]:
    """Return the shifts in 'Early 6-14 55 %; Late 14-22 40 %'. Raises NotUnderstood."""
    return tuple(_shift(part) for part in _parts(text))


def _shift(text: str) -> dict[str, Any]:
    found = _SHIFT.fullmatch(text)
    if found is None:
        raise NotUnderstood(text, "not a shift", "Early 6-14 55 %")
    return {
        "name": found["name"],
        "starts_at_hour": int(found["starts"]),
        "ends_at_hour": int(found["ends"]),
        "share_at_work": _share(found["share"]),
    }


def shifts_spoken(shifts: Iterable[Shift]) -> str:
    """Return the shifts of a role on one line."""
    return "; ".join(f"{s.name} {s.starts_at_hour}-{s.ends_at_hour} {_percent(s.share_at_work)}" for s in shifts)


def mix_typed(text: str, code_of: Callable[[str], str]) -> tuple[dict[str, Any], ...]:
    """Return the mix in 'Open a document 40 %; Bulk import 60 %'.

    ``code_of`` finds the operation class that words name. Raises NotUnderstood, and what ``code_of`` raises.
    """
    found = []
    for part in _parts(text):
        match = _MIXED.fullmatch(part)
        if match is None:
            raise NotUnderstood(part, "not a share of an operation", "Open a document 40 %")
        found.append({"model_class": code_of(match["words"]), "share": _share(match["share"])})
    return tuple(found)


def mix_spoken(mix: Iterable[MixShare], words: Callable[[str], str]) -> str:
    """Return a mix on one line; ``words`` names an operation class."""
    return "; ".join(f"{words(part.model_class)} {_percent(part.share)}" for part in mix)


def hours_typed(text: str) -> tuple[float, ...]:
    """Return the 24 shares of a day, typed from midnight on as shares or per cent. Raises NotUnderstood."""
    try:
        numbers = [float(part.rstrip("%")) for part in re.split(r"[\s;]+", text.strip().replace(" %", "%")) if part]
    except ValueError as error:
        raise NotUnderstood(text, "not a list of numbers", _DAY_EXAMPLE) from error
    if len(numbers) != _HOURS_A_DAY:
        raise NotUnderstood(text, f"not a day of 24 hours: here are {len(numbers)} numbers")
    if sum(numbers) > _WHOLE_DAY_PERCENT:
        return tuple(round(number / 100, 8) for number in numbers)
    return tuple(numbers)


def hours_spoken(shares: Sequence[float]) -> str:
    """Return the shares of a day in per cent, from midnight on."""
    return " ".join(f"{round(share * 100, 6):g}" for share in shares)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _share(percent: str) -> float:
    return round(float(percent) / 100, 8)


def _percent(share: float) -> str:
    return f"{round(share * 100, 6):g} %"
