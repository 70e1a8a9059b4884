"""Few customers in small pools: nobody meets himself, long services hold up a line, long holders hold up tokens."""

from dataclasses import replace

import numpy as np
import pytest

from tests.engine.network.making import people, stream
from wardround.engine.network.batch import Batch
from wardround.engine.network.longer_wait import Looks, longer_waits
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


@pytest.mark.parametrize(
    ("tokens", "pauses", "restless"),
    [
        (2, (("clerks", 12, 0.4),), (("report", 1, 9.0),)),
        (2, (("clerks", 12, 2.0),), (("ping", 1, 0.1),)),
        (3, (("clerks", 12, 2.0),), (("jobs", 5, 0.5),)),
        (4, (("clerks", 6, 1.0), ("reports", 3, 5.0)), (("jobs", 2, 1.0), ("ping", 1, 0.1))),
    ],
    ids=["one long", "one short", "more than there are tokens", "long and short"],
)
def test_who_never_pauses_stands_in_line_as_in_the_simulation(
    tokens: int, pauses: tuple[tuple[str, int, float], ...], restless: tuple[tuple[str, int, float], ...]
) -> None:
    coming = [people(name, count, 12.0, ("elsewhere", held), pool="p") for name, count, held in pauses]
    staying = [people(name, count, 0.0, ("elsewhere", held), pool="p") for name, count, held in restless]
    network = Network((ELSEWHERE,), (*coming, *staying), (Pool("p", tokens),))
    truth = simulate(network, np.random.default_rng(5), precise_share=0.01, most_transactions=100_000)
    for found, one in zip(solved(network), truth.mean_s, strict=True):
        assert abs(found - one.value) <= 0.035 * one.value + one.half_width


def test_the_line_is_as_long_as_the_waits_of_those_in_it_where_some_never_pause() -> None:
    """Two who never pause and two who do, alike, for one token: by symmetry all wait as long (exact mean values)."""
    network = Network(
        (ELSEWHERE,),
        (
            people("clerks", 4, 3.0, ("elsewhere", 1.0), pool="p"),
            people("jobs", 2, 0.0, ("elsewhere", 1.0), pool="p"),
        ),
        (Pool("p", 1),),
    )
    found = solve_batch(Batch.of([network]))
    # Somebody always has the token, so that all together are served once per second.
    assert found.per_s[0].sum() == pytest.approx(1.0, rel=0.01)
    inside = 6.0 - 3.0 * found.per_s[0, 0]
    assert (found.per_s[0] * found.mean_s[0]).sum() == pytest.approx(inside, rel=0.01)


def test_one_token_meets_a_long_service_once_and_not_at_each_visit() -> None:
    """With hardly any service and time away, waits come from busy periods of M/G/1: rho / (1 - rho) x time away."""
    away, work, long_s = 0.01, 0.3, 2.0
    line_s = np.zeros((1, 1, 1))
    own = 1e-6
    batch = Batch.of(
        [
            Network(
                (DISK,),
                (people("pooled", 9, 1.0, ("disk", own), pool="p"), stream("rare", work / long_s, ("disk", long_s))),
                (Pool("p", 1),),
            )
        ]
    )
    chain = np.array([[1.0 / (away + own)]])
    looks = Looks(line_s, np.array([[own]]), np.ones((1, 1)), np.array([[long_s]]), np.array([[work]]), np.zeros(1))
    # What the chain says is the wait behind services as short as one's own.
    looks = replace(looks, line_s=np.full((1, 1, 1), own * work / (1.0 - work)))
    flow = np.array([[0.5 / away, work / long_s]])
    _, extra = longer_waits(batch, chain, looks, flow, where=np.ones((1, 1), dtype=bool))
    assert extra[0, 0, 0] <= work / (1.0 - work) * away * 1.01
    assert extra[0, 0, 0] > 0.0


def test_a_token_is_held_behind_long_services_from_outside_for_as_long_as_in_the_simulation() -> None:
    network = Network(
        (CPU, DISK),
        (
            people("clerks", 60, 20.0, ("cpu", 0.02), ("disk", 0.01), pool="p"),
            people("outside", 20, 30.0, ("cpu", 0.05), ("disk", 0.4)),
        ),
        (Pool("p", 1),),
    )
    truth = simulate(network, np.random.default_rng(5), precise_share=0.02, most_transactions=100_000)
    found = solve_batch(Batch.of([network]))
    busy = float(found.per_s[0, 0] * found.residence_s[0, 0].sum())
    assert busy == pytest.approx(truth.pool_busy_share[0].value, rel=0.15)


def test_a_line_that_is_nearly_always_full_is_worked_out_as_well() -> None:
    """Fourteen who pause for a moment and want one token: it is never free, so all wait for all."""
    network = Network(
        (CPU,),
        (people("nobody", 0, 0.0, ("cpu", 1.0), pool="p"), people("crowd", 14, 1.0, ("cpu", 3.5), pool="p")),
        (Pool("p", 1),),
    )
    assert solved(network)[1] == pytest.approx(14 * 3.5 - 1.0, rel=0.02)
