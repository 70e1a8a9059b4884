"""The figures that explain a roadmap, and what it says in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from math import ceil

from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import Activity, Roadmap
from wardround.engine.plain_words import spoken_day
from wardround.engine.planned_effort import Planned, effort_days
from wardround.engine.schedule import DAYS_PER_WEEK, WORKING_DAYS_PER_WEEK
from wardround.knowledge import Knowledge

WORTH_SAYING_WEEKS = 2
"""From so many weeks on it is said what the people's time costs."""

WHOLE_DAYS_FROM = 100
"""From so many days on an effort has no tenths."""


def roadmap_figures(
    result: Roadmap, planned: Mapping[str, Planned], facts: Facts, knowledge: Knowledge, at_weekend: Collection[str]
) -> tuple[Figure, ...]:
    """Return the figures of effort, its price, and the finish."""
    efforts = tuple(
        Input(
            f"{one.row.activity_id} {one.row.activity}",
            round(one.likely, 2),
            "days",
            "; ".join(part for part in (one.row.source, one.because) if part),
        )
        for one in planned.values()
    )
    effort = effort_days.explain(
        "roadmap.effort_days", "Likely effort of the project", efforts, result.effort_days_likely
    )
    used = sorted({role for one in planned.values() for role in one.row.responsible if role in knowledge.day_rates})
    rates = tuple(
        Input(
            f"Day rate, {role}",
            knowledge.day_rates[role].rate_usd_per_day_likely,
            "USD/day",
            f"{knowledge.day_rates[role].source}; {knowledge.day_rates[role].note}",
        )
        for role in used
    )
    money = Figure(
        "roadmap.one_time_usd",
        "Price of the effort",
        float(result.one_time_usd),
        "USD",
        "likely days of each activity x day rate of the role responsible, added up",
        (Input("Likely effort", result.effort_days_likely, "days", effort.words, effort.name), *rates),
        "day rates are placeholders (judgement) until the firm's own rate card replaces them",
    )
    return effort, money, _finish(result, planned, facts, at_weekend)


def _finish(result: Roadmap, planned: Mapping[str, Planned], facts: Facts, at_weekend: Collection[str]) -> Figure:
    by_id = {activity.activity_id: activity for activity in result.activities}
    path = tuple(
        Input(
            f"{key} {by_id[key].title}",
            0 if key in at_weekend else planned[key].duration_days,
            "working days",
            _when(by_id[key], planned[key].row.elapsed_source),
        )
        for key in result.critical_path
    )
    people = tuple(
        Input(
            f"Time of the {one.role}",
            one.fte,
            "FTE",
            "the client's answer" if one.stated else "what clients usually give: judgement",
        )
        for one in result.people
        if one.waited_days
    )
    return Figure(
        "roadmap.finish",
        "Finish of the project",
        result.finish.isoformat(),
        "",
        "first Monday after the date of the assessment + working days of the chain of activities that decides it, "
        "stretched where those responsible give a part of their day; weekends and public holidays are no working "
        "days, and the cutover waits for a weekend that is open to change",
        (*path, *people, facts.input("deadline_weeks")),
        "Kelley and Walker 1959 (critical path method); serial schedule generation for people",
    )


def _when(activity: Activity, elapsed: str) -> str:
    dates = f"{activity.starts.isoformat()} to {activity.ends.isoformat()}"
    return f"{dates}; least elapsed time: {elapsed}" if elapsed else dates


def roadmap_words(result: Roadmap, ready: date | None) -> str:
    """Return what the roadmap says: when the client is live, against the target, how sure, and who is short of time.

    Parameters
    ----------
    ready : the day on which all work before the cutover is done.
    """
    live = result.go_live or result.finish
    against = _against(live, result.target)
    said = [f"The client is live on {spoken_day(live)}, {against}; the work ends on {spoken_day(result.finish)}."]
    if result.odds is not None:
        said.append(_odds(result))
    broken = len(result.breaks)
    if broken:
        things = "one thing breaks" if broken == 1 else f"{broken} things break"
        said.append(f"Moves were pinned by hand, and {things} by it.")
    said.extend(_waiting(result, ready))
    said.extend(_people(result, live))
    said.append(result.calendar_words)
    said.append("Day rates are placeholders until the firm's rate card replaces them.")
    return " ".join(part for part in said if part)


