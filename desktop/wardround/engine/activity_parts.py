"""What an activity is done for, one by one: each interface, environment, site, tenant, and each control that is open.

The parts share the effort of their activity and follow each other over its days, the most pressing first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil

from wardround.assessment import Assessment
from wardround.engine.facts import Facts
from wardround.engine.findings import Part, RequiredControl
from wardround.knowledge import Knowledge

UNDOCUMENTED_WEIGHT = 1.5
"""An interface without a complete description takes half as much again as one with; judgement."""

OPEN_STATES = frozenset({"open", "not_verified"})
NON_PRODUCTION_FIRST = ("development", "test", "training", "preproduction", "production", "disaster_recovery")
ENVIRONMENT_WORDS: Mapping[str, str] = {
    "development": "Development",
    "test": "Test",
    "training": "Training",
    "preproduction": "Pre-production",
    "production": "Production",
    "disaster_recovery": "Disaster recovery",
}
ONLY: Mapping[str, frozenset[str]] = {
    "A5-02": frozenset({"test", "development"}),
    "A5-04": frozenset({"training", "preproduction"}),
}
"""Activities that are done for some environments only."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Shared:
    """What an activity is done for, with the share of the effort that each takes."""

    names: tuple[str, ...]
    shares: tuple[float, ...]


Things = Mapping[str, Shared]
"""By what they are: interface, environment, site, tenant, control_gap."""


def things(assessment: Assessment, facts: Facts, knowledge: Knowledge, controls: Sequence[RequiredControl]) -> Things:
    """Return what there is, in the order in which it is worked on."""
    interfaces = sorted(assessment.interfaces.interfaces, key=lambda row: (-row.criticality, row.name, row.key))
    tenants = sorted(assessment.tenants.tenants, key=lambda row: (row.criticality, row.name, row.key))
    sites = sorted(assessment.organisation.sites, key=lambda row: (row.name, row.key))
    scope = facts.choices("scope_environments")
    gaps = [
        knowledge.controls[control.control_id].requirement
        for control in controls
        if control.in_force and control.state in OPEN_STATES
    ]
    weights = [1.0 if row.documentation == "complete" else UNDOCUMENTED_WEIGHT for row in interfaces]
    return {
        "interface": _shared([row.name for row in interfaces], weights),
        "environment": _shared([name for name in NON_PRODUCTION_FIRST if name in scope]),
        "site": _shared([row.name for row in sites]),
        "tenant": _shared([row.name for row in tenants]),
        "control_gap": _shared([words.rstrip(".") for words in gaps]),
    }


def _shared(names: Sequence[str], weights: Sequence[float] = ()) -> Shared:
    whole = sum(weights)
    shares = [weight / whole for weight in weights] if weights else [1 / max(1, len(names))] * len(names)
    return Shared(tuple(names), tuple(shares))


def parts(
    activity_id: str,
    there: Shared | None,
    effort: tuple[float, float, float],
    first: int,
    days: int,
    date_of: Callable[[int], date],
) -> tuple[Part, ...]:
    """Return the parts of an activity; none where it is done for one thing only.

    Parameters
    ----------
    activity_id : the activity.
    there : what it is done for.
    effort : low, likely and high of the whole. [days]
    first, days : its first working day and how many it takes.
    date_of : the day of a number.
    """
    if there is None:
        return ()
    if activity_id in ONLY:
        there = _shared([name for name in there.names if name in ONLY[activity_id]])
    if len(there.names) < 2:  # noqa: PLR2004 - one thing is the activity itself
        return ()
    on = [date_of(first + number) for number in range(days)]
    low, likely, high = effort
    return tuple(
        Part(ENVIRONMENT_WORDS.get(name, name), low * share, likely * share, high * share, on[begins], on[ends])
        for name, share, (begins, ends) in zip(there.names, there.shares, _places(there.shares, days), strict=True)
    )


@lru_cache(maxsize=128)
def _places(shares: tuple[float, ...], days: int) -> tuple[tuple[int, int], ...]:
    """Return the first and the last of so many days for each share, one after the other; small ones share a day."""
    found, done = [], 0.0
    for share in shares:
        begins = min(days - 1, int(done * days + ROUNDING))
        done += share
        found.append((begins, min(days, max(begins + 1, ceil(done * days - ROUNDING))) - 1))
    return tuple(found)
