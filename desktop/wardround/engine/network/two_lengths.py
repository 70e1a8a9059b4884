"""The line for few tokens that few customers hold for unequal times: short and long holders are told apart.

How many tokens are with long holders swings slowly, and while all are, the line stands still; a mean holding time
knows nothing of that. Customers are put into two groups; the states are how many are in (the level) and how many of the
tokens long holders have (the phase). Levels follow each other by matrices (level-dependent quasi birth and death
process, Latouche and Ramaswami 1999). Who stands in line is not part of the state: it is who would, given who is
inside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.crowd import Crowd

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
LINE_STEPS = 5
FILL_STEPS = 3
ALMOST = 1e-9
HUGE = 1e100


@dataclass(frozen=True, slots=True)
class Lengths:
    """The classes of a pool as they wait and enter."""

    wait_s: Numbers
    """[b, c]."""
    square_s2: Numbers
    """Mean square of that wait, [b, c]."""
    entered: Numbers
    """Chance that a class enters with n + 1 tokens busy, its own counted, [b, c, n]."""
    blocked_share: Numbers
    """Chance that a class finds no token free, [b, c]."""
    full_share: Numbers
    """[b]."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Those who want a token."""

    mine: Flags
    """Classes of the pool, [b, c]; none of them comes back without a pause."""
    lengthy: Flags
    """Those that hold a token for long, [b, c]."""
    per_s: Numbers
    """Throughput so far, 0 for other classes, [b, c]."""
    held_s: Numbers
    """How long a class holds a token with n + 1 busy, [b, c, n]."""
    size: Places
    """Tokens, [b]."""

    @property
    def stay_s(self) -> Numbers:
        """How long a class holds a token with n busy, [b, c, n]."""
        return np.concatenate([self.held_s[:, :, :1], self.held_s], axis=2)

    @property
    def full_s(self) -> Numbers:
        """How long a class holds a token when none is free, 0 for other classes, [b, c]."""
        return np.where(self.mine, self.held_s[np.arange(len(self.size)), :, self.size - 1], 0.0)


def long_holders(per_s: Numbers, held_s: Numbers) -> Flags:
    """Return which classes hold a token for long, [b, c]: the split by length that explains most of the spread."""
    best, chosen = np.zeros(len(per_s)), np.zeros(per_s.shape, dtype=bool)
    whole = np.maximum(per_s.sum(axis=1), TINY)
    mean = (per_s * held_s).sum(axis=1) / whole
    for c in range(per_s.shape[1]):
        longer = (held_s > held_s[:, c, None]) & (per_s > 0.0)
        part = np.where(longer, per_s, 0.0).sum(axis=1) / whole
        height = np.where(longer, per_s * held_s, 0.0).sum(axis=1) / np.maximum(part * whole, TINY)
        between = np.where(part > 0.0, part / np.maximum(1.0 - part, TINY) * (height - mean) ** 2, 0.0)
        better = between > best
        best = np.where(better, between, best)
        chosen = np.where(better[:, None], longer, chosen)
    return chosen


def two_lengths(batch: Batch, holders: Holders, pace: tuple[Numbers, Numbers], levels: Places) -> Lengths:
    """Return how classes wait for a token when short and long holders are told apart.

    Parameters
    ----------
    pace : how much faster short and long holders are done with n tokens busy, i of them with long ones, [b, n, i].
    levels : most customers that are looked at, in line and inside, [b].
    """
    rows, most = len(batch), holders.held_s.shape[2]
    level, phase = np.arange(int(levels.max()) + 1), np.arange(most + 1)
    busy = np.minimum(level, holders.size[:, None])
    short = _Group.of(batch, holders, holders.mine & ~holders.lengthy)
    long = _Group.of(batch, holders, holders.mine & holders.lengthy)
    at = np.arange(rows)[:, None, None]
    others = busy[:, :, None] - phase
    few = np.clip(others, 0, most)
    # All [b, t, i, c].
    has = short.there[at, few] + long.there[:, None]
    coming = short.coming[at, few] + long.coming[:, None]
    _put_in_line(batch, holders, has, coming, busy, level - busy)
    stay = holders.stay_s
    per_s = np.divide(1.0, stay, out=np.zeros_like(stay), where=stay > 0.0).transpose(0, 2, 1)
    leaving = has * per_s[np.arange(rows)[:, None], busy][:, :, None]
    quick, slow = (values[at, busy[:, :, None], phase][..., None] for values in pace)
    is_long = holders.lengthy[:, None, None]
    leaving *= np.where(is_long, slow, quick)
    valid = (others >= 0) & (phase <= long.most[:, None, None]) & (others <= short.most[:, None, None])
    process = _Process.of(coming, leaving, is_long.astype(float), valid, level, holders.size)
    # Company with longer lines must not show: nobody comes beyond a network's own levels.
    room = level[:, None, None] < levels[:, None, None, None]
    process.up[...] *= room
    return _seen(process, process.chances(), coming * room, holders.size, most)


