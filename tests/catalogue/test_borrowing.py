"""Whose price stands in for a region that has none of its own."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.catalogue.example_rows import (
    ALPINE,
    DISK,
    DISK_METER,
    DISK_PRICE,
    EUROPE,
    EVERYWHERE,
    NORTH,
    REGIONS,
    SERVICE_PRICE,
    WEST,
)
from wardround.catalogue import Catalogue, DiskPrice, Priced, PriceScope, Region, UnknownDisk


def catalogue_with(
    *places: str, regions: Iterable[Region] = REGIONS, scopes: tuple[PriceScope, ...] = (EVERYWHERE, EUROPE)
) -> Catalogue:
    return Catalogue.from_tables(
        regions=regions,
        price_scopes=scopes,
        service_prices=[replace(SERVICE_PRICE, scope=place) for place in places],
    )


def gateway(catalogue: Catalogue, region: str) -> Priced | None:
    return catalogue.service_price(region, "NAT Gateway", "Gateway")


@pytest.mark.parametrize(
    ("wanted", "places", "lender"),
    [
        ("west", ["west", "north", "global", "europe"], None),
        ("north", ["global", "west"], None),
        ("north", ["west", "alpine", "far"], "west"),
        ("alpine", ["west", "north", "far"], "west"),
        ("alpine", ["north", "far"], "north"),
        ("far", ["north", "west", "alpine"], "north"),
        ("far", ["europe", "north"], "north"),
        ("far", ["europe"], "europe"),
        ("nowhere", ["west", "north", "far"], "far"),
        ("nowhere", ["global", "west"], None),
    ],
)
def test_the_lender_is_near_in_law_first_and_on_the_map_second(
    wanted: str, places: list[str], lender: str | None
) -> None:
    answer = gateway(catalogue_with(*places), wanted)
    assert answer is not None
    assert (answer.region, answer.borrowed_from) == (wanted, lender)


def test_a_price_that_a_covering_scope_has_is_the_regions_own() -> None:
    wide = replace(SERVICE_PRICE, scope="global", usd=Decimal(1))
    narrow = replace(SERVICE_PRICE, scope="europe", usd=Decimal(2))
    catalogue = Catalogue.from_tables(regions=REGIONS, price_scopes=[EVERYWHERE, EUROPE], service_prices=[wide, narrow])
    prices = {region: gateway(catalogue, region) for region in ("north", "far")}
    assert {region: answer and answer.usd for region, answer in prices.items()} == {
        "north": Decimal(2),
        "far": Decimal(1),
    }
    assert {answer and answer.borrowed_from for answer in prices.values()} == {None}


def test_equally_near_lenders_are_taken_by_code() -> None:
    twins = [replace(WEST, code=code) for code in ("zeta", "beta", "gamma")]
    catalogue = catalogue_with("zeta", "gamma", "beta", regions=[NORTH, *twins])
    answer = gateway(catalogue, "north")
    assert answer is not None
    assert answer.borrowed_from == "beta"


def test_the_order_of_rows_does_not_matter() -> None:
    places = ["far", "alpine", "west", "europe"]
    answers = [gateway(catalogue_with(*order), "north") for order in (places, places[::-1])]
    assert answers[0] == answers[1]


def test_a_meter_that_is_priced_nowhere_has_no_price() -> None:
    assert catalogue_with("west").service_price("west", "ExpressRoute", "Circuit") is None


def disk_catalogue(*prices: DiskPrice) -> Catalogue:
    return Catalogue.from_tables(regions=REGIONS, disks=[DISK], disk_meters=[DISK_METER], disk_prices=prices)


def test_a_disk_is_priced_per_month_and_borrows_like_a_service() -> None:
    catalogue = disk_catalogue(DISK_PRICE)
    own, borrowed = catalogue.disk_price("west", "P30"), catalogue.disk_price("north", "P30")
    assert own == Priced(Decimal(135), "month", "2026-08-22", "west", None, "", "list")
    assert borrowed == replace(own, region="north", borrowed_from="west")


def test_redundancies_are_priced_apart() -> None:
    zonal = replace(DISK_PRICE, region="far", redundancy="ZRS", usd_per_month=Decimal(200))
    catalogue = disk_catalogue(DISK_PRICE, zonal)
    answer = catalogue.disk_price("west", "P30", "ZRS")
    assert answer is not None
    assert (answer.usd, answer.borrowed_from) == (Decimal(200), "far")


def test_a_disk_meter_is_priced_in_its_own_unit_and_keeps_its_note() -> None:
    catalogue = disk_catalogue(replace(DISK_PRICE, disk_sku="PV2_PER_GIB", usd_per_month=Decimal("0.09")))
    answer = catalogue.disk_price("west", "PV2_PER_GIB")
    assert answer is not None
    assert (answer.unit, answer.note) == ("GiB-month", "hourly meter times 730")


def test_a_known_disk_without_any_price_has_none_and_an_unknown_one_is_refused() -> None:
    catalogue = disk_catalogue()
    assert catalogue.disk_price("west", "P30") is None
    with pytest.raises(UnknownDisk, match="Did you mean P30"):
        catalogue.disk_price("west", "P-30")


def test_price_dates_are_those_of_the_regions_own_prices() -> None:
    catalogue = Catalogue.from_tables(
        regions=[WEST, ALPINE],
        price_scopes=[EVERYWHERE],
        disks=[DISK],
        disk_prices=[DISK_PRICE, replace(DISK_PRICE, region="alpine", price_date="2020-01-01")],
        service_prices=[replace(SERVICE_PRICE, scope="global", price_date="2023-08")],
    )
    assert catalogue.price_dates(["west"]) == ("2023-08", "2026-08-22")
    assert catalogue.price_dates(["west", "alpine"]) == ("2020-01-01", "2026-08-22")


def test_without_any_price_there_are_no_price_dates() -> None:
    assert Catalogue.from_tables(regions=REGIONS).price_dates(["west"]) == ("", "")
