"""The application servers and, where background work warrants it, servers of its own for jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import TypeVar

import numpy as np

from wardround.assessment.reports import BatchJob
from wardround.engine.basis import Basis
from wardround.engine.carried import Carried, busy_job_workers
from wardround.engine.needs import (
    MIB_PER_GIB,
    ProcessSizes,
    application_memory_gib,
    vendor_rule_workers,
    worker_ceiling,
)
from wardround.engine.network_questions import Search
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.one_server import LEAST_HTTP_WORKERS
from wardround.engine.performance import Load
from wardround.engine.queueing import Numbers, cpu_utilisation, stretch
from wardround.engine.search import Check, Steps, Winner

T = TypeVar("T")


@dataclass(frozen=True)
class ApplicationNeeds:
    """What the application servers are held to.

    Parameters
    ----------
    carried : how candidates carry the load.
    floor : HTTP workers that must be up whatever the model says, until a measurement stands behind it.
    """

    basis: Basis
    of: Offer
    carried: Carried
    floor: int
    sizes: ProcessSizes

    @property
    def lost(self) -> int:
        """Nodes that may be down."""
        return self.carried.lost

    def checks(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints with the nodes lost that may be lost."""
        policy = self.basis.policy
        up = np.maximum(counts - self.lost, 1)
        vcpus = self.of.vcpus[places]
        found = self.carried.at(places, counts)
        cap = policy("application_util_cap_share")
        lost_words = self._lost_words
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
                "response_alone",
                "of target",
                f"95th percentile of the slowest class against its target, even if nobody ever waited{lost_words}",
                found.least_share,
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

    def response(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraint that the queueing network decides, with as many workers as the server may run."""
        share = self.carried.judged(places, counts, self.most_workers(places, counts))
        return (
            Check(
                "response",
                "of target",
                f"95th percentile of the slowest class against its target{self._lost_words}",
                share,
                np.ones(len(places)),
            ),
        )

    def asking(self, steps: Steps[T]) -> Search[T]:
        """Return a search that says what it is about to ask of the queueing network."""
        while True:
            try:
                places, counts = next(steps)
            except StopIteration as done:
                result: T = done.value
                return result
            yield from self.carried.questions(places, counts, self.most_workers(places, counts))

    @property
    def _lost_words(self) -> str:
        return "" if not self.lost else f", {self.lost} of the nodes lost"

    def most_workers(self, places: Whole, counts: Whole) -> Whole:
        """Return the HTTP workers that a server of each candidate may run: by the vendor's ceiling and its memory."""
        jobs = self.carried.at(places, counts).jobs
        up = np.maximum(counts - self.lost, 1)
        free_mib = (self.of.memory_gib[places] - self._memory_gib(jobs, up)) * MIB_PER_GIB
        fit = np.floor(free_mib / self.sizes.planned_worker + 1e-9)
        most = np.minimum(worker_ceiling(self.of.vcpus[places]) - jobs, fit)
        return np.maximum(most, 1).astype(np.int64)

    def busiest_hour(self) -> ApplicationNeeds:
        """Return the same for the hour with most work alone: what fails there fails in `checks` too."""
        return replace(self, carried=self.carried.busiest_hour)

    def under(self, load: Load, *, lost: int) -> ApplicationNeeds:
        """Return the same under another load and with another number of nodes lost."""
        return replace(self, carried=self.carried.under(load, lost=lost))

    def with_floor(self, floor: int) -> ApplicationNeeds:
        """Return the same with another floor; what was found of candidates is kept."""
        return replace(self, floor=floor)

    def plausible(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraints that need no queue: what fails here fails in `checks` too."""
        up = np.maximum(counts - self.lost, 1)
        vcpus, single, full = self.of.vcpus[places], self.of.single_speed[places], self.of.full_speed[places]
        asked = (self.carried.work.max() / up + self.carried.idle) / vcpus
        cap = self.basis.policy("application_util_cap_share")
        workers = np.maximum(np.ceil(self.floor / up), LEAST_HTTP_WORKERS)
        jobs = self.carried.least_jobs
        ceiling = worker_ceiling(vcpus)
        return (
            Check("cpu", "share", "", cpu_utilisation(asked, single, full), np.full(len(places), cap)),
            Check("response", "of target", "", self.carried.response_alone[places], np.ones(len(places))),
            Check("vendor_floor", "workers", "", workers + jobs, ceiling),
            Check("memory", "GiB", "", self._memory_gib(workers + jobs, up), self.of.memory_gib[places]),
        )

    def _memory_gib(self, workers: Numbers, up: Whole) -> Numbers:
        basis, sizes = self.basis, self.sizes
        return np.asarray(
            application_memory_gib(
                workers, sizes.planned_worker, sizes.fixed, self.connections_mib / up, basis.agents_gib["application"]
            )
        )

    @cached_property
    def connections_mib(self) -> float:
        """Memory of the live connections of everybody at work, on all servers together. [MiB]."""
        return self.basis.most_people * self.sizes.per_connection

    def taken_gib(self, nodes: int) -> float:
        """Return the memory of a node that no worker may have, with the nodes lost that may be lost. [GiB]."""
        connections = self.connections_mib / max(nodes - self.lost, 1) / MIB_PER_GIB
        return self.basis.agents_gib["application"] + connections


def application_needs(basis: Basis, of: Offer, *, carries_jobs: bool, floor: int) -> ApplicationNeeds:
    """Return what the application servers are held to, out of the hours that matter."""
    load = basis.heavy_hours
    return ApplicationNeeds(
        basis=basis,
        of=of,
        carried=Carried(
            basis=basis,
            of=of,
            lost=basis.lost,
            carries_jobs=carries_jobs,
            load=load,
            targets_s=basis.held_to_s(float(of.single_speed.max())),
        ),
        floor=floor,
        sizes=basis.process_sizes,
    )


def worker_floor(basis: Basis, *, measured: bool) -> int:
    """Return the HTTP workers that must be up: a share of the vendor's rule; none once measurements lift it."""
    if measured:
        return 0
    rule = vendor_rule_workers(basis.most_people, basis.fact_number("users_per_http_worker"))
    return ceil(rule * basis.facts.number("vendor_floor_pct") / 100 - 1e-9)


def window_shares(basis: Basis, seconds: float) -> tuple[tuple[BatchJob, float], ...]:
    """Return each listed job with the time it takes over its window, with the workers at once that it is given.

    Parameters
    ----------
    seconds : seconds that one reference second of application CPU takes.
    """
    factor = basis.demand.user_growth_factor * basis.demand.headroom_factor
    place = {name: number for number, name in enumerate(basis.demand.classes)}
    hold = basis.demands.application_s * seconds + basis.demands.database_s * basis.database_stretch
    hold = hold + basis.demands.other_s
    return tuple(
        (job, float(job.operations * factor * hold[place[job.model_class]] / job.parallel / 3600 / job.window_hours))
        for job in sorted(basis.assessment.reports.jobs, key=lambda row: row.key)
    )


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
        # A job worker calls itself back over HTTP, so each server runs web workers too.
        workers = workers + LEAST_HTTP_WORKERS
        memory = application_memory_gib(
            workers, self.sizes.planned_worker, self.sizes.fixed, 0.0, self.basis.agents_gib["application"]
        )
        return (
            *self._used(places, counts),
            Check(
                "workers",
                "workers a node",
                "job and HTTP workers against the vendor's ceiling of 2 x vCPUs + 1",
                workers,
                worker_ceiling(self.of.vcpus[places]),
            ),
            Check(
                "memory",
                "GiB",
                "job and HTTP workers, operating system and agents on each node",
                np.asarray(memory),
                self.of.memory_gib[places],
            ),
        )


def batch_needs(basis: Basis, of: Offer) -> BatchNeeds:
    """Return what servers for jobs are held to."""
    load = basis.heavy_hours
    work = np.asarray(load.background_per_s @ basis.demands.application_s)
    return BatchNeeds(basis, of, load, work, basis.process_sizes)


def background_cores(basis: Basis) -> float:
    """Return the reference cores that background work keeps busy at its peak, on application and database together."""
    demands = basis.demands
    return float((basis.load.background_per_s @ (demands.application_s + demands.database_s)).max())


def workers_at(needs: ApplicationNeeds, places: Whole, counts: Whole) -> tuple[Whole, Whole]:
    """Return the HTTP and job workers of one node of each candidate."""
    found = needs.carried.at(places, counts)
    up = np.maximum(counts - needs.lost, 1)
    http = np.maximum(found.workers, np.ceil(needs.floor / up))
    free = worker_ceiling(needs.of.vcpus[places]) - found.jobs
    return np.maximum(np.minimum(http, free), 1).astype(np.int64), found.jobs.astype(np.int64)


def workers_of(needs: ApplicationNeeds, won: Winner) -> tuple[int, int]:
    """Return the HTTP and job workers of one node of the layout that won."""
    http, jobs = workers_at(needs, np.array([won.place]), np.array([won.nodes]))
    return int(http[0]), int(jobs[0])


def more_workers_of(needs: ApplicationNeeds, won: Winner, planned: int) -> int:
    """Return the fewest HTTP workers of a server, from those planned on, with which the network meets the targets."""
    place, count = np.array([won.place]), np.array([won.nodes])
    most = int(needs.most_workers(place, count)[0])
    tried = np.arange(planned, max(most, planned) + 1)
    good = needs.carried.judged(np.repeat(place, len(tried)), np.repeat(count, len(tried)), tried) <= 1.0
    return int(tried[int(good.argmax())]) if good.any() else planned
