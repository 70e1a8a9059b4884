"""The people at work: who is active in each hour, how fast they click, and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from wardround.assessment import Assessment
from wardround.assessment.people import ActivityOverride, Role, Shift
from wardround.engine.facts import Facts
from wardround.engine.queueing import Numbers
from wardround.engine.site_time import (
    DAY_TYPES,
    HOURS,
    WORKING_DAYS,
    SiteTime,
    busiest_is_one,
)
from wardround.knowledge import Knowledge

PROFILE_OF_OPENING: Mapping[str, str] = {
    "business_hours": "office",
    "extended": "two_shift",
    "24x7": "hospital_24x7",
}
"""The hourly profile of people of whom only the operating hours are known."""


@dataclass(frozen=True, slots=True)
class PeopleLoad:
    """People of one kind in one time zone, without growth and headroom.

    `active` is the number of active people by day type and hour of site time; each takes one step per think time, of a
    class in the shares of `mix`.
    """

    level: str
    time_zone: str
    active: Numbers
    mix: Numbers
    think_time_s: float
    key: str = ""
    """Of the role; else the fact that counts these people."""


@dataclass(frozen=True, slots=True)
class _Level:
    think_time_s: float
    mix: Numbers


def people_loads(
    assessment: Assessment, facts: Facts, knowledge: Knowledge, days: SiteTime, only: frozenset[str] | None
) -> tuple[PeopleLoad, ...]:
    """Return the load of all roles; without roles, of the peak users stated; with terminals and portal users.

    Parameters
    ----------
    only : keys of the tenants to count ('' for what belongs to none); None counts everything.
    """
    levels = _levels(assessment, knowledge)
    roles = sorted(assessment.people.roles, key=lambda row: row.key)
    if roles:
        counted = [role for role in roles if only is None or role.tenant in only]
        loads = [_of_role(role, facts, knowledge, days, levels) for role in counted]
    else:
        loads = list(_of_peak_users(assessment, facts, knowledge, days, levels, only))
    if only is None or "" in only:
        loads += _of_devices(assessment, facts, knowledge, days, levels)
    return tuple(loads)


def _levels(assessment: Assessment, knowledge: Knowledge) -> Mapping[str, _Level]:
    overrides: dict[str, ActivityOverride] = {
        row.activity_level: row for row in sorted(assessment.people.activity_overrides, key=lambda row: row.key)
    }
    classes = tuple(knowledge.model_classes)
    levels = {}
    for name, level in knowledge.activity_levels.items():
        own = overrides.get(name)
        shares = {key: share.share for key, share in knowledge.activity_mix[name].items()}
        if own and own.mix:
            shares = {part.model_class: part.share for part in own.mix}
        mix = np.array([shares.get(key, 0.0) for key in classes])
        think = own.think_time_s if own and own.think_time_s else level.think_time_s_likely
        levels[name] = _Level(think, mix / mix.sum())
    return levels


def day_multipliers(function: str, facts: Facts, knowledge: Knowledge) -> Numbers:
    """Return the volume of each day type against a weekday for a function; a month-end answered replaces finance's."""
    factors = {day: knowledge.day_type_multipliers[day, function].multiplier_likely for day in DAY_TYPES}
    if function == "finance" and facts.known_better("month_end_multiplier"):
        factors["month_end"] = facts.number("month_end_multiplier")
    return np.array([factors[day] for day in DAY_TYPES])


def _of_role(
    role: Role,
    facts: Facts,
    knowledge: Knowledge,
    days: SiteTime,
    levels: Mapping[str, _Level],
) -> PeopleLoad:
    shape = busiest_is_one(days.shape(role.profile))
    if role.shifts:
        by_shift = shift_shape(role.shifts)
        for day in WORKING_DAYS:
            shape[DAY_TYPES.index(day)] = by_shift
    height = day_multipliers(role.function, facts, knowledge)
    active = role.head_count * role.active_share * height[:, None] * shape
    zone = days.zone(role.site)
    return _load(role.activity_level, zone, np.minimum(active, role.head_count), levels, role.key)


def shift_shape(shifts: tuple[Shift, ...]) -> Numbers:
    """Return the share at work by hour of site time, the busiest hour being 1; overlapping shifts add up."""
    shape = np.zeros(HOURS)
    for shift in shifts:
        length = (shift.ends_at_hour - shift.starts_at_hour) % HOURS or HOURS
        for hour in range(shift.starts_at_hour, shift.starts_at_hour + length):
            shape[hour % HOURS] += shift.share_at_work
    return busiest_is_one(shape)


def _load(level: str, zone: str, active: Numbers, levels: Mapping[str, _Level], key: str) -> PeopleLoad:
    pace = levels[level]
    return PeopleLoad(level, zone, active, pace.mix, pace.think_time_s, key)


def _of_peak_users(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    days: SiteTime,
    levels: Mapping[str, _Level],
    only: frozenset[str] | None,
) -> Iterator[PeopleLoad]:
    peak = facts.number("peak_concurrent_users") * _tenant_share(assessment, only)
    heavy = facts.number("heavy_user_pct") / 100
    shape = busiest_is_one(days.shape(PROFILE_OF_OPENING[facts.text("operating_hours")]))
    height = day_multipliers("other", facts, knowledge)
    named = max(facts.number("named_users") * _tenant_share(assessment, only), peak)
    zone = days.home
    for level, share in (("heavy_clerk", heavy), ("ordinary_clerk", 1.0 - heavy)):
        active = np.minimum(peak * share * height[:, None] * shape, named * share)
        yield _load(level, zone, active, levels, "peak_concurrent_users")


def _tenant_share(assessment: Assessment, only: frozenset[str] | None) -> float:
    """Return the share of the platform's users in some tenants, by the peaks stated or else in equal parts."""
    rows = assessment.tenants.tenants
    if only is None or not rows:
        return 1.0
    counted = [row for row in rows if row.key in only]
    stated = [row.peak_users for row in rows if row.peak_users is not None]
    total = sum(stated)
    if len(stated) == len(rows) and total:
        return sum(row.peak_users or 0 for row in counted) / total
    return len(counted) / len(rows)


def _of_devices(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    days: SiteTime,
    levels: Mapping[str, _Level],
) -> Iterator[PeopleLoad]:
    """Yield terminals and portal users, unless a role or an interface already stands for them."""
    covered = {role.activity_level for role in assessment.people.roles}
    interfaces = {row.interface_type for row in assessment.interfaces.interfaces}
    zone = days.home
    for level, fact, policy, profile, function, interface in (
        (
            "scanner_user",
            "scanner_terminals",
            "terminal_active_share",
            "scanner_rounds",
            "clinical_supply",
            "scanner_middleware",
        ),
        ("portal_user", "portal_users", "portal_active_share", "office", "other", "portal_web"),
    ):
        count = facts.number(fact)
        if level in covered or interface in interfaces or not count:
            continue
        share = knowledge.design_policies[policy].value
        shape = busiest_is_one(days.shape(profile))
        active = count * share * day_multipliers(function, facts, knowledge)[:, None] * shape
        yield _load(level, zone, np.minimum(active, count), levels, fact)
