"""The figures that explain a sizing: servers, workers, memory, storage, log, response, uncertainty."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.engine.basis import Basis
from wardround.engine.caution import half_widths_above, with_caution
from wardround.engine.data_sizes import backup_vault_gib, egress_gib_per_month, log_gib_per_day
from wardround.engine.demand import data_growth_factor
from wardround.engine.disks import provisioned_gib
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import Need, RoleSizing, Sizing
from wardround.engine.needs import (
    data_iops,
    database_connections,
    database_memory_gib,
    vendor_rule_workers,
    wal_mib_per_s,
    working_set_gib,
)
from wardround.engine.performance import database_work
from wardround.engine.performance_report import Forecast
from wardround.engine.production import GroupSizing
from wardround.engine.queueing import cpu_utilisation, gamma_p95
from wardround.engine.sizing_facts import sizing_uncertainty_pct, uncertainty_pct

DESIGN_HOUR_CORES = "demand.design_hour.cpu_cores"
ACTIVE_USERS = "demand.design_hour.active_users"
SEARCH_WORDS = (
    "the cheapest of all sizes that the region offers, times all numbers of nodes, that meets every need listed; "
    "equal prices go to fewer nodes and newer generations"
)


def sizing_figures(basis: Basis, main: GroupSizing, sizing: Sizing, forecast: Forecast) -> tuple[Figure, ...]:
    """Return the figures behind a sizing, roles first."""
    return (
        *_of_roles(sizing),
        *_of_load(basis, sizing, forecast),
        *_of_data(basis, main, sizing),
        *_of_database(basis, main, sizing),
        *_of_caution(basis, main, sizing),
    )


def _policy(basis: Basis, policy_id: str) -> Input:
    row = basis.knowledge.design_policies[policy_id]
    return Input(row.meaning, row.value, row.unit, row.source)


def _sizing_fact(basis: Basis, parameter: str) -> Input:
    row = basis.knowledge.sizing_facts[parameter]
    return Input(row.fact, row.value if row.value is not None else row.text, row.unit, f"{row.id}, {row.source}")


def _of_roles(sizing: Sizing) -> Iterator[Figure]:
    for role in sizing.roles:
        if not role.vcpus:
            continue
        name = f"{role.environment}.{role.role}" + (f".{role.tenant}" if role.tenant else "")
        yield Figure(
            f"{name}.size",
            f"{role.role.replace('_', ' ').capitalize()} servers, {role.environment.replace('_', ' ')}",
            f"{role.nodes} x {role.sku}",
            "",
            f"{SEARCH_WORDS}. What decided: {role.binding}",
            (*(_of_need(need) for need in role.needs), *(_behind(role))),
            "sizes and prices of the catalogue, exhaustive search",
        )


def _beside(sizing: Sizing) -> tuple[str, ...]:
    """Return the environments beside production that have servers, in the order of the roles."""
    return tuple(dict.fromkeys(r.environment for r in sizing.roles if r.vcpus and r.environment != "production"))


def _of_need(need: Need) -> Input:
    given = "not documented" if need.given is None else f"given {need.given:,.6g}"
    return Input(need.words, round(need.needed, 4), need.unit, given)


def _behind(role: RoleSizing) -> tuple[Input, ...]:
    if role.environment != "production" or role.role not in {"application", "postgresql"}:
        return ()
    found = [Input("Busy reference cores in the design hour", "", "cores", "", DESIGN_HOUR_CORES)]
    if role.role == "application":
        found.append(Input("HTTP workers", "", "workers", "", "production.application.workers"))
    else:
        found.append(Input("Memory needed", "", "GiB", "", "production.postgresql.memory_gib"))
    return tuple(found)


def _of_load(basis: Basis, sizing: Sizing, forecast: Forecast) -> Iterator[Figure]:
    performance, facts = sizing.performance, basis.facts
    people = Input("Active people in the design hour", "", "people", "", ACTIVE_USERS)
    yield vendor_rule_workers.explain(
        "production.vendor_rule_workers",
        "Workers that the vendor's rule asks for",
        (people, _sizing_fact(basis, "users_per_http_worker")),
        performance.vendor_rule_workers,
    )
    yield Figure(
        "production.application.workers",
        "HTTP workers of the application servers",
        performance.workers,
        "workers",
        "on each node the fewest that keep the mean wait for a worker and their use low with nodes lost, at least the "
        "share of the vendor's rule that must be up and at most 2 x vCPUs + 1; times nodes",
        (
            Input("Vendor's rule", performance.vendor_rule_workers, "workers", "", "production.vendor_rule_workers"),
            facts.input("vendor_floor_pct"),
            facts.input("nodes_lost"),
            _policy(basis, "worker_wait_share"),
            _sizing_fact(basis, "max_sustained_utilisation"),
        ),
        "Erlang's C on the time a worker is held; vendor rule SF-001, SF-002",
    )
    yield Figure(
        "production.floor_monthly_usd",
        "Price of caution",
        float(sizing.floor_monthly_usd),
        "USD/month",
        "application servers with the vendor floor less the same search without it",
        (
            facts.input("vendor_floor_pct"),
            Input("Vendor's rule", performance.vendor_rule_workers, "workers", "", "production.vendor_rule_workers"),
        ),
        "two searches over the same prices",
    )
    for name, label, value in (
        ("application", "Application CPU in the busiest hour, nodes lost", forecast.application_util()),
        ("database", "Database CPU in the busiest hour", forecast.database_util()),
    ):
        yield cpu_utilisation.explain(
            f"performance.{name}_util_share",
            label,
            (
                Input("Busy reference cores in the design hour", "", "cores", "", DESIGN_HOUR_CORES),
                _policy(basis, f"{name}_util_cap_share"),
                *(
                    Input(f"vCPUs of {role.nodes} x {role.sku}", role.vcpus * role.nodes, "vCPU", "catalogue")
                    for role in sizing.roles
                    if role.environment == "production" and role.tier == name and role.vcpus
                ),
            ),
            round(value, 4),
        )
    hour = performance.design_hour
    if hour.p95_response_s is not None:
        yield gamma_p95.explain(
            "performance.design_hour.p95_response_s",
            "Response at the 95th percentile in the design hour, nodes lost",
            (
                Input("Mean response", round(hour.mean_response_s or 0.0, 4), "s", performance.method),
                Input("Application CPU", round(hour.application_util_share, 4), "share", performance.method),
                Input("Database CPU", round(hour.database_util_share, 4), "share", performance.method),
                Input("Busy workers", round(hour.worker_util_share, 4), "share", performance.method),
                facts.input("response_target_p95_ms"),
            ),
            round(hour.p95_response_s, 4),
        )
    yield uncertainty_pct.explain(
        "sizing.uncertainty_pct",
        "Uncertainty of the sizing",
        (
            facts.input("evidence_level"),
            facts.input("peak_concurrent_users"),
            facts.input("interface_msgs_per_hour_peak"),
            Input("Service demands", "measured" if performance.validated else "documented", "", "standing widths"),
        ),
        round(sizing_uncertainty_pct(basis, validated=performance.validated), 1),
    )


def _of_data(basis: Basis, main: GroupSizing, sizing: Sizing) -> Iterator[Figure]:
    facts, data = basis.facts, sizing.data
    del main
    size = Input("Size at the end of the horizon", round(data.database_gib, 1), "GiB", "", "data.database_gib")
    yield data_growth_factor.explain(
        "data.growth",
        "Database at the end of the horizon against now",
        (facts.input("db_size_gb"), facts.input("db_growth_gb_month"), facts.input("planning_horizon_years")),
        round(data.database_gib / data.database_gib_now, 4) if data.database_gib_now else 1.0,
    )
    yield Figure(
        "data.database_gib",
        "Database at the end of the horizon",
        round(data.database_gib, 1),
        "GiB",
        "size now + growth a month x months in the horizon",
        (facts.input("db_size_gb"), facts.input("db_growth_gb_month"), facts.input("planning_horizon_years")),
        "straight-line growth",
    )
    yield Figure(
        "data.filestore_gib",
        "Filestore at the end of the horizon",
        round(data.filestore_gib, 1),
        "GiB",
        "size now + growth a month x months in the horizon",
        (
            facts.input("filestore_gb"),
            facts.input("filestore_growth_gb_month"),
            facts.input("planning_horizon_years"),
        ),
        "straight-line growth",
    )
    yield working_set_gib.explain(
        "data.working_set_gib", "Working set", (size, facts.input("hot_data_pct")), round(data.working_set_gib, 1)
    )
    writes = tuple(
        Input(f"Log of one '{row.model_class}'", round(row.wal_bytes), "bytes", row.source)
        for row in basis.demand.services
        if row.wal_bytes
    )
    hour = Input("Busiest hour", "", "", "", "demand.design_hour.operations_per_hour")
    yield wal_mib_per_s.explain(
        "data.wal_mib_per_s_peak", "Log at the peak", (hour, *writes), round(data.wal_mib_per_s_peak, 4)
    )
    day = Input("Log of a working day", round(data.wal_gib_per_day, 2), "GiB/day", "", "data.wal_mib_per_s_peak")
    yield backup_vault_gib.explain(
        "data.backup_vault_gib",
        "Backup vault when the retention is full",
        (
            size,
            day,
            facts.input("backup_retention_days"),
            _policy(basis, "full_backup_interval_days"),
            _sizing_fact(basis, "backup_compression_remaining"),
            Input("Filestore", round(data.filestore_gib, 1), "GiB", "", "data.filestore_gib"),
        ),
        round(data.backup_vault_gib, 1),
    )
    yield log_gib_per_day.explain(
        "data.log_gib_per_day",
        "Logs to ingest",
        (
            Input("Controls, each server", round(basis.overheads.log_gib_per_server_day, 3), "GiB/day", "controls"),
            Input(
                "Controls, each environment",
                round(basis.overheads.log_gib_per_environment_day, 3),
                "GiB/day",
                "controls",
            ),
            facts.input("scope_environments"),
            *(_policy(basis, f"{name}_users_share") for name in _beside(sizing)),
            _sizing_fact(basis, "log_bytes_per_request"),
        ),
        round(data.log_gib_per_day, 2),
    )
    yield egress_gib_per_month.explain(
        "data.egress_gib_per_month",
        "Data leaving Azure",
        (hour, facts.input("month_end_close_days"), facts.input("file_transfer_gb_day")),
        round(data.egress_gib_per_month, 1),
    )


def _of_database(basis: Basis, main: GroupSizing, sizing: Sizing) -> Iterator[Figure]:
    facts, content = basis.facts, main.content
    size = Input("Database at the end of the horizon", round(content.database_gib, 1), "GiB", "", "data.database_gib")
    yield database_memory_gib.explain(
        "production.postgresql.memory_gib",
        "Memory that the database needs",
        (
            Input("Working set", round(content.working_set_gib, 1), "GiB", "", "data.working_set_gib"),
            Input("Connections", content.connections, "connections", "", "production.postgresql.connections"),
            _sizing_fact(basis, "connection_memory_planning"),
            Input("Sorts at once", round(content.sorts, 2), "sorts", "reports and analytic steps of the busiest hour"),
            _policy(basis, "sort_memory_mib"),
            Input("Operating system and agents", round(basis.agents_gib["database"], 2), "GiB", "SF-225 and controls"),
        ),
        round(content.memory_gib, 1),
    )
    yield database_connections.explain(
        "production.postgresql.connections",
        "Server connections of the database",
        (
            Input(
                "Vendor's rule", sizing.performance.vendor_rule_workers, "workers", "", "production.vendor_rule_workers"
            ),
            _policy(basis, "database_connections_per_worker"),
            _policy(basis, "connection_reserve"),
        ),
        main.max_connections,
    )
    work = content.work
    yield data_iops.explain(
        "production.postgresql.iops",
        "IOPS of the data disk in the busiest hour",
        (
            Input("Busiest hour", "", "", "", "demand.design_hour.operations_per_hour"),
            _policy(basis, "read_miss_share"),
            Input("At least, until measured", round(content.iops_floor), "1/s", "measured today, or so many a user"),
            _policy(basis, "iops_per_active_user"),
            facts.input("db_iops_peak_current"),
        ),
        round(work.data_iops),
    )
    yield provisioned_gib.explain(
        "production.postgresql.data_disk_gib",
        "Size of the data disk",
        (size, _policy(basis, "bloat_share"), _policy(basis, "free_space_share")),
        round(
            provisioned_gib(content.database_gib, basis.policy("bloat_share"), 0.0, basis.policy("free_space_share")), 1
        ),
    )


def _of_caution(basis: Basis, main: GroupSizing, sizing: Sizing) -> Iterator[Figure]:
    """Yield what the database is planned for above what is likely, and what that costs."""
    facts, caution, load = basis.facts, basis.caution, basis.load
    asked = facts.input("conservative_percentile")
    likely = database_work(load, basis.demands)
    hour = int(main.database.work.argmax())
    parts = caution.parts_of_load(load, basis.demands.database_s, basis.demands.report_database_share)
    names = ("Half width from the service demands", "Half width from people", "Half width from machines and reports")
    yield half_widths_above.explain(
        "production.caution.half_widths", "Caution for PostgreSQL and storage", (asked,), round(caution.steps, 4)
    )
    yield with_caution.explain(
        "production.postgresql.cautious_cores",
        "Database work that is planned for, in reference cores",
        (
            Input("Likely work in the same hour", round(float(likely[hour]), 3), "cores", "operations x demand"),
            *(
                Input(
                    name, round(float(part[hour]), 3), "cores", "standing of the answers x standing widths (judgement)"
                )
                for name, part in zip(names, parts, strict=True)
            ),
            Input("Half widths added", round(caution.steps, 4), "", "", "production.caution.half_widths"),
            facts.input("evidence_level"),
        ),
        round(float(main.database.work[hour]), 3),
    )
    yield Figure(
        "production.caution_monthly_usd",
        "Price of caution for PostgreSQL and storage",
        float(sizing.caution_monthly_usd),
        "USD/month",
        "database servers, their disks and the filestore for the percentile asked for, less the same search for the "
        "likely demand",
        (asked, Input("Half widths added", round(caution.steps, 4), "", "", "production.caution.half_widths")),
        "two searches over the same prices",
    )
