"""Everything on one server: for non-production environments, and as a temporary step for a small deployment."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from wardround.catalogue import DiskKind
from wardround.engine.basis import Basis
from wardround.engine.disks import DiskNeed, PricedDisks, cheapest_disks, largest_disks, provisioned_gib
from wardround.engine.needs import (
    ProcessSizes,
    application_memory_gib,
    worker_ceiling,
)
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.performance import application_work, database_work
from wardround.engine.queueing import cpu_utilisation
from wardround.engine.search import Check

LEAST_HTTP_WORKERS = 2
"""A PDF run calls back into the web server, so a lone worker would wait for itself (SF-024)."""

MOST_SHARED_DISKS = 4

CARRIED = ("postgresql", "pooler", "redis", "filestore", "ingress")
"""Roles that share the server with the application."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of production an environment is."""

    users: float
    data: float


@dataclass(frozen=True, slots=True)
class OneServer:
    """What one server for everything is held to; the database keeps the part of its data that the users touch."""

    basis: Basis
    of: Offer
    share: Share
    workers: int
    working_set_gib: float
    sizes: ProcessSizes
    most_cores: float

    @property
    def asked_cores(self) -> float:
        """The reference cores that the share of the users keeps busy. [cores]."""
        load, demands = self.basis.heavy_hours, self.basis.demands
        work = application_work(load, demands, with_background=True) + database_work(load, demands)
        return float(work.max()) * self.share.users

    @property
    def capped(self) -> bool:
        """Whether less is planned than the share of the users asks for."""
        return self.asked_cores > self.most_cores

    def checks(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints."""
        del counts
        basis, of = self.basis, self.of
        asked = min(self.asked_cores, self.most_cores) + basis.fact_number("os_reserve_cpu")
        vcpus = of.vcpus[places]
        used = cpu_utilisation(asked / vcpus, of.single_speed[places], of.full_speed[places])
        cap = basis.policy("database_util_cap_share")
        jobs = basis.fact_number("max_cron_threads_default")
        memory = application_memory_gib(
            self.workers + jobs, self.sizes.planned_worker, self.sizes.fixed, 0.0, basis.agents_gib["database"]
        )
        size = len(places)
        return (
            Check(
                "cpu",
                "vCPU",
                f"busy vCPUs of all roles together at {cap:.0%} use",
                used * vcpus / cap,
                vcpus.astype(float),
            ),
            Check(
                "workers",
                "workers",
                "HTTP and job workers against the vendor's ceiling of 2 x vCPUs + 1",
                np.full(size, self.workers + jobs),
                worker_ceiling(vcpus),
            ),
            Check(
                "memory",
                "GiB",
                "workers, the database's working set, operating system and agents",
                np.full(size, float(memory) + self.working_set_gib),
                of.memory_gib[places],
            ),
        )


def one_server(
    basis: Basis, of: Offer, share: Share, *, workers: int, working_set_gib: float, most_cores: float = inf
) -> OneServer:
    """Return what one server for everything is held to.

    Parameters
    ----------
    working_set_gib : of this environment. [GiB]
    most_cores : busy reference cores to plan for at most, whatever the share of the users asks for. [cores]
    """
    return OneServer(basis, of, share, workers, working_set_gib, basis.process_sizes, most_cores)


def workers_for(basis: Basis, share: Share) -> int:
    """Return the HTTP workers for a share of the users, at the speed of the reference series; two at least."""
    demands, load = basis.demands, basis.heavy_hours
    hold = basis.database_stretch * (demands.application_s + demands.database_s) + demands.other_s
    busy = float((load.requests_per_s @ hold + load.running_reports + load.replica_reports).max()) * share.users
    return max(ceil(busy / basis.fact_number("max_sustained_utilisation") - 1e-9), LEAST_HTTP_WORKERS)


def shared_data_disk(
    basis: Basis, database_gib: float, files_gib: float, iops: float, kinds: tuple[DiskKind, ...]
) -> PricedDisks:
    """Return the cheapest disks that database and files share; the largest where none is big enough. [GiB], [1/s]."""
    need = DiskNeed(
        "data",
        provisioned_gib(database_gib, basis.policy("bloat_share"), files_gib, basis.policy("free_space_share")),
        iops / basis.policy("disk_util_cap_share"),
        0.0,
        "database and files of the environment at the end of the horizon",
    )
    found = [cheapest_disks(basis.catalogue, basis.region, kind, need, MOST_SHARED_DISKS) for kind in kinds]
    priced = [disks for disks in found if disks is not None]
    if not priced:
        return largest_disks(basis.catalogue, basis.region, kinds[-1], need, MOST_SHARED_DISKS)
    return min(priced, key=lambda disks: (disks.monthly_micro_usd, disks.choice.kind))
