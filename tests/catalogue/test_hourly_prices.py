"""The array of hourly prices holds what single look-ups answer."""

import numpy as np
import pytest

from wardround.catalogue import Catalogue, PurchaseOption, UnknownRegion

REGIONS = ("polandcentral", "westeurope", "ukwest", "eastus2")


def test_every_price_of_the_array_is_that_of_a_single_look_up() -> None:
    catalogue = Catalogue.load()
    found = catalogue.hourly_prices(REGIONS, tuple(PurchaseOption))
    assert found.usd_per_hour.shape == (len(PurchaseOption), len(REGIONS), len(found.skus))
    for o, option in enumerate(found.options):
        for r, region in enumerate(found.regions):
            for s in range(0, len(found.skus), 7):
                price = catalogue.vm_price(region, found.skus[s], option)
                if price is None:
                    assert np.isinf(found.usd_per_hour[o, r, s])
                else:
                    assert found.usd_per_hour[o, r, s] == pytest.approx(float(price.usd), abs=6e-7)


def test_zones_and_what_is_offered_are_those_of_single_look_ups() -> None:
    catalogue = Catalogue.load()
    found = catalogue.hourly_prices(REGIONS, (PurchaseOption.PAYG,))
    for r, region in enumerate(found.regions):
        offered = {size.sku for size in catalogue.sizes_offered(region)}
        assert {sku for sku, there in zip(found.skus, found.offered[r], strict=True) if there} == offered
        for s in range(0, len(found.skus), 11):
            assert found.zones[r, s] == len(catalogue.vm_zones(region, found.skus[s]))


def test_a_region_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownRegion):
        Catalogue.load().hourly_prices(("westeurop",), (PurchaseOption.PAYG,))
