"""Contention for the tokens of a pool, as a layer: the inside is a server whose rate depends on the busy tokens.

Customers come as a birth and death process: the more are in, the fewer are left to come. Its states beyond the last
token are the line for a token.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.crowd import Crowd
from wardround.engine.network.moments import queued_variances
from wardround.engine.network.outsiders import Outsiders
from wardround.engine.network.pool_inside import Inside, tokens
from wardround.engine.network.swings import swings
from wardround.engine.network.two_chains import Jobs, relative_pace
from wardround.engine.network.two_lengths import Holders, long_holders, two_lengths

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
LINE_STATES = 24
"""States of the line that are looked at, in even strides over where the line is likely to end."""
LONGEST_LINE = 20_000.0
"""The longest line of open customers that is looked at."""
WIDEST = 20.0
"""No line is taken for more spread out than this, relative to exponential holding times."""
LEAST_GROWTH, MOST_GROWTH = 1e-4, 30.0
"""Between neighbours, on logarithms: less is taken for level, more for this."""
FEW_PEOPLE, FEW_TOKENS, MOST_LEVELS = 400.0, 12.0, 160.0
"""Up to which short and long holders are told apart: beyond, their numbers average out, and matrices take long."""
SHORT_LINE, SHORT_LINE_PEOPLE = 0.5, 100.0
"""With up to so many people lines are short, and the spread of holding times shows in them more than in the stretched
process, to this higher power; by comparison with simulations."""
UNLIKELY = 18.0
"""States whose chance is below exp(-18) of the likeliest are not looked at."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """The classes of one pool, for the flow they were worked out with."""

    wait_s: Numbers
    """Wait for a token, [b, c]."""
    wait_square_s2: Numbers
    """Mean square of that wait, [b, c]."""
    entered: Numbers
    """Chance that a class enters with n + 1 tokens busy, its own counted, [b, c, n]."""
    blocked_share: Numbers
    """Chance that a class finds no token free, [b, c]."""
    full_share: Numbers
    """Share of time in which no token is free, [b]."""


def queue(batch: Batch, pool: int, inner: Inside, per_s: Numbers, held_s: Numbers, outsiders: Outsiders) -> Pooled:
    """Return how the classes of a pool wait for a token.

    Parameters
    ----------
    per_s : throughput of all classes so far, [b, c].
    held_s : how long each class is in, wait for the token included, so far, [b, c].
    outsiders : jobs of classes outside the pool.
    """
    mine = batch.in_pool[:, :, pool]
    crowd = Crowd.of(batch, mine, per_s, held_s)
    size = tokens(batch, pool)
    rows, full, most = np.arange(len(size)), size.astype(np.intp), inner.per_s.shape[1]
    held = inner.held_s()
    full_held = held[rows, :, full - 1]
    served = inner.per_s[rows, full - 1]
    full_by_station = inner.held_by_station_s(full - 1)
    square = _squares(batch, per_s, full_by_station)
    wide = _token_spread(crowd.per_s, full_by_station.sum(axis=2), square)
    wide += swings(batch, mine, per_s, full_by_station, served, outsiders)
    wide = np.minimum(wide, WIDEST)
    place, width = _places(crowd, served, size, wide)
    states = np.concatenate(
        [np.broadcast_to(np.arange(most + 1.0), (len(size), most + 1)), size[:, None] + place], axis=1
    )
    line_s = place / served[:, None]
    stay = np.concatenate([held[:, :, :1], held, full_held[..., None] + line_s[:, None]], axis=2)
    found = crowd.at(states, stay)
    # Those in line have no token: the wait is such that as many hold one as there are.
    stay[:, :, most + 1 :] = (
        full_held[..., None] + _line_s(found.there[:, :, most + 1 :], full_held, line_s, size)[:, None]
    )
    leaving = np.divide(found.there, stay, out=np.zeros_like(stay), where=stay > 0.0)
    goes = (crowd.closed > 0.0) | (crowd.stream > 0.0)
    up = np.einsum("bcn->bn", found.coming)
    down = np.einsum("bc,bcn->bn", goes.astype(float), leaving)
    line = _Line(crowd, states, up, down, size, place, width)
    chance, states = line.chances(wide)
    seen = _seen(chance, found.coming, states, size, served, wide, own=0)
    if crowd.steady.any():
        back = _seen(chance, leaving, states, size, served, wide, own=1)
        seen = seen.mixed(back, crowd.steady > 0.0)
    blocked = states >= size[:, None]
    # By Little's law the waits add up to the line.
    whole = (chance * np.maximum(states - size[:, None], 0.0) * blocked).sum(axis=1)
    told = (seen.per_s * seen.wait_s).sum(axis=1)
    fit = np.where(told > TINY, whole / np.maximum(told, TINY), 1.0)[:, None]
    share = (chance * blocked).sum(axis=1)
    pooled = Pooled(seen.wait_s * fit, seen.square_s2 * fit**2, seen.entered, seen.blocked_share, share)
    rows, levels = _few(batch, pool, crowd, size, states[:, -1])
    if not len(rows):
        return pooled
    held_full = full_by_station.sum(axis=2)
    return _by_length(batch, pool, square, held_full, crowd, held, line, outsiders, pooled, per_s, rows, levels)


def _few(batch: Batch, pool: int, crowd: Crowd, size: Numbers, longest: Numbers) -> tuple[Places, Places]:
    """Return the networks where few customers share few tokens, and how many of those to look at in each."""
    people = crowd.closed.sum(axis=1)
    levels = np.ceil(np.minimum(crowd.most, longest + 1.0))
    asked = batch.in_pool[:, :, pool].sum(axis=1) > 1
    rows = np.flatnonzero(asked & (people < FEW_PEOPLE) & (size <= FEW_TOKENS) & (levels <= MOST_LEVELS))
    return rows, levels[rows].astype(np.intp)


def _by_length(
    batch: Batch,
    pool: int,
    square: Numbers,
    full_held: Numbers,
    crowd: Crowd,
    held: Numbers,
    line: _Line,
    outsiders: Outsiders,
    pooled: Pooled,
    flow: Numbers,
    rows: Places,
    levels: Places,
) -> Pooled:
    """Return the classes of a pool with some networks looked at by the length for which tokens are held."""
    full = line.size.astype(np.intp)
    most = int(full[rows].max())
    part, mine = batch.rows(rows), batch.in_pool[rows, :, pool]
    # Those who never pause come as well, as often as they leave.
    steady = crowd.steady[rows]
    per_s = np.where(mine, flow[rows], 0.0)
    lengthy = mine & long_holders(per_s, held[rows, :, full[rows] - 1])
    holders = Holders(mine, steady, lengthy, per_s, held[rows, :, :most], full[rows])
    kinds = Jobs.of(part, mine & ~lengthy, per_s), Jobs.of(part, lengthy, per_s)
    pace = relative_pace(part, kinds, most, outsiders.of_rows(rows))
    found = two_lengths(part, holders, pace, levels)
    # Within a group holding times are not exponential: the line is longer or shorter in the proportion of a single one.
    spread = np.ones(len(batch))
    spread[rows] = _spread_within(per_s, lengthy, full_held[rows], square[rows], full[rows])
    even = line.length(np.ones(len(batch)))
    ratio = np.where(even > TINY, line.length(spread) / np.maximum(even, TINY), 1.0)[rows]
    people = crowd.closed[rows].sum(axis=1)
    ratio **= 1.0 + SHORT_LINE * np.clip(2.0 - people / SHORT_LINE_PEOPLE, 0.0, 1.0)
    ratio = ratio[:, None]
    wait, square = pooled.wait_s.copy(), pooled.wait_square_s2.copy()
    entered, late, share = pooled.entered.copy(), pooled.blocked_share.copy(), pooled.full_share.copy()
    wait[rows] = np.where(mine, found.wait_s * ratio, wait[rows])
    square[rows] = np.where(mine, found.square_s2 * ratio**2, square[rows])
    entered[rows] = 0.0
    entered[rows, :, :most] = found.entered
    late[rows] = np.where(mine, found.blocked_share, late[rows])
    share[rows] = found.full_share
    return Pooled(wait, square, entered, late, share)


@dataclass(frozen=True, slots=True)
class _Line:
    """The birth and death process of a pool: who comes and goes in each state."""

    crowd: Crowd
    states: Numbers
    """How many are in, [b, state]: each number of tokens, then strides of the line."""
    up: Numbers
    down: Numbers
    size: Numbers
    place: Numbers
    width: Numbers

    def chances(self, wide: Numbers) -> tuple[Numbers, Numbers]:
        """Return the chance of each state, and how many are in on average in it, [b, state].

        wide : the spread of the holding times, 1 for exponential ones, [b].
        """
        chance, shift = _chances(self.crowd, self.up, self.down, self.size, self.place, self.width, wide)
        states = self.states.copy()
        states[:, -shift.shape[1] :] += shift
        return chance, states

    def length(self, wide: Numbers) -> Numbers:
        """Return how many wait for a token, [b]."""
        chance, states = self.chances(wide)
        return np.asarray((chance * np.maximum(states - self.size[:, None], 0.0)).sum(axis=1))


def _chances(
    crowd: Crowd, up: Numbers, down: Numbers, size: Numbers, place: Numbers, width: Numbers, wide: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the chance of each state from the rates between neighbours, [b, state]; and how far places stand off.

    A stride stands for all its places, of which the likelier end counts more: sums and means of a geometric row.

    Beyond the last token the ratio of coming and leaving counts to the power 1 / wide: the tail of an exponential line,
    stretched as the diffusion limit says.
    """
    rows, full = np.arange(len(size)), size.astype(np.intp)
    most = up.shape[1] - place.shape[1] - 1
    steady = crowd.steady.sum(axis=1)
    log_up, log_down = np.log(np.maximum(up, TINY)), np.log(np.maximum(down, TINY))
    logs = np.zeros(up.shape)
    np.cumsum(log_up[:, :most] - log_down[:, 1 : most + 1], axis=1, out=logs[:, 1 : most + 1])
    line_up = np.concatenate([log_up[rows, full][:, None], log_up[:, most + 1 :]], axis=1)
    line_down = np.concatenate([log_down[rows, full][:, None], log_down[:, most + 1 :]], axis=1)
    stride = np.concatenate([place[:, :1], np.repeat(width[:, None], place.shape[1] - 1, axis=1)], axis=1)
    # The sum over a stride from its two ends; exact for strides of one place.
    more = stride * 0.5 * (line_up[:, 1:] + line_up[:, :-1] - line_down[:, 1:] - line_down[:, :-1])
    more -= 0.5 * (np.diff(line_up) + np.diff(line_down))
    logs[:, most + 1 :] = logs[rows, full][:, None] + np.cumsum(more / wide[:, None], axis=1)
    count = np.arange(most + 1)
    room = np.minimum(crowd.most - size, LONGEST_LINE)
    logs[:, : most + 1][(count > size[:, None]) | (count < (steady - 0.5)[:, None])] = -np.inf
    beyond = (place > (room + 0.5)[:, None]) | (size[:, None] + place < (steady - 0.5)[:, None])
    logs[:, most + 1 :][beyond] = -np.inf
    chance = np.exp(logs - logs.max(axis=1, keepdims=True))
    weight, shift = _stride(width[:, None], (line_up - line_down)[:, 1:] / wide[:, None])
    chance[:, most + 1 :] *= weight
    chance[:, most + 1 :] *= _balance(chance, up, down, full, most, wide)[:, None]
    return chance / chance.sum(axis=1, keepdims=True), shift


