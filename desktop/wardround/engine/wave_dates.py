"""Waves on the calendar: a weekend for each, its rehearsal, the point to return to, and what must hold afterwards.

Non-production moves with its activities. The ERP moves in the cutover. Waves ahead of it take the last open weekends
before it, one each; waves after it the open weekends once the heightened support is over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wardround.assessment import THE_ERP
from wardround.assessment.calendar import Pin
from wardround.engine.findings import CutoverNight, PlanBreak, Wave
from wardround.engine.plain_words import listed, spoken_day
from wardround.engine.working_calendar import WorkCalendar

WEEK = timedelta(days=7)
KEPT_FOR = timedelta(days=7)
"""So long after its weekend the old place of a wave is kept; judgement."""


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The days of the plan that waves go by.

    Parameters
    ----------
    night : the cutover.
    non_production : first and last day on which the other environments are moved; None where none is.
    rehearsed : the last day of the last rehearsal; None where there is none.
    supported : the last day of the heightened support after go-live; None where there is none.
    """

    night: CutoverNight
    non_production: tuple[date, date] | None
    rehearsed: date | None
    supported: date | None


def waves_ahead(waves: Sequence[Wave]) -> int:
    """Return how many waves take a weekend of their own before the ERP moves."""
    erp = next((wave.number for wave in waves if THE_ERP in wave.members), 0)
    return sum(0 < wave.number < erp and not is_non_production(wave) for wave in waves)


def is_non_production(wave: Wave) -> bool:
    """Return whether a wave holds environments of the ERP beside production."""
    return any(member.startswith(f"{THE_ERP}:") for member in wave.members)


def dated(
    waves: Sequence[Wave], days: PlanDays, calendar: WorkCalendar, pins: Sequence[Pin]
) -> tuple[tuple[Wave, ...], tuple[PlanBreak, ...]]:
    """Return the waves with their days, and what breaks by a day that was pinned for one of them.

    What a pinned day of the ERP's own wave breaks is found where its activities are planned.
    """
    erp = next((wave.number for wave in waves if THE_ERP in wave.members), 0)
    moving = [wave for wave in waves if wave.number > 0]
    night = days.night
    first_night = first_day(night)
    weekends = _weekends(moving, erp, first_night, days, calendar)
    wanted: dict[str, date] = {pin.member: pin.day for pin in pins if pin.day is not None}
    found, breaks = [], []
    for wave in waves:
        if wave.number <= 0:
            found.append(wave)
            continue
        pinned = sorted(member for member in wave.members if member in wanted)
        starts, ends = weekends[wave.number]
        if pinned and wave.number != erp:
            length = ends - starts
            starts = max(wanted[member] for member in pinned)
            ends = starts + length
            breaks.extend(_day_breaks(wave, pinned[0], starts, ends, weekends[wave.number][0], calendar))
        found.append(
            replace(
                wave,
                starts=starts,
                ends=ends,
                rehearsal=_rehearsal(wave, erp, starts, days, calendar),
                rollback=_rollback(wave, erp, starts, ends, night),
                acceptance=_acceptance(wave, erp),
                owner=_owner(wave, erp),
                pinned=tuple(sorted({*wave.pinned, *pinned})),
            )
        )
    return tuple(found), (*breaks, *_order_breaks(found))


def first_day(night: CutoverNight) -> date:
    """Return the first day of the cutover."""
    return night.starts.date()


def _weekends(
    waves: Sequence[Wave], erp: int, first_night: date, days: PlanDays, calendar: WorkCalendar
) -> dict[int, tuple[date, date]]:
    """Return the first and the last day of each wave."""
    length = timedelta(days=len(calendar.weekend) - 1)
    at = bisect_left(calendar.windows, first_night)
    ahead = [wave.number for wave in waves if wave.number < erp and not is_non_production(wave)]
    found: dict[int, tuple[date, date]] = {}
    before = list(calendar.windows[max(0, at - len(ahead)) : at])
    before = [calendar.windows[0] if calendar.windows else first_night] * (len(ahead) - len(before)) + before
    for number, start in zip(ahead, before, strict=True):
        found[number] = (start, start + length)
    after = bisect_left(calendar.windows, max(first_night + WEEK, days.supported or first_night))
    for wave in waves:
        if is_non_production(wave):
            found[wave.number] = days.non_production or (first_night, days.night.ends.date())
        elif wave.number == erp:
            found[wave.number] = (first_night, days.night.ends.date())
        elif wave.number > erp:
            late = after - len(calendar.windows) + 1
            start = calendar.windows[after] if late <= 0 else calendar.windows[-1] + late * WEEK
            found[wave.number] = (start, start + length)
            after += 1
    return found


