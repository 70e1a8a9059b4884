"""How application servers of any size and number carry a load: CPU use, workers, responses.

Use and workers come from closed forms, which are bounds of the queueing network; the responses that decide come from
the network itself, with the database as slow as the design allows it to be. So the choice of one tier does not hang on
what the other happens to have left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wardround.engine.asked import Carriers, even_parts
from wardround.engine.basis import Basis, not_outweighed
from wardround.engine.needs import needed_workers, worker_ceiling
from wardround.engine.network.percentiles import gamma_percentile
from wardround.engine.network_questions import Question, answer
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.one_server import LEAST_HTTP_WORKERS
from wardround.engine.performance import Load, application_work, held_workers
from wardround.engine.queueing import Numbers, cpu_utilisation, shared_slowdown, stretch
from wardround.engine.response import Responses

HOPELESS = 1e3
"""A slowdown beyond which no target is met."""
SURELY_USED_SHARE = 0.85
"""Part of the use offered that is left when people wait for their answers before they go on."""


@dataclass(frozen=True, slots=True)
class Found:
    """The worst hour of each candidate: CPU use, HTTP and job workers a node, p95 against its target with no wait."""

    used: Numbers
    workers: Numbers
    jobs: Numbers
    least_share: Numbers


@dataclass(frozen=True, eq=False)
class Carried:
    """A load on candidates of an offer.

    Parameters
    ----------
    lost : nodes that may be down.
    carries_jobs : whether scheduled and queued jobs run here as well.
    targets_s : what each class is held to at the 95th percentile. [s]
    """

    basis: Basis
    of: Offer
    lost: int
    carries_jobs: bool
    load: Load
    targets_s: Numbers

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
        used = cpu_utilisation((self.work[None, :] / up + self.idle) / vcpus, single, full)
        seconds = stretch(used, single, full)
        on_app = (seconds * shared_slowdown(used, vcpus))[..., None] * demands.application_s
        reports = (load.running_reports + load.replica_reports)[None, :] / up
        offered, squared_hold = held_workers(
            load.requests_per_s[None, :, :] / up[..., None], on_app + basis.beside_application_s, reports
        )
        most = worker_ceiling(self.of.vcpus[places])
        workers = needed_workers(
            offered, squared_hold, basis.worker_wait_s, basis.fact_number("max_sustained_utilisation"), most
        )
        jobs = self._jobs(seconds, up) if self.carries_jobs else np.zeros(len(places))
        http = np.maximum(workers, LEAST_HTTP_WORKERS)
        # The use in the busiest hour alone slows the cores down by so much; whoever waits asks for a little less.
        shared = seconds * np.minimum(shared_slowdown(SURELY_USED_SHARE * used, vcpus), HOPELESS)
        share = self._share_alone(shared.max(axis=1))
        return zip(used.max(axis=1).tolist(), http.tolist(), jobs.tolist(), share.tolist(), strict=True)

    def _share_alone(self, seconds: Numbers) -> Numbers:
        """Return p95 over target of the slowest class that never waits, by seconds that a second of its work takes."""
        basis, demands = self.basis, self.basis.demands
        on_app = seconds[:, None] * demands.application_s
        held, other = basis.database_held_s, demands.other_s
        p95 = gamma_percentile(on_app + held + other, on_app**2 + held**2 + other**2 / even_parts(other), 0.95)
        return np.asarray(np.where(basis.in_use, p95 / self.targets_s, 0.0).max(axis=1))

    def judged(self, places: Whole, counts: Whole, workers: Whole) -> Numbers:
        """Return by the queueing network p95 over target of the slowest class in the worst hour; infinite if saturated.

        Parameters
        ----------
        workers : HTTP workers of each server.
        """
        answer(self.questions(places, counts, workers))
        asked = zip(places.tolist(), counts.tolist(), workers.tolist(), strict=True)
        return np.array([self._judged[candidate] for candidate in asked])

    @cached_property
    def _judged(self) -> dict[tuple[int, int, int], float]:
        return {}

    def questions(self, places: Whole, counts: Whole, workers: Whole) -> list[Question]:
        """Return what the network must tell before `judged` knows of candidates: one question, or none."""
        asked = list(zip(places.tolist(), counts.tolist(), workers.tolist(), strict=True))
        new = [row for row, candidate in enumerate(asked) if candidate not in self._judged]
        if not new:
            return []

        def take(found: Responses) -> None:
            share = np.where(self.basis.in_use, found.percentile_s(0.95) / self.targets_s, 0.0).max(axis=1)
            worst = np.where(found.saturated, np.inf, share).reshape(len(new), -1).max(axis=1)
            self._judged.update(zip((asked[row] for row in new), worst.tolist(), strict=True))

        load, carriers = self._rows(places[new], counts[new], workers[new])
        return [Question(load, self.basis.demand.services, carriers, take)]

    def _rows(self, places: Whole, counts: Whole, workers: Whole) -> tuple[Load, Carriers]:
        """Return load and servers of candidates in each hour that decides, one candidate after the other."""
        basis, of = self.basis, self.of
        load = self.load.hours(self._decisive_rows)
        hours, size = len(load.people), len(places)
        each = np.repeat(places, hours)
        up = np.maximum(counts - self.lost, 1)
        carriers = Carriers(
            nodes=np.repeat(up, hours).astype(float),
            application_vcpus=of.vcpus[each],
            application_single=of.single_speed[each],
            application_full=of.full_speed[each],
            workers=np.repeat(workers, hours),
            database_vcpus=np.ones_like(each),
            database_single=np.full(len(each), 1.0 / basis.database_stretch),
            database_full=np.full(len(each), 1.0 / basis.database_stretch),
            data_iops=np.full(len(each), np.inf),
            log_iops=np.full(len(each), np.inf),
            idle_work=self.idle,
            jobs_here=np.full(len(each), self.carries_jobs),
            database_held_s=basis.database_held_s,
        )
        return load.hours(np.tile(np.arange(hours), size)), carriers

    @cached_property
    def _decisive_rows(self) -> list[int]:
        """The hours that decide: no other one outweighs them in CPU work or in workers held.

        On a shared CPU nothing else of an hour counts for what a class finds there.
        """
        load, demands = self.load, self.basis.demands
        return not_outweighed(
            np.stack(
                [
                    self.work,
                    load.requests_per_s @ demands.application_s,
                    load.requests_per_s @ self.basis.beside_application_s,
                    load.running_reports + load.replica_reports,
                ],
                axis=1,
            )
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
        """For each size the response of the slowest class against its target on an idle server."""
        return self._share_alone(1.0 / self.of.single_speed)


def busy_job_workers(basis: Basis, load: Load, seconds: Numbers) -> Numbers:
    """Return the job workers that background work keeps busy, by hour; `seconds` stretches application CPU."""
    demands = basis.demands
    hold = seconds[..., None] * demands.application_s + basis.beside_application_s
    return np.asarray((load.background_per_s * hold).sum(axis=-1))