def _stride(width: Numbers, growth: Numbers) -> tuple[Numbers, Numbers]:
    """Return sum and mean offset of a geometric row of `width` places around a middle of 1, growing by exp(growth)."""
    half = 0.5 * np.clip(growth, -MOST_GROWTH, MOST_GROWTH)
    half = np.where(np.abs(half) < LEAST_GROWTH, LEAST_GROWTH, half)
    whole = np.clip(width * half, -MOST_GROWTH, MOST_GROWTH)
    shift = 0.5 * (width / np.tanh(whole) - 1.0 / np.tanh(half))
    return np.sinh(whole) / np.sinh(half), shift


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an arrival of a class finds, himself not counted."""

    per_s: Numbers
    """How many come, [b, c]."""
    wait_s: Numbers
    """[b, c]."""
    square_s2: Numbers
    """Mean square of that wait, [b, c]."""
    entered: Numbers
    """Chance that he enters with n + 1 tokens busy, his own counted, [b, c, n]."""
    blocked_share: Numbers
    """Chance that he finds no token free, [b, c]."""

    def mixed(self, other: Self, who: Flags) -> Self:
        """Return this with some classes [b, c] of the other."""
        return type(self)(
            np.where(who, other.per_s, self.per_s),
            np.where(who, other.wait_s, self.wait_s),
            np.where(who, other.square_s2, self.square_s2),
            np.where(who[..., None], other.entered, self.entered),
            np.where(who, other.blocked_share, self.blocked_share),
        )


def _seen(
    chance: Numbers, rates: Numbers, states: Numbers, size: Numbers, served: Numbers, wide: Numbers, *, own: int
) -> _Seen:
    """Return what arrivals find, given the rate at which a class comes in each state, [b, c, state].

    `own` is 1 for customers who never leave the pool: they come back at once, while the state still counts them.
    """
    rows, full, most = np.arange(len(size)), size.astype(np.intp), states.shape[1] - LINE_STATES - 1
    weight = chance[:, None] * rates
    total = np.einsum("bcn->bc", weight)
    # A class that never comes would find what is there.
    seen = np.where(total > 0.0, 1.0 / np.maximum(total, TINY), 0.0)[..., None] * weight
    never = np.nonzero(total <= 0.0)
    seen[never] = chance[never[0]]
    found = states - own
    blocked = found >= size[:, None]
    ahead = np.where(blocked, found - size[:, None] + 1.0, 0.0) / served[:, None]
    wait = np.einsum("bcn,bn->bc", seen, ahead)
    square = np.einsum("bcn,bn->bc", seen, ahead * (ahead + (wide / served)[:, None]))
    entered = seen[:, :, own : own + most] * (np.arange(most) < size[:, None])[:, None]
    late = np.einsum("bcn,bn->bc", seen, blocked.astype(float))
    entered[rows, :, full - 1] += late
    return _Seen(total, wait, square, entered, late)


def _line_s(there: Numbers, held: Numbers, guess: Numbers, size: Numbers) -> Numbers:
    """Return how long the line takes with so many in, [b, state]: such that as many hold a token as there are."""
    held = held[..., None]
    work = there * held
    wait = guess
    for _ in range(2):
        whole = np.maximum(held + wait[:, None], TINY)
        each = work / whole
        holding = np.einsum("bcn->bn", each)
        slope = np.einsum("bcn->bn", each / whole)
        # Newton's rule on one over the number of holders, which is nearly straight.
        wait = np.maximum(wait + holding * (holding / size[:, None] - 1.0) / np.maximum(slope, TINY), 0.0)
    return wait


def _balance(chance: Numbers, up: Numbers, down: Numbers, full: Places, most: int, wide: Numbers) -> Numbers:
    """Return what the line's chances need so that as many come as are served, [b]; 1 for exponential holding times."""
    rows = np.arange(len(full))
    lost = (chance[:, most + 1 :] * (down - up)[:, most + 1 :]).sum(axis=1)
    last = np.maximum(up[rows, full], TINY)
    bound = (last / np.maximum(down[:, most + 1], TINY)) ** (1.0 - 1.0 / wide)
    low, high = bound / np.maximum(wide, 1.0), bound / np.minimum(wide, 1.0)
    needed = chance[rows, full] * last / np.where(lost > 0.0, lost, 1.0)
    return np.where(lost > 0.0, np.clip(needed, low, high), low)