@dataclass(frozen=True, slots=True)
class _Group:
    """One of the two groups, for i = 0, 1, ... of its members inside."""

    there: Numbers
    """Who has a token, [b, i, c]."""
    coming: Numbers
    """Who comes, [b, i, c]. [1/s]"""
    most: Numbers
    """How many there are, [b]."""

    @classmethod
    def of(cls, batch: Batch, holders: Holders, who: Flags) -> _Group:
        stay = np.where(who[..., None], holders.stay_s, 0.0)
        crowd = Crowd.of(batch, who, holders.per_s, stay[:, :, -1])
        count = np.arange(stay.shape[2], dtype=float)
        found = crowd.at(np.minimum(count, np.maximum(crowd.most - ALMOST, 0.0)[:, None]), stay)
        there = np.where(who[..., None], found.there, 0.0)
        whole = there.sum(axis=1)
        there = there * np.where(whole > 0.0, count / np.maximum(whole, TINY), 0.0)[:, None]
        anyone = who[..., None] & (count < (crowd.most - ALMOST)[:, None])[:, None]
        coming = np.where(anyone, np.maximum(found.coming, 0.0), 0.0)
        return cls(there.transpose(0, 2, 1), coming.transpose(0, 2, 1), crowd.most)


def _put_in_line(batch: Batch, holders: Holders, has: Numbers, coming: Numbers, busy: Places, over: Places) -> None:
    """Put who is inside and who comes into the states with a line, [b, t, i, c].

    Who is not inside is in line or away; the odds are such that as many stand in line as do, which may be more or fewer
    than on average. The same odds say who of each group is inside.
    """
    lined = over.any(axis=0)
    if not lined.any():
        return
    phase = np.arange(has.shape[2])
    longs = np.broadcast_to(phase, (*busy[:, lined].shape, len(phase)))
    tokens = np.stack([np.maximum(busy[:, lined, None] - phase, 0), longs], axis=-1)
    groups = np.stack([holders.mine & ~holders.lengthy, holders.mine & holders.lengthy], axis=1).astype(float)
    is_open = batch.is_open[:, None, None]
    people = np.where(holders.mine & ~batch.is_open, batch.population, 0.0)[:, None, None]
    stream = np.where(holders.mine & batch.is_open, batch.arrivals_per_s, 0.0)[:, None, None]
    think, held = np.where(batch.is_open, 1.0, batch.think_s)[:, None, None], holders.full_s[:, None, None]
    line = over[:, lined, None] + 0.0 * phase
    served = np.einsum("bgc,bc->bg", groups, holders.per_s)
    served /= np.maximum(np.einsum("bgc,bc->bg", groups, holders.per_s * holders.full_s), TINY)
    lasts = line / np.maximum((tokens * served[:, None, None]).sum(axis=3), TINY)
    wait = line / np.maximum((people / np.maximum(think + held, TINY) + stream).sum(axis=3), TINY)
    for _ in range(LINE_STEPS):
        inside, come = _split(wait, lasts, (people, stream, think, held, is_open), tokens, groups)
        there = come.sum(axis=3) * wait
        slope = (come * np.where(is_open, 1.0, think / (think + wait[..., None]))).sum(axis=3) * wait
        # Newton's rule on logarithms, where the number in line bends little.
        move = np.log(np.maximum(line, TINY) / np.maximum(there, TINY)) * there
        move /= np.maximum(slope, 0.1 * there + TINY)
        wait = np.where(line > 0.0, wait * np.exp(np.clip(move, -2.0, 2.0)), 0.0)
    inside, come = _split(wait, lasts, (people, stream, think, held, is_open), tokens, groups)
    here = line[..., None] > 0.0
    has[:, lined] = np.where(here, inside, has[:, lined])
    coming[:, lined] = np.where(here, come, coming[:, lined])


