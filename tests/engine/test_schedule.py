"""The critical path on working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.engine.schedule import (
    CircularPredecessors,
    Windows,
    bridged,
    critical,
    critical_path,
    first_monday_after,
    in_order,
    scheduled,
    working_days,
)

Plan = tuple[dict[str, int], dict[str, tuple[str, ...]]]

# The example of a small project: two chains that meet.
DAYS = {"a": 3, "b": 2, "c": 4, "d": 1}
BEFORE = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Return durations and predecessors without circles: each activity waits only for earlier ones."""
    count = draw(st.integers(2, 12))
    names = [f"t{number:02}" for number in range(count)]
    days = {name: draw(st.integers(1, 9)) for name in names}
    before = {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else ())
        for place, name in enumerate(names)
    }
    return days, before


def test_an_activity_starts_when_the_last_of_its_predecessors_is_done() -> None:
    spans = scheduled(DAYS, BEFORE)
    assert (spans["d"].start, spans["d"].finish) == (7, 8)
    assert spans["b"].slack == 2
    assert [name for name in spans if not spans[name].slack] == ["a", "c", "d"]
    assert critical_path(spans, BEFORE) == ("a", "c", "d")


def test_activities_that_wait_for_each_other_are_named() -> None:
    with pytest.raises(CircularPredecessors, match="x, y; take out one predecessor"):
        in_order({"x": ("y",), "y": ("x",), "z": ()})


def test_a_dropped_activity_hands_its_predecessors_on() -> None:
    assert bridged(BEFORE, frozenset({"a", "d"})) == {"a": (), "d": ("a",)}
    assert bridged(BEFORE, frozenset({"b", "d"})) == {"b": (), "d": ("b",)}


def test_no_activities_take_no_time() -> None:
    assert scheduled({}, {}) == {}
    assert critical_path({}, {}) == ()


@pytest.mark.parametrize(
    ("day", "monday"),
    [("2026-01-14", "2026-01-19"), ("2026-01-19", "2026-01-26"), ("2026-01-18", "2026-01-19")],
)
def test_work_starts_on_the_next_monday(day: str, monday: str) -> None:
    assert first_monday_after(date.fromisoformat(day)) == date.fromisoformat(monday)


@given(plans(), st.data())
def test_another_predecessor_never_shortens_the_project(plan: Plan, data: st.DataObject) -> None:
    days, before = plan
    names = sorted(days)
    late = data.draw(st.sampled_from(names[1:]))
    early = data.draw(st.sampled_from(names[: names.index(late)]))
    more = {**before, late: (*before[late], early)}
    for name, span in scheduled(days, before).items():
        assert scheduled(days, more)[name].start >= span.start


@given(plans())
def test_the_critical_path_takes_as_long_as_the_project(
    plan: Plan,
) -> None:
    days, before = plan
    spans = scheduled(days, before)
    path = critical_path(spans, before)
    assert sum(days[name] for name in path) == max(span.finish for span in spans.values())
    assert all(spans[name].slack == 0 for name in path)
    assert all(span.slack >= 0 for span in spans.values())


def test_what_waits_for_a_weekend_starts_the_week_after_and_takes_no_working_day() -> None:
    days, before = {**DAYS, "e": 2}, {**BEFORE, "e": ("d",)}
    windows = Windows(frozenset({"d"}), range(5, 500, 5))
    spans = scheduled(days, before, windows)
    assert (spans["d"].start, spans["d"].finish) == (10, 10)
    assert spans["e"].start == 10
    assert spans["c"].slack == 3  # the wait for the weekend
    assert critical_path(spans, before) == ("a", "c", "d", "e")
    assert critical(spans, before) == {"a", "c", "d", "e"}


@pytest.mark.parametrize(("days", "working"), [(28, 20), (30, 22), (7, 5), (1, 1), (0, 0)])
def test_calendar_days_are_turned_into_working_days(days: int, working: int) -> None:
    assert working_days(days) == working


@given(plans(), st.data())
def test_a_weekend_never_ends_a_project_earlier(plan: Plan, data: st.DataObject) -> None:
    days, before = plan
    night = frozenset({data.draw(st.sampled_from(sorted(days)))})
    without = scheduled({name: 0 if name in night else days[name] for name in days}, before)
    with_it = scheduled(days, before, Windows(night, range(5, 500, 5)))
    assert all(with_it[name].start >= without[name].start for name in days)
    assert all(span.slack >= 0 for span in with_it.values())
    path = critical_path(with_it, before)
    assert set(path) <= critical(with_it, before)
    assert with_it[path[-1]].finish == max(span.finish for span in with_it.values())


@given(plans(), st.sets(st.integers(1, 60), max_size=20), st.data())
def test_opening_a_closed_window_never_delays_anything(plan: Plan, shut: set[int], data: st.DataObject) -> None:
    days, before = plan
    night = frozenset({data.draw(st.sampled_from(sorted(days)))})
    opened = data.draw(st.sampled_from(sorted(shut))) if shut else 0
    all_days = range(3, 400, 3)
    closed = scheduled(days, before, Windows(night, [day for place, day in enumerate(all_days) if place not in shut]))
    fewer = shut - {opened}
    freed = scheduled(days, before, Windows(night, [day for place, day in enumerate(all_days) if place not in fewer]))
    assert all(freed[name].start <= closed[name].start for name in days)


@given(plans(), st.data())
def test_another_predecessor_never_shortens_a_project_with_windows(plan: Plan, data: st.DataObject) -> None:
    days, before = plan
    names = sorted(days)
    late = data.draw(st.sampled_from(names[1:]))
    early = data.draw(st.sampled_from(names[: names.index(late)]))
    windows = Windows(frozenset({data.draw(st.sampled_from(names))}), range(4, 400, 4))
    more = {**before, late: (*before[late], early)}
    plain, longer = scheduled(days, before, windows), scheduled(days, more, windows)
    assert all(longer[name].start >= plain[name].start for name in names)


def test_a_pinned_day_is_kept_and_slack_tells_how_much_too_early_it_is() -> None:
    windows = Windows(frozenset({"d"}), range(5, 500, 5), {"d": 5})
    spans = scheduled(DAYS, BEFORE, windows)
    assert spans["d"].start == 5
    assert spans["c"].slack == -2  # done on day 7, wanted on day 5
    assert critical_path(spans, BEFORE, windows)[-1] in {"c", "d"}


@given(plans())
def test_without_weekends_the_critical_activities_are_those_without_slack(plan: Plan) -> None:
    days, before = plan
    spans = scheduled(days, before)
    assert critical(spans, before) == {name for name in spans if not spans[name].slack}


@given(plans(), st.data())
def test_bridging_keeps_who_waits_for_whom(plan: Plan, data: st.DataObject) -> None:
    _days, before = plan
    kept = frozenset(data.draw(st.lists(st.sampled_from(sorted(before)), min_size=1, unique=True)))

    def reached(name: str, steps: dict[str, tuple[str, ...]]) -> set[str]:
        direct = set(steps[name])
        return direct.union(*(reached(other, steps) for other in direct))

    found = bridged(before, kept)
    assert set(found) == kept
    for name in kept:
        assert reached(name, found) == reached(name, before) & kept
