"""The samples of the spread are spread evenly, and the same every time."""

import numpy as np
import pytest

from wardround.engine.spread.hypercube import Levels, hypercube, normal_levels


def test_every_input_takes_every_stratum_once() -> None:
    drawn = hypercube(np.random.default_rng(1), 50, 4)
    for row in drawn:
        assert sorted(row) == list(range(50))


def test_the_same_seed_draws_the_same_samples() -> None:
    first, second = (hypercube(np.random.default_rng(7), 100, 3) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, hypercube(np.random.default_rng(8), 100, 3))


def test_a_further_input_leaves_the_others_as_they_were() -> None:
    three, four = (hypercube(np.random.default_rng(7), 100, inputs) for inputs in (3, 4))
    assert np.array_equal(three, four[:3])


def test_nothing_that_varies_draws_nothing() -> None:
    assert hypercube(np.random.default_rng(1), 10, 0).shape == (0, 10)


@pytest.mark.parametrize("samples", [1, 2, 9, 1000])
def test_normal_levels_are_symmetric_and_rise(samples: int) -> None:
    drawn = normal_levels(samples)
    assert drawn.size == samples
    assert np.allclose(drawn, -drawn[::-1])
    assert np.all(np.diff(drawn) > 0)


def test_normal_levels_have_the_percentiles_of_a_normal_distribution() -> None:
    assert np.percentile(normal_levels(10_000), 90) == pytest.approx(1.28155, abs=1e-3)
    assert Levels.of(4).unit.tolist() == [0.125, 0.375, 0.625, 0.875]