def _split(
    wait: Numbers,
    lasts: Numbers,
    classes: tuple[Numbers, Numbers, Numbers, Numbers, Flags],
    tokens: Numbers,
    groups: Numbers,
) -> tuple[Numbers, Numbers]:
    """Return who is inside and who comes, [b, t, i, c], if those outside have the odds `wait` to be in line."""
    people, stream, think, held, is_open = classes
    tilt = (wait / np.maximum(lasts, TINY))[..., None]
    away = people / np.maximum(think + wait[..., None] + tilt * held, TINY)
    work = tilt * held * np.where(is_open, stream, away)
    inside = _shared_out(work, tokens, groups, np.where(is_open, np.inf, people))
    left = np.maximum(people - inside, 0.0)
    return inside, np.where(is_open, stream, left / (think + wait[..., None]))


def _shared_out(work: Numbers, tokens: Numbers, groups: Numbers, most: Numbers) -> Numbers:
    """Return how many of each class have tokens of those of its group, in proportion to `work`, at most all there are.

    work : [b, t, i, c]. tokens : those of each group, [b, t, i, g]. groups : whether a class belongs to one, [b, g, c].
    """
    inside, full = np.zeros_like(work), np.zeros(work.shape, dtype=bool)
    for _ in range(FILL_STEPS):
        left = tokens - np.einsum("btic,bgc->btig", np.where(full, inside, 0.0), groups)
        free = np.einsum("btic,bgc->btig", np.where(full, 0.0, work), groups)
        part = np.divide(np.maximum(left, 0.0), free, out=np.zeros_like(free), where=free > 0.0)
        inside = np.where(full, inside, work * np.einsum("btig,bgc->btic", part, groups))
        over = inside > most
        inside = np.where(over, most, inside)
        full |= over
    return inside


