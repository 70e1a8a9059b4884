"""What hours ask of the stations of one application server, in seconds on these very servers.

Speeds of the CPUs follow from the use that is offered: a vCPU gives less the more of its server are busy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from wardround.engine.queueing import Numbers, cpu_utilisation, stretch

LONG_WAIT_S, EVEN_PARTS = 0.25, 8
"""A wait by design from so long on, such as that of PDF rendering, hardly varies: so many exponential parts."""

REPORT_S = 60.0
"""Length of the work of a heavy report in the network, on a lone reference thread. How many run at once decides what
others feel, not how long one takes. [s]."""

APPLICATION, DATABASE, DATA_DISK, LOG_DISK, ELSEWHERE = range(5)
STATIONS = ("application CPU", "database CPU", "data disk", "log disk", "network, Redis and waits")
PEOPLE, MACHINES, REPORTS, JOBS, BESIDE = range(5)
KINDS = 5
TINY = 1e-12
LEAST_PER_S = 1e-7
"""What comes more seldom than this does not come. [1/s]."""


@dataclass(frozen=True, slots=True)
class Work:
    """What arrives in each row, and what one operation costs on a lone reference thread.

    Rates are [row, class], people and reports [row]; costs are [class] or [row, class]. `machine_per_s` and
    `interactive_per_s` take an HTTP worker, `background_per_s` a job worker; `people` are those who are active.
    """

    interactive_per_s: Numbers
    machine_per_s: Numbers
    background_per_s: Numbers
    people: Numbers
    running_reports: Numbers
    replica_reports: Numbers
    application_s: Numbers
    database_s: Numbers
    other_s: Numbers
    data_ios: Numbers
    log_ios: Numbers
    report_database_share: float
    unevenness: Numbers | float = 1.0
    """Variance over mean squared of the work of one operation, [class]; 1 as for exponential ones."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.people)

    @property
    def requests_per_s(self) -> Numbers:
        """All that takes an HTTP worker, [row, class]."""
        return self.interactive_per_s + self.machine_per_s

    @property
    def think_s(self) -> Numbers:
        """Seconds between two steps of a person, [row]."""
        steps = self.interactive_per_s.sum(axis=1)
        return np.asarray(np.where(steps > 0.0, self.people / np.maximum(steps, TINY), 1.0))


@dataclass(frozen=True, slots=True)
class Carriers:
    """The servers that are up, by row: application servers behind a load balancer and the one database.

    Speeds are of a vCPU against a lone reference thread: of a lone busy one, and of one among all busy ones. A disk
    does so many operations a second. Jobs run on the application servers or on servers of their own, in all rows or
    [row].
    """

    nodes: Numbers
    application_vcpus: NDArray[np.int64]
    application_single: Numbers
    application_full: Numbers
    workers: NDArray[np.int64]
    database_vcpus: NDArray[np.int64]
    database_single: Numbers
    database_full: Numbers
    data_iops: Numbers
    log_iops: Numbers
    idle_work: float
    jobs_here: bool | NDArray[np.bool_]
    database_held_s: Numbers | None = None
    """Time at the database that the design allows, [class] or [row, class]: then the database is that and no more."""


