"""Queueing arithmetic against closed forms and published anchors, and what must never fall."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.engine.queueing import (
    cpu_utilisation,
    erlang_c,
    gamma_p95,
    mean_wait,
    mixture_p95,
    stretch,
)

rates = st.floats(0.01, 40.0)
seconds = st.floats(0.001, 3.0)
servers = st.integers(1, 40)


def one_class_wait(per_s: float, service_s: float, count: int) -> float:
    busy = per_s * service_s
    return float(mean_wait(erlang_c(busy, count), count, busy, per_s * service_s**2))


@pytest.mark.parametrize(
    ("per_s", "service_s", "wait_s", "response_s"),
    [(10.0, 0.30, 0.1528, 0.4528), (20.0, 0.15, 0.0764, 0.2264)],
)
def test_four_servers_wait_as_the_anchor_values_of_the_sizing_models_say(
    per_s: float, service_s: float, wait_s: float, response_s: float
) -> None:
    assert erlang_c(per_s * service_s, 4) == pytest.approx(0.5094, abs=5e-5)
    found = one_class_wait(per_s, service_s, 4)
    assert found == pytest.approx(wait_s, abs=5e-5)
    assert found + service_s == pytest.approx(response_s, abs=5e-5)


@given(load=st.floats(0.01, 0.99))
def test_one_server_makes_an_arrival_wait_as_often_as_it_is_busy(load: float) -> None:
    assert erlang_c(load, 1) == pytest.approx(load)


@given(per_server=st.floats(0.05, 0.95), count=servers)
def test_erlangs_chance_agrees_with_its_sum_of_factorials(per_server: float, count: int) -> None:
    offered = per_server * count
    term, total = 1.0, 1.0
    for k in range(1, count):
        term *= offered / k
        total += term
    last = term * offered / count / (1.0 - per_server)
    assert erlang_c(offered, count) == pytest.approx(last / (total + last))


def test_many_servers_and_hardly_any_load_neither_overflow_nor_wait() -> None:
    assert erlang_c(1e-6, 400) == 0.0
    assert mean_wait(erlang_c(0.0, 8), 8, 0.0, 0.0) == 0.0


def test_a_station_that_is_asked_for_more_than_it_has_never_catches_up() -> None:
    assert mean_wait(erlang_c(4.0, 4), 4, 4.0, 1.0) == np.inf
    assert mean_wait(erlang_c(5.0, 4), 4, 5.0, 1.0) == np.inf


@given(first=rates, first_s=seconds, second=rates, second_s=seconds, count=servers)
def test_one_class_more_never_shortens_the_wait(
    first: float, first_s: float, second: float, second_s: float, count: int
) -> None:
    busy = first * first_s + second * second_s
    squared = first * first_s**2 + second * second_s**2
    both = float(mean_wait(erlang_c(busy, count), count, busy, squared))
    assert both >= one_class_wait(first, first_s, count) * (1 - 1e-9)


@given(work=st.floats(0.0, 2.0), more=st.floats(0.0, 1.0), single=st.floats(0.5, 2.0), loss=st.floats(0.5, 1.0))
def test_more_work_never_means_less_use(work: float, more: float, single: float, loss: float) -> None:
    lighter, heavier = cpu_utilisation(np.array([work, work + more]), single, single * loss)
    assert heavier >= lighter * (1 - 1e-12)


def test_a_reference_vcpu_is_full_at_the_work_that_all_its_neighbours_leave_it() -> None:
    assert cpu_utilisation(0.65, 1.0, 0.65) == pytest.approx(1.0)
    assert cpu_utilisation(0.7, 1.0, 0.65) > 1.0
    assert cpu_utilisation(0.0, 1.0, 0.65) == 0.0


def test_a_second_of_work_takes_a_second_alone_and_longer_in_company() -> None:
    assert stretch(0.0, 1.0, 0.65) == 1.0
    assert stretch(1.0, 1.0, 0.65) == pytest.approx(1 / 0.65)
    assert stretch(0.0, 1.25, 0.8) == pytest.approx(0.8)


def test_an_exponential_response_has_its_95th_percentile_at_three_means() -> None:
    assert gamma_p95(1.0, 1.0) == pytest.approx(2.9957, rel=0.01)


def test_a_response_that_does_not_vary_is_its_own_percentile() -> None:
    assert gamma_p95(0.8, 0.0) == pytest.approx(0.8)
    assert gamma_p95(0.0, 0.0) == 0.0
    assert gamma_p95(np.inf, np.inf) == np.inf


@given(mean=st.floats(0.01, 10.0), more=st.floats(0.0, 10.0), spread=st.floats(0.0, 1.0), wider=st.floats(0.0, 1.0))
def test_a_longer_or_wilder_response_never_has_an_earlier_percentile(
    mean: float, more: float, spread: float, wider: float
) -> None:
    variance = mean**2 * spread
    most = mean**2 * max(spread, wider)
    assert gamma_p95(mean + more, variance) >= gamma_p95(mean, variance) * (1 - 1e-12)
    assert gamma_p95(mean, most) >= gamma_p95(mean, variance) * (1 - 1e-12)


def test_a_mixture_of_one_part_is_that_part() -> None:
    found = mixture_p95(np.array([[2.0, 0.0]]), np.array([[0.5, np.inf]]), np.array([[0.1, np.inf]]))
    assert float(found[0]) == pytest.approx(float(gamma_p95(0.5, 0.1)), rel=1e-4)


def test_one_request_in_ten_that_is_slow_decides_the_percentile_of_all() -> None:
    weights, means = np.array([0.9, 0.1]), np.array([0.1, 4.0])
    found = float(mixture_p95(weights, means, means**2))
    assert found > gamma_p95(0.1, 0.01) * 2
    # Half of the slow ones lie beyond it, and none of the quick ones: their median.
    assert found == pytest.approx(4.0 * np.log(2), rel=0.05)


def test_a_mixture_with_a_saturated_part_has_no_percentile() -> None:
    assert mixture_p95(np.array([1.0, 0.1]), np.array([0.1, np.inf]), np.array([0.01, np.inf])) == np.inf
