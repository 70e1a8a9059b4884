"""What a failure stops, how backups are kept and tested, and how work goes on meanwhile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import AS_OF, SAMPLES, findings, found, sample
from tests.engine.stories import told
from wardround.assessment import Assessment, with_value
from wardround.engine.findings import Findings
from wardround.engine.findings.safeguards import BackupPlan, Failure, Fallback, Safeguards
from wardround.engine.safeguards.failures import worst_first


def safeguards(of: Findings) -> Safeguards:
    assert of.safeguards is not None
    return of.safeguards


def failure(of: Findings, kind: str, about: str = "") -> Failure:
    return next(each for each in safeguards(of).failures if (each.kind, each.about) == (kind, about))


def plan(of: Findings) -> BackupPlan:
    return safeguards(of).backups


def fallback(of: Findings, key: str) -> Fallback:
    return next(each for each in safeguards(of).fallbacks if each.key == key)


# Break it


@pytest.mark.parametrize("name", SAMPLES)
def test_every_tier_system_and_interface_is_looked_at_once(name: str) -> None:
    assessment = sample(name)
    seen = [(each.kind, each.about) for each in safeguards(findings(name)).failures]
    assert len(seen) == len(set(seen))
    assert {about for kind, about in seen if kind in {"system", "identity"}} >= {
        row.key for row in assessment.dependencies.systems
    }
    assert [about for kind, about in seen if kind == "interface"] == sorted(
        row.key for row in assessment.interfaces.interfaces
    )
    assert {"node", "zone", "region", "data", "key_vault"} <= {kind for kind, _about in seen}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_stops_nothing_takes_no_time_and_what_stops_everything_stops_each_process(name: str) -> None:
    everybody = {process.key for process in findings(name).resilience.processes}
    for each in safeguards(findings(name)).failures:
        if not each.stops:
            assert each.minutes == 0
            assert each.cost_usd == 0
        if each.everything:
            assert {one.key for one in each.stops} == everybody


def test_two_servers_of_a_tier_survive_the_loss_of_one() -> None:
    lost = failure(findings("clinic-group"), "node", "application")
    assert lost.stops == ()
    assert "go on" in lost.words


def test_the_only_database_server_stops_everything_until_work_moves_or_is_restored() -> None:
    result = findings("shared-services")
    lost = failure(result, "node", "postgresql")
    assert lost.everything
    assert lost.minutes == min(
        result.resilience.data_restore_minutes, result.resilience.processes[0].promised_rto_minutes
    )


def test_a_standby_takes_over_and_the_loss_of_a_zone_costs_no_more_than_that() -> None:
    server, zone = (
        failure(findings("clinic-group"), kind, about) for kind, about in (("node", "postgresql"), ("zone", ""))
    )
    assert server.minutes == zone.minutes
    assert "standby" in server.words


def test_a_region_without_a_copy_elsewhere_is_back_when_it_is_back() -> None:
    assessment = sample("clinic-group")
    for path, value in (
        ("recovery.backup_offsite", False),
        ("compliance.residency_required", True),
        ("compliance.residency_scope", ("primary", "backup", "disaster_recovery")),
        ("engagement.recovery_region", "westeurope"),
    ):
        assessment = with_value(assessment, path, value)
    lost = failure(found(assessment), "region")
    if "nothing is kept outside the region" in lost.words:
        assert lost.minutes is None
        assert all(one.late is None for one in lost.stops)
    else:
        assert lost.minutes is not None


def test_a_directory_stops_everybody_because_everybody_signs_in_there() -> None:
    lost = failure(findings("regional-hospital"), "identity", "directory-service")
    assert lost.everything
    assert lost.minutes == 240
    assert {one.name for one in lost.stops if one.late} == {
        process.name for process in findings("regional-hospital").resilience.processes if process.rto_minutes < 240
    }


def test_a_partner_of_which_nobody_knows_leaves_the_duration_open() -> None:
    lost = next(
        each
        for each in safeguards(findings("clinic-group")).failures
        if each.kind == "system" and each.name == "Bank connection"
    )
    assert lost.minutes is None
    assert lost.cost_usd is None
    assert all((one.late is None and one.uncovered_minutes in {None, 0}) or one.minutes is None for one in lost.stops)


def test_the_cost_is_the_hours_at_the_hourly_cost_stated_in_dollars() -> None:
    result = findings("regional-hospital")
    lost = failure(result, "identity", "directory-service")
    hourly = Decimal(18000) / result.cost.exchange_rate
    assert lost.cost_usd is not None
    assert abs(lost.cost_usd - hourly * 4) < Decimal("0.01")
    assert not lost.cost_at_most


def test_where_a_part_stops_the_cost_is_a_ceiling() -> None:
    costs = [each for each in safeguards(findings("regional-hospital")).failures if each.cost_at_most]
    assert costs
    assert all(not each.everything and each.stops for each in costs)


def test_without_an_hourly_cost_none_is_made_up() -> None:
    lost = failure(findings("clinic-group"), "data")
    assert lost.cost_usd is None
    assert "nobody has said" in lost.cost_words


def test_what_the_workaround_does_not_carry_is_what_is_left_of_the_downtime() -> None:
    for each in safeguards(findings("regional-hospital")).failures:
        for one in each.stops:
            if one.minutes is not None and one.carries_minutes is not None:
                assert one.uncovered_minutes == max(0.0, one.minutes - one.carries_minutes)


def test_what_is_reached_through_something_names_it() -> None:
    lost = next(each for each in safeguards(findings("clinic-group")).failures if each.name == "Bank connection")
    assert ("Bank statements",) in [one.via for one in lost.stops]


@settings(deadline=None, max_examples=6)
@given(st.data())
def test_another_dependency_never_lets_a_failure_stop_less(data: st.DataObject) -> None:
    assessment = sample("clinic-group")
    ends = st.sampled_from(sorted(row.key for row in assessment.dependencies.systems))
    edge = {"key": "added", "source": data.draw(ends), "target": data.draw(ends)}
    more = with_value(assessment, "dependencies.edges", (*assessment.dependencies.edges, edge))
    after = {(each.kind, each.about): each for each in safeguards(found(more)).failures}
    for each in safeguards(findings("clinic-group")).failures:
        assert {one.key for one in each.stops} <= {one.key for one in after[each.kind, each.about].stops}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_worst_come_first_and_what_stops_nothing_is_left_out(name: str) -> None:
    ranked = worst_first(safeguards(findings(name)).failures)
    assert all(each.stops for each in ranked)
    weights = [sum(one.late is not False for one in each.stops) for each in ranked]
    assert all(first >= second for first, second in pairwise(weights))


def test_a_way_back_that_was_never_tested_is_marked_on_the_failure() -> None:
    assert failure(findings("shared-services"), "data").proven is False
    assert failure(findings("clinic-group"), "data").proven is True
    assert failure(findings("clinic-group"), "node", "application").proven is None


# Backups


@pytest.mark.parametrize("name", SAMPLES)
def test_the_vault_at_the_end_of_the_horizon_is_the_one_on_the_bill(name: str) -> None:
    result = findings(name)
    years = plan(result).years
    assert [year.year for year in years] == list(range(len(years)))
    assert years[-1].vault_gib == pytest.approx(result.sizing.data.backup_vault_gib, rel=1e-3)
    assert all(first.vault_gib <= second.vault_gib for first, second in pairwise(years))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_longest_retention_governs_and_is_named(name: str) -> None:
    result = plan(findings(name))
    longest = max(each.years for each in result.retentions)
    assert {each.years for each in result.retentions if each.governs} == {longest}
    assert next(each.name for each in result.retentions if each.governs) in result.retention_words


def test_a_dataset_that_must_stay_longer_takes_the_lead() -> None:
    assessment = sample("clinic-group")
    key = assessment.data.datasets[0].key
    longer = with_value(assessment, f"data.datasets[{key}].retention_years", 40)
    assert [each.name for each in plan(found(longer)).retentions if each.governs] == [assessment.data.datasets[0].name]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_environment_has_backups_or_a_reason_for_none(name: str) -> None:
    result = findings(name)
    runs = plan(result).runs
    assert {run.environment for run in runs} == {role.environment for role in result.deployment if role.vcpus}
    assert all(run.why for run in runs)
    assert {run.what for run in runs if run.environment == "production"} >= {"Database, full", "Filestore"}


@pytest.mark.parametrize("name", SAMPLES)
def test_tests_fall_on_working_days_outside_closed_periods_in_order(name: str) -> None:
    result = findings(name)
    tests = plan(result).tests
    assert all(test.day.weekday() < 5 and test.day >= AS_OF for test in tests)
    assert [test.day for test in tests] == sorted(test.day for test in tests)
    for test in tests:
        assert not any(period.starts <= test.day <= period.ends for period in result.roadmap.closed)


def test_backups_that_nobody_has_restored_are_restored_before_anything_moves() -> None:
    first = plan(findings("shared-services")).tests[0]
    assert first.name == "Today's backup, restored"
    assert "no way to production" in first.place
    assert "nobody has restored" in first.why
    assert not any(test.name == first.name for test in plan(findings("clinic-group")).tests)


def test_the_clinics_restore_the_backups_of_their_closet_server_before_anything_moves() -> None:
    """Nobody has restored them for years; their answers name no process that may wait for a second attempt."""
    result = told("clinics")
    first = plan(result).tests[0]
    assert first.name == "Today's backup, restored"
    moves = [wave.starts for wave in result.roadmap.waves if wave.starts is not None]
    assert all(first.day < day for day in moves)


def test_the_hospital_is_told_that_its_failover_stands_on_paper() -> None:
    result = told("hospital")
    proof = next(each for each in result.resilience.proofs if each.what == "failover")
    assert not proof.proven
    assert not any(process.proven for process in result.resilience.processes)


def test_a_restore_each_quarter_and_a_drill_each_half_year_follow_go_live() -> None:
    result = findings("clinic-group")
    live = result.roadmap.go_live
    assert live is not None
    after = [test for test in plan(result).tests if test.day > live]
    assert [test.kind for test in after].count("restore") == 4
    assert [test.kind for test in after].count("failover") == 2


# Continuity


def test_who_starts_a_workaround_and_what_follows_is_asked_until_somebody_says_so() -> None:
    before = fallback(findings("clinic-group"), "vaccines")
    assert "Who decides that the workaround starts?" in before.open
    assert before.entered_usual
    assessment = with_value(sample("clinic-group"), "recovery.processes[vaccines].workaround_starter", "Clinic manager")
    assessment = with_value(assessment, "recovery.processes[vaccines].re_entry", "Fridge sheets, by the clinic")
    after = fallback(found(assessment), "vaccines")
    assert after.trigger == "Clinic manager"
    assert after.entered_after == "Fridge sheets, by the clinic"
    assert not after.entered_usual
    assert not any("Who decides" in question or "entered afterwards" in question for question in after.open)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_most_critical_process_comes_first_and_nothing_unsaid_is_made_up(name: str) -> None:
    fallbacks = safeguards(findings(name)).fallbacks
    assert [each.criticality for each in fallbacks] == sorted((each.criticality for each in fallbacks), reverse=True)
    assert all(each.trigger == "" for each in fallbacks)


def test_an_engagement_without_processes_has_failures_and_no_fallbacks() -> None:
    result = safeguards(found(Assessment()))
    assert result.fallbacks == ()
    assert any(each.everything for each in result.failures)
    assert result.backups.tests
    assert all(isinstance(test.day, date) for test in result.backups.tests)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_test_has_a_time_that_its_own_plan_can_keep(name: str) -> None:
    of = findings(name)
    strictest = min(process.rto_minutes for process in of.resilience.processes)
    for test in safeguards(of).backups.tests:
        if test.name != "Full restore before go-live":
            continue
        late = of.resilience.data_restore_minutes > strictest
        assert ("passes within" in test.why) == late
        assert ("accept that before go-live" in test.why) == late
        assert ("must be back within" in test.why) != late


def test_a_workaround_that_ends_too_early_is_an_open_question() -> None:
    cold = next(each for each in safeguards(findings("clinic-group")).fallbacks if "cold chain" in each.name)
    assert cold.carries_minutes is not None
    assert cold.short_minutes == cold.back_minutes - cold.carries_minutes > 0
    assert any("ends 2 hours before the ERP is likely back" in question for question in cold.open)
    lasts = next(each for each in safeguards(findings("clinic-group")).fallbacks if each.name == "Clinic replenishment")
    assert lasts.short_minutes == 0
    assert not any("before the ERP is likely back" in question for question in lasts.open)
