"""Stage 2: how a layout carries a load, hour by hour.

The simple form: utilisation law per station, Erlang's wait at application and database CPU with the Allen-Cunneen
factor of the mix, and a pool of Odoo workers that each request holds from the first CPU second to the last answer of
the database. Waits add up outward: CPU, database, then the pool. `predict` is the interface; a queueing network can
take its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wardround.engine.findings import Demand, ServiceDemand
from wardround.engine.queueing import (
    Numbers,
    cpu_utilisation,
    erlang_c,
    gamma_p95,
    mean_wait,
    mixture_p95,
    stretch,
)
from wardround.engine.site_time import HOURS
from wardround.knowledge import ModelClass

METHOD = (
    "Utilisation law; Erlang C at application and database CPU and at the worker pool, with the variability of the mix "
    "(Allen-Cunneen); percentiles from a gamma distribution with the mean and variance of the parts"
)

EVERY = slice(None)
REPORT_CLASS = "analyse"
"""A running report keeps one core busy, split between application and database as this class splits its CPU."""


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

    def hours(self, chosen: Numbers | list[int]) -> Load:
        """Return the load of some hours."""
        return Load(
            self.requests_per_s[chosen],
            self.interactive_per_s[chosen],
            self.background_per_s[chosen],
            self.running_reports[chosen],
            self.replica_reports[chosen],
        )

    def scaled(self, factor: float) -> Load:
        """Return the same load, so many times as heavy."""
        return Load(
            self.requests_per_s * factor,
            self.interactive_per_s * factor,
            self.background_per_s * factor,
            self.running_reports * factor,
            self.replica_reports * factor,
        )


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


@dataclass(frozen=True, slots=True)
class Prediction:
    """How each hour goes: shares, seconds; infinite where a station or the pool is saturated. Indexed [hour][class]."""

    application_util_share: Numbers
    database_util_share: Numbers
    worker_util_share: Numbers
    application_wait_s: Numbers
    database_wait_s: Numbers
    worker_wait_s: Numbers
    mean_response_s: Numbers
    p95_response_s: Numbers
    interactive_mean_s: Numbers
    interactive_per_s: Numbers
    variance_s2: Numbers

    def interactive_p95_s(self, rows: slice | list[int] = EVERY) -> Numbers:
        """Return the 95th percentile of all interactive operations of some hours together. [s]."""
        return mixture_p95(self.interactive_per_s[rows], self.mean_response_s[rows], self.variance_s2[rows])

    @property
    def saturated(self) -> Numbers:
        """Whether an hour has no steady state: more arrives than a station or the pool can serve."""
        return ~np.isfinite(self.application_wait_s + self.database_wait_s + self.worker_wait_s)


@dataclass(frozen=True, slots=True)
class Demands:
    """Service demands as arrays by class. [s]."""

    application_s: Numbers
    database_s: Numbers
    other_s: Numbers
    report_database_share: float

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
        return cls(application, database, other, shares[0] if shares else 0.5)


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
    return Load(interactive + machine - jobs, interactive, batch + jobs, reports - replica, replica)


def hour_names(demand: Demand) -> tuple[tuple[str, int], ...]:
    """Return day type and hour of UTC of each row of a load."""
    return tuple((day, hour) for day in demand.day_types for hour in range(HOURS))


def station(
    work: ArrayLike, squared: ArrayLike, vcpus: ArrayLike, single: ArrayLike, full: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """Return utilisation, seconds per reference second, and mean wait [s] at the CPUs of one node.

    Parameters
    ----------
    work : reference seconds asked of the node per second, whatever asks for them.
    squared : sum over request classes of arrivals at the node x CPU demand squared. [reference s]
    """
    cores = np.asarray(vcpus, dtype=float)
    used = cpu_utilisation(np.asarray(work) / cores, single, full)
    seconds = stretch(used, single, full)
    busy = np.minimum(used, 1.0) * cores
    wait = mean_wait(erlang_c(busy, vcpus), cores, busy, np.asarray(squared) * seconds**2)
    return used, seconds, wait


def predict(load: Load, services: tuple[ServiceDemand, ...], layout: Layout) -> Prediction:
    """Return how a layout carries a load in each hour.

    More load, a slower server or fewer workers never give a lower utilisation, wait or response of a class.

    Parameters
    ----------
    load : arrivals by hour and class, classes in the order of `services`.
    layout : the servers that are up; take `without` for a lost one.
    """
    return _carried(load, services, (layout,))


def interactive_p95_s(load: Load, services: tuple[ServiceDemand, ...], layouts: Sequence[Layout]) -> Numbers:
    """Return the 95th percentile of all interactive operations of one hour on each of several layouts. [s].

    Jobs run on servers of their own in all layouts or in none. Infinite where a layout is saturated.

    Parameters
    ----------
    load : of the one hour.
    """
    return _carried(load, services, layouts).interactive_p95_s()


def _carried(load: Load, services: tuple[ServiceDemand, ...], layouts: Sequence[Layout]) -> Prediction:
    """Return how one layout carries many hours, or many layouts carry one hour."""
    demands, idle = Demands.of(services), layouts[0].idle_work
    app, database = (
        _side_by_side([row.application for row in layouts]),
        _side_by_side([row.database for row in layouts]),
    )
    work = application_work(load, demands, with_background=layouts[0].batch is None)
    app_util, app_stretch, app_wait = station(
        work / app.nodes + idle,
        load.requests_per_s @ demands.application_s**2 / app.nodes,
        app.vcpus,
        app.single_speed,
        app.full_speed,
    )
    database_util, database_stretch, database_wait = station(
        database_work(load, demands) + idle,
        load.requests_per_s @ demands.database_s**2,
        database.vcpus,
        database.single_speed,
        database.full_speed,
    )
    on_app = app_stretch[:, None] * demands.application_s + app_wait[:, None]
    on_database = database_stretch[:, None] * demands.database_s + database_wait[:, None]
    hold = on_app + on_database + demands.other_s
    reports = (load.running_reports + load.replica_reports) / app.nodes
    offered, squared = held_workers(load.requests_per_s / app.nodes[:, None], hold, reports)
    workers = np.array([row.workers_per_node for row in layouts])
    finite = np.where(np.isfinite(offered), np.minimum(offered, workers), workers.astype(float))
    pool_wait = mean_wait(erlang_c(finite, workers), workers, finite, np.where(np.isfinite(squared), squared, 0.0))
    pool_wait = np.where(offered >= workers, np.inf, pool_wait)
    response = hold + pool_wait[:, None]
    p95 = response_p95(on_app, on_database, pool_wait[:, None], demands.other_s)
    weights = np.broadcast_to(load.interactive_per_s, response.shape)
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean_all = np.where(weights > 0, response, 0.0)
        mean_all = (mean_all * weights).sum(axis=1) / np.where(total > 0, total, 1.0)
    variance = response_variance(on_app, on_database, pool_wait[:, None])
    return Prediction(
        application_util_share=app_util,
        database_util_share=database_util,
        worker_util_share=offered / workers,
        application_wait_s=app_wait,
        database_wait_s=database_wait,
        worker_wait_s=pool_wait,
        mean_response_s=response,
        p95_response_s=p95,
        interactive_mean_s=mean_all,
        interactive_per_s=weights,
        variance_s2=variance,
    )


@dataclass(frozen=True, slots=True)
class _ServersSideBySide:
    """The servers of one station in several layouts."""

    nodes: Numbers
    vcpus: NDArray[np.int64]
    single_speed: Numbers
    full_speed: Numbers


def _side_by_side(servers: Sequence[Servers]) -> _ServersSideBySide:
    return _ServersSideBySide(
        np.array([row.nodes for row in servers], dtype=float),
        np.array([row.vcpus for row in servers], dtype=np.int64),
        np.array([row.single_speed for row in servers]),
        np.array([row.full_speed for row in servers]),
    )


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


def response_variance(on_app: Numbers, on_database: Numbers, pool_wait: Numbers) -> Numbers:
    """Return the variance of a response: each part spread like an exponential one; waits by design do not vary."""
    return np.asarray(on_app**2 + on_database**2 + pool_wait**2)


def response_p95(on_app: Numbers, on_database: Numbers, pool_wait: Numbers, other_s: Numbers) -> Numbers:
    """Return the 95th percentile of the response by class. [s]."""
    mean = on_app + on_database + pool_wait + other_s
    return gamma_p95(mean, response_variance(on_app, on_database, pool_wait))
