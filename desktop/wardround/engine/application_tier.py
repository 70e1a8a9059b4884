"""The application servers and, where background work warrants it, servers of its own for jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.needs import (
    ProcessSizes,
    application_memory_gib,
    needed_workers,
    process_sizes,
    vendor_rule_workers,
    worker_ceiling,
)
from wardround.engine.one_server import LEAST_HTTP_WORKERS
from wardround.engine.performance import Load, application_work, held_workers, response_p95, station
from wardround.engine.queueing import Numbers, cpu_utilisation, stretch
from wardround.engine.search import Check, Offer, Whole, Winner


@dataclass(frozen=True, slots=True)
class ApplicationNeeds:
    """What the application servers are held to.

    Parameters
    ----------
    lost : nodes that may be down.
    carries_jobs : whether scheduled and queued jobs run here as well.
    floor : HTTP workers that must be up whatever the model says, until a measurement stands behind it.
    """

    basis: Basis
    of: Offer
    lost: int
    carries_jobs: bool
    floor: int
    sizes: ProcessSizes
    load: Load
    work: Numbers
    reach: Numbers

    def checks(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints with the nodes lost that may be lost."""
        policy = self.basis.policy
        up = np.maximum(counts - self.lost, 1)
        vcpus = self.of.vcpus[places]
        found = self.at(places, counts)
        cap = policy("application_util_cap_share")
        lost_words = "" if not self.lost else f", {self.lost} of the nodes lost"
        total = vcpus * up
        return (
            Check(
                "cpu",
                "vCPU",
                f"busy vCPUs in the busiest hour at {cap:.0%} use{lost_words}",
                found.used * total / cap,
                total.astype(float),
            ),
            Check(
                "response",
                "of target",
                f"95th percentile of the slowest class against its target{lost_words}",
                found.worst_share,
                np.ones(len(places)),
            ),
            Check(
                "workers",
                "workers a node",
                f"HTTP and job workers against the vendor's ceiling of 2 x vCPUs + 1{lost_words}",
                found.workers + found.jobs,
                worker_ceiling(vcpus),
            ),
            Check(
                "vendor_floor",
                "workers a node",
                f"share of the vendor's worker rule that must be up until a measurement lifts it{lost_words}",
                np.ceil(self.floor / up) + found.jobs,
                worker_ceiling(vcpus),
            ),
            Check(
                "memory",
                "GiB",
                "workers, operating system and agents on each node",
                self._memory_gib(np.maximum(found.workers, np.ceil(self.floor / up)) + found.jobs, up),
                self.of.memory_gib[places],
            ),
        )

    def busiest_hour(self) -> ApplicationNeeds:
        """Return the same for the hour with most work alone: what fails there fails in `checks` too."""
        hour = [int(np.argmax(self.work))]
        return replace(self, load=self.load.hours(hour), work=self.work[hour])

    def plausible(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraints that need no queue: what fails here fails in `checks` too."""
        up = np.maximum(counts - self.lost, 1)
        vcpus, single, full = self.of.vcpus[places], self.of.single_speed[places], self.of.full_speed[places]
        asked = (self.work.max() / up + self.idle) / vcpus
        cap = self.basis.policy("application_util_cap_share")
        workers = np.maximum(np.ceil(self.floor / up), LEAST_HTTP_WORKERS)
        ceiling = worker_ceiling(vcpus)
        return (
            Check("cpu", "share", "", cpu_utilisation(asked, single, full), np.full(len(places), cap)),
            Check("response", "of target", "", self._response_alone()[places], np.ones(len(places))),
            Check("vendor_floor", "workers", "", workers + self._least_jobs, ceiling),
            Check("memory", "GiB", "", self._memory_gib(workers + self._least_jobs, up), self.of.memory_gib[places]),
        )

    def _response_alone(self) -> Numbers:
        """Return for each size the response of the slowest class against its target without a wait for its CPU."""
        p95 = self._p95(self.basis.demands.application_s / self.of.single_speed[:, None])
        basis = self.basis
        return np.asarray(np.where(basis.in_use, p95 / basis.targets_s, 0.0).max(axis=1))

    def at(self, places: Whole, counts: Whole) -> _Found:
        """Return use, workers and responses of candidates, the worst over all hours."""
        basis, demands, load = self.basis, self.basis.demands, self.load
        up = np.maximum(counts - self.lost, 1)[:, None]
        vcpus, single, full = (
            values[places][:, None] for values in (self.of.vcpus, self.of.single_speed, self.of.full_speed)
        )
        squared = (load.requests_per_s @ demands.application_s**2)[None, :] / up
        used, seconds, wait = station(self.work[None, :] / up + self.idle, squared, vcpus, single, full)
        on_app = seconds[..., None] * demands.application_s + wait[..., None]
        reports = (load.running_reports + load.replica_reports)[None, :] / up
        offered, squared_hold = held_workers(
            load.requests_per_s[None, :, :] / up[..., None], on_app + basis.beside_application_s, reports
        )
        most = worker_ceiling(self.of.vcpus[places])
        workers = needed_workers(
            offered, squared_hold, basis.worker_wait_s, basis.fact_number("max_sustained_utilisation"), most
        )
        p95 = self._p95(seconds[..., None] * demands.application_s, wait[..., None])
        share = np.where(basis.in_use, p95 / basis.targets_s, 0.0)
        return _Found(
            used=used.max(axis=1),
            workers=np.maximum(workers, LEAST_HTTP_WORKERS),
            jobs=self._jobs(seconds, up) if self.carries_jobs else np.zeros(len(places)),
            worst_share=share.max(axis=(1, 2)),
        )

    def _p95(self, work_s: Numbers, wait_s: Numbers | float = 0.0) -> Numbers:
        """Return the response to hold against the targets, from work and wait at the application CPU. [s]."""
        basis, demands = self.basis, self.basis.demands
        for_database, for_worker = basis.waits_in_response_s
        return response_p95(
            self.reach * work_s + wait_s,
            basis.database_stretch * self.reach * demands.database_s + for_database,
            for_worker,
            self.reach * demands.other_s,
        )

    @property
    def idle(self) -> float:
        """CPU that the operating system takes on each server. [reference cores]."""
        return self.basis.fact_number("os_reserve_cpu")

    @property
    def _least_jobs(self) -> float:
        return self.basis.fact_number("max_cron_threads_default") if self.carries_jobs else 0.0

    def _jobs(self, seconds: Numbers, up: Whole) -> Numbers:
        busy = busy_job_workers(self.basis, self.load, seconds) / up
        use = self.basis.fact_number("max_sustained_utilisation")
        return np.asarray(np.maximum(np.ceil(busy.max(axis=1) / use - 1e-9), self._least_jobs))

    def _memory_gib(self, workers: Numbers, up: Whole) -> Numbers:
        basis, sizes = self.basis, self.sizes
        people = max(max(day) for day in basis.demand.active_users)
        return np.asarray(
            application_memory_gib(
                workers, sizes.worker, sizes.fixed, people / up * sizes.per_connection, basis.agents_gib["application"]
            )
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """The worst hour of each candidate: CPU use, HTTP and job workers a node, p95 against its target."""

    used: Numbers
    workers: Numbers
    jobs: Numbers
    worst_share: Numbers


def application_needs(basis: Basis, of: Offer, *, carries_jobs: bool, floor: int) -> ApplicationNeeds:
    """Return what the application servers are held to, out of the hours that matter."""
    load = basis.heavy_hours
    return ApplicationNeeds(
        basis=basis,
        of=of,
        lost=basis.lost,
        carries_jobs=carries_jobs,
        floor=floor,
        sizes=process_sizes(basis.knowledge),
        load=load,
        work=application_work(load, basis.demands, with_background=carries_jobs),
        reach=basis.within_reach(float(of.single_speed.max())),
    )


def worker_floor(basis: Basis, *, measured: bool) -> int:
    """Return the HTTP workers that must be up: a share of the vendor's rule; none once measurements lift it."""
    if measured:
        return 0
    people = max(max(day) for day in basis.demand.active_users)
    rule = vendor_rule_workers(people, basis.fact_number("users_per_http_worker"))
    return ceil(rule * basis.facts.number("vendor_floor_pct") / 100 - 1e-9)


def busy_job_workers(basis: Basis, load: Load, seconds: Numbers) -> Numbers:
    """Return the job workers that background work keeps busy, by hour; `seconds` stretches application CPU."""
    demands = basis.demands
    hold = seconds[..., None] * demands.application_s + basis.beside_application_s
    return np.asarray((load.background_per_s * hold).sum(axis=-1))


@dataclass(frozen=True, slots=True)
class BatchNeeds:
    """What servers for jobs are held to: CPU and memory, with the nodes lost that may be lost."""

    basis: Basis
    of: Offer
    load: Load
    work: Numbers
    sizes: ProcessSizes

    def workers(self, places: Whole, counts: Whole) -> Numbers:
        """Return the job workers of each node."""
        up = np.maximum(counts - self.basis.lost, 1)[:, None]
        vcpus, single, full = (
            values[places][:, None] for values in (self.of.vcpus, self.of.single_speed, self.of.full_speed)
        )
        used = cpu_utilisation((self.work[None, :] / up + self.idle) / vcpus, single, full)
        busy = busy_job_workers(self.basis, self.load, stretch(used, single, full)) / up
        use = self.basis.fact_number("max_sustained_utilisation")
        least = self.basis.fact_number("max_cron_threads_default")
        return np.asarray(np.maximum(np.ceil(busy.max(axis=1) / use - 1e-9), least))

    @property
    def idle(self) -> float:
        """CPU that the operating system takes on each server. [reference cores]."""
        return self.basis.fact_number("os_reserve_cpu")

    def plausible(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraint on CPU use alone."""
        return self._used(places, counts)

    def _used(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        up = np.maximum(counts - self.basis.lost, 1)
        vcpus, single, full = self.of.vcpus[places], self.of.single_speed[places], self.of.full_speed[places]
        used = cpu_utilisation((self.work.max() / up + self.idle) / vcpus, single, full)
        cap = self.basis.policy("small_tier_util_cap_share")
        words = f"busy vCPUs of jobs at {cap:.0%} use"
        return (Check("cpu", "vCPU", words, used * vcpus * up / cap, (vcpus * up).astype(float)),)

    def checks(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints."""
        workers = self.workers(places, counts)
        memory = application_memory_gib(
            workers, self.sizes.worker, self.sizes.fixed, 0.0, self.basis.agents_gib["application"]
        )
        return (
            *self._used(places, counts),
            Check(
                "workers",
                "workers a node",
                "job workers against the vendor's ceiling of 2 x vCPUs + 1",
                workers,
                worker_ceiling(self.of.vcpus[places]),
            ),
            Check(
                "memory",
                "GiB",
                "job workers, operating system and agents on each node",
                np.asarray(memory),
                self.of.memory_gib[places],
            ),
        )


def batch_needs(basis: Basis, of: Offer) -> BatchNeeds:
    """Return what servers for jobs are held to."""
    load = basis.heavy_hours
    work = np.asarray(load.background_per_s @ basis.demands.application_s)
    return BatchNeeds(basis, of, load, work, process_sizes(basis.knowledge))


def background_cores(basis: Basis) -> float:
    """Return the reference cores that background work keeps busy at its peak, on application and database together."""
    demands = basis.demands
    return float((basis.load.background_per_s @ (demands.application_s + demands.database_s)).max())


def workers_of(needs: ApplicationNeeds, won: Winner) -> tuple[int, int]:
    """Return the HTTP and job workers of one node of the layout that won."""
    place, count = np.array([won.place]), np.array([won.nodes])
    found = needs.at(place, count)
    up = max(won.nodes - needs.lost, 1)
    ceiling = int(worker_ceiling(won.size.vcpus))
    jobs = int(found.jobs[0])
    http = max(int(found.workers[0]), ceil(needs.floor / up))
    return max(min(http, ceiling - jobs), 1), jobs
