"""Jobs at the stations of a pool that do not belong to it: how many there can be, and how they come."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

TINY = 1e-300
MOST_JOBS = 400
SMALL_TERM = 1e-9
WORK_CAP = 0.999
ENDLESS = 30.0
"""A group of so many is taken for a stream."""
LEAST_AWAY_SHARE = 0.01
"""However busy, an outsider is away from a station for this part of his time there."""


@dataclass(frozen=True, slots=True)
class Outsiders:
    """Open classes and large groups come as a stream; few customers or tokens each come back after a time away.

    All [b, k], and by group [b, k, g]: those without a pool, then those of each other pool.
    """

    busy: Numbers
    """Work of all of them. [servers]"""
    stream: Numbers
    """Work of those who come as a stream. [servers]"""
    people: Numbers
    """How many others there are: they, or the tokens of their pool, are few."""
    pull: Numbers
    """Demand of one of those over its time away, on average."""
    group_people: Numbers
    """How many of those each group has, [b, k, g]."""
    group_pull: Numbers
    """[b, k, g]."""

    @classmethod
    def of(cls, batch: Batch, pool: int, per_s: Numbers, residence_s: Numbers) -> Self:
        """Return who is outside a pool, given throughput [b, c] and residence [b, c, k] so far."""
        members = batch.in_pool[:, :, pool]
        flow = np.where(members, 0.0, per_s)[..., None] * (batch.visits > 0.0)
        work = flow * batch.demand_s * ~batch.is_delay[:, None]
        limit = batch.servers * WORK_CAP
        closed = np.logical_not(batch.is_open)[..., None] & (batch.visits > 0.0)
        without = np.expand_dims(batch.unpooled, 2) & closed
        groups = [_group(batch, flow, work, residence_s, without, np.inf)]
        for other in range(batch.pool_size.shape[1]):
            if other != pool:
                inside = batch.in_pool[:, :, other, None] & (batch.visits > 0.0)
                groups.append(_group(batch, flow, work, residence_s, inside & closed, batch.pool_size[:, other, None]))
        few = [np.where(count < ENDLESS, count, 0.0) for count, _, _ in groups]
        people = sum(few, np.zeros_like(limit))
        pull = sum((part * group[1] for part, group in zip(few, groups, strict=True)), np.zeros_like(limit))
        pull /= np.maximum(people, 1.0)
        many = sum((np.where(count < ENDLESS, 0.0, carried) for count, _, carried in groups), np.zeros_like(limit))
        stream = np.where(closed, 0.0, work).sum(axis=1) + many
        each, pulls = np.stack(few, axis=2), np.stack([group[1] for group in groups], axis=2)
        return cls(np.minimum(work.sum(axis=1), limit), np.minimum(stream, limit), people, pull, each, pulls)

    def at(self, stations: Places) -> Self:
        """Return this for some of the stations."""
        return type(self)(*(getattr(self, field.name)[:, stations] for field in fields(self)))

    def of_rows(self, rows: Places) -> Self:
        """Return this for some of the networks."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def log_weight(self, rates: Numbers, most: int) -> Numbers:
        """Return the log of what they add to the chance of n = 0 ... `most` jobs of a chain at each station, [b, k, n].

        The sum over j of u(j) (n + j)! / n! / (r(n + 1) ... r(n + j)), where u(j) is the coefficient of z^j in
        exp(stream z) times (1 + pull z)^people of each group: a stream and finite sources in product form.
        """
        result = np.zeros((*self.busy.shape, most + 1))
        where = np.nonzero((self.stream > 0.0) | (self.people * self.pull > 0.0))
        if not len(where[0]):
            return result
        full, stream, people = rates[where], self.stream[where], self.people[where]
        count, last, top = np.arange(most + 1), full.shape[1] - 1, full[:, -1]
        # Everything in units of j! and powers of the largest rate, which keeps it within reach of a double.
        flow = (stream / top)[:, None]
        place = np.arange(np.ceil(people.max()) + 1.0)
        # parts[i]: i of the finite sources among the j there, so far.
        source = _sources(self.group_people[where], self.group_pull[where] / top[:, None], len(place))
        parts = np.where(place == 0.0, source, 0.0)
        ladder = np.ones((len(stream), most + 1))
        total = ladder.copy()
        for j in range(1, MOST_JOBS + 1):
            parts *= flow * np.where(place < j, j / np.maximum(j - place, 1.0), 0.0)
            if j < len(place):
                parts[:, j] = source[:, j]
            ladder *= (count + j) / j * top[:, None] / full[:, np.minimum(count + j - 1, last)]
            term = parts.sum(axis=1)[:, None] * ladder
            total += term
            if j >= len(place) and np.all(term <= SMALL_TERM * total):
                break
        result[where] = np.log(total)
        return result


def _sources(people: Numbers, drawn: Numbers, size: int) -> Numbers:
    """Return i! times the coefficient of z^i in the product over groups of (1 + drawn z)^people, [b, i]."""
    place = np.arange(1.0, size)
    whole = np.zeros((len(people), size))
    whole[:, 0] = 1.0
    for g in range(people.shape[1]):
        if not (people[:, g] * drawn[:, g]).any():
            continue
        each = np.maximum(people[:, g, None] - place + 1.0, 0.0) / place * drawn[:, g, None]
        group = np.concatenate([np.ones((len(people), 1)), np.cumprod(each, axis=1)], axis=1)
        joined = np.zeros_like(whole)
        for at in range(int(np.ceil(people[:, g].max())) + 1):
            joined[:, at:] += group[:, at, None] * whole[:, : size - at]
        whole = joined
    return np.asarray(whole * np.concatenate([[1.0], np.cumprod(place)]))


def _group(
    batch: Batch, flow: Numbers, work: Numbers, residence_s: Numbers, who: Flags, most: Numbers | float
) -> tuple[Numbers, Numbers, Numbers]:
    """Return how many of a group can come to a station, demand of one over time away, and work, [b, k]."""
    count = np.minimum(np.where(who, batch.population[..., None], 0.0).sum(axis=1), most)
    mine = np.where(who, flow, 0.0)
    rate = mine.sum(axis=1)
    demand = np.where(who, work, 0.0).sum(axis=1) / np.maximum(rate, TINY)
    there = (mine * residence_s).sum(axis=1) / np.maximum(rate, TINY)
    away = np.maximum(count / np.maximum(rate, TINY) - there, LEAST_AWAY_SHARE * there)
    pull = np.where((rate > 0.0) & (demand > 0.0), demand / np.maximum(away, TINY), 0.0)
    return count, pull, np.where(who, work, 0.0).sum(axis=1)
