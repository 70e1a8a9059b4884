"""How long the engine takes for each sample.

Read the numbers as ratios within one run: the fastest row of a table is 1.0, and machines differ.
"""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.samples import SAMPLE_NAMES, assessed, sample


@pytest.mark.benchmark(group="assess")
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_assess(benchmark: BenchmarkFixture, name: str) -> None:
    assessed(sample(name))  # the prices of its regions are read once, for all assessments of a session
    findings = benchmark(assessed, sample(name))
    assert findings.cost.totals.monthly_usd > 0
