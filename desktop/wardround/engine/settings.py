"""The settings that go with a size: Odoo, PostgreSQL, pooler, Redis, Traefik."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from wardround.engine.basis import Basis
from wardround.engine.findings import Setting
from wardround.engine.needs import BYTES_PER_MIB, MIB_PER_GIB, soft_limit_mib
from wardround.engine.postgres_tuning import SOURCE as PGTUNE
from wardround.engine.postgres_tuning import in_words, postgres_tuning

KB_PER_GIB = 1024 * 1024
CLI = "Odoo command-line reference"
DEPLOY = "Odoo deployment guide"
JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class OdooServer:
    """What the settings of one Odoo server rest on.

    Parameters
    ----------
    workers, jobs : HTTP workers and job workers of the server.
    memory_gib : of the server. [GiB]
    taken_gib : memory that no worker may have: operating system, agents, connections, and what else runs there. [GiB]
    for_jobs_only : whether no user reaches this server.
    """

    workers: int
    jobs: int
    memory_gib: float
    taken_gib: float
    for_jobs_only: bool = False


def longest_request_s(basis: Basis) -> int:
    """Return how long a request may run, in whole minutes: the longest report expected, with a margin. [s].

    Where reports are listed, those of the tenants on these servers count; else the longest one stated.
    """
    rows = basis.assessment.reports.reports
    own = [row.duration_minutes for row in rows if not basis.tenant or row.tenant in ("", basis.tenant)]
    longest = max(own, default=0.0) if rows else basis.facts.number("longest_report_minutes")
    return ceil(longest * basis.policy("time_limit_margin") - 1e-9) * 60


def odoo_settings(basis: Basis, server: OdooServer) -> tuple[Setting, ...]:
    """Return the settings of one Odoo server."""
    per_process = ceil(basis.policy("database_connections_per_worker")) * 2
    for_jobs_only, jobs = server.for_jobs_only, server.jobs
    longest = longest_request_s(basis)
    suffix = "production_sample" if for_jobs_only else "default"
    cpu_s, real_s = (basis.fact_number(f"limit_time_{kind}_{suffix}") for kind in ("cpu", "real"))
    if longest > real_s:
        why_long = "as long as the longest report with a margin; whatever takes that long belongs into a job"
    elif for_jobs_only:
        why_long = "no user waits here; long chunks may finish"
    else:
        why_long = "a request that runs longer blocks a worker and belongs into a job"
    soft, hard = _memory_limits(basis, server)
    rows = [
        (
            "workers",
            str(server.workers),
            "a job worker calls itself back for PDFs" if for_jobs_only else "wait for a worker, and the vendor floor",
            "queue of the worker pool; vendor rule SF-001, SF-002",
        ),
        (
            "max_cron_threads",
            str(jobs),
            "job workers of this server" if jobs else "jobs run on servers of their own",
            "SF-013; busy job workers at 80 % use",
        ),
        (
            "limit_memory_soft",
            f"{soft}",
            "recycled after the request above it; all workers at this limit fit into the server's memory",
            f"{CLI}; SF-008, SF-021",
        ),
        ("limit_memory_hard", f"{hard}", "killed above it; a quarter more than the soft limit", f"{CLI}; SF-009"),
        ("limit_time_cpu", f"{max(cpu_s, longest):.0f}", why_long, f"{CLI}; {DEPLOY}"),
        ("limit_time_real", f"{max(real_s, longest):.0f}", why_long, f"{CLI}; {DEPLOY}"),
        ("limit_request", f"{basis.fact_number('limit_request_default'):.0f}", "recycled after so many requests", CLI),
        (
            "db_maxconn",
            str(per_process),
            "twice what a process uses in practice, so that a runaway cannot take all connections",
            "sizing models, section 8.1; SF-014 for the default of 64",
        ),
        ("proxy_mode", "True", "addresses and TLS come from the ingress", DEPLOY),
        ("list_db", "False", "the database manager is not for users", DEPLOY),
        ("gevent_port", "8072", "live messages have a process and a route of their own", DEPLOY),
    ]
    return tuple(Setting("odoo", *row) for row in rows)


def _memory_limits(basis: Basis, server: OdooServer) -> tuple[int, int]:
    """Return soft and hard limit of a worker. [bytes]."""
    sizes = basis.process_sizes
    default, most = (basis.fact_number(f"limit_memory_{kind}_default") for kind in ("soft", "hard"))
    taken = server.taken_gib + sizes.fixed / MIB_PER_GIB
    soft = soft_limit_mib(
        server.memory_gib, taken, server.workers + server.jobs, default / BYTES_PER_MIB, sizes.least_limit
    )
    return int(soft) * BYTES_PER_MIB, int(soft * most / default) * BYTES_PER_MIB


def postgres_settings(
    basis: Basis, memory_gib: float, vcpus: int, connections: int, database_gib: float
) -> tuple[Setting, ...]:
    """Return the settings of PostgreSQL and its pooler on a server of its own.

    Parameters
    ----------
    memory_gib : of the server, agents and operating system included. [GiB]
    connections : server connections that the pooler opens at most.
    """
    usable = max(memory_gib - basis.agents_gib["database"], memory_gib / 2)
    tuned = postgres_tuning(
        int(usable * KB_PER_GIB), vcpus, "oltp", connections, data_fits_memory=database_gib < usable
    )
    memory = f"{usable:.1f} GiB beside operating system and agents"
    rows = [
        ("max_connections", str(tuned.max_connections), "connections of the pooler and the reserve"),
        ("shared_buffers", in_words(tuned.shared_buffers_kb), f"a quarter of {memory}"),
        ("effective_cache_size", in_words(tuned.effective_cache_size_kb), "three quarters of memory, for the planner"),
        ("maintenance_work_mem", in_words(tuned.maintenance_work_mem_kb), "a sixteenth of memory, at most 8 GB"),
        ("work_mem", in_words(tuned.work_mem_kb), "what is left, over three times connections and workers"),
        ("wal_buffers", in_words(tuned.wal_buffers_kb), "3 % of shared buffers, at most one segment"),
        ("min_wal_size", in_words(tuned.min_wal_size_kb), "log kept for reuse"),
        ("max_wal_size", in_words(tuned.max_wal_size_kb), "log between two checkpoints"),
        ("checkpoint_completion_target", "0.9", "checkpoints spread their writes"),
        ("random_page_cost", "1.1", "SSD"),
        ("effective_io_concurrency", "200", "SSD"),
        ("default_statistics_target", "100", "default of the profile"),
        ("max_worker_processes", str(tuned.max_worker_processes), "one per vCPU from four on"),
        ("max_parallel_workers", str(tuned.max_worker_processes), "one per vCPU from four on"),
        (
            "max_parallel_workers_per_gather",
            str(tuned.max_parallel_workers_per_gather),
            "half the vCPUs, at most four: one report must not take the server",
        ),
        (
            "max_parallel_maintenance_workers",
            str(tuned.max_parallel_maintenance_workers),
            "half the vCPUs, at most four",
        ),
        ("autovacuum_max_workers", str(tuned.autovacuum_max_workers), "more from 16 vCPUs on"),
        ("huge_pages", "try" if tuned.huge_pages else "off", "worth it from 2 GB of shared buffers on"),
        ("jit", "off", "short queries lose by it"),
        ("wal_compression", "lz4", "smaller full-page images, PostgreSQL 15 and newer"),
    ]
    if tuned.autovacuum_work_mem_kb is not None:
        rows.append(("autovacuum_work_mem", in_words(tuned.autovacuum_work_mem_kb), "capped at 2 GB a worker"))
    found = [Setting("postgresql", *row, PGTUNE) for row in rows]
    found.append(
        Setting(
            "postgresql",
            "ssl",
            "on" if basis.facts.flag("tls_internal") or "CT-ENC-04" in basis.controls else "off",
            "encryption between tiers is asked for" if basis.facts.flag("tls_internal") else "follows CT-ENC-04",
            "CT-ENC-04",
        )
    )
    return (*found, *pooler_settings(basis, connections))


def pooler_settings(basis: Basis, connections: int) -> tuple[Setting, ...]:
    """Return the settings of PgBouncer, which runs beside PostgreSQL."""
    reserve = int(basis.policy("connection_reserve"))
    pool = max(connections - reserve, 1)
    rows = (
        (
            "pool_mode",
            "session",
            "live messages listen for notifications, which transaction pooling cannot carry",
            "SF-138",
        ),
        ("default_pool_size", str(pool), "server connections of the ERP database", "sizing models, section 8.1"),
        ("reserve_pool_size", str(reserve), "jobs, monitoring, replication and administrators", JUDGEMENT),
        (
            "max_client_conn",
            str(connections * 2),
            "twice the server connections: after a failover all workers reconnect at once",
            "SF-137 for the default of 100; factor judgement",
        ),
        ("so_reuseport", "1", "one process uses one core; several may share the port", "SF-135"),
    )
    return tuple(Setting("pgbouncer", *row) for row in rows)


def redis_settings(basis: Basis, held_gib: float) -> tuple[Setting, ...]:
    """Return the settings of Redis for what it holds."""
    holds = basis.facts.text("redis_role")
    keeps = holds in {"sessions", "queue"}
    limit_mib = max(ceil(held_gib * 1024), 64)
    rows = [
        ("maxmemory", f"{limit_mib}mb", "peak with fork and fragmentation", "SF-146, SF-147, SF-160"),
        (
            "maxmemory-policy",
            "noeviction" if keeps else "allkeys-lru",
            "evicting a session signs a user out" if keeps else "a cache may forget",
            "sizing models, section 10",
        ),
        ("appendonly", "yes" if keeps else "no", "survives a restart" if keeps else "a cache need not", "SF-161"),
        ("appendfsync", "everysec", "at most one second is lost", "SF-161"),
        ("protected-mode", "yes", "reachable from the application subnet alone", JUDGEMENT),
        (
            "timeout of sessions",
            f"{basis.facts.number('session_timeout_minutes'):.0f} minutes",
            "idle sessions end as the client asks",
            "question USR-11",
        ),
    ]
    if basis.facts.flag("redis_ha"):
        rows.append(("sentinel quorum", "2 of 3", "the smallest robust set-up", "SF-165"))
    return tuple(Setting("redis", *row) for row in rows)


def traefik_settings(basis: Basis, requests_per_s: float) -> tuple[Setting, ...]:
    """Return the settings of Traefik for a busiest hour. [1/s]."""
    limit = max(ceil(requests_per_s * basis.policy("rate_limit_factor")), 10)
    timeout = max(basis.fact_number("limit_time_real_default"), longest_request_s(basis))
    rows = (
        ("tls.options.minVersion", "VersionTLS12", "older versions are broken", "CT-ENC-03"),
        ("certificates", "ECDSA P-256", "handshakes cost a tenth of RSA", "SF-185, SF-188"),
        (
            "headers.stsSeconds",
            "31536000",
            "browsers stay on TLS for a year",
            "general knowledge (unverified)",
        ),
        ("headers.contentTypeNosniff", "true", "no guessing of content types", "general knowledge (unverified)"),
        ("headers.frameDeny", "true", "no framing by other sites", "general knowledge (unverified)"),
        (
            "rateLimit.average",
            f"{limit}",
            "requests a second of one address; a whole site may share one",
            "busiest hour x factor (judgement)",
        ),
        ("rateLimit.burst", f"{limit * 2}", "twice the average", JUDGEMENT),
        ("respondingTimeouts.readTimeout", f"{timeout:.0f}s", "as long as a worker may run", "SF-011; longest report"),
        ("router /websocket/", "service on port 8072", "live messages go to the event process", "SF-017"),
        ("router /web/database", "denied", "the database manager is not exposed", DEPLOY),
        ("api.dashboard", "false", "no admin page on a public address", "CT-NET-10"),
        ("accessLog", "true, personal fields dropped", "audit without patient data", "CT-LOG-01"),
    )
    return tuple(Setting("traefik", *row) for row in rows)
