"""Known demands come back from what they cause; what cannot be told is refused with its reason."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardround.engine.calibration.demands import DemandFit, fit_demands
from wardround.engine.calibration.least_squares import fitted

NAMES = ("read", "edit", "print", "login")
DEMANDS_S = np.array([0.08, 0.21, 0.6, 0.35])
DAYS, INTERVAL_S = 3, 300.0


def days(rng: np.random.Generator, noise: float = 0.03) -> tuple[np.ndarray, np.ndarray]:
    """Return operations and busy CPUs of some days: a shape of the day, its own for each class, and noise."""
    hour = np.arange(DAYS * 288) / 12 % 24
    shapes = [np.exp(-((hour - peak) ** 2) / width) for peak, width in ((10, 12), (14, 9), (16, 4), (7, 1.5))]
    rates = np.stack(shapes, axis=1) * np.array([120, 40, 10, 60])
    operations = rng.poisson(rates).astype(float)
    busy = operations @ DEMANDS_S / INTERVAL_S + 0.05
    return operations, np.maximum(busy * (1 + noise * rng.standard_normal(len(busy))), 0.0)


def fit(noise: float = 0.03, seed: int = 1) -> DemandFit:
    operations, busy = days(np.random.default_rng(seed), noise)
    return fit_demands(NAMES, operations, busy, INTERVAL_S)


@pytest.mark.parametrize("seed", range(5))
def test_known_demands_come_back_within_a_tenth(seed: int) -> None:
    found = fit(seed=seed)
    assert not found.refused
    assert [row.demand_s for row in found.taken] == pytest.approx(DEMANDS_S, rel=0.1)
    assert found.background_cpus == pytest.approx(0.05, abs=0.02)
    assert found.r_squared > 0.9


def test_the_truth_lies_within_a_few_standard_errors() -> None:
    for row, true in zip(fit().classes, DEMANDS_S, strict=True):
        assert abs(row.demand_s - true) < 4 * row.error_s


def test_a_class_that_was_hardly_seen_keeps_its_judgement() -> None:
    operations, busy = days(np.random.default_rng(1))
    operations[:, 2] = 0
    operations[0, 2] = 3
    found = fit_demands(NAMES, operations, busy, INTERVAL_S)
    assert "only 3 operations" in found.classes[2].refused
    assert "print" not in {row.model_class for row in found.taken}


def test_classes_that_always_come_together_cannot_be_told_apart() -> None:
    operations, _ = days(np.random.default_rng(1))
    operations[:, 1] = 2 * operations[:, 0]
    busy = operations @ DEMANDS_S / INTERVAL_S
    found = fit_demands(NAMES, operations, busy, INTERVAL_S)
    assert found.classes[0].refused or found.classes[1].refused


def test_use_that_the_requests_do_not_explain_is_refused() -> None:
    operations, _ = days(np.random.default_rng(1))
    found = fit_demands(NAMES, operations, np.random.default_rng(2).uniform(0.1, 0.9, len(operations)), INTERVAL_S)
    assert "explain" in found.refused
    assert found.taken == ()


def test_an_hour_is_not_enough() -> None:
    operations, busy = days(np.random.default_rng(1))
    assert "12 intervals" in fit_demands(NAMES, operations[:12], busy[:12], INTERVAL_S).refused


def test_a_flat_line_says_nothing() -> None:
    operations, busy = days(np.random.default_rng(1))
    assert "hardly varies" in fit_demands(NAMES, operations, np.full_like(busy, 0.3), INTERVAL_S).refused


@given(
    st.lists(st.floats(0.0, 5.0), min_size=3, max_size=3),
    st.integers(0, 1000),
)
@settings(max_examples=40)
def test_exact_sums_are_taken_apart_exactly(true: list[float], seed: int) -> None:
    columns = np.random.default_rng(seed).uniform(0.1, 1.0, (30, 3))
    found = fitted(columns, columns @ np.array(true))
    assert found.values == pytest.approx(true, abs=1e-4)
    assert np.all(found.values >= 0)
