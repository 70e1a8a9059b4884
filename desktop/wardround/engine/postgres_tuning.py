"""PostgreSQL settings from memory and CPUs by the rules of PGTune, in whole kB rounded down."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

KB_PER_MB = 1024
KB_PER_GB = 1024 * 1024

Profile = Literal["web", "oltp", "dw", "desktop", "mixed"]

SOURCE = "PGTune rules (le0pard/pgtune at 7caef27), sizing models, section 8"

_LEAST_WORK_MEM_KB = 4 * KB_PER_MB
_MOST_MAINTENANCE_KB = 8 * KB_PER_GB
_WAL_SEGMENT_KB = 16 * KB_PER_MB
_NEARLY_A_SEGMENT_KB = 14 * KB_PER_MB
_MOST_AUTOVACUUM_KB = 2 * KB_PER_GB
_LEAST_HUGE_PAGES_KB = 2 * KB_PER_GB
_PARALLEL_FROM_CPUS = 4
_DEFAULT_WORKER_PROCESSES = 8
_CONNECTIONS: dict[str, int] = {"web": 200, "oltp": 300, "dw": 40, "desktop": 20, "mixed": 100}
_WAL_SIZES_KB: dict[str, tuple[int, int]] = {
    "web": (1 * KB_PER_GB, 4 * KB_PER_GB),
    "oltp": (2 * KB_PER_GB, 8 * KB_PER_GB),
    "dw": (4 * KB_PER_GB, 16 * KB_PER_GB),
    "desktop": (100 * KB_PER_MB, 2 * KB_PER_GB),
    "mixed": (1 * KB_PER_GB, 4 * KB_PER_GB),
}


@dataclass(frozen=True, slots=True)
class PostgresTuning:
    """The settings that follow from memory, CPUs and connections. Sizes are kB."""

    max_connections: int
    shared_buffers_kb: int
    effective_cache_size_kb: int
    maintenance_work_mem_kb: int
    work_mem_kb: int
    wal_buffers_kb: int
    min_wal_size_kb: int
    max_wal_size_kb: int
    max_worker_processes: int
    max_parallel_workers_per_gather: int
    max_parallel_maintenance_workers: int
    autovacuum_max_workers: int
    autovacuum_work_mem_kb: int | None
    huge_pages: bool


def postgres_tuning(
    memory_kb: int,
    cpus: int,
    profile: Profile = "oltp",
    connections: int | None = None,
    *,
    data_fits_memory: bool | None = None,
) -> PostgresTuning:
    """Return the settings for a dedicated Linux server of PostgreSQL 15 or newer on SSD.

    Parameters
    ----------
    memory_kb : memory that the database may use; subtract other tenants of the server first. [kB]
    connections : server connections; None takes those of the profile.
    data_fits_memory : whether the whole database fits in memory; None where that is not known.
    """
    buffers = memory_kb // (16 if profile == "desktop" else 4)
    cache = memory_kb // 4 if profile == "desktop" else memory_kb * 3 // 4
    maintenance = min(memory_kb // (8 if profile == "dw" else 16), _MOST_MAINTENANCE_KB)
    allowed = connections if connections is not None else _CONNECTIONS[profile]
    many = cpus >= _PARALLEL_FROM_CPUS
    processes = cpus if many else _DEFAULT_WORKER_PROCESSES
    gather = ceil(cpus / 2) if many else 2
    if profile != "dw":
        gather = min(gather, 4)
    least, most = _WAL_SIZES_KB[profile]
    return PostgresTuning(
        max_connections=allowed,
        shared_buffers_kb=buffers,
        effective_cache_size_kb=cache,
        maintenance_work_mem_kb=maintenance,
        work_mem_kb=_work_mem_kb(memory_kb - buffers, allowed + processes, profile, data_fits_memory=data_fits_memory),
        wal_buffers_kb=_wal_buffers_kb(buffers),
        min_wal_size_kb=least,
        max_wal_size_kb=most,
        max_worker_processes=processes,
        max_parallel_workers_per_gather=gather,
        max_parallel_maintenance_workers=min(ceil(cpus / 2), 4) if many else 2,
        autovacuum_max_workers=3 if cpus < 16 else 4 if cpus < 32 else 5,  # noqa: PLR2004 - the rule's own steps
        autovacuum_work_mem_kb=_MOST_AUTOVACUUM_KB if maintenance >= _MOST_AUTOVACUUM_KB else None,
        huge_pages=buffers >= _LEAST_HUGE_PAGES_KB,
    )


def _work_mem_kb(left_kb: int, processes: int, profile: Profile, *, data_fits_memory: bool | None) -> int:
    each = left_kb / (3 * processes)
    if profile in {"dw", "mixed"}:
        each /= 2
    elif profile == "desktop":
        each /= 6
    if data_fits_memory is not None:
        each *= 1.3 if data_fits_memory else 0.9
    return max(int(each), _LEAST_WORK_MEM_KB)


def _wal_buffers_kb(buffers_kb: int) -> int:
    size = buffers_kb * 3 // 100
    if size > _NEARLY_A_SEGMENT_KB:
        return _WAL_SEGMENT_KB
    return max(size, 32)


def in_words(kb: int) -> str:
    """Return a size as PostgreSQL writes it, in the largest whole unit."""
    if kb % KB_PER_GB == 0:
        return f"{kb // KB_PER_GB}GB"
    if kb % KB_PER_MB == 0:
        return f"{kb // KB_PER_MB}MB"
    return f"{kb}kB"
