"""The roadmap: what is planned, how long it takes, and what it costs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.engine.river_hospital import WEDNESDAY, hospital, stated
from wardround.assessment import Assessment
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Activity, Roadmap
from wardround.engine.roadmap import GO_LIVE, copy_hours, cutover_hours, effort_days, roadmap
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


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
        assert activity.starts.weekday() < 5
        assert activity.ends.weekday() < 5
        assert activity.starts <= activity.ends <= road.finish


def test_no_activity_starts_before_its_predecessors_end() -> None:
    by_id = activities(hospital())
    for activity in by_id.values():
        assert all(by_id[before].ends < activity.starts for before in activity.predecessors)


def test_the_finish_is_the_end_of_the_critical_path() -> None:
    _facts, road = plan(hospital())
    by_id = {activity.activity_id: activity for activity in road.activities}
    assert by_id[road.critical_path[-1]].ends == road.finish
    assert by_id[road.critical_path[0]].starts == road.starts
    assert all(by_id[name].critical and not by_id[name].slack_days for name in road.critical_path)
    assert road.go_live == by_id[GO_LIVE].ends


def test_the_answers_choose_the_activities() -> None:
    migrating = activities(hospital())
    building = activities(hospital(engagement={"engagement_type": stated("new_deployment")}))
    assert {"A7-02", "A8-04", "A9-06"} <= set(migrating)
    assert not {"A7-02", "A8-04", "A9-06"} & set(building)
    assert building["A8-06"].predecessors == ("A8-01", "A8-02")  # bridged over A8-05, A8-04 and A8-03
    assert "What the assessment decides: migration (stated)" in migrating["A8-04"].because


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
    assert "effort follows Number of interfaces: 45 interfaces" in many.because


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
    copied = copy_hours(310, 200)
    assert old.derived["cutover_estimate_hours"] == pytest.approx(
        derived(modern, "cutover_estimate_hours") + copied, abs=0.001
    )


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
