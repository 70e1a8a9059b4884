"""One server, first come first served, services of several lengths: how fast it works with so many jobs there.

A long service lets a line grow, so whoever is served while many wait is likely a long one: with few jobs such a
station works fast, with many slowly. Marie 1979: take the station out of the network, let the rest bring jobs as fast
as it does with what is left, and read the rate of service for each number of jobs from the steady state. With
exponential services of each class that state follows level by level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.chain import Chain, solve_chain
from wardround.engine.network.outsiders import Outsiders

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

TINY = 1e-300
ROUNDS = 2
MORE_LEVELS = 24
"""Numbers of outsiders for which the rate is worked out; it hardly changes beyond."""
FASTEST = 1e6
"""The rest of a network that does nothing else brings jobs at this multiple of the rate of service."""


@dataclass(frozen=True, slots=True)
class UnevenLines:
    """Stations that are one server with services of several lengths, each a row [i]."""

    row: Places
    station: Places
    visits: Numbers
    """Visits of a job of the chain."""
    chain_part: Numbers
    """Part of the visits that jobs of the chain make; outsiders make the others."""
    share: Numbers
    """Part of the visits that each class makes, outsiders too, [i, c]."""
    service_s: Numbers
    """Mean service of each class, above 0, [i, c]."""
    stream_per_s: Numbers
    """Outsiders who come as a stream."""
    people: Numbers
    """Outsiders who are few."""
    person_per_s: Numbers
    """How fast one of those comes back while away."""

    def coming_per_s(self, jobs: Numbers, short_per_s: Numbers) -> Numbers:
        """Return the rate at which jobs come with 0, 1, ... at the station, [i, n, m].

        Parameters
        ----------
        jobs : levels, [m].
        short_per_s : throughput of the chain with 1, 2, ... jobs if the station took no time, [i, n, j].
        """
        most = short_per_s.shape[2]
        there = jobs * self.chain_part[:, None]
        left = np.maximum(np.arange(1.0, most + 1.0)[:, None] - there[:, None, :], 0.0)
        below = left.astype(np.intp)
        ladder = np.concatenate([np.zeros((*short_per_s.shape[:2], 1)), short_per_s, short_per_s[..., -1:]], axis=2)
        low = np.take_along_axis(ladder, below, axis=2)
        own = low + (left - below) * (np.take_along_axis(ladder, below + 1, axis=2) - low)
        away = np.maximum(self.people[:, None] - jobs * (1.0 - self.chain_part[:, None]), 0.0)
        others = self.stream_per_s[:, None] + away * self.person_per_s[:, None]
        mean = (self.share * self.service_s).sum(axis=1)
        whole = own * self.visits[:, None, None] + others[:, None]
        return np.asarray(np.minimum(whole, (FASTEST / mean)[:, None, None]))


def conditional_rates(coming: Numbers, share: Numbers, service_s: Numbers) -> Numbers:
    """Return the rate of service with m = 1, 2, ... jobs at the station, relative to the mean service, [i, m].

    Parameters
    ----------
    coming : rate at which jobs come while m = 0, 1, ... are there; 0 from the last level on, [i, m]. [1/s]
    share : part of the visits that each class makes, [i, c].
    service_s : mean service of each class, [i, c]. Above 0.
    """
    rate = 1.0 / service_s
    mean = (share * service_s).sum(axis=1)
    here = coming[:, 0, None] * share
    result = np.ones((len(share), coming.shape[1] - 1))
    for m in range(1, coming.shape[1]):
        more = coming[:, m, None]
        # Level m: who came at the level below, and who follows one that is done at the level above.
        stays = here / (more + rate)
        left = (share * rate / (more + rate)).sum(axis=1, keepdims=True)
        whole = stays.sum(axis=1, keepdims=True) / np.maximum(left, TINY)
        level = stays + share * more / (more + rate) * whole
        total = level.sum(axis=1)
        last = result[:, max(m - 2, 0)]
        result[:, m - 1] = np.where(total > TINY, (level * rate).sum(axis=1) * mean / np.maximum(total, TINY), last)
        level /= np.maximum(total, TINY)[:, None]
        here = more * level
    return result


def with_uneven_lines(
    chain: Chain, demand_s: Numbers, delay_s: Numbers, rates: Numbers, outsiders: Outsiders, lines: UnevenLines
) -> Chain:
    """Return a chain whose uneven stations work at their conditional rates, for each number of jobs inside.

    Parameters
    ----------
    chain, demand_s, delay_s, rates, outsiders : the chain so far and what it was solved with.
    lines : the uneven stations; their rows are those of the chain.
    """
    rows, most = chain.per_s.shape
    each = np.repeat(np.arange(rows), most)
    length = max(rates.shape[2], most + MORE_LEVELS)
    grown = rates[:, :, np.minimum(np.arange(length), rates.shape[2] - 1)][each]
    place = lines.row[:, None] * most + np.arange(most)
    station = np.broadcast_to(lines.station[:, None], place.shape)
    share, service = (np.repeat(values, most, axis=0) for values in (lines.share, lines.service_s))
    around = outsiders.of_rows(each)
    short = np.repeat(chain.short_per_s[lines.row, lines.station][:, None], most, axis=1)
    for _ in range(ROUNDS):
        coming = lines.coming_per_s(np.arange(length + 1.0), short).reshape(-1, length + 1)
        worked = conditional_rates(coming, share, service)
        grown[place, station] = worked.reshape(*place.shape, length)
        found = solve_chain(demand_s[each], delay_s[each], grown, most, around)
        short = found.short_per_s[place, station]
    at = np.arange(rows)[:, None] * most + np.arange(most), np.arange(most)
    return Chain(found.per_s[at], found.jobs[at[0], :, at[1]].transpose(0, 2, 1), chain.short_per_s)
