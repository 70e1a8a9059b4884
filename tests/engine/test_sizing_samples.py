"""What an experienced consultant would look at first in the sizing of the sample engagements."""

import re
from decimal import Decimal

import pytest

from tests.engine.samples import SAMPLES, findings, sample
from tests.engine.sized import AS_OF, CATALOGUE, KNOWLEDGE, facts_of, monthly_usd
from wardround.engine.findings import RoleSizing
from wardround.engine.nonproduction import CAPPED

ALL_ROLES = ("ingress", "application", "postgresql", "redis", "filestore", "integration", "monitoring", "management")


def production(name: str) -> list[RoleSizing]:
    return [role for role in findings(name).deployment if role.environment == "production"]


def words(role: RoleSizing) -> list[str]:
    return [
        role.binding,
        *role.marks,
        *(row.reason for row in role.alternatives),
        *(need.words for need in role.needs),
        *(text for row in role.settings for text in (row.why, row.source)),
        *(disk.why for disk in role.disks),
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_iops_and_writes_measured_on_the_whole_platform_are_shared_out_and_not_repeated(name: str) -> None:
    data, demand, baseline = findings(name).sizing.data, findings(name).demand, sample(name).baseline
    grown = demand.user_growth_factor * demand.headroom_factor
    measured = baseline.db_iops_peak_current.value
    if measured:
        assert measured * grown <= data.database_iops * (1 + 1e-9)
        assert data.database_iops <= 1.25 * measured * grown
    else:
        people = max(max(day) for day in demand.active_users)
        assert data.database_iops <= 2.0 * people * KNOWLEDGE.design_policies["iops_per_active_user"].value


@pytest.mark.parametrize("name", SAMPLES)
def test_every_role_is_there_in_production_and_carried_somewhere_beside_it(name: str) -> None:
    found = findings(name)
    assert set(ALL_ROLES) <= {role.role for role in production(name)}
    assert any("pooler" in role.carries for role in production(name) if role.role == "postgresql")
    jobs = [role for role in production(name) if role.role == "batch" or "batch" in role.carries]
    assert jobs
    for environment in {role.environment for role in found.deployment} - {"production", "disaster_recovery"}:
        there = [role for role in found.deployment if role.environment == environment]
        covered = {role.role for role in there} | {carried for role in there for carried in role.carries}
        assert {"application", "postgresql", "pooler", "redis", "filestore", "ingress", "integration"} <= covered


@pytest.mark.parametrize("name", SAMPLES)
def test_every_role_has_its_monthly_price(name: str) -> None:
    found, facts = findings(name), facts_of(sample(name))
    assert all(role.monthly_usd is not None for role in found.deployment)
    for role in found.sizing.roles:
        if role.vcpus and role.monthly_usd is not None:
            assert abs(role.monthly_usd - monthly_usd(role, found.sizing, facts)) < Decimal("0.02"), role.role


@pytest.mark.parametrize("name", SAMPLES)
def test_the_price_of_each_role_is_the_sum_of_its_lines_on_the_bill(name: str) -> None:
    found = findings(name)
    # The lines of the log workspace stand beside those of the monitoring server.
    always_on = [
        role
        for role in found.deployment
        if role.environment in {"production", "disaster_recovery"} and role.role != "monitoring"
    ]
    for role in always_on:
        place = (role.environment, role.tenant, role.role)
        lines = [line for line in found.cost.lines if (line.environment, line.tenant, line.role) == place]
        billed = sum((line.monthly_usd or Decimal(0) for line in lines), Decimal(0))
        assert role.monthly_usd is not None
        assert abs(billed - role.monthly_usd) < Decimal("0.10"), place


@pytest.mark.parametrize("name", SAMPLES)
def test_words_name_no_amount_of_money_and_spell_names_rightly(name: str) -> None:
    for role in findings(name).deployment:
        for text in words(role):
            assert not re.search(r"USD|[$€£]", text), text
            assert not re.search(r"[Pp]ostgres(?!QL)|postgreSQL|Postgresql", text), text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_class_is_called_out_of_reach_exactly_where_it_misses_its_target(name: str) -> None:
    found = findings(name)
    late = {row.model_class for row in found.sizing.performance.classes if not row.meets_target}
    titles = {KNOWLEDGE.model_classes[key].name for key in late}
    application = [role for role in found.sizing.roles if role.role == "application"]
    main = max((role for role in application if role.environment == "production"), key=lambda r: r.nodes * r.vcpus)
    called = " ".join(mark for mark in main.marks if mark.startswith(("out of reach", "target missed")))
    assert all(title in called for title in titles)
    assert bool(called) == bool(titles)


@pytest.mark.parametrize("name", SAMPLES)
def test_volumes_are_striped_over_four_disks_at_most(name: str) -> None:
    for role in findings(name).deployment:
        for disk in role.disks:
            assert disk.count <= 4, (role.environment, role.role, disk)
    data = [disk for role in production(name) for disk in role.disks if disk.purpose in {"data", "wal"}]
    assert data
    assert all(disk.count == 1 for disk in data)


@pytest.mark.parametrize("name", SAMPLES)
def test_production_never_runs_on_burstable_retiring_or_single_zone_sizes(name: str) -> None:
    found = findings(name)
    ends = AS_OF.replace(year=AS_OF.year + int(found.cost.horizon_years))
    for role in production(name):
        if not role.vcpus:
            continue
        size = CATALOGUE.size(role.sku)
        assert size.family != "burstable", role.role
        assert size.retires_on is None or size.retires_on > ends
        offered = CATALOGUE.vm_zones(found.sizing.region, role.sku)
        assert len(role.zones) == min(role.nodes, len(offered)), role.role


@pytest.mark.parametrize("name", SAMPLES)
def test_jobs_that_overrun_their_window_are_named_where_they_run(name: str) -> None:
    found = findings(name)
    share = found.facts["batch_window_util_pct"].value
    assert isinstance(share, float)
    marked = any("overrun their window" in mark for role in production(name) for mark in role.marks)
    assert marked == (share > 100)


def test_one_server_environments_are_planned_for_a_handful_of_people() -> None:
    found = findings("multi-site-network")
    beside = [role for role in found.deployment if role.environment in {"test", "training", "development"}]
    assert len(beside) == 3
    for role in beside:
        assert role.vcpus <= 16
        assert CAPPED in role.marks


def test_logs_of_an_environment_count_with_its_share_of_the_users_and_only_where_it_has_servers() -> None:
    found = findings("regional-hospital")
    each = sum(
        control.log_gib_per_day
        for key, control in KNOWLEDGE.controls.items()
        if control.log_scope == "per_environment" and key in {row.control_id for row in found.controls if row.in_force}
    )
    per_server = sum(
        control.log_gib_per_day
        for key, control in KNOWLEDGE.controls.items()
        if control.log_scope == "per_vm" and key in {row.control_id for row in found.controls if row.in_force}
    )
    served = {role.environment for role in found.sizing.roles if role.vcpus}
    assert served == {"production", "preproduction", "test", "training"}
    shares = sum(KNOWLEDGE.design_policies[f"{name}_users_share"].value for name in served if name != "production")
    servers = sum(role.nodes for role in found.sizing.roles if role.vcpus)
    # The rest are the requests, some hundred bytes each.
    assert found.sizing.data.log_gib_per_day == pytest.approx(each * (1.0 + shares) + per_server * servers, rel=0.05)


def test_the_network_stays_near_what_its_own_servers_and_the_vendors_rule_say() -> None:
    """Its servers of today, grown to the horizon, are the best witness; CPUs of today are faster than theirs."""
    found, baseline = findings("multi-site-network"), sample("multi-site-network").baseline
    grown = found.demand.user_growth_factor * found.demand.headroom_factor

    def busy_today(role: str) -> float:
        return sum(row.vcpus * (row.cpu_p95_share or 0.0) for row in baseline.servers if row.role == role) * grown

    hour = found.sizing.performance.design_hour
    core = {role.role: role for role in production("multi-site-network") if role.tenant == "core"}
    application, jobs, database = core["application"], core["batch"], core["postgresql"]
    up = (application.nodes - 1) * application.vcpus
    assert 0.5 < hour.application_util_share * up / busy_today("application") < 1.6
    assert 0.3 < hour.database_util_share * database.vcpus / busy_today("database") < 1.2
    assert 0.5 < jobs.nodes * jobs.vcpus * 0.7 / busy_today("batch") < 2.0
    assert 0.5 < found.sizing.performance.vendor_ratio < 1.5
    memory = baseline.peak_ram_db_gb_current.value
    assert memory is not None
    assert 0.5 < database.memory_gib / (memory * found.demand.data_growth_factor) < 1.5
