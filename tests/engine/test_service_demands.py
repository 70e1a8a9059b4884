"""What one operation costs: lab demands, moved to the client's installation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.sized import AS_OF, KNOWLEDGE, assessment, demand_of, facts_of, with_facts
from wardround.assessment import Assessment, Standing
from wardround.engine.controls import controls_in_force
from wardround.engine.facts import Facts
from wardround.engine.findings import ServiceDemand
from wardround.engine.overheads import cpu_factor, overheads
from wardround.engine.service_demands import service_demands, uplift_factor, volume_factor

NO_OVERHEAD = overheads(frozenset(), KNOWLEDGE)


def demands(of: Assessment, facts: Facts | None = None, growth: float = 1.0) -> dict[str, ServiceDemand]:
    found, _ = service_demands(of, facts or facts_of(of), KNOWLEDGE, NO_OVERHEAD, growth)
    return {row.model_class: row for row in found}


def lab_like() -> Facts:
    """Return facts of an installation like the lab, as far as answers can say so."""
    return with_facts(
        facts_of(Assessment()),
        custom_module_count=0,
        studio_or_automation_rules=0,
        legal_entities=1,
        odoo_edition="community",
        cron_jobs=0,
        largest_table_rows=25_000,
        identity_provider="odoo_local",
    )


@pytest.mark.parametrize("name", sorted(KNOWLEDGE.model_classes))
def test_without_what_clients_add_a_class_costs_what_the_lab_measured(name: str) -> None:
    row, published = demands(Assessment(), lab_like())[name], KNOWLEDGE.model_classes[name]
    everywhere = KNOWLEDGE.demand_uplifts["real_data_and_rights"].factor_likely
    browser = KNOWLEDGE.demand_uplifts["web_client_background"].factor_likely
    hashed = KNOWLEDGE.lab_demands["login"].odoo_cpu_s if name == "login" else 0.0
    lab_ms = (row.application_cpu_s - hashed) / everywhere / browser * 1000 + hashed * 1000
    assert lab_ms == pytest.approx(published.lab_odoo_cpu_ms_info, rel=0.01)
    assert row.database_cpu_s / everywhere * 1000 == pytest.approx(published.lab_pg_cpu_ms_info, rel=0.02)
    assert row.http_requests == pytest.approx(published.lab_http_requests_info, rel=0.01)


def test_fifteen_modules_and_twenty_rules_cost_about_2_8_times_the_lab() -> None:
    figures = {
        figure.name: figure.value
        for figure in service_demands(Assessment(), facts_of(Assessment()), KNOWLEDGE, NO_OVERHEAD, 1.0)[1]
    }
    assert figures["demand.uplift.application"] == pytest.approx(2.8, abs=0.05)


def test_an_uplift_stops_at_its_cap() -> None:
    uplift = KNOWLEDGE.demand_uplifts["custom_modules"]
    facts = with_facts(facts_of(Assessment()), custom_module_count=400)
    assert uplift_factor(uplift, facts, jobs_listed=False) == uplift.cap_factor


def test_jobs_listed_one_by_one_replace_the_uplift_that_stands_for_them() -> None:
    uplift, facts = KNOWLEDGE.demand_uplifts["scheduled_jobs"], facts_of(Assessment())
    assert uplift_factor(uplift, facts, jobs_listed=False) == uplift.factor_likely
    assert uplift_factor(uplift, facts, jobs_listed=True) == 1.0


def test_a_community_edition_pays_no_uplift_for_enterprise_modules() -> None:
    uplift = KNOWLEDGE.demand_uplifts["enterprise_client"]
    community = with_facts(facts_of(Assessment()), odoo_edition="community")
    assert uplift_factor(uplift, community, jobs_listed=False) == 1.0
    assert uplift_factor(uplift, facts_of(Assessment()), jobs_listed=False) > 1.0


def test_with_single_sign_on_no_password_is_hashed_here() -> None:
    local = demands(Assessment(), with_facts(lab_like(), identity_provider="odoo_local"))["login"]
    outside = demands(Assessment(), with_facts(lab_like(), identity_provider="entra_id"))["login"]
    assert outside.application_cpu_s < local.application_cpu_s / 3


def test_a_measurement_replaces_lab_and_uplifts_of_its_class_alone() -> None:
    of = assessment(
        **{
            "baseline__measured_demands[m]": {
                "key": "m",
                "model_class": "read",
                "application_cpu_ms": 40,
                "database_cpu_ms": 12,
                "standing": "measured",
            }
        }
    )
    found = demands(of)
    assert (found["read"].application_cpu_s, found["read"].database_cpu_s) == pytest.approx((0.040, 0.012))
    assert found["read"].standing is Standing.MEASURED
    assert found["edit"].standing is Standing.DOCUMENTED


def test_scans_and_machine_calls_are_only_assumed() -> None:
    found = demands(Assessment())
    assert found["scan"].standing is found["api_call"].standing is Standing.ASSUMED


@given(rows=st.floats(0, 5e9), more=st.floats(0, 5e9), exponent=st.floats(0, 1), cap=st.floats(1, 60))
def test_more_rows_never_make_a_class_cheaper_and_never_pass_its_cap(
    rows: float, more: float, exponent: float, cap: float
) -> None:
    small, large = volume_factor(rows, exponent, cap), volume_factor(rows + more, exponent, cap)
    assert 1.0 <= small <= large * (1 + 1e-12)
    assert large <= cap


def test_the_largest_table_grows_with_the_database() -> None:
    facts = with_facts(lab_like(), largest_table_rows=1_000_000)
    assert demands(Assessment(), facts, growth=2.0)["analyse"].database_cpu_s == pytest.approx(
        demands(Assessment(), facts)["analyse"].database_cpu_s * 2**0.4
    )


def test_overheads_add_up_inside_a_cause_and_multiply_across_causes() -> None:
    assert cpu_factor([[0.05, 0.02], [0.03], []]) == pytest.approx(1.07 * 1.03)


def test_a_control_that_is_not_required_costs_nothing() -> None:
    facts = facts_of(Assessment())
    with_detection = overheads(controls_in_force(Assessment(), facts, KNOWLEDGE, AS_OF), KNOWLEDGE)
    state = {"key": "d", "control_id": "CT-EDR-01", "state": "not_required"}
    of = assessment(**{"compliance__control_states[d]": state})
    without = overheads(controls_in_force(of, facts_of(of), KNOWLEDGE, AS_OF), KNOWLEDGE)
    share = KNOWLEDGE.controls["CT-EDR-01"].cpu_overhead_share
    assert with_detection.cpu_factor["database"] > without.cpu_factor["database"]
    assert with_detection.cpu_factor["other"] - without.cpu_factor["other"] == pytest.approx(share)
    assert with_detection.memory_gib["other"] - without.memory_gib["other"] == pytest.approx(1.0)
    assert with_detection.log_gib_per_server_day > without.log_gib_per_server_day


def test_scan_and_backup_windows_cost_memory_and_no_cpu_of_the_busy_hours() -> None:
    of = overheads(frozenset({"CT-VUL-01", "CT-BKP-01"}), KNOWLEDGE)
    assert of.cpu_factor["database"] == of.cpu_factor["application"] == 1.0
    assert of.memory_gib["database"] == pytest.approx(456 / 1024)
    assert of.memory_gib["application"] == pytest.approx(200 / 1024)


def test_every_class_explains_its_cpu() -> None:
    _, figures = service_demands(Assessment(), facts_of(Assessment()), KNOWLEDGE, NO_OVERHEAD, 1.0)
    named = {figure.name for figure in figures}
    assert {f"demand.service.{row}.cpu_s" for row in KNOWLEDGE.model_classes} <= named
    assert all(figure.inputs or figure.value == 1.0 for figure in figures)
    assert {row.model_class for row in demand_of(Assessment()).services} == set(KNOWLEDGE.model_classes)
