"""What belongs to a roadmap besides its activities: parts, people, odds, decisions, the night, waves with days."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from tests.engine.river_hospital import WEDNESDAY, hospital, interface, needs, stated, system
from tests.engine.samples import SAMPLES, findings
from wardround.assessment import Assessment
from wardround.engine.facts import answered
from wardround.engine.findings import Activity, Roadmap, Wave
from wardround.engine.roadmap import roadmap
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def plan(assessment: Assessment) -> Roadmap:
    return roadmap(assessment, answered(assessment, KNOWLEDGE), KNOWLEDGE, WEDNESDAY)[0]


def by_id(road: Roadmap) -> dict[str, Activity]:
    return {activity.activity_id: activity for activity in road.activities}


def wave_with(road: Roadmap, member: str) -> Wave:
    return next(wave for wave in road.waves if member in wave.members)


def pinned(*pins: dict[str, object], **sections: Mapping[str, object]) -> Assessment:
    return hospital(calendar={"pins": list(pins)}, **sections)


def pin(member: str, **fields: object) -> dict[str, object]:
    return {"key": f"move-{member.replace(':', '-')}", "member": member, **fields}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_cutover_and_every_wave_keep_clear_of_closed_periods(name: str) -> None:
    road = findings(name).roadmap
    assert road.cutover is not None
    for wave in road.waves:
        if wave.number <= 0 or wave.title == "Non-production":
            continue
        assert wave.starts is not None
        assert wave.ends is not None
        for one in road.closed:
            assert wave.ends < one.starts or wave.starts > one.ends, (wave.title, one.name)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_plan_with_people_is_never_earlier_than_without_and_the_odds_rise(name: str) -> None:
    road = findings(name).roadmap
    assert road.earliest_go_live is not None
    assert road.earliest_finish is not None
    assert road.go_live is not None
    assert road.earliest_go_live <= road.go_live
    assert road.earliest_finish <= road.finish
    assert road.odds is not None
    assert road.odds.go_live_p50 <= road.odds.go_live_p80
    assert road.odds.finish_p50 <= road.odds.finish_p80
    for activity in road.activities:
        assert activity.earliest_starts is not None
        assert activity.earliest_starts <= activity.starts


def test_an_activity_is_listed_for_each_interface_environment_site_and_tenant() -> None:
    found = by_id(plan(hospital()))
    assert {part.name for part in found["A6-03"].parts} == {"ADT", "BANK", "FAX", "EDI"}
    assert [part.name for part in found["A5-04"].parts] == ["Training", "Pre-production"]
    assert {part.name for part in found["A5-05"].parts} == {"Main house", "Care home"}
    assert {part.name for part in found["A4-01"].parts} == {"Hospital", "Catering"}
    assert any("backup" in part.name.lower() for part in found["A3-01"].parts)
    for activity in found.values():
        if activity.parts:
            assert sum(part.effort_days_likely for part in activity.parts) == pytest.approx(
                activity.effort_days_likely, abs=0.01
            )
            assert min(part.starts for part in activity.parts) == activity.starts
            assert max(part.ends for part in activity.parts) == activity.ends


def test_an_interface_without_a_description_takes_longer_than_one_with() -> None:
    rows = [interface("a", "hl7_adt", documentation="complete"), interface("b", "hl7_adt", documentation="none")]
    known, unknown = by_id(plan(hospital(interfaces={"interfaces": rows})))["A6-03"].parts
    assert unknown.effort_days_likely == pytest.approx(1.5 * known.effort_days_likely)


def test_every_activity_says_who_answers_who_is_asked_and_who_is_told() -> None:
    activity = by_id(plan(hospital()))["A8-01"]
    assert (activity.accountable, activity.consulted, activity.informed) == (
        "executive sponsor",
        "all leads",
        "key users",
    )


def test_more_time_of_the_role_that_is_waited_for_brings_the_date_forward() -> None:
    short = plan(hospital(operations={"team": [{"key": "s", "role": "security lead", "fte": 0.1}]}))
    assert short.people[0].role == "security lead"
    assert short.people[0].stated
    assert "security lead" in short.words
    more = plan(hospital(operations={"team": [{"key": "s", "role": "security lead", "fte": 1.0}]}))
    assert more.go_live is not None
    assert short.go_live is not None
    assert more.go_live < short.go_live


def test_a_decision_falls_before_what_waits_for_it_and_a_late_one_would_move_the_finish() -> None:
    road = plan(hospital())
    dates = {one.decision_id: one for one in road.decide_by}
    assert dates["region"].by < by_id(road)["A2-01"].starts + timedelta(days=60)
    assert road.go_live is not None
    for decision in ("region", "tenancy", "platform", "recovery_pattern", "redis_role", "ingress", "hosting"):
        assert dates[decision].by < road.go_live, decision
    assert list(road.decide_by) == sorted(road.decide_by, key=lambda one: (one.by, one.decision_id))


def test_the_recovery_pattern_is_decided_before_the_servers_are_built() -> None:
    dates = {one.decision_id: one.by for one in plan(hospital()).decide_by}
    assert dates["recovery_pattern"] <= dates["platform"]
    assert dates["recovery_pattern"] <= dates["database_service"]


def test_only_a_role_whose_time_alone_moves_the_date_is_said_to_move_it() -> None:
    """What is said of twice the time of a role is what a plan with twice the time says."""
    given = {"operations": {"team": [{"key": "s", "role": "security lead", "fte": 0.1}]}}
    road = plan(hospital(**given))
    load = next(one for one in road.people if one.role == "security lead")
    other = plan(hospital(operations={"team": [{"key": "s", "role": "security lead", "fte": 0.2}]}))
    assert road.go_live is not None
    assert other.go_live is not None
    assert load.sooner_days > 0
    # Twice the time may also mean more side by side, so it brings the date forward by as much at the least.
    assert load.sooner_days >= (road.go_live - other.go_live).days > 0
    assert all(one.sooner_days >= 0 for one in road.people)


def test_where_the_weekend_decides_nobody_moves_the_date() -> None:
    road = findings("multi-site-network").roadmap
    assert road.go_live == road.earliest_go_live
    assert any(one.waited_days for one in road.people)
    assert not any(one.sooner_days for one in road.people)


def test_a_day_that_fewer_than_half_of_the_plans_keep_says_so() -> None:
    for name in SAMPLES:
        road = findings(name).roadmap
        assert road.odds is not None
        assert road.go_live is not None
        assert ("only if no work takes longer" in road.words) == (road.odds.go_live_p50 > road.go_live)
    assert findings("shared-services").roadmap.odds is not None


def test_the_steps_of_the_night_follow_each_other_and_add_up() -> None:
    night = plan(hospital()).cutover
    assert night is not None
    assert night.steps[0].starts == night.starts
    assert all(one.ends == other.starts for one, other in zip(night.steps, night.steps[1:], strict=False))
    assert sum(step.minutes_likely for step in night.steps) / 60 == pytest.approx(night.hours, abs=0.02)
    assert night.hours_low <= night.hours <= night.hours_high
    assert night.spare_hours == pytest.approx(night.window_hours - night.hours)
    assert night.way_back[0].starts == night.decide_back_by
    assert night.no_return == night.ends


def test_a_night_that_does_not_fit_says_by_how_much() -> None:
    night = plan(hospital(platform={"cutover_window_hours": stated(4)})).cutover
    assert night is not None
    assert night.spare_hours < 0
    assert "misses the 4 hours" in night.words
    wide = plan(hospital(platform={"cutover_window_hours": stated(40)})).cutover
    assert wide is not None
    assert "to spare" in wide.words


def test_a_wave_has_a_rehearsal_a_point_to_return_to_and_a_check() -> None:
    road = plan(hospital())
    for wave in road.waves:
        if wave.number > 0:
            assert wave.starts is not None
            assert wave.rehearsal is not None
            assert wave.rehearsal <= wave.starts
            assert wave.rollback
            assert wave.acceptance
            assert wave.owner
    moving = [wave for wave in road.waves if wave.number > 0]
    starts = [wave.starts for wave in moving if wave.starts is not None]
    assert starts == sorted(starts)
    assert road.waves[0].title == "Non-production"
    assert all(1 in wave.waits_for for wave in moving[1:])
    assert road.breaks == ()


def test_a_cutover_pinned_too_early_names_what_would_not_be_done() -> None:
    road = plan(pinned(pin("erp", day="2026-04-04")))
    assert road.go_live == date(2026, 4, 5)
    kinds = {one.kind for one in road.breaks}
    assert "predecessor" in kinds
    assert min(activity.slack_days for activity in road.activities) < 0


def test_a_cutover_pinned_to_a_closed_day_or_past_the_target_says_so() -> None:
    blackout = {"blackout_periods": stated(["year_end"])}
    road = plan(pinned(pin("erp", day="2026-12-30"), platform=blackout))
    kinds = {one.kind: one.words for one in road.breaks}
    assert "year-end close" in kinds["freeze"]
    assert "Wednesday" in kinds["day"]
    assert "12 August 2026" in kinds["target"]


def test_a_system_torn_from_its_circle_or_put_before_what_it_needs_is_told() -> None:
    road = plan(pinned(pin("scanner", wave=4)))
    assert "scanner" in wave_with(road, "scanner").pinned
    assert wave_with(road, "scanner").number == 4
    assert [one.kind for one in road.breaks] == ["apart"]
    early = plan(pinned(pin("archive", wave=2)))
    assert [one.kind for one in early.breaks] == ["order"]
    assert "which it needs" in early.breaks[0].words


def test_a_system_that_stays_and_the_erp_itself_keep_their_wave() -> None:
    road = plan(pinned(pin("laboratory", wave=2), pin("erp", wave=2)))
    assert [one.kind for one in road.breaks] == ["unknown", "unknown"]


def test_a_wave_pinned_before_one_that_it_needs_is_told() -> None:
    road = plan(pinned(pin("archive", day="2026-02-07")))
    assert wave_with(road, "archive").starts == date(2026, 2, 7)
    assert "order" in {one.kind for one in road.breaks}


def test_waves_ahead_of_the_erp_take_a_weekend_each_and_wait_for_non_production() -> None:
    rows = [system(f"s{number:03}", moves="with_erp") for number in range(40)]
    edges = [needs("erp", str(row["key"])) for row in rows]
    road = plan(hospital(dependencies={"systems": rows, "edges": edges}, interfaces={"interfaces": []}))
    ahead = [wave for wave in road.waves if wave.title == "Ahead of the ERP"]
    assert len(ahead) >= 3
    starts = [wave.starts for wave in ahead]
    assert len(set(starts)) == len(starts)
    first = road.waves[0]
    assert first.ends is not None
    assert all(one is not None and one > first.ends for one in starts)


def test_the_order_of_rows_moves_nothing() -> None:
    there = hospital()
    turned = there.model_copy(
        update={
            "interfaces": there.interfaces.model_copy(
                update={"interfaces": tuple(reversed(there.interfaces.interfaces))}
            ),
            "organisation": there.organisation.model_copy(update={"sites": tuple(reversed(there.organisation.sites))}),
        }
    )
    assert plan(turned).activities == plan(there).activities
