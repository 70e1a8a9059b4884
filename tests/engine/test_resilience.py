"""Recovery: the arithmetic of steps and lag, the choice of pattern, and what processes get through what they need."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, findings, found, sample
from wardround.assessment import Assessment, with_value
from wardround.assessment.dependencies import Dependency
from wardround.engine.availability import minutes_lost_per_year, serial_share
from wardround.engine.facts import answered
from wardround.engine.findings import PatternResult, RecoveryStep
from wardround.engine.process_recovery import Estate, effective_promises, objectives, recovered_processes
from wardround.engine.recovery_setting import replication_lag_s
from wardround.engine.recovery_steps import copy_minutes, total_minutes
from wardround.knowledge import Knowledge


def step(order: int, minutes: float, *, overlap: bool = False, stage: str = "technical") -> RecoveryStep:
    return RecoveryStep("step", stage, minutes, minutes, minutes * 2, "", "", order, overlap)  # type: ignore[arg-type]


def test_copying_takes_size_over_rate() -> None:
    assert copy_minutes(60, 1024) == pytest.approx(1.0)
    assert copy_minutes(0, 100) == 0


def test_steps_add_up_and_only_those_side_by_side_count_with_the_longest() -> None:
    steps = (step(10, 5), step(60, 40, overlap=True), step(60, 25, overlap=True), step(70, 10))
    assert total_minutes(steps) == 55
    assert total_minutes(steps, high=True) == 110
    assert total_minutes((step(60, 40), step(60, 25))) == 65
    assert total_minutes((step(10, 5, stage="notice"), step(60, 40)), stages=("technical",)) == 40


def test_lag_grows_with_the_write_rate_and_counts_the_backlog_beyond_the_limit() -> None:
    assert replication_lag_s(1.0, 0.0, 50.0) == 1.0
    assert replication_lag_s(1.0, 25.0, 50.0) == pytest.approx(2.0)
    assert replication_lag_s(1.0, 100.0, 50.0) == pytest.approx(3601.0)


@given(st.floats(0, 500), st.floats(0, 500), st.floats(1, 200))
def test_a_higher_write_rate_never_shortens_the_lag_by_more_than_the_cap(a: float, b: float, carry: float) -> None:
    low, high = sorted((a, b))
    if high < carry or low >= carry:
        assert replication_lag_s(1.2, low, carry) <= replication_lag_s(1.2, high, carry)


def test_availability_multiplies_and_turns_into_minutes() -> None:
    assert serial_share(0.9999, 0.999) == pytest.approx(0.9989001)
    assert minutes_lost_per_year(0.999) == pytest.approx(525.6)
    assert serial_share() == 1


def chosen(result: PatternResult) -> Decimal:
    assert result.extra_monthly_usd is not None
    return result.extra_monthly_usd


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pattern_chosen_is_the_cheapest_that_meets_every_objective(name: str) -> None:
    result = findings(name).resilience
    meeting = [p for p in result.patterns if p.meets and p.extra_monthly_usd is not None]
    taken = next(p for p in result.patterns if p.pattern_id == result.pattern_id)
    assert meeting
    assert chosen(taken) == min(chosen(p) for p in meeting)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pattern_without_a_price_is_shown_and_never_chosen(name: str) -> None:
    result = findings(name).resilience
    managed = [p for p in result.patterns if p.pattern_id in {"DRP-13", "DRP-14", "DRP-15"}]
    assert managed
    assert all(p.extra_monthly_usd is None and not p.meets and p.why_not for p in managed)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_tighter_objectives_never_give_a_cheaper_pattern(name: str, share: float) -> None:
    assessment = sample(name)
    tighter = assessment
    for process in assessment.recovery.processes:
        path = f"recovery.processes[{process.key}]"
        tighter = with_value(tighter, f"{path}.closing_rto_minutes", None)
        tighter = with_value(tighter, f"{path}.closing_rpo_minutes", None)
    loose = found(tighter).resilience
    for process in assessment.recovery.processes:
        path = f"recovery.processes[{process.key}]"
        tighter = with_value(tighter, f"{path}.rto_minutes", process.rto_minutes * share)
        tighter = with_value(tighter, f"{path}.rpo_minutes", process.rpo_minutes * share)
    tight = found(tighter).resilience
    if tight.met:
        price = {p.pattern_id: p.extra_monthly_usd for p in tight.patterns}
        assert (price[tight.pattern_id] or 0) >= (price[loose.pattern_id] or 0)
    else:
        assert not tight.words.startswith(tight.pattern_name)


@settings(deadline=None, max_examples=12)
@given(
    st.sampled_from(("clinic-group", "shared-services")), st.sampled_from(("rto", "rpo")), st.floats(0.02, 1), st.data()
)
def test_one_tighter_objective_never_gives_a_cheaper_pattern(
    name: str, what: str, share: float, data: st.DataObject
) -> None:
    assessment = sample(name)
    process = data.draw(st.sampled_from(assessment.recovery.processes))
    tighter = assessment
    for field in (f"{what}_minutes", f"closing_{what}_minutes"):
        value = getattr(process, field)
        if value is not None:
            tighter = with_value(tighter, f"recovery.processes[{process.key}].{field}", value * share)
    tight, loose = found(tighter).resilience, findings(name).resilience
    price = {p.pattern_id: p.extra_monthly_usd for p in tight.patterns}
    if tight.met:
        assert (price[tight.pattern_id] or 0) >= (price[loose.pattern_id] or 0)
    else:
        assert tight.words.startswith("No pattern")


@settings(deadline=None, max_examples=10)
@given(st.sampled_from(SAMPLES), st.data())
def test_another_dependency_never_brings_a_process_back_sooner(name: str, data: st.DataObject) -> None:
    assessment = sample(name)
    ends = st.sampled_from(sorted(row.key for row in assessment.dependencies.systems))
    edge = Dependency(key="added", source=data.draw(ends), target=data.draw(ends))
    more = with_value(assessment, "dependencies.edges", (*assessment.dependencies.edges, edge))
    chosen_pattern = next(
        p for p in findings(name).resilience.patterns if p.pattern_id == findings(name).resilience.pattern_id
    )
    facts = answered(assessment, Knowledge.load())
    asked = objectives(assessment, facts)
    before = recovered_processes(Estate(assessment), asked, chosen_pattern)
    after = recovered_processes(Estate(more), asked, chosen_pattern)
    for one, other in zip(before, after, strict=True):
        assert other.effective_rto_minutes >= one.effective_rto_minutes


def test_a_system_that_nothing_needs_delays_nobody() -> None:
    alone = with_value(chain(10, 480, 5_000), "dependencies.edges", ())
    assert effective_promises(alone, 60) == {"erp": 60, "a0": 10, "a1": 480, "a2": 5_000}


def test_a_recovery_region_outside_the_residency_rule_is_ruled_out_with_its_reason() -> None:
    assessment = sample("clinic-group")
    for path, value in (
        ("compliance.residency_required", True),
        ("compliance.residency_scope", ("primary", "disaster_recovery")),
        ("engagement.recovery_region", "westeurope"),
        ("recovery.ha_scope", "region"),
    ):
        assessment = with_value(assessment, path, value)
    result = found(assessment).resilience
    warm = next(p for p in result.patterns if p.pattern_id == "DRP-10")
    assert not warm.meets
    assert any("outside the residency rule" in reason for reason in warm.why_not)


def chain(*promises: float | None) -> Assessment:
    """Return an assessment in which the ERP needs a0, a0 needs a1, and so on, round to a0 again."""
    systems = tuple(
        {"key": f"a{i}", "name": f"System {i}", "rto_promised_minutes": promised} for i, promised in enumerate(promises)
    )
    count = len(promises)
    edges = tuple({"key": f"e{i}", "source": f"a{i}", "target": f"a{(i + 1) % count}"} for i in range(count))
    assessment = with_value(Assessment(), "dependencies.systems", systems)
    return with_value(assessment, "dependencies.edges", edges)


def test_nothing_is_back_before_what_it_needs_through_chains_and_circles() -> None:
    promises = effective_promises(chain(10, 480, None), 60)
    assert promises["a0"] == promises["a1"] == promises["a2"] == 480


@given(st.lists(st.one_of(st.none(), st.floats(0, 10_000)), min_size=2, max_size=6), st.data())
def test_adding_a_dependency_never_shortens_a_recovery(promised: list[float | None], data: st.DataObject) -> None:
    assessment = chain(*promised)
    before = effective_promises(with_value(assessment, "dependencies.edges", ()), 60)
    ends = st.sampled_from([f"a{i}" for i in range(len(promised))])
    edge = {"key": "new", "source": data.draw(ends), "target": data.draw(ends)}
    after = effective_promises(with_value(assessment, "dependencies.edges", (edge,)), 60)
    assert all(after[name] >= before[name] for name in before)


def test_a_process_is_limited_by_the_slowest_thing_it_needs_and_names_it() -> None:
    assessment = sample("regional-hospital")
    process = next(p for p in assessment.recovery.processes if p.needs_systems)
    needed = process.needs_systems[0]
    slow = with_value(assessment, f"dependencies.systems[{needed}].rto_promised_minutes", 9_999)
    result = next(p for p in found(slow).resilience.processes if p.key == process.key)
    assert result.effective_rto_minutes == 9_999
    assert not result.meets_rto
    assert result.limited_by != "the platform"


def test_a_restore_runs_no_faster_than_the_disks_allow() -> None:
    result = findings("regional-hospital")
    database = next(
        r for r in result.sizing.roles if r.role == "postgresql" and r.environment == "production" and r.tenant
    )
    disk = next(d for d in database.disks if d.purpose == "data")
    restore = next(s for s in result.resilience.backup_steps if s.name.startswith("Restore PostgreSQL"))
    assert restore.minutes_likely >= copy_minutes(1, disk.mbps * disk.count) * 0.9
    assert math.isfinite(result.resilience.restore_hours)


def test_replaced_results_keep_their_frozen_form() -> None:
    result = findings("clinic-group").resilience
    with pytest.raises(AttributeError):
        result.pattern_id = "x"  # type: ignore[misc]
    assert replace(result, pattern_id="x").pattern_id == "x"
