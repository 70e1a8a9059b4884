"""How long the solver of queueing networks takes: a day of 24 hours, and a curve of 40 populations for each hour.

The aim on two cores of the 2.6 GHz class, without a compiler: 10 ms for the day, 150 ms for the curve.
"""

from math import sin

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from wardround.engine.network.batch import Batch
from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step
from wardround.engine.network.solve import solve_batch

HOURS, POPULATIONS = 24, 40
LIGHTEST, HEAVIEST = 0.1, 4.0


def hour_of(scale: float, hour: int) -> Network:
    """Return eight classes at eight stations behind one pool, busier or quieter by the hour."""
    stations = (
        Station("web", Kind.PS, 4),
        Station("app", Kind.PS, 16),
        Station("db", Kind.PS, 12),
        Station("disk", Kind.FCFS, 4),
        Station("log", Kind.FCFS),
        Station("cache", Kind.FCFS),
        Station("net", Kind.DELAY),
        Station("out", Kind.DELAY),
    )
    busy = scale * (1.0 + 0.3 * sin(hour))
    classes = []
    for at in range(8):
        size = 0.05 + 0.04 * at
        steps = [("web", 0.004), ("cache", 0.001), ("app", size), ("db", 0.6 * size), ("disk", 0.004 + 0.002 * at)]
        steps += [("log", 0.003), ("net", 0.03), *([("out", 0.2)] if at % 3 == 0 else [])]
        path = tuple(Step(station, demand) for station, demand in steps)
        if at == 7:
            classes.append(CustomerClass("feed", path, arrivals_per_s=3.0 * busy, pool="workers"))
        else:
            people = float(round(110.0 * busy) + 3 * at)
            classes.append(CustomerClass(f"c{at}", path, people, 20.0 + 5.0 * at, pool="workers"))
    return Network(stations, tuple(classes), (Pool("workers", 34),))


@pytest.mark.benchmark(group="solver")
def test_a_day_at_one_population(benchmark: BenchmarkFixture) -> None:
    batch = Batch.of([hour_of(1.0, hour) for hour in range(HOURS)])
    solved = benchmark(solve_batch, batch)
    assert solved.converged.all()


@pytest.mark.benchmark(group="solver")
def test_a_day_at_forty_populations_from_idle_to_overloaded(benchmark: BenchmarkFixture) -> None:
    scales = np.linspace(LIGHTEST, HEAVIEST, POPULATIONS)
    batch = Batch.of([hour_of(float(scale), hour) for scale in scales for hour in range(HOURS)])
    solved = benchmark(solve_batch, batch)
    assert solved.converged.all()
    assert solved.full_share.min() < 0.01
    assert solved.full_share.max() > 0.99
