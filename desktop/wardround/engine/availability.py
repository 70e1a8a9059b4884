"""Composite availability: arithmetic on published service levels, not a measurement."""

from __future__ import annotations

from math import prod

from wardround.catalogue import Catalogue
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.findings import Availability, RoleSizing

MINUTES_PER_YEAR = 365 * 24 * 60
CHAIN = ("ingress", "application", "postgresql", "redis")
"""Roles that must all be up for a user to work."""

ACROSS_ZONES = "two or more instances across two or more availability zones"
ONE_ZONE = "two or more instances in one availability set"
SINGLE = "single instance, Premium SSD / Premium SSD v2 / Ultra on every OS and data disk"


class NoServiceLevel(LookupError):
    """A configuration that the design uses has no published service level."""

    def __init__(self, service: str, configuration: str) -> None:
        """Name the row of the table that is empty."""
        super().__init__(f"sla.csv gives no figure for {service}, {configuration}")


@formula("product of the parts", unit="share", source="serial reliability: all parts must be up")
def serial_share(*parts: float) -> float:
    """Return the share of time in which all parts are up, taken as independent; 1 for no parts."""
    return prod(parts)


@formula("(1 - share) x 525,600 minutes", unit="minutes/year", source="365 days of 1,440 minutes")
def minutes_lost_per_year(share: float) -> float:
    """Return the minutes a year that a share of uptime leaves."""
    return (1 - share) * MINUTES_PER_YEAR


def availability(
    roles: tuple[RoleSizing, ...], facts: Facts, catalogue: Catalogue
) -> tuple[Availability, tuple[Availability, ...], tuple[Figure, ...]]:
    """Return the availability of production, its parts, and the figure that explains it."""
    parts = [_of_service(catalogue, "Load balancer", "Load Balancer", "Standard SKU with two or more healthy backends")]
    for name in CHAIN:
        if name == "redis" and facts.text("redis_role") not in {"sessions", "queue"}:
            continue
        role = next((r for r in roles if r.environment == "production" and r.role == name and r.vcpus), None)
        if role is not None:
            parts.append(_of_role(catalogue, role))
    parts.append(
        _of_service(catalogue, "Filestore", "Storage account", "LRS, ZRS, GRS or GZRS: read and write, Hot tier")
    )
    share = serial_share(*(part.monthly_share for part in parts))
    lost = minutes_lost_per_year(share)
    whole = Availability(
        "production",
        share,
        lost,
        "the product of the published service levels of its parts",
        "; ".join(sorted({part.source for part in parts})),
    )
    inputs = tuple(Input(part.name, round(part.monthly_share, 6), "share", part.source) for part in parts)
    figures = (
        serial_share.explain("availability.production", "Availability of production", inputs, round(share, 6)),
        minutes_lost_per_year.explain(
            "availability.minutes_lost_per_year",
            "Minutes lost in a year",
            (Input("Availability", round(share, 6), "share", "composite", "availability.production"),),
            round(lost, 1),
        ),
    )
    return whole, tuple(parts), figures


def _of_role(catalogue: Catalogue, role: RoleSizing) -> Availability:
    if role.nodes >= 2 and len(role.zones) >= 2:  # noqa: PLR2004 - two copies in two zones
        configuration = ACROSS_ZONES
    elif role.nodes >= 2:  # noqa: PLR2004 - two copies
        configuration = ONE_ZONE
    else:
        configuration = SINGLE
    return _of_service(catalogue, role.role, "Virtual machine", configuration)


def _of_service(catalogue: Catalogue, name: str, service: str, configuration: str) -> Availability:
    level = catalogue.sla(service, configuration)
    share = level.monthly_uptime_share
    if share is None:
        raise NoServiceLevel(service, configuration)
    source = "; ".join(level.source)
    return Availability(name, share, minutes_lost_per_year(share), f"{service}: {configuration}", source)
