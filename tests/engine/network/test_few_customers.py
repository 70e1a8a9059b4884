"""Few customers in small pools: nobody meets himself, long services hold up a line, long holders hold up tokens."""

import numpy as np
import pytest

from tests.engine.network.making import people, stream
from wardround.engine.network.batch import Batch
from wardround.engine.network.network import Kind, Network, Pool, Station
from wardround.engine.network.percentiles import gamma_percentile, mixed_percentile
from wardround.engine.network.simulate import simulate
from wardround.engine.network.solve import solve_batch
from wardround.engine.network.two_lengths import long_holders
from wardround.engine.network.uneven_line import conditional_rates

CPU, ELSEWHERE, DISK = Station("cpu", Kind.PS), Station("elsewhere", Kind.DELAY), Station("disk", Kind.FCFS)


def solved(network: Network) -> np.ndarray:
    return np.asarray(solve_batch(Batch.of([network])).mean_s[0])


def test_a_lone_customer_does_not_wait_behind_himself() -> None:
    """With one customer in the pool besides somebody who hardly comes, he has the station to himself."""
    network = Network(
        (CPU, DISK),
        (
            people("alone", 1, 1.0, ("cpu", 2.0), ("disk", 0.5), pool="p"),
            people("seldom", 1, 1e6, ("cpu", 0.1), pool="p"),
        ),
        (Pool("p", 2),),
    )
    assert solved(network)[0] == pytest.approx(2.5, rel=1e-3)


def test_two_unlike_customers_meet_each_other_as_exact_mean_values_say() -> None:
    """Two classes of one customer on one shared station, solved by hand (exact mean value analysis)."""
    think, demand = (4.0, 9.0), (1.0, 3.0)
    alone = [demand[at] / (think[at] + demand[at]) for at in range(2)]
    expected = [demand[0] * (1.0 + alone[1]), demand[1] * (1.0 + alone[0])]
    network = Network(
        (CPU,),
        tuple(people(f"c{at}", 1, think[at], ("cpu", demand[at]), pool="p") for at in range(2)),
        (Pool("p", 2),),
    )
    assert solved(network) == pytest.approx(expected, rel=0.02)


def test_services_of_one_length_are_served_at_one_rate_whatever_the_line() -> None:
    coming = np.array([[0.3, 0.3, 0.2, 0.1, 0.0]])
    even = conditional_rates(coming, np.array([[0.4, 0.6]]), np.array([[2.0, 2.0]]))
    assert even[0, :4] == pytest.approx(np.ones(4))


def test_where_many_wait_the_job_in_service_is_likely_a_long_one() -> None:
    coming = np.full((1, 60), 0.4)
    coming[0, -1] = 0.0
    rates = conditional_rates(coming, np.array([[0.8, 0.2]]), np.array([[0.5, 6.0]]))[0]
    assert rates[0] > 1.0 > rates[20]
    # With Poisson arrivals the line is that of Pollaczek and Khinchine: W = lambda E[S2] / 2 / (1 - rho).
    mean = 0.8 * 0.5 + 0.2 * 6.0
    chance = np.cumprod(np.concatenate([[1.0], 0.4 * mean / rates]))
    jobs = (chance * np.arange(len(chance))).sum() / chance.sum()
    square = 2.0 * (0.8 * 0.5**2 + 0.2 * 6.0**2)
    wait = 0.4 * square / 2.0 / (1.0 - 0.4 * mean)
    assert jobs == pytest.approx(0.4 * (wait + mean), rel=0.12)  # the line is cut off at 59


def test_the_split_by_length_puts_apart_what_differs_most() -> None:
    held = np.array([[0.2, 0.3, 5.0, 0.25, 7.0]])
    assert long_holders(np.ones((1, 5)), held)[0].tolist() == [False, False, True, False, True]
    assert not long_holders(np.ones((1, 3)), np.full((1, 3), 2.0)).any()


@pytest.mark.parametrize(
    ("tokens", "long_people", "clerks"), [(2, 1, 12), (3, 3, 40), (4, 6, 24)], ids=["two", "three", "four"]
)
def test_long_holders_of_few_tokens_hold_up_the_others_as_in_the_simulation(
    tokens: int, long_people: int, clerks: int
) -> None:
    network = Network(
        (ELSEWHERE,),
        (
            people("clerks", clerks, 12.0, ("elsewhere", 0.4), pool="p"),
            people("reports", long_people, 30.0, ("elsewhere", 9.0), pool="p"),
            stream("feed", 0.1, ("elsewhere", 0.5), pool="p"),
        ),
        (Pool("p", tokens),),
    )
    truth = simulate(network, np.random.default_rng(5), precise_share=0.01, most_transactions=200_000)
    for found, one in zip(solved(network), truth.mean_s, strict=True):
        assert abs(found - one.value) <= 0.03 * one.value + one.half_width


def test_a_mixture_of_equals_is_the_one_and_else_lies_between() -> None:
    one, other, part = np.array([1.0]), np.array([4.0]), np.array([0.1])
    alike = mixed_percentile((one, one), (one, one), part, 0.95)
    assert alike == pytest.approx(gamma_percentile(one, one, 0.95), rel=1e-6)
    low, high = gamma_percentile(one, one, 0.95), gamma_percentile(other, other, 0.95)
    assert low < mixed_percentile((one, other), (one, other), part, 0.95) < high


def test_a_rare_long_wait_moves_the_99th_percentile_and_not_the_median() -> None:
    quick, late = (np.array([0.2]), np.array([8.0])), (np.array([0.04]), np.array([16.0]))
    part = np.array([0.02])
    median, tail = (mixed_percentile(quick, late, part, share)[0] for share in (0.5, 0.99))
    # Of an exponential of 0.2 the half below lies under 0.139.
    assert median == pytest.approx(0.139, rel=0.05)
    assert tail > 3.0
