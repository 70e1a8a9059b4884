"""Azure regions and the distance between them."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, inf, radians, sin, sqrt
from typing import Annotated

from wardround.tables import Column

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG, GRS 80)."""


@dataclass(frozen=True, slots=True)
class Region:
    """One Azure region. None stands for what no source says.

    Parameters
    ----------
    code : name in the price lists and the resource manager, such as `westeurope`.
    geography : area inside which Azure keeps data when it replicates; borrowing of prices looks here first.
    geography_group : continent or part of one.
    paired_region : code of the region that Azure pairs with it.
    zone_count : availability zones; 0 where there are none.
    restricted_access : whether a subscription must ask for access first.
    latitude_deg, longitude_deg : where the region roughly lies.
    """

    code: Annotated[str, Column(key=True, form="[a-z0-9]+")]
    display_name: str
    geography: str | None
    geography_group: str | None
    country: str
    physical_location: str | None
    paired_region: str | None
    zone_count: Annotated[int | None, Column(low=0, high=9)]
    restricted_access: bool | None
    latitude_deg: Annotated[float | None, Column(low=-90, high=90)]
    longitude_deg: Annotated[float | None, Column(low=-180, high=180)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


def distance_km(one: Region, other: Region) -> float:
    """Return the great-circle distance between two regions, infinite where a position is not known.

    Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68, 1984).
    """
    if (
        one.latitude_deg is None
        or one.longitude_deg is None
        or other.latitude_deg is None
        or other.longitude_deg is None
    ):
        return inf
    north, south = radians(one.latitude_deg), radians(other.latitude_deg)
    half_height = sin((south - north) / 2)
    half_width = sin(radians(other.longitude_deg - one.longitude_deg) / 2)
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_height**2 + cos(north) * cos(south) * half_width**2))
