"""Operations by hour and class, and the hour that asks most."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.sized import AS_OF, KNOWLEDGE, assessment, demand_of, facts_of
from wardround.assessment import Assessment
from wardround.assessment.people import Shift
from wardround.engine.demand import demand
from wardround.engine.findings import Demand
from wardround.engine.machine_load import covered_hours, with_busiest_hour
from wardround.engine.people_load import shift_shape
from wardround.engine.site_time import in_utc, utc_offset_hours

QUIET: dict[str, Any] = {
    # Nothing runs but what a test adds: no growth, no headroom, no devices, no machines, no bulk imports.
    "organisation__user_growth_pct_year": 0,
    "platform__headroom_pct": 0,
    "modules__scanner_terminals": 0,
    "modules__portal_users": 0,
    "interfaces__interface_count": 0,
    "volumes__bulk_import_rows_day": 0,
    "people__login_storm_users_5min": 0,
}


def site(key: str, zone: str) -> dict[str, Any]:
    return {"key": key, "name": key, "country": "DE", "time_zone": zone}


def role(key: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a field of any type
    usual = {"activity_level": "ordinary_clerk", "head_count": 100, "active_share": 0.5}
    return {"key": key, "name": key, **usual, **fields}


def quiet(**answers: Any) -> Assessment:  # noqa: ANN401 - an answer of any type
    return assessment(**{**QUIET, **answers})


def day(found: Demand, name: str) -> int:
    return found.day_types.index(name)


def shape_of(profile: str, day_type: str = "weekday") -> np.ndarray[Any, Any]:
    shares = np.array(KNOWLEDGE.hourly_profiles[profile, day_type])
    return np.asarray(shares / shares.max())


def active(found: Demand, day_type: str = "weekday") -> np.ndarray[Any, Any]:
    return np.array(found.active_users[day(found, day_type)])


def test_people_follow_the_shape_of_their_profile_and_think_between_steps() -> None:
    found = demand_of(quiet(**{"people__roles[a]": role("a")}))
    assert active(found) == pytest.approx(50 * shape_of("office"))
    steps = np.array(found.interactive_per_s[day(found, "weekday")]).sum(axis=1)
    assert steps == pytest.approx(50 * shape_of("office") / 30)
    assert found.think_time_s == pytest.approx(30)


def test_the_mix_of_the_level_decides_the_classes() -> None:
    found = demand_of(quiet(**{"people__roles[a]": role("a", activity_level="scanner_user")}))
    busiest = np.array(found.interactive_per_s[0])[np.argmax(active(found))]
    shares = dict(zip(found.classes, busiest / busiest.sum(), strict=True))
    assert shares["scan"] == pytest.approx(0.86)
    assert shares["post"] == 0.0


def test_measured_think_time_and_mix_win() -> None:
    own = {
        "key": "o",
        "activity_level": "ordinary_clerk",
        "think_time_s": 10,
        "mix": [{"model_class": "read", "share": 1}],
    }
    found = demand_of(quiet(**{"people__roles[a]": role("a"), "people__activity_overrides[o]": own}))
    assert np.array(found.interactive_per_s).sum() == pytest.approx(np.array(found.active_users).sum() / 10)
    assert np.array(found.interactive_per_s)[:, :, found.classes.index("search")].sum() == 0.0


def test_a_measured_profile_replaces_the_documented_one_on_its_day_type() -> None:
    shares = [0.0] * 24
    shares[3] = 1.0
    own = {"key": "p", "profile": "office", "day_type": "weekday", "hour_shares": shares}
    found = demand_of(quiet(**{"people__roles[a]": role("a"), "calendar__profiles[p]": own}))
    assert list(np.flatnonzero(active(found))) == [3]
    assert active(found, "saturday")[10] > 0


def test_the_multiplier_of_the_function_is_the_height_of_the_day() -> None:
    found = demand_of(quiet(**{"people__roles[a]": role("a", function="purchasing")}))
    assert active(found, "saturday").max() == pytest.approx(50 * 0.1)


def test_an_answered_month_end_replaces_the_documented_multiplier_of_finance() -> None:
    answered = quiet(volumes__month_end_multiplier=1.5, **{"people__roles[a]": role("a", function="finance")})
    assert active(demand_of(answered), "month_end").max() == pytest.approx(75)


def test_active_people_are_never_more_than_there_are() -> None:
    found = demand_of(
        quiet(
            volumes__month_end_multiplier=10,
            **{"people__roles[a]": role("a", function="finance", active_share=0.5)},
        )
    )
    assert active(found, "month_end").max() == pytest.approx(100)


def test_shifts_replace_the_shape_of_working_days_only() -> None:
    shifts = [{"name": "late", "starts_at_hour": 20, "ends_at_hour": 4, "share_at_work": 0.5}]
    found = demand_of(quiet(**{"people__roles[a]": role("a", shifts=shifts)}))
    assert list(np.flatnonzero(active(found))) == [0, 1, 2, 3, 20, 21, 22, 23]
    assert active(found).max() == pytest.approx(50)
    assert active(found, "saturday").argmax() == shape_of("office", "saturday").argmax()


def test_overlapping_shifts_add_up() -> None:
    early = Shift(name="e", starts_at_hour=6, ends_at_hour=14, share_at_work=0.4)
    late = Shift(name="l", starts_at_hour=13, ends_at_hour=21, share_at_work=0.4)
    shape = shift_shape((early, late))
    assert shape[13] == 1.0
    assert shape[6] == shape[20] == 0.5
    assert shape[21] == 0.0


def two_continents() -> Assessment:
    return quiet(
        **{
            "organisation__sites[berlin]": site("berlin", "Europe/Berlin"),
            "organisation__sites[chicago]": site("chicago", "America/Chicago"),
            "people__roles[b]": role("b", site="berlin", head_count=300),
            "people__roles[c]": role("c", site="chicago", head_count=200),
        }
    )


def test_two_time_zones_are_summed_in_utc_in_the_season_that_asks_more() -> None:
    found = demand_of(two_continents())
    by_season = {}
    for season, berlin, chicago in (("winter", 1, -6), ("summer", 2, -5)):
        office = shape_of("office")
        by_season[season] = [
            150 * office[(hour + berlin) % 24] + 100 * office[(hour + chicago) % 24] for hour in range(24)
        ]
    heavier = max(by_season, key=lambda season: (max(by_season[season]), season == "winter"))
    assert active(found) == pytest.approx(np.array(by_season[heavier]))
    assert heavier in found.design_hour.local_time
    assert "Europe/Berlin" in found.design_hour.local_time


def test_summer_is_taken_where_clocks_that_move_meet_a_clock_that_stays() -> None:
    # Chicago and Lagos: an hour nearer in summer, when their office days overlap more.
    of = quiet(
        **{
            "organisation__sites[chicago]": site("chicago", "America/Chicago"),
            "organisation__sites[lagos]": site("lagos", "Africa/Lagos"),
            "people__roles[c]": role("c", site="chicago", head_count=100),
            "people__roles[l]": role("l", site="lagos", head_count=100),
        }
    )
    found = demand_of(of)
    assert "summer time" in found.design_hour.local_time
    office = shape_of("office")
    summer = [50 * office[(hour - 5) % 24] + 50 * office[(hour + 1) % 24] for hour in range(24)]
    winter = [50 * office[(hour - 6) % 24] + 50 * office[(hour + 1) % 24] for hour in range(24)]
    assert max(summer) > max(winter)
    assert active(found) == pytest.approx(np.array(summer))


def test_one_time_zone_has_the_same_day_in_both_seasons_and_takes_winter() -> None:
    of = quiet(**{"organisation__sites[b]": site("b", "Europe/Berlin"), "people__roles[a]": role("a", site="b")})
    found = demand_of(of)
    assert "winter time" in found.design_hour.local_time
    assert found.design_hour.hour_utc == (int(np.argmax(shape_of("office", found.design_hour.day_type))) - 1) % 24


def test_a_clock_half_an_hour_off_splits_each_hour_over_two() -> None:
    local = np.zeros((1, 24))
    local[0, 10] = 8.0
    shifted = in_utc(local, utc_offset_hours("Asia/Kolkata", 2026, "winter"))
    assert (shifted[0, 4], shifted[0, 5]) == (4.0, 4.0)
    assert shifted.sum() == 8.0


def test_without_roles_the_peak_users_stated_are_split_into_clerks() -> None:
    found = demand_of(
        quiet(
            people__peak_concurrent_users=80, people__heavy_user_pct=25, organisation__operating_hours="business_hours"
        )
    )
    assert active(found).max() == pytest.approx(80)
    steps = np.array(found.interactive_per_s[0]).sum(axis=1).max()
    assert steps == pytest.approx(20 / 12 + 60 / 30)


def test_terminals_and_portal_users_count_unless_a_role_or_an_interface_stands_for_them() -> None:
    devices = {"modules__scanner_terminals": 40, "modules__portal_users": 1000}
    scanning = demand_of(quiet(**{"people__roles[a]": role("a"), **devices}))
    place = scanning.classes.index("scan")
    assert np.array(scanning.interactive_per_s)[:, :, place].max() == pytest.approx(20 / 10 * 0.86, rel=0.05)
    staffed = {"people__roles[s]": role("s", activity_level="scanner_user", head_count=1)}
    covered = demand_of(quiet(**{"people__roles[a]": role("a"), **staffed, **devices}))
    assert np.array(covered.interactive_per_s)[:, :, place].max() < 0.1
    connected = {"interfaces__interfaces[i]": {"key": "i", "name": "i", "interface_type": "scanner_middleware"}}
    by_machine = demand_of(quiet(**{"people__roles[a]": role("a"), **connected, **devices}))
    assert np.array(by_machine.interactive_per_s)[:, :, place].sum() == 0.0
    assert np.array(by_machine.machine_per_s)[:, :, place].sum() > 0.0


def interface(key: str, kind: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a field of any type
    return {"key": key, "name": key, "interface_type": kind, **fields}


def test_an_interface_sends_its_messages_over_the_day_of_its_type() -> None:
    row = interface("i", "edi_x12_supply", messages_per_day=2400)
    found = demand_of(quiet(**{"interfaces__interfaces[i]": row}))
    per_hour = np.array(found.machine_per_s[0]).sum(axis=1) * 3600
    assert per_hour.sum() == pytest.approx(2400 * 0.15)
    shares = np.array(KNOWLEDGE.hourly_profiles["interface_following_office", "weekday"])
    assert per_hour / per_hour.sum() == pytest.approx(shares / shares.sum())


@pytest.mark.parametrize("factor", [1.0, 1.5, 4.0, 12.0, 24.0])
def test_a_peak_factor_makes_the_busiest_hour_so_many_times_the_mean_hour(factor: float) -> None:
    row = interface("i", "rest_api_async", messages_per_day=2400, peak_factor=factor)
    found = demand_of(quiet(**{"interfaces__interfaces[i]": row}))
    per_hour = np.array(found.machine_per_s[0]).sum(axis=1) * 3600
    assert per_hour.max() == pytest.approx(100 * factor * 1.3)
    assert per_hour.sum() == pytest.approx(2400 * 1.3)


@given(
    shares=st.lists(st.floats(0, 1), min_size=24, max_size=24).filter(lambda values: sum(values) > 0.1),
    busiest=st.floats(1 / 24, 1),
)
def test_any_day_can_be_made_as_steep_as_asked(shares: list[float], busiest: float) -> None:
    day_shares = np.array(shares) / sum(shares)
    found = with_busiest_hour(day_shares, busiest)
    assert found.max() == pytest.approx(busiest)
    assert found.sum() == pytest.approx(1.0)
    assert found.min() >= -1e-12


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("scanner_middleware", "scanner_user"),
        ("portal_web", "portal_user"),
        ("single_sign_on", "ordinary_clerk"),
        ("label_print", "ordinary_clerk"),
    ],
)
def test_an_interface_that_repeats_what_people_do_counts_only_without_such_people(kind: str, level: str) -> None:
    rows = {"interfaces__interfaces[i]": interface("i", kind)}
    people = {"people__roles[a]": role("a", activity_level=level)}
    assert np.array(demand_of(quiet(**rows, **people)).machine_per_s).sum() == 0.0
    if kind in {"scanner_middleware", "portal_web"}:
        others = {"people__roles[a]": role("a", activity_level="ordinary_clerk")}
        assert np.array(demand_of(quiet(**rows, **others)).machine_per_s).sum() > 0.0


def test_without_rows_the_messages_stated_fall_into_their_busiest_hour() -> None:
    found = demand_of(quiet(interfaces__interface_count=12, interfaces__interface_msgs_per_hour_peak=7200))
    place = found.classes.index("api_call")
    assert np.array(found.machine_per_s)[:, :, place].max() == pytest.approx(2.0)


def test_a_batch_job_does_its_operations_inside_its_window_on_its_days() -> None:
    job = {
        "key": "j",
        "name": "j",
        "operations": 900,
        "starts_at_hour": 23,
        "window_hours": 2.5,
        "day_types": ["month_end"],
    }
    found = demand_of(quiet(**{"reports__jobs[j]": job}))
    per_hour = np.array(found.batch_per_s)[day(found, "month_end")].sum(axis=1) * 3600
    assert per_hour.sum() == pytest.approx(900)
    assert list(np.flatnonzero(per_hour)) == [0, 1, 23]
    assert per_hour[1] == pytest.approx(per_hour[0] / 2)
    assert np.array(found.batch_per_s)[day(found, "weekday")].sum() == 0.0


def test_rows_imported_in_bulk_run_at_night_unless_jobs_are_listed() -> None:
    found = demand_of(quiet(volumes__bulk_import_rows_day=20_000))
    weekday = np.array(found.batch_per_s)[0].sum(axis=1) * 3600
    assert weekday.sum() == pytest.approx(100, rel=1e-3)
    job = {"key": "j", "name": "j", "operations": 0, "starts_at_hour": 23, "window_hours": 2}
    assert (
        np.array(demand_of(quiet(volumes__bulk_import_rows_day=20_000, **{"reports__jobs[j]": job})).batch_per_s).sum()
        == 0.0
    )


def test_a_heavy_report_keeps_a_core_busy_while_it_runs() -> None:
    report = {"key": "r", "name": "r", "runs_per_day": 8, "duration_minutes": 15, "starts_at_hour": 8}
    found = demand_of(quiet(**{"reports__reports[r]": report}))
    assert found.running_reports[0][8] == pytest.approx(2.0)
    assert sum(found.running_reports[0]) == pytest.approx(2.0)
    assert found.design_hour.cpu_cores >= 2.0


def test_a_report_longer_than_an_hour_spreads_over_its_hours() -> None:
    report = {"key": "r", "name": "r", "runs_per_day": 1, "duration_minutes": 90, "starts_at_hour": 23}
    found = demand_of(quiet(**{"reports__reports[r]": report}))
    assert (found.running_reports[0][23], found.running_reports[0][0]) == pytest.approx((1.0, 0.5))


def test_a_span_over_midnight_covers_the_hours_on_both_sides() -> None:
    assert covered_hours(22, 3.25) == ((22, 1.0), (23, 1.0), (0, 1.0), (1, 0.25))


def test_a_shift_change_adds_its_sign_ins_to_the_hour_in_which_the_shift_starts() -> None:
    shifts = [{"name": "day", "starts_at_hour": 6, "ends_at_hour": 14, "share_at_work": 0.5}]
    answers = {**QUIET, "organisation__operating_hours": "24x7", "people__shift_overlap": True}
    rows = {"people__roles[a]": role("a", shifts=shifts)}
    storm = demand_of(assessment(**{**answers, "people__login_storm_users_5min": 360, **rows}))
    calm = demand_of(assessment(**{**answers, **rows}))
    more = np.array(storm.interactive_per_s) - np.array(calm.interactive_per_s)
    assert more[0, 6, storm.classes.index("login")] == pytest.approx(0.1)
    assert more[day(storm, "saturday")].sum() == pytest.approx(0.0)


@given(growth=st.floats(0, 60), headroom=st.floats(0, 100))
@settings(max_examples=20)
def test_growth_and_headroom_multiply_all_load(growth: float, headroom: float) -> None:
    rows = {
        "people__roles[a]": role("a"),
        "interfaces__interfaces[i]": interface("i", "hl7_adt"),
        "engagement__planning_horizon_years": 2,
    }
    plain = demand_of(quiet(**rows))
    more = demand_of(
        assessment(
            **{
                **QUIET,
                **rows,
                "organisation__user_growth_pct_year": growth,
                "platform__headroom_pct": headroom,
            }
        )
    )
    factor = (1 + growth / 100) ** 2 * (1 + headroom / 100)
    assert np.array(more.machine_per_s) == pytest.approx(np.array(plain.machine_per_s) * factor)
    assert more.design_hour.active_users == pytest.approx(plain.design_hour.active_users * factor)


def test_the_design_hour_is_the_one_that_keeps_most_cores_busy() -> None:
    found = demand_of(Assessment())
    cpu_s = np.array([row.application_cpu_s + row.database_cpu_s for row in found.services])
    per_s = np.array(found.interactive_per_s) + np.array(found.machine_per_s) + np.array(found.batch_per_s)
    cores = per_s @ cpu_s + np.array(found.running_reports)
    place = np.unravel_index(cores.argmax(), cores.shape)
    assert (found.design_hour.day_type, found.design_hour.hour_utc) == (found.day_types[int(place[0])], int(place[1]))
    assert found.design_hour.cpu_cores == pytest.approx(cores.max())


def test_the_order_of_rows_never_matters() -> None:
    first = two_continents()
    turned = first.model_copy(
        update={
            "people": first.people.model_copy(update={"roles": first.people.roles[::-1]}),
            "organisation": first.organisation.model_copy(update={"sites": first.organisation.sites[::-1]}),
        }
    )
    assert demand_of(turned) == demand_of(first)


def test_the_demands_of_tenants_add_up_to_the_demand_of_all() -> None:
    of = quiet(
        **{
            "tenants__tenants[x]": {"key": "x", "name": "X", "database": "x", "database_gib": 10},
            "tenants__tenants[y]": {"key": "y", "name": "Y", "database": "y", "database_gib": 10},
            "people__roles[a]": role("a", tenant="x"),
            "people__roles[b]": role("b", tenant="y", head_count=40),
            "people__roles[c]": role("c", head_count=7),
        }
    )
    parts = [demand_of(of, only=frozenset(keys)) for keys in ({"x"}, {"y"}, {""})]
    total = sum(np.array(part.interactive_per_s) for part in parts)
    assert np.array(demand_of(of).interactive_per_s) == pytest.approx(total)


def test_the_design_hour_explains_itself_down_to_answers_and_tables() -> None:
    _, figures = demand(Assessment(), facts_of(Assessment()), KNOWLEDGE, AS_OF)
    by_name = {figure.name: figure for figure in figures}
    cores = by_name["demand.design_hour.cpu_cores"]
    assert {entry.figure for entry in cores.inputs if entry.figure} <= set(by_name)
    assert any("USR-02" in entry.source for entry in by_name["demand.design_hour.active_users"].inputs)
