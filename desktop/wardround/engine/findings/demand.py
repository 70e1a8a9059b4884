"""What is asked of the platform: operations by day type, hour and class, and what one of each costs."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.assessment import Standing


@dataclass(frozen=True, slots=True)
class DesignHour:
    """The hour that asks most of the platform, found and not asked for."""

    day_type: str
    hour_utc: int
    local_time: str
    """For people: 'month-end, 13:00 to 14:00 in Europe/Berlin'."""
    active_users: float
    operations_per_hour: float
    cpu_cores: float
    """CPU cores of the reference series that the hour's work keeps busy, application and database together."""
    time_zone: str = "UTC"
    """Where most people work; hours for people are told in its time."""
    utc_offset_hours: float = 0.0
    """How far its clocks are ahead of UTC in the season of the hour."""


@dataclass(frozen=True, slots=True)
class ServiceDemand:
    """What one operation of a class costs on one lone Dsv5 thread (single-thread index 1.00), uplifts included."""

    model_class: str
    application_cpu_s: float
    database_cpu_s: float
    other_hold_s: float
    """Time a worker is held beyond CPU: PDF rendering, round trips to database and Redis, reads from disk."""
    wal_bytes: float
    response_bytes: float
    http_requests: float
    standing: Standing
    source: str
    blocks_read: float = 0.0
    """Buffer blocks of 8 KiB that the database reads, from memory or disk."""
    blocks_written: float = 0.0
    """Blocks of 8 KiB that become dirty and are written back at a checkpoint."""
    commits: float = 0.0
    """Transactions that write, each with a flush of the log."""
    blocks_missed: float = 0.0
    """Of the blocks read those that are not in memory."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Operations per second by day type, UTC hour and class, at the end of the horizon with growth and headroom.

    ``interactive``, ``machine`` and ``batch`` are indexed [day type][hour][class]; ``active_users`` [day type][hour].
    """

    classes: tuple[str, ...]
    day_types: tuple[str, ...]
    interactive_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    machine_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    batch_per_s: tuple[tuple[tuple[float, ...], ...], ...]
    active_users: tuple[tuple[float, ...], ...]
    running_reports: tuple[tuple[float, ...], ...]
    """Heavy reports running at once; each keeps one core busy."""
    think_time_s: float
    """Mean think time of the active people at the design hour."""
    services: tuple[ServiceDemand, ...]
    design_hour: DesignHour
    user_growth_factor: float
    data_growth_factor: float
    headroom_factor: float
