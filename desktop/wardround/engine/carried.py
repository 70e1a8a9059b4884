"""How application servers of any size and number carry a load: CPU use, workers, responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.needs import needed_workers, worker_ceiling
from wardround.engine.one_server import LEAST_HTTP_WORKERS
from wardround.engine.performance import Load, application_work, held_workers, response_p95, station
from wardround.engine.queueing import Numbers
from wardround.engine.search import Offer, Whole


@dataclass(frozen=True, slots=True)
class Found:
    """The worst hour of each candidate: CPU use, HTTP and job workers a node, p95 against its target."""

    used: Numbers
    workers: Numbers
    jobs: Numbers
    worst_share: Numbers


@dataclass(frozen=True, eq=False)
class Carried:
    """A load on candidates of an offer.

    Parameters
    ----------
    lost : nodes that may be down.
    carries_jobs : whether scheduled and queued jobs run here as well.
    reach : share of each class's work that is held against its target.
    """

    basis: Basis
    of: Offer
    lost: int
    carries_jobs: bool
    load: Load
    reach: Numbers

    @cached_property
    def work(self) -> Numbers:
        """The reference cores that all servers together are asked for, by hour. [cores]."""
        return application_work(self.load, self.basis.demands, with_background=self.carries_jobs)

    @cached_property
    def busiest_hour(self) -> Carried:
        """The hour with most work alone."""
        return replace(self, load=self.load.hours([int(np.argmax(self.work))]))

    def under(self, load: Load, *, lost: int) -> Carried:
        """Return the same servers under another load and with another number of nodes lost."""
        return replace(self, load=load, lost=lost)

    @cached_property
    def _known(self) -> dict[tuple[int, int], tuple[float, ...]]:
        return {}

    def at(self, places: Whole, counts: Whole) -> Found:
        """Return use, workers and responses of candidates, the worst over all hours.

        What was worked out once is kept: the same candidates come up again for another floor and for the reasons.
        """
        asked = list(zip(places.tolist(), counts.tolist(), strict=True))
        new = [row for row, candidate in enumerate(asked) if candidate not in self._known]
        if new:
            rows = self._worked_out(places[new], counts[new])
            self._known.update(zip((asked[row] for row in new), rows, strict=True))
        found = np.array([self._known[candidate] for candidate in asked]).reshape(-1, 4).T
        return Found(found[0], found[1], found[2], found[3])

    def _worked_out(self, places: Whole, counts: Whole) -> Iterator[tuple[float, ...]]:
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
        jobs = self._jobs(seconds, up) if self.carries_jobs else np.zeros(len(places))
        http = np.maximum(workers, LEAST_HTTP_WORKERS)
        return zip(
            used.max(axis=1).tolist(), http.tolist(), jobs.tolist(), share.max(axis=(1, 2)).tolist(), strict=True
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
    def least_jobs(self) -> float:
        """Job workers that each server runs at least."""
        return self.basis.fact_number("max_cron_threads_default") if self.carries_jobs else 0.0

    def _jobs(self, seconds: Numbers, up: Whole) -> Numbers:
        busy = busy_job_workers(self.basis, self.load, seconds) / up
        use = self.basis.fact_number("max_sustained_utilisation")
        return np.asarray(np.maximum(np.ceil(busy.max(axis=1) / use - 1e-9), self.least_jobs))

    @cached_property
    def response_alone(self) -> Numbers:
        """For each size the response of the slowest class against its target without a wait for its CPU."""
        p95 = self._p95(self.basis.demands.application_s / self.of.single_speed[:, None])
        basis = self.basis
        return np.asarray(np.where(basis.in_use, p95 / basis.targets_s, 0.0).max(axis=1))


def busy_job_workers(basis: Basis, load: Load, seconds: Numbers) -> Numbers:
    """Return the job workers that background work keeps busy, by hour; `seconds` stretches application CPU."""
    demands = basis.demands
    hold = seconds[..., None] * demands.application_s + basis.beside_application_s
    return np.asarray((load.background_per_s * hold).sum(axis=-1))
