"""How long the choice of sizes and disks takes: ten roles over fifty regions and four purchase options.

The aim on two cores of the 2.6 GHz class is 5 ms. Read it as a ratio within one run: the second row makes the same
choice role by role for two of the fifty regions, so a whole choice one by one takes twenty-five times that.
"""

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.engine.one_by_one import one_by_one, ten_roles
from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.region_market import chosen, market_prices

REGIONS, OF_THEM = 50, 2
OPTIONS = (PurchaseOption.PAYG, PurchaseOption.RESERVED_1Y, PurchaseOption.RESERVED_3Y, PurchaseOption.SAVINGS_1Y)


def fifty_regions(catalogue: Catalogue) -> tuple[str, ...]:
    priced = [code for code in sorted(catalogue.regions) if catalogue.sizes_offered(code)]
    assert len(priced) >= REGIONS
    return tuple(priced[:REGIONS])


@pytest.mark.benchmark(group="regions")
def test_ten_roles_in_fifty_regions_under_four_options_at_once(benchmark: BenchmarkFixture) -> None:
    catalogue = Catalogue.load()
    market, roles = market_prices(catalogue, fifty_regions(catalogue), OPTIONS), ten_roles(catalogue)
    found = benchmark(chosen, market, roles)
    assert found.size.shape == (len(OPTIONS), REGIONS, len(roles))
    assert np.isfinite(found.monthly_usd).any()


@pytest.mark.benchmark(group="regions")
def test_the_same_in_two_of_the_regions_role_by_role(benchmark: BenchmarkFixture) -> None:
    catalogue = Catalogue.load()
    regions, roles = fifty_regions(catalogue)[:OF_THEM], ten_roles(catalogue)
    found = benchmark.pedantic(  # type: ignore[no-untyped-call]
        one_by_one, (catalogue, regions, OPTIONS, roles), rounds=3, warmup_rounds=1
    )
    assert len(found) == len(OPTIONS) * OF_THEM * len(roles)
