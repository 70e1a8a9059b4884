"""What no network can exceed: asymptotic bounds on throughput and response of each class.

Denning and Buzen 1978, and Lazowska et al. 1984, for several classes and pools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch

Numbers = NDArray[np.float64]

TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Bounds:
    """By class, [b, c]; infinite where nothing bounds."""

    throughput_at_most: Numbers
    response_at_least: Numbers
    response_at_most: Numbers


def bounds(batch: Batch) -> Bounds:
    """Return the bounds of each class.

    Throughput: a class never gets more than its customers ask for on empty stations, nor more than what open classes
    leave of any station or pool. Response: at least the demands, and what is left of the cycle at the largest
    throughput; at most the time it takes when everybody else is ahead at every station and in the line for a token.
    """
    demand = np.where(batch.is_delay[:, None], 0.0, batch.demand_s)
    whole = batch.demand_s.sum(axis=2)
    left = np.maximum(batch.servers - np.einsum("bc,bck->bk", batch.arrivals_per_s, demand), 0.0)
    free = np.where(demand > 0.0, left[:, None] / np.maximum(demand, TINY), np.inf).min(axis=2)
    members = batch.in_pool.astype(float)
    tokens = np.maximum(batch.pool_size - np.einsum("bc,bcp->bp", batch.arrivals_per_s * whole, members), 0.0)
    held = np.where(batch.in_pool, tokens[:, None] / np.maximum(whole, TINY)[..., None], np.inf)
    held = held.min(axis=2, initial=np.inf)
    asked = batch.population / (batch.think_s + whole)
    most = np.where(batch.is_open, batch.arrivals_per_s, np.minimum(np.minimum(asked, free), held))
    cycle = batch.population / np.maximum(most, TINY) - batch.think_s
    least = np.where(batch.is_open, whole, np.maximum(whole, cycle))
    return Bounds(most, least, _response_at_most(batch, demand, whole))


def _response_at_most(batch: Batch, demand: Numbers, whole: Numbers) -> Numbers:
    servers = batch.servers
    visits = np.maximum(batch.visits, 1.0)
    people = batch.population[..., None] * (batch.visits > 0.0)
    outside = np.where(np.expand_dims(batch.in_pool.any(axis=2), 2), 0.0, people).sum(axis=1)
    pooled = [
        np.minimum(np.where(batch.in_pool[:, :, p, None], people, 0.0).sum(axis=1), batch.pool_size[:, p, None])
        for p in range(batch.pool_size.shape[1])
    ]
    there = outside + sum(pooled, np.zeros_like(outside))
    # A job has at least the share that is left of it when everybody who can be there is.
    count = np.arange(1.0, batch.rates.shape[2] + 1.0)
    crowded = np.where(count <= np.maximum(there, 1.0)[..., None], count / batch.rates, 0.0).max(axis=2)
    shared = demand * np.maximum(crowded, there / batch.rates[:, :, -1])[:, None]
    ahead = np.einsum("bc,bck->bk", batch.population, demand / visits)
    queued = demand + batch.visits * (ahead / servers)[:, None]
    inside = np.where(batch.is_fcfs[:, None], queued, shared).sum(axis=2)
    inside += np.where(batch.is_delay[:, None], batch.demand_s, 0.0).sum(axis=2)
    work = np.einsum("bc,bcp->bp", batch.population * inside, batch.in_pool.astype(float)) / batch.pool_size
    line = np.einsum("bp,bcp->bc", work, batch.in_pool.astype(float))
    endless = np.any(batch.arrivals_per_s > 0.0, axis=1, keepdims=True)
    return np.where(endless, np.inf, np.maximum(inside + line, whole))
