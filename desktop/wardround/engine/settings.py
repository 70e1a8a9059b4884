"""The settings that go with a size: Odoo, PostgreSQL, pooler, Redis, Traefik."""

from __future__ import annotations

from math import ceil

from wardround.engine.basis import Basis
from wardround.engine.findings import Setting
from wardround.engine.postgres_tuning import SOURCE as PGTUNE
from wardround.engine.postgres_tuning import in_words, postgres_tuning

KB_PER_GIB = 1024 * 1024
CLI = "Odoo command-line reference"
DEPLOY = "Odoo deployment guide"
JUDGEMENT = "judgement"


def odoo_settings(
    basis: Basis, workers: int, jobs: int, *, for_jobs_only: bool = False, carries_jobs: bool = True
) -> tuple[Setting, ...]:
    """Return the settings of one Odoo server.

    Parameters
    ----------
    workers, jobs : HTTP workers and job workers of the node.
    for_jobs_only : whether no user reaches this server.
    carries_jobs : whether scheduled jobs run on it.
    """
    per_process = ceil(basis.policy("database_connections_per_worker")) * 2
    longest_cpu = "limit_time_cpu_production_sample" if for_jobs_only else "limit_time_cpu_default"
    longest_real = "limit_time_real_production_sample" if for_jobs_only else "limit_time_real_default"
    why_long = (
        "no user waits here; long chunks may finish"
        if for_jobs_only
        else "a request that runs longer blocks a worker and belongs into a job"
    )
    rows = [
        (
            "workers",
            str(max(workers, 2) if for_jobs_only else workers),
            "a job worker calls itself back for PDFs" if for_jobs_only else "wait for a worker, and the vendor floor",
            "queue of the worker pool; vendor rule SF-001, SF-002",
        ),
        (
            "max_cron_threads",
            str(jobs if carries_jobs or for_jobs_only else 0),
            "job workers of this server" if carries_jobs or for_jobs_only else "jobs run on servers of their own",
            "SF-013; busy job workers at 80 % use",
        ),
        ("limit_memory_soft", _bytes(basis, "limit_memory_soft_default"), "recycled after the request above it", CLI),
        ("limit_memory_hard", _bytes(basis, "limit_memory_hard_default"), "killed above it", CLI),
        ("limit_time_cpu", f"{basis.fact_number(longest_cpu):.0f}", why_long, f"{CLI}; {DEPLOY}"),
        ("limit_time_real", f"{basis.fact_number(longest_real):.0f}", why_long, f"{CLI}; {DEPLOY}"),
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


def _bytes(basis: Basis, parameter: str) -> str:
    return f"{basis.fact_number(parameter):.0f}"


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
    timeout = basis.fact_number("limit_time_real_default")
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
        ("respondingTimeouts.readTimeout", f"{timeout:.0f}s", "as long as a worker may run", "SF-011"),
        ("router /websocket/", "service on port 8072", "live messages go to the event process", "SF-017"),
        ("router /web/database", "denied", "the database manager is not exposed", DEPLOY),
        ("api.dashboard", "false", "no admin page on a public address", "CT-NET-10"),
        ("accessLog", "true, personal fields dropped", "audit without patient data", "CT-LOG-01"),
    )
    return tuple(Setting("traefik", *row) for row in rows)
