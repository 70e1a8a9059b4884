"""The critical path on working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.engine.schedule import (
    CircularPredecessors,
    bridged,
    critical_path,
    first_monday_after,
    in_order,
    scheduled,
    working_day,
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


def test_weekends_are_no_working_days() -> None:
    monday = date(2026, 1, 19)
    assert [working_day(monday, number).weekday() for number in range(7)] == [0, 1, 2, 3, 4, 0, 1]
    assert working_day(monday, 10) == monday + timedelta(weeks=2)


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
