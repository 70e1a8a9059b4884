"""The monitoring plan: marks come from the sizing, and lie where they can mean something."""

import pytest

from tests.engine.samples import SAMPLES, findings, found, sample
from wardround.assessment import with_value
from wardround.engine.findings.monitoring import WatchedSignal
from wardround.engine.monitoring_plan import RULES
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def plan(name: str) -> dict[str, WatchedSignal]:
    return {row.title: row for row in findings(name).monitoring}


def test_every_rule_of_the_table_has_a_formula_and_every_formula_is_used() -> None:
    used = {row.rule for row in KNOWLEDGE.signals.values()} - {"fixed"}
    assert used == RULES.keys()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_call_is_never_milder_than_its_warning(name: str) -> None:
    for row in findings(name).monitoring:
        assert row.critical is not None or row.warning is not None
        if row.warning is None or row.critical is None:
            continue
        if row.direction == "above":
            assert row.warning <= row.critical, row.title
        else:
            assert row.warning >= row.critical, row.title


@pytest.mark.parametrize("name", SAMPLES)
def test_all_four_kinds_are_watched_and_each_signal_says_who_does_what(name: str) -> None:
    rows = findings(name).monitoring
    assert {row.kind for row in rows} == {"metric", "log", "trace", "security"}
    assert all(row.action and row.owner_role and row.source for row in rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_sizing_expects_of_the_busiest_hour_rings_no_bell(name: str) -> None:
    found_ = findings(name)
    busy = plan(name)["Workers busy"]
    peak = max(hour.worker_util_share for hour in found_.sizing.performance.hours)
    assert busy.warning is not None
    assert busy.warning >= int(min(peak, 0.95) * found_.sizing.performance.workers)
    cpu = plan(name)["Processor use of the database server"]
    assert cpu.warning is not None
    assert cpu.warning >= min(1.0, max(hour.database_util_share for hour in found_.sizing.performance.hours)) - 0.001


def test_operations_of_the_database_disk_are_counted_once_with_what_is_paid_for_on_top() -> None:
    found_ = findings("regional-hospital")
    role = max(
        (row for row in found_.deployment if (row.environment, row.role) == ("production", "postgresql")),
        key=lambda row: row.vcpus,
    )
    disk = next(row for row in role.disks if row.purpose == "data")
    assert disk.extra_iops
    mark = plan("regional-hospital")["Operations of the database disk"]
    assert mark.critical == pytest.approx(0.95 * disk.count * disk.iops, abs=1)
    planned = next(need.needed for need in role.needs if need.name == "iops")
    cap = KNOWLEDGE.design_policies["disk_util_cap_share"].value
    assert f"{planned * cap:,.0f} planned for the busiest hour" in mark.because


def test_the_response_expected_is_said_with_the_decimals_that_tell_it_from_the_target() -> None:
    mark = plan("regional-hospital")["Response time of screens"]
    assert f"expected at {mark.warning} s" in mark.because


def test_the_lag_that_calls_somebody_is_the_data_loss_that_the_tightest_process_allows() -> None:
    lag = plan("multi-site-network")["Replication lag"]
    allowed = findings("multi-site-network").facts["rpo_minutes"].value
    assert isinstance(allowed, int | float)
    assert lag.critical == allowed * 60
    assert lag.warning == lag.critical / 2


def test_connections_are_measured_against_the_setting_that_goes_with_the_size() -> None:
    rows = [
        setting.value
        for role in findings("multi-site-network").deployment
        if role.environment == "production" and role.role == "postgresql"
        for setting in role.settings
        if setting.name == "max_connections"
    ]
    mark = plan("multi-site-network")["Database connections in use"].critical
    assert mark is not None
    assert mark < max(int(value) for value in rows)


def test_what_the_answers_rule_out_is_not_watched() -> None:
    bare = with_value(sample("clinic-group"), "compliance.edr_planned", {"value": False, "standing": "stated"})
    states = [row for row in bare.compliance.control_states if row.control_id != "CT-EDR-01"]
    bare = with_value(bare, "compliance.control_states", states)
    titles = {row.title for row in found(bare).monitoring}
    assert "Endpoint detection reports or falls silent" not in titles
    assert "Endpoint detection reports or falls silent" in plan("clinic-group")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_spend_is_watched_in_the_currency_of_the_client(name: str) -> None:
    bill = findings(name).cost
    spend = next(row for row in findings(name).monitoring if row.unit.endswith(" a month"))
    assert spend.unit == f"{bill.currency} a month"
    assert spend.warning == pytest.approx(float(bill.totals.steady_monthly_usd * bill.exchange_rate), rel=0.01)
