"""The roadmap: what is planned, how long it takes, and what it costs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.engine.river_hospital import WEDNESDAY, hospital, stated
from tests.engine.samples import SAMPLES, findings
from wardround.assessment import Assessment
from wardround.engine.cutover_inputs import CUTOVER, copy_hours, cutover_hours
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Activity, Roadmap
from wardround.engine.planned_effort import effort_days
from wardround.engine.roadmap import GO_LIVE, roadmap
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()
OLD_DATABASE = {"source_pg_version": stated(9)}


def plan(assessment: Assessment) -> tuple[Facts, Roadmap]:
    facts = answered(assessment, KNOWLEDGE)
    return facts, roadmap(assessment, facts, KNOWLEDGE, WEDNESDAY)[0]


def derived(road: Roadmap, name: str) -> float:
    value = road.derived[name]
    assert isinstance(value, int | float)
    return value


def activities(assessment: Assessment) -> dict[str, Activity]:
    return {activity.activity_id: activity for activity in plan(assessment)[1].activities}


def test_effort_grows_above_its_threshold_only() -> None:
    assert effort_days(3, 5, 5, 0.4) == 3
    assert effort_days(3, 41, 5, 0.4) == pytest.approx(17.4)


def test_work_starts_on_the_monday_after_and_ends_on_working_days() -> None:
    _facts, road = plan(hospital())
    assert road.starts == date(2026, 1, 19)
    assert min(activity.starts for activity in road.activities) == road.starts
    for activity in road.activities:
        assert activity.starts <= activity.ends <= road.finish
        if activity.activity_id not in CUTOVER:
            assert activity.starts.weekday() < 5
            assert activity.ends.weekday() < 5


@pytest.mark.parametrize("kind", ["migration", "new_deployment"])
def test_the_cutover_falls_into_one_weekend(kind: str) -> None:
    found = activities(hospital(engagement={"engagement_type": stated(kind)}))
    night = [found[name] for name in CUTOVER if name in found]
    assert {one.starts for one in night} == {night[0].starts}
    assert {one.ends for one in night} == {night[0].ends}
    assert night[0].starts.weekday() == 5
    assert night[0].ends - night[0].starts <= timedelta(days=1)
    before = [found[name].ends for name in ("A8-01", "A8-02", "A8-03") if name in found]
    assert max(before) < night[0].starts
    assert found["A9-01"].starts > night[0].ends


def test_a_cutover_begins_in_the_evening_and_a_long_one_in_the_morning() -> None:
    usual = plan(hospital())[1].cutover
    assert usual is not None
    assert (usual.starts.weekday(), usual.starts.hour) == (5, 18)
    slow = plan(hospital(dependencies={"hybrid_bandwidth_mbps": stated(20)}, baseline=OLD_DATABASE))[1]
    assert slow.cutover is not None
    assert slow.cutover.hours > 42
    assert slow.cutover.starts.hour == 6
    assert "longer than a weekend" in slow.cutover.words
    assert slow.go_live == slow.cutover.ends.date()
    blocked = [one for one in slow.closed if one.starts <= slow.go_live and one.ends >= slow.cutover.starts.date()]
    assert not blocked


def test_what_needs_time_to_pass_takes_it_however_little_the_effort() -> None:
    wants = hospital(dependencies={"hybrid_link": stated("expressroute")}, budget={"commitment_allowed": stated("1y")})
    found = activities(wants)
    for name, days in {"A1-03": 30, "A2-11": 42, "A6-02": 28, "A9-01": 28, "A9-03": 31, "A9-06": 28}.items():
        lasts = (found[name].ends - found[name].starts).days + 1
        assert lasts >= days - 2, name  # the weekend before or after it passes as well
    live = found[GO_LIVE].ends
    assert (found["A9-04"].ends - live).days >= 58
    assert (found["A9-06"].starts - live).days >= 28


def test_a_circuit_is_ordered_only_where_one_is_wanted() -> None:
    assert "A2-11" not in activities(hospital())
    with_circuit = activities(hospital(dependencies={"hybrid_link": stated("expressroute")}))
    assert "A2-11" in with_circuit["A2-04"].predecessors


def test_training_and_pre_production_are_migrated_only_where_they_are_in_scope() -> None:
    bare = activities(hospital(engagement={"scope_environments": stated(["production", "test"])}))
    assert "A5-04" not in bare
    assert "A5-02" in bare
    assert {"A5-04", "A5-02"} <= set(activities(hospital()))
    alone = activities(hospital(engagement={"scope_environments": stated(["production"])}))
    assert not {"A5-02", "A5-04", "A5-07"} & set(alone)


def test_a_restore_is_proven_before_anything_moves() -> None:
    found = activities(hospital(recovery={"restore_test_last_months": stated(40)}))
    restored = found["A1-15"]
    assert all(restored.ends < found[name].starts for name in ("A5-02", "A7-02", "A8-04"))
    assert "A1-15" not in activities(hospital(recovery={"restore_test_last_months": stated(2)}))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_phases_begin_one_after_the_other(name: str) -> None:
    begun: dict[str, date] = {}
    for activity in findings(name).roadmap.activities:
        begun[activity.phase] = min(activity.starts, begun.get(activity.phase, activity.starts))
    assert list(begun.values()) == sorted(begun.values())
    assert list(begun) == sorted(begun)


def test_no_activity_starts_before_its_predecessors_end() -> None:
    by_id = activities(hospital())
    for activity in by_id.values():
        if activity.activity_id in CUTOVER:
            continue
        assert all(by_id[before].ends < activity.starts for before in activity.predecessors)


def test_the_finish_is_the_end_of_the_critical_path() -> None:
    _facts, road = plan(hospital())
    by_id = {activity.activity_id: activity for activity in road.activities}
    assert by_id[road.critical_path[-1]].ends == road.finish
    assert by_id[road.critical_path[0]].starts == road.starts
    assert all(by_id[name].critical for name in road.critical_path)
    # Before the cutover only the wait for its weekend is slack; after it there is none.
    live = road.critical_path.index(GO_LIVE)
    assert all(by_id[name].slack_days < 5 for name in road.critical_path[:live])
    assert not any(by_id[name].slack_days for name in road.critical_path[live + 1 :])
    assert road.go_live == by_id[GO_LIVE].ends


def test_the_answers_choose_the_activities() -> None:
    migrating = activities(hospital())
    building = activities(hospital(engagement={"engagement_type": stated("new_deployment")}))
    assert {"A7-02", "A8-04", "A9-06"} <= set(migrating)
    assert not {"A7-02", "A8-04", "A9-06"} & set(building)
    assert building["A8-06"].predecessors == ("A8-01", "A8-02")  # bridged over A8-05, A8-04 and A8-03
    assert "What the assessment decides: a migration (stated)" in migrating["A8-04"].because


def test_an_activity_that_cannot_be_decided_yet_is_planned() -> None:
    facts = answered(hospital(), KNOWLEDGE)
    assert facts["highest_sensitivity"] == 5
    blind = replace(facts, entries={**facts.entries, "highest_sensitivity": facts.fact("quota_headroom_pct")})
    road = roadmap(hospital(), blind, KNOWLEDGE, WEDNESDAY)[0]
    planned = next(activity for activity in road.activities if activity.activity_id == "A7-07")
    assert "not decided yet" in planned.because


def test_effort_follows_the_fact_that_drives_it() -> None:
    few = activities(hospital(engagement={}))["A1-04"]
    rows = [{"key": f"i{n}", "name": f"I{n}", "interface_type": "hl7_adt"} for n in range(45)]
    many = activities(hospital(interfaces={"interfaces": rows}))["A1-04"]
    assert few.effort_days_likely == 5.5
    assert many.effort_days_likely == pytest.approx(5.5 + 40 * 0.4)
    assert "the effort follows this: Number of interfaces: 45 interfaces" in many.because


def test_the_price_is_days_times_the_rates_of_those_responsible() -> None:
    _facts, road = plan(hospital())
    expected = Decimal(0)
    for activity in road.activities:
        row = KNOWLEDGE.activities[activity.activity_id]
        rates = [KNOWLEDGE.day_rates[role].rate_usd_per_day_likely for role in row.responsible]
        expected += Decimal(repr(activity.effort_days_likely)) * Decimal(repr(sum(rates) / len(rates)))
    assert float(road.one_time_usd) == pytest.approx(float(expected), abs=5)
    assert "placeholders" in road.words


def test_the_first_copy_takes_data_over_bandwidth() -> None:
    # 450 GiB over 200 Mbps: 450 x 8,589.9 Mbit / 200 / 3,600
    assert copy_hours(450, 200) == pytest.approx(5.369, abs=0.001)
    facts, road = plan(hospital(dependencies={"hybrid_bandwidth_mbps": stated(500)}))
    assert facts["db_size_gb"] == 310
    assert road.derived["data_copy_hours"] == pytest.approx(copy_hours(310 + 520, 500), abs=0.001)


def test_a_cutover_copies_the_database_only_where_it_cannot_replicate() -> None:
    assert cutover_hours(4, 4, 0) == 8
    _facts, modern = plan(hospital(baseline={"source_pg_version": stated(13)}))
    _facts, old = plan(hospital(baseline={"source_pg_version": stated(9)}))
    inside = derived(old, "cutover_estimate_hours") - derived(modern, "cutover_estimate_hours")
    # 310 GiB backed up at 108 MiB/s, copied, restored at 25 MiB/s; the other marks a point and promotes, 25 minutes
    mib = 310 * 1024
    expected = mib / 108 / 3600 + copy_hours(310, 200) + mib / 25 / 3600 - 25 / 60
    assert inside == pytest.approx(expected, abs=0.001)


def test_who_moves_no_data_copies_none() -> None:
    _facts, road = plan(hospital(engagement={"engagement_type": stated("new_deployment")}))
    assert road.derived["data_copy_hours"] == 0


def test_the_weeks_to_go_live_are_held_against_those_left() -> None:
    _facts, road = plan(hospital())
    assert road.go_live is not None
    weeks = ((road.go_live - road.starts).days + 3) // 7
    assert road.derived["effort_to_deadline_ratio"] == pytest.approx(weeks / 30, abs=0.04)
    _facts, hurried = plan(hospital(engagement={"deadline_weeks": stated(10)}))
    assert derived(hurried, "effort_to_deadline_ratio") > 1
    assert "after the target" in hurried.words


def test_the_target_is_a_date_before_it_is_a_number_of_weeks() -> None:
    assert plan(hospital())[1].target == date(2026, 8, 12)
    dated = hospital(engagement={"target_finish_date": stated("2026-10-01")})
    assert plan(dated)[1].target == date(2026, 10, 1)
    assert plan(Assessment())[1].target is None


def test_the_budget_is_compared_in_its_own_currency() -> None:
    assert plan(hospital())[1].derived["onetime_to_budget_ratio"] == 0
    dollars = plan(hospital(budget={"budget_onetime": stated(400_000)}))[1]
    euro = {"currency": stated("EUR"), "exchange_rate": stated(0.5), "budget_onetime": stated(400_000)}
    euros = plan(hospital(budget=euro))[1]
    ratio = derived(dollars, "onetime_to_budget_ratio")
    assert ratio == pytest.approx(float(dollars.one_time_usd) / 400_000, abs=0.001)
    assert euros.derived["onetime_to_budget_ratio"] == pytest.approx(ratio / 2, abs=0.001)


def test_every_figure_explains_itself_down_to_a_source() -> None:
    facts = answered(hospital(), KNOWLEDGE)
    road, figures = roadmap(hospital(), facts, KNOWLEDGE, WEDNESDAY)
    by_name = {figure.name: figure for figure in figures}
    assert by_name["roadmap.finish"].value == road.finish.isoformat()
    assert by_name["roadmap.one_time_usd"].value == float(road.one_time_usd)
    assert by_name["roadmap.effort_days"].value == road.effort_days_likely
    assert by_name["roadmap.cutover_hours"].value == road.derived["cutover_estimate_hours"]
    for figure in figures:
        assert figure.inputs
        assert figure.source
        for part in figure.inputs:
            assert part.source
            assert not part.figure or part.figure in by_name
    efforts = by_name["roadmap.effort_days"].inputs
    assert sum(float(part.value) for part in efforts) == pytest.approx(road.effort_days_likely, abs=0.5)
