"""From what somebody typed or pasted to a value, and from a value to what is shown. One way for fields and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from wardround.assessment import Assessment
from wardround.deliverables.amounts import short_date
from wardround.workshop.choices import Choices, Code
from wardround.workshop.durations import MINUTES, minutes_typed, spoken_minutes
from wardround.workshop.near import did_you_mean
from wardround.workshop.nested import hours_spoken, hours_typed, mix_spoken, mix_typed, shifts_spoken, shifts_typed
from wardround.workshop.not_understood import Missing, NotOnTheList, NotUnderstood, OutOfRange
from wardround.workshop.shapes import Kind, Shape

_YES = frozenset({"yes", "y", "true", "x", "1", "on", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "off", "nein", "nee", "non"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_MULTIPLES: Mapping[str, int] = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%Y/%m/%d")
_HOUR = re.compile(r"(\d{1,2})(?::00(?::00)?)?\s*(h|am|pm)?", re.IGNORECASE)
_SPELT_UNITS: Mapping[str, str] = {"percent": "%", "major": "", "x": "times", "req/min": "requests a minute"}
_PER: Mapping[str, str] = {"/day": " a day", "/h": " an hour", "/month": " a month", "/year": " a year"}
_NOON = 12
_HUNDRED = 100
_EXACT_PLACES = 10


def value_typed(text: str, shape: Shape, choices: Choices) -> Any:  # noqa: ANN401 - as the shape says
    """Return the value in a text; what the shape calls empty for an empty text. Raises ValueRefused."""
    text = text.strip()
    if not text:
        if not shape.may_be_empty:
            raise Missing
        return shape.empty
    return _within(_READERS[shape.kind](text, shape, choices), shape)


class Wording(Protocol):
    """Whoever knows what people call a code."""

    def words(self, path: str, code: object) -> str:
        """Return what a cell or a chip calls a code at a path."""
        ...


def value_shown(value: Any, shape: Shape, choices: Wording) -> str:  # noqa: ANN401 - as the shape says
    """Return a value as people read it in a field or a cell; what `value_typed` reads back as the same value."""
    if value is None or value == "":
        return ""
    return _WRITERS[shape.kind](value, shape, choices)


def unit_words(unit: str, assessment: Assessment) -> str:
    """Return a unit as it stands behind a field: '%', 'documents a day', 'EUR a month'."""
    if unit in _SPELT_UNITS:
        return _SPELT_UNITS[unit]
    currency = assessment.budget.currency.value or "USD"
    words = unit.replace("currency", currency)
    for short, spelt in _PER.items():
        if words.endswith(short):
            words = words.removesuffix(short) + spelt
    return words


def number_typed(text: str) -> float:
    """Return a number: '1,200', '1 200', '12.5', '12,5', '38M'. Raises NotUnderstood."""
    plain = text.strip().replace(" ", " ").replace(" ", " ").replace("\u2212", "-")
    factor = 1
    for ending, multiple in _MULTIPLES.items():
        head = plain[: -len(ending)].strip()
        if plain.lower().endswith(ending) and head[-1:].isdigit():
            plain, factor = head, multiple
            break
    if _THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[,' ]", "", plain)
    elif _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise NotUnderstood(text, "not a number")
    number = float(plain) * factor
    return int(number) if number.is_integer() else number


def number_shown(value: float) -> str:
    """Return a number with thousands parted and all its places."""
    if float(value).is_integer():
        return f"{int(value):,}"
    whole, _, places = repr(round(float(value), _EXACT_PLACES)).partition(".")
    return f"{int(whole):,}.{places}" if "e" not in places and whole != "-0" else repr(value)


def choice_typed(text: str, path: str, choices: Choices) -> Code:
    """Return the code of a choice by its words, its hint or itself, whatever the case. Raises NotOnTheList."""
    found = choices.called(path, text)
    if len(found) == 1:
        return found[0].code
    offered = choices.at(path)
    words = [choice.chip for choice in offered]
    few = f"Choose from {', '.join(words)}." if 0 < len(words) <= 8 else ""  # noqa: PLR2004 - more would not be read
    near = did_you_mean(text, words)
    raise NotOnTheList(text, near or few)


def _within(value: Any, shape: Shape) -> Any:  # noqa: ANN401 - as the shape says
    if shape.kind is Kind.TEXT and shape.longest is not None and len(value) > shape.longest:
        raise OutOfRange(_too_long(shape.longest))
    if not isinstance(value, int | float) or isinstance(value, bool) or shape.kind is Kind.CHOICE:
        return value
    low, high = shape.low, shape.high
    too_low = low is not None and (value < low or (shape.low_excluded and value <= low))
    if too_low or (high is not None and value > high):
        raise OutOfRange(_outside(value, shape))
    return value


def _too_long(longest: int) -> str:
    return f"must have at most {longest:,} characters"


def _outside(value: float, shape: Shape) -> str:
    def spoken(number: float) -> str:
        return _WRITERS[shape.kind](number, shape, None)

    if shape.low is not None and shape.low_excluded:
        return f"must be more than {spoken(shape.low)}" + (f", up to {spoken(shape.high)}" if shape.high else "")
    if shape.low is None or shape.high is None:
        return f"must be {spoken(shape.low or 0)} or more"
    unit = " %" if shape.unit == "percent" else ""
    return f"{spoken(value)}{unit} is outside {spoken(shape.low)} to {spoken(shape.high)}{unit}"


def _yes_no(text: str, _shape: Shape, _choices: Choices) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise NotUnderstood(text, "neither yes nor no")
    return word in _YES


def _choice(text: str, shape: Shape, choices: Choices) -> Code:
    return choice_typed(text, shape.path, choices)


def _choices(text: str, shape: Shape, choices: Choices) -> tuple[Code, ...]:
    found: list[Code] = []
    for part in _listed(text, shape, choices):
        code = choice_typed(part, shape.path, choices)
        if code not in found:
            found.append(code)
    return tuple(found)


def _listed(text: str, shape: Shape, choices: Choices) -> list[str]:
    """Return the parts of a list; a comma parts them only where no name holds one itself."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > 1 or "," not in text:
        return parts
    try:
        choice_typed(text, shape.path, choices)
    except NotOnTheList:
        return [part.strip() for part in text.split(",") if part.strip()]
    return parts


