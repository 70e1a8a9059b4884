"""The event simulation is right, repeatable, and the same with and without a compiler."""

import numpy as np
import pytest

from tests.engine.network.making import office, one_server, people, stream
from wardround.engine.network.answer import solve
from wardround.engine.network.network import Kind, Network, Pool, Station
from wardround.engine.network.simulate import Simulated, compiler_is_there, simulate

SHORT = 20_000


def run(network: Network, seed: int = 1, *, most: int = SHORT, compiled: bool = True) -> Simulated:
    return simulate(network, np.random.default_rng(seed), most_transactions=most, compiled=compiled)


def test_the_same_random_numbers_give_the_same_answer() -> None:
    assert run(office()) == run(office())
    assert run(office()) != run(office(), seed=2)


@pytest.mark.skipif(not compiler_is_there(), reason="numba is optional")
def test_compiled_and_plain_give_the_same_to_the_last_digit() -> None:
    fast, plain = run(office()), run(office(), compiled=False)
    assert fast.compiled
    assert not plain.compiled
    assert fast.mean_s == plain.mean_s
    assert fast.p95_s == plain.p95_s


def test_a_single_server_comes_out_as_computed_exactly() -> None:
    network = one_server(8, think_s=1.0, demand_s=0.15)
    exact = solve([network])[0].classes[0]
    found = run(network, most=100_000)
    assert found.mean_s[0].value == pytest.approx(exact.mean_s, rel=0.03)
    assert found.throughput_per_s[0].value == pytest.approx(exact.throughput_per_s, rel=0.02)
    assert abs(found.mean_s[0].value - (exact.mean_s or 0.0)) < 3.0 * found.mean_s[0].half_width


def test_first_come_first_served_takes_turns_and_sharing_does_not() -> None:
    # A short job behind long ones: alone in line it waits for all of them, sharing it passes.
    def short_job(kind: Kind) -> float:
        classes = (people("long", 5, 1.0, ("cpu", 1.0)), people("short", 1, 5.0, ("cpu", 0.01)))
        return run(Network((Station("cpu", kind),), classes)).mean_s[1].value

    assert short_job(Kind.FCFS) > 10.0 * short_job(Kind.PS)


def test_tokens_are_held_for_the_whole_path() -> None:
    out = (Station("out", Kind.DELAY),)
    feed = stream("feed", 10.0, ("out", 0.1), ("out", 0.2), pool="workers")
    found = run(Network(out, (feed,), (Pool("workers", 4),)), most=100_000)
    assert found.pool_busy_share[0].value == pytest.approx(0.75, abs=0.02)
    assert found.mean_s[0].value > 0.35


def test_a_load_dependent_station_follows_its_rates() -> None:
    users = (people("users", 12, 1.0, ("cpu", 0.3)),)
    rated = run(Network((Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 2.0)),), users))
    two = run(Network((Station("cpu", Kind.PS, 2),), users))
    assert rated.mean_s[0].value == pytest.approx(two.mean_s[0].value, rel=0.05)


def test_a_run_ends_when_it_is_precise_or_long_enough() -> None:
    loose = simulate(one_server(3), np.random.default_rng(1), precise_share=0.5, most_transactions=1_000_000)
    assert loose.precise
    assert loose.transactions < 100_000
    short = simulate(one_server(3), np.random.default_rng(1), precise_share=1e-6, most_transactions=10_000)
    assert not short.precise
    assert short.transactions < 25_000


def test_a_stream_that_never_settles_is_called_unstable() -> None:
    network = Network((Station("cpu", Kind.PS),), (stream("feed", 30.0, ("cpu", 0.1)),))
    assert not run(network, most=200_000).stable


def test_a_class_without_customers_shows_nothing() -> None:
    network = Network((Station("cpu", Kind.PS),), (*one_server(3).classes, people("none", 0, 1.0, ("cpu", 0.1))))
    found = run(network)
    assert found.throughput_per_s[1].value == 0.0
    assert np.isnan(found.mean_s[1].value)
