"""Data volumes: database and files, log, backups, what leaves Azure."""

from __future__ import annotations

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.figure import formula
from wardround.engine.queueing import Sampled
from wardround.engine.site_time import DAY_TYPES, HOURS

SECONDS_PER_HOUR = 3600
BYTES_PER_GIB = 1024**3
KIB_PER_GIB = 1024**2
GIB_PER_GB = 1e9 / 1024**3
DAYS_PER_MONTH = 365.25 / 12
WEEKS_PER_MONTH = DAYS_PER_MONTH / 7


@formula(
    "(database x (full backups kept + 1) + log a day x days kept) x compression + filestore + its growth while kept",
    unit="GiB",
    source="compression SF-209 (0.69 left); interval of full backups judgement; files do not compress",
)
def backup_vault_gib(
    database_gib: Sampled,
    wal_gib_per_day: Sampled,
    filestore_gib: Sampled,
    filestore_gib_per_day: Sampled,
    retention_days: float,
    full_interval_days: float,
    compressed_share: float,
) -> Sampled:
    """Return what the backup vault holds once the retention is full. [GiB]."""
    fulls = retention_days / full_interval_days + 1.0
    logical = database_gib * fulls + wal_gib_per_day * retention_days
    return logical * compressed_share + filestore_gib + filestore_gib_per_day * retention_days


@formula(
    "log of controls a server x servers + log of controls an environment x environments with servers, each with its "
    "share of the users + requests x bytes a request",
    unit="GiB/day",
    source="controls (volumes of low confidence); 700 bytes a request SF-223",
)
def log_gib_per_day(
    per_server: float,
    servers: int,
    per_environment: float,
    environments: float,
    requests_per_day: float,
    bytes_each: float,
) -> float:
    """Return the log volume to ingest. [GiB/day].

    Parameters
    ----------
    environments : environments that have servers, production as 1 and the others with their share of its users.
    """
    return per_server * servers + per_environment * environments + requests_per_day * bytes_each / BYTES_PER_GIB


@formula(
    "operations a month x bytes of their answers + outgoing messages x their size",
    unit="GiB/month",
    source="answers measured uncompressed (lab demands); interface sizes from the rows or their type",
)
def egress_gib_per_month(answers_gib: float, messages_gib: float) -> float:
    """Return what leaves Azure. [GiB/month]."""
    return answers_gib + messages_gib


def wal_gib_per_day(basis: Basis) -> float:
    """Return the log of a working day. [GiB/day]."""
    per_s = basis.load.requests_per_s + basis.load.background_per_s
    each = np.array([row.wal_bytes for row in basis.demand.services])
    by_hour = (per_s @ each).reshape(len(DAY_TYPES), HOURS)
    return float(by_hour[DAY_TYPES.index("weekday")].sum()) * SECONDS_PER_HOUR / BYTES_PER_GIB


def requests_per_day(basis: Basis) -> float:
    """Return the HTTP requests of a working day."""
    each = np.array([row.http_requests for row in basis.demand.services])
    by_hour = (basis.load.requests_per_s @ each).reshape(len(DAY_TYPES), HOURS)
    return float(by_hour[DAY_TYPES.index("weekday")].sum()) * SECONDS_PER_HOUR


def days_per_month(close_days: float) -> dict[str, float]:
    """Return how often each day type comes in a month; the year-end takes the place of a month-end."""
    return {
        "weekday": max(5 * WEEKS_PER_MONTH - close_days, 0.0),
        "month_end": close_days,
        "saturday": WEEKS_PER_MONTH,
        "sunday": WEEKS_PER_MONTH,
        "year_end": 0.0,
    }


def answers_gib_per_month(basis: Basis) -> float:
    """Return the answers that leave for users and callers. [GiB/month]."""
    each = np.array([row.response_bytes for row in basis.demand.services])
    by_day = (basis.load.requests_per_s @ each).reshape(len(DAY_TYPES), HOURS).sum(axis=1) * SECONDS_PER_HOUR
    often = days_per_month(basis.facts.number("month_end_close_days"))
    return float(sum(by_day[place] * often[day] for place, day in enumerate(DAY_TYPES))) / BYTES_PER_GIB


def messages_gib_per_month(basis: Basis) -> float:
    """Return what interfaces send out; file transfers stated count where they are more. [GiB/month]."""
    factor = basis.demand.user_growth_factor
    per_day = 0.0
    for row in sorted(basis.assessment.interfaces.interfaces, key=lambda row: row.key):
        kind = basis.knowledge.interface_types[row.interface_type]
        messages = kind.messages_per_day_likely if row.messages_per_day is None else row.messages_per_day
        size = kind.mean_size_kib if row.mean_size_kib is None else row.mean_size_kib
        outward = {"outbound": 1.0, "both": 0.5, "inbound": 0.0}[row.direction]
        per_day += messages * size * outward / KIB_PER_GIB
    stated = basis.facts.number("file_transfer_gb_day") * GIB_PER_GB
    return max(per_day, stated) * factor * DAYS_PER_MONTH
