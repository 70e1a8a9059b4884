"""The solver beside other libraries in one run: line-solver's Linearizer, and ciw run until each mean is known to 3 %.

Neither is needed by anything else; `pip install line-solver ciw numba` brings them. What they take for one network is
measured on a few and counted for a thousand. The aims on two cores of the 2.6 GHz class: 50 times the speed of
line-solver, 1,000 times that of ciw. `pytest tests/benchmarks/test_rivals.py -s` prints the ratios.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from wardround.engine.network.batch import Batch
from wardround.engine.network.network import CustomerClass, Kind, Network, Station, Step
from wardround.engine.network.simulate import STUDENT_T, simulate
from wardround.engine.network.solve import Solved, solve_batch

NETWORKS, LOOKED_AT = 1_000, 5
CLASSES = 4
LINE_AIM, CIW_AIM = 50.0, 1_000.0
PRECISE, BATCHES, FIRST_SPAN_S, MOST_SPAN_S, WARM_S = 0.03, 20, 1_000.0, 256_000.0, 300.0


def networks() -> list[Network]:
    """Return a thousand networks of one form, four classes of 100 to 240 people on four stations, 40 to 90 % busy."""
    generator = np.random.default_rng(1)
    found = []
    for _ in range(NETWORKS):
        stations = (
            Station("web", Kind.PS, 2),
            Station("app", Kind.PS, 6),
            Station("db", Kind.PS, 4),
            Station("disk", Kind.FCFS),
        )
        classes = []
        for place in range(CLASSES):
            size = float(generator.uniform(0.1, 0.4))
            path = (Step("web", 0.02), Step("app", size), Step("db", 0.6 * size), Step("disk", 0.02))
            people, think = float(generator.integers(25, 60)), float(generator.uniform(8.0, 20.0))
            classes.append(CustomerClass(f"c{place}", path, people, think))
        found.append(Network(stations, tuple(classes)))
    return found


def solved(rows: list[Network]) -> tuple[Solved, float]:
    """Return the solution of all networks, and how long one takes. [s]."""
    batch = Batch.of(rows)
    taken = []
    for _ in range(3):
        begun = perf_counter()
        found = solve_batch(batch)
        taken.append(perf_counter() - begun)
    return found, min(taken) / len(rows)


def farthest(means: np.ndarray, network: Network) -> float:
    """Return the largest error of a mean against a long simulation."""
    truth = simulate(network, np.random.default_rng(0), precise_share=0.004, most_transactions=6_000_000)
    return float(max(abs(found / one.value - 1.0) for found, one in zip(means, truth.mean_s, strict=True)))


def test_a_thousand_networks_take_a_fiftieth_of_what_line_solver_takes() -> None:
    line = pytest.importorskip("line_solver")
    rows = networks()
    found, each_s = solved(rows)
    taken, theirs, ours = [], [], []
    for place, network in enumerate(rows[:LOOKED_AT]):
        model = line_model(line, network)
        begun = perf_counter()
        table = line.SolverMVA(model, method="lin", verbose=False).getAvgTable()
        taken.append(perf_counter() - begun)
        theirs.append(farthest(line_means(table), network))
        ours.append(farthest(found.mean_s[place], network))
    ratio = float(np.median(taken)) / each_s
    print(  # noqa: T201 - the ratio is what one runs this for
        f"\nline-solver: {1000.0 * float(np.median(taken)):.0f} ms a network, Wardround {1e6 * each_s:.0f} us: "
        f"{ratio:,.0f} times; largest error of a mean {100.0 * max(theirs):.1f} % and {100.0 * max(ours):.1f} %"
    )
    assert max(ours) <= max(theirs) + 0.01
    assert ratio >= LINE_AIM


def line_model(line: Any, network: Network) -> Any:  # noqa: ANN401 - a library without types
    """Return a network as line-solver describes it."""
    model = line.Network("network")
    think = line.Delay(model, "think")
    places = {}
    for station in network.stations:
        strategy = line.SchedStrategy.PS if station.kind is Kind.PS else line.SchedStrategy.FCFS
        places[station.name] = line.Queue(model, station.name, strategy)
        if station.servers > 1:
            places[station.name].setNumberOfServers(station.servers)
    classes = []
    for row in network.classes:
        classes.append(line.ClosedClass(model, row.name, int(row.population), think))
        think.setService(classes[-1], line.Exp(1.0 / row.think_s))
        for step in row.path:
            places[step.station].setService(classes[-1], line.Exp(1.0 / step.demand_s))
    round_trip = [think, *(places[step.station] for step in network.classes[0].path)]
    routing = model.initRoutingMatrix()
    for one in classes:
        for place, node in enumerate(round_trip):
            routing.set(one, one, node, round_trip[(place + 1) % len(round_trip)], 1.0)
    model.link(routing)
    return model


def line_means(table: Any) -> np.ndarray:  # noqa: ANN401 - a data frame
    """Return the mean response of each class: all that is not thinking."""
    here = table[table["Station"].astype(str) != "think"]
    grouped = here.groupby(here["JobClass"].astype(str), sort=True)["ResidT"].sum()
    return np.array(grouped.to_list())


def test_a_thousand_networks_take_a_thousandth_of_what_ciw_takes() -> None:
    ciw = pytest.importorskip("ciw")
    # The processor sharing of ciw knows one processor alone, so all stand in line here.
    rows = [replace(row, stations=tuple(replace(one, kind=Kind.FCFS) for one in row.stations)) for row in networks()]
    found, each_s = solved(rows)
    begun = perf_counter()
    means, halves = ciw_means(ciw, rows[0])
    taken = perf_counter() - begun
    ratio = taken / each_s
    apart = np.abs(found.mean_s[0] / means - 1.0)
    print(  # noqa: T201 - the ratio is what one runs this for
        f"\nciw: {taken:.1f} s a network to ±{100.0 * float((halves / means).max()):.1f} %, Wardround "
        f"{1e6 * each_s:.0f} us: {ratio:,.0f} times; the means are at most {100.0 * apart.max():.1f} % apart"
    )
    assert (halves <= PRECISE * means).all()
    assert (apart <= 2.0 * PRECISE).all()
    assert ratio >= CIW_AIM


def ciw_means(ciw: Any, network: Network) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN401 - a library without types
    """Return the mean response of each class and half its 95 % interval: longer and longer runs until each is 3 %.

    Thinking is a station where nobody waits.
    """
    span = FIRST_SPAN_S
    while True:
        means, halves = _ciw_run(ciw, network, span)
        if (halves <= PRECISE * means).all() or span >= MOST_SPAN_S:
            return means, halves
        span *= 2.0


def _ciw_run(ciw: Any, network: Network, span: float) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN401 - the same
    names = [row.name for row in network.classes]
    nodes = 1 + len(network.stations)
    route = [[1.0 if after == (node + 1) % nodes else 0.0 for after in range(nodes)] for node in range(nodes)]
    arrivals, services = {}, {}
    for row in network.classes:
        begin = ciw.dists.Sequential([1e-6, float("inf")])
        arrivals[row.name] = [begin, *([None] * len(network.stations))]
        services[row.name] = [
            ciw.dists.Exponential(1.0 / row.think_s),
            *(ciw.dists.Exponential(1.0 / step.demand_s) for step in row.path),
        ]
    batching = {
        row.name: [
            ciw.dists.Deterministic(int(row.population)),
            *([ciw.dists.Deterministic(1)] * len(network.stations)),
        ]
        for row in network.classes
    }
    model = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions=services,
        batching_distributions=batching,
        routing=dict.fromkeys(names, route),
        number_of_servers=[float("inf"), *(one.servers for one in network.stations)],
    )
    ciw.seed(1)
    run = ciw.Simulation(model)
    run.simulate_until_max_time(WARM_S + span)
    visits: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for record in run.get_all_records():
        if record.node > 1 and record.exit_date > WARM_S:
            visits[record.original_customer_class].append((record.exit_date, record.exit_date - record.arrival_date))
    means, halves = [], []
    for name in names:
        at, spent = np.array(visits[name]).T
        batch = np.minimum(((at - WARM_S) / span * BATCHES).astype(int), BATCHES - 1)
        # A response is a sum over the stations of a path: one visit to each.
        sums = np.bincount(batch, weights=spent, minlength=BATCHES)
        counts = np.bincount(batch, minlength=BATCHES) / len(network.stations)
        each = sums / counts
        means.append(sums.sum() / counts.sum())
        halves.append(STUDENT_T * each.std(ddof=1) / sqrt(BATCHES))
    return np.array(means), np.array(halves)
