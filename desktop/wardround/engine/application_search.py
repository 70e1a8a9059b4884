"""Which servers run the application and its jobs: together or apart, whichever the load asks for or is cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from wardround.engine.abreast import alone
from wardround.engine.application_tier import (
    ApplicationNeeds,
    application_needs,
    background_cores,
    batch_needs,
    workers_of,
)
from wardround.engine.basis import Basis
from wardround.engine.disks import PricedDisks, system_disk
from wardround.engine.network_questions import Search
from wardround.engine.offered_sizes import Offer
from wardround.engine.role_sizing import chosen, chosen_by_steps, pinned_offer
from wardround.engine.search import Winner


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
    needs: ApplicationNeeds
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
        return alone(self.taking(floor))

    def taking(self, floor: int) -> Search[Application]:
        """Return the same as `taken`, stopping at each question to the queueing network."""
        if self._must_part:
            return (yield from self._application(floor, carries_jobs=False, explained=True))
        together = yield from self._application(floor, carries_jobs=True, explained=True)
        apart = yield from self._application(floor, carries_jobs=False, explained=False)
        if apart.monthly_usd >= together.monthly_usd:
            return together
        return (yield from self._application(floor, carries_jobs=False, explained=True))

    def price(self, floor: int) -> Search[Decimal]:
        """Return the price of what `taking` gives. [USD a month]."""
        apart = yield from self._application(floor, carries_jobs=False, explained=False)
        if self._must_part:
            return apart.monthly_usd
        together = yield from self._application(floor, carries_jobs=True, explained=False)
        return min(together.monthly_usd, apart.monthly_usd)

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

    @cached_property
    def _offer(self) -> Offer:
        return pinned_offer(self.basis, "production", "application", self.basis.offer)

    @cached_property
    def _apart_needs(self) -> ApplicationNeeds:
        return application_needs(self.basis, self._offer, carries_jobs=False, floor=0)

    @cached_property
    def _together_needs(self) -> ApplicationNeeds:
        return application_needs(self.basis, self._offer, carries_jobs=True, floor=0)

    @cached_property
    def _found_least(self) -> list[Winner]:
        return []

    def _least(self) -> Search[Winner]:
        """Find the servers for requests alone without a floor: jobs or a floor only take candidates away."""
        if not self._found_least:
            self._found_least.append((yield from self._found(self._apart_needs, not_before=0, explained=False)))
        return self._found_least[0]

    def _application(self, floor: int, *, carries_jobs: bool, explained: bool) -> Search[Application]:
        needs = (self._together_needs if carries_jobs else self._apart_needs).with_floor(floor)
        if floor or carries_jobs:
            # What the weaker constraints ruled out stays ruled out; what the network says beside jobs may be less.
            least = yield from self._least()
            won = yield from self._found(needs, not_before=least.first_met, explained=explained)
        elif explained:
            won = yield from self._found(needs, not_before=0, explained=True)
        else:
            won = yield from self._least()
        workers, jobs = workers_of(needs, won)
        return Application(won, self._offer, needs, workers, jobs, None if carries_jobs else self._batch)

    def _found(self, needs: ApplicationNeeds, *, not_before: int, explained: bool) -> Search[Winner]:
        return needs.asking(
            chosen_by_steps(
                self.basis,
                "production",
                "application",
                self._offer,
                self._nodes,
                needs.checks,
                plausible=needs.plausible,
                quick=needs.busiest_hour().checks,
                decisive=needs.response,
                side_costs=self._system_disk.monthly_micro_usd,
                explained=explained,
                not_before=not_before,
            )
        )
