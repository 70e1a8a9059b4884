"""The sample engagements, each read once."""

from functools import cache
from pathlib import Path

from wardround.assessment import Assessment, read_assessment
from wardround.shipped import template

NAMES = ("clinic-group", "regional-hospital", "multi-site-network", "shared-services")
SCENARIOS = [
    (name, scenario)
    for name, scenarios in (
        ("clinic-group", ("backups-only", "three-year-reservation", "two-more-clinics")),
        ("regional-hospital", ("after-load-test", "region-failover", "three-year-reservation")),
        ("multi-site-network", ("kubernetes", "region-failover", "after-load-test")),
        ("shared-services", ("two-zones", "all-separate", "one-year-reservation")),
    )
    for scenario in scenarios
]


def sample_file(name: str) -> Path:
    """Return where a sample is kept."""
    return template("samples", f"{name}.json")


@cache
def sample(name: str) -> Assessment:
    """Return a sample."""
    return read_assessment(sample_file(name).read_bytes())
