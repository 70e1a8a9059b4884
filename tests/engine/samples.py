"""The sample engagements and the findings on them, worked out once for all tests of a run."""

from __future__ import annotations

from datetime import date
from functools import cache

from wardround.assessment import Assessment, read_assessment
from wardround.catalogue import Catalogue
from wardround.engine import Findings, assess
from wardround.knowledge import Knowledge
from wardround.shipped import template

AS_OF = date(2026, 11, 25)
SAMPLES = ("clinic-group", "regional-hospital", "multi-site-network", "shared-services")
BY_SIZE = ("clinic-group", "regional-hospital", "multi-site-network")


@cache
def sample(name: str) -> Assessment:
    """Return a sample engagement."""
    return read_assessment(template("samples", f"{name}.json").read_bytes())


@cache
def findings(name: str, scenario: str = "") -> Findings:
    """Return the findings on a sample."""
    return found(sample(name), scenario)


def found(assessment: Assessment, scenario: str = "") -> Findings:
    """Return the findings on any assessment on the day of all tests."""
    return assess(assessment, Catalogue.load(), Knowledge.load(), AS_OF, scenario=scenario)
