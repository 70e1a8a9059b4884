"""Tune first: every saving comes from assessing changed answers, and what saves nothing is said to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value, with_values
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.autoscaling import modelled_role
from wardround.engine.compare import Study
from wardround.engine.findings import Findings
from wardround.engine.findings.tuning import Tuning, TuningMeasure
from wardround.engine.tuning import candidates, halved, quiet_hour, tuning, with_kept
from wardround.knowledge import Knowledge


def study_of(assessment: Assessment) -> Study:
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    return Study(assessment, assess(assessment, catalogue, knowledge, AS_OF), catalogue, knowledge)


@cache
def hospital() -> Study:
    return study_of(sample("regional-hospital"))


@cache
def hospital_tuned() -> Tuning:
    found = tuning(hospital())
    assert found is not None
    return found


def measure(kind: str) -> TuningMeasure:
    return next(one for one in hospital_tuned().measures if one.kind == kind)


def p95_of(findings: Findings) -> float | None:
    return findings.sizing.performance.design_hour.p95_response_s


def test_moving_the_heaviest_report_saves_what_assessing_the_moved_report_says() -> None:
    study, moved = hospital(), measure("report")
    hour = quiet_hour(study, next(r for r in study.answers.reports.reports if r.key == moved.about).day_types)
    then = study.assessed(with_value(study.answers, f"reports.reports[{moved.about}].starts_at_hour", hour))
    assert moved.saved_usd == study.findings.cost.totals.steady_monthly_usd - then.cost.totals.steady_monthly_usd
    assert moved.p95_resized_s == p95_of(then)


def test_the_response_on_kept_servers_is_that_of_the_same_servers_under_the_changed_load() -> None:
    study, moved = hospital(), measure("report")
    tried = next(one for one in candidates(study) if one.about == moved.about)
    then = study.assessed(with_kept(tried.answers, study.findings.deployment))
    role, kept = modelled_role(study.findings), modelled_role(then)
    assert role is not None
    assert kept is not None
    assert (role.sku, role.nodes) == (kept.sku, kept.nodes)
    assert moved.p95_kept_s == pytest.approx(p95_of(then))


def test_a_report_goes_to_an_hour_that_is_less_busy_than_the_design_hour() -> None:
    study = hospital()
    hour = quiet_hour(study, ("weekday", "month_end"))
    design = study.findings.demand.design_hour
    assert hour != int((design.hour_utc + design.utc_offset_hours) % 24)


def test_measures_come_in_the_order_of_what_a_day_of_work_brings() -> None:
    worth = [one.worth_per_day for one in hospital_tuned().measures]
    assert worth == sorted(worth, reverse=True)
    assert all(one.worth_per_day > 0 for one in hospital_tuned().measures)


def test_what_saves_nothing_is_named_and_not_offered() -> None:
    found = hospital_tuned()
    assert found.saves_nothing
    assert not {one.title for one in found.measures} & set(found.saves_nothing)


def test_servers_of_their_own_for_jobs_are_not_offered_where_jobs_have_them() -> None:
    assert not any(one.kind == "split_jobs" for one in candidates(hospital()))
    assert any("apart" in text for text in hospital_tuned().saves_nothing)


def test_half_an_operation_costs_half_of_it_and_leaves_all_others_alone() -> None:
    study = hospital()
    then = replace(study, knowledge=halved(study.knowledge, "edit")).assessed(study.answers)
    for before, after in zip(study.findings.demand.services, then.demand.services, strict=True):
        share = 0.5 if before.model_class == "edit" else 1.0
        assert after.application_cpu_s == pytest.approx(before.application_cpu_s * share)
        assert after.database_cpu_s == pytest.approx(before.database_cpu_s * share)


def test_half_of_a_measured_operation_is_half_of_what_was_measured() -> None:
    row = {"key": "m", "model_class": "analyse", "application_cpu_ms": 4000, "database_cpu_ms": 2000, "samples": 50}
    study = study_of(with_value(sample("regional-hospital"), "baseline.measured_demands", (row,)))
    tried = next((one for one in candidates(study) if one.about == "analyse"), None)
    assert tried is not None
    (halved_row,) = tried.answers.baseline.measured_demands
    assert (halved_row.application_cpu_ms, halved_row.database_cpu_ms) == (2000, 1000)


def test_a_throttled_interface_is_one_whose_partner_does_not_wait() -> None:
    study = hospital()
    tried = next(one for one in candidates(study) if one.kind == "interface")
    row = next(row for row in study.answers.interfaces.interfaces if row.key == tried.about)
    default = study.knowledge.interface_types[row.interface_type].synchronous_default
    assert not (default if row.synchronous is None else row.synchronous)


def test_without_reports_interfaces_and_jobs_only_operations_are_tried() -> None:
    empty = [(path, ()) for path in ("reports.reports", "reports.jobs", "interfaces.interfaces")]
    bare = with_values(sample("clinic-group"), [*empty, ("dependencies.edges", ()), ("recovery.processes", ())])
    study = study_of(bare)
    assert {one.kind for one in candidates(study)} <= {"operation", "split_jobs"}


def test_nobody_is_told_to_pay_more_for_servers_that_need_not_change() -> None:
    found = tuning(study_of(sample("shared-services")))
    assert found is not None
    assert all(one.saved_usd >= 0 for one in found.measures if one.kind != "split_jobs")
