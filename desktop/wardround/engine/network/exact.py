"""Exact mean values of small networks in product form, by convolution over all populations.

Product form (Baskett, Chandy, Muntz and Palacios 1975): jobs share stations, or wait first come first served for
services of one mean; nobody waits for a token. The normalising constant of every population comes station by station
(Buzen 1973, Reiser and Kobayashi 1975); throughputs are ratios of neighbours, residences follow from the jobs at each
station.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import lgamma, prod

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.network import Kind, Network

Numbers = NDArray[np.float64]

MOST_STATES = 1_000
"""Populations of a network that is solved exactly; beyond that an approximation is quicker and nearly as good."""
MOST_OPEN_JOBS = 4_000
SMALL_TERM = 1e-14
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Exact:
    """Mean values of one network."""

    per_s: Numbers
    """[c]."""
    residence_s: Numbers
    """[c, k]."""


def has_product_form(network: Network) -> bool:
    """Return whether a network is small and of product form, so that `solve_exactly` can take it."""
    closed = [row for row in network.classes if not row.is_open]
    if any(row.population < 1.0 or row.population != round(row.population) for row in closed):
        return False
    if any(row.arrivals_per_s == 0.0 for row in network.classes):
        return False  # what a class that never comes would meet is not among the mean values
    if prod(row.population + 1.0 for row in closed) > MOST_STATES:
        return False
    for pool in network.pools:
        members = [row for row in network.classes if row.pool == pool.name]
        if any(row.is_open for row in members) or sum(row.population for row in members) > pool.size:
            return False
    for station in network.stations:
        visits = [step.demand_s for row in network.classes for step in row.path if step.station == station.name]
        services = [demand for demand in visits if demand > 0.0]
        if station.kind is Kind.FCFS and services and max(services) > min(services) * (1.0 + SAME):
            return False
    return True


def solve_exactly(batch: Batch) -> Exact:
    """Return the mean values of the one network of a batch, which has a product form and stable open classes."""
    demand = batch.demand_s[0]
    people = batch.population[0].astype(int)
    arrive = batch.arrivals_per_s[0]
    closed = np.flatnonzero(people > 0)
    shape = tuple(int(people[c]) + 1 for c in closed)
    # Each class in units of its own pace, so that the constants stay within reach of a double.
    pace = (batch.think_s[0] + demand.sum(axis=1))[closed] / np.maximum(people[closed], 1)
    scaled = demand[closed] / pace[:, None]
    counts = np.stack([grid.ravel() for grid in np.indices(shape)]) if len(closed) else np.zeros((0, 1), dtype=int)
    total = counts.sum(axis=0)
    stations = range(demand.shape[1])
    open_work = arrive @ demand
    think = _delay_terms(counts, batch.think_s[0][closed] / pace)
    terms = []
    for k in stations:
        if batch.is_delay[0, k]:
            terms.append(_delay_terms(counts, scaled[:, k]))
        else:
            rates = batch.rates[0, k]
            terms.append(_station_terms(counts, total, scaled[:, k], _weights(rates, int(total.max()), open_work[k])))
    shaped = [np.exp(logs - logs.max()).reshape(shape) for logs in (think, *terms)]
    before = [shaped[0]]
    for term in shaped[1:]:
        before.append(_normal(_convolved(before[-1], term)))
    constant = before[-1]
    last = tuple(size - 1 for size in shape)
    per_s = arrive.copy()
    for axis, c in enumerate(closed):
        one_short = tuple(at - 1 if axis == other else at for other, at in enumerate(last))
        per_s[c] = constant[one_short] / constant[last] / pace[axis]
    jobs = np.zeros_like(demand)
    after = np.zeros(shape)
    after[(0,) * len(shape)] = 1.0
    for k in reversed(stations):
        rest = _convolved(before[k], after)
        chance = _joint(shaped[k + 1], rest)
        jobs[:, k] = _jobs(batch, k, chance, counts, total, closed, demand, open_work[k])
        after = _normal(_convolved(after, shaped[k + 1]))
    residence = np.where(batch.is_delay[0], demand, jobs / np.maximum(per_s, 1e-300)[:, None])
    return Exact(per_s, np.where(demand > 0.0, residence, 0.0))


def _jobs(
    batch: Batch,
    k: int,
    chance: Numbers,
    counts: NDArray[np.int_],
    total: NDArray[np.int_],
    closed: NDArray[np.intp],
    demand: Numbers,
    open_work: float,
) -> Numbers:
    """Return the mean jobs of each class at a station, given the chance of each number of closed jobs there."""
    found = np.zeros(len(demand))
    found[closed] = counts @ chance
    if open_work > 0.0 and not batch.is_delay[0, k]:
        mean = _open_jobs(batch.rates[0, k], int(total.max()), open_work)
        share = batch.arrivals_per_s[0] * demand[:, k] / open_work
        found += share * float(mean[total] @ chance)
    return found


def _delay_terms(counts: NDArray[np.int_], demand: Numbers) -> Numbers:
    """Return the logarithm of prod D_c^n_c / n_c!."""
    with np.errstate(divide="ignore"):
        logs = np.where(counts > 0, np.where(counts > 0, counts, 1) * np.log(demand)[:, None], 0.0).sum(axis=0)
    factorials = np.array([lgamma(n + 1.0) for n in range(int(counts.max(initial=0)) + 1)])
    return np.asarray(logs - factorials[counts].sum(axis=0))


def _station_terms(counts: NDArray[np.int_], total: NDArray[np.int_], demand: Numbers, weights: Numbers) -> Numbers:
    """Return the logarithm of |n|! / prod n_c! x prod D_c^n_c x weight of |n|."""
    factorials = np.array([lgamma(n + 1.0) for n in range(int(total.max(initial=0)) + 1)])
    return np.asarray(_delay_terms(counts, demand) + factorials[total] + weights[total])


def _weights(rates: Numbers, most: int, open_work: float) -> Numbers:
    """Return the logarithm of the sum over open jobs j of C(n + j, j) y^j / (r(1) ... r(n + j)), for n = 0 ... most."""
    plain = -np.concatenate([[0.0], np.cumsum(np.log(_rates(rates, 1, most)))])
    if open_work <= 0.0:
        return np.asarray(plain)
    sums = np.array([sum(term for term in _open_terms(rates, n, open_work)) for n in range(most + 1)])
    return np.asarray(plain + np.log(sums))


def _open_jobs(rates: Numbers, most: int, open_work: float) -> Numbers:
    """Return the mean number of open jobs beside n closed ones, for n = 0 ... most."""
    means = []
    for n in range(most + 1):
        terms = np.array(list(_open_terms(rates, n, open_work)))
        means.append(float(terms @ np.arange(len(terms)) / terms.sum()))
    return np.array(means)


def _open_terms(rates: Numbers, n: int, work: float) -> Iterator[float]:
    term, largest = 1.0, 1.0
    yield term
    for j in range(1, MOST_OPEN_JOBS):
        term *= (n + j) / j * work / float(rates[min(n + j, len(rates)) - 1])
        largest = max(largest, term)
        yield term
        if term < SMALL_TERM * largest:
            return


def _rates(rates: Numbers, first: int, most: int) -> Numbers:
    return np.asarray(rates[np.minimum(np.arange(first, most + 1), len(rates)) - 1])


def _normal(values: Numbers) -> Numbers:
    """Return values whose largest is 1."""
    return np.asarray(values / values.max())


def _convolved(left: Numbers, right: Numbers) -> Numbers:
    """Return the convolution over all populations, cut to them."""
    result = np.zeros_like(left)
    for at in product(*(range(size) for size in left.shape)):
        if left[at] > 0.0:
            here = tuple(slice(first, None) for first in at)
            rest = tuple(slice(None, size - first) for first, size in zip(at, left.shape, strict=True))
            result[here] += left[at] * right[rest]
    return result


def _joint(term: Numbers, rest: Numbers) -> Numbers:
    """Return the chance of each number of jobs at a station with everybody in the network, flat."""
    backwards = rest[tuple(slice(None, None, -1) for _ in rest.shape)]
    chance = (term * backwards).ravel()
    return np.asarray(chance / chance.sum())
