"""Regions, their pairs and zones, and how far apart they are."""

from math import inf

import pytest

from tests.catalogue.example_rows import FAR, NORTH, NOWHERE, REGIONS, WEST
from wardround.catalogue import Catalogue, UnknownRegion, distance_km

CATALOGUE = Catalogue.from_tables(regions=REGIONS)


def test_a_pair_is_found_and_a_region_without_one_has_none() -> None:
    assert CATALOGUE.paired_region("west") == NORTH
    assert CATALOGUE.paired_region("far") is None


@pytest.mark.parametrize(("code", "zones"), [("west", 3), ("far", 0), ("nowhere", 0)])
def test_zones_that_are_not_known_are_not_counted_on(code: str, zones: int) -> None:
    assert CATALOGUE.zone_count(code) == zones


@pytest.mark.parametrize("typed", ["West Europe", "westeurop", "WestEurope", "west-europe"])
def test_a_mistyped_region_is_refused_with_the_one_that_was_meant(typed: str) -> None:
    with pytest.raises(UnknownRegion, match="westeurope") as refused:
        Catalogue.load().region(typed)
    assert refused.value.near[0] == "westeurope"


def test_a_region_that_is_like_no_other_gets_no_guess() -> None:
    with pytest.raises(UnknownRegion) as refused:
        Catalogue.load().region("qqq")
    assert str(refused.value) == "The catalogue has no region 'qqq'."


def test_a_degree_of_latitude_is_as_long_as_a_sixtieth_of_it_is_a_nautical_mile() -> None:
    # One degree along a meridian of the mean sphere: 60 nautical miles of 1.852 km, to 0.1 %.
    assert distance_km(NORTH, WEST) == pytest.approx(8 * 60 * 1.852, rel=1e-3)


def test_distance_is_the_same_both_ways_and_unknown_without_a_position() -> None:
    assert distance_km(NORTH, FAR) == distance_km(FAR, NORTH)
    assert distance_km(NORTH, NORTH) == 0
    assert distance_km(NORTH, NOWHERE) == inf
