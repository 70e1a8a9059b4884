"""People shared between activities, and how likely a finish is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wardround.engine.finish_odds import Uncertain, drawn_finishes, latest, percentile, share_until
from wardround.engine.levelling import Role, Work, days_per_effort, levelled
from wardround.engine.schedule import NO_WINDOWS, Span, Windows, in_order, scheduled

ROLES = ("lead", "tester")
Project = tuple[dict[str, Work], dict[str, tuple[str, ...]], dict[str, Role], Windows]


@st.composite
def projects(draw: st.DrawFn) -> Project:
    names = [f"t{number:02}" for number in range(draw(st.integers(2, 10)))]
    work = {
        name: Work(
            draw(st.integers(1, 12)) / 2,
            tuple(draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True))),
            draw(st.integers(0, 6)),
        )
        for name in names
    }
    before = {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else ())
        for place, name in enumerate(names)
    }
    roles = {role: Role(draw(st.sampled_from([0.1, 0.4, 1.0, 2.5])), draw(st.integers(1, 3))) for role in ROLES}
    night = frozenset(draw(st.lists(st.sampled_from(names), max_size=1)))
    return work, before, roles, Windows(night, range(5, 5_000, 5))


def free_plan(work: dict[str, Work], before: dict[str, tuple[str, ...]], windows: Windows) -> dict[str, Span]:
    days = {name: max(1, one.least_days, int(np.ceil(one.effort_days))) for name, one in work.items()}
    return scheduled(days, before, windows)


@given(projects())
def test_a_levelled_plan_is_never_earlier_than_the_free_one(project: Project) -> None:
    work, before, roles, windows = project
    free = free_plan(work, before, windows)
    made = levelled(work, before, roles, free, windows)
    assert all(made.spans[name].start >= free[name].start for name in work)
    assert max(one.finish for one in made.spans.values()) >= max(one.finish for one in free.values())


@given(projects())
def test_nobody_is_asked_for_more_than_they_give(project: Project) -> None:
    work, before, roles, windows = project
    made = levelled(work, before, roles, free_plan(work, before, windows), windows)
    for role in ROLES:
        booked: dict[int, float] = {}
        running: dict[int, int] = {}
        for name, one in work.items():
            span = made.spans[name]
            if role not in one.roles or name in windows.activities:
                continue
            for day in range(span.start, span.finish):
                booked[day] = booked.get(day, 0.0) + one.each() / (span.finish - span.start)
                running[day] = running.get(day, 0) + 1
        assert all(share <= roles[role].fte + 1e-6 for share in booked.values())
        assert all(count <= roles[role].at_once for count in running.values())


@given(projects())
def test_the_order_of_input_moves_nothing(project: Project) -> None:
    work, before, roles, windows = project
    made = levelled(work, before, roles, free_plan(work, before, windows), windows)
    turned = dict(reversed(work.items()))
    backwards = {name: tuple(reversed(before[name])) for name in turned}
    other = levelled(turned, backwards, roles, free_plan(turned, backwards, windows), windows)
    assert dict(other.spans) == dict(made.spans)


@given(projects())
def test_what_an_activity_waits_for_ends_when_it_starts_or_before(project: Project) -> None:
    work, before, roles, windows = project
    made = levelled(work, before, roles, free_plan(work, before, windows), windows)
    for name, waited in made.waits_for.items():
        assert set(before[name]) <= set(waited)
        assert all(made.spans[one].finish <= made.spans[name].start for one in waited)
        assert made.spans[name].slack >= 0


def test_a_day_of_work_takes_a_week_of_who_gives_one_day_a_week() -> None:
    assert days_per_effort(("lead",), {"lead": Role(0.2, 1)}) == 5
    assert days_per_effort(("lead", "tester"), {"lead": Role(0.2, 1), "tester": Role(1, 1)}) == 2.5
    assert days_per_effort(("lead",), {"lead": Role(3, 1)}) == 1
    assert days_per_effort(("nobody",), {}) == 1


def test_two_activities_of_one_person_follow_each_other() -> None:
    work = {"a": Work(3, ("lead",), 0), "b": Work(2, ("lead",), 0)}
    before: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    made = levelled(work, before, {"lead": Role(1, 3)}, free_plan(work, before, NO_WINDOWS), NO_WINDOWS)
    assert sorted((span.start, span.finish) for span in made.spans.values()) == [(0, 3), (3, 5)]
    assert made.short_of == {"lead": 3}


def test_the_odds_of_a_certain_plan_are_its_dates() -> None:
    certain = {"a": Uncertain(3, 3, 3, 1.0, 0), "b": Uncertain(2, 2, 2, 1.0, 4)}
    waits = {"a": (), "b": ("a",)}
    found = drawn_finishes(in_order(waits), certain, waits, NO_WINDOWS)
    assert set(found["b"]) == {7}
    assert percentile(latest(found), 0.5) == percentile(latest(found), 0.8) == 7
    assert (share_until(found["b"], 6), share_until(found["b"], 7)) == (0.0, 1.0)


def test_the_odds_spread_with_the_efforts_and_are_the_same_each_time() -> None:
    unsure = {"a": Uncertain(10, 20, 40, 1.0, 0)}
    first = drawn_finishes(("a",), unsure, {"a": ()}, NO_WINDOWS)["a"]
    again = drawn_finishes(("a",), unsure, {"a": ()}, NO_WINDOWS)["a"]
    assert (first == again).all()
    assert abs(percentile(first, 0.1) - 10) <= 2
    assert abs(percentile(first, 0.5) - 20) <= 2
    assert abs(percentile(first, 0.9) - 40) <= 4
    assert percentile(first, 0.5) < percentile(first, 0.8)


def test_the_draws_of_two_activities_do_not_move_together_as_one() -> None:
    unsure = {f"t{number:02}": Uncertain(50, 100, 150, 1.0, 0) for number in range(40)}
    waits: dict[str, tuple[str, ...]] = dict.fromkeys(unsure, ())
    rows = np.array(list(drawn_finishes(tuple(unsure), unsure, waits, NO_WINDOWS).values()), dtype=float)
    between = np.corrcoef(rows)[np.triu_indices(len(rows), 1)]
    assert abs(between.mean() - 0.3) < 0.1  # the shared part of the variance
    assert between.max() < 0.65
