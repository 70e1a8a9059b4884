"""How long each document takes for the smallest and the largest sample, beside the assessment that it shows."""

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.samples import assessed, sample, sample_findings
from wardround.assessment import Assessment
from wardround.deliverables.brand import brand_named
from wardround.deliverables.findings_json import findings_json
from wardround.deliverables.pdf import roadmap_pdf
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine.findings import Findings

Write = Callable[[Assessment, Findings], object]


def findings_anew(assessment: Assessment, _findings: Findings) -> Findings:
    return assessed(assessment)


def workbook(assessment: Assessment, findings: Findings) -> bytes:
    return bill_of_materials(assessment, findings, brand_named("wardround"))


def pdf(assessment: Assessment, findings: Findings) -> bytes:
    return roadmap_pdf(assessment, findings, brand_named("wardround"))


@pytest.mark.benchmark(max_time=3, min_rounds=3)
@pytest.mark.parametrize("write", [findings_anew, findings_json, workbook, pdf], ids=["assess", "json", "xlsx", "pdf"])
@pytest.mark.parametrize("name", ["clinic-group", "multi-site-network"])
def test_document(benchmark: BenchmarkFixture, name: str, write: Write) -> None:
    benchmark.group = f"documents of {name}"
    assert benchmark(write, sample(name), sample_findings(name))
