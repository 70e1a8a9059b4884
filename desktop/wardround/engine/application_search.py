"""Which servers run the application and its jobs: together or apart, whichever the load asks for or is cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from wardround.engine.application_tier import application_needs, background_cores, batch_needs, workers_of
from wardround.engine.basis import Basis
from wardround.engine.disks import PricedDisks, system_disk
from wardround.engine.role_sizing import chosen, pinned_offer
from wardround.engine.search import Offer, Winner


@dataclass(frozen=True, slots=True)
class Batch:
    """Servers for jobs, with the job workers of each."""

    won: Winner
    of: Offer
    jobs_per_node: int


@dataclass(frozen=True, slots=True)
class Application:
    """Application servers with the workers of each, and the servers for jobs where they have their own."""

    won: Winner
    of: Offer
    workers_per_node: int
    jobs_per_node: int
    batch: Batch | None

    @property
    def monthly_usd(self) -> Decimal:
        """Return the price of all of them. [USD a month]."""
        return self.won.monthly_usd + (self.batch.won.monthly_usd if self.batch else Decimal(0))


@dataclass(frozen=True)
class ApplicationSearch:
    """The search for application and job servers of one group of tenants.

    Jobs get servers of their own where they would disturb users, or where that is cheaper anyway. What disturbs is an
    amount of work and not a share, so it rises with the load, and so does the price of the cheaper arrangement.
    """

    basis: Basis

    def taken(self, floor: int) -> Application:
        """Return the servers to build, with all reasons.

        Parameters
        ----------
        floor : HTTP workers that must be up whatever the model says.
        """
        if self._must_part:
            return self._apart(floor, explained=True)
        together = self._together(floor, explained=True)
        if self._apart(floor, explained=False).monthly_usd >= together.monthly_usd:
            return together
        return self._apart(floor, explained=True)

    def price(self, floor: int) -> Decimal:
        """Return the price of what `taken` gives. [USD a month]."""
        if self._must_part:
            return self._apart(floor, explained=False).monthly_usd
        return min(self._together(floor, explained=False).monthly_usd, self._apart(floor, explained=False).monthly_usd)

    @cached_property
    def _must_part(self) -> bool:
        overlapping = self.basis.facts.flag("batch_overlaps_business_hours")
        return overlapping or background_cores(self.basis) >= self.basis.policy("own_batch_cores")

    @cached_property
    def _system_disk(self) -> PricedDisks:
        return system_disk(self.basis.catalogue, self.basis.region, self.basis.policy("os_disk_gib"))

    @cached_property
    def _nodes(self) -> tuple[int, ...]:
        return tuple(range(self.basis.lost + 1, int(self.basis.policy("most_nodes")) + 1))

    @cached_property
    def _batch(self) -> Batch:
        of = pinned_offer(self.basis, "production", "batch", self.basis.offer)
        needs = batch_needs(self.basis, of)
        won = chosen(
            self.basis,
            "production",
            "batch",
            of,
            self._nodes,
            needs.checks,
            plausible=needs.plausible,
            side_costs=self._system_disk.monthly_micro_usd,
        )
        return Batch(won, of, int(needs.workers(np.array([won.place]), np.array([won.nodes]))[0]))

    def _together(self, floor: int, *, explained: bool) -> Application:
        return self._application(floor, carries_jobs=True, explained=explained)

    def _apart(self, floor: int, *, explained: bool) -> Application:
        return self._application(floor, carries_jobs=False, explained=explained)

    def _application(self, floor: int, *, carries_jobs: bool, explained: bool) -> Application:
        of = pinned_offer(self.basis, "production", "application", self.basis.offer)
        needs = application_needs(self.basis, of, carries_jobs=carries_jobs, floor=floor)
        won = chosen(
            self.basis,
            "production",
            "application",
            of,
            self._nodes,
            needs.checks,
            plausible=needs.plausible,
            quick=needs.busiest_hour().checks,
            side_costs=self._system_disk.monthly_micro_usd,
            explained=explained,
        )
        workers, jobs = workers_of(needs, won)
        return Application(won, of, workers, jobs, None if carries_jobs else self._batch)
