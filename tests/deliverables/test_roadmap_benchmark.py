"""How long the roadmap takes to write: `packaging/dev.py bench` measures, a plain run only writes it once."""

from pytest_benchmark.fixture import BenchmarkFixture

from tests.deliverables.example_findings import example
from wardround.deliverables.brand import brand_named
from wardround.deliverables.names import shipped_names
from wardround.deliverables.pdf import roadmap_pdf


def test_roadmap_of_a_hospital(benchmark: BenchmarkFixture) -> None:
    assessment, findings = example()
    shipped_names()
    assert benchmark(roadmap_pdf, assessment, findings, brand_named("wardround")).startswith(b"%PDF")
