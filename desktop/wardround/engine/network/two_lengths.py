"""The line for few tokens that few customers hold for unequal times: short and long holders are told apart.

How many tokens are with long holders swings slowly, and while all are, the line stands still; a mean holding time
knows nothing of that. Customers are put into two groups; the states are how many are in (the level) and how many of the
tokens long holders have (the phase). Levels follow each other by matrices (level-dependent quasi birth and death
process, Latouche and Ramaswami 1999). Who stands in line is not part of the state: it is who would, given who is
inside. Who never pauses takes a place at the end of the line as he leaves, so his token changes hands and the level
stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.crowd import Crowd
from wardround.engine.network.level_process import Process

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
LINE_STEPS, MORE_STEPS = 5, 2
"""Of Newton's rule for who is in line, and with some who never pause."""
FILL_STEPS = 3
ALMOST = 1e-9


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
    """Classes of the pool, [b, c]."""
    steady: Numbers
    """Customers who come back without a pause, 0 for other classes, [b, c]."""
    lengthy: Flags
    """Those that hold a token for long, [b, c]."""
    per_s: Numbers
    """Throughput so far, 0 for classes of other pools, [b, c]."""
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
    steady = holders.steady.sum(axis=1)
    paused = np.maximum(level - steady[:, None], 0.0)[:, :, None]
    valid &= (phase <= np.ceil(long.steady[:, None, None] + paused)) & (
        others <= np.ceil(short.steady[:, None, None] + paused)
    )
    back = holders.steady > 0.0
    process = Process.of(coming, leaving, is_long.astype(float), valid, level, holders.size, back, steady)
    # Company with longer lines must not show: nobody comes beyond a network's own levels.
    room = level[:, None, None] < levels[:, None, None, None]
    process.up[...] *= room
    chance = process.chances() * (level >= steady[:, None])[..., None]
    rejoining = np.where(back[:, None, None], leaving, 0.0)
    coming = np.where(back[:, None, None], 0.0, coming) * room
    found = _seen(process, chance, coming, rejoining * is_long, rejoining * ~is_long, holders.size, most)
    return _by_little(found, chance, coming + rejoining, has, holders, level)


@dataclass(frozen=True, slots=True)
class _Group:
    """One of the two groups, for i = 0, 1, ... of its members inside."""

    there: Numbers
    """Who has a token, [b, i, c]."""
    coming: Numbers
    """Who comes, [b, i, c]. [1/s]"""
    most: Numbers
    """How many there are, [b]."""
    steady: Numbers
    """How many of them never pause, [b]."""

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
        return cls(there.transpose(0, 2, 1), coming.transpose(0, 2, 1), crowd.most, crowd.steady.sum(axis=1))


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
    low, high = np.zeros_like(wait), np.full_like(wait, np.inf)
    for _ in range(LINE_STEPS + (MORE_STEPS if holders.steady.any() else 0)):
        inside, come = _split(wait, lasts, (people, stream, think, held, is_open), tokens, groups)
        there = come.sum(axis=3) * wait
        slope = (come * np.where(is_open, 1.0, think / (think + wait[..., None]))).sum(axis=3) * wait
        # Newton's rule on logarithms, where the number in line bends little.
        move = np.log(np.maximum(line, TINY) / np.maximum(there, TINY)) * there
        move /= np.maximum(slope, 0.1 * there + TINY)
        low, high = np.where(there < line, wait, low), np.where(there < line, high, wait)
        wait = np.where(line > 0.0, wait * np.exp(np.clip(move, -2.0, 2.0)), 0.0)
        # Those who never pause leave as others come inside, so Newton's rule may leap too far.
        beyond = (wait < low) | (wait > high)
        wait = np.where(beyond, np.sqrt(low * np.where(beyond, high, 0.0)), wait)
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


