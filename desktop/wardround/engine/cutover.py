"""The night of the cutover on the clock: its steps from sizes and efforts, the way back, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

from wardround.engine.findings import CutoverNight
from wardround.engine.findings import CutoverStep as Timed
from wardround.engine.plain_words import listed, spoken_day
from wardround.knowledge import CutoverStep

EVENING, MORNING = time(18), time(6)
"""When a cutover begins on the first day of its weekend: one that is over by the next evening begins in the evening, a
longer one in the morning; judgement."""

LONGEST_FROM_EVENING_HOURS = 30.0
"""A cutover from the first evening up to this long is over by the end of the second day."""

WEEKEND_HOURS = 42.0
"""From the first morning of a weekend of two days to its end."""

MIB_PER_GIB = 1024
MINUTES_PER_HOUR = 60
HOURS_PER_DAY = 8
"""Of work."""
HOURS_OF_DAY = 24
WITHIN = 1e-6


@dataclass(frozen=True, slots=True)
class Night:
    """What the steps of a night are worked out from.

    Parameters
    ----------
    moves_data : whether data move at all.
    replicates : whether the database replicates beforehand, so that it is not copied inside the window.
    database_gib : size of the database that is copied. [GiB]
    copy_hours : time that the link takes for it. [h]
    efforts : low, likely and high effort of the activities inside the window. [days]
    who : those responsible for each.
    people : how many share the work.
    window_hours : how long users can be without the system. [h]
    """

    moves_data: bool
    replicates: bool
    database_gib: float
    copy_hours: float
    efforts: Mapping[str, tuple[float, float, float]]
    who: Mapping[str, Sequence[str]]
    people: int
    window_hours: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its minutes low, likely and high."""

    row: CutoverStep
    minutes: tuple[float, float, float]
    who: str


def steps(rows: Sequence[CutoverStep], night: Night, way: str) -> tuple[Step, ...]:
    """Return the steps that this client needs, forward or back, with their times; empty ones are left out."""
    wanted = {"always"}
    if night.moves_data:
        wanted |= {"moves_data", "online" if night.replicates else "offline"}
    found = []
    for row in rows:
        if row.way != way or row.does not in wanted:
            continue
        if row.activity_id and row.activity_id not in night.efforts:
            continue
        step = Step(row, _minutes(row, night), ", ".join(night.who.get(row.activity_id, ())))
        if step.minutes[1] > 0:
            found.append(step)
    return tuple(found)


def hours_of(found: Sequence[Step], which: int = 1) -> float:
    """Return what steps take together; which: 0 low, 1 likely, 2 high. [h]."""
    return sum(step.minutes[which] for step in found) / MINUTES_PER_HOUR


def begins_on(first: date, hours: float) -> datetime:
    """Return when a cutover of a length begins in the weekend that begins on a day."""
    return datetime.combine(first, EVENING if hours <= LONGEST_FROM_EVENING_HOURS else MORNING)


def days_of(rows: Sequence[CutoverStep], night: Night) -> int:
    """Return the calendar days on which a cutover goes on."""
    hours = hours_of(steps(rows, night, "forward"))
    begins = EVENING if hours <= LONGEST_FROM_EVENING_HOURS else MORNING
    return max(1, ceil((begins.hour + hours) / HOURS_OF_DAY - WITHIN))


def cutover_night(rows: Sequence[CutoverStep], night: Night, first: date) -> CutoverNight:
    """Return the night of the weekend that begins on a day."""
    forward, back = steps(rows, night, "forward"), steps(rows, night, "back")
    hours, back_hours = hours_of(forward), hours_of(back)
    starts = begins_on(first, hours)
    timed = _timed(forward, starts)
    ends = timed[-1].ends if timed else starts
    window_ends = starts + timedelta(hours=night.window_hours)
    decide_back_by = window_ends - timedelta(minutes=round(back_hours * MINUTES_PER_HOUR))
    spare = night.window_hours - hours
    return CutoverNight(
        starts=starts,
        ends=ends,
        steps=timed,
        way_back=_timed(back, decide_back_by),
        window_hours=night.window_hours,
        hours=round(hours, 4),
        hours_low=round(hours_of(forward, 0), 4),
        hours_high=round(hours_of(forward, 2), 4),
        back_hours=round(back_hours, 4),
        no_return=ends,
        decide_back_by=decide_back_by,
        spare_hours=round(spare, 4),
        words=_words(timed, starts, ends, decide_back_by, spare, hours, back_hours, night),
    )


