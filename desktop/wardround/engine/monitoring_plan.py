"""The monitoring plan: what to watch, and at which figure of this design somebody is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from wardround.engine.facts import Facts
from wardround.engine.findings import Cost, Resilience, RoleSizing, Sizing
from wardround.engine.findings.monitoring import WatchedSignal
from wardround.knowledge import Knowledge
from wardround.knowledge.monitoring import Signal

CLOSE_TO_LIMIT, AT_LIMIT = 0.80, 0.95
"""Shares of a hard limit at which to warn and to call; judgement."""

LONGEST_LAG_S = 900.0
"""A standby that is further behind is broken, however much data loss is allowed; judgement. [s]"""

SHORTEST_LAG_S = 60.0
"""The lag to call for where no data loss is allowed at all; judgement. [s]"""

MONTHS_LEFT = (3.0, 1.0)
SPARE_SHARES = (0.10, 0.05)
"""Free space to warn and to call at: months of growth, and never below these shares of the disk; judgement."""

SIGN_IN_SHARES = (0.05, 0.20)
LEAST_SIGN_INS = (5.0, 20.0)
WORKERS_AT_LIMIT_LEFT = 1
WHOLE_FROM = 100.0
SECONDS_PER_MINUTE, SECONDS_PER_HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Marks:
    """Where to warn and where to call, and in words why there."""

    warning: float | None
    critical: float | None
    because: str = ""
    unit: str = ""
    """Of the marks, where it is not the one of the table."""


@dataclass(frozen=True, slots=True)
class Design:
    """What the marks are computed from."""

    facts: Facts
    sizing: Sizing
    recovery: Resilience
    bill: Cost
    knowledge: Knowledge

    def role(self, name: str) -> RoleSizing | None:
        """Return the largest production role of a name, None where the design has none."""
        found = [row for row in self.sizing.roles if row.environment == "production" and row.role == name]
        return max(found, key=lambda row: (row.vcpus * row.nodes, row.tenant), default=None)

    def policy(self, name: str) -> float:
        """Return the likely value of a design policy."""
        return self.knowledge.design_policies[name].value

    @property
    def tightest_loss_s(self) -> float:
        """The data loss that the tightest process allows. [s]."""
        return self.facts.number("rpo_minutes") * 60.0


def monitoring_plan(design: Design) -> tuple[WatchedSignal, ...]:
    """Return the signals that apply, in the order of the table, with their marks.

    A signal whose rule cannot be decided yet is watched. One whose limit this design does not have is left out.
    """
    return tuple(_signals(design))


def _signals(design: Design) -> Iterator[WatchedSignal]:
    for signal_id in sorted(design.knowledge.signals):
        signal = design.knowledge.signals[signal_id]
        if signal.applies_when.evaluate(design.facts).verdict is False:
            continue
        marks = Marks(signal.warning, signal.critical) if signal.rule == "fixed" else RULES[signal.rule](design)
        if marks is not None:
            yield _watched(signal, marks)


def _watched(signal: Signal, marks: Marks) -> WatchedSignal:
    return WatchedSignal(
        signal_id=signal.signal_id,
        kind=signal.kind,
        component=signal.component,
        title=signal.title,
        where=signal.where,
        direction=signal.direction,
        warning=_rounded(marks.warning),
        critical=_rounded(marks.critical),
        unit=marks.unit or signal.unit,
        for_minutes=signal.for_minutes,
        because=marks.because,
        action=signal.action,
        owner_role=signal.owner_role,
        controls=signal.controls,
        source=signal.source,
    )


def _rounded(mark: float | None) -> float | None:
    """Return a mark as people type it into an alert: three digits; whole numbers stay whole."""
    if mark is None or mark == int(mark):
        return mark
    return float(f"{mark:.3g}") if abs(mark) < WHOLE_FROM else float(round(mark))


def _workers(design: Design) -> Marks | None:
    performance = design.sizing.performance
    workers = performance.workers
    if workers <= 1:
        return None
    predicted = min(1.0, max((hour.worker_util_share for hour in performance.hours), default=0.0))
    planned = design.knowledge.sizing_facts["max_sustained_utilisation"].value or CLOSE_TO_LIMIT
    # The warning must lie above what the sizing expects, or it rings on every busy day.
    warning = min(workers - WORKERS_AT_LIMIT_LEFT, ceil(workers * max(planned, predicted)))
    because = f"{workers} workers; the busiest hour is expected to hold {predicted * workers:.0f} of them"
    return Marks(float(warning), float(max(warning, ceil(workers * AT_LIMIT))), because)


def _processor(tier: str, policy: str) -> Callable[[Design], Marks | None]:
    def marks(design: Design) -> Marks:
        hours = design.sizing.performance.hours
        predicted = min(1.0, max((getattr(hour, f"{tier}_util_share") for hour in hours), default=0.0))
        planned = max(design.policy(policy), predicted)
        because = f"sized for {design.policy(policy):.0%}; the busiest hour is expected at {predicted:.0%}"
        return Marks(planned, (1.0 + planned) / 2, because)

    return marks


def _response(factor: float) -> Callable[[Design], Marks | None]:
    def marks(design: Design) -> Marks:
        target = design.facts.number("response_target_p95_ms") / 1000.0
        hours = [hour.p95_response_s for hour in design.sizing.performance.hours]
        predicted = max((seconds for seconds in hours if seconds is not None), default=None)
        because = f"target of {target:g} s"
        if predicted is not None:
            because += f"; all screens together are expected at {predicted:.2f} s in the slowest hour"
        # As with workers: a mark below what is expected would ring on every busy day.
        warning = max(target, predicted or 0.0)
        return Marks(warning, warning * factor, because)

    return marks


def _connections(design: Design) -> Marks | None:
    role = design.role("postgresql")
    values = [row.value for row in role.settings if row.name == "max_connections"] if role else []
    if not values or not values[0].isdigit():
        return None
    limit = int(values[0])
    return Marks(float(ceil(limit * CLOSE_TO_LIMIT)), float(ceil(limit * AT_LIMIT)), f"max_connections of {limit}")


def _lag(design: Design) -> Marks:
    allowed = design.tightest_loss_s
    critical = min(max(allowed, SHORTEST_LAG_S), LONGEST_LAG_S)
    because = f"the tightest process allows {_duration(allowed)} of data loss"
    expected = design.facts["replica_lag_seconds_est"]
    if isinstance(expected, int | float):
        because += f"; {expected:.2g} s are expected at the peak"
    return Marks(critical / 2, critical, because)


def _archive(design: Design) -> Marks | None:
    rate = design.sizing.data.wal_mib_per_s_peak
    allowed = min(max(design.tightest_loss_s, SHORTEST_LAG_S), LONGEST_LAG_S)
    if not rate:
        return None
    because = f"{rate:.2g} MiB of log a second at the peak, {_duration(allowed)} long"
    return Marks(rate * allowed / 2, rate * allowed, because)


def _operations(design: Design) -> Marks | None:
    role = design.role("postgresql")
    if role is None:
        return None
    # What is paid for beyond the included operations is part of a disk's operations already.
    bought = sum(disk.count * disk.iops for disk in role.disks if disk.purpose == "data")
    if not bought:
        return None
    because = f"{bought:,} IOPS bought for the data"
    cap = design.policy("disk_util_cap_share")
    planned = [need.needed * cap for need in role.needs if need.name == "iops"]
    if planned:
        because += f"; {planned[0]:,.0f} planned for the busiest hour, those of the log included"
    return Marks(bought * CLOSE_TO_LIMIT, bought * AT_LIMIT, because)


def _free(purpose: str, growth_fact: str) -> Callable[[Design], Marks | None]:
    role_name = {"data": "postgresql", "filestore": "filestore"}[purpose]

    def marks(design: Design) -> Marks | None:
        role = design.role(role_name)
        size = sum(
            disk.count * disk.size_gib for disk in (role.disks if role else ()) if disk.purpose in {purpose, "data"}
        )
        if not size:
            return None
        growth = design.facts.number(growth_fact)
        warning, critical = (
            max(growth * months, size * share) for months, share in zip(MONTHS_LEFT, SPARE_SHARES, strict=True)
        )
        return Marks(warning, critical, f"{size:,} GiB; grows by {growth:g} GiB a month")

    return marks


def _backlog(design: Design) -> Marks | None:
    peak = design.facts.number("interface_msgs_per_hour_peak")
    return Marks(peak / 4, peak, f"{peak:,.0f} messages in the busiest hour") if peak else None


def _batch(design: Design) -> Marks:
    window = design.facts.number("batch_window_hours")
    return Marks(window * 0.85, window, f"a window of {window:g} h")


def _backup(design: Design) -> Marks:
    minutes = design.facts.number("backup_frequency_minutes")
    return Marks(minutes * 1.25, minutes * 2, f"a backup every {_duration(minutes * 60)}")


def _sign_ins(design: Design) -> Marks:
    wave = design.facts.number("login_storm_users_5min")
    warning, critical = (
        max(float(ceil(wave * share)), least) for share, least in zip(SIGN_IN_SHARES, LEAST_SIGN_INS, strict=True)
    )
    return Marks(warning, critical, f"{wave:,.0f} people sign in during the five busiest minutes")


def _exports(design: Design) -> Marks:
    usual = design.facts.number("export_volume_day")
    return Marks(max(usual * 2, 1.0), max(usual * 4, 5.0), f"{usual:,.0f} exports on a usual day")


def _logs(design: Design) -> Marks:
    volume = design.sizing.data.log_gib_per_day
    return Marks(volume * 1.5, volume * 2, f"{volume:.3g} GiB a day are expected and priced")


def _spend(design: Design) -> Marks:
    month = float(design.bill.totals.steady_monthly_usd * design.bill.exchange_rate)
    because = "a steady month of the bill of materials"
    return Marks(month, month * 1.1, because, f"{design.bill.currency} a month")


def _nodes(design: Design) -> Marks:
    spare = design.facts.number("nodes_lost")
    if not spare:
        return Marks(None, 1.0, "no node of a tier may be lost")
    return Marks(1.0, spare + 1, f"each tier is sized to lose {spare:.0f} and carry on")


def _duration(seconds: float) -> str:
    if seconds < SECONDS_PER_MINUTE:
        return f"{seconds:.0f} s" if seconds else "no"
    if seconds < SECONDS_PER_HOUR:
        return f"{seconds / SECONDS_PER_MINUTE:.0f} min"
    return f"{seconds / SECONDS_PER_HOUR:.3g} h"


RULES: Mapping[str, Callable[[Design], Marks | None]] = {
    "workers_busy": _workers,
    "application_cpu": _processor("application", "application_util_cap_share"),
    "database_cpu": _processor("database", "database_util_cap_share"),
    "response_time": _response(2.0),
    "slow_traces": _response(3.0),
    "connections": _connections,
    "replication_lag": _lag,
    "archive_lag": _archive,
    "disk_iops": _operations,
    "disk_free": _free("data", "db_growth_gb_month"),
    "filestore_free": _free("filestore", "filestore_growth_gb_month"),
    "interface_backlog": _backlog,
    "batch_runtime": _batch,
    "backup_age": _backup,
    "failed_sign_ins": _sign_ins,
    "exports": _exports,
    "log_volume": _logs,
    "spend": _spend,
    "nodes_lost": _nodes,
}
"""The formula behind each rule of the table. None leaves the signal out: the design has no such limit."""