def _rehearsal(wave: Wave, erp: int, starts: date, days: PlanDays, calendar: WorkCalendar) -> date | None:
    if wave.number == erp:
        return days.rehearsed
    if is_non_production(wave):
        return starts
    number = calendar.number_of(starts - WEEK)
    return calendar.date_of(max(0, number - 1))


def _rollback(wave: Wave, erp: int, starts: date, ends: date, night: CutoverNight) -> str:
    if wave.number == erp:
        moment = night.decide_back_by
        return (
            f"The old system stays as it is and read-only; turn back by {moment:%A} {spoken_day(moment.date())}, "
            f"{moment:%H:%M}."
        )
    if is_non_production(wave):
        return f"The old environments stay until the new ones have been tested, two weeks after {spoken_day(ends)}."
    return (
        f"A snapshot from before {spoken_day(starts)}; the old place is kept until {spoken_day(ends + KEPT_FOR)} and "
        "names point back to it."
    )


def _acceptance(wave: Wave, erp: int) -> str:
    if wave.number == erp:
        return "Balances and counts match, each interface has exchanged a live message, the first backup was restored."
    if is_non_production(wave):
        return "Key users complete one critical process on each environment, and a refresh from production works."
    if wave.title == "Identity and network":
        return "People sign in and names resolve with the link to the old site switched off."
    return "Each owner has done a usual piece of work, and everything that depends on it has exchanged a message."


def _owner(wave: Wave, erp: int) -> str:
    if wave.number == erp:
        return "migration manager"
    if is_non_production(wave):
        return "application lead"
    return "infrastructure lead"


def _day_breaks(
    wave: Wave,
    member: str,
    starts: date,
    ends: date,
    planned: date,
    calendar: WorkCalendar,
) -> list[PlanBreak]:
    """Return what stands against a day that was pinned for a wave other than the ERP's."""
    title = f"Wave {wave.number} ({wave.title.lower()})"
    found = []
    if is_non_production(wave):
        if starts < planned:
            words = f"{title} is pinned to {spoken_day(starts)}; what it needs is ready on {spoken_day(planned)}."
            found.append(PlanBreak("predecessor", member, words))
        return found
    if starts < calendar.days[0]:
        words = f"{title} is pinned to {spoken_day(starts)}, before the work begins."
        found.append(PlanBreak("predecessor", member, words))
    found.extend(day_breaks(title, member, starts, ends, calendar))
    return found


def day_breaks(title: str, member: str, starts: date, ends: date, calendar: WorkCalendar) -> list[PlanBreak]:
    """Return what the calendar says against a move from one day to another."""
    found = []
    against = calendar.why_closed(starts, ends)
    if against:
        why = listed([one[:1].lower() + one[1:] for one in against])
        found.append(PlanBreak("freeze", member, f"{title} falls on {spoken_day(starts)}, closed to change: {why}."))
    if starts.weekday() not in calendar.weekend:
        found.append(PlanBreak("day", member, f"{title} falls on a {starts:%A}: people are at work."))
    return found


def _order_breaks(waves: Sequence[Wave]) -> tuple[PlanBreak, ...]:
    """Return the waves that a pinned day puts before what they need."""
    by_number = {wave.number: wave for wave in waves}
    found = []
    for wave in waves:
        for number in wave.waits_for:
            other = by_number.get(number)
            if other is None or wave.starts is None or other.starts is None or not (wave.pinned or other.pinned):
                continue
            if wave.starts <= other.starts:
                about = (wave.pinned or other.pinned)[0]
                words = (
                    f"Wave {wave.number} ({wave.title.lower()}) moves on {spoken_day(wave.starts)}, not after wave "
                    f"{other.number} ({other.title.lower()}), which it needs."
                )
                found.append(PlanBreak("order", about, words))
    return tuple(found)