def _seen(
    process: Process,
    chance: Numbers,
    coming: Numbers,
    long_back: Numbers,
    short_back: Numbers,
    size: Places,
    most: int,
) -> Lengths:
    """Return what each class meets when it comes.

    long_back, short_back : those of each kind who leave and come back at once, [b, t, i, c]. [1/s]
    """
    rows, levels, _ = chance.shape
    took, square = process.passages(size)
    # A class that never comes would find what is there.
    never = (coming + long_back + short_back).sum(axis=(1, 2)) <= 0.0
    arriving = chance[..., None] * (coming + never[:, None, None])
    wait, wait2 = (np.einsum("btic,bti->bc", arriving, values) for values in (took, square))
    lined: Flags = np.greater_equal(np.arange(levels), size[:, None])
    late = np.einsum("btic,bt->bc", arriving, lined.astype(float))
    for back, is_long in ((long_back, True), (short_back, False)):
        if not back.any():
            continue
        # Who comes back gives his token to the next in line and stands behind the others: one place less to go.
        again = chance[..., None] * back
        wait += np.einsum("btic,bti->bc", again, process.behind(took, left_by_long=is_long))
        wait2 += np.einsum("btic,bti->bc", again, process.behind(square, left_by_long=is_long))
        arriving[:, :-1] += again[:, 1:]
        late += np.einsum("btic,bt->bc", again[:, 1:], lined[:, :-1].astype(float))
    whole = np.maximum(arriving.sum(axis=(1, 2)), TINY)
    entered = np.zeros((rows, coming.shape[3], most))
    for t in range(levels):
        entered[np.arange(rows), :, np.minimum(t, size - 1)] += arriving[:, t].sum(axis=1)
    by_level = chance.sum(axis=2)
    full = np.where(lined, by_level, 0.0).sum(axis=1) / np.maximum(by_level.sum(axis=1), TINY)
    return Lengths(wait / whole, wait2 / whole, entered / whole[..., None], late / whole, full)


def _by_little(
    found: Lengths, chance: Numbers, coming: Numbers, has: Numbers, holders: Holders, level: Places
) -> Lengths:
    """Return waits that add up to the line, by Little's law, where some never pause.

    Those are in line whenever they are not inside. Who of a group is inside is known the less the more unlike its
    holding times are; so far all waits are too long or short by one part.

    Parameters
    ----------
    coming : who comes, those who come back at once too, [b, t, i, c].
    has : who has a token, [b, t, i, c].
    """
    back = holders.steady > 0.0
    if not back.any():
        return found
    total = np.maximum(chance.sum(axis=(1, 2)), TINY)
    flow = np.einsum("bti,btic->bc", chance, coming) / total[:, None]
    whole = (chance.sum(axis=2) * np.maximum(level - holders.size[:, None], 0.0)).sum(axis=1) / total
    told = np.maximum(flow * found.wait_s, TINY)
    each = whole[:, None] / told.sum(axis=1, keepdims=True)
    lined = np.maximum(holders.steady - np.einsum("bti,btic->bc", chance, has) / total[:, None], 0.0)
    alike = _likeness(holders)
    own = np.where(back, alike * lined + (1.0 - alike) * told * each, 0.0)
    left = np.maximum(whole - own.sum(axis=1), 0.0)[:, None]
    others = np.where(back, 0.0, told).sum(axis=1, keepdims=True)
    fit = np.where(back, own / told, left / np.maximum(others, TINY))
    fit = np.where((back.any(axis=1, keepdims=True)) & (flow * found.wait_s > TINY), fit, 1.0)
    return Lengths(found.wait_s * fit, found.square_s2 * fit**2, found.entered, found.blocked_share, found.full_share)


def _likeness(holders: Holders) -> Numbers:
    """Return the ratio of the shorter to the longer of a class's holding time and the mean of its group, [b, c]."""
    held = holders.full_s
    mean = np.ones_like(held)
    for who in (holders.mine & holders.lengthy, holders.mine & ~holders.lengthy):
        flow = np.where(who, holders.per_s, 0.0)
        group = (flow * held).sum(axis=1) / np.maximum(flow.sum(axis=1), TINY)
        mean = np.where(who, group[:, None], mean)
    return np.asarray(np.minimum(held, mean) / np.maximum(np.maximum(held, mean), TINY))
