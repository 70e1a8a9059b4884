"""The choice over all regions at once is the choice that one search after another makes."""

import numpy as np
import pytest

from tests.engine.one_by_one import one_by_one, ten_roles
from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.region_market import chosen, market_prices

REGIONS = ("westeurope", "francecentral", "ukwest", "eastus2", "polandcentral", "northcentralus")
FOUR = (PurchaseOption.PAYG, PurchaseOption.RESERVED_1Y, PurchaseOption.RESERVED_3Y, PurchaseOption.SAVINGS_1Y)


def test_every_size_server_price_and_disk_price_equals_that_of_the_loop_over_roles() -> None:
    catalogue = Catalogue.load()
    roles = ten_roles(catalogue)
    market = market_prices(catalogue, REGIONS, FOUR)
    found = chosen(market, roles)
    expected = one_by_one(catalogue, REGIONS, FOUR, roles)
    swapped = 0
    for (option, region, at), one in expected.items():
        o, r = FOUR.index(option), REGIONS.index(region)
        place = int(found.size[o, r, at])
        sku = market.sizes[place].sku if place >= 0 else ""
        assert sku == one.sku, (option, region, at)
        assert found.server_usd[o, r, at] == pytest.approx(one.server_usd, abs=0.01, nan_ok=True)
        assert found.disk_usd[r, at] == pytest.approx(one.disk_usd, abs=0.01, nan_ok=True)
        assert found.kept[r, at] == (sku == roles[at].sku)
        swapped += sku != roles[at].sku
    assert swapped > 20


def test_a_commitment_never_costs_more_than_pay_as_you_go_and_sums_are_those_of_the_parts() -> None:
    catalogue = Catalogue.load()
    market = market_prices(catalogue, REGIONS, FOUR)
    found = chosen(market, ten_roles(catalogue))
    payg = found.server_usd[0]
    for o in range(1, len(FOUR)):
        assert (found.server_usd[o] <= payg + 1e-6)[~np.isnan(payg)].all()
    whole = found.server_usd.sum(axis=2) + found.disk_usd.sum(axis=1)[None]
    assert np.array_equal(found.monthly_usd, whole, equal_nan=True)


def test_a_role_that_no_size_does_is_left_without_one() -> None:
    catalogue = Catalogue.load()
    role = ten_roles(catalogue)[0]
    giant = type(role)(**{**role.__dict__, "sku": "Standard_gone", "work": 1e6})
    found = chosen(market_prices(catalogue, REGIONS, FOUR), [giant])
    assert (found.size == -1).all()
    assert np.isnan(found.server_usd).all()


def test_the_consultants_lists_of_sizes_bind() -> None:
    catalogue = Catalogue.load()
    role = ten_roles(catalogue)[0]
    without = type(role)(**{**role.__dict__, "sku": "Standard_gone", "premium_v2": False})
    market = market_prices(catalogue, REGIONS, FOUR)
    first = market.sizes[int(chosen(market, [without]).size[0, 0, 0])].sku
    denied = type(role)(**{**without.__dict__, "denied": (first,)})
    assert market.sizes[int(chosen(market, [denied]).size[0, 0, 0])].sku != first
    only = type(role)(**{**without.__dict__, "allowed": ("Standard_D64s_v5",)})
    assert market.sizes[int(chosen(market, [only]).size[0, 0, 0])].sku == "Standard_D64s_v5"
