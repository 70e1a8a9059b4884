"""What standing and printed bounds say about how far the truth may lie from a value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.assessment import Standing
from wardround.engine.spread.distributions import Distribution, of_bounds, of_standing
from wardround.engine.spread.hypercube import Levels
from wardround.knowledge import Knowledge

SAMPLES = 4001
FIRMEST_FIRST = tuple(Standing)
KINDS = ("users", "volumes", "sizes", "growth", "think_time", "service_demand", "price")


def percentile(found: Distribution, share: float) -> float:
    drawn = found.values(Levels.of(SAMPLES))
    return float(np.percentile(drawn, share))


@pytest.mark.parametrize("standing", FIRMEST_FIRST)
def test_users_have_the_percentiles_of_their_standing(standing: Standing) -> None:
    width = Knowledge.load().standing_widths[standing.value, "users"]
    found = of_standing(Knowledge.load(), standing, "users", 1000.0)
    assert percentile(found, 10) == pytest.approx(1000 * width.p10_factor, rel=0.01)
    assert percentile(found, 50) == pytest.approx(1000, rel=0.001)
    assert percentile(found, 90) == pytest.approx(1000 * width.p90_factor, rel=0.01)


@pytest.mark.parametrize("standing", FIRMEST_FIRST)
def test_growth_has_the_percentiles_of_its_standing(standing: Standing) -> None:
    width = Knowledge.load().standing_widths[standing.value, "growth"]
    found = of_standing(Knowledge.load(), standing, "growth", 40.0)
    assert percentile(found, 10) == pytest.approx(40 * width.p10_factor, abs=0.4)
    assert percentile(found, 90) == pytest.approx(40 * width.p90_factor, abs=0.4)


def test_no_growth_is_not_certain() -> None:
    found = of_standing(Knowledge.load(), Standing.STATED, "growth", 0.0)
    assert percentile(found, 10) == pytest.approx(-2, abs=0.02)
    assert percentile(found, 90) == pytest.approx(2, abs=0.02)


def test_a_handful_of_users_is_never_surer_than_a_few_heads() -> None:
    found = of_standing(Knowledge.load(), Standing.STATED, "users", 6.0)
    assert (percentile(found, 90) - percentile(found, 10)) / 2 == pytest.approx(5, rel=0.01)


def test_nothing_may_turn_out_to_be_something_and_never_less() -> None:
    found = of_standing(Knowledge.load(), Standing.STATED, "users", 0.0)
    assert percentile(found, 0) == 0.0
    assert percentile(found, 90) == pytest.approx(5, rel=0.01)


def test_printed_bounds_are_the_tenth_and_the_ninetieth_percentile() -> None:
    found = of_bounds(2.0, 3.0, 8.0)
    assert percentile(found, 50) == pytest.approx(3.0, rel=0.001)
    assert percentile(found, 90) / percentile(found, 10) == pytest.approx(4.0, rel=0.01)


@given(
    value=st.floats(0.1, 1e6),
    kind=st.sampled_from(KINDS),
    looser=st.integers(1, len(FIRMEST_FIRST) - 1),
)
def test_a_looser_standing_never_narrows_a_band(value: float, kind: str, looser: int) -> None:
    firm, loose = (of_standing(Knowledge.load(), FIRMEST_FIRST[at], kind, value) for at in (looser - 1, looser))
    assert percentile(firm, 90) - percentile(firm, 10) <= percentile(loose, 90) - percentile(loose, 10) + 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_a_density_is_high_where_many_values_fall(kind: str) -> None:
    found = of_standing(Knowledge.load(), Standing.ASSUMED, kind, 50.0)
    drawn = np.sort(found.values(Levels.of(SAMPLES)))
    inner = drawn[50:-50]
    steps = np.gradient(inner)
    expected = 1.0 / (SAMPLES * steps)
    assert np.allclose(found.density(inner) / expected, 1.0, rtol=0.03)
