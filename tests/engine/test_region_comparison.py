"""The regions side by side: who is among them, the same bill at home, sizes replaced, residency and the ranking."""

from decimal import Decimal
from functools import cache

import pytest

from tests.engine.samples import AS_OF, SAMPLES, findings, sample
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue, PurchaseOption, distance_km
from wardround.engine import assess
from wardround.engine.compare import Study
from wardround.engine.decisions.region import priced_regions
from wardround.engine.findings import Findings
from wardround.engine.findings.regions import RegionComparison, RegionRow
from wardround.engine.region_comparison import borrowed_share, candidates, recovery_of, region_comparison
from wardround.knowledge import Knowledge


def compared(assessment: Assessment, found: Findings) -> RegionComparison | None:
    study = Study(assessment, found, Catalogue.load(), Knowledge.load())
    return region_comparison(study.answers, found, study.facts, study.catalogue, study.knowledge)


@cache
def of_sample(name: str) -> RegionComparison:
    found = compared(sample(name), findings(name))
    assert found is not None
    return found


def row(name: str, region: str) -> RegionRow:
    return next(each for each in of_sample(name).rows if each.region == region)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_region_of_the_design_is_among_them_with_the_very_bill_of_the_findings(name: str) -> None:
    own = [each for each in of_sample(name).rows if each.chosen]
    assert [each.region for each in own] == [findings(name).sizing.region]
    assert own[0].monthly_usd == findings(name).cost.totals.steady_monthly_usd
    assert own[0].against_chosen_share == 0
    assert own[0].swaps == ()
    assert own[0].missing == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_regions_named_their_pairs_and_near_ones_are_listed_and_every_one_sells_servers(name: str) -> None:
    catalogue = Catalogue.load()
    listed = {each.region for each in of_sample(name).rows}
    engagement = sample(name).engagement
    named = {*engagement.regions_considered, engagement.recovery_region} - {""}
    pairs = {pair.code for code in named if (pair := catalogue.paired_region(code)) is not None}
    assert {code for code in named | pairs if catalogue.sizes_offered(code)} <= listed
    assert all(catalogue.sizes_offered(code) for code in listed)
    assert [each.rank for each in of_sample(name).rows] == list(range(1, len(listed) + 1))


def test_round_trips_that_sites_know_stand_with_the_region_of_the_design_and_with_no_other() -> None:
    sites = [site for site in sample("multi-site-network").organisation.sites if site.wan_latency_ms is not None]
    rows = of_sample("multi-site-network").rows
    told = [each for each in rows if any(text.startswith("Round trips") for text in each.reasons_for)]
    assert sites
    assert [each.chosen for each in told] == [True]
    fastest = min(site.wan_latency_ms for site in sites if site.wan_latency_ms is not None)
    assert any(f"{fastest:g}" in text for text in told[0].reasons_for if text.startswith("Round trips"))


def test_near_regions_lie_in_the_jurisdictions_and_no_nearer_one_is_left_out() -> None:
    catalogue, found = Catalogue.load(), findings("regional-hospital")
    study = Study(sample("regional-hospital"), found, catalogue, Knowledge.load())
    listing = candidates(study.answers, found, study.facts, catalogue)
    near = [code for code, why in listing.items() if why.startswith("near")]
    home = catalogue.region(found.sizing.region)
    assert len(near) == 4
    farthest = max(distance_km(home, catalogue.region(code)) for code in near)
    assert all(row("regional-hospital", code).inside for code in near)
    left = [
        region
        for region in catalogue.regions.values()
        if region.country in {"Germany", "France", "Belgium"}
        and region.code not in listing
        and not region.restricted_access
        and catalogue.sizes_offered(region.code)
    ]
    assert all(distance_km(home, region) >= farthest for region in left)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_can_carry_production_goes_before_what_cannot_and_zones_before_price(name: str) -> None:
    rows = of_sample(name).rows
    keys = [(bool(each.ruled_out), each.zones < 2, each.monthly_usd) for each in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_size_that_is_replaced_is_not_offered_there_in_enough_zones_and_its_substitute_is_sold(name: str) -> None:
    catalogue = Catalogue.load()
    seen = 0
    for each in of_sample(name).rows:
        for swap in each.swaps:
            region = each.recovery_region if swap.environment == "disaster_recovery" else each.region
            wanted = 2 if catalogue.zone_count(region) >= 2 and swap.environment == "production" else 0
            offered = catalogue.vm_price(region, swap.sku, PurchaseOption.PAYG) is not None
            assert not offered or len(catalogue.vm_zones(region, swap.sku)) < wanted
            if swap.taken:
                assert catalogue.vm_price(region, swap.taken, PurchaseOption.PAYG) is not None
                seen += 1
    assert seen


def test_money_is_the_sum_of_its_parts_and_borrowed_shares_are_those_of_the_bill() -> None:
    for name in SAMPLES:
        bill = findings(name).cost
        own = next(each for each in of_sample(name).rows if each.chosen)
        bought = sum(
            (line.monthly_usd or Decimal(0) for line in bill.lines if line.purchase_option != "own"), Decimal(0)
        )
        assert own.servers_usd + own.services_usd == bought
        assert own.borrowed_share == borrowed_share(bill)
        assert own.borrowed_lines == bill.totals.borrowed_lines


def test_production_and_recovery_change_places_where_production_goes_to_the_region_that_recovers() -> None:
    found = findings("shared-services")
    assert found.resilience.recovery_region == "ukwest"
    assert recovery_of(found, "ukwest") == "uksouth"
    assert recovery_of(found, "westeurope") == "ukwest"
    assert row("shared-services", "ukwest").recovery_region == "uksouth"
    assert any("change places" in text for text in row("shared-services", "ukwest").reasons_against)
    assert recovery_of(findings("clinic-group"), "eastus2") == ""


def test_a_region_outside_the_territory_of_the_data_is_ruled_out_with_the_reason_and_ranks_behind() -> None:
    assessment = sample("regional-hospital")
    engagement = assessment.engagement.model_copy(update={"regions_considered": ("westeurope", "eastus2")})
    changed = assessment.model_copy(update={"engagement": engagement})
    found = compared(changed, assess(changed, Catalogue.load(), Knowledge.load(), AS_OF))
    assert found is not None
    outside = next(each for each in found.rows if each.region == "eastus2")
    assert outside.inside is False
    assert "lies in the United States" in outside.ruled_out
    assert outside.ruled_out in outside.reasons_against
    assert outside.rank > max(each.rank for each in found.rows if not each.ruled_out)


def test_the_decision_shows_the_price_of_each_region_and_its_choice_stays() -> None:
    for name in SAMPLES:
        before = findings(name).decisions
        after = priced_regions(before, of_sample(name))
        made, priced = (next(one for one in rows if one.decision_id == "region") for rows in (before, after))
        assert priced.chosen == made.chosen
        assert [option.score for option in priced.options] == [option.score for option in made.options]
        prices = {each.region: each.monthly_usd for each in of_sample(name).rows}
        assert {option.option_id: option.monthly_usd for option in priced.options} == {
            option.option_id: prices.get(option.option_id) for option in made.options
        }
        assert [one for one in before if one.decision_id != "region"] == [
            one for one in after if one.decision_id != "region"
        ]