def _squares(batch: Batch, per_s: Numbers, held_s: Numbers) -> Numbers:
    """Return the mean square of the time that a token is held when none is free, [b, c]. [s2].

    per_s : throughput of all classes, [b, c]. held_s : time at each station, [b, c, k].
    """
    varied = held_s**2 * batch.squares_s2 / np.maximum(batch.demand_s**2, TINY)
    at = np.flatnonzero(batch.is_fcfs.any(axis=0))
    if len(at):
        queued = queued_variances(batch.at_stations(at), per_s, held_s[:, :, at])
        varied[:, :, at] = np.where(batch.is_fcfs[:, None, at], queued, varied[:, :, at])
    return np.asarray(held_s.sum(axis=2) ** 2 + varied.sum(axis=2))


def _token_spread(flow: Numbers, mean: Numbers, square: Numbers) -> Numbers:
    """Return (1 + cv squared) / 2 of the time that a token is held when none is free, [b]."""
    total = np.maximum(flow.sum(axis=1), TINY)
    first, second = (flow * mean).sum(axis=1) / total, (flow * square).sum(axis=1) / total
    return np.asarray(np.clip(0.5 * second / np.maximum(first**2, TINY), 0.5, WIDEST))


def _spread_within(flow: Numbers, lengthy: Flags, mean: Numbers, square: Numbers, full: Places) -> Numbers:
    """Return (1 + cv squared) / 2 of the time that a token is held by short and by long holders, [b].

    With one token the second moments count, as in a single line; the more tokens, the more the numbers.
    """
    total, found = np.zeros(len(flow)), np.zeros(len(flow))
    for who in (lengthy, ~lengthy):
        part = np.where(who, flow, 0.0)
        number = np.maximum(part.sum(axis=1), TINY)
        first, second = (part * mean).sum(axis=1) / number, (part * square).sum(axis=1) / number
        weight = np.where(first > 0.0, number * np.maximum(first, TINY) ** (2.0 / full), 0.0)
        total += weight
        found += weight * 0.5 * second / np.maximum(first**2, TINY)
    return np.asarray(np.clip(found / np.maximum(total, TINY), 0.5, WIDEST))


