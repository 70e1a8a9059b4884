"""What a VM costs under each purchase option, and what is said beside the price."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.catalogue.example_rows import REGIONS, RESERVED, SIZE, TERM, VM_PRICE
from wardround.catalogue import Catalogue, Priced, PurchaseOption, VmPrice
from wardround.catalogue.prices import PriceTerm, ReservedPrice


def catalogue_with(
    *prices: VmPrice, reserved: tuple[ReservedPrice, ...] = (), terms: tuple[PriceTerm, ...] = ()
) -> Catalogue:
    return Catalogue.from_tables(
        vm_prices=prices,
        regions=REGIONS,
        vm_sizes=[SIZE],
        reserved_prices=reserved,
        price_terms=terms,
    )


def priced(catalogue: Catalogue, option: PurchaseOption) -> Priced:
    answer = catalogue.vm_price("west", SIZE.sku, option)
    assert answer is not None
    return answer


def test_a_price_carries_its_unit_date_region_and_source() -> None:
    assert catalogue_with(VM_PRICE).vm_price("west", SIZE.sku) == Priced(
        usd=Decimal("0.2"),
        unit="hour",
        price_date="2026-08-22",
        region="west",
        borrowed_from=None,
        note="",
        source="list",
    )


def test_the_price_of_a_vm_is_never_borrowed_from_another_region() -> None:
    assert catalogue_with(VM_PRICE).vm_price("north", SIZE.sku) is None


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("single", "found in one price list only"),
        ("cross_source_corrected", "one price list carried a Windows rate here; taken from another"),
        ("sources_differ", "price lists disagree; confirm before relying on it"),
    ],
)
@pytest.mark.parametrize("option", [PurchaseOption.PAYG, PurchaseOption.SPOT, PurchaseOption.RESERVED_1Y])
def test_a_doubt_about_a_price_stays_with_every_price_formed_from_it(
    check: str, words: str, option: PurchaseOption
) -> None:
    doubtful = replace(VM_PRICE, check=check)  # type: ignore[arg-type] # one of the three literals above
    assert words in priced(catalogue_with(doubtful, terms=(TERM,)), option).note


def test_a_reserved_price_that_the_region_lists_is_taken_as_listed() -> None:
    catalogue = catalogue_with(VM_PRICE, reserved=(RESERVED,), terms=(TERM,))
    for option, usd in ((PurchaseOption.RESERVED_1Y, "0.13"), (PurchaseOption.RESERVED_3Y, "0.09")):
        answer = priced(catalogue, option)
        assert (answer.usd, answer.price_date, answer.note) == (Decimal(usd), "2026-01-26", "")
        assert answer.source == "reservations"


def test_a_reserved_price_that_no_list_has_is_pay_as_you_go_times_the_ratio_of_the_series() -> None:
    answer = priced(catalogue_with(VM_PRICE, terms=(TERM,)), PurchaseOption.RESERVED_3Y)
    assert answer.usd == Decimal("0.2") * Decimal("0.38")
    assert answer.price_date == "2026-08-22"
    assert answer.note == "0.38 of the pay-as-you-go price, as for the Dsv9 series in Alpine on 2026-01-26"
    assert answer.source == "list;calculator"


def test_the_ratio_seen_in_the_region_itself_is_preferred() -> None:
    own = replace(TERM, region="west", reserved_1y_share=Decimal("0.5"))
    answer = priced(catalogue_with(VM_PRICE, terms=(TERM, own)), PurchaseOption.RESERVED_1Y)
    assert answer.usd == Decimal("0.1")


def test_a_savings_plan_uses_the_ratio_even_where_reserved_prices_are_listed() -> None:
    catalogue = catalogue_with(VM_PRICE, reserved=(RESERVED,), terms=(TERM,))
    assert priced(catalogue, PurchaseOption.SAVINGS_1Y).usd == Decimal("0.14")


def test_an_option_without_list_price_and_ratio_has_no_price() -> None:
    catalogue = catalogue_with(VM_PRICE, terms=(TERM,))
    assert catalogue.vm_price("west", SIZE.sku, PurchaseOption.SAVINGS_3Y) is None
    assert catalogue_with(VM_PRICE).vm_price("west", SIZE.sku, PurchaseOption.RESERVED_1Y) is None


def test_spot_is_the_listed_price_and_says_that_it_moves() -> None:
    answer = priced(catalogue_with(VM_PRICE, terms=(TERM,)), PurchaseOption.SPOT)
    assert (answer.usd, answer.note) == (Decimal("0.05"), "spot prices change daily")
    unlisted = replace(VM_PRICE, spot_usd_per_hour=None)
    assert catalogue_with(unlisted, terms=(TERM,)).vm_price("west", SIZE.sku, PurchaseOption.SPOT) is None


def test_a_price_formed_from_a_ratio_is_rounded_to_the_step_of_hourly_meters() -> None:
    odd = replace(VM_PRICE, payg_usd_per_hour=Decimal("0.333333"))
    answer = priced(catalogue_with(odd, terms=(TERM,)), PurchaseOption.RESERVED_1Y)
    assert answer.usd == Decimal("0.196666")


@pytest.mark.parametrize("region", ["westeurope", "northeurope", "centralus", "uksouth", "polandcentral"])
def test_a_longer_commitment_never_costs_more_than_a_shorter_one(region: str) -> None:
    catalogue = Catalogue.load()
    for size in catalogue.sizes_offered(region):
        for ladder in (
            (PurchaseOption.PAYG, PurchaseOption.RESERVED_1Y, PurchaseOption.RESERVED_3Y),
            (PurchaseOption.PAYG, PurchaseOption.SAVINGS_1Y, PurchaseOption.SAVINGS_3Y),
            (PurchaseOption.PAYG, PurchaseOption.SPOT),
        ):
            listed = [catalogue.vm_price(region, size.sku, option) for option in ladder]
            usd = [answer.usd for answer in listed if answer is not None]
            assert usd == sorted(usd, reverse=True), (region, size.sku, ladder)
