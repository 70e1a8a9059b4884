"""Lines for the old estate that stop before the roadmap is done with it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.engine.river_hospital import hospital, planned
from wardround.assessment import Assessment
from wardround.engine.findings import Roadmap
from wardround.engine.notes import notes
from wardround.engine.old_estate import ends_too_soon, needed_until
from wardround.engine.open_questions import open_questions
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def paying(ends: date | None, **fields: str) -> Assessment:
    line = {"key": "old", "name": "Old servers", "kind": "migration_overlap", "unit_price_usd": 500.0, "quantity": 4}
    return hospital(budget={"lines": [{**line, "ends": ends, "by": "Anna Weiss", **fields}]})


def plan(assessment: Assessment) -> tuple[Roadmap, date]:
    _, road = planned(assessment)
    last = needed_until(road)
    assert last is not None
    return road, last


def test_the_old_estate_is_needed_until_the_last_wave() -> None:
    road, last = plan(hospital())
    assert last == max([wave.ends for wave in road.waves if wave.ends], default=road.go_live)
    assert needed_until(replace(road, waves=())) == road.go_live
    assert needed_until(replace(road, waves=(), go_live=None)) is None


def test_a_line_that_stops_sooner_lacks_the_months_between() -> None:
    road, last = plan(hospital())
    (one,) = ends_too_soon(paying(last - timedelta(days=73)), road)
    assert one.months == Decimal("2.4")


def test_a_line_that_lasts_or_has_no_end_or_is_no_overlap_lacks_nothing() -> None:
    road, last = plan(hospital())
    early = last - timedelta(days=73)
    assert not ends_too_soon(paying(last), road)
    assert not ends_too_soon(paying(None), road)
    assert not ends_too_soon(paying(early, kind="hybrid_link"), road)
    assert not ends_too_soon(paying(early, recurs="once"), road)


def test_what_is_missing_is_remarked_on_with_its_amount_and_asked_of_who_entered_the_line() -> None:
    _, last = plan(hospital())
    assessment = paying(last - timedelta(days=73))
    facts, road = planned(assessment)
    (note,) = (one for one in notes(assessment, facts, KNOWLEDGE, plan=road) if "budget.lines" in one.about[0])
    assert "2.4 months of it are in no total" in note.text
    (asked,) = (
        one for one in open_questions(assessment, facts, KNOWLEDGE, (), plan=road) if "budget.lines" in one.fact
    )
    assert asked.owner == "Anna Weiss"
    assert asked.text.startswith("Who pays for ")
