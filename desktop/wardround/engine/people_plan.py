"""What the people of a project give, what the work asks of them, and who is short of time."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.assessment import Assessment
from wardround.engine.findings import RoleLoad
from wardround.engine.levelling import Role, Work
from wardround.engine.planned_effort import Planned
from wardround.engine.schedule import WORKING_DAYS_PER_WEEK
from wardround.knowledge import Knowledge

LEAST_FTE = 0.02
"""Who is said to give nothing gives at least this, an hour a week or so: the work has to be done by somebody."""


def roles_of(assessment: Assessment, knowledge: Knowledge) -> dict[str, Role]:
    """Return what each role gives: as the client said, else what clients usually give."""
    roles = {key: Role(row.default_fte, row.max_parallel_activities) for key, row in knowledge.team_capacity.items()}
    for row in assessment.operations.team:
        usual = knowledge.team_capacity.get(row.role)
        # Two people do twice as much side by side as one, and one has no fewer things in hand than usual.
        at_once = usual.max_parallel_activities if usual else 1
        if usual and usual.default_fte:
            at_once = max(at_once, round(at_once * row.fte / max(1.0, usual.default_fte)))
        roles[row.role] = Role(max(LEAST_FTE, row.fte), at_once)
    return roles


def twice_the_time(roles: Mapping[str, Role], name: str) -> dict[str, Role]:
    """Return what each role gives where one of them gives twice its time, and does twice as much side by side."""
    one = roles[name]
    return {**roles, name: Role(2 * one.fte, 2 * one.at_once)}


def work_of(planned: Mapping[str, Planned]) -> dict[str, Work]:
    """Return what each activity asks of those responsible."""
    return {key: Work(one.likely, one.row.responsible, one.least_days) for key, one in planned.items()}


def role_loads(
    assessment: Assessment,
    planned: Mapping[str, Planned],
    before_go_live: frozenset[str],
    roles: Mapping[str, Role],
    waited: Mapping[str, int],
    days_to_target: int | None,
    sooner: Mapping[str, int],
) -> tuple[RoleLoad, ...]:
    """Return the load of each role, the one whose time brings the date forward most first, then the one waited for.

    Parameters
    ----------
    before_go_live : activities that must be done before the client is live.
    waited : working days that activities waited for a role.
    days_to_target : working days from the first of the project to the target; None without one.
    sooner : calendar days by which twice the time of a role brings the date forward, by role.
    """
    effort: dict[str, float] = {}
    urgent: dict[str, float] = {}
    for key, one in planned.items():
        for role in one.row.responsible:
            share = one.likely / len(one.row.responsible)
            effort[role] = effort.get(role, 0.0) + share
            urgent[role] = urgent.get(role, 0.0) + (share if key in before_go_live else 0.0)
    stated = {row.role for row in assessment.operations.team}
    found = []
    for name, days in effort.items():
        if name not in roles:
            continue
        fte = roles[name].fte
        needed = round(urgent[name] / days_to_target, 2) if days_to_target and days_to_target > 0 else None
        weeks = round(days / fte / WORKING_DAYS_PER_WEEK, 1)
        found.append(
            RoleLoad(
                name,
                round(days, 1),
                fte,
                weeks,
                needed,
                waited.get(name, 0),
                name in stated,
                sooner.get(name, 0),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.sooner_days, -one.waited_days, -one.busy_weeks, one.role)))
