"""The exact method gives the figures of textbooks."""

import pytest

from tests.engine.network.making import one_server, people, stream
from wardround.engine.network.answer import EXACT, Answer, solve
from wardround.engine.network.network import Kind, Network, Pool, Station


def exactly(network: Network) -> Answer:
    answer = solve([network])[0]
    assert answer.method == EXACT
    return answer


@pytest.mark.parametrize(("number", "per_s", "mean_s"), [(1, 0.4167, 0.4), (2, 0.8108, 0.4667), (3, 1.1758, 0.5514)])
def test_one_station_by_hand(number: int, per_s: float, mean_s: float) -> None:
    users = exactly(one_server(number, think_s=2.0, demand_s=0.4)).classes[0]
    assert users.throughput_per_s == pytest.approx(per_s, abs=5e-5)
    assert users.mean_s == pytest.approx(mean_s, abs=5e-5)


@pytest.mark.parametrize(("number", "mean_s"), [(10, 0.12698), (50, 0.17472), (100, 0.36700)])
def test_three_single_servers_by_mean_value_analysis(number: int, mean_s: float) -> None:
    demands = {"cpu": 0.08, "db": 0.03, "disk": 0.01}
    stations = tuple(Station(name, Kind.PS) for name in demands)
    network = Network(stations, (people("users", number, 10.0, *demands.items()),))
    assert exactly(network).classes[0].mean_s == pytest.approx(mean_s, abs=5e-6)


@pytest.mark.parametrize(("number", "mean_s"), [(50, 0.1708), (300, 0.3628), (400, 2.00272)])
def test_two_multi_servers_up_to_saturation(number: int, mean_s: float) -> None:
    # The last figure from the same constants in arithmetic of 80 digits.
    stations = (Station("cpu", Kind.PS, 4), Station("db", Kind.PS, 2))
    network = Network(stations, (people("users", number, 10.0, ("cpu", 0.12), ("db", 0.05)),))
    assert exactly(network).classes[0].mean_s == pytest.approx(mean_s, abs=5e-5)


def test_a_load_dependent_station_with_the_rates_of_two_servers_is_two_servers() -> None:
    two = Station("cpu", Kind.PS, 2)
    rated = Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 2.0))
    users = (people("users", 12, 1.0, ("cpu", 0.3)),)
    first, second = (exactly(Network((station,), users)).classes[0] for station in (two, rated))
    assert first.mean_s == pytest.approx(second.mean_s)


def test_an_open_stream_slows_a_single_server_as_if_it_were_slower() -> None:
    # Lazowska et al. 1984: with one server, closed classes see demands divided by what the stream leaves.
    cpu = (Station("cpu", Kind.PS),)
    mixed = exactly(Network(cpu, (people("users", 5, 2.0, ("cpu", 0.3)), stream("feed", 2.0, ("cpu", 0.2)))))
    alone = exactly(Network(cpu, (people("users", 5, 2.0, ("cpu", 0.3 / 0.6)),)))
    assert mixed.classes[0].mean_s == pytest.approx(alone.classes[0].mean_s)


def test_a_pool_with_enough_tokens_changes_nothing() -> None:
    cpu = (Station("cpu", Kind.PS),)
    users = people("users", 5, 2.0, ("cpu", 0.3), pool="workers")
    free = exactly(one_server(5, 2.0, 0.3)).classes[0]
    assert exactly(Network(cpu, (users,), (Pool("workers", 5),))).classes[0].mean_s == pytest.approx(free.mean_s)
    scarce = solve([Network(cpu, (users,), (Pool("workers", 4),))])[0]
    assert scarce.method != EXACT


def test_first_come_first_served_is_exact_for_equal_services_alone() -> None:
    line = (Station("disk", Kind.FCFS),)
    equal = Network(line, (people("a", 3, 1.0, ("disk", 0.2)), people("b", 2, 4.0, ("disk", 0.2))))
    unequal = Network(line, (people("a", 3, 1.0, ("disk", 0.2)), people("b", 2, 4.0, ("disk", 0.4))))
    assert solve([equal])[0].method == EXACT
    assert solve([unequal])[0].method != EXACT
