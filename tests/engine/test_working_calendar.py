"""Working days by country, periods closed to change, and the weekends that are open."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.river_hospital import hospital, stated
from wardround.assessment import Assessment
from wardround.engine.facts import answered
from wardround.engine.working_calendar import WorkCalendar, work_calendar
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()
MONDAY = date(2026, 3, 2)


def calendar(assessment: Assessment, first: date = MONDAY) -> WorkCalendar:
    return work_calendar(assessment, answered(assessment, KNOWLEDGE), KNOWLEDGE, first)


def site(key: str, country: str, **fields: object) -> dict[str, object]:
    return {"key": key, "name": key.title(), "country": country, "time_zone": "Europe/Berlin", **fields}


def at(
    *sites: dict[str, object], closed: tuple[str, ...] = (), freezes: tuple[dict[str, object], ...] = ()
) -> Assessment:
    return Assessment.model_validate(
        {
            "organisation": {"sites": list(sites)},
            "platform": {"blackout_periods": stated(list(closed))},
            "calendar": {"freezes": list(freezes)},
        }
    )


def test_public_holidays_of_the_country_are_no_working_days() -> None:
    dutch = calendar(at(site("a", "NL")))
    assert date(2026, 4, 27) not in dutch.days  # the king's birthday
    assert date(2026, 4, 27) in calendar(at(site("a", "DE"))).days


def test_a_region_has_holidays_of_its_own() -> None:
    reformation = date(2026, 10, 31)
    assert reformation in calendar(at(site("a", "DE", holiday_region="NI"))).holidays
    assert reformation in calendar(at(site("a", "DE", holiday_region="DE-NI"))).holidays
    assert reformation not in calendar(at(site("a", "DE"))).holidays


def test_work_rests_with_the_country_of_most_sites_and_a_cutover_with_all() -> None:
    both = calendar(at(site("a", "DE"), site("b", "DE"), site("c", "NL")))
    kings_day = date(2026, 4, 27)
    assert kings_day in both.days
    assert kings_day in both.holidays


def test_a_country_nobody_knows_holidays_of_is_named() -> None:
    unknown = calendar(at(site("a", "ZZ")))
    assert unknown.unknown == ("ZZ",)
    assert unknown.weekend == (5, 6)


def test_where_the_weekend_begins_on_friday_so_does_the_cutover() -> None:
    riyadh = calendar(at(site("a", "SA")))
    assert riyadh.weekend == (4, 5)
    assert all(day.weekday() == 4 for day in riyadh.windows)
    assert date(2026, 3, 8) in riyadh.days  # a Sunday


@pytest.mark.parametrize("kind", ["month_end", "quarter_end", "year_end", "payroll", "flu_season", "audit"])
def test_no_open_weekend_touches_a_closed_period_or_a_holiday(kind: str) -> None:
    there = calendar(at(site("a", "NL"), closed=(kind,)))
    assert there.closed
    for window in there.windows[:200]:
        assert there.why_closed(window, window + timedelta(days=1)) == ()


def test_the_month_end_is_closed_from_its_last_working_days_to_the_first_of_the_next() -> None:
    there = calendar(at(site("a", "NL"), closed=("month_end",)))
    period = next(one for one in there.closed if one.starts >= date(2026, 3, 10))
    assert (period.starts, period.ends) == (date(2026, 3, 27), date(2026, 4, 1))


def test_the_clients_own_period_is_closed_and_may_stop_all_work() -> None:
    rest: dict[str, object] = {"key": "rest", "name": "Summer", "starts": "2026-07-20", "ends": "2026-08-07"}
    closed = calendar(at(site("a", "NL"), freezes=(rest,)))
    assert date(2026, 7, 22) in closed.days
    assert date(2026, 7, 25) not in closed.windows
    stopped = calendar(at(site("a", "NL"), freezes=({**rest, "blocks": "all_work"},)))
    assert date(2026, 7, 22) not in stopped.days


def test_a_cutover_longer_than_a_weekend_wants_the_days_after_it_too() -> None:
    usual = calendar(at(site("a", "NL"), closed=("month_end",)))
    longer = usual.lasting(4)
    assert set(longer.windows) < set(usual.windows)
    assert all(not longer.why_closed(day, day + timedelta(days=3)) for day in longer.windows)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["month_end", "quarter_end", "payroll", "flu_season"]), unique=True), st.data())
def test_a_period_less_leaves_every_open_weekend_open(kinds: list[str], data: st.DataObject) -> None:
    fewer = [kind for kind in kinds if data.draw(st.booleans())]
    more, less = (calendar(at(site("a", "NL"), closed=tuple(some))) for some in (kinds, fewer))
    assert set(more.windows) <= set(less.windows)


def test_nobodys_calendar_is_weekdays() -> None:
    there = calendar(Assessment())
    assert there.home == ("", "")
    assert not there.holidays
    assert calendar(hospital()).home == ("NL", "")