def _places(crowd: Crowd, served: Numbers, size: Numbers, wide: Numbers) -> tuple[Numbers, Numbers]:
    """Return places in the line to look at, [b, j], in even strides, and the stride, [b].

    A straight line through the mean says how fewer come as the line grows; the mode and the spread of the diffusion
    that follows from it say where the line is likely to end.
    """
    slope = crowd.slope()
    room = np.clip(crowd.most - size, 0.0, LONGEST_LINE)
    first = crowd.steady.sum(axis=1) - size
    coming = np.maximum(crowd.per_s.sum(axis=1) - slope * (size - crowd.mean.sum(axis=1)), TINY)
    bent = np.maximum(slope, 1e-9 * np.maximum(coming, served))
    drift = np.log(served / coming) / wide
    curve = bent / (np.maximum(coming, served) * wide)
    tail = (np.sqrt(drift**2 + 2.0 * curve * UNLIKELY) - drift) / curve
    mode = np.maximum((coming - served) / bent, 0.0)
    reach = np.sqrt(2.0 * UNLIKELY * served * wide / bent)
    low = np.floor(np.clip(np.where(drift < 0.0, mode - reach, 0.0), 0.0, np.maximum(room - 1.0, 0.0)))
    low = np.maximum(low, first - 1.0)
    high = np.minimum(np.where(drift < 0.0, mode + reach, tail), room)
    width = np.maximum(high - low, LINE_STATES) / LINE_STATES
    return (low + 0.5)[:, None] + (np.arange(LINE_STATES) + 0.5) * width[:, None], width