def _number(text: str, shape: Shape, _choices: Choices) -> float:
    number = number_typed(_without_unit(text, shape.unit))
    if shape.kind is Kind.WHOLE and not isinstance(number, int):
        raise NotUnderstood(text, "not a whole number")
    return number


def _without_unit(text: str, unit: str) -> str:
    """Return a number without the unit that somebody typed behind it."""
    if unit == "percent":
        return text.rstrip("% ").strip()
    for ending in (unit, unit.removesuffix("s")):
        if ending and text.casefold().endswith(ending.casefold()):
            return text[: -len(ending)].strip()
    return text


def _share(text: str, _shape: Shape, _choices: Choices) -> float:
    percent = text.endswith("%")
    number = number_typed(text.rstrip("% "))
    return round(number / _HUNDRED, _EXACT_PLACES) if percent or number > 1 else number


def _duration(text: str, shape: Shape, _choices: Choices) -> float:
    minutes = minutes_typed(text, shape.unit)
    if minutes is None:
        raise NotUnderstood(text, "not a duration", "15 min, 4 h or 1 d 2 h")
    value = round(minutes / MINUTES[shape.unit], _EXACT_PLACES)
    return int(value) if value.is_integer() else value


def _hour(text: str, _shape: Shape, _choices: Choices) -> int:
    found = _HOUR.fullmatch(text)
    if found is None:
        raise NotUnderstood(text, "not a full hour", "6 or 06:00")
    hour, half = int(found[1]), (found[2] or "").lower()
    return hour % _NOON + (_NOON if half == "pm" else 0) if half in {"am", "pm"} else hour


def _date(text: str, _shape: Shape, _choices: Choices) -> date:
    return date_typed(text)


def date_typed(text: str) -> date:
    """Return a day written in one of the usual ways, the day before the month. Raises NotUnderstood."""
    day = text.partition("T")[0].removesuffix(" 00:00:00")
    for form in _DATES:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotUnderstood(text, "not a date", "2027-03-31 or 31 Mar 2027")


def _text(text: str, _shape: Shape, _choices: Choices) -> str:
    return text


def _shifts(text: str, _shape: Shape, _choices: Choices) -> tuple[dict[str, Any], ...]:
    return shifts_typed(text)


def _mix(text: str, _shape: Shape, choices: Choices) -> tuple[dict[str, Any], ...]:
    return mix_typed(text, lambda words: str(choice_typed(words, OPERATION_CLASS, choices)))


def _hours(text: str, _shape: Shape, _choices: Choices) -> tuple[float, ...]:
    return hours_typed(text)


OPERATION_CLASS = "reports.jobs.model_class"
"""A place that lists the operation classes."""

_READERS: Mapping[Kind, Callable[[str, Shape, Choices], Any]] = {
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.WHOLE: _number,
    Kind.NUMBER: _number,
    Kind.SHARE: _share,
    Kind.DURATION: _duration,
    Kind.HOUR: _hour,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.SHIFTS: _shifts,
    Kind.MIX: _mix,
    Kind.HOURS: _hours,
}
_WRITERS: Mapping[Kind, Callable[[Any, Shape, Any], str]] = {
    Kind.YES_NO: lambda value, _shape, _choices: "Yes" if value else "No",
    Kind.CHOICE: lambda value, shape, choices: choices.words(shape.path, value),
    Kind.CHOICES: lambda value, shape, choices: "; ".join(choices.words(shape.path, code) for code in value),
    Kind.WHOLE: lambda value, _shape, _choices: number_shown(value),
    Kind.NUMBER: lambda value, _shape, _choices: number_shown(value),
    Kind.SHARE: lambda value, _shape, _choices: f"{number_shown(round(value * _HUNDRED, 8))} %",
    Kind.DURATION: lambda value, shape, _choices: spoken_minutes(round(value * MINUTES[shape.unit], _EXACT_PLACES)),
    Kind.HOUR: lambda value, _shape, _choices: f"{value:02d}:00",
    Kind.DATE: lambda value, _shape, _choices: short_date(value),
    Kind.TEXT: lambda value, _shape, _choices: str(value),
    Kind.SHIFTS: lambda value, _shape, _choices: shifts_spoken(value),
    Kind.MIX: lambda value, _shape, choices: mix_spoken(value, lambda code: choices.words(OPERATION_CLASS, code)),
    Kind.HOURS: lambda value, _shape, _choices: hours_spoken(value),
}
