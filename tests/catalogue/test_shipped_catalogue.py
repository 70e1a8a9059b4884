"""What the catalogue that travels with Wardround must be able to answer."""

from datetime import date
from decimal import Decimal

import pytest

from wardround.catalogue import (
    Catalogue,
    DiskKind,
    PurchaseOption,
    SizeNeed,
    UnknownDrFact,
    UnknownSeries,
    UnknownSla,
)

SAMPLE_REGIONS = ["centralus", "eastus2", "westeurope", "northeurope", "uksouth", "ukwest"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_the_catalogue_is_read_once(catalogue: Catalogue) -> None:
    assert Catalogue.load() is catalogue


@pytest.mark.parametrize("region", SAMPLE_REGIONS)
def test_the_regions_of_the_samples_offer_hundreds_of_sizes(catalogue: Catalogue, region: str) -> None:
    assert len(catalogue.sizes_offered(region)) > 400


@pytest.mark.parametrize("region", ["swedensouth", "taiwannorth"])
def test_a_region_without_vm_prices_offers_nothing_and_its_zones_are_not_counted_on(
    catalogue: Catalogue, region: str
) -> None:
    assert catalogue.sizes_offered(region) == ()
    assert catalogue.zone_count(region) == 0


def test_what_a_scope_is_called_is_not_a_region(catalogue: Catalogue) -> None:
    assert not {"global", "northamerica-europe", "asia-mea", "southamerica"} & catalogue.regions.keys()


@pytest.mark.parametrize(
    ("region", "usd"),
    [("westeurope", "0.02"), ("centralus", "0.02"), ("brazilsouth", "0.16"), ("japaneast", "0.08")],
)
def test_transfer_between_regions_has_the_price_of_the_continent(catalogue: Catalogue, region: str, usd: str) -> None:
    answer = catalogue.service_price(region, "Bandwidth", "Transfer between regions")
    assert answer is not None
    assert (answer.usd, answer.unit, answer.borrowed_from) == (Decimal(usd), "GB", None)


@pytest.mark.parametrize("region", SAMPLE_REGIONS)
@pytest.mark.parametrize("disk", ["P30", "E10", "PV2_PER_GIB", "PV2_PER_EXTRA_IOPS", "PV2_PER_EXTRA_MBPS"])
def test_disks_are_priced_everywhere_even_if_borrowed(catalogue: Catalogue, region: str, disk: str) -> None:
    answer = catalogue.disk_price(region, disk)
    assert answer is not None
    assert answer.usd > 0
    assert answer.borrowed_from != region


def test_uk_regions_borrow_from_europe_rather_than_from_overseas(catalogue: Catalogue) -> None:
    answer = catalogue.disk_price("ukwest", "PV2_PER_GIB")
    assert answer is not None
    assert answer.borrowed_from == "northeurope"


def test_disks_of_a_kind_grow(catalogue: Catalogue) -> None:
    for kind in DiskKind:
        sizes = [disk.size_gib for disk in catalogue.disks(kind)]
        assert sizes
        assert sizes == sorted(sizes)
        assert sizes[-1] <= catalogue.disk_limits(kind).max_size_gib


def test_premium_ssd_v2_includes_performance_in_the_price_of_its_capacity(catalogue: Catalogue) -> None:
    limits = catalogue.disk_limits(DiskKind.PREMIUM_SSD_V2)
    assert (limits.included_iops, limits.included_mbps) == (3000, 125)
    assert not catalogue.disk("PV2").usable_as_os_disk


def test_series_at_the_end_of_their_life_are_not_for_new_subscriptions(catalogue: Catalogue) -> None:
    need = SizeNeed(growth_restricted_allowed=False)
    series = {size.series for size in catalogue.sizes_offered("westeurope", need)}
    assert not {"Bv1", "Fsv2", "Dsv3", "Esv3"} & series
    assert {"Dsv5", "Dasv6", "Bsv2"} <= series


def test_a_horizon_beyond_its_retirement_rules_a_size_out(catalogue: Catalogue) -> None:
    need = SizeNeed(not_retiring_before=date(2029, 11, 16))
    assert catalogue.why_not("westeurope", "Standard_D4s_v3", need) == (
        "retires on 2029-11-15, needed until 2029-11-16",
    )


def test_every_series_that_is_offered_has_a_core_speed(catalogue: Catalogue) -> None:
    assert catalogue.core_speed("Dsv5").core_speed_index == 1
    for size in catalogue.sizes_offered("westeurope"):
        speed = catalogue.core_speed(size.series)
        assert speed.core_speed_low <= speed.core_speed_index <= speed.core_speed_high


def test_every_figure_names_sources_that_the_catalogue_explains(catalogue: Catalogue) -> None:
    priced = [
        catalogue.vm_price("westeurope", "Standard_D4s_v5", PurchaseOption.RESERVED_3Y),
        catalogue.disk_price("westeurope", "P10"),
        catalogue.service_price("westeurope", "NAT Gateway", "Gateway"),
    ]
    for answer in priced:
        assert answer is not None
        for source in answer.source.split(";"):
            assert catalogue.sources[source].title


def test_services_list_their_meters(catalogue: Catalogue) -> None:
    assert catalogue.services["NAT Gateway"] == ("Data processed", "Gateway")


def test_an_agreement_states_a_share_of_the_month_or_nothing(catalogue: Catalogue) -> None:
    zonal = "two or more instances across two or more availability zones"
    assert catalogue.sla("Virtual machine", zonal).monthly_uptime_share == 0.9999
    assert catalogue.sla("AKS", "Free tier").monthly_uptime_share is None
    with pytest.raises(UnknownSla, match="Free tier"):
        catalogue.sla("AKS", "Free")


def test_recovery_figures_have_units(catalogue: Catalogue) -> None:
    fact = catalogue.dr_fact("asr-rto-sla")
    assert (fact.value, fact.unit) == (60, "minutes")
    assert catalogue.dr_fact("pg-stream-async").value is None
    with pytest.raises(UnknownDrFact, match="asr-rto-sla"):
        catalogue.dr_fact("asr-rto")


def test_an_unknown_series_has_no_speed(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownSeries):
        catalogue.core_speed("Zsv1")