def joined(parts: Sequence[Carriers]) -> Carriers:
    """Return the servers of all parts, one after the other.

    Parameters
    ----------
    parts : `jobs_here` by row, the same idle work in all, and the time at the database told in all of them or in none.
    """
    if len(parts) == 1:
        return parts[0]
    rows = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Carriers)
        if field.name not in {"idle_work", "database_held_s"}
    }
    held = [
        np.broadcast_to(part.database_held_s, (len(part.nodes), part.database_held_s.shape[-1]))
        for part in parts
        if part.database_held_s is not None
    ]
    return Carriers(**rows, idle_work=parts[0].idle_work, database_held_s=np.concatenate(held) if held else None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows ask of stations: seconds by class on these very servers, work and population of each kind."""

    class_s: Numbers
    """[row, class, station]."""
    class_squares_s2: Numbers
    """[row, class, station]: variance of each of those times on servers where nobody else is."""
    kind_s: Numbers
    """[row, kind, station]."""
    kind_squares_s2: Numbers
    """[row, kind, station]: for people and machines the mean square of the time of an operation at a station."""
    per_s: Numbers
    """Flow offered by kind to one application server, [row, kind]."""
    population: Numbers
    """[row, kind], 0 for machines and the stream beside."""
    think_s: Numbers
    """[row, kind]."""
    application_used: Numbers
    """CPU use that is offered, [row]; above 1 where more is asked than can be done."""
    database_used: Numbers


def ask(work: Work, carriers: Carriers) -> Asked:
    """Return what the rows ask of the stations of one application server."""
    nodes, share = carriers.nodes[:, None], work.report_database_share
    requests, jobs = work.requests_per_s, work.background_per_s
    reports = work.running_reports + work.replica_reports
    jobs_here = np.where(np.asarray(carriers.jobs_here)[..., None], jobs, 0.0)
    app_work = summed(requests + jobs_here, work.application_s)
    app_work = app_work + reports * (1.0 - share)
    database_work = summed(requests + jobs, work.database_s) + work.running_reports * share
    app_used = cpu_utilisation(
        (app_work / carriers.nodes + carriers.idle_work) / carriers.application_vcpus,
        carriers.application_single,
        carriers.application_full,
    )
    database_used = cpu_utilisation(
        (database_work + carriers.idle_work) / carriers.database_vcpus,
        carriers.database_single,
        carriers.database_full,
    )
    app_stretch = stretch(app_used, carriers.application_single, carriers.application_full)
    database_stretch = stretch(database_used, carriers.database_single, carriers.database_full)
    rows, classes = requests.shape
    class_s = np.zeros((rows, classes, len(STATIONS)))
    class_s[:, :, APPLICATION] = app_stretch[:, None] * work.application_s
    class_s[:, :, ELSEWHERE] = work.other_s
    squares_s2 = np.zeros_like(class_s)
    if carriers.database_held_s is None:
        class_s[:, :, DATABASE] = database_stretch[:, None] * work.database_s
        class_s[:, :, DATA_DISK] = work.data_ios / carriers.data_iops[:, None]
        class_s[:, :, LOG_DISK] = work.log_ios / carriers.log_iops[:, None]
    uneven = np.asarray(work.unevenness)
    squares_s2[...] = class_s**2 * (uneven[:, None] if uneven.ndim else uneven)
    squares_s2[:, :, ELSEWHERE] /= even_parts(work.other_s)
    if carriers.database_held_s is not None:
        class_s[:, :, ELSEWHERE] += carriers.database_held_s
        squares_s2[:, :, ELSEWHERE] += carriers.database_held_s**2
    kind_s, per_s = np.zeros((rows, KINDS, len(STATIONS))), np.zeros((rows, KINDS))
    kind_squares = np.zeros_like(kind_s)
    for kind, rates in (
        (PEOPLE, work.interactive_per_s / nodes),
        (MACHINES, work.machine_per_s / nodes),
        (JOBS, jobs_here / nodes),
    ):
        total = rates.sum(axis=1)
        per_s[:, kind] = np.where(total > LEAST_PER_S, total, 0.0)
        kind_s[:, kind] = _mean_of(rates, class_s)
        kind_squares[:, kind] = _mean_of(rates, class_s**2)
    # A report reads the primary, or its copy, which is time elsewhere.
    read = np.where(reports > 0.0, work.running_reports / np.maximum(reports, TINY), 1.0) * share
    per_s[:, REPORTS] = reports / carriers.nodes / REPORT_S
    kind_s[:, REPORTS, APPLICATION] = app_stretch * (1.0 - share) * REPORT_S
    at = DATABASE if carriers.database_held_s is None else ELSEWHERE
    kind_s[:, REPORTS, at] = database_stretch * read * REPORT_S
    kind_s[:, REPORTS, ELSEWHERE] += (share - read) * REPORT_S
    # Everything beside that takes a part of a station: in one stream, one a second.
    per_s[:, BESIDE] = 1.0
    kind_s[:, BESIDE, APPLICATION] = carriers.idle_work * app_stretch
    if carriers.database_held_s is None:
        whole = (database_work + carriers.idle_work) * database_stretch
        kind_s[:, BESIDE, DATABASE] = whole
        kind_s[:, BESIDE, DATA_DISK] = summed(requests + jobs, work.data_ios) / carriers.data_iops
        kind_s[:, BESIDE, LOG_DISK] = summed(requests + jobs, work.log_ios) / carriers.log_iops
        own = np.einsum("bg,bgk->bk", per_s[:, :BESIDE], kind_s[:, :BESIDE])
        for station in (DATABASE, DATA_DISK, LOG_DISK):
            kind_s[:, BESIDE, station] = np.maximum(kind_s[:, BESIDE, station] - own[:, station], 0.0)
    population, think = _populations(work, per_s, kind_s)
    return Asked(class_s, squares_s2, kind_s, kind_squares, per_s, population, think, app_used, database_used)


def even_parts(other_s: Numbers) -> Numbers:
    """Return of how many exponential parts the time beyond CPU of each class consists."""
    return np.where(other_s >= LONG_WAIT_S, float(EVEN_PARTS), 1.0)


def summed(per_s: Numbers, each: Numbers) -> Numbers:
    """Return the sum over classes of rate x what each costs, [row]."""
    return np.asarray((per_s * each).sum(axis=1))


def _mean_of(per_s: Numbers, class_s: Numbers) -> Numbers:
    """Return mean work by station of a mix of classes, [row, station]."""
    total = per_s.sum(axis=1)
    share = np.where((total > 0.0)[:, None], per_s / np.maximum(total, TINY)[:, None], 1.0 / per_s.shape[1])
    return np.asarray(np.einsum("bc,bck->bk", share, class_s))


def _populations(work: Work, per_s: Numbers, kind_s: Numbers) -> tuple[Numbers, Numbers]:
    """Return customers and think time of the closed kinds, such that what they offer is what was asked, [row, kind]."""
    population, think = np.zeros_like(per_s), np.ones_like(per_s)
    pause = work.think_s
    population[:, PEOPLE] = per_s[:, PEOPLE] * pause
    think[:, PEOPLE] = np.where(pause > 0.0, pause, 1.0)
    for kind in (REPORTS, JOBS):
        alone = kind_s[:, kind].sum(axis=1)
        offered = per_s[:, kind]
        count = np.where(offered > 0.0, np.ceil(offered * alone - 1e-9), 0.0)
        count = np.where(offered > 0.0, np.maximum(count, 1.0), 0.0)
        population[:, kind] = count
        think[:, kind] = np.where(offered > 0.0, np.maximum(count / np.maximum(offered, TINY) - alone, 0.0), 1.0)
    return population, think