@dataclass(frozen=True, slots=True)
class _Process:
    """Rates between states."""

    up: Numbers
    """[b, t, i, i]."""
    down: Numbers
    """[b, t, i, i]."""
    next_long: Numbers
    """Chance that the next in line holds his token for long, [b, t, i]."""
    long_per_s: Numbers
    """How many long holders leave, [b, t, i]."""
    short_per_s: Numbers

    @classmethod
    def of(
        cls, coming: Numbers, leaving: Numbers, is_long: Numbers, valid: Flags, level: Places, size: Places
    ) -> _Process:
        """Return the rates, from who comes and leaves in each state, [b, t, i, c]."""
        long_in, all_in = (coming * is_long).sum(axis=3), coming.sum(axis=3)
        longs = (leaving * is_long).sum(axis=3)
        shorts = leaving.sum(axis=3) - longs
        lined = (level > size[:, None])[:, :, None]
        roomy = (level < size[:, None])[:, :, None]
        next_long = np.where(lined, long_in / np.maximum(all_in, TINY), 0.0)
        shape = (*valid.shape, valid.shape[2])
        up, down = np.zeros(shape), np.zeros(shape)
        d = np.arange(valid.shape[2])
        up[:, :, d, d] = np.where(roomy, all_in - long_in, all_in)
        up[:, :, d[:-1], d[1:]] = np.where(roomy, long_in, 0.0)[:, :, :-1]
        down[:, :, d, d] = np.where(lined, shorts * (1.0 - next_long) + longs * next_long, shorts)
        down[:, :, d[1:], d[:-1]] = np.where(lined, longs * (1.0 - next_long), longs)[:, :, 1:]
        down[:, :, d[:-1], d[1:]] = np.where(lined, shorts * next_long, 0.0)[:, :, :-1]
        here, meant = valid.astype(float)[..., None], _nearest(valid)
        up[:, :-1] = (here * up)[:, :-1] @ meant[:, 1:]
        up[:, -1] = 0.0
        down[:, 1:] = (here * down)[:, 1:] @ meant[:, :-1]
        down[:, 0] = 0.0
        return cls(up, down, next_long, longs, shorts)

    def chances(self) -> Numbers:
        """Return the chance of each state, [b, t, i], up to a factor, level by level from the top."""
        rows, levels, phases, _ = self.up.shape
        out = (self.up + self.down).sum(axis=3)
        block = np.where(out > 0.0, out, 1.0)[..., None] * np.eye(phases)
        ratio = np.zeros_like(self.up)
        for t in range(levels - 1, 0, -1):
            here = block[:, t] - ratio[:, t + 1] @ self.down[:, t + 1] if t + 1 < levels else block[:, t]
            ratio[:, t] = self.up[:, t - 1] @ np.linalg.inv(here)
        chance = np.zeros((rows, levels, phases))
        chance[:, 0, 0] = 1.0
        for t in range(1, levels):
            now = np.maximum((chance[:, t - 1, None] @ ratio[:, t])[:, 0], 0.0)
            large = now.sum(axis=1) > HUGE
            if large.any():
                shrink = np.where(large, 1.0 / HUGE, 1.0)[:, None]
                now *= shrink
                chance *= shrink[..., None]
            chance[:, t] = now
        return chance

    def passages(self, size: Places) -> tuple[Numbers, Numbers]:
        """Return mean and mean square of the time until somebody who comes in a state has a token, [b, t, i]."""
        levels = self.up.shape[1]
        rate = self.long_per_s + self.short_per_s
        rate = np.where(rate > 0.0, rate, 1.0)
        long, short = self.long_per_s / rate, self.short_per_s / rate
        stay = short * (1.0 - self.next_long) + long * self.next_long
        less, more = long * (1.0 - self.next_long), short * self.next_long
        took, square = np.zeros_like(rate), np.zeros_like(rate)
        for t in range(1, levels):
            blocked = np.asarray(size <= t)[:, None]
            if not blocked.any():
                continue
            later, later2 = (_moved(held[:, t - 1], stay[:, t], less[:, t], more[:, t]) for held in (took, square))
            pace = 1.0 / rate[:, t]
            took[:, t] = np.where(blocked, pace + later, 0.0)
            square[:, t] = np.where(blocked, 2.0 * pace**2 + 2.0 * pace * later + later2, 0.0)
        return took, square


def _moved(values: Numbers, stay: Numbers, less: Numbers, more: Numbers) -> Numbers:
    """Return the mean of the values of the phases that follow, [b, i]."""
    found = stay * values
    found[:, 1:] += less[:, 1:] * values[:, :-1]
    found[:, :-1] += more[:, :-1] * values[:, 1:]
    return found


def _nearest(valid: Flags) -> Numbers:
    """Return which phase is meant by one that cannot be at a level: the nearest that can, [b, t, i, i]; else none."""
    phases = valid.shape[2]
    low = valid.argmax(axis=2)
    high = phases - 1 - valid[:, :, ::-1].argmax(axis=2)
    meant = np.clip(np.arange(phases), low[..., None], high[..., None])
    anything = np.asarray(valid.any(axis=2))
    return np.where(anything[..., None, None], np.eye(phases)[meant], 0.0)


def _seen(process: _Process, chance: Numbers, coming: Numbers, size: Places, most: int) -> Lengths:
    """Return what each class meets when it comes."""
    rows, levels, _ = chance.shape
    took, square = process.passages(size)
    arriving = chance[..., None] * coming
    whole = np.maximum(arriving.sum(axis=(1, 2)), TINY)
    wait, wait2 = (np.einsum("btic,bti->bc", arriving, values) / whole for values in (took, square))
    entered = np.zeros((rows, coming.shape[3], most))
    for t in range(levels):
        entered[np.arange(rows), :, np.minimum(t, size - 1)] += arriving[:, t].sum(axis=1)
    by_level = chance.sum(axis=2)
    lined: Flags = np.greater_equal(np.arange(levels), size[:, None])
    full = np.where(lined, by_level, 0.0).sum(axis=1) / np.maximum(by_level.sum(axis=1), TINY)
    late = np.einsum("btic,bt->bc", arriving, lined.astype(float)) / whole
    return Lengths(wait, wait2, entered / whole[..., None], late, full)
