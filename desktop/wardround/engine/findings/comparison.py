"""What stands beside the design: other ways to build, to buy and to run the same, each worked out and priced."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.scaling import Autoscaling, Schedules, TierLayouts


@dataclass(frozen=True, slots=True)
class Comparison:
    """The other ways that were weighed. A part is None where the engagement gives nothing to compare."""

    kubernetes: PlatformComparison | None = None
    """The same scenario on virtual machines and on AKS."""
    autoscaling: Autoscaling | None = None
    """The application servers by the hour."""
    layouts: tuple[TierLayouts, ...] = ()
    """Few large servers against many small ones, for application and database."""
    schedules: Schedules | None = None
    """The hours of environments beside production."""
