"""Networks drawn at random, to check a solver on what nobody had in mind; the same seed draws the same networks."""

from math import ceil

import numpy as np

from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step

MOST_CLASSES, MOST_STATIONS, MOST_USERS, MOST_SERVERS, MOST_TOKENS = 12, 8, 2_000, 32, 60
VISITED_SHARE, TWICE_SHARE, OUTSIDE_SHARE, SEVERAL_SHARE = 0.7, 0.15, 0.15, 0.8
"""Chances that a class visits a station, does so twice, needs no token; that a station may have several servers."""


def draw_network(generator: np.random.Generator) -> Network:
    """Return a network with up to 12 classes, 8 stations and 2,000 users.

    Demands are drawn first; then each station gets the servers and the speed that make it as busy as drawn for it, and
    each pool the tokens. So the load, from idle to overloaded, is known in advance and does not depend on the size.
    """
    classes = int(generator.integers(1, MOST_CLASSES + 1))
    stations = int(generator.integers(2, MOST_STATIONS + 1))
    kinds = [_kind(generator, first=at == 0) for at in range(stations)]
    users = float(np.exp(generator.uniform(np.log(10.0), np.log(MOST_USERS))))
    heavy = np.exp(generator.normal(-1.5, 0.8, classes))
    at_station = np.exp(generator.normal(-1.0, 1.0, stations))
    visited = generator.random((classes, stations)) < VISITED_SHARE
    visited[:, 0] = True
    demand = heavy[:, None] * at_station * np.exp(generator.normal(0.0, 0.5, (classes, stations))) * visited
    think = np.exp(generator.uniform(np.log(5.0), np.log(60.0), classes))
    sort = generator.choice(["people", "open", "batch"], classes, p=[0.75, 0.15, 0.1])
    if classes == 1:
        sort[:] = "people"
    share = generator.dirichlet(np.full(classes, 1.5))
    population = np.maximum(np.round(users * share), 1.0)
    population = np.where(sort == "batch", generator.integers(1, 4, classes), population)
    think = np.where(sort == "batch", 0.0, think)
    rate = population / (think + demand.sum(axis=1))
    peak = generator.uniform(0.3, 1.1)
    busiest = int(generator.integers(0, stations))
    built = []
    for at, kind in enumerate(kinds):
        work = float(rate @ demand[:, at])
        if kind is Kind.DELAY or work <= 0.0:
            built.append(Station(f"s{at}", kind if work > 0.0 else Kind.PS))
            continue
        busy = peak if at == busiest else float(generator.uniform(0.05, max(0.1, 0.9 * peak)))
        servers = max(1, round(work / busy)) if generator.random() < SEVERAL_SHARE else 1
        servers = min(servers, MOST_SERVERS)
        demand[:, at] *= servers * busy / work
        built.append(Station(f"s{at}", kind, servers))
    rate = population / (think + demand.sum(axis=1))
    pools, member = _pools(generator, rate * demand.sum(axis=1))
    rows = []
    for at in range(classes):
        path = _path(generator, demand[at])
        pool = pools[member[at]].name if member[at] >= 0 else None
        if sort[at] == "open":
            rows.append(CustomerClass(f"c{at}", path, arrivals_per_s=_rounded(rate[at]), pool=pool))
        else:
            rows.append(CustomerClass(f"c{at}", path, float(population[at]), _rounded(think[at]), pool=pool))
    return Network(tuple(built), tuple(rows), tuple(pools))


def _kind(generator: np.random.Generator, *, first: bool) -> Kind:
    if first:
        return Kind.PS
    return Kind(generator.choice(["ps", "fcfs", "delay"], p=[0.5, 0.35, 0.15]))


def _pools(generator: np.random.Generator, held: np.ndarray) -> tuple[list[Pool], list[int]]:
    """Return pools and the pool of each class, -1 for none; a pool may be too small for what is held at a time."""
    number = int(generator.choice([0, 1, 2], p=[0.35, 0.45, 0.2]))
    member = [-1] * len(held)
    if number:
        member = [int(at) for at in generator.integers(0, number, len(held))]
        member = [-1 if generator.random() < OUTSIDE_SHARE else at for at in member]
    pools = []
    for at in range(number):
        wanted = sum(float(work) for work, where in zip(held, member, strict=True) if where == at)
        pools.append(Pool(f"p{at}", max(1, min(ceil(wanted / generator.uniform(0.35, 1.1)), MOST_TOKENS))))
    return pools, member


def _path(generator: np.random.Generator, demand: np.ndarray) -> tuple[Step, ...]:
    """Return steps in the order of the stations; now and then a station is visited twice."""
    steps = []
    later = []
    for at, seconds in enumerate(demand):
        if seconds <= 0.0:
            continue
        if generator.random() < TWICE_SHARE:
            part = float(generator.uniform(0.2, 0.8))
            steps.append(Step(f"s{at}", _rounded(seconds * part)))
            later.append(Step(f"s{at}", _rounded(seconds * (1.0 - part))))
        else:
            steps.append(Step(f"s{at}", _rounded(seconds)))
    return (*steps, *later)


def _rounded(value: float) -> float:
    """Return four digits: a case file that people can read."""
    return float(f"{value:.4g}")
