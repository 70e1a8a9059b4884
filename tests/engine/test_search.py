"""The search over sizes and nodes: exact, with its reasons."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.sized import CATALOGUE, assessment, basis
from wardround.catalogue import PurchaseOption, SizeNeed, VmSize
from wardround.engine.application_tier import ApplicationNeeds, application_needs
from wardround.engine.database_tier import database_content, database_needs
from wardround.engine.performance import application_work
from wardround.engine.search import Check, Checks, Offer, Whole, cheapest, fixed, offer, offer_of

REGION = "westeurope"
FEW = (
    "Standard_D2as_v5",
    "Standard_D4as_v5",
    "Standard_D8as_v5",
    "Standard_D16as_v5",
    "Standard_D4s_v5",
    "Standard_D8s_v6",
    "Standard_E4as_v5",
    "Standard_E16as_v5",
    "Standard_F4as_v6",
    "Standard_D4ls_v5",
)


def few(*skus: str) -> Offer:
    sizes = tuple(CATALOGUE.size(sku) for sku in skus or FEW)
    return offer_of(CATALOGUE, REGION, sizes, PurchaseOption.PAYG)


def wanting(of: Offer, vcpus: float, memory_gib: float) -> Checks:
    """Return constraints on all vCPUs together, and on the memory of each node."""

    def checks(places: Whole, counts: Whole) -> tuple[Check, ...]:
        given_vcpus = (of.vcpus[places] * counts).astype(float)
        return (
            Check("cpu", "vCPU", "vCPUs of all nodes", np.full(len(places), vcpus), given_vcpus),
            Check("memory", "GiB", "memory of a node", np.full(len(places), memory_gib), of.memory_gib[places]),
        )

    return checks


def by_hand(of: Offer, nodes: range, checks: Checks) -> tuple[int, str, int] | None:
    """Return price, size and nodes of the winner, one candidate at a time."""
    found = []
    for place, size in enumerate(of.sizes):
        for count in nodes:
            row = checks(np.array([place]), np.array([count]))
            if all(bool(check.met()[0]) for check in row):
                cost = int(of.hourly_micro_usd[place]) * 730 * count
                found.append((cost, count, -size.generation, place))
    if not found:
        return None
    cost, count, _, place = min(found)
    return cost, of.sizes[place].sku, count


@given(vcpus=st.floats(1, 90), memory_gib=st.floats(1, 128))
@settings(max_examples=60)
def test_trying_every_candidate_by_hand_finds_the_same_winner(vcpus: float, memory_gib: float) -> None:
    of = few()
    checks = wanting(of, vcpus, memory_gib)
    won, expected = cheapest(of, range(1, 6), checks), by_hand(of, range(1, 6), checks)
    assert won.enough == (expected is not None)
    if expected is not None:
        assert (won.size.sku, won.nodes) == expected[1:]


@given(users=st.integers(20, 1500), lost=st.integers(0, 2), floor=st.integers(0, 60), jobs=st.booleans())
@settings(max_examples=12)
def test_the_application_search_agrees_with_trying_every_candidate(
    users: int, lost: int, floor: int, jobs: bool
) -> None:
    of = few()
    found = basis(assessment(people__named_users=5000, people__peak_concurrent_users=users), lost=lost)
    needs = application_needs(found, of, carries_jobs=jobs, floor=floor)
    nodes = range(lost + 1, lost + 9)
    won = cheapest(of, nodes, needs.checks, plausible=needs.plausible, quick=needs.busiest_hour().checks)
    expected = by_hand(of, nodes, needs.checks)
    assert won.enough == (expected is not None)
    if expected is not None:
        assert (won.size.sku, won.nodes) == expected[1:]


def every_hour(needs: ApplicationNeeds) -> ApplicationNeeds:
    """Return the same, held to every hour of every day type."""
    load = needs.basis.load
    work = application_work(load, needs.basis.demands, with_background=needs.carries_jobs)
    return replace(needs, load=load, work=work)


def test_the_hours_left_out_ask_for_nothing_more() -> None:
    of = few()
    found = basis(assessment(people__named_users=5000, people__peak_concurrent_users=400))
    needs = application_needs(found, of, carries_jobs=True, floor=0)
    assert 0 < len(needs.load.running_reports) < 120
    places, counts = np.repeat(np.arange(len(of.sizes)), 6), np.tile(np.arange(2, 8), len(of.sizes))
    for some, every in zip(needs.checks(places, counts), every_hour(needs).checks(places, counts), strict=True):
        assert some.needed == pytest.approx(every.needed)


def test_what_rules_candidates_out_early_would_have_ruled_them_out_anyway() -> None:
    of = few()
    found = basis(assessment(people__named_users=5000, people__peak_concurrent_users=600))
    needs = application_needs(found, of, carries_jobs=True, floor=20)
    places, counts = np.repeat(np.arange(len(of.sizes)), 10), np.tile(np.arange(2, 12), len(of.sizes))
    met = np.all([check.met() for check in needs.checks(places, counts)], axis=0)
    for early in (needs.plausible, needs.busiest_hour().checks):
        early_met = np.all([check.met() for check in early(places, counts)], axis=0)
        assert early_met[met].all()
        assert not early_met.all()


def test_equal_prices_go_to_fewer_nodes() -> None:
    of = few("Standard_D4as_v5", "Standard_D8as_v5")
    assert of.hourly_micro_usd[1] == 2 * of.hourly_micro_usd[0]
    won = cheapest(of, range(1, 5), wanting(of, 8, 1))
    assert (won.size.sku, won.nodes) == ("Standard_D8as_v5", 1)


def test_equal_prices_and_nodes_go_to_the_newer_generation() -> None:
    of = few("Standard_D4as_v6", "Standard_D4as_v7")
    assert of.hourly_micro_usd[0] == of.hourly_micro_usd[1]
    assert cheapest(of, (1,), wanting(of, 4, 8)).size.sku == "Standard_D4as_v7"


def test_an_unknown_figure_never_meets_a_need() -> None:
    check = Check("iops", "1/s", "IOPS", np.array([0.0, 10.0]), np.array([np.nan, 10.0]))
    assert check.met().tolist() == [False, True]


def test_where_nothing_is_big_enough_the_largest_stands_in_and_says_what_it_lacks() -> None:
    of = few()
    won = cheapest(of, range(1, 4), wanting(of, 500, 8))
    assert not won.enough
    assert (won.size.sku, won.nodes) == ("Standard_E16as_v5", 3)
    assert "vCPUs of all nodes" in won.binding
    assert next(need for need in won.needs if need.name == "cpu").used_share == pytest.approx(500 / 48)


def test_the_runners_up_say_why_they_lost() -> None:
    of = few()
    won = cheapest(of, (1,), wanting(of, 4, 16))
    assert won.size.sku == "Standard_D4as_v5"
    by_verdict = {row.verdict: row for row in won.alternatives}
    assert by_verdict["smaller"].sku == "Standard_D2as_v5"
    assert "at most" in by_verdict["smaller"].reason
    assert by_verdict["larger"].sku == "Standard_D8as_v5"
    assert "more a month" in by_verdict["larger"].reason
    dearer = [row for row in won.alternatives if row.verdict == "dearer"]
    assert len(dearer) == 3
    assert all(row.monthly_usd >= won.monthly_usd for row in dearer)
    assert dearer == sorted(dearer, key=lambda row: row.monthly_usd)


def test_what_decided_is_what_the_next_cheaper_candidate_lacks() -> None:
    of = few()
    won = cheapest(of, (1,), wanting(of, 4, 17))
    assert won.size.sku == "Standard_E4as_v5"
    assert "memory of a node" in won.binding
    smallest = cheapest(of, (1,), wanting(of, 1, 1))
    assert smallest.binding == "the cheapest size that may be taken"


def test_a_size_set_by_hand_is_kept_and_its_lack_is_named() -> None:
    of = few("Standard_D2as_v5")
    kept = fixed(of, 0, 1, wanting(of, 4, 4))
    assert (kept.size.sku, kept.nodes, kept.enough) == ("Standard_D2as_v5", 1, False)
    assert "vCPUs of all nodes" in kept.binding
    assert fixed(of, 0, 2, wanting(of, 4, 4)).enough


def test_side_costs_decide_like_the_price_of_the_server() -> None:
    of = few("Standard_D4as_v5", "Standard_D4s_v5")

    def disks(places: Whole, counts: Whole) -> Whole:
        dear = np.array([size.cpu_vendor == "AMD" for size in of.sizes])
        return np.where(dear[places], 50_000_000, 0) * counts

    assert cheapest(of, (1,), wanting(of, 4, 8)).size.cpu_vendor == "AMD"
    assert cheapest(of, (1,), wanting(of, 4, 8), side_costs=disks).size.cpu_vendor == "Intel"


def test_an_offer_holds_only_what_may_be_taken_at_the_price_of_the_option() -> None:
    need = SizeNeed(min_vcpus=4, cpu_arch="x86_64")
    of = offer(CATALOGUE, REGION, need, PurchaseOption.PAYG, (), ("Standard_D4as_v5",))
    assert of.index("Standard_D4as_v5") is None
    assert of.index("Standard_D4ps_v5") is None
    assert (of.vcpus >= 4).all()
    assert (np.diff(of.hourly_micro_usd) >= 0).all()
    committed = offer(CATALOGUE, REGION, need, PurchaseOption.RESERVED_3Y)
    place, same = of.index("Standard_D8as_v5"), committed.index("Standard_D8as_v5")
    assert place is not None
    assert same is not None
    assert committed.hourly_micro_usd[same] < of.hourly_micro_usd[place]


def burstable() -> VmSize:
    return CATALOGUE.size("Standard_B4as_v2")


def test_a_burstable_size_counts_with_the_share_that_lasts() -> None:
    of = offer_of(CATALOGUE, REGION, (burstable(),), PurchaseOption.PAYG)
    share = burstable().base_cpu_share
    assert share is not None
    assert of.single_speed[0] == pytest.approx(CATALOGUE.core_speed("Basv2").single_thread_index * share)


def test_a_full_server_is_never_faster_per_vcpu_than_an_idle_one() -> None:
    of = offer(CATALOGUE, REGION, SizeNeed(), PurchaseOption.PAYG)
    assert (of.full_speed <= of.single_speed).all()
    reference = few("Standard_D4s_v5")
    assert (reference.single_speed[0], reference.full_speed[0]) == pytest.approx((1.0, 0.65))


def test_the_database_search_pairs_each_size_with_disks_that_it_can_attach_and_drive() -> None:
    found = basis(assessment(platform__azure_region="westeurope", volumes__db_size_gb=3000))
    content = database_content(found, 4000.0)
    needs = database_needs(found, found.offer, content)
    for place in range(0, len(found.offer.sizes), 7):
        disks = needs.volumes[place]
        size = found.offer.sizes[place]
        met = {check.name: bool(check.met()[0]) for check in needs.checks(np.array([place]), np.array([1]))}
        if met["iops"] and met["throughput"] and met["data_disks"]:
            assert disks.count <= size.max_data_disks
            assert disks.data.choice.count * disks.data.choice.iops >= content.work.data_iops / 0.7 * (1 - 1e-9)
            if disks.kind.value == "premium_ssd_v2":
                assert size.premium_v2 is True
