"""What the sites say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from wardround.assessment import Assessment
from wardround.engine.aggregates.aggregate import Aggregate, count_of, of_rows
from wardround.knowledge import Knowledge

EUROPEAN_UNION = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
        *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO"),
    }
)
"""Countries under EU data law: the 27 member states and the three of the European Economic Area."""

OWN_JURISDICTION = {
    code: code for code in ("US", "FR", "DE", "ES", "NL", "CA", "AU", "NZ", "AE", "SA", "IN", "SG", "BR")
} | {"GB": "UK"}
"""Countries that the vocabulary lists by themselves."""


def jurisdictions_of_sites(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the jurisdictions that the countries of the sites lie in, in alphabetical order."""
    sites = assessment.organisation.sites
    found: set[str] = set()
    for site in sites:
        own = OWN_JURISDICTION.get(site.country)
        in_union = site.country in EUROPEAN_UNION
        found |= {own} if own else set()
        found |= {"EU"} if in_union else set()
        found |= set() if own or in_union else {"other"}
    if not found:
        return None
    return of_rows(tuple(sorted(found)), f"countries of {count_of(len(sites), 'site')}", sites)


def site_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the number of sites."""
    sites = assessment.organisation.sites
    return of_rows(len(sites), f"count of {count_of(len(sites), 'site row')}", sites) if sites else None


def timezones_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many different clocks the sites follow; Berlin and Paris share one."""
    sites = assessment.organisation.sites
    clocks = {_clock(site.time_zone) for site in sites}
    return of_rows(len(clocks), f"clocks of {count_of(len(sites), 'site')}", sites) if sites else None


def _clock(time_zone: str) -> tuple[object, ...]:
    zone = ZoneInfo(time_zone)
    # Midwinter and midsummer of any one year tell apart all clocks in use.
    return tuple(datetime(2026, month, 15, 12, tzinfo=zone).utcoffset() for month in (1, 7))


def slowest_site_ms(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the longest round trip that a site gives [ms]."""
    sites = [site for site in assessment.organisation.sites if site.wan_latency_ms is not None]
    if not sites:
        return None
    longest = max(site.wan_latency_ms or 0 for site in sites)
    return of_rows(longest, f"longest of {count_of(len(sites), 'site')}", sites)
