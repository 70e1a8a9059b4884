"""What holds for every network, whatever the method."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.network.making import any_network, office, one_server, people, stream
from wardround.engine.network.answer import Answer, solve
from wardround.engine.network.batch import Batch
from wardround.engine.network.network import Kind, Network, Pool, Station
from wardround.engine.network.solve import TOLERANCE, solve_batch

CLOSE = 1e-6
TOLERANCE_TIMES = 100.0 * TOLERANCE
"""Rounding may let an iteration end a round earlier or later; near saturation a round moves responses that much."""


def known(value: float | None) -> float:
    assert value is not None
    return value


def solved(network: Network) -> Answer:
    return solve([network])[0]


@settings(max_examples=120, deadline=None)
@given(any_network())
def test_no_class_beats_its_bounds_and_no_station_is_busier_than_it_can_be(network: Network) -> None:
    answer = solved(network)
    if not answer.stable:
        assert answer.saturated
        assert all(row.mean_s is None and row.throughput_per_s is None for row in answer.classes)
        return
    for row in answer.classes:
        assert known(row.throughput_per_s) <= row.throughput_at_most_per_s * (1.0 + CLOSE) + 1e-12
        assert known(row.mean_s) >= sum(
            step.demand_s for one in network.classes if one.name == row.name for step in one.path
        ) * (1.0 - CLOSE)
        assert 0.0 <= known(row.p50_s) <= known(row.p95_s) <= known(row.p99_s)
    for share in (*answer.stations, *answer.pools):
        delay = any(one.name == share.name and one.kind is Kind.DELAY for one in network.stations)
        assert delay or known(share.share) <= 1.0 + CLOSE


@settings(max_examples=120, deadline=None)
@given(any_network())
def test_littles_law_and_the_utilisation_law_hold(network: Network) -> None:
    answer = solved(network)
    if not answer.stable:
        return
    for row, one in zip(answer.classes, network.classes, strict=True):
        if one.is_open:
            assert row.throughput_per_s == one.arrivals_per_s
        else:
            cycle = known(row.mean_s) + max(one.think_s, 1e-7)
            assert known(row.throughput_per_s) * cycle == pytest.approx(one.population, rel=CLOSE)
    for busy, station in zip(answer.stations, network.stations, strict=True):
        work = sum(
            known(row.throughput_per_s) * step.demand_s
            for row, one in zip(answer.classes, network.classes, strict=True)
            for step in one.path
            if step.station == station.name
        )
        full = 1.0 if station.kind is Kind.DELAY else station.most_rate
        assert known(busy.share) == pytest.approx(work / full, rel=CLOSE, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(any_network())
def test_responses_fall_to_the_demands_as_load_goes(network: Network) -> None:
    lone = tuple(
        replace(one, arrivals_per_s=1e-9) if one.is_open else replace(one, population=1.0, think_s=1e9)
        for one in network.classes
    )
    answer = solved(Network(network.stations, lone, network.pools))
    for row, one in zip(answer.classes, lone, strict=True):
        assert known(row.mean_s) == pytest.approx(one.demand_s, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.lists(any_network(), min_size=2, max_size=4))
def test_a_network_gives_the_same_alone_and_among_others(networks: list[Network]) -> None:
    assert solve(networks) == tuple(solved(network) for network in networks)
    together = solve_batch(Batch.of(networks))
    for row, network in enumerate(networks):
        alone = solve_batch(Batch.of([network]))
        assert alone.unstable[0] == together.unstable[row]
        if alone.converged[0] and together.converged[row]:
            classes = len(network.classes)
            assert together.mean_s[row, :classes] == pytest.approx(alone.mean_s[0], rel=TOLERANCE_TIMES)


def test_a_batch_padded_to_a_larger_shape_gives_the_same() -> None:
    networks = [office(scale) for scale in (0.3, 1.0, 1.4)]
    larger = Network(
        (
            Station("a", Kind.PS),
            Station("b", Kind.PS),
            Station("c", Kind.FCFS),
            Station("d", Kind.PS),
            Station("e", Kind.PS),
        ),
        tuple(people(f"c{at}", 30, 9.0, ("a", 0.1), ("e", 0.1), pool="p") for at in range(6)),
        (Pool("p", 30), Pool("q", 2)),
    )
    together = solve_batch(Batch.of([*networks, larger]))
    for row, network in enumerate(networks):
        alone = solve_batch(Batch.of([network]))
        classes = len(network.classes)
        assert together.mean_s[row, :classes] == pytest.approx(alone.mean_s[0], rel=1e-9)


def test_more_users_never_wait_less_and_never_get_more_than_the_bottleneck_gives() -> None:
    network = office()
    counts = np.arange(10, 700, 10)
    people_by_row = np.array([[row.population for row in network.classes]] * len(counts), dtype=float)
    people_by_row[:, 0] = counts
    answer = solve_batch(Batch.varied(network, population=people_by_row))
    clerks = answer.mean_s[:, 0]
    assert answer.converged.all()
    assert (np.diff(clerks) > -1e-3 * clerks[1:]).all()
    assert (answer.full_share[-1] > 0.99).all()


def test_varied_rows_are_what_separate_networks_are() -> None:
    network = office()
    wanted = [replace(one, population=20.0, think_s=5.0) if one.name == "clerks" else one for one in network.classes]
    population = np.array([[row.population for row in wanted]])
    think = np.array([[row.think_s for row in wanted]])
    varied = solve_batch(Batch.varied(network, population=population, think_s=think))
    apart = solve_batch(Batch.of([Network(network.stations, tuple(wanted), network.pools)]))
    assert varied.mean_s[0] == pytest.approx(apart.mean_s[0])


def test_overload_by_streams_has_no_steady_state_and_says_so() -> None:
    stations = (Station("app", Kind.PS, 4), Station("db", Kind.PS, 2))
    users = people("ui", 60, 20.0, ("app", 0.1), ("db", 0.05))
    answer = solved(Network(stations, (users, stream("feed", 9.0, ("app", 0.1), ("db", 0.25)))))
    assert (answer.saturated, answer.stable, answer.bottleneck) == (True, False, "db")
    assert answer.classes[0].mean_s is None


def test_streams_that_hold_more_tokens_than_there_are_have_no_steady_state() -> None:
    out = (Station("out", Kind.DELAY),)
    feed = stream("feed", 3.0, ("out", 1.0), pool="workers")
    assert not solved(Network(out, (feed,), (Pool("workers", 3),))).stable
    assert solved(Network(out, (feed,), (Pool("workers", 4),))).stable


def test_a_pool_of_identical_servers_is_erlangs_queue() -> None:
    # Ten per second, 0.3 s each, four tokens: Erlang C 0.5094, mean wait 0.1528 s, p95 1.238 s.
    out = (Station("out", Kind.DELAY),)
    feed = stream("feed", 10.0, ("out", 0.3), pool="workers")
    row = solved(Network(out, (feed,), (Pool("workers", 4),))).classes[0]
    assert known(row.mean_s) == pytest.approx(0.4528, rel=2e-3)
    assert known(row.p95_s) == pytest.approx(1.238, rel=0.03)


def test_saturation_is_flagged_with_its_bottleneck() -> None:
    assert not solved(one_server(5)).saturated
    full = solved(one_server(100))
    assert full.saturated
    assert full.bottleneck == "cpu"
    # N / X - Z, with X at the bound of one over the demand.
    assert known(full.classes[0].mean_s) == pytest.approx(100 * 0.1 - 1.0, rel=1e-3)


def test_a_class_that_never_comes_shows_what_it_would_meet() -> None:
    cpu = (Station("cpu", Kind.PS),)
    answer = solved(Network(cpu, (people("many", 60, 10.0, ("cpu", 0.1)), people("none", 0, 1.0, ("cpu", 0.1)))))
    assert answer.classes[1].throughput_per_s == 0.0
    assert known(answer.classes[1].mean_s) > 0.1


def test_load_dependent_stations_inside_a_larger_network_follow_their_rates() -> None:
    rated = Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 1.6, 2.0))
    classes = tuple(people(f"c{at}", 12, 6.0, ("cpu", 0.12), ("disk", 0.02)) for at in range(3))
    disk = Station("disk", Kind.PS)
    answer = solved(Network((rated, disk), classes))
    merged = solved(Network((rated, disk), (people("all", 36, 6.0, ("cpu", 0.12), ("disk", 0.02)),)))
    assert merged.method != answer.method
    assert known(answer.classes[0].mean_s) == pytest.approx(known(merged.classes[0].mean_s), rel=0.05)
