"""Networks in, answers out: the door of this room.

`solve` takes any networks and gives an answer for each, in figures that people read. `solve_batch` of the module
`solve` is the same for arrays, without names and without the exact method; use it for many variants of one network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.bounds import bounds
from wardround.engine.network.exact import has_product_form, solve_exactly
from wardround.engine.network.moments import variances
from wardround.engine.network.network import Kind, Network
from wardround.engine.network.solve import Solved, overloaded, solve_batch

Numbers = NDArray[np.float64]

SATURATED_SHARE = 0.95
"""Busy share of a station or pool from which an answer is called saturated: beyond it errors grow."""
P50, P95, P99 = 0.50, 0.95, 0.99

EXACT = "exact mean values (convolution); percentiles from a gamma distribution with the variances of the parts"
LINEAR = (
    "Linearizer with Erlang's chance to wait; percentiles from a gamma distribution with the variances of the parts"
)
LAYERED = (
    "layers: exact chain inside each pool, birth and death process for its line, Linearizer for the rest; "
    "percentiles from gamma distributions with the variances of the parts, with and without a wait for a token"
)
UNSTABLE = "offered load of the open classes: they bring more than can be served, so no steady state exists"


@dataclass(frozen=True, slots=True)
class ClassAnswer:
    """One class. Figures are None where no steady state exists; a bound is None where nothing bounds."""

    name: str
    throughput_per_s: float | None
    mean_s: float | None
    p50_s: float | None
    p95_s: float | None
    p99_s: float | None
    throughput_at_most_per_s: float
    response_at_least_s: float
    response_at_most_s: float | None


@dataclass(frozen=True, slots=True)
class BusyShare:
    """How busy a station or a pool is; None where no steady state exists."""

    name: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The steady state of one network.

    `saturated` says that a station or a pool with waiting is busy for 95 % of the time or more, or that no steady state
    exists; `bottleneck` is the busiest of them. A delay counts its customers and no share.
    """

    classes: tuple[ClassAnswer, ...]
    stations: tuple[BusyShare, ...]
    pools: tuple[BusyShare, ...]
    saturated: bool
    stable: bool
    bottleneck: str | None
    converged: bool
    method: str


def solve(networks: Sequence[Network]) -> tuple[Answer, ...]:
    """Return an answer for each network, in their order; each is solved on its own, so company changes no digit.

    Small networks in product form are solved exactly, all others by layers of approximations.
    """
    return tuple(_solved(network) for network in networks)


def _solved(network: Network) -> Answer:
    batch = Batch.of([network])
    if has_product_form(network) and not overloaded(batch)[0]:
        return _answer(network, batch, _exactly(batch), EXACT)
    solved = solve_batch(batch)
    method = UNSTABLE if solved.unstable[0] else LAYERED if network.pools else LINEAR
    return _answer(network, batch, solved, method)


def _exactly(batch: Batch) -> Solved:
    found = solve_exactly(batch)
    per_s, residence = found.per_s[None], found.residence_s[None]
    nothing = np.zeros_like(per_s)
    variance = variances(batch, per_s, residence, np.zeros_like(residence)).sum(axis=2)
    yes = np.ones(1, dtype=bool)
    full = np.zeros((1, batch.pool_size.shape[1]))
    return Solved(per_s, nothing, residence, variance, variance, nothing, full, ~yes, yes, np.ones(1, dtype=np.intp))


def _answer(network: Network, batch: Batch, solved: Solved, method: str) -> Answer:
    stable = not bool(solved.unstable[0])
    limit = bounds(batch)
    mean = solved.mean_s
    times = [solved.percentile_s(share)[0] for share in (P50, P95, P99)]
    classes = []
    for c, one in enumerate(network.classes):
        per_s, mean_s, p50_s, p95_s, p99_s = (float(values[c]) for values in (solved.per_s[0], mean[0], *times))
        most = float(limit.response_at_most[0, c])
        classes.append(
            ClassAnswer(
                one.name,
                throughput_per_s=per_s if stable else None,
                mean_s=mean_s if stable else None,
                p50_s=p50_s if stable else None,
                p95_s=p95_s if stable else None,
                p99_s=p99_s if stable else None,
                throughput_at_most_per_s=float(limit.throughput_at_most[0, c]),
                response_at_least_s=float(limit.response_at_least[0, c]),
                response_at_most_s=most if np.isfinite(most) else None,
            )
        )
    flow = solved.per_s[0] if stable else batch.arrivals_per_s[0]
    held = solved.residence_s[0].sum(axis=1) if stable else batch.demand_s[0].sum(axis=1)
    stations = flow @ batch.demand_s[0] / batch.servers[0]
    pools = (flow * held) @ batch.in_pool[0] / batch.pool_size[0]
    busy = _contended(network, stations, pools)
    bottleneck = max(busy, key=lambda name: busy[name]) if busy else None
    return Answer(
        tuple(classes),
        _shares([station.name for station in network.stations], stations, stable=stable),
        _shares([pool.name for pool in network.pools], pools, stable=stable),
        saturated=not stable or (bottleneck is not None and busy[bottleneck] >= SATURATED_SHARE),
        stable=stable,
        bottleneck=bottleneck,
        converged=bool(solved.converged[0]),
        method=method,
    )


def _shares(names: list[str], busy: Numbers, *, stable: bool) -> tuple[BusyShare, ...]:
    return tuple(BusyShare(name, float(share) if stable else None) for name, share in zip(names, busy, strict=False))


def _contended(network: Network, stations: Numbers, pools: Numbers) -> dict[str, float]:
    """Return the busy shares of what can run short: stations that queue, pools with fewer tokens than customers."""
    shares = {
        station.name: float(share)
        for station, share in zip(network.stations, stations, strict=False)
        if station.kind is not Kind.DELAY
    }
    for pool, share in zip(network.pools, pools, strict=False):
        members = [row for row in network.classes if row.pool == pool.name]
        if any(row.is_open for row in members) or sum(row.population for row in members) > pool.size:
            shares[pool.name] = float(share)
    return shares
