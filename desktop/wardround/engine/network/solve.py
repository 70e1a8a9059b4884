"""The steady state of many networks at once.

Layers, repeated until the flow stays: what happens inside each pool for any number of busy tokens (`pool_inside`), the
line for its tokens (`token_line`), and the classes that need no token (`linearizer`). Customers of small pools who wait
in lines, and of pools with customers who never pause, are too few for a mean mix; while their tokens suffice they are
solved like classes without a pool.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import SHORTEST_THINK_S, Batch
from wardround.engine.network.capacity import within_capacity
from wardround.engine.network.linearizer import Behind, linearize
from wardround.engine.network.moments import variances
from wardround.engine.network.outsiders import Outsiders
from wardround.engine.network.percentiles import gamma_percentile, mixed_percentile
from wardround.engine.network.pool_inside import Inside, inside
from wardround.engine.network.token_line import Pooled, queue

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
ROWS_AT_ONCE = 320
"""Networks that are solved together: many for numpy, few enough for the processor's cache."""
MOST_ROUNDS = 40
TOLERANCE = 3e-4
"""Relative change of a class's throughput at which a network is done; responses may move ten times as much."""
NEARLY = 10.0
"""Change in tolerances up to which a network may be done, if changes shrink so fast that half a tolerance is left."""
CALM_AFTER = 6
"""Rounds after which only a part of each change is taken: what has not settled by then swings."""
CALM_PART = 0.35
FEW_CUSTOMERS = 40.0
ENOUGH_TOKENS, SCARCE_TOKENS = 0.05, 0.3
"""Share of time without a free token up to which, and from which on, such pools are solved in one way only."""
LEAST_RESPONSE_S = 1e-9
LEAST_BLOCKED = 1e-6
LEAST_WAIT_SHARE = 1e-6
"""A wait for a token that is shorter than this part of what comes after it shows in no percentile."""
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Solved:
    """The steady state of each network of a batch; classes in the order of the network. Unstable rows mean nothing."""

    per_s: Numbers
    """[b, c]."""
    wait_s: Numbers
    """Wait for a token, [b, c]."""
    residence_s: Numbers
    """[b, c, k]."""
    variance_s2: Numbers
    """Of the response, [b, c]."""
    inside_s2: Numbers
    """Variance of what comes after the wait for a token, [b, c]."""
    blocked_share: Numbers
    """Chance to find no token free, [b, c]."""
    full_share: Numbers
    """Share of time without a free token, [b, p]."""
    unstable: Flags
    """Open classes bring more than some station or pool can do, [b]."""
    converged: Flags
    """[b]."""
    rounds: Places
    """[b]."""

    @property
    def mean_s(self) -> Numbers:
        """Mean response, [b, c]."""
        return np.asarray(self.wait_s + self.residence_s.sum(axis=2))

    def percentile_s(self, share: float) -> Numbers:
        """Return the response that a share of the transactions stays below, [b, c].

        Who finds a token free and who has to wait for one are two gamma distributions.
        """
        inside = self.residence_s.sum(axis=2)
        part = np.clip(self.blocked_share, LEAST_BLOCKED, 1.0)
        wait = self.wait_s / part
        square = (np.maximum(self.variance_s2 - self.inside_s2, 0.0) + self.wait_s**2) / part
        late = inside + wait, self.inside_s2 + np.maximum(square - wait**2, 0.0)
        single = gamma_percentile(self.mean_s, self.variance_s2, share)
        mixed = (part < 1.0 - LEAST_BLOCKED) & (self.wait_s > LEAST_WAIT_SHARE * inside)
        if not mixed.any():
            return single
        at = np.nonzero(mixed)
        found = mixed_percentile((inside[at], late[0][at]), (self.inside_s2[at], late[1][at]), part[at], share)
        single[at] = found
        return single

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Return the parts one after the other."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


def solve_batch(batch: Batch) -> Solved:
    """Return the steady state of each network; company changes a row by no more than the tolerance of the iteration."""
    starts = range(0, len(batch), ROWS_AT_ONCE)
    return Solved.joined([_Rounds(batch.rows(slice(at, at + ROWS_AT_ONCE))).run() for at in starts])


