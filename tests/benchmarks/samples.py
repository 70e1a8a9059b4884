"""The samples that the benchmarks run on, read and assessed once."""

from datetime import date
from functools import cache

from wardround.assessment import Assessment, read_assessment
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.shipped import template

AS_OF = date(2026, 11, 25)
SAMPLE_NAMES = ("clinic-group", "regional-hospital", "multi-site-network", "shared-services")


@cache
def sample(name: str) -> Assessment:
    """Return a sample engagement."""
    return read_assessment(template("samples", f"{name}.json").read_bytes())


def assessed(assessment: Assessment) -> Findings:
    """Return what the engine finds on the day of the benchmarks."""
    return assess(assessment, Catalogue.load(), Knowledge.load(), AS_OF)


@cache
def sample_findings(name: str) -> Findings:
    """Return what the engine finds for a sample."""
    return assessed(sample(name))
