"""What was measured on a real Odoo and PostgreSQL, published sizing facts, and how wide an answer may be off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, AmountOrUnknown, Blank, Count, Factor, Key
from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class LabDemand:
    """What one operation of a class took, one user and one request at a time; `idle_baseline` is 20 s of nothing.

    CPU seconds are those of the measured machine, whose single-thread index against Dsv5 is about 1.0 (0.7 to 1.3).

    Parameters
    ----------
    run : measuring run that the row is from; run 1 was the quieter one. `note` says what was converted.
    wall_mean_s, wall_p50_s, wall_p95_s, wall_stdev_s : time seen by the client. [s]
    odoo_cpu_s, pg_backend_cpu_s, pg_background_cpu_s : CPU time. [s]
    sql_queries, sql_rows : statements and rows; pg_exec_ms is their execution time. [ms]
    blk_hit, blk_read, blk_dirtied : blocks of 8 KiB; a difference of counters, so noise may go below zero.
    wal_bytes, wal_records, wal_fpi : WAL volume, records and full-page images, at their worst after a checkpoint.
    pg_read_bytes, pg_write_bytes, odoo_write_bytes : bytes to and from the disk. The write bytes of PostgreSQL are
        those of run 2 throughout; `..._incl_checkpoint` has the dirty pages too.
    db_growth_bytes, filestore_growth_bytes : change of size; a vacuum may shrink.
    request_bytes, response_bytes : HTTP bodies, uncompressed; None where the client did not count them.
    worker_uss_growth_kib_per_op : growth of the workers' own memory; tends to zero when warm. [KiB]
    cpu_ratio_run_2_to_1 : CPU seconds of the second run over the first; None where one of them lacks the class.
    """

    op_class: Key
    run: Count
    reps: Count
    errors: Count
    http_requests_per_op: Amount
    wall_mean_s: Amount
    wall_p50_s: Amount
    wall_p95_s: Amount
    wall_stdev_s: Amount
    odoo_cpu_s: Amount
    pg_backend_cpu_s: Amount
    pg_background_cpu_s: Amount
    sql_queries: Amount
    pg_exec_ms: Amount
    sql_rows: Amount
    blk_hit: Amount
    blk_read: float
    blk_dirtied: Amount
    wal_bytes: Amount
    wal_records: Amount
    wal_fpi: Amount
    pg_read_bytes: Amount
    pg_write_bytes: Amount
    pg_write_bytes_incl_checkpoint: Amount
    odoo_write_bytes: Amount
    db_growth_bytes: float
    filestore_growth_bytes: Amount
    request_bytes: AmountOrUnknown
    response_bytes: AmountOrUnknown
    worker_uss_growth_kib_per_op: float
    cpu_ratio_run_2_to_1: AmountOrUnknown
    note: Blank
    source: str


@dataclass(frozen=True, slots=True)
class LabGrowth:
    """What creating or processing many documents of one kind took and left behind."""

    step: Key
    documents: Count
    wall_s: Amount
    odoo_cpu_s: Amount
    pg_backend_cpu_s: Amount
    queries: Count
    wal_bytes: Count
    wal_fpi: Count
    db_growth_bytes: Count
    filestore_growth_bytes: Count
    db_bytes_per_1000_docs: Amount
    wal_bytes_per_doc: Amount
    source: str


@dataclass(frozen=True, slots=True)
class LabBackup:
    """One backup or restore of a database of 0.2 GB; a lower bound of the rate for larger ones.

    Parameters
    ----------
    db_mb_per_s : size of the database over wall time. [MB/s]
    output_ratio : size of the result over that of the database; 0 for a restore.
    """

    operation: Key
    repeat: Annotated[int, Column(key=True, low=1)]
    db_bytes: Count
    output_bytes: Count
    wall_s: Amount
    client_cpu_s: Amount
    server_cpu_s: Amount
    db_mb_per_s: Amount
    output_ratio: Amount
    source: str


@dataclass(frozen=True, slots=True)
class LabMemory:
    """Memory of one process at a named moment: resident, proportional and unique set, in KiB."""

    state: str
    role: str
    rss_kib: Count
    pss_kib: Count
    uss_kib: Count
    source: str


@dataclass(frozen=True, slots=True)
class LabRedisSession:
    """What one stored web session takes in Redis, for one size of value. `server_cpu_us_per_setex` is in µs."""

    mean_value_bytes: Annotated[int, Column(key=True, low=0)]
    sessions: Count
    key_bytes: Count
    used_memory_bytes_per_session: Count
    overhead_bytes: Count
    rss_bytes_per_session: Count
    server_cpu_us_per_setex: Amount
    source: str


@dataclass(frozen=True, slots=True)
class LabWebsocket:
    """What idle bus connections take in the one process that holds them: memory, CPU, database connections.

    Parameters
    ----------
    idle_cpu_util : share of one core while idling.
    connect_cpu_s_total : CPU time to open the connections that this step added. [s]
    """

    connections: Annotated[int, Column(key=True, low=0)]
    failed: Count
    gevent_uss_kib: Count
    gevent_pss_kib: Count
    gevent_rss_kib: Count
    idle_cpu_util: Amount
    connect_cpu_s_total: Amount
    odoo_pg_connections: Count
    source: str


@dataclass(frozen=True, slots=True)
class SizingFact:
    """One published or measured figure about a component.

    Parameters
    ----------
    fact : the statement in words.
    parameter : the name that the engine asks by.
    value : the figure; None where it is no number, and then `text` has it.
    low, high : range for planning; None where the source gives none.
    confidence : `vendor_doc`, `measured_benchmark`, `practitioner` or `general_knowledge`, from firmest to loosest.
    """

    id: Key
    component: str
    fact: str
    parameter: str
    value: float | None
    text: Blank
    unit: str
    low: float | None
    high: float | None
    applies_to: Blank
    confidence: Literal["vendor_doc", "measured_benchmark", "practitioner", "general_knowledge"]
    source: str


@dataclass(frozen=True, slots=True)
class StandingWidth:
    """How far the truth may lie from an answer of this standing, as factors of the answer.

    Parameters
    ----------
    p10_factor, p90_factor : 10th and 90th percentile.
    lognormal_sigma : for `lognormal`, whose median is 1.
    triangular_min_factor, triangular_max_factor : ends of `triangular`, whose mode is 1.
    min_half_width : absolute floor, so that a growth of zero does not count as certain.
    """

    standing: Annotated[Literal["measured", "documented", "stated", "assumed", "unknown"], Column(key=True)]
    kind: Key
    distribution: Literal["lognormal", "triangular"]
    p10_factor: Factor
    p90_factor: Factor
    lognormal_sigma: float | None
    triangular_min_factor: float | None
    triangular_max_factor: float | None
    min_half_width: Amount
    min_half_width_unit: str
    note: Blank
    source: str
