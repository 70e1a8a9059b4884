"""How long it takes until a process can begin its work, beside an interpreter that does nothing."""

import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

PROGRAMS = {
    "an empty interpreter": "",
    "the command line": "import wardround.cli",
    "the facts": "from wardround.catalogue import Catalogue; from wardround.knowledge import Knowledge\n"
    "Catalogue.load(), Knowledge.load()",
    "the engine": "import wardround.engine",
    "the documents": "import wardround.workshop.export",
}


@pytest.mark.benchmark(group="start of a process", min_rounds=5)
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_start(benchmark: BenchmarkFixture, program: str) -> None:
    command = [sys.executable, "-c", program]
    outcome = benchmark(subprocess.run, command, check=True, capture_output=True)
    assert outcome.returncode == 0
