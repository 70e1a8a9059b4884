"""The settings that go with a server: limits that fit its memory and the longest report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import found, sample
from tests.engine.sized import assessment, basis, sized
from wardround.engine.findings import RoleSizing
from wardround.engine.needs import soft_limit_mib
from wardround.engine.settings import OdooServer, longest_request_s, odoo_settings

SAMPLES = ("clinic-group", "regional-hospital", "multi-site-network", "shared-services")
GIB = 1024**3


def setting(role: RoleSizing, name: str) -> int:
    return int(next(row.value for row in role.settings if row.component == "odoo" and row.name == name))


def odoo_servers(name: str) -> list[RoleSizing]:
    return [role for role in found(sample(name)).deployment if any(s.component == "odoo" for s in role.settings)]


@pytest.mark.parametrize("name", SAMPLES)
def test_all_workers_at_their_soft_limit_fit_into_the_memory_of_their_server(name: str) -> None:
    servers = odoo_servers(name)
    assert servers
    for role in servers:
        workers = setting(role, "workers") + setting(role, "max_cron_threads")
        soft, hard = setting(role, "limit_memory_soft"), setting(role, "limit_memory_hard")
        assert workers * soft + GIB <= role.memory_gib * GIB, role.role
        assert 600 * 1024**2 <= soft <= 2048 * 1024**2
        assert hard == pytest.approx(1.25 * soft, rel=1e-2)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_limit_cuts_off_the_longest_report_expected(name: str) -> None:
    answers = sample(name)
    own: dict[str, float] = {}
    for row in answers.reports.reports:
        own[row.tenant] = max(own.get(row.tenant, 0.0), row.duration_minutes)
    for role in odoo_servers(name):
        expected = max(own.values(), default=0.0) if not role.tenant else own.get(role.tenant, 0.0)
        assert setting(role, "limit_time_real") >= 60 * expected
        assert setting(role, "limit_time_cpu") >= 60 * expected


def test_the_proxy_waits_as_long_as_a_worker_may_run() -> None:
    role = sized(assessment(reports__longest_report_minutes=40.0)).role("ingress")
    timeout = next(row.value for row in role.settings if row.name == "respondingTimeouts.readTimeout")
    assert timeout == f"{40 * 60 * 1.25:.0f}s"


def test_without_long_reports_the_usual_limits_stand() -> None:
    of = basis(assessment(reports__longest_report_minutes=0.5))
    rows = {row.name: row.value for row in odoo_settings(of, OdooServer(6, 2, 32.0, 2.0))}
    assert (rows["limit_time_cpu"], rows["limit_time_real"]) == ("60", "120")
    assert rows["limit_memory_soft"] == str(2048 * 1024**2)


def test_the_longest_report_is_that_of_the_tenants_on_the_servers() -> None:
    row = {"key": "r", "name": "Stock", "tenant": "a", "runs_per_day": 2.0, "duration_minutes": 10.0}
    tenants = tuple({"key": key, "name": key, "database": key, "database_gib": 10.0} for key in ("a", "b"))
    of = assessment(tenants__tenants=tenants, reports__reports=(row,))
    assert longest_request_s(basis(of, tenant="a")) == longest_request_s(basis(of)) == 13 * 60
    assert longest_request_s(basis(of, tenant="b")) == 0


@given(memory=st.floats(4, 512), taken=st.floats(0, 3), workers=st.integers(1, 130))
@settings(max_examples=60)
def test_a_soft_limit_is_never_above_the_default_and_fits_unless_it_is_the_least(
    memory: float, taken: float, workers: int
) -> None:
    limit = soft_limit_mib(memory, taken, workers, 2048.0, 600.0)
    assert 600.0 <= limit <= 2048.0
    assert limit == 600.0 or limit * workers <= (memory - taken) * 1024 * (1 + 1e-9)
