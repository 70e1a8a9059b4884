"""The value of a fact in words."""

from __future__ import annotations

import re

from wardround.deliverables import amounts
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import listed, readable
from wardround.engine.findings import Fact

_DEFAULT = re.compile(r"^default of [A-Z]{3}-\d+: .*", re.DOTALL)
"""Ids of questions and paths of sources mean nothing to those who were asked."""

_UNITS = {
    "pct": "%",
    "pct_year": "% a year",
    "gb": "GiB",
    "years": "years",
    "weeks": "weeks",
    "days": "days",
    "hours": "hours",
    "months": "months",
    "mbps": "Mbps",
}


def trail_words(fact: Fact) -> str:
    """Return where a fact came from; of a default only that it is one, because its source stands in the workbook."""
    return _DEFAULT.sub("documented default", fact.trail)


def fact_value(matter: Matter, fact: Fact) -> str:
    """Return a value with the unit that the name of the fact ends in."""
    match fact.value:
        case None:
            return "not known"
        case bool():
            return "yes" if fact.value else "no"
        case tuple() as parts:
            return listed(tuple(readable(part) if part.islower() else part for part in parts)) or "none"
        case str() as text:
            return matter.names.region(text) if fact.name == "azure_region" else readable(text)
        case value:
            return _number(fact.name, float(value))


def _number(name: str, value: float) -> str:
    if name.endswith("_minutes"):
        return amounts.minutes(value)
    if name.endswith("_ms"):
        return amounts.seconds(value / 1000)
    unit = next((words for ending, words in _UNITS.items() if name.endswith(f"_{ending}")), "")
    return f"{amounts.number(value)} {unit}".strip()
