"""The cheapest size and number of servers that meet every constraint, and why the others lost.

The search is exhaustive: all sizes that a region offers times all numbers of nodes, in the order of their price. A
constraint is a needed and a given figure; a size whose given figure is unknown does not meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import Catalogue, PurchaseOption, SizeNeed, UnknownSeries, VmSize
from wardround.engine.findings import Alternative, Need
from wardround.engine.line_items import option_with_price
from wardround.engine.queueing import Numbers

MICRO = 1_000_000
HOURS_PER_MONTH = 730
ROUNDING = 1e-9
"""Slack of a comparison, so that a need equal to what is given counts as met in floating point."""

CHUNK = 24
DEARER_SHOWN = 3
LOOKED_BEYOND = 240
"""Candidates dearer than the winner that are looked through for the runners-up."""

FULL_LOAD_OF_REFERENCE = 0.65
"""Work of one Dsv5 vCPU at full load, against a lone thread on it."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """The sizes that may be taken for a role, as arrays in one order: cheapest first, then by name. NaN is not known."""

    sizes: tuple[VmSize, ...]
    hourly_micro_usd: Whole
    vcpus: Whole
    memory_gib: Numbers
    single_speed: Numbers
    full_speed: Numbers
    iops: Numbers
    mbps: Numbers
    iops_v2: Numbers
    mbps_v2: Numbers
    takes_v2: NDArray[np.bool_]
    data_disks: Whole
    network_mbps: Numbers

    def index(self, sku: str) -> int | None:
        """Return the place of a size, None where it may not be taken."""
        return next((place for place, size in enumerate(self.sizes) if size.sku == sku), None)


@lru_cache(maxsize=256)
def offer(
    catalogue: Catalogue,
    region: str,
    need: SizeNeed,
    option: PurchaseOption,
    allowed: tuple[str, ...] = (),
    denied: tuple[str, ...] = (),
) -> Offer:
    """Return the sizes of a region that meet a need and have a known core speed, at the price of an option.

    Parameters
    ----------
    option : how production is bought; a size without such a price counts at pay-as-you-go.
    allowed : sizes that alone may be taken; none means all.
    denied : sizes that may not be taken.
    """
    found = [
        size
        for size in catalogue.sizes_offered(region, need)
        if (not allowed or size.sku in allowed) and size.sku not in denied and _speed_known(catalogue, size)
    ]
    return offer_of(catalogue, region, tuple(found), option)


def offer_of(catalogue: Catalogue, region: str, sizes: tuple[VmSize, ...], option: PurchaseOption) -> Offer:
    """Return sizes as an offer; one without a price in the region counts as free, for a size set by hand."""
    priced = sorted((_hourly_micro(catalogue, region, size.sku, option), size.sku, size) for size in sizes)
    ordered = tuple(size for _, _, size in priced)
    speeds = [catalogue.core_speed(size.series) for size in ordered]

    def known(values: Sequence[float | None]) -> Numbers:
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    single = known([speed.single_thread_index for speed in speeds])
    full = known([FULL_LOAD_OF_REFERENCE * speed.core_speed_index for speed in speeds])
    return Offer(
        sizes=ordered,
        hourly_micro_usd=np.array([price for price, _, _ in priced], dtype=np.int64),
        vcpus=np.array([size.vcpus for size in ordered], dtype=np.int64),
        memory_gib=known([size.memory_gib for size in ordered]),
        single_speed=single,
        # A full server never gives more per vCPU than an idle one.
        full_speed=np.minimum(full, single),
        iops=known([size.uncached_iops(premium_v2=False) for size in ordered]),
        mbps=known([size.uncached_mbps(premium_v2=False) for size in ordered]),
        iops_v2=known([size.uncached_iops(premium_v2=True) for size in ordered]),
        mbps_v2=known([size.uncached_mbps(premium_v2=True) for size in ordered]),
        takes_v2=np.array([size.premium_v2 is True for size in ordered], dtype=bool),
        data_disks=np.array([size.max_data_disks for size in ordered], dtype=np.int64),
        network_mbps=known([size.network_mbps for size in ordered]),
    )


def _speed_known(catalogue: Catalogue, size: VmSize) -> bool:
    try:
        catalogue.core_speed(size.series)
    except UnknownSeries:
        return False
    return True


def _hourly_micro(catalogue: Catalogue, region: str, sku: str, option: PurchaseOption) -> int:
    _, price = option_with_price(catalogue, region, sku, option)
    return 0 if price is None else int(price.usd * MICRO)


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint over candidates: needed at most given."""

    name: str
    unit: str
    words: str
    needed: Numbers
    given: Numbers

    def met(self) -> NDArray[np.bool_]:
        """Return which candidates meet it; an unknown figure never does."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.needed <= self.given * (1 + ROUNDING) + ROUNDING)


Checks = Callable[[Whole, Whole], tuple[Check, ...]]
"""Sizes (places in the offer) and numbers of nodes to constraints, each as long as the candidates."""

SideCosts = Callable[[Whole, Whole], Whole]
"""What goes with each candidate besides the VMs: disks. [micro-USD a month]"""


@dataclass(frozen=True, slots=True)
class Winner:
    """The candidate that was taken, with its constraints and those that lost."""

    size: VmSize
    place: int
    nodes: int
    monthly_usd: Decimal
    needs: tuple[Need, ...]
    binding: str
    alternatives: tuple[Alternative, ...]
    enough: bool
    """False where nothing was big enough and the largest was taken."""


def money(micro_usd: int) -> Decimal:
    """Return micro-dollars as dollars to the cent."""
    return (Decimal(micro_usd) / MICRO).quantize(Decimal("0.01"), ROUND_HALF_UP)


def cheapest(
    of: Offer,
    nodes: Sequence[int],
    checks: Checks,
    *,
    plausible: Checks | None = None,
    side_costs: SideCosts | None = None,
) -> Winner:
    """Return the cheapest candidate that meets all constraints; the largest one where none does.

    Equal prices go to fewer nodes, then to the newer generation, then by name. The order of candidates does not depend
    on the load: a heavier load only takes candidates away, so the price of a role never falls.

    Parameters
    ----------
    nodes : numbers of nodes to try.
    plausible : cheap constraints that rule candidates out before `checks` looks at them; each must follow from `checks`.
    side_costs : disks and the like; nothing by default.
    """
    places = np.repeat(np.arange(len(of.sizes)), len(nodes))
    counts = np.tile(np.array(nodes, dtype=np.int64), len(of.sizes))
    cost = of.hourly_micro_usd[places] * HOURS_PER_MONTH * counts
    if side_costs is not None:
        cost = cost + side_costs(places, counts)
    generation = np.array([size.generation for size in of.sizes])
    order = np.lexsort((places, -generation[places], counts, cost))
    ranked = _Ranked(of, places[order], counts[order], cost[order], checks)
    hopeful = np.ones(len(order), dtype=bool)
    if plausible is not None:
        for check in plausible(ranked.places, ranked.counts):
            hopeful &= check.met()
    winner = ranked.first_feasible(np.flatnonzero(hopeful))
    if winner is None:
        power = of.vcpus * of.full_speed
        size = np.lexsort((ranked.cost, of.memory_gib[ranked.places], (power[ranked.places] * ranked.counts)))
        return ranked.described(int(size[-1]), (), enough=False)
    return ranked.described(winner, np.flatnonzero(hopeful), enough=True)


def fixed(of: Offer, place: int, nodes: int, checks: Checks, side_costs: SideCosts | None = None) -> Winner:
    """Return one candidate as it stands, for a size set by hand; `enough` says whether it meets everything."""
    places, counts = np.array([place]), np.array([nodes], dtype=np.int64)
    cost = of.hourly_micro_usd[places] * HOURS_PER_MONTH * counts
    if side_costs is not None:
        cost = cost + side_costs(places, counts)
    ranked = _Ranked(of, places, counts, cost, checks)
    failing = ranked.first_failing(0)
    return ranked.described(0, (), enough=failing == "")


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Candidates in the order of their price."""

    of: Offer
    places: Whole
    counts: Whole
    cost: Whole
    checks: Checks

    def met(self, rows: Whole) -> NDArray[np.bool_]:
        ok = np.ones(len(rows), dtype=bool)
        for check in self.checks(self.places[rows], self.counts[rows]):
            ok &= check.met()
        return ok

    def first_feasible(self, hopeful: Whole) -> int | None:
        for start in range(0, len(hopeful), CHUNK):
            rows = hopeful[start : start + CHUNK]
            good = np.flatnonzero(self.met(rows))
            if len(good):
                return int(rows[good[0]])
        return None

    def first_failing(self, row: int) -> str:
        """Return the constraint that a candidate misses by most, in words; '' when it meets all."""
        worst, words = 1.0, ""
        for check in self.checks(self.places[[row]], self.counts[[row]]):
            if not check.met()[0]:
                needed, given = float(check.needed[0]), float(check.given[0])
                if np.isnan(given):
                    return f"{check.words}: not documented"
                excess = needed / given if given > 0 else np.inf
                if excess > worst or not words:
                    worst, words = excess, f"{check.words}: {_told(needed)} {check.unit}, at most {_told(given)}"
        return words

    def described(self, row: int, hopeful: Sequence[int] | Whole, *, enough: bool) -> Winner:
        checks = self.checks(self.places[[row]], self.counts[[row]])
        needs = tuple(
            Need(
                check.name,
                round(float(check.needed[0]), 6) if np.isfinite(check.needed[0]) else float(1e9),
                None if np.isnan(check.given[0]) else round(float(check.given[0]), 6),
                check.unit,
                check.words,
            )
            for check in checks
        )
        return Winner(
            size=self.of.sizes[int(self.places[row])],
            place=int(self.places[row]),
            nodes=int(self.counts[row]),
            monthly_usd=money(int(self.cost[row])),
            needs=needs,
            binding=self._binding(row) if enough else self.first_failing(row) or "set by hand",
            alternatives=self._alternatives(row, np.asarray(hopeful, dtype=np.int64)) if enough else (),
            enough=enough,
        )

    def _binding(self, row: int) -> str:
        """Return what the next cheaper candidate fails on."""
        cheaper = np.flatnonzero(self.cost[:row] < self.cost[row])
        if not len(cheaper):
            return "the cheapest size that may be taken"
        next_cheaper = int(cheaper[-1])
        size = self.of.sizes[int(self.places[next_cheaper])]
        return f"{int(self.counts[next_cheaper])} x {size.sku} fails on {self.first_failing(next_cheaper)}"

    def _alternatives(self, row: int, hopeful: Whole) -> tuple[Alternative, ...]:
        found = []
        for verdict, step in (("smaller", -1), ("larger", 1)):
            neighbour = self._neighbour(row, step)
            if neighbour is not None:
                found.append(self._alternative(row, neighbour, "smaller" if verdict == "smaller" else "larger"))
        seen = {self.of.sizes[int(self.places[row])].sku} | {other.sku for other in found}
        dearer = hopeful[hopeful > row][:LOOKED_BEYOND]
        for start in range(0, len(dearer), CHUNK):
            rows = dearer[start : start + CHUNK]
            for other in rows[self.met(rows)]:
                sku = self.of.sizes[int(self.places[other])].sku
                if sku not in seen:
                    seen.add(sku)
                    found.append(self._alternative(row, int(other), "dearer"))
                if sum(item.verdict == "dearer" for item in found) == DEARER_SHOWN:
                    return tuple(found)
        return tuple(found)

    def _neighbour(self, row: int, step: int) -> int | None:
        """Return the next smaller or larger size of the same series, as many nodes."""
        mine = self.of.sizes[int(self.places[row])]
        beside = [
            (size.vcpus, size.memory_gib, place)
            for place, size in enumerate(self.of.sizes)
            if size.series == mine.series and (size.vcpus - mine.vcpus) * step > 0
        ]
        if not beside:
            return None
        place = (max(beside) if step < 0 else min(beside))[2]
        at = np.flatnonzero((self.places == place) & (self.counts == self.counts[row]))
        return int(at[0]) if len(at) else None

    def _alternative(
        self, row: int, other: int, verdict: Literal["smaller", "larger", "dearer"]
    ) -> Alternative:
        size = self.of.sizes[int(self.places[other])]
        failing = self.first_failing(other)
        difference = money(int(self.cost[other] - self.cost[row]))
        reason = failing or (
            f"meets everything for {difference:,.2f} USD more a month" if difference else "meets everything at the same price"
        )
        return Alternative(size.sku, int(self.counts[other]), money(int(self.cost[other])), verdict, reason)


def _told(value: float) -> str:
    if not np.isfinite(value):
        return "without end"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three figures are enough
