"""What stands beside the design: other ways to build, to buy and to run the same, each worked out and priced."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.engine.findings.by_hand import SetByHand
from wardround.engine.findings.controls import ControlSwitch
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.load_test import LoadTest
from wardround.engine.findings.methods import Methods
from wardround.engine.findings.purchase import PurchaseComparison
from wardround.engine.findings.regions import RegionComparison
from wardround.engine.findings.scaling import Autoscaling, Schedules, TierLayouts
from wardround.engine.findings.tenants import TenantComparison
from wardround.engine.findings.tuning import Tuning


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
    controls: tuple[ControlSwitch, ...] = ()
    """The controls that cost most, each left out in turn."""
    purchase: PurchaseComparison | None = None
    """How each tier may be bought, and what a commitment costs when plans change."""
    regions: RegionComparison | None = None
    """The same design in other regions."""
    tenants: TenantComparison | None = None
    """Tenants on shared servers against tenants on their own."""
    tuning: Tuning | None = None
    """What tuning the load would save before anything is bought."""
    methods: Methods | None = None
    """The ways to size side by side."""
    by_hand: tuple[SetByHand, ...] = ()
    """Sizes set by hand beside what the model would choose."""
    load_test: LoadTest | None = None
    """The load test that would prove the sizes."""
