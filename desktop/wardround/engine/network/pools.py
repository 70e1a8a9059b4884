"""Contention for the tokens of a pool, as a layer: the inside is a server whose rate depends on the busy tokens.

Inside, `chain` says what n busy tokens get done. Outside, customers come as a birth and death process: the more are in,
the fewer are left to come. Its states beyond the last token are the line for a token.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.chain import Chain, solve_chain
from wardround.engine.network.residual import residual

Numbers = NDArray[np.float64]

TINY = 1e-300
UNIT_STATES = 48
"""States of the line that are looked at one by one; further ones in growing strides."""
LINE_STATES = 96
LONGEST_LINE = 20_000.0
"""The longest line of open customers that is looked at."""
SEARCH_STEPS = 16


@dataclass(frozen=True, slots=True)
class Pooled:
    """Classes of one pool in steady state."""

    per_s: Numbers
    """[b, c]."""
    wait_s: Numbers
    """Wait for a token, [b, c]."""
    wait_square_s2: Numbers
    """Mean square of that wait, [b, c]."""
    residence_s: Numbers
    """[b, c, k]."""
    full_share: Numbers
    """Share of time in which no token is free, [b]."""
    unstable: NDArray[np.bool_]


def solve_pool(batch: Batch, pool: int, per_s: Numbers, others: Numbers, most_others: Numbers) -> Pooled:
    """Return one round of a pool's classes; repeat until `per_s` stays.

    Parameters
    ----------
    per_s : throughput of all classes so far, [b, c].
    others : work of classes outside the pool at each station, [b, k]. [servers]
    most_others : how many customers those can be, [b, k].
    """
    mine = batch.in_pool[:, :, pool]
    people = np.where(mine, batch.population, 0.0)
    arrive = np.where(mine, batch.arrivals_per_s, 0.0)
    size = np.minimum(batch.pool_size[:, pool], np.where(arrive.any(axis=1), np.inf, people.sum(axis=1)))
    size = np.maximum(np.ceil(size - 1e-9), 1.0)
    most = int(size.max())
    flow = np.where(mine, per_s, 0.0)
    mix = flow / np.maximum(flow.sum(axis=1, keepdims=True), TINY)
    inside = _inside(batch, mix, flow, per_s, most, others, most_others)
    return _outside(batch, inside, people, arrive, size, mix)


@dataclass(frozen=True, slots=True)
class _Inside:
    per_s: Numbers
    """[b, n]."""
    stretch: Numbers
    """Residence over demand where jobs share, [b, k, n]."""
    line_s: Numbers
    """Wait per visit where the first come is first served, [b, k, n]."""
    shared_s: Numbers
    """Demands that stretch, [b, c, k]."""
    weighted_visits: Numbers
    """Visits that wait, times how much longer a class waits than equal jobs would, [b, c, k]."""
    fixed_s: Numbers
    """Demands that do not stretch, [b, c]."""

    def hold_s(self) -> Numbers:
        """Return how long a token is held with n of them busy, [b, c, n]."""
        held = self.shared_s @ self.stretch + self.weighted_visits @ self.line_s
        return np.asarray(held + self.fixed_s[..., None])


def _inside(
    batch: Batch, mix: Numbers, flow: Numbers, per_s: Numbers, most: int, others: Numbers, most_others: Numbers
) -> _Inside:
    demand, fcfs, delay = batch.demand_s, batch.is_fcfs[:, None], batch.is_delay[:, None]
    mean = np.einsum("bc,bck->bk", mix, demand)
    visits = np.einsum("bc,bck->bk", mix, batch.visits)
    queueing = np.where(batch.is_delay, 0.0, mean)
    busy = np.einsum("bc,bck->bk", per_s, demand)
    rest = residual(batch, per_s, np.minimum(busy, batch.servers))
    equal = np.einsum("bc,bck->bk", per_s, demand) / np.maximum(
        np.einsum("bc,bck->bk", per_s, batch.visits), TINY
    )
    longer = np.where(fcfs, rest / np.maximum(equal, TINY)[:, None], 0.0)
    weighted = np.where(fcfs, batch.visits * longer, 0.0)
    # Unequal jobs wait longer than equal ones: the difference is a delay of the chain.
    load = np.minimum(busy / batch.servers, 1.0)
    surplus = np.einsum("bc,bck->bk", mix, weighted) - np.where(batch.is_fcfs, visits, 0.0)
    delays = np.where(batch.is_delay, mean, 0.0).sum(axis=1)
    chain = solve_chain(queueing, delays, batch.rates, most, others, most_others)
    for _ in range(1 if np.any(np.abs(surplus) > TINY) else 0):
        at = np.clip(np.einsum("bc,bck->b", flow, demand).astype(int), 1, most) - 1
        line = _line_s(chain, queueing, visits)
        extra = np.take_along_axis(line, at[:, None, None], axis=2)[..., 0] * surplus * (1.0 - load**8)
        chain = solve_chain(queueing, np.maximum(delays + extra.sum(axis=1), 0.0), batch.rates, most, others, most_others)
    stretch = chain.jobs / np.maximum(chain.per_s[:, None] * queueing[..., None], TINY)
    return _Inside(
        chain.per_s,
        np.where((queueing > 0.0)[..., None], stretch, 1.0),
        _line_s(chain, queueing, visits),
        np.where(fcfs | delay, 0.0, demand),
        weighted,
        np.where(fcfs | delay, demand, 0.0).sum(axis=2),
    )


def _line_s(chain: Chain, queueing: Numbers, visits: Numbers) -> Numbers:
    there = chain.jobs / np.maximum(chain.per_s, TINY)[:, None] - queueing[..., None]
    wait = there / np.where(visits > 0.0, visits, 1.0)[..., None]
    return np.where((visits > 0.0)[..., None], np.maximum(wait, 0.0), 0.0)


def _outside(batch: Batch, inside: _Inside, people: Numbers, arrive: Numbers, size: Numbers, mix: Numbers) -> Pooled:
    rows = len(size)
    most = inside.per_s.shape[1]
    hold = inside.hold_s()
    full = size.astype(np.intp) - 1
    full_rate = np.take_along_axis(inside.per_s, full[:, None], axis=1)
    full_hold = np.take_along_axis(hold, full[:, None, None], axis=2)
    # States: 0 .. size busy tokens, then those who wait, in growing strides.
    room = np.where(arrive.any(axis=1), LONGEST_LINE, np.maximum(people.sum(axis=1) - size, 0.0))
    line = _strides(room)
    inner = np.arange(most + 1)
    states = np.concatenate([np.broadcast_to(inner, (rows, most + 1)), size[:, None] + line], axis=1)
    there = np.concatenate([inner[None] <= size[:, None], (line > 0) & (line <= room[:, None])], axis=1)
    held = np.concatenate(
        [hold[:, :, :1], hold, full_hold + (line / full_rate)[:, None]], axis=2
    )
    think = batch.think_s
    coming = _coming(states, held, people, think, arrive)
    total = coming.sum(axis=1)
    served = np.concatenate([inside.per_s, np.broadcast_to(full_rate, (rows, line.shape[1]))], axis=1)
    spread = _spread(batch, mix, full_hold[..., 0])
    with np.errstate(divide="ignore"):
        log_coming = np.log(total)
    # Up to the last token: one state after the other.
    up = log_coming[:, :most] - np.log(served[:, :most])
    inner_log = np.concatenate([np.zeros((rows, 1)), np.cumsum(up, axis=1)], axis=1)
    at_full = np.take_along_axis(inner_log, size.astype(np.intp)[:, None], axis=1)
    full_coming = np.take_along_axis(log_coming, size.astype(np.intp)[:, None], axis=1)
    ratio = (np.concatenate([full_coming, log_coming[:, most + 1 :]], axis=1) - np.log(full_rate)) / spread[:, None]
    gaps = np.diff(np.concatenate([np.zeros((rows, 1)), line], axis=1), axis=1)
    middle = np.where(gaps > 1.0, 0.5 * (ratio[:, :-1] + ratio[:, 1:]), ratio[:, :-1])
    line_log = at_full + np.cumsum(np.where(gaps > 0.0, middle * gaps, 0.0), axis=1)
    logs = np.where(there, np.concatenate([inner_log, line_log], axis=1), -np.inf)
    # A state of the line stands for its stride.
    width = np.concatenate([np.ones((rows, most + 1)), _widths(line)], axis=1)
    logs -= logs.max(axis=1, keepdims=True)
    chance = np.exp(logs) * width
    chance /= chance.sum(axis=1, keepdims=True)
    waiting = np.maximum(states - size[:, None], 0.0)
    waiting = np.where(there, waiting, 0.0)
    blocked = states >= size[:, None]
    seen = np.where(there[:, None], chance[:, None] * np.where(np.isfinite(coming), coming, 0.0), 0.0)
    seen /= np.maximum(seen.sum(axis=2, keepdims=True), TINY)
    ahead = np.where(blocked, waiting + 1.0, 0.0) / full_rate
    wait = (seen * ahead[:, None]).sum(axis=2)
    square = (seen * (ahead * (ahead + 1.0 / full_rate))[:, None]).sum(axis=2)
    on_entry = np.minimum(states + 1.0, size[:, None]).astype(np.intp) - 1
    entered = np.zeros((rows, people.shape[1], most))
    for n in range(most):
        entered[:, :, n] = (seen * (on_entry == n)[:, None]).sum(axis=2)
    residence = inside.shared_s * np.einsum("bcn,bkn->bck", entered, inside.stretch)
    residence += inside.weighted_visits * np.einsum("bcn,bkn->bck", entered, inside.line_s)
    residence += np.where(batch.is_fcfs[:, None] | batch.is_delay[:, None], batch.demand_s, 0.0)
    in_line = (chance * waiting).sum(axis=1)
    closed = people / (think + wait + residence.sum(axis=2))
    flow = np.where(batch.is_open, arrive, closed)
    told = (flow * wait).sum(axis=1)
    fit = np.where(told > TINY, in_line / np.maximum(told, TINY), 1.0)[:, None]
    wait = wait * fit
    closed = people / (think + wait + residence.sum(axis=2))
    flow = np.where(batch.is_open, arrive, closed)
    unstable = arrive.sum(axis=1) >= full_rate[:, 0]
    return Pooled(flow, wait, square * fit**2, residence, (chance * blocked).sum(axis=1), unstable)


def _strides(room: Numbers) -> Numbers:
    """Return the places in the line that are looked at, [b, j]: one by one, then growing up to the longest line."""
    far = np.maximum(room, 1.0)
    steps = np.arange(1, LINE_STATES - UNIT_STATES + 1) / (LINE_STATES - UNIT_STATES)
    beyond = UNIT_STATES * np.maximum(far / UNIT_STATES, 1.0)[:, None] ** steps
    one_by_one = np.broadcast_to(np.arange(1.0, UNIT_STATES + 1), (len(room), UNIT_STATES))
    wide = np.maximum(np.round(beyond), UNIT_STATES + np.arange(1, len(steps) + 1))
    return np.concatenate([one_by_one, wide], axis=1)


def _widths(line: Numbers) -> Numbers:
    """Return how many places each looked-at place stands for."""
    edges = np.concatenate([line[:, :1] - 0.5, 0.5 * (line[:, 1:] + line[:, :-1]), line[:, -1:] + 0.5], axis=1)
    return np.diff(edges, axis=1)


def _spread(batch: Batch, mix: Numbers, hold: Numbers) -> Numbers:
    """Return (1 + cv squared) / 2 of the time that a token is held when none is free."""
    mean = (mix * hold).sum(axis=1)
    within = (batch.squares_s2.sum(axis=2) / np.maximum(batch.demand_s.sum(axis=2), TINY) ** 2) * hold**2
    square = (mix * (hold**2 + within)).sum(axis=1)
    varied = square / np.maximum(mean, TINY) ** 2 - 1.0
    return np.asarray(np.clip(0.5 * (1.0 + varied), 0.5, 20.0))


def _coming(states: Numbers, held: Numbers, people: Numbers, think: Numbers, arrive: Numbers) -> Numbers:
    """Return the rate at which each class comes while so many are in, [b, c, state].

    Who is in, of a given number, follows odds: a class with long stays and short think times is in more likely.
    """
    odds = np.log(np.maximum(held, TINY)) - np.log(think)[..., None]
    crowd = people[..., None]
    stream = arrive[..., None] * held
    goal = states[:, None]
    low = np.full((len(states), 1, states.shape[1]), -60.0)
    high = -low
    at = np.zeros_like(low)
    for _ in range(SEARCH_STEPS):
        part = 1.0 / (1.0 + np.exp(-np.clip(odds + at, -700.0, 700.0)))
        inside = crowd * part
        outside = stream * np.exp(at)
        total = (inside + outside).sum(axis=1, keepdims=True)
        slope = (inside * (1.0 - part) + outside).sum(axis=1, keepdims=True)
        over = total > goal
        high, low = np.where(over, at, high), np.where(over, low, at)
        # Newton on the logarithm, kept within what is known.
        with np.errstate(divide="ignore", invalid="ignore"):
            step = at + np.clip((np.log(goal) - np.log(total)) * total / slope, -8.0, 8.0)
        at = np.where((step > low) & (step < high), step, 0.5 * (low + high))
    part = 1.0 / (1.0 + np.exp(np.clip(odds + at, -700.0, 700.0)))
    return crowd * part / think[..., None] + arrive[..., None]
