"""The spread against the single answer, side by side: how many single answers ten thousand samples cost."""

import time

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture

from tests.engine.samples import AS_OF, findings, sample
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.explore import SAMPLES, explore
from wardround.knowledge import Knowledge

NAME = "regional-hospital"


def single_s() -> float:
    """Return the time of one single answer. [s]."""
    assess(sample(NAME), Catalogue.load(), Knowledge.load(), AS_OF)
    begun = time.perf_counter()
    for _ in range(5):
        assess(sample(NAME), Catalogue.load(), Knowledge.load(), AS_OF)
    return (time.perf_counter() - begun) / 5


def test_ten_thousand_samples(benchmark: BenchmarkFixture) -> None:
    found = findings(NAME)

    def spread() -> int:
        rng = np.random.default_rng(1)
        return explore(sample(NAME), Catalogue.load(), Knowledge.load(), AS_OF, rng, SAMPLES, findings=found).samples

    assert benchmark(spread) == SAMPLES
    _say(benchmark, SAMPLES)


def test_the_first_band(benchmark: BenchmarkFixture) -> None:
    found = findings(NAME)

    def spread() -> int:
        rng = np.random.default_rng(1)
        return explore(
            sample(NAME), Catalogue.load(), Knowledge.load(), AS_OF, rng, 500, findings=found, quick=True
        ).samples

    assert benchmark(spread) == 500
    _say(benchmark, 500)


def _say(benchmark: BenchmarkFixture, samples: int) -> None:
    """Put the ratio to that many single answers beside the time."""
    if benchmark.stats is None:  # a plain run measures nothing
        return
    alone = single_s()
    benchmark.extra_info["single answers"] = round(benchmark.stats.stats.median / alone, 1)
    benchmark.extra_info["times faster than one by one"] = round(samples * alone / benchmark.stats.stats.median)
