"""The calendar: when load falls, and when nothing may change."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from wardround.assessment.answer import ROUNDING, Frozen, Row

DayType = Literal["weekday", "saturday", "sunday", "month_end", "year_end"]


class MeasuredProfile(Row):
    """A measured shape of the day: the share of the day's volume in each hour of site time."""

    profile: str = Field(title="Hourly profile")
    day_type: DayType = Field("weekday", title="Day type")
    hour_shares: tuple[float, ...] = Field(title="Share of each hour", min_length=24, max_length=24)

    @field_validator("hour_shares")
    @classmethod
    def _shares_make_one(cls, shares: tuple[float, ...]) -> tuple[float, ...]:
        if min(shares) < 0 or abs(sum(shares) - 1) > ROUNDING:
            raise ValueError(f"the 24 shares add up to {sum(shares):.3f}; none may be negative and they must make 1")
        return shares


class Freeze(Row):
    """A period of the client's own in which nothing may change."""

    name: str = Field(title="Freeze", min_length=1, max_length=120)
    starts: date = Field(title="From")
    ends: date = Field(title="To")
    blocks: Literal["change", "all_work"] = Field("change", title="What rests")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends < self.starts:
            raise ValueError(f"'{self.name}' ends on {self.ends}, before it starts on {self.starts}")
        return self


class Pin(Row):
    """A move that was pinned by hand: to a wave, to a day, or both. What breaks by it is told, not forbidden."""

    member: str = Field(
        title="What moves", description="a system, 'erp', or an environment of it as in 'erp:test'", min_length=1
    )
    wave: int | None = Field(None, title="Wave", ge=1, le=999)
    day: date | None = Field(None, title="Day of the wave")


class Calendar(Frozen):
    """The shape of the year and of the day."""

    profiles: tuple[MeasuredProfile, ...] = Field((), title="Measured profiles")
    freezes: tuple[Freeze, ...] = Field((), title="Own freeze periods")
    pins: tuple[Pin, ...] = Field((), title="Pinned moves")
    fiscal_year_end_month: int = Field(12, title="Fiscal year ends in month", ge=1, le=12)
