"""The PostgreSQL server: CPU, memory for the working set, and disks that keep up without bursting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wardround.catalogue import DiskKind
from wardround.engine.basis import Basis
from wardround.engine.caution import Caution
from wardround.engine.database_disks import Volumes, volumes_by_size
from wardround.engine.disks import system_disk
from wardround.engine.findings import DiskChoice
from wardround.engine.needs import (
    BLOCK_BYTES,
    BYTES_PER_MB,
    DiskWork,
    data_iops,
    database_connections,
    database_memory_gib,
    vendor_rule_workers,
    wal_mib_per_s,
    working_set_gib,
)
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.queueing import Numbers, cpu_utilisation, shared_slowdown, stretch
from wardround.engine.search import Check


@dataclass(frozen=True, slots=True)
class DatabaseContent:
    """What the database holds at the end of the horizon, and what it is asked for in the busiest hour."""

    database_gib: float
    working_set_gib: float
    connections: int
    sorts: float
    memory_gib: float
    work: DiskWork
    wal_mib_per_s: float
    iops_floor: float
    """Part of the IOPS that stands on users alone until they are measured. [1/s]."""


def database_content(
    basis: Basis, database_gib: float, measured_share: float = 1.0, caution: Caution | None = None
) -> DatabaseContent:
    """Return what the database holds and is asked for.

    Parameters
    ----------
    database_gib : its size at the end of the horizon.
    measured_share : part of the IOPS and writes measured on the whole platform that this database has.
    caution : added to what it is asked for; None asks for what is likely. The size is taken as it is given.
    """
    careful = caution or basis.caution.likely
    facts, load, demands = basis.facts, basis.load, basis.demand.services
    hot = working_set_gib(database_gib, facts.number("hot_data_pct") / 100)
    people = basis.most_people
    rule = vendor_rule_workers(people, basis.fact_number("users_per_http_worker"))
    jobs = basis.fact_number("max_cron_threads_default") * 2
    connections = database_connections(
        max(rule, 2) + jobs, basis.policy("database_connections_per_worker"), basis.policy("connection_reserve")
    )
    per_s = load.requests_per_s + load.background_per_s
    analysing = per_s @ np.array([row.database_cpu_s if row.model_class == "analyse" else 0.0 for row in demands])
    sorts = float((load.running_reports + analysing).max())
    memory = database_memory_gib(
        hot,
        connections,
        basis.fact_number("connection_memory_planning"),
        sorts,
        basis.policy("sort_memory_mib"),
        basis.agents_gib["database"],
    )
    wal = careful.of_load(load, np.array([row.wal_bytes for row in demands]))
    iops_floor = careful.of_people(_iops_floor(basis, people, measured_share))
    return DatabaseContent(
        database_gib=database_gib,
        working_set_gib=hot,
        connections=connections,
        sorts=sorts,
        memory_gib=float(memory),
        work=_disk_work(basis, careful, wal, iops_floor, measured_share),
        wal_mib_per_s=float(np.asarray(wal_mib_per_s(wal)).max()),
        iops_floor=iops_floor,
    )


def _iops_floor(basis: Basis, people: float, measured_share: float) -> float:
    """Return the IOPS to plan for whatever the model says: measured ones grown to the horizon, else so many a user."""
    facts, demand = basis.facts, basis.demand
    if facts.flag("baseline_available") and facts.known_better("db_iops_peak_current"):
        measured = facts.number("db_iops_peak_current")
        return measured * measured_share * demand.user_growth_factor * demand.headroom_factor
    return people * basis.policy("iops_per_active_user")


def _disk_work(
    basis: Basis, careful: Caution, wal_bytes_per_s: Numbers, iops_floor: float, measured_share: float
) -> DiskWork:
    services, facts, load = basis.demand.services, basis.facts, basis.load
    read = careful.of_load(load, np.array([row.blocks_read for row in services]))
    written = careful.of_load(load, np.array([row.blocks_written for row in services]))
    commits = careful.of_load(load, np.array([row.commits for row in services]))
    iops = max(float(data_iops(read, basis.policy("read_miss_share"), written).max()), iops_floor)
    wal_mbps = float(wal_bytes_per_s.max()) / BYTES_PER_MB
    grown = basis.demand.user_growth_factor * basis.demand.headroom_factor
    stated = careful.of_machines(facts.number("write_mb_per_s_peak") * measured_share * grown)
    return DiskWork(
        data_iops=iops,
        data_mbps=max(iops * BLOCK_BYTES / BYTES_PER_MB, stated),
        wal_iops=float(commits.max()),
        wal_mbps=wal_mbps,
    )


def whole_content(contents: Sequence[DatabaseContent]) -> DatabaseContent:
    """Return what all databases of production together hold and are asked for, each in its own busiest hour."""
    works = [content.work for content in contents]
    return DatabaseContent(
        database_gib=sum(content.database_gib for content in contents),
        working_set_gib=sum(content.working_set_gib for content in contents),
        connections=sum(content.connections for content in contents),
        sorts=sum(content.sorts for content in contents),
        memory_gib=sum(content.memory_gib for content in contents),
        work=DiskWork(
            data_iops=sum(work.data_iops for work in works),
            data_mbps=sum(work.data_mbps for work in works),
            wal_iops=sum(work.wal_iops for work in works),
            wal_mbps=sum(work.wal_mbps for work in works),
        ),
        wal_mib_per_s=sum(content.wal_mib_per_s for content in contents),
        iops_floor=sum(content.iops_floor for content in contents),
    )


def least_vcpus(basis: Basis) -> float:
    """Return the vCPUs of the smallest database server planned: more than the smallest from some users on. [vCPU]."""
    small = basis.most_people <= basis.policy("small_database_users")
    return basis.policy("least_vcpus" if small else "database_least_vcpus")


@dataclass(frozen=True, slots=True)
class DatabaseNeeds:
    """What the database server is held to."""

    basis: Basis
    of: Offer
    content: DatabaseContent
    volumes: tuple[Volumes, ...]
    work: Numbers

    def side_costs(self, places: Whole, counts: Whole) -> Whole:
        """Return the price of disks beside each candidate. [micro-USD a month]."""
        system = system_disk(self.basis.catalogue, self.basis.region, self.basis.policy("os_disk_gib"))
        each = np.array([volumes.monthly_micro_usd for volumes in self.volumes], dtype=np.int64)
        return np.asarray((system.monthly_micro_usd + each)[places] * counts)

    def disks(self, place: int) -> tuple[DiskChoice, ...]:
        """Return the disks of the server."""
        system = system_disk(self.basis.catalogue, self.basis.region, self.basis.policy("os_disk_gib")).choice
        return (system, self.volumes[place].data.choice, self.volumes[place].wal.choice)

    def plausible(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return the constraints that need no queue: what fails here fails in `checks` too."""
        del counts
        vcpus, single, full = self.of.vcpus[places], self.of.single_speed[places], self.of.full_speed[places]
        asked = (self.work.max() + self.basis.fact_number("os_reserve_cpu")) / vcpus
        size = len(places)
        cap = np.full(size, self.basis.policy("database_util_cap_share"))
        return (
            Check("cpu", "share", "", cpu_utilisation(asked, single, full), cap),
            Check("memory", "GiB", "", np.full(size, self.content.memory_gib), self.of.memory_gib[places]),
        )

    def checks(self, places: Whole, counts: Whole) -> tuple[Check, ...]:
        """Return all constraints; the database does not share its load, so nodes play no part."""
        basis, content, of = self.basis, self.content, self.of
        del counts
        vcpus, single, full = of.vcpus[places], of.single_speed[places], of.full_speed[places]
        asked = (self.work.max() + basis.fact_number("os_reserve_cpu")) / vcpus
        used = cpu_utilisation(asked, single, full)
        seconds = stretch(used, single, full) * shared_slowdown(used, vcpus)
        cap, disk_cap = basis.policy("database_util_cap_share"), basis.policy("disk_util_cap_share")
        volumes = [self.volumes[place] for place in places]
        v2 = np.array([row.kind is DiskKind.PREMIUM_SSD_V2 for row in volumes], dtype=bool)
        attached = np.array([row.count if row.enough else np.inf for row in volumes])
        work, size = content.work, len(places)
        return (
            Check(
                "cpu",
                "vCPU",
                f"busy vCPUs in the busiest hour at {cap:.0%} use",
                used * vcpus / cap,
                vcpus.astype(float),
            ),
            Check(
                "least_vcpus",
                "vCPU",
                "least vCPUs of a production database beside maintenance and backups",
                np.full(size, least_vcpus(basis)),
                vcpus.astype(float),
            ),
            Check(
                "slowness",
                "s per reference second",
                "time that a second of work takes beside all other work, against what the response targets leave the "
                "database",
                seconds,
                np.full(size, basis.database_slowness),
            ),
            Check(
                "memory",
                "GiB",
                "working set, connections, sorts, operating system and agents",
                np.full(size, content.memory_gib),
                of.memory_gib[places],
            ),
            Check(
                "iops",
                "IOPS",
                f"IOPS of data and log at {disk_cap:.0%} of the VM's own limit",
                np.full(size, (work.data_iops + work.wal_iops) / disk_cap),
                np.where(v2, of.iops_v2[places], of.iops[places]),
            ),
            Check(
                "throughput",
                "MB/s",
                f"throughput of data and log at {disk_cap:.0%} of the VM's own limit",
                np.full(size, (work.data_mbps + work.wal_mbps) / disk_cap),
                np.where(v2, of.mbps_v2[places], of.mbps[places]),
            ),
            Check("data_disks", "disks", "data and log disks", attached, of.data_disks[places].astype(float)),
        )


def database_needs(basis: Basis, of: Offer, content: DatabaseContent, caution: Caution | None = None) -> DatabaseNeeds:
    """Return what the database server is held to, out of all hours.

    Parameters
    ----------
    content : what it holds and is asked for, with the same caution.
    """
    careful = caution or basis.caution.likely
    return DatabaseNeeds(
        basis=basis,
        of=of,
        content=content,
        volumes=volumes_by_size(basis, of, content.database_gib, content.work),
        work=careful.of_load(basis.load, basis.demands.database_s, basis.demands.report_database_share),
    )
