"""The organisation and its sites."""

from __future__ import annotations

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.limits import AnyOf, Between, OneOf


class Site(Row):
    """One place where people use the ERP; its time zone decides when its load falls."""

    name: str = Field(title="Site", min_length=1, max_length=120)
    country: str = Field(title="Country", description="two capital letters, as in DE", pattern=r"^[A-Z]{2}$")
    time_zone: str = Field(title="Time zone")
    wan_latency_ms: float | None = Field(None, title="Round trip to the region (ms)", ge=0, le=2000)
    wan_bandwidth_mbps: float | None = Field(None, title="Bandwidth (Mbps)", gt=0, le=100_000)
    holiday_region: str = Field(
        "",
        title="Holidays of region",
        description="as in NI for Lower Saxony; empty for the whole country",
        max_length=12,
    )
    patient_facing: bool = Field(default=True, title="Patients are treated here")

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, name: str) -> str:
        if name not in available_time_zones():
            raise ValueError(f"'{name}' is no time zone: write it as in Europe/Berlin or America/Chicago")
        return name


@cache
def available_time_zones() -> frozenset[str]:
    """Return the names of all time zones that this machine knows."""
    return frozenset(available_timezones())


class Organisation(Frozen):
    """Who the client is and where its people work."""

    org_type: Annotated[
        Answer[str],
        OneOf("clinic_group", "hospital", "multi_site_network", "lab", "pharmacy_chain", "shared_services"),
    ] = question("ORG-01", "Kind of organisation")
    jurisdictions: Annotated[
        Answer[tuple[str, ...]],
        AnyOf(
            "US",
            "EU",
            "UK",
            "FR",
            "DE",
            "ES",
            "NL",
            "CA",
            "CA-QC",
            "AU",
            "NZ",
            "AE",
            "SA",
            "IN",
            "SG",
            "BR",
            "other",
        ),
    ] = question("ORG-02", "Jurisdictions")
    site_count: Annotated[Answer[int], Between(1, 2000, "sites")] = question("ORG-03", "Number of sites")
    legal_entities: Annotated[Answer[int], Between(1, 500, "companies")] = question("ORG-04", "Legal entities")
    timezones_count: Annotated[Answer[int], Between(1, 12, "zones")] = question("ORG-05", "Time zones")
    operating_hours: Annotated[Answer[str], OneOf("business_hours", "extended", "24x7")] = question(
        "ORG-06", "Operating hours"
    )
    remote_sites_wan_latency_ms: Annotated[Answer[int], Between(1, 400, "ms")] = question(
        "ORG-07", "Round trip of the slowest site"
    )
    wan_redundant: Answer[bool] = question("ORG-08", "Two network paths at critical sites")
    growth_sites_3y: Annotated[Answer[int], Between(0, 2000, "sites")] = question(
        "ORG-09", "Sites expected in three years"
    )
    user_growth_pct_year: Annotated[Answer[float], Between(-20, 100, "percent")] = question(
        "ORG-10", "User growth a year"
    )
    subsidiary_low_criticality: Answer[bool] = question("ORG-11", "Small subsidiaries could share")
    sites: tuple[Site, ...] = Field((), title="Sites")
