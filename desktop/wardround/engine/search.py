"""The cheapest size and number of servers that meet every constraint, and why the others lost.

The search is exhaustive: all sizes that a region offers times all numbers of nodes, in the order of their price. A
constraint is a needed and a given figure; a size whose given figure is unknown does not meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import chain, islice, tee
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import VmSize
from wardround.engine.abreast import alone
from wardround.engine.findings import Alternative, Need
from wardround.engine.offered_sizes import MICRO, Offer, Whole, next_size
from wardround.engine.queueing import Numbers

HUNDREDTH = Decimal("0.01")
HOURS_PER_MONTH = 730
ROUNDING = 1e-9
"""Slack of a comparison, so that a need equal to what is given counts as met in floating point."""

CHUNK = 64
FIRST_BLOCK = 1024
"""Candidates that the cheap constraints look at first; twice as many each time after that."""
CHEAPER_SHOWN = 2
DEARER_SHOWN = 3
DEARER_SPARE = 1
MOST_AT_ONCE = 8
LOOKED_BEYOND = 48
"""Candidates that meet everything and are dearer than the winner, looked through for other sizes."""

NO_STEADY_STATE = 1e9
"""What a need shows where the load has no steady state on the candidate."""

T = TypeVar("T")


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
        return np.asarray(self.needed <= self.given * (1 + ROUNDING) + ROUNDING)

    def spread(self, rows: Whole, size: int) -> Check:
        """Return it for more candidates, of which these rows are the ones looked at; the others count as met."""
        needed, given = np.zeros(size), np.ones(size)
        needed[rows], given[rows] = self.needed, self.given
        return Check(self.name, self.unit, self.words, needed, given)


Checks = Callable[[Whole, Whole], tuple[Check, ...]]
"""Sizes (places in the offer) and numbers of nodes to constraints, each as long as the candidates."""

Steps = Generator[tuple[Whole, Whole], None, T]
"""A search that says which sizes and numbers of nodes it is about to hold to what costs much to look at."""

SideCosts = int | Callable[[Whole, Whole], Whole]
"""What goes with each candidate besides the VMs: disks, the same on every node or by candidate. [micro-USD a month]."""


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
    first_met: int = 0
    """Place in the order of price of the first candidate that met all but the decisive constraints; 0 if none did."""


def money(micro_usd: int) -> Decimal:
    """Return micro-dollars as dollars to the cent."""
    return (Decimal(micro_usd) / MICRO).quantize(Decimal("0.01"), ROUND_HALF_UP)


def cheapest(
    of: Offer,
    nodes: Sequence[int],
    checks: Checks,
    *,
    plausible: Checks | None = None,
    quick: Checks | None = None,
    decisive: Checks | None = None,
    side_costs: SideCosts = 0,
    explained: bool = True,
    not_before: int = 0,
) -> Winner:
    """Return the cheapest candidate that meets all constraints; the largest one where none does.

    The parameters are those of `cheapest_by_steps`.
    """
    return alone(
        cheapest_by_steps(
            of,
            nodes,
            checks,
            plausible=plausible,
            quick=quick,
            decisive=decisive,
            side_costs=side_costs,
            explained=explained,
            not_before=not_before,
        )
    )


def cheapest_by_steps(
    of: Offer,
    nodes: Sequence[int],
    checks: Checks,
    *,
    plausible: Checks | None = None,
    quick: Checks | None = None,
    decisive: Checks | None = None,
    side_costs: SideCosts = 0,
    explained: bool = True,
    not_before: int = 0,
) -> Steps[Winner]:
    """Return the cheapest candidate that meets all constraints; the largest one where none does.

    It stops before it holds candidates to `decisive`, and says which.

    Equal prices go to fewer nodes, then to the newer generation, then by name. The order of candidates does not depend
    on the load: a heavier load only takes candidates away, so the price of a role never falls.

    Parameters
    ----------
    nodes : numbers of nodes to try.
    plausible : cheap constraints that rule candidates out beforehand; each must follow from `checks`.
    quick : constraints that are worth looking at before `checks`, chunk by chunk; they too must follow from it.
    decisive : constraints that cost much to look at: what meets all others is held to them, one after the other.
    side_costs : disks and the like; nothing by default.
    explained : whether needs, the binding constraint and the runners-up are wanted, which a trial price does not need.
    not_before : place of a candidate before which none is looked at: the first that met weaker constraints of the same
        offer, nodes and side costs, since whatever they ruled out stays ruled out.
    """
    in_order = (
        _same_ranking(of, tuple(nodes), side_costs) if isinstance(side_costs, int) else _ranking(of, nodes, side_costs)
    )
    ranked = _Ranked(of, *in_order, checks, quick, decisive)
    feasible = ranked.feasible(ranked.hopeful(plausible, not_before))
    first = next(feasible, None)
    feasible = feasible if first is None else chain((first,), feasible)
    winner, dearer = yield from ranked.first_of(feasible, explained=explained)
    if winner is None:
        power = (of.vcpus * of.full_speed)[ranked.places] * ranked.counts
        largest = np.lexsort((ranked.cost, of.memory_gib[ranked.places], power))[-1]
        return replace(ranked.described(int(largest), dearer, enough=False, explained=True), first_met=first or 0)
    return replace(ranked.described(winner, dearer, enough=True, explained=explained), first_met=first or 0)


def fixed(
    of: Offer, place: int, nodes: int, checks: Checks, side_costs: SideCosts = 0, decisive: Checks | None = None
) -> Winner:
    """Return one candidate as it stands, for a size set by hand; `enough` says whether it meets everything."""
    places, counts = np.array([place]), np.array([nodes], dtype=np.int64)
    ranked = _Ranked(of, places, counts, _cost(of, places, counts, side_costs), checks, None, decisive)
    needs, (lacks,) = ranked.judged([0])
    size, cost = of.sizes[place], money(int(ranked.cost[0]))
    return Winner(size, place, nodes, cost, needs, lacks or "set by hand", (), enough=not lacks)


def _cost(of: Offer, places: Whole, counts: Whole, side_costs: SideCosts) -> Whole:
    beside = side_costs * counts if isinstance(side_costs, int) else side_costs(places, counts)
    return np.asarray(of.hourly_micro_usd[places] * HOURS_PER_MONTH * counts + beside)


def _ranking(of: Offer, nodes: Sequence[int], side_costs: SideCosts) -> tuple[Whole, Whole, Whole]:
    """Return sizes, numbers of nodes and price of all candidates, in the order of their price."""
    places = np.repeat(np.arange(len(of.sizes)), len(nodes))
    counts = np.tile(np.array(nodes, dtype=np.int64), len(of.sizes))
    cost = _cost(of, places, counts, side_costs)
    order = np.lexsort((places, -of.generation[places], counts, cost))
    return places[order], counts[order], cost[order]


@lru_cache(maxsize=128)
def _same_ranking(of: Offer, nodes: tuple[int, ...], side_costs: int) -> tuple[Whole, Whole, Whole]:
    """Return a ranking that no load can change, kept for the next key press."""
    return _ranking(of, nodes, side_costs)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Candidates in the order of their price."""

    of: Offer
    places: Whole
    counts: Whole
    cost: Whole
    checks: Checks
    quick: Checks | None
    decisive: Checks | None

    def first_of(self, feasible: Iterator[int], *, explained: bool) -> Steps[tuple[int | None, Iterator[int]]]:
        """Return the first candidate that meets the decisive constraints too, and those after it that meet the others.

        The first one mostly does; so what its explanation needs is looked at together with it, once.
        """
        if self.decisive is None:
            return next(feasible, None), feasible
        batch = 1
        while rows := list(islice(feasible, batch)):
            asked = rows
            if explained and batch == 1:
                ahead, feasible = tee(feasible)
                asked = [*rows, *self._worth_a_look(rows[0], ahead)]
            places, counts = self.places[asked], self.counts[asked]
            yield places, counts
            good = _met(self.decisive(places, counts))[: len(rows)]
            if good.any():
                at = int(good.argmax())
                return rows[at], chain(rows[at + 1 :], feasible)
            batch = min(2 * batch, MOST_AT_ONCE)
        return None, feasible

    def _worth_a_look(self, row: int, beyond: Iterator[int]) -> list[int]:
        """Return the candidates to compare a winner with that meet all constraints but the decisive ones."""
        beside = self._beside(row)
        good = _met(self.checks(self.places[beside], self.counts[beside])) if beside else ()
        met = [other for other, well in zip(beside, good, strict=True) if well]
        return [*met, *self._further(row, beside, beyond)]

    def _beside(self, row: int) -> list[int]:
        """Return the candidates to compare a winner with: the nearest cheaper ones, the next smaller and larger."""
        beside = (self._neighbour(row, step) for step in (-1, 1))
        return [*self._nearest_losers(row), *(other for other in beside if other is not None)]

    def hopeful(self, plausible: Checks | None, not_before: int) -> Iterator[Whole]:
        """Yield the candidates that cheap constraints leave, a chunk at a time, the cheapest first."""
        size, start = FIRST_BLOCK, not_before
        while start < len(self.cost):
            rows = np.arange(start, min(start + size, len(self.cost)))
            if plausible is not None:
                rows = rows[_met(plausible(self.places[rows], self.counts[rows]))]
            yield from (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK))
            size, start = 2 * size, start + size

    def feasible(self, hopeful: Iterator[Whole]) -> Iterator[int]:
        """Yield the candidates that meet all constraints but the decisive ones, the cheapest first."""
        for chunk in hopeful:
            rows = chunk
            if self.quick is not None and len(chunk):
                rows = chunk[_met(self.quick(self.places[chunk], self.counts[chunk]))]
            if len(rows):
                good = _met(self.checks(self.places[rows], self.counts[rows]))
                yield from (int(row) for row in rows[good])

    def judged(self, rows: Sequence[int]) -> tuple[tuple[Need, ...], list[str]]:
        """Return the needs of the first row, and for each row the constraint that it misses by most, in words.

        A row that meets all constraints has ''.
        """
        worst, words = np.ones(len(rows)), [""] * len(rows)
        checks = self.checks(self.places[rows], self.counts[rows])
        if self.decisive is not None:
            # The first row is the one that is described; of the others those are worth the look that meet the rest.
            open_still = _met(checks)
            open_still[0] = True
            looked = np.flatnonzero(open_still)
            found = self.decisive(self.places[rows][looked], self.counts[rows][looked])
            checks = (*checks, *(check.spread(looked, len(rows)) for check in found))
        for check in checks:
            for row in np.flatnonzero(~check.met()):
                needed, given = float(check.needed[row]), float(check.given[row])
                excess = np.inf if np.isnan(given) or given <= 0 else needed / given
                if not words[row] or excess > worst[row]:
                    worst[row] = excess
                    words[row] = _missed(check, needed, given)
        return tuple(map(_need, checks)), words

    def described(self, row: int, dearer: Iterator[int], *, enough: bool, explained: bool) -> Winner:
        """Return a candidate as the winner; `dearer` yields the others that meet everything, the cheapest first."""
        needs: tuple[Need, ...] = ()
        binding = ""
        alternatives: tuple[Alternative, ...] = ()
        if explained and enough:
            needs, binding, alternatives = self._explained(row, dearer)
        elif explained:
            needs, (binding,) = self.judged([row])
        return Winner(
            size=self.of.sizes[int(self.places[row])],
            place=int(self.places[row]),
            nodes=int(self.counts[row]),
            monthly_usd=money(int(self.cost[row])),
            needs=needs,
            binding=binding,
            alternatives=alternatives,
            enough=enough,
        )

    def _explained(self, row: int, dearer: Iterator[int]) -> tuple[tuple[Need, ...], str, tuple[Alternative, ...]]:
        """Return the needs, what the next cheaper candidate fails on, and neighbours and runners-up with one reason."""
        cheaper = self._nearest_losers(row)
        beside = [self._neighbour(row, step) for step in (-1, 1)]
        asked = [*cheaper, *(other for other in beside if other is not None)]
        further = self._further(row, asked, dearer)
        needs, (_, *misses) = self.judged([row, *asked, *further])
        words = dict(zip([*asked, *further], misses, strict=True))
        binding = "the cheapest size that may be taken"
        if cheaper:
            nearest = cheaper[0]
            size = self.of.sizes[int(self.places[nearest])]
            binding = f"{int(self.counts[nearest])} x {size.sku} fails on {words[nearest]}"
        verdicts: tuple[Literal["smaller", "larger"], ...] = ("smaller", "larger")
        found = [
            self._alternative(row, other, verdict, words[other])
            for verdict, other in zip(verdicts, beside, strict=True)
            if other is not None
        ]
        known = {other.sku for other in found}
        losers = [self._alternative(row, other, "cheaper", words[other]) for other in cheaper]
        found.extend(other for other in losers if other.sku not in known)
        enough = [other for other in further if not words[other]][:DEARER_SHOWN]
        found.extend(self._alternative(row, other, "dearer", "") for other in enough)
        return needs, binding, tuple(found)

    def _further(self, row: int, shown: list[int], dearer: Iterator[int]) -> list[int]:
        """Return dearer candidates of other sizes, one of each, a few more than are shown if some may yet fall out."""
        seen = {int(self.places[other]) for other in (row, *shown)}
        found: list[int] = []
        most = DEARER_SHOWN if self.decisive is None else DEARER_SHOWN + DEARER_SPARE
        for other in islice(dearer, LOOKED_BEYOND):
            place = int(self.places[other])
            if place not in seen:
                seen.add(place)
                found.append(other)
            if len(found) == most:
                break
        return found

    def _nearest_losers(self, row: int) -> list[int]:
        """Return the cheaper candidates nearest in price, the nearest first, one of each size; none of them is enough.

        A candidate before the winner that costs as much may have lost to a rule of order alone, so it does not count.
        """
        cheaper = int(np.searchsorted(self.cost, self.cost[row], side="left"))
        found: dict[int, int] = {}
        for other in range(cheaper - 1, -1, -1):
            found.setdefault(int(self.places[other]), other)
            if len(found) == CHEAPER_SHOWN:
                break
        return list(found.values())

    def _neighbour(self, row: int, step: int) -> int | None:
        """Return the next smaller or larger size of the same series, as many nodes."""
        place = next_size(self.of, int(self.places[row]), step)
        if place is None:
            return None
        at = np.flatnonzero((self.places == place) & (self.counts == self.counts[row]))
        return int(at[0]) if len(at) else None

    def _alternative(
        self, row: int, other: int, verdict: Literal["cheaper", "smaller", "larger", "dearer"], failing: str
    ) -> Alternative:
        size = self.of.sizes[int(self.places[other])]
        difference = money(int(self.cost[other] - self.cost[row]))
        if failing:
            reason = failing
        elif difference > 0 and self.cost[row]:
            reason = f"meets everything, and costs {_more(difference / money(int(self.cost[row])))} more a month"
        else:
            reason = "meets everything at the same price; fewer nodes or a newer generation went first"
        return Alternative(size.sku, int(self.counts[other]), money(int(self.cost[other])), verdict, reason)


def _met(checks: tuple[Check, ...]) -> NDArray[np.bool_]:
    ok = checks[0].met()
    for check in checks[1:]:
        ok = ok & check.met()
    return ok


def _need(check: Check) -> Need:
    needed, given = float(check.needed[0]), float(check.given[0])
    return Need(
        check.name,
        round(needed, 6) if np.isfinite(needed) else NO_STEADY_STATE,
        None if np.isnan(given) else round(given, 6),
        check.unit,
        check.words,
    )


def _missed(check: Check, needed: float, given: float) -> str:
    if np.isnan(given):
        return f"{check.words}: not documented"
    if not np.isfinite(needed):
        return f"{check.words}: the load has no steady state there"
    return f"{check.words}: {_told(needed)} {check.unit}, at most {_told(given)}"


def _more(share: Decimal) -> str:
    return f"{share:.0%}" if share >= HUNDREDTH else "less than 1%"


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three figures are enough
