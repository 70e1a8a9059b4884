"""What an activity is done for, one by one: each interface, environment, site, tenant, and each control that is open.

The parts share the effort of their activity and follow each other over its days, the most pressing first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
class Thing:
    """One thing that an activity is done for, with its weight in the effort."""

    name: str
    weight: float = 1.0


Things = Mapping[str, tuple[Thing, ...]]
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
    return {
        "interface": tuple(
            Thing(row.name, 1.0 if row.documentation == "complete" else UNDOCUMENTED_WEIGHT) for row in interfaces
        ),
        "environment": tuple(Thing(name) for name in NON_PRODUCTION_FIRST if name in scope),
        "site": tuple(Thing(row.name) for row in sites),
        "tenant": tuple(Thing(row.name) for row in tenants),
        "control_gap": tuple(Thing(words.rstrip(".")) for words in gaps),
    }


def parts(
    activity_id: str,
    there: Sequence[Thing],
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
    only = ONLY.get(activity_id)
    wanted = [thing for thing in there if only is None or thing.name in only]
    if len(wanted) < 2:  # noqa: PLR2004 - one thing is the activity itself
        return ()
    whole = sum(thing.weight for thing in wanted)
    low, likely, high = effort
    found, done = [], 0.0
    for thing in wanted:
        begins = min(days - 1, int(done / whole * days + ROUNDING))
        done += thing.weight
        ends = min(days, max(begins + 1, ceil(done / whole * days - ROUNDING)))
        share = thing.weight / whole
        name = ENVIRONMENT_WORDS.get(thing.name, thing.name)
        found.append(
            Part(
                name,
                round(low * share, 2),
                round(likely * share, 2),
                round(high * share, 2),
                date_of(first + begins),
                date_of(first + ends - 1),
            )
        )
    return tuple(found)
