"""What each kind of server needs besides CPU: memory, workers, connections, disk work."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wardround.engine.figure import formula
from wardround.engine.queueing import Numbers, inverse_blocking, wait_probability
from wardround.knowledge import Knowledge

MIB_PER_GIB = 1024
KIB_PER_MIB = 1024
BYTES_PER_MIB = 1024**2
BYTES_PER_MB = 1_000_000
BLOCK_BYTES = 8192


@formula(
    "active users / 6, rounded up",
    unit="workers",
    source="Odoo deployment guide (SF-002: about six active users a worker)",
)
def vendor_rule_workers(active_users: float, users_per_worker: float) -> int:
    """Return the HTTP workers that the vendor's rule asks for."""
    return ceil(active_users / users_per_worker - 1e-9)


@formula("2 x vCPUs + 1", unit="workers", source="Odoo deployment guide (SF-001)")
def worker_ceiling(vcpus: ArrayLike) -> Numbers:
    """Return the most workers, HTTP and jobs together, that a server may run."""
    return np.asarray(2.0 * np.asarray(vcpus) + 1.0)


@formula(
    "light share x measured worker + heavy share x memory of a heavy worker",
    unit="MiB",
    source="measured under mixed load (lab memory); heavy share and worker of the deployment guide (SF-003, SF-005)",
)
def worker_memory_mib(measured_mib: float, heavy_mib: float, heavy_share: float) -> float:
    """Return the memory of one Odoo worker, shared out over light and heavy requests. [MiB]."""
    return (1.0 - heavy_share) * measured_mib + heavy_share * heavy_mib


@formula(
    "workers x memory of a worker + master + event process with its connections + operating system and agents",
    unit="GiB",
    source="sizing models, sections 3 and 14; process sizes measured (lab memory, lab websockets)",
)
def application_memory_gib(
    workers: Numbers | float, worker_mib: float, fixed_mib: float, connection_mib: Numbers | float, agents_gib: float
) -> Numbers | float:
    """Return the memory of one application server. [GiB]."""
    return (workers * worker_mib + fixed_mib + connection_mib) / MIB_PER_GIB + agents_gib


@formula(
    "(memory of the server - operating system, agents, master, event process and what else runs there) / workers, "
    "at most the default",
    unit="MiB",
    source="default limits SF-008, SF-009; vendor's production sample SF-021 as the least that memory is planned for",
)
def soft_limit_mib(memory_gib: float, taken_gib: float, workers: int, default_mib: float, least_mib: float) -> float:
    """Return the soft memory limit of one worker: all of them at their limit still fit into the server. [MiB].

    Parameters
    ----------
    taken_gib : memory of the server that no worker may have. [GiB]
    workers : HTTP and job workers together.
    """
    fits = (memory_gib - taken_gib) * MIB_PER_GIB / max(workers, 1)
    return floor(min(max(fits, least_mib), default_mib) + 1e-6)


@formula(
    "working set + connections x 10 MB + sorts x sort memory x 2 + operating system + agents of controls",
    unit="GiB",
    source="sizing models, section 8; 10 MB a connection SF-109, hash factor 2 SF-077",
)
def database_memory_gib(
    working_set_gib: float, connections: float, connection_mib: float, sorts: float, sort_mib: float, agents_gib: float
) -> float:
    """Return the memory of the database server. [GiB]."""
    return working_set_gib + (connections * connection_mib + 2.0 * sorts * sort_mib) / MIB_PER_GIB + agents_gib


@formula("size of the database x share touched every day", unit="GiB", source="sizing models, section 8")
def working_set_gib(database_gib: float, hot_share: float) -> float:
    """Return what the database must keep in memory. [GiB]."""
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
    """Memory of the processes of an Odoo server. [MiB].

    `worker` is what one holds on average, `least_limit` the lowest soft limit that it is given.
    """

    worker: float
    fixed: float
    per_connection: float
    least_limit: float

    @property
    def planned_worker(self) -> float:
        """What is set aside for a worker: its average, or its soft limit where that is more. [MiB].

        So the soft limits of all workers fit into the server together.
        """
        return max(self.worker, self.least_limit)


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
    least_limit = number(knowledge, "limit_memory_soft_production_sample") / BYTES_PER_MIB
    return ProcessSizes(worker, fixed, slope / KIB_PER_MIB, least_limit)


class NoNumber(LookupError):
    """A sizing fact is in words where a number is needed."""

    def __init__(self, parameter: str) -> None:
        """Name the fact by its parameter."""
        super().__init__(f"the sizing fact {parameter} has words where the engine needs a number")
        self.parameter = parameter


def number(knowledge: Knowledge, parameter: str) -> float:
    """Return a sizing fact that is a number. Raises NoNumber for one in words."""
    value = knowledge.sizing_facts[parameter].value
    if value is None:
        raise NoNumber(parameter)
    return value


def needed_workers(offered: Numbers, squared: Numbers, most_wait_s: float, most_use: float, most: Numbers) -> Numbers:
    """Return the fewest workers that keep wait and use low in every hour.

    Parameters
    ----------
    offered, squared : busy workers and arrivals x hold time squared, [candidate, hour].
    most_wait_s : longest mean wait for a free worker. [s]
    most_use : highest share of busy workers.
    most : workers at which to stop looking; one more is returned where even they are too few. [candidate]
    """
    needed = most + 1.0
    finite = np.where(np.isfinite(offered), offered, 1e12)
    extra = np.where(np.isfinite(squared), squared, 0.0)
    least = np.maximum(np.ceil(finite.max(axis=1) / most_use - 1e-9), 1.0)
    rows = np.flatnonzero(least <= most)
    # Nearly always a few workers beyond the busy ones are enough; only the rest is looked through to the end.
    for few in (True, False):
        if not len(rows):
            break
        busy, held, low, high = finite[rows], extra[rows], least[rows], most[rows]
        last = int(high.max())
        if few:
            crowd = float(busy.max())
            last = min(last, max(int(crowd + 4.0 * np.sqrt(crowd) + 8.0), int(low.min())))
        start = max(int(low.min()), 1)
        tried = np.arange(start, last + 1)
        wait = _pool_wait(busy, held, tried[:, None, None])
        good = (wait <= most_wait_s).all(axis=2) & (tried[:, None] >= low) & (tried[:, None] <= high)
        found = good.any(axis=0)
        first = good.argmax(axis=0)[found]
        needed[rows[found]] = tried[first]
        rows = rows[~found & (high > last)]
    return needed


def _pool_wait(busy: Numbers, held: Numbers, workers: NDArray[np.int64]) -> Numbers:
    """Return the mean wait for a worker with each number of workers, one after the other and stacked in front."""
    last = int(workers[-1, 0, 0])
    chance = wait_probability(inverse_blocking(busy, last)[last - len(workers) :], busy, workers)
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.where(busy > 0, chance * held / ((workers - busy) * busy), 0.0)
    return np.where(workers > busy, wait, np.inf)


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
    """Return the work of the data disk. [1/s]."""
    return np.asarray(blocks_read_per_s * miss_share + blocks_written_per_s)


@formula(
    "operations x log per operation",
    unit="MiB/s",
    source="log measured just after a checkpoint (lab demands): its worst",
)
def wal_mib_per_s(wal_bytes_per_s: Numbers | float) -> Numbers | float:
    """Return the log that writes produce. [MiB/s]."""
    return wal_bytes_per_s / (KIB_PER_MIB * 1024)
