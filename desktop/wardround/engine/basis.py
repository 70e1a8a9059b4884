"""What every role is sized from: the answers, the region, the load, the targets, and the rules of choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wardround.assessment import Assessment
from wardround.assessment.platform import Pin
from wardround.catalogue import Catalogue, PurchaseOption, SizeNeed
from wardround.engine.asked import even_parts
from wardround.engine.caution import Caution, caution_of
from wardround.engine.facts import Facts
from wardround.engine.findings import Demand
from wardround.engine.line_items import purchase_option
from wardround.engine.needs import ProcessSizes, number, process_sizes
from wardround.engine.network.percentiles import gamma_percentile
from wardround.engine.offered_sizes import Offer, offer
from wardround.engine.overheads import Overheads, overheads
from wardround.engine.performance import Demands, Load, alike, database_work, load_of
from wardround.engine.queueing import Numbers, stretch
from wardround.engine.site_time import HOURS
from wardround.knowledge import Knowledge, ModelClass

REFERENCE_TARGET_MS = 2000.0
"""The answer to USR-12 that the targets of the class table stand for; another answer moves them in proportion."""

ENCRYPTION_CONTROL = "CT-ENC-02"
ZONES_FOR_SPREAD = 2
REFERENCE_SINGLE, REFERENCE_FULL = 1.0, 0.65


class NothingOffered(LookupError):
    """A region has no VM size with a price."""

    def __init__(self, region: str) -> None:
        """Name the region as the price lists do."""
        super().__init__(f"no VM size has a price in {region}: choose another region under 'Preferred Azure region'")
        self.region = region


@dataclass(frozen=True)
class Basis:
    """Everything that the roles of one group of tenants are sized from.

    Parameters
    ----------
    tenant : key of the tenant that has this set of servers to itself; '' for the shared platform.
    region : where production runs.
    zones : availability zones that a size must be offered in; 0 where it does not matter or the region has none.
    lost : nodes of a stateless role that may be down at the busiest hour.
    controls : ids of the controls in force.
    """

    assessment: Assessment
    facts: Facts
    knowledge: Knowledge
    catalogue: Catalogue
    demand: Demand
    as_of: date
    region: str
    tenant: str
    zones: int
    lost: int
    replica_reports: Numbers
    controls: frozenset[str]

    @cached_property
    def classes(self) -> tuple[ModelClass, ...]:
        """The operation classes in the order of the demand."""
        return tuple(self.knowledge.model_classes[name] for name in self.demand.classes)

    @cached_property
    def load(self) -> Load:
        """The load of all hours."""
        return load_of(self.demand, self.classes, self.replica_reports)

    @cached_property
    def caution(self) -> Caution:
        """How far above the likely demand what cannot grow by itself is planned."""
        return caution_of(self.facts, self.knowledge, self.demand)

    @cached_property
    def most_people(self) -> float:
        """The most people active in any hour."""
        return max(max(day) for day in self.demand.active_users)

    @cached_property
    def design_row(self) -> int:
        """The place of the design hour in the load."""
        hour = self.demand.design_hour
        return self.demand.day_types.index(hour.day_type) * HOURS + hour.hour_utc

    @cached_property
    def heavy_hours(self) -> Load:
        """The hours that no other hour outweighs in every respect: what holds there holds everywhere."""
        return self.load.hours(self.heavy_rows)

    @cached_property
    def heavy_rows(self) -> list[int]:
        """The places of those hours in the load."""
        return not_outweighed(self._heaviness())

    def _heaviness(self) -> Numbers:
        """Return by hour every sum that use, waits and held workers grow with, indexed [hour, sum].

        Held workers need arrivals times hold time and times its square, which falls apart into sums that do not depend
        on the size chosen.
        """
        load, demands = self.load, self.demands
        app, beside = demands.application_s, self.beside_application_s
        requests, jobs = load.requests_per_s, load.background_per_s
        by_class = np.stack(
            [np.ones_like(app), app, beside, app**2, app * beside, beside**2, demands.database_s**2], axis=1
        )
        return np.concatenate(
            [
                requests @ by_class,
                jobs @ np.stack([np.ones_like(app), app, beside], axis=1),
                database_work(load, demands)[:, None],
                (load.running_reports + load.replica_reports)[:, None],
            ],
            axis=1,
        )

    @cached_property
    def beside_application_s(self) -> Numbers:
        """What holds a worker besides application CPU, at the database that the design allows. [s]."""
        return np.asarray(
            self.database_stretch * self.demands.database_s + self.database_wait_held_s + self.demands.other_s
        )

    @cached_property
    def demands(self) -> Demands:
        """The service demands as arrays."""
        return Demands.of(self.demand.services)

    @cached_property
    def overheads(self) -> Overheads:
        """What the controls in force add."""
        return overheads(self.controls, self.knowledge)

    @cached_property
    def option(self) -> PurchaseOption:
        """How production servers are bought."""
        return purchase_option(self.facts.text("commitment_allowed"))

    def policy(self, policy_id: str) -> float:
        """Return a figure of the design policies."""
        return self.knowledge.design_policies[policy_id].value

    def fact_number(self, parameter: str) -> float:
        """Return a sizing fact."""
        return number(self.knowledge, parameter)

    @cached_property
    def usual_targets_s(self) -> Numbers:
        """The documented target of each class at the 95th percentile. [s]."""
        return np.array([row.response_target_p95_ms_likely / 1000 for row in self.classes])

    @cached_property
    def moved(self) -> float:
        """What the client's own answer moves the targets of interactive classes by; 1 where it is the usual one."""
        return self.facts.number("response_target_p95_ms") / REFERENCE_TARGET_MS

    @cached_property
    def moved_by_class(self) -> Numbers:
        """The same for each class; targets of machines stay."""
        return np.array([self.moved if row.kind == "interactive" else 1.0 for row in self.classes])

    @cached_property
    def targets_s(self) -> Numbers:
        """The target of each class at the 95th percentile. [s]."""
        return np.asarray(self.usual_targets_s * self.moved_by_class)

    @cached_property
    def in_use(self) -> NDArray[np.bool_]:
        """Which classes arrive as requests at all."""
        return np.asarray(self.load.requests_per_s.max(axis=0) > 0)

    @cached_property
    def database_wait_held_s(self) -> float:
        """Mean wait for a database CPU in the hold time of a worker: a share of the tightest usual target. [s]."""
        return self.policy("database_wait_share") * float(self.usual_targets_s.min())

    @cached_property
    def worker_wait_s(self) -> float:
        """Longest mean wait for a free worker that the design allows; a tighter answer tightens it. [s]."""
        return self.policy("worker_wait_share") * float(self.usual_targets_s.min()) * min(1.0, self.moved)

    @cached_property
    def database_waits_s(self) -> Numbers:
        """What each class may lose at the database beyond its own work: a share of the tightest usual target. [s].

        It does not move with the answer: workers that are held for less by a tighter target would shorten the line for
        classes whose target stays, and make the servers for them cheaper.
        """
        return np.full(len(self.classes), self.database_wait_held_s)

    @cached_property
    def database_held_s(self) -> Numbers:
        """How long each class may be at the database: its work at the highest planned use, and the wait allowed. [s].

        The database is held to it, and the application is sized beside a database that takes so long, whatever the one
        that is built has left over.
        """
        return np.asarray(self.database_stretch * self.demands.database_s + self.database_waits_s)

    @cached_property
    def database_slowness(self) -> float:
        """Seconds that a reference second of work at the database may take: such that no class is held for longer."""
        used = self.in_use & (self.demands.database_s > 0)
        each = self.database_held_s[used] / self.demands.database_s[used]
        return float(each.min()) if used.any() else self.database_stretch

    @cached_property
    def database_stretch(self) -> float:
        """Seconds per reference second that the database may take: the reference series at its highest planned use."""
        return float(stretch(self.policy("database_util_cap_share"), REFERENCE_SINGLE, REFERENCE_FULL))

    def within_reach(self, fastest_single: float) -> Numbers:
        """Return the share of each class's target that is left of it where hardware can reach it; below 1 where not.

        Where the work alone takes most of the target even on the fastest size, no hardware reaches it.
        """
        on_app, held, other = self.demands.application_s / fastest_single, self.database_held_s, self.demands.other_s
        # With the wait at the database in it: a tighter target allows less of that, and must not leave room elsewhere.
        alone = gamma_percentile(on_app + held + other, on_app**2 + held**2 + other**2 / even_parts(other), 0.95)
        reachable = self.policy("reachable_target_share") * self.targets_s
        return np.asarray(np.minimum(1.0, reachable / np.maximum(alone, 1e-12)))

    def held_to_s(self, fastest_single: float) -> Numbers:
        """Return what each class is held to at the 95th percentile. [s].

        Its target; or where no hardware reaches that, so much more that waits and a slow core still count, while the
        class shows that it misses its target.
        """
        return np.asarray(self.targets_s / self.within_reach(fastest_single))

    @cached_property
    def agents_gib(self) -> Mapping[str, float]:
        """Memory of operating system and agents on each server by tier. [GiB]."""
        system = self.fact_number("os_reserve_ram")
        return {tier: system + memory for tier, memory in self.overheads.memory_gib.items()}

    @cached_property
    def size_need(self) -> SizeNeed:
        """What every production server must be able to do."""
        encrypted = self.facts.flag("encryption_at_host") or ENCRYPTION_CONTROL in self.controls
        return SizeNeed(
            min_vcpus=self.policy("least_vcpus"),
            min_nics=1,
            cpu_arch="x86_64",
            accelerated_networking=True,
            encryption_at_host=encrypted,
            burstable_allowed=False,
            growth_restricted_allowed=False,
            zones_at_least=self.zones,
            not_retiring_before=last_day(self.as_of, int(self.facts.number("planning_horizon_years"))),
            excluded_families=frozenset(self.facts.choices("vm_family_exclusions")),  # type: ignore[arg-type]
        )

    @cached_property
    def offer(self) -> Offer:
        """The sizes that production may take."""
        return self.offer_for(self.size_need, self.option)

    def offer_for(self, need: SizeNeed, option: PurchaseOption) -> Offer:
        """Return the sizes that meet a need; where none does, those that meet less of it. The role says what breaks.

        Where the lists of the consultant leave nothing at all, the sizes allowed count for nothing, but a size denied
        stays denied as long as another one is there. Raises NothingOffered where the region has no priced size at all.
        """
        platform = self.assessment.platform
        allowed, denied = tuple(sorted(platform.allowed_skus)), tuple(sorted(platform.denied_skus))
        for among in dict.fromkeys((allowed, ())):
            for tried in (need, *_easier(need)):
                found = offer(self.catalogue, self.region, tried, option, among, denied)
                if found.sizes:
                    return found
        found = offer(self.catalogue, self.region, SizeNeed(), option)
        if not found.sizes:
            raise NothingOffered(self.catalogue.region(self.region).display_name)
        return found

    def list_broken(self, sku: str) -> str:
        """Return which list of the consultant a size breaks, in words; '' where none."""
        platform = self.assessment.platform
        if sku in platform.denied_skus:
            return "among the sizes ruled out, and nothing else is left"
        if platform.allowed_skus and sku not in platform.allowed_skus:
            return "not among the sizes allowed, of which none can be had"
        return ""

    def pin(self, environment: str, role: str) -> Pin | None:
        """Return the size set by hand for a role of this tenant, else for the role of every tenant, if any."""
        own = self._pins.get((environment, role, self.tenant)) if environment == "production" else None
        return own or self._pins.get((environment, role, ""))

    @cached_property
    def _pins(self) -> Mapping[tuple[str, str, str], Pin]:
        """The sizes set by hand; of two for one role the first by key counts."""
        rows = sorted(self.assessment.platform.pins, key=lambda row: row.key, reverse=True)
        return {(row.environment, row.role, row.tenant): row for row in rows}

    @cached_property
    def process_sizes(self) -> ProcessSizes:
        """The memory of Odoo's processes. [MiB]."""
        return process_sizes(self.knowledge)


def _easier(need: SizeNeed) -> tuple[SizeNeed, ...]:
    """Return weaker needs to fall back on, so that there is always something to show."""
    return (
        replace(need, zones_at_least=0),
        replace(need, zones_at_least=0, not_retiring_before=None, growth_restricted_allowed=True),
        SizeNeed(cpu_arch=need.cpu_arch),
        SizeNeed(),
    )


def last_day(as_of: date, years: int) -> date:
    """Return the last day of the horizon; 29 February ends on the 28th."""
    try:
        return as_of.replace(year=as_of.year + years)
    except ValueError:
        return as_of.replace(year=as_of.year + years, day=28)


def not_outweighed(heaviness: Numbers) -> list[int]:
    """Return the rows that no other row is at least as heavy as in every column; of equal rows the first."""
    rows = np.array(alike(heaviness)[0], dtype=np.intp)
    values = heaviness[rows]
    at_least = ~np.eye(len(rows), dtype=bool)
    for column in values.T:
        at_least &= column[None, :] >= column[:, None]
    outweighed = np.any(at_least, axis=1)
    return [int(row) for row in rows[~outweighed]]