class _Rounds:
    """What is known so far of each network, and how it is improved."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        demand = batch.demand_s
        idle_s = batch.think_s + demand.sum(axis=2)
        self.per_s = np.where(batch.is_open, batch.arrivals_per_s, batch.population / idle_s)
        self.per_s *= _attainable(batch, self.per_s)[:, None]
        self.per_s = np.where(batch.is_open, batch.arrivals_per_s, self.per_s)
        self.wait_s, self.wait_square = np.zeros_like(self.per_s), np.zeros_like(self.per_s)
        self.residence_s, self.stretch_square = demand.copy(), np.zeros_like(demand)
        self.full = np.zeros((len(batch), batch.pool_size.shape[1]))
        self.blocked = np.zeros_like(self.per_s)
        self.converged = np.ones(len(batch), dtype=bool)
        self.unstable = overloaded(batch)
        self.rounds = np.zeros(len(batch), dtype=np.intp)
        self.moved = np.ones(len(batch))
        self.per_s[self.unstable] = 0.0
        idle = (batch.think_s <= SHORTEST_THINK_S) & ~batch.is_open
        people = np.where(batch.in_pool, batch.population[..., None], 0.0).sum(axis=1)
        restless = (batch.in_pool & idle[..., None]).any(axis=1)
        lined = ((batch.is_fcfs[:, None] * batch.visits).sum(axis=2)[..., None] * batch.in_pool).sum(axis=1) > 0.0
        self.few = (batch.in_pool & (restless | ((people < FEW_CUSTOMERS) & lined))[:, None]).any(axis=2)

    def run(self) -> Solved:
        """Improve all networks until they stay, and return them."""
        active = np.flatnonzero(~self.unstable)
        for number in range(MOST_ROUNDS):
            if not len(active):
                break
            self.rounds[active] = number + 1
            done = self._round(active, number)
            active = active[~done]
        self.converged[active] = False
        self._look_for_starved_streams()
        kept = within_capacity(self.batch, self.per_s, self.wait_s, self.residence_s)
        per_s, wait_s, residence_s = kept
        grown = np.divide(wait_s, self.wait_s, out=np.ones_like(wait_s), where=self.wait_s > LEAST_RESPONSE_S)
        square = np.where(self.wait_s > LEAST_RESPONSE_S, self.wait_square * grown**2, wait_s**2)
        varied = variances(self.batch, per_s, residence_s, self.stretch_square)
        inside = varied.sum(axis=2)
        variance = inside + np.maximum(square - wait_s**2, 0.0)
        blocked = np.where(wait_s > self.wait_s * (1.0 + TOLERANCE), 1.0, self.blocked)
        return Solved(
            per_s,
            wait_s,
            residence_s,
            variance,
            inside,
            blocked,
            self.full,
            self.unstable,
            self.converged,
            self.rounds,
        )

    def _look_for_starved_streams(self) -> None:
        """Find networks whose open classes hold all tokens of a pool for as long as others slow them down."""
        batch = self.batch
        held = np.einsum("bc,bcp->bp", batch.arrivals_per_s * self.residence_s.sum(axis=2), batch.in_pool.astype(float))
        self.unstable |= (held >= batch.pool_size).any(axis=1)
        self.per_s[self.unstable] = 0.0

    def _round(self, rows: Places, number: int) -> Flags:
        """Improve some networks once and return which of them have settled."""
        batch = self.batch if len(rows) == len(self.batch) else self.batch.rows(rows)
        before = self.per_s[rows], self.wait_s[rows] + self.residence_s[rows].sum(axis=2)
        for pool in range(batch.pool_size.shape[1]):
            if batch.in_pool[:, :, pool].any():
                self._pool(batch, rows, pool)
        without = batch.unpooled
        scarce = (batch.in_pool * self.full[rows][:, None]).sum(axis=2)
        part = np.clip((scarce - ENOUGH_TOKENS) / (SCARCE_TOKENS - ENOUGH_TOKENS), 0.0, 1.0)
        chain = np.where(without, 0.0, np.where(self.few[rows], part, 1.0))
        self._singly(batch, rows, chain)
        response = self.wait_s[rows] + self.residence_s[rows].sum(axis=2)
        if number >= CALM_AFTER:
            response = self._calmed(batch, rows, before[1], response)
        closed = batch.population / (batch.think_s + response)
        self.per_s[rows] = np.where(batch.is_open, batch.arrivals_per_s, closed)
        moved = np.maximum(_change(self.per_s[rows], before[0]), _change(response, before[1]) / 10.0) / TOLERANCE
        moved = np.where(self.per_s[rows] > 0.0, moved, 0.0).max(axis=1)
        # Changes that shrink from round to round say what is to come; the first one only says how good the guess was.
        shrinks = np.where(number > 0, np.minimum(moved / self.moved[rows], 1.0), 1.0)
        self.moved[rows] = np.maximum(moved, TINY)
        settled = (moved <= 1.0) | ((moved <= NEARLY) & (moved * shrinks <= HALF * (1.0 - shrinks)))
        return np.asarray(settled | without.all(axis=1))

    def _calmed(self, batch: Batch, rows: Places, before: Numbers, response: Numbers) -> Numbers:
        """Take a part of the change of the responses; at each place the time shrinks or grows in proportion."""
        calm = before + CALM_PART * (response - before)
        ratio = np.where(response > 0.0, calm / np.maximum(response, LEAST_RESPONSE_S), 1.0)
        self.wait_s[rows] *= ratio
        self.wait_square[rows] *= ratio**2
        self.residence_s[rows] = np.maximum(self.residence_s[rows] * ratio[..., None], batch.demand_s)
        return np.asarray(self.wait_s[rows] + self.residence_s[rows].sum(axis=2))

    def _pool(self, batch: Batch, rows: Places, pool: int) -> None:
        mine = batch.in_pool[:, :, pool]
        outsiders = Outsiders.of(batch, pool, self.per_s[rows], self.residence_s[rows])
        inner = inside(batch, pool, self.per_s[rows], self.residence_s[rows], outsiders)
        held = self.wait_s[rows] + self.residence_s[rows].sum(axis=2)
        found = queue(batch, pool, inner, self.per_s[rows], held, outsiders)
        self._take(rows, mine, inner, found)
        closed = batch.population / (batch.think_s + self.wait_s[rows] + self.residence_s[rows].sum(axis=2))
        self.per_s[rows] = np.where(mine & ~batch.is_open, closed, self.per_s[rows])
        self.full[rows, pool] = np.where(mine.any(axis=1), found.full_share, 0.0)

    def _take(self, rows: Places, mine: Flags, inner: Inside, found: Pooled) -> None:
        """Keep what was found for the classes of a pool."""
        self.wait_s[rows] = np.where(mine, found.wait_s, self.wait_s[rows])
        self.wait_square[rows] = np.where(mine, found.wait_square_s2, self.wait_square[rows])
        self.blocked[rows] = np.where(mine, found.blocked_share, self.blocked[rows])
        at = mine[..., None]
        self.residence_s[rows] = np.where(at, inner.residence_s(found.entered), self.residence_s[rows])
        self.stretch_square[rows] = np.where(at, inner.stretch_square(found.entered), self.stretch_square[rows])

    def _singly(self, batch: Batch, rows: Places, chain: Numbers) -> None:
        """Solve classes one by one as far as the chain of their pool does not count, `chain` being 0 to 1, [b, c]."""
        use = chain < 1.0
        some = np.flatnonzero(use.any(axis=1))
        if not len(some):
            return
        part, at = batch.rows(some), rows[some]
        wanted = use[some]
        flow = linearize(part, Behind.of(part, self.per_s[at], self.residence_s[at], ~wanted), wanted, self.wait_s[at])
        mixed = flow.residence_s + chain[some][..., None] * (self.residence_s[at] - flow.residence_s)
        self.residence_s[at] = np.where(wanted[..., None], mixed, self.residence_s[at])
        self.stretch_square[at] = np.where((chain[some] < HALF)[..., None], 0.0, self.stretch_square[at])
        alone = np.flatnonzero(~part.in_pool.any(axis=(1, 2)))
        self.converged[at[alone]] = flow.converged[alone]


def _attainable(batch: Batch, per_s: Numbers) -> Numbers:
    """Return by which part the flow of empty stations is at most attainable, roughly: a first guess, [b]."""
    work = np.where(batch.is_delay, 0.0, np.einsum("bc,bck->bk", per_s, batch.demand_s) / batch.servers).max(axis=1)
    held = np.einsum("bc,bcp->bp", per_s * batch.demand_s.sum(axis=2), batch.in_pool.astype(float)) / batch.pool_size
    return np.asarray(1.0 / np.maximum(np.maximum(work, held.max(axis=1, initial=0.0)), 1.0))


def _change(now: Numbers, before: Numbers) -> Numbers:
    """Return how much values changed, relative to before; nothing where both are 0."""
    return np.asarray(np.abs(now - before) / np.maximum(np.abs(before), TINY))


def overloaded(batch: Batch) -> Flags:
    """Return which networks have open classes that bring more than a station can do or hold more tokens than it has.

    A token is held for at least the demands of its holder.
    """
    work = np.einsum("bc,bck->bk", batch.arrivals_per_s, batch.demand_s)
    station = (~batch.is_delay & (work >= batch.servers)).any(axis=1)
    held = np.einsum("bc,bcp->bp", batch.arrivals_per_s * batch.demand_s.sum(axis=2), batch.in_pool.astype(float))
    return np.asarray(station | (held >= batch.pool_size).any(axis=1))
