"""Days and hours: day types, shapes of the day, and site time turned into UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from wardround.assessment import Assessment
from wardround.engine.queueing import Numbers
from wardround.knowledge import Knowledge

DAY_TYPES = ("weekday", "saturday", "sunday", "month_end", "year_end")
WORKING_DAYS = ("weekday", "month_end", "year_end")
HOURS = 24
SEASONS: Mapping[str, tuple[int, int]] = {"winter": (1, 15), "summer": (7, 15)}
"""A day well inside each half of the daylight-saving year."""

OUTSIDE_ANY_SITE = "UTC"


@dataclass(frozen=True, slots=True)
class SiteTime:
    """How the days of this client run: the shape of each day by hourly profile, and the clock of each site.

    A shape holds the share of the day's volume by day type and hour of site time, measured where the client has it.
    """

    shapes: Mapping[str, Numbers]
    zones: Mapping[str, str]
    home: str
    """Time zone of the site where most people work; of the first site, without people; UTC, without sites."""

    def shape(self, profile: str) -> Numbers:
        """Return the shares of the day of a profile, indexed [day type, hour]."""
        return self.shapes[profile]

    def zone(self, site: str) -> str:
        """Return the time zone of a site by key, the home zone where none is named."""
        return self.zones.get(site, self.home)


def site_time(assessment: Assessment, knowledge: Knowledge) -> SiteTime:
    """Return how the days of this client run."""
    rows = sorted(assessment.calendar.profiles, key=lambda row: row.key)
    measured: dict[tuple[str, str], tuple[float, ...]] = {(row.profile, row.day_type): row.hour_shares for row in rows}
    profiles = sorted({profile for profile, _ in knowledge.hourly_profiles})
    shapes = {
        profile: np.array(
            [measured.get((profile, day)) or knowledge.hourly_profiles[profile, day] for day in DAY_TYPES], dtype=float
        )
        for profile in profiles
    }
    zones = {site.key: site.time_zone for site in sorted(assessment.organisation.sites, key=lambda row: row.key)}
    heads = dict.fromkeys(zones, 0)
    for role in assessment.people.roles:
        if role.site in heads:
            heads[role.site] += role.head_count
    home = zones[max(heads, key=lambda key: heads[key])] if heads else OUTSIDE_ANY_SITE
    return SiteTime(shapes, zones, home)


def busiest_is_one(shape: Numbers) -> Numbers:
    """Return a shape scaled so that the busiest hour of each day type is 1; a day without load stays empty."""
    peaks = shape.max(axis=-1, keepdims=True)
    return np.asarray(np.divide(shape, peaks, out=np.zeros_like(shape), where=peaks > 0))


def utc_offset_hours(time_zone: str, year: int, season: str) -> float:
    """Return how far a time zone is ahead of UTC in a season of a year. [hours]."""
    month, day = SEASONS[season]
    noon = datetime(year, month, day, 12, tzinfo=UTC).astimezone(ZoneInfo(time_zone))
    offset = noon.utcoffset()
    return offset.total_seconds() / 3600 if offset else 0.0


def in_utc(local: Numbers, offset_hours: float) -> Numbers:
    """Return hourly values of site time by hour of UTC, along the second axis.

    A zone half an hour off splits each hour over two. What runs over midnight stays in its day type, as if the days
    before and after were of the same kind.
    """
    whole = int(np.floor(offset_hours))
    part = offset_hours - whole
    early = np.roll(local, -whole, axis=1)
    if part == 0.0:
        return early
    return (1.0 - part) * early + part * np.roll(local, -whole - 1, axis=1)


def spoken_hour(day_type: str, hour_utc: int, offset_hours: float, time_zone: str) -> str:
    """Return an hour of UTC for people: 'month-end, 13:00 to 14:00 in Europe/Berlin'."""
    starts = (hour_utc + offset_hours) % HOURS
    first = f"{int(starts):02d}:{round(starts % 1 * 60):02d}"
    last_hour = (starts + 1) % HOURS
    last = f"{int(last_hour):02d}:{round(starts % 1 * 60):02d}"
    return f"{day_type.replace('_', '-')}, {first} to {last} in {time_zone}"


def months_between(start: date, end: date) -> int:
    """Return the full months from one day to another, negative where the other lies before."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months