def _minutes(row: CutoverStep, night: Night) -> tuple[float, float, float]:
    """Return the minutes of a step: fixed ones, those of its data, those of its activity."""
    low, likely, high = row.minutes_low, row.minutes_likely, row.minutes_high
    if row.data == "link":
        copied = night.copy_hours * MINUTES_PER_HOUR
        return low + copied, likely + copied, high + copied
    if row.data == "database":
        mib = night.database_gib * MIB_PER_GIB
        slow, usual, quick = row.rate_mib_per_s_low, row.rate_mib_per_s_likely, row.rate_mib_per_s_high
        if slow and usual and quick:
            low += mib / quick / MINUTES_PER_HOUR
            likely += mib / usual / MINUTES_PER_HOUR
            high += mib / slow / MINUTES_PER_HOUR
    if row.activity_id:
        each = HOURS_PER_DAY * MINUTES_PER_HOUR / max(1, night.people)
        least, usual, most = night.efforts[row.activity_id]
        return low + least * each, likely + usual * each, high + most * each
    return low, likely, high


def _timed(found: Sequence[Step], starts: datetime) -> tuple[Timed, ...]:
    timed, minutes = [], 0.0
    for step in found:
        begin = starts + timedelta(minutes=round(minutes))
        minutes += step.minutes[1]
        end = starts + timedelta(minutes=round(minutes))
        timed.append(
            Timed(
                name=step.row.name,
                starts=begin,
                ends=end,
                minutes_low=round(step.minutes[0], 1),
                minutes_likely=round(step.minutes[1], 1),
                minutes_high=round(step.minutes[2], 1),
                who=step.who,
                check=step.row.check,
                words=_why(step.row),
                source=step.row.source,
            )
        )
    return tuple(timed)


def _why(row: CutoverStep) -> str:
    parts = []
    if row.data == "link":
        parts.append("size of the database over the usable bandwidth")
    elif row.data:
        parts.append(f"size of the database at {row.rate_mib_per_s_likely:g} MiB/s")
    if row.activity_id:
        parts.append("effort of the activity shared by those responsible")
    if row.minutes_likely:
        parts.append(f"{row.minutes_likely:g} minutes")
    return listed(parts)


def _words(
    timed: Sequence[Timed],
    starts: datetime,
    ends: datetime,
    decide_back_by: datetime,
    spare: float,
    hours: float,
    back_hours: float,
    night: Night,
) -> str:
    if not timed:
        return "There is nothing to change over."
    window = f"the {night.window_hours:g} hours that users can be without the system"
    begin = f"The cutover begins on {clock_words(starts)} and takes {_hours(hours)}."
    if spare < -WITHIN:
        longest = max(timed, key=lambda one: one.minutes_likely)
        fits = f"It misses {window} by {_hours(-spare)}; the longest step is: {longest.name.lower()}."
    elif decide_back_by < ends:
        fits = (
            f"It fits into {window}, but a way back of {_hours(back_hours)} after the last check does not: "
            f"decide by {clock_words(decide_back_by)} whether to go on."
        )
    else:
        left = f"with {_hours(spare)} to spare" if spare > WITHIN else "to the minute"
        fits = f"It fits into {window} {left}; turn back by {clock_words(decide_back_by)} at the latest."
    beyond = ""
    if hours > WEEKEND_HOURS + WITHIN:
        beyond = " It is longer than a weekend."
    return f"{begin} {fits}{beyond} From {clock_words(ends)} on people write to the new system: the point of no return."


def clock_words(moment: datetime) -> str:
    """Return a moment as people say it: 'Saturday 19 June 2027 at 18:00'."""
    return f"{moment:%A} {spoken_day(moment.date())} at {moment:%H:%M}"


def _hours(hours: float) -> str:
    whole, minutes = divmod(round(abs(hours) * MINUTES_PER_HOUR), MINUTES_PER_HOUR)
    if not whole:
        return f"{minutes} minutes"
    said = "1 hour" if whole == 1 else f"{whole} hours"
    return f"{said} {minutes} minutes" if minutes else said
