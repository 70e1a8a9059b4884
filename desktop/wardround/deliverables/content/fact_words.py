"""The value of a fact in words."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import listed, readable
from wardround.engine.findings import Fact

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


def fact_value(matter: Matter, fact: Fact) -> str:
    """Return a value with the unit that the name of the fact ends in."""
    value = fact.value
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return listed(tuple(readable(part) if part.islower() else part for part in value)) or "none"
    if isinstance(value, str):
        return matter.names.region(value) if fact.name == "azure_region" else readable(value)
    if fact.name.endswith("_minutes"):
        return amounts.minutes(float(value))
    if fact.name.endswith(("_ms", "p95_ms")):
        return amounts.seconds(float(value) / 1000)
    unit = next((words for ending, words in _UNITS.items() if fact.name.endswith(f"_{ending}")), "")
    return f"{amounts.number(value)} {unit}".strip()
