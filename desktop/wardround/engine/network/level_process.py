"""The states of a line for few tokens, level by level: how many are in, and how many tokens long holders have.

A level-dependent quasi birth and death process (Latouche and Ramaswami 1999).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
HUGE = 1e100
FALLING = 1e-6
"""Chance per departure to fall below the level of those who never pause: none, but for the algebra."""


@dataclass(frozen=True, slots=True)
class Process:
    """Rates between states."""

    up: Numbers
    """[b, t, i, i]."""
    down: Numbers
    """[b, t, i, i]."""
    same: Numbers
    """Tokens that change hands as somebody leaves who comes back at once, [b, t, i, i]."""
    next_long: Numbers
    """Chance that the next in line holds his token for long, [b, t, i]."""
    long_per_s: Numbers
    """How many long holders leave, [b, t, i]."""
    short_per_s: Numbers

    @classmethod
    def of(
        cls,
        coming: Numbers,
        leaving: Numbers,
        is_long: Numbers,
        valid: Flags,
        level: Places,
        size: Places,
        back: Flags,
        steady: Numbers,
    ) -> Process:
        """Return the rates, from who comes and leaves in each state, [b, t, i, c].

        Parameters
        ----------
        back : classes that come back without a pause, [b, c].
        steady : how many customers those have, [b].
        """
        lined = (level > size[:, None])[:, :, None]
        next_long = (coming * is_long).sum(axis=3) / np.maximum(coming.sum(axis=3), TINY)
        next_long = np.where(lined, next_long, 0.0)
        going, again = np.where(back[:, None, None], 0.0, leaving), np.where(back[:, None, None], leaving, 0.0)
        # Below the level of those who never pause nobody is; the algebra starts there, and what it says is left out.
        above = level >= steady[:, None]
        fresh = np.where(back[:, None, None], 0.0, coming) * above[..., None, None]
        up = _moves(fresh, is_long, (level < size[:, None])[:, :, None])
        rising = FALLING * leaving.sum(axis=3).max(axis=(1, 2))
        up += (np.where(above, 0.0, rising[:, None])[:, :, None] * valid)[..., None] * np.eye(valid.shape[2])
        falls = np.where(level <= steady[:, None], FALLING, 0.0)[..., None, None]
        down = _passed_on(going + falls * again, is_long, next_long, lined)
        same = _passed_on(again * (1.0 - falls), is_long, next_long, lined) * lined[..., None]
        here, meant = valid.astype(float)[..., None], _nearest(valid)
        up[:, :-1] = (here * up)[:, :-1] @ meant[:, 1:]
        up[:, -1] = 0.0
        down[:, 1:] = (here * down)[:, 1:] @ meant[:, :-1]
        down[:, 0] = 0.0
        same = (here * same) @ meant
        longs = (leaving * is_long).sum(axis=3)
        return cls(up, down, same, next_long, longs, leaving.sum(axis=3) - longs)

    def chances(self) -> Numbers:
        """Return the chance of each state, [b, t, i], up to a factor, level by level from the top."""
        rows, levels, phases, _ = self.up.shape
        ratio = np.zeros_like(self.up)
        leaves = self.down.sum(axis=3)
        one = np.eye(phases)
        for t in range(levels - 1, 0, -1):
            # Moves within the level, by way of higher ones too. What leaves it for good goes down; so nothing has to be
            # subtracted, which would go wrong where many more come than leave (Grassmann, Taksar and Heyman 1985).
            within = self.same[:, t] + (ratio[:, t + 1] @ self.down[:, t + 1] if t + 1 < levels else 0.0)
            within *= 1.0 - one
            out = within.sum(axis=2) + leaves[:, t]
            here = np.where(out > 0.0, out, 1.0)[..., None] * one - within
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
            later, later2 = (moved_on(held[:, t - 1], stay[:, t], less[:, t], more[:, t]) for held in (took, square))
            pace = 1.0 / rate[:, t]
            took[:, t] = np.where(blocked, pace + later, 0.0)
            square[:, t] = np.where(blocked, 2.0 * pace**2 + 2.0 * pace * later + later2, 0.0)
        return took, square

    def behind(self, values: Numbers, *, left_by_long: bool) -> Numbers:
        """Return the mean of what is one level down, once a token has gone to the next in line, [b, t, i]."""
        stay, change = self.next_long, 1.0 - self.next_long
        if not left_by_long:
            stay, change = change, stay
        below, aside = np.zeros_like(values), np.zeros_like(values)
        below[:, 1:] = values[:, :-1]
        if left_by_long:
            aside[:, :, 1:] = below[:, :, :-1]
        else:
            aside[:, :, :-1] = below[:, :, 1:]
        return np.asarray(stay * below + change * aside)


def _moves(coming: Numbers, is_long: Numbers, roomy: Flags) -> Numbers:
    """Return the rates between phases as somebody comes, who has a token at once where there is room, [b, t, i, i]."""
    long_in, all_in = (coming * is_long).sum(axis=3), coming.sum(axis=3)
    d = np.arange(coming.shape[2])
    found = np.zeros((*all_in.shape, len(d)))
    found[:, :, d, d] = np.where(roomy, all_in - long_in, all_in)
    found[:, :, d[:-1], d[1:]] = np.where(roomy, long_in, 0.0)[:, :, :-1]
    return found


def _passed_on(leaving: Numbers, is_long: Numbers, next_long: Numbers, lined: Flags) -> Numbers:
    """Return the rates between phases as somebody leaves and the next in line, if any, has his token, [b, t, i, i]."""
    longs = (leaving * is_long).sum(axis=3)
    shorts = leaving.sum(axis=3) - longs
    d = np.arange(leaving.shape[2])
    found = np.zeros((*longs.shape, len(d)))
    found[:, :, d, d] = np.where(lined, shorts * (1.0 - next_long) + longs * next_long, shorts)
    found[:, :, d[1:], d[:-1]] = np.where(lined, longs * (1.0 - next_long), longs)[:, :, 1:]
    found[:, :, d[:-1], d[1:]] = np.where(lined, shorts * next_long, 0.0)[:, :, :-1]
    return found


def moved_on(values: Numbers, stay: Numbers, less: Numbers, more: Numbers) -> Numbers:
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
