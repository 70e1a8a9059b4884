"""The search over sizes and nodes: exact, with its reasons."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.sized import CATALOGUE, assessment, basis
from wardround.assessment import with_value
from wardround.catalogue import DiskKind, PurchaseOption, SizeNeed, VmSize
from wardround.engine.application_search import ApplicationSearch
from wardround.engine.application_tier import ApplicationNeeds, application_needs
from wardround.engine.basis import Basis
from wardround.engine.database_disks import MOST_LOG_DISKS, disk_needs
from wardround.engine.database_tier import DatabaseContent, database_content, database_needs
from wardround.engine.disks import USUAL_STRIPES, DiskNeed, cheapest_disks, system_disk
from wardround.engine.offered_sizes import MICRO, Offer, Whole, offer, offer_of
from wardround.engine.search import Check, Checks, cheapest, fixed, money

REGION = "westeurope"
DISK_CHECKS = frozenset({"iops", "throughput", "data_disks"})
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
    "Standard_D4as_v6",
    "Standard_D4as_v7",
)
"""Small enough to try every candidate; some of them cost the same."""


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


def by_hand(
    of: Offer, nodes: range, checks: Checks, side_costs: int = 0, decisive: Checks | None = None
) -> tuple[int, str, int] | None:
    """Return price, size and nodes of the winner, one candidate at a time."""
    found = []
    for place, size in enumerate(of.sizes):
        for count in nodes:
            candidate = np.array([place]), np.array([count])
            row = (*checks(*candidate), *(decisive(*candidate) if decisive else ()))
            if all(bool(check.met()[0]) for check in row):
                cost = (int(of.hourly_micro_usd[place]) * 730 + side_costs) * count
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
    won = cheapest(
        of,
        nodes,
        needs.checks,
        plausible=needs.plausible,
        quick=needs.busiest_hour().checks,
        decisive=needs.response,
    )
    afresh = application_needs(found, of, carries_jobs=jobs, floor=floor)
    expected = by_hand(of, nodes, afresh.checks, decisive=afresh.response)
    assert won.enough == (expected is not None)
    if expected is not None:
        assert (won.size.sku, won.nodes) == expected[1:]


def volumes_by_hand(found: Basis, size: VmSize, content: DatabaseContent) -> tuple[int, str] | None:
    """Return price and kind of the cheapest data and log disks of one kind that a size attaches and drives."""
    cap, work = found.policy("disk_util_cap_share"), content.work
    layouts = []
    for kind in (DiskKind.PREMIUM_SSD, DiskKind.PREMIUM_SSD_V2):
        v2 = kind is DiskKind.PREMIUM_SSD_V2
        iops, mbps = size.uncached_iops(premium_v2=v2), size.uncached_mbps(premium_v2=v2)
        if iops is None or mbps is None or (v2 and size.premium_v2 is not True):
            continue
        if iops * cap < work.data_iops + work.wal_iops or mbps * cap < work.data_mbps + work.wal_mbps:
            continue
        options = [disks_by_hand(kind, need) for need in disk_needs(found, content.database_gib, work)]
        for (data, data_count), (log, log_count) in product(*options):
            if log_count <= MOST_LOG_DISKS and data_count + log_count <= size.max_data_disks:
                layouts.append((data + log, kind.value))
    return min(layouts, default=None)


def disks_by_hand(kind: DiskKind, need: DiskNeed) -> list[tuple[int, int]]:
    """Return price and number of disks of every layout that holds and does what is needed."""
    if kind is DiskKind.PREMIUM_SSD_V2:
        one = cheapest_disks(CATALOGUE, REGION, kind, need)
        return [] if one is None else [(one.monthly_micro_usd, one.choice.count)]
    found = []
    for disk, count in product(CATALOGUE.disks(kind), range(1, USUAL_STRIPES + 1)):
        price = CATALOGUE.disk_price(REGION, disk.sku)
        if price is None or disk.size_gib * count < need.gib * (1 - 1e-9):
            continue
        if disk.base_iops * count >= need.iops * (1 - 1e-9) and disk.base_mbps * count >= need.mbps * (1 - 1e-9):
            found.append((int(price.usd * MICRO) * count, count))
    return found


@given(
    users=st.integers(20, 900),
    gib=st.floats(20, 3000),
    iops=st.integers(0, 9000),
    excluded=st.sampled_from([(), ("amd",), ("intel",)]),
)
@settings(max_examples=15)
def test_the_database_search_agrees_with_trying_every_size_and_every_layout_of_disks(
    users: int, gib: float, iops: int, excluded: tuple[str, ...]
) -> None:
    of = few(*(sku for sku in FEW if CATALOGUE.size(sku).cpu_vendor.lower() not in excluded))
    stated = assessment(people__named_users=5000, people__peak_concurrent_users=users, platform__azure_region=REGION)
    if iops:
        stated = with_value(
            with_value(stated, "baseline.baseline_available", True), "baseline.db_iops_peak_current", iops
        )
    found = basis(stated)
    content = database_content(found, gib)
    needs = database_needs(found, of, content)
    won = cheapest(of, (1,), needs.checks, plausible=needs.plausible, side_costs=needs.side_costs)
    system = system_disk(CATALOGUE, REGION, found.policy("os_disk_gib")).monthly_micro_usd
    candidates = []
    for place, size in enumerate(of.sizes):
        volumes = volumes_by_hand(found, size, content)
        beside_disks = [
            check for check in needs.checks(np.array([place]), np.array([1])) if check.name not in DISK_CHECKS
        ]
        if volumes is not None and all(bool(check.met()[0]) for check in beside_disks):
            cost = int(of.hourly_micro_usd[place]) * 730 + system + volumes[0]
            candidates.append((cost, -size.generation, place))
    assert won.enough == bool(candidates)
    if candidates:
        cost, _, place = min(candidates)
        assert (won.size.sku, won.monthly_usd) == (of.sizes[place].sku, money(cost))


@given(
    users=st.integers(20, 700),
    allowed=st.lists(st.sampled_from(FEW), min_size=1, max_size=6, unique=True),
    denied=st.lists(st.sampled_from(FEW), max_size=3, unique=True),
    pin=st.sampled_from(["", "Standard_D8as_v5", "Standard_E4s_v5"]),
)
@settings(max_examples=12)
def test_allow_and_deny_lists_and_sizes_set_by_hand_are_searched_exactly(
    users: int, allowed: list[str], denied: list[str], pin: str
) -> None:
    stated = assessment(
        people__named_users=5000,
        people__peak_concurrent_users=users,
        platform__azure_region=REGION,
        platform__allowed_skus=tuple(allowed),
        platform__denied_skus=tuple(denied),
    )
    if pin:
        row = {"key": "a", "environment": "production", "role": "application", "sku": pin}
        stated = with_value(stated, "platform.pins", (row,))
    found = basis(stated)
    taken = ApplicationSearch(found).taken(0)
    if pin:
        assert taken.won.size.sku == pin
        return
    left = {sku for sku in allowed if sku not in denied}
    may_be_taken = {size.sku for size in found.offer.sizes}
    assert may_be_taken <= left if left else not may_be_taken & set(denied)
    needs = application_needs(found, found.offer, carries_jobs=taken.batch is None, floor=0)
    system = system_disk(CATALOGUE, REGION, found.policy("os_disk_gib")).monthly_micro_usd
    if len(found.offer.sizes) <= len(FEW):
        expected = by_hand(found.offer, range(found.lost + 1, 25), needs.checks, system, needs.response)
        assert taken.won.enough == (expected is not None)
        if expected is not None:
            assert (taken.won.size.sku, taken.won.nodes) == expected[1:]


@given(users=st.integers(30, 1500), floor=st.integers(1, 80), overlap=st.booleans())
@settings(max_examples=12)
def test_what_won_without_a_floor_saves_looking_at_cheaper_candidates_and_changes_nothing(
    users: int, floor: int, overlap: bool
) -> None:
    found = basis(
        assessment(
            people__named_users=5000,
            people__peak_concurrent_users=users,
            platform__azure_region=REGION,
            reports__batch_overlaps_business_hours=overlap,
        )
    )
    taken = ApplicationSearch(found).taken(floor)
    needs = application_needs(found, found.offer, carries_jobs=taken.batch is None, floor=floor)
    system = system_disk(CATALOGUE, REGION, found.policy("os_disk_gib")).monthly_micro_usd
    afresh = cheapest(found.offer, range(found.lost + 1, 25), needs.checks, decisive=needs.response, side_costs=system)
    assert (taken.won.size.sku, taken.won.nodes) == (afresh.size.sku, afresh.nodes)
    assert taken.won.needs == afresh.needs
    assert taken.won.alternatives == afresh.alternatives


def every_hour(needs: ApplicationNeeds) -> ApplicationNeeds:
    """Return the same, held to every hour of every day type."""
    return needs.under(needs.basis.load, lost=needs.lost)


def test_the_hours_left_out_ask_for_nothing_more() -> None:
    of = few()
    found = basis(assessment(people__named_users=5000, people__peak_concurrent_users=400))
    needs = application_needs(found, of, carries_jobs=True, floor=0)
    assert 0 < len(needs.carried.load.running_reports) < 120
    places, counts = np.repeat(np.arange(len(of.sizes)), 6), np.tile(np.arange(2, 8), len(of.sizes))
    for some, every in zip(needs.checks(places, counts), every_hour(needs).checks(places, counts), strict=True):
        assert some.needed == pytest.approx(every.needed)
    for some, every in zip(needs.response(places, counts), every_hour(needs).response(places, counts), strict=True):
        assert some.needed == pytest.approx(every.needed, rel=2e-3)


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


def test_the_nearest_losers_are_named_with_the_one_thing_they_lack() -> None:
    of = few()
    won = cheapest(of, (1,), wanting(of, 4, 17))
    losers = [row for row in won.alternatives if row.verdict == "cheaper"]
    assert len(losers) == 2
    assert losers == sorted(losers, key=lambda row: row.monthly_usd, reverse=True)
    assert all(row.monthly_usd < won.monthly_usd for row in losers)
    assert all("memory of a node" in row.reason for row in losers)
    assert losers[0].sku in won.binding


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
