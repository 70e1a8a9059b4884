"""What each kind of server needs besides CPU: memory, workers, connections, disk work."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from wardround.engine.figure import formula
from wardround.engine.queueing import Numbers, erlang_b_next, wait_probability
from wardround.knowledge import Knowledge

MIB_PER_GIB = 1024
KIB_PER_MIB = 1024
BYTES_PER_MB = 1_000_000
BLOCK_BYTES = 8192
USERS_PER_WORKER = "users_per_http_worker"


@formula(
    "active users / 6, rounded up",
    unit="workers",
    source="Odoo deployment guide (SF-002: about six active users a worker)",
)
def vendor_rule_workers(active_users: float, users_per_worker: float) -> int:
    """Return the HTTP workers that the vendor's rule asks for."""
    return ceil(active_users / users_per_worker - 1e-9)


@formula("2 x vCPUs + 1", unit="workers", source="Odoo deployment guide (SF-001)")
def worker_ceiling(vcpus: int) -> int:
    """Return the most workers, HTTP and jobs together, that a server may run."""
    return 2 * vcpus + 1


@formula(
    "light share x measured worker + heavy share x memory of a heavy worker",
    unit="MiB",
    source="measured under mixed load (lab memory); heavy share and heavy worker of the Odoo deployment guide (SF-003, SF-005)",
)
def worker_memory_mib(measured_mib: float, heavy_mib: float, heavy_share: float) -> float:
    """Return the memory of one Odoo worker, shared out over light and heavy requests. [MiB]"""
    return (1.0 - heavy_share) * measured_mib + heavy_share * heavy_mib


@formula(
    "workers x memory of a worker + master + event process with its connections + operating system + agents of controls",
    unit="GiB",
    source="sizing models, sections 3 and 14; process sizes measured (lab memory, lab websockets)",
)
def application_memory_gib(
    workers: Numbers | float, worker_mib: float, fixed_mib: float, connection_mib: Numbers | float, agents_gib: float
) -> Numbers | float:
    """Return the memory of one application server. [GiB]"""
    return (workers * worker_mib + fixed_mib + connection_mib) / MIB_PER_GIB + agents_gib


@formula(
    "working set + connections x 10 MB + sorts x sort memory x 2 + operating system + agents of controls",
    unit="GiB",
    source="sizing models, section 8; 10 MB a connection SF-109, hash factor 2 SF-077",
)
def database_memory_gib(
    working_set_gib: float, connections: float, connection_mib: float, sorts: float, sort_mib: float, agents_gib: float
) -> float:
    """Return the memory of the database server. [GiB]"""
    return working_set_gib + (connections * connection_mib + 2.0 * sorts * sort_mib) / MIB_PER_GIB + agents_gib


@formula("size of the database x share touched every day", unit="GiB", source="sizing models, section 8")
def working_set_gib(database_gib: float, hot_share: float) -> float:
    """Return what the database must keep in memory. [GiB]"""
    return database_gib * hot_share


@formula(
    "processes x connections in practice + reserve",
    unit="connections",
    source="sizing models, section 8.1; connections in practice are general knowledge (unverified)",
)
def database_connections(processes: float, per_process: float, reserve: float) -> int:
    """Return the server connections that the pooler opens at most."""
    return ceil(processes * per_process + reserve)


@dataclass(frozen=True, slots=True)
class ProcessSizes:
    """Memory of the processes of an Odoo server. [MiB]"""

    worker: float
    fixed: float
    per_connection: float


def process_sizes(knowledge: Knowledge) -> ProcessSizes:
    """Return the memory of Odoo's processes: measured ones, with heavy requests as the vendor plans them."""
    after_load = [row for row in knowledge.lab_memory if row.state.startswith("after_mixed_load")]

    def mib(role: str) -> float:
        sizes = [row.uss_kib for row in after_load if row.role == role]
        return sum(sizes) / len(sizes) / KIB_PER_MIB

    worker = worker_memory_mib(
        mib("odoo_http_worker"), number(knowledge, "heavy_worker_ram"), number(knowledge, "heavy_request_share")
    )
    sockets = sorted(knowledge.lab_websockets, key=lambda row: row.connections)
    first, last = sockets[1], sockets[-1]
    slope = (last.gevent_uss_kib - first.gevent_uss_kib) / (last.connections - first.connections)
    fixed = mib("odoo_master") + first.gevent_uss_kib / KIB_PER_MIB
    return ProcessSizes(worker, fixed, slope / KIB_PER_MIB)


def number(knowledge: Knowledge, parameter: str) -> float:
    """Return a sizing fact that is a number. Raises LookupError for one in words."""
    value = knowledge.sizing_facts[parameter].value
    if value is None:
        raise LookupError(f"the sizing fact {parameter} is no number")
    return value


def needed_workers(
    offered: Numbers, squared: Numbers, most_wait_s: float, most_use: float, most: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the fewest workers that keep wait and use low in every hour, and the wait in each hour with them.

    Parameters
    ----------
    offered, squared : busy workers and arrivals x hold time squared, [candidate, hour].
    most_wait_s : longest mean wait for a free worker. [s]
    most_use : highest share of busy workers.
    most : workers at which to stop looking; one more is returned where even they are too few. [candidate]
    """
    needed = np.zeros(len(offered))
    waits = np.full(offered.shape, np.inf)
    with np.errstate(invalid="ignore"):
        finite = np.where(np.isfinite(offered), offered, 1e12)
        extra = np.where(np.isfinite(squared), squared, 0.0)
    blocked = np.ones(offered.shape)
    open_rows = np.ones(len(offered), dtype=bool)
    for workers in range(1, int(most.max()) + 1):
        blocked = erlang_b_next(blocked, finite, workers)
        free = workers - finite
        chance = wait_probability(blocked, finite, workers)
        with np.errstate(divide="ignore", invalid="ignore"):
            wait = np.where(free > 0, np.where(finite > 0, chance * extra / (free * finite), 0.0), np.inf)
        good = ((wait <= most_wait_s) & (finite <= most_use * workers)).all(axis=1) & open_rows & (workers <= most)
        needed[good] = workers
        waits[good] = wait[good]
        open_rows &= ~good
        if not open_rows.any():
            break
    needed[open_rows] = most[open_rows] + 1
    return needed, waits


@dataclass(frozen=True, slots=True)
class DiskWork:
    """What the database asks of its disks in the busiest hour."""

    data_iops: float
    data_mbps: float
    wal_iops: float
    wal_mbps: float


@formula(
    "blocks read x share not in memory + blocks written back",
    unit="1/s",
    source="sizing models, section 9; blocks measured (lab demands), share not in memory is judgement",
)
def data_iops(blocks_read_per_s: Numbers, miss_share: float, blocks_written_per_s: Numbers) -> Numbers:
    """Return the work of the data disk. [1/s]"""
    return np.asarray(blocks_read_per_s * miss_share + blocks_written_per_s)


@formula("operations x log per operation", unit="MiB/s", source="log measured just after a checkpoint (lab demands): its worst")
def wal_mib_per_s(wal_bytes_per_s: Numbers | float) -> Numbers | float:
    """Return the log that writes produce. [MiB/s]"""
    return wal_bytes_per_s / (KIB_PER_MIB * 1024)