def _against(live: date, target: date | None) -> str:
    if target is None:
        return "no target date has been given"
    late = (live - target).days
    if late > 0:
        return f"{weeks_in_words(late)} after the target of {spoken_day(target)}"
    return f"in time for the target of {spoken_day(target)}"


def _odds(result: Roadmap) -> str:
    odds = result.odds
    if odds is None:
        return ""
    later = "four in five as well"
    if odds.go_live_p80 > odds.go_live_p50:
        later = f"four in five by {spoken_day(odds.go_live_p80)}"
    half = f"half of such plans are live by {spoken_day(odds.go_live_p50)}"
    words = f"With efforts as uncertain as they are, {half} and {later}"
    if result.go_live is not None and odds.go_live_p50 > result.go_live:
        words = f"That day holds only if no work takes longer than is likely. {words}"
    if odds.on_time_share is None:
        return f"{words}."
    tenths = round(odds.on_time_share * 10)
    chance = {0: "hardly any meets", 10: "nearly all meet"}.get(tenths, f"about {tenths} in 10 meet")
    return f"{words}; {chance} the target."


def _waiting(result: Roadmap, ready: date | None) -> list[str]:
    """Return how long the cutover waits for a weekend that is open to change, where it is long."""
    night = result.cutover
    if night is None or ready is None or (night.starts.date() - ready).days < WORTH_SAYING_WEEKS * DAYS_PER_WEEK + 1:
        return []
    first = night.starts.date()
    between = [one for one in result.closed if one.ends >= ready and one.starts < first]
    longest = max(between, key=lambda one: (min(one.ends, first) - max(one.starts, ready), one.name), default=None)
    why = f", after {longest.name[:1].lower()}{longest.name[1:]}," if longest else ""
    weeks = weeks_in_words((first - ready).days)
    words = f"All is ready on {spoken_day(ready)}; the next weekend open to change{why} is that of {spoken_day(first)}"
    return [f"{words}: {weeks} of waiting."]


def _people(result: Roadmap, live: date) -> list[str]:
    early = result.earliest_go_live
    weeks = ceil((live - early).days / DAYS_PER_WEEK) if early is not None and early < live else 0
    short = [one for one in result.people if one.waited_days]
    if weeks < WORTH_SAYING_WEEKS or not short or early is None:
        return []
    # Of those whose time moves the date, the one that is waited for longest; else whoever is.
    most = max(short, key=lambda one: (one.sooner_days > 0, one.waited_days))
    given = "gives" if most.stated else "is taken to give"
    words = (
        f"If people were never short of time it could be {spoken_day(early)}: their time costs "
        f"{weeks_in_words((live - early).days)}. The work waits longest for the {most.role}, who has "
        f"{_days(most.effort_days)} to do and {given} {_share(most.fte)}"
    )
    late = result.target is not None and live > result.target
    if late and most.fte_for_target is not None and most.fte_for_target > most.fte:
        words += f"; the target asks for {_share(most.fte_for_target)} at the least"
    return [f"{words}."]


def _days(effort: float) -> str:
    """Return an effort as the documents write it: no tenths from a hundred days on."""
    return f"{effort:,.0f} days" if effort >= WHOLE_DAYS_FROM else f"{effort:g} days"


def _share(fte: float) -> str:
    if fte >= 1:
        return "one full-time person" if fte == 1 else f"{fte:g} full-time people"
    days = f"{fte * WORKING_DAYS_PER_WEEK:.2g}"
    return {"0.5": "half a day a week", "1": "one day a week"}.get(days, f"{days} days a week")


def weeks_in_words(days: int) -> str:
    """Return a number of days as whole weeks, rounded up."""
    weeks = ceil(days / DAYS_PER_WEEK)
    return "1 week" if weeks == 1 else f"{weeks} weeks"
