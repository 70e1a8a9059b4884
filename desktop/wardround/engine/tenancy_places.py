"""Tenants by environment: where the data of each are, what keeps neighbours apart, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardround.assessment import Assessment
from wardround.engine.decisions.tenancy import NON_PRODUCTION, SHARING, TITLES
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision
from wardround.engine.findings.operating import TenancyPlace
from wardround.engine.plain_words import lowered
from wardround.knowledge import Knowledge

OWN_ROLE = "Each database has a role of its own with a limit on connections."
WINDOWS = "Imports, heavy reports and month-end runs have windows that do not meet."
MOVES_OUT = "Load is watched by tenant; one that keeps meeting the busy hours of others gets servers of its own."
GRANTS = "A list of database roles and grants, monthly: none reaches the data of another tenant."
RESTORED = "Each tenant is backed up and restored by itself, and the restore is signed."
TRIED = "The yearly penetration test tries to get from one tenant to another."
NETWORK = "Network rules and the list of disks show that only its own servers reach its data."
SUBSCRIBED = "Its subscription with its own administrators, keys and logs."
CLEARED = "The record of masking, signed before each copy is handed over."


def tenancy_places(
    assessment: Assessment, facts: Facts, decisions: Sequence[Decision], recovery_region: str, knowledge: Knowledge
) -> tuple[TenancyPlace, ...]:
    """Return the place of each tenant in each environment in scope, by environment and then by key.

    Parameters
    ----------
    decisions : as they were decided, overruled or not.
    recovery_region : '' where the design keeps nothing elsewhere.
    """
    made = {one.decision_id: one.chosen for one in decisions}
    named = [(row.key, row.name) for row in sorted(assessment.tenants.tenants, key=lambda row: row.key)]
    several = len(named) > 1
    tenancies = {key: made.get(f"tenancy.{key}" if several else "tenancy", facts.text("tenancy")) for key, _ in named}
    rows = named or [("", "Production as a whole")]
    scope = [name for name in facts.choices("scope_environments") if name != "disaster_recovery"]
    scope += ["disaster_recovery"] if recovery_region else []
    return tuple(place for environment in scope for place in _of(environment, rows, tenancies, made, facts, knowledge))


def _of(
    environment: str,
    rows: Sequence[tuple[str, str]],
    tenancies: Mapping[str, str],
    made: Mapping[str, str],
    facts: Facts,
    knowledge: Knowledge,
) -> Iterator[TenancyPlace]:
    several = len(rows) > 1
    sharing = sum(tenancies.get(key, facts.text("tenancy")) in SHARING for key, _ in rows)
    for key, name in rows:
        production = tenancies.get(key, facts.text("tenancy"))
        if environment in NON_PRODUCTION:
            tenancy, place, why = _beside(production, made.get("tenancy.non_production", ""), facts, several=several)
            shares = several and tenancy in SHARING
        else:
            tenancy, shares = production, several and production in SHARING and sharing > 1
            place = TITLES[production]
            why = "As decided." if environment == "production" else "As in production, which it stands in for."
        yield TenancyPlace(
            environment=environment,
            tenant=key,
            name=name,
            tenancy=tenancy,
            place=place,
            why=why,
            shares=shares,
            governance=_governance(environment, knowledge) if shares else (),
            evidence=_evidence(environment, tenancy, live=facts.flag("prod_data_in_nonprod"), shares=shares),
        )


def _beside(production: str, chosen: str, facts: Facts, *, several: bool) -> tuple[str, str, str]:
    """Return tenancy, place and reason outside production."""
    live = facts.flag("prod_data_in_nonprod")
    masked = facts.flag("masking_in_nonprod")
    each = chosen == "own_hosts_each"
    if chosen == "production_hosts":
        tenancy, place = "dedicated_db", "A database of its own on the production hosts"
    elif several and not each:
        tenancy, place = "dedicated_db", "A database of its own on the non-production hosts"
    else:
        tenancy, place = "dedicated_vm", "Non-production hosts of its own"
    if live and not masked and tenancy in SHARING and production not in SHARING:
        why = f"Live data that are not masked need {lowered(TITLES[production])} here too: mask them first."
    elif live and masked:
        why = "Live data are masked before they get there."
    elif live:
        why = "Live data get there as they are: the controls of production hold."
    else:
        why = "No live data get there."
    return tenancy, place, why


def _governance(environment: str, knowledge: Knowledge) -> tuple[str, ...]:
    if environment in NON_PRODUCTION:
        load = "Load tests are announced, and only one tenant runs one at a time."
        return (OWN_ROLE, load)
    surge = knowledge.design_policies["neighbour_surge_share"].value
    limits = f"Requests are limited by tenant; one that runs {surge:.0%} above its forecast is called the same day."
    return (OWN_ROLE, WINDOWS, limits, MOVES_OUT)


def _evidence(environment: str, tenancy: str, *, live: bool, shares: bool) -> tuple[str, ...]:
    if environment in NON_PRODUCTION:
        return (*((CLEARED,) if live else ()), *((GRANTS,) if shares else ()))
    if tenancy == "dedicated_subscription":
        return (SUBSCRIBED,)
    if tenancy == "dedicated_vm" or not shares:
        return (NETWORK,)
    return (GRANTS, RESTORED, TRIED)
