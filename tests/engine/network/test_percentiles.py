"""Gamma percentiles against distributions with formulas of their own."""

from math import log

import numpy as np
import pytest

from wardround.engine.network.percentiles import gamma_percentile


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_with_the_variance_of_an_exponential_it_is_the_exponential(share: float) -> None:
    value = gamma_percentile(np.array([2.0]), np.array([4.0]), share)
    assert value[0] == pytest.approx(-2.0 * log(1.0 - share), rel=2e-3)


def test_four_stages_are_the_erlang_distribution() -> None:
    # 95th percentile of chi-square with 8 degrees of freedom, from tables: 15.507.
    value = gamma_percentile(np.array([4.0]), np.array([4.0]), 0.95)
    assert value[0] == pytest.approx(15.507 / 2.0, rel=2e-3)


def test_a_wide_distribution_has_a_small_median_and_a_long_tail() -> None:
    median, tail = (gamma_percentile(np.array([1.0]), np.array([4.0]), share)[0] for share in (0.5, 0.99))
    assert median < 0.2
    assert tail > 8.0


def test_nothing_stays_nothing_and_certainty_stays_certain() -> None:
    assert gamma_percentile(np.array([0.0]), np.array([0.0]), 0.95)[0] == 0.0
    assert gamma_percentile(np.array([3.0]), np.array([0.0]), 0.95)[0] == pytest.approx(3.0, rel=0.1)
