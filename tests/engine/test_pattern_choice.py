"""Which pattern is taken: the cheapest that meets everything, and no cheaper one when more is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, found, sample
from wardround.assessment import Assessment, with_value
from wardround.engine.findings import PatternResult
from wardround.engine.pattern_choice import choice_in_words, chosen_pattern, misses
from wardround.engine.process_recovery import Objective


def pattern(name: str, rto: float, rpo: float, usd: int, *, eligible: bool = True) -> PatternResult:
    return PatternResult(
        name, name, "zone", rto, rto, rpo, Decimal(usd), meets=False, eligible=eligible, why_not=(), steps=()
    )


def asked(*pairs: tuple[float, float]) -> tuple[Objective, ...]:
    return tuple(
        Objective(f"p{place}", f"Process {place}", rto, rpo, (), "none", None) for place, (rto, rpo) in enumerate(pairs)
    )


def judged(results: tuple[PatternResult, ...], wanted: tuple[Objective, ...]) -> tuple[PatternResult, ...]:
    return tuple(replace(one, meets=one.eligible and misses(one, wanted) == (0, 0)) for one in results)


def taken(results: tuple[PatternResult, ...], wanted: tuple[Objective, ...]) -> PatternResult:
    return chosen_pattern(judged(results, wanted), wanted)


SLOW, FAST = pattern("slow", 60, 0, 100), pattern("fast", 10, 5, 500)


def test_the_cheapest_that_meets_everything_is_taken() -> None:
    assert taken((SLOW, FAST, pattern("dear", 5, 0, 900)), asked((60, 0), (240, 60))).name == "slow"
    assert taken((SLOW, FAST, pattern("dear", 5, 0, 900)), asked((10, 5))).name == "fast"


def test_of_two_that_miss_differently_the_dearer_is_taken() -> None:
    """Asked for 10 minutes and 5 of loss, the fast one meets; asked for no loss either, a cheaper one would not do."""
    assert taken((SLOW, FAST), asked((10, 0))).name == "fast"


def test_one_that_misses_more_on_both_counts_is_not_taken_for_its_price() -> None:
    assert taken((SLOW, pattern("worse", 90, 1, 5_000)), asked((10, 0))).name == "slow"


def test_of_two_that_miss_by_the_same_the_cheaper_is_taken() -> None:
    assert taken((pattern("plain", 60, 0, 100), pattern("gilded", 60, 0, 300)), asked((10, 0))).name == "plain"


def test_one_without_a_price_is_never_taken() -> None:
    free = replace(pattern("managed", 1, 0, 0), extra_monthly_usd=None)
    assert taken((SLOW, free), asked((1, 0))).name == "slow"


def test_what_is_missed_is_said_with_its_size() -> None:
    wanted = asked((10, 0))
    words = choice_in_words(judged((SLOW,), wanted)[0], wanted, ())
    assert words == (
        "No pattern meets every objective; slow comes nearest and misses those of Process 0: back up to 50 minutes too "
        "late."
    )


def up_to(most: float) -> st.SearchStrategy[float]:
    return times.filter(lambda minutes: minutes <= most)


times = st.sampled_from((0.0, 1.0, 5.0, 15.0, 60.0, 240.0, 480.0, 1440.0))
patterns = st.lists(
    st.builds(pattern, st.uuids().map(str), times, times, st.integers(0, 20).map(lambda usd: usd * 100)),
    min_size=1,
    max_size=8,
).map(tuple)


@given(patterns, st.lists(st.tuples(times, times), min_size=1, max_size=4), st.data())
def test_tighter_objectives_never_lead_to_a_cheaper_pattern_met_or_not(
    results: tuple[PatternResult, ...], pairs: list[tuple[float, float]], data: st.DataObject
) -> None:
    tighter = [(data.draw(up_to(rto)), data.draw(up_to(rpo))) for rto, rpo in pairs]
    loose, tight = taken(results, asked(*pairs)), taken(results, asked(*tighter))
    assert (tight.extra_monthly_usd or 0) >= (loose.extra_monthly_usd or 0)


@given(patterns, st.lists(st.tuples(times, times), min_size=1, max_size=4))
def test_what_is_taken_misses_least(results: tuple[PatternResult, ...], pairs: list[tuple[float, float]]) -> None:
    wanted = asked(*pairs)
    rto, rpo = misses(taken(results, wanted), wanted)
    for other in results:
        other_rto, other_rpo = misses(other, wanted)
        assert not (other_rto <= rto and other_rpo <= rpo and (other_rto, other_rpo) != (rto, rpo))


@given(patterns, st.tuples(times, times), st.randoms(use_true_random=False))
def test_the_order_of_patterns_never_matters(
    results: tuple[PatternResult, ...], pair: tuple[float, float], shuffled: st.DataObject
) -> None:
    wanted = asked(pair)
    again = list(results)
    shuffled.shuffle(again)  # type: ignore[attr-defined]
    assert taken(tuple(again), wanted) == taken(results, wanted)


@dataclass(frozen=True)
class Asked:
    rto_share: float
    rpo_share: float


def with_objectives(name: str, by: Asked) -> Assessment:
    """Return a sample whose objectives are a share of what they are."""
    assessment = sample(name)
    for process in assessment.recovery.processes:
        for field in ("rto_minutes", "closing_rto_minutes", "rpo_minutes", "closing_rpo_minutes"):
            value = getattr(process, field)
            if value is not None:
                share = by.rto_share if "rto" in field else by.rpo_share
                path = f"recovery.processes[{process.key}].{field}"
                assessment = with_value(assessment, path, value * share)
    return assessment


@settings(deadline=None, max_examples=8)
@given(
    st.sampled_from(("clinic-group", "shared-services")),
    st.sampled_from((1.0, 0.3, 0.02, 0.0)),
    st.sampled_from((1.0, 0.01, 0.0)),
    st.sampled_from((1.0, 0.3, 0.02, 0.0)),
    st.sampled_from((1.0, 0.01, 0.0)),
)
def test_tighter_objectives_of_a_whole_engagement_never_give_a_cheaper_pattern(
    name: str, rto: float, rpo: float, less_rto: float, less_rpo: float
) -> None:
    assume((less_rto, less_rpo) != (1.0, 1.0))
    loose = found(with_objectives(name, Asked(rto, rpo))).resilience
    tight = found(with_objectives(name, Asked(rto * less_rto, rpo * less_rpo))).resilience
    price = {each.pattern_id: each.extra_monthly_usd for each in tight.patterns}
    assert (price[tight.pattern_id] or 0) >= (price[loose.pattern_id] or 0)


@pytest.mark.parametrize("name", SAMPLES)
def test_where_nothing_meets_it_is_said_what_would_help_and_what_it_would_cost(name: str) -> None:
    result = found(with_objectives(name, Asked(0.0, 1.0))).resilience
    assert not result.met
    assert result.fixes
    loosened = [fix for fix in result.fixes if fix.kind == "objective"]
    assert len(loosened) == 1
    assert loosened[0].extra_monthly_usd is not None
    assert "accepts" in loosened[0].words


@pytest.mark.parametrize("name", SAMPLES)
def test_where_everything_is_met_nothing_has_to_be_fixed(name: str) -> None:
    assert found(sample(name)).resilience.fixes == ()
