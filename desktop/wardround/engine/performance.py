"""Stage 2: how a layout carries a load, hour by hour, by the queueing network of its servers (see `response`).

`predict` answers for the hours of one layout; `network_questions` for what is asked of many layouts together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import inf

import numpy as np
from numpy.typing import NDArray

from wardround.engine.asked import Carriers, Work
from wardround.engine.findings import Demand, ServiceDemand
from wardround.engine.network.network import Network
from wardround.engine.network.percentiles import gamma_percentile
from wardround.engine.production_network import network_of_row
from wardround.engine.queueing import Numbers, mixture_p95
from wardround.engine.response import Responses, respond
from wardround.engine.site_time import HOURS
from wardround.knowledge import ModelClass

METHOD = (
    "Closed and open queueing network: people who think between steps, machines, reports and jobs; each request holds "
    "an Odoo worker while it uses application CPU, database CPU, disks and network. CPUs are shared, and slow down as "
    "they fill; percentiles come from gamma distributions fitted to mean and variance"
)

EVERY = slice(None)
REPORT_CLASS = "analyse"
"""A running report keeps one core busy, split between application and database as this class splits its CPU."""


def alike(values: Numbers) -> tuple[list[int], list[int]]:
    """Return the first row of each kind, and for each row the place of its kind among those."""
    kinds: dict[bytes, int] = {}
    # Adding nothing makes one zero of both.
    place = [kinds.setdefault(row.tobytes(), len(kinds)) for row in values + 0.0]
    first = dict.fromkeys(range(len(kinds)), -1)
    for row, kind in reversed(list(enumerate(place))):
        first[kind] = row
    return list(first.values()), place


@dataclass(frozen=True, slots=True)
class Load:
    """What arrives in each hour, by operation class in the order of the services.

    `requests_per_s` take an HTTP worker, `background_per_s` a job worker; `interactive_per_s` are those requests that
    people wait for. Reports run on the primary database unless a replica serves them.
    """

    requests_per_s: Numbers
    interactive_per_s: Numbers
    background_per_s: Numbers
    running_reports: Numbers
    replica_reports: Numbers
    people: Numbers
    """Active people, whose steps are the interactive requests."""

    def hours(self, chosen: NDArray[np.intp] | list[int]) -> Load:
        """Return the load of some hours."""
        return Load(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def alike(self) -> tuple[list[int], NDArray[np.intp]]:
        """Return the first hour of each kind, and for each hour the place of its kind among those."""
        first, place = alike(
            np.concatenate([getattr(self, field.name).reshape(len(self.people), -1) for field in fields(self)], axis=1)
        )
        return first, np.array(place, dtype=np.intp)

    @classmethod
    def joined(cls, parts: Sequence[Load]) -> Load:
        """Return the hours of all parts, one after the other."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))

    def scaled(self, factor: float) -> Load:
        """Return the same load, so many times as heavy."""
        return Load(*(getattr(self, field.name) * factor for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Servers:
    """Equal servers behind a load balancer, each with vCPUs of a speed; a lone reference thread is 1."""

    nodes: int
    vcpus: int
    single_speed: float
    full_speed: float

    def without(self, lost: int) -> Servers:
        """Return the servers that are left when some are lost, never fewer than one."""
        return Servers(max(self.nodes - lost, 1), self.vcpus, self.single_speed, self.full_speed)


@dataclass(frozen=True, slots=True)
class Layout:
    """What carries the load: application servers with HTTP workers each, the database server, and servers for jobs."""

    application: Servers
    workers_per_node: int
    database: Servers
    batch: Servers | None
    idle_work: float
    """CPU that the operating system and its agents take on each server. [reference cores]."""
    data_iops: float = inf
    log_iops: float = inf
    """Operations that the disks of the database do. [1/s]."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """How each hour goes: shares and seconds, [hour] or [hour][class].

    Where an hour is saturated the layout promises nothing; responses are infinite where no steady state exists at all.
    """

    application_util_share: Numbers
    database_util_share: Numbers
    worker_util_share: Numbers
    disk_util_share: Numbers
    application_slowdown: Numbers
    database_slowdown: Numbers
    """What sharing with others makes of a second of work at either CPU."""
    worker_wait_s: Numbers
    mean_response_s: Numbers
    p95_response_s: Numbers
    interactive_mean_s: Numbers
    interactive_per_s: Numbers
    variance_s2: Numbers
    saturated: NDArray[np.bool_]
    """A CPU, a disk or the workers are busy for 95 % of the time or more, or nothing settles."""
    overflow_share: Numbers
    """Share of time in which more requests wait for a worker than the listen queue of a server holds."""

    @classmethod
    def of(cls, found: Responses) -> Prediction:
        """Return what the network says."""
        return cls(
            application_util_share=found.application_util_share,
            database_util_share=found.database_util_share,
            worker_util_share=found.worker_util_share,
            disk_util_share=found.disk_util_share,
            application_slowdown=found.application_slowdown,
            database_slowdown=found.database_slowdown,
            worker_wait_s=found.worker_wait_s,
            mean_response_s=found.mean_s,
            p95_response_s=found.percentile_s(0.95),
            interactive_mean_s=found.interactive_mean_s(),
            interactive_per_s=found.interactive_per_s,
            variance_s2=found.variance_s2,
            saturated=found.saturated,
            overflow_share=found.overflow_share,
        )

    def hours(self, chosen: NDArray[np.intp]) -> Prediction:
        """Return some hours, in the order asked for."""
        return Prediction(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def percentile_s(self, share: float) -> Numbers:
        """Return the response that a share of the operations of each class stays below, [hour][class]."""
        finite = np.isfinite(self.mean_response_s)
        mean, variance = (np.where(finite, part, 1.0) for part in (self.mean_response_s, self.variance_s2))
        return np.where(finite, gamma_percentile(mean, variance, share), np.inf)

    def interactive_p95_s(self, rows: slice | list[int] = EVERY) -> Numbers:
        """Return the 95th percentile of all interactive operations of some hours together. [s]."""
        return mixture_p95(self.interactive_per_s[rows], self.mean_response_s[rows], self.variance_s2[rows])


@dataclass(frozen=True, slots=True)
class Demands:
    """Service demands as arrays by class. [s]."""

    application_s: Numbers
    database_s: Numbers
    other_s: Numbers
    report_database_share: float
    data_ios: Numbers
    log_ios: Numbers
    """Operations at the disks of the database."""

    @classmethod
    def of(cls, services: tuple[ServiceDemand, ...]) -> Demands:
        """Return the demands of the classes in their order."""
        application = np.array([row.application_cpu_s for row in services])
        database = np.array([row.database_cpu_s for row in services])
        shares = [
            row.database_cpu_s / (row.application_cpu_s + row.database_cpu_s)
            for row in services
            if row.model_class == REPORT_CLASS and row.application_cpu_s + row.database_cpu_s
        ]
        other = np.array([row.other_hold_s for row in services])
        data = np.array([row.blocks_missed + row.blocks_written for row in services])
        commits = np.array([row.commits for row in services])
        return cls(application, database, other, shares[0] if shares else 0.5, data, commits)


def load_of(demand: Demand, classes: tuple[ModelClass, ...], replica_reports: Numbers | None = None) -> Load:
    """Return the load of all hours of all day types, day after day.

    Batch jobs, and imports that machines send, run in job workers; everything else takes an HTTP worker.
    """
    interactive = np.array(demand.interactive_per_s).reshape(-1, len(classes))
    machine = np.array(demand.machine_per_s).reshape(-1, len(classes))
    batch = np.array(demand.batch_per_s).reshape(-1, len(classes))
    reports = np.array(demand.running_reports).reshape(-1)
    replica = np.zeros_like(reports) if replica_reports is None else np.minimum(replica_reports, reports)
    in_job_worker = np.array([row.runs_in == "http_or_job_worker" for row in classes])
    jobs = machine * in_job_worker
    people = np.array(demand.active_users).reshape(-1)
    return Load(interactive + machine - jobs, interactive, batch + jobs, reports - replica, replica, people)


def hour_names(demand: Demand) -> tuple[tuple[str, int], ...]:
    """Return day type and hour of UTC of each row of a load."""
    return tuple((day, hour) for day in demand.day_types for hour in range(HOURS))


def work_of(load: Load, demands: Demands) -> Work:
    """Return the work of each hour."""
    return Work(
        interactive_per_s=load.interactive_per_s,
        machine_per_s=np.maximum(load.requests_per_s - load.interactive_per_s, 0.0),
        background_per_s=load.background_per_s,
        people=load.people,
        running_reports=load.running_reports,
        replica_reports=load.replica_reports,
        application_s=demands.application_s,
        database_s=demands.database_s,
        other_s=demands.other_s,
        data_ios=demands.data_ios,
        log_ios=demands.log_ios,
        report_database_share=demands.report_database_share,
    )


def carriers_of(layouts: Sequence[Layout]) -> Carriers:
    """Return the servers of each layout."""
    app, database = [row.application for row in layouts], [row.database for row in layouts]
    return Carriers(
        nodes=np.array([row.nodes for row in app], dtype=float),
        application_vcpus=np.array([row.vcpus for row in app], dtype=np.int64),
        application_single=np.array([row.single_speed for row in app]),
        application_full=np.array([row.full_speed for row in app]),
        workers=np.array([row.workers_per_node for row in layouts], dtype=np.int64),
        database_vcpus=np.array([row.vcpus for row in database], dtype=np.int64),
        database_single=np.array([row.single_speed for row in database]),
        database_full=np.array([row.full_speed for row in database]),
        data_iops=np.array([row.data_iops for row in layouts]),
        log_iops=np.array([row.log_iops for row in layouts]),
        idle_work=layouts[0].idle_work,
        jobs_here=np.array([row.batch is None for row in layouts], dtype=bool),
    )


def predict(load: Load, services: tuple[ServiceDemand, ...], layout: Layout) -> Prediction:
    """Return how a layout carries a load in each hour; hours alike are solved once.

    Parameters
    ----------
    load : arrivals by hour and class, classes in the order of `services`.
    layout : the servers that are up; take `without` for a lost one.
    """
    first, place = load.alike()
    found = respond(work_of(load.hours(first), Demands.of(services)), carriers_of([layout] * len(first)))
    return Prediction.of(found).hours(place)


def production_network(load: Load, services: tuple[ServiceDemand, ...], layout: Layout) -> Network:
    """Return the network of one application server of a layout in one hour, class by class, to simulate.

    Parameters
    ----------
    load : of the one hour.
    layout : the servers that are up; take `without` for a lost one.
    """
    names = [row.model_class for row in services]
    return network_of_row(work_of(load, Demands.of(services)), carriers_of([layout]), names)


def application_work(load: Load, demands: Demands, *, with_background: bool) -> Numbers:
    """Return the reference cores that all application servers together are asked for, by hour. [cores]."""
    per_s = load.requests_per_s + load.background_per_s if with_background else load.requests_per_s
    reports = load.running_reports + load.replica_reports
    return np.asarray(per_s @ demands.application_s + reports * (1.0 - demands.report_database_share))


def database_work(load: Load, demands: Demands) -> Numbers:
    """Return the reference cores that the primary database is asked for, by hour. [cores]."""
    per_s = load.requests_per_s + load.background_per_s
    return np.asarray(per_s @ demands.database_s + load.running_reports * demands.report_database_share)


def held_workers(per_s: Numbers, hold_s: Numbers, reports: Numbers) -> tuple[Numbers, Numbers]:
    """Return the workers that requests and reports keep busy (Little's law), and arrivals x hold time squared.

    A report holds its worker for minutes; it counts as busy and not as something that a request waits out.
    """
    with np.errstate(invalid="ignore"):
        held = np.where(per_s > 0, per_s * hold_s, 0.0)
        squared = np.where(per_s > 0, per_s * hold_s**2, 0.0)
    return held.sum(axis=-1) + reports, squared.sum(axis=-1)
