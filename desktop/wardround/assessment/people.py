"""Roles and shifts, activity levels and mixes: who works in the ERP, when, and how fast."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from wardround.assessment.answer import ROUNDING, Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between


class Shift(Frozen):
    """One shift of a role in the time of its site; an end before the start runs over midnight."""

    name: str = Field(title="Shift", min_length=1, max_length=60)
    starts_at_hour: int = Field(title="Starts at (hour)", ge=0, le=23)
    ends_at_hour: int = Field(title="Ends at (hour)", ge=0, le=24)
    share_at_work: float = Field(title="Share at work", ge=0, le=1)


class Role(Row):
    """People of one kind at one site, who work the same way.

    ``active_share`` is the share of the head count that is active at the busiest hour. With shifts, their
    shares by
    hour replace the shape of the profile on working days.
    """

    name: str = Field(title="Role", min_length=1, max_length=120)
    site: str = Field("", title="Site")
    tenant: str = Field("", title="Tenant")
    activity_level: str = Field(title="Activity level")
    function: Literal["finance", "purchasing", "clinical_supply", "other"] = Field("other", title="Function")
    profile: str = Field("office", title="Hourly profile")
    head_count: int = Field(title="Head count", ge=0, le=50_000)
    active_share: float = Field(0.25, title="Share active at the busiest hour", ge=0, le=1)
    shifts: tuple[Shift, ...] = Field((), title="Shifts")


class MixShare(Frozen):
    """How much of an activity falls to one operation class."""

    model_class: str = Field(title="Operation class")
    share: float = Field(title="Share", ge=0, le=1)


class ActivityOverride(Row):
    """What the client measured of one activity level, in place of the documented figures."""

    activity_level: str = Field(title="Activity level")
    think_time_s: float | None = Field(None, title="Think time (s)", gt=0, le=3600)
    mix: tuple[MixShare, ...] = Field((), title="Mix of operations")

    @field_validator("mix")
    @classmethod
    def _shares_make_one(cls, mix: tuple[MixShare, ...]) -> tuple[MixShare, ...]:
        total = sum(part.share for part in mix)
        if mix and abs(total - 1) > ROUNDING:
            raise ValueError(f"the shares add up to {total:.3f}; they must make 1")
        return mix


class People(Frozen):
    """The people behind the interactive load."""

    named_users: Annotated[Answer[int], Between(1, 50000, "users")] = question("USR-01", "Named users")
    peak_concurrent_users: Annotated[Answer[int], Between(1, 20000, "users")] = question(
        "USR-02", "Peak concurrent users"
    )
    avg_concurrent_users: Annotated[Answer[int], Between(1, 20000, "users")] = question(
        "USR-03", "Typical concurrent users"
    )
    heavy_user_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question("USR-05", "Heavy users")
    requests_per_user_min: Annotated[Answer[float], Between(0.1, 60, "req/min")] = question(
        "USR-06", "Requests per active user"
    )
    shift_overlap: Answer[bool] = question("USR-07", "Shifts overlap")
    login_storm_users_5min: Annotated[Answer[int], Between(0, 20000, "users")] = question(
        "USR-08", "Logins in five minutes at shift change"
    )
    mobile_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question("USR-09", "Users on mobile devices")
    api_clients_concurrent: Annotated[Answer[int], Between(0, 2000, "clients")] = question(
        "USR-10", "Machine clients at once"
    )
    session_timeout_minutes: Annotated[Answer[int], Between(5, 1440, "minutes")] = question(
        "USR-11", "Session time-out"
    )
    response_target_p95_ms: Annotated[Answer[int], Between(200, 10000, "ms")] = question(
        "USR-12", "Response target at the 95th percentile"
    )
    roles: tuple[Role, ...] = table("USR-04", "Roles")
    activity_overrides: tuple[ActivityOverride, ...] = Field((), title="Measured activity")
