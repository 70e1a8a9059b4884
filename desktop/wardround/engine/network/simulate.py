"""Event simulation of a network: every answer with its 95 % confidence interval.

The inner loop is compiled where numba is installed and runs as plain Python otherwise; both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network import event_loop
from wardround.engine.network.event_loop import BINS, DELAY, QUEUED, SHARED, Fixed, State, Tally
from wardround.engine.network.network import Kind, Network

Numbers = NDArray[np.float64]

BATCHES = 20
STUDENT_T = 2.093024
"""97.5th percentile of Student's t with BATCHES - 1 degrees of freedom."""
FIRST_TRANSACTIONS = 50_000
MOST_TRANSACTIONS = 1_600_000
"""Enough for 3 % of each class mean in most networks; rarer classes show in their intervals."""
PRECISE_SHARE = 0.02
"""Half width over mean of each class at which a simulation ends."""
SHORTEST_THINK_S = 1e-7
"""A batch class without think time comes back after this time."""
OPEN_ROOM = 20_000
"""Jobs of open classes for which there is room; a network that needs more has no steady state worth the name."""
PERCENTILES = (0.50, 0.95, 0.99)

Watch = Callable[[float], bool]
"""Hears how much of the longest run is done, as a share from 0 to 1; a simulation that it answers with False ends."""


class SimulationStopped(Exception):
    """A simulation was ended before there was anything to say."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A simulated value and half the width of its 95 % confidence interval (Student t over batches)."""

    value: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation found; classes, stations and pools in the order of the network.

    A class without transactions has nan. `stable` is false when an open class brought more than the network could hold:
    then the figures mean nothing. `precise` says whether every class mean is within the wanted share of itself.
    """

    throughput_per_s: tuple[Estimate, ...]
    mean_s: tuple[Estimate, ...]
    p50_s: tuple[Estimate, ...]
    p95_s: tuple[Estimate, ...]
    p99_s: tuple[Estimate, ...]
    utilisation_share: tuple[Estimate, ...]
    pool_busy_share: tuple[Estimate, ...]
    transactions: int
    simulated_s: float
    stable: bool
    precise: bool
    compiled: bool


def simulate(
    network: Network,
    generator: np.random.Generator,
    *,
    precise_share: float = PRECISE_SHARE,
    most_transactions: int = MOST_TRANSACTIONS,
    least_share: float = 0.0,
    compiled: bool = True,
    watch: Watch | None = None,
) -> Simulated:
    """Run a network until every class mean is known well enough, and return means with confidence intervals.

    The run doubles until it is precise or long enough, so what it gives depends on the network and the generator alone,
    not on the speed of the machine.

    Parameters
    ----------
    generator : where the random numbers come from; the same state gives the same answer.
    precise_share : half width over mean at which the run ends.
    most_transactions : transactions of all classes after which it ends in any case, give or take a doubling.
    least_share : the run does not go on for the sake of classes that make less than this part of all transactions.
    compiled : use numba where it is installed; the answer is the same.
    watch : is told after each stretch how far the run is, and may end it.

    Raises
    ------
    SimulationStopped
        If `watch` wants no more.
    """
    run = _compiled_run() if compiled else None
    whole = run is not None
    fixed, state = _prepared(network, arrays=whole)
    go: Any = run or event_loop.run
    per_batch = min(FIRST_TRANSACTIONS, most_transactions) / BATCHES
    # A first stretch fills the network and shows how fast it works; what follows is long enough for every batch.
    pace = _first_pace(network)
    warm = 0.0
    for _ in range(2):
        stretch_s = per_batch / pace
        tally = _empty_tally(network, arrays=whole)
        warm += stretch_s
        go(fixed, state, tally, warm, generator)
        pace = max(float(np.sum(tally.count)) / stretch_s, pace * 1e-3)
    length = per_batch / pace
    counts: list[_Counts] = []
    until = warm
    while True:
        while len(counts) < BATCHES:
            tally = _empty_tally(network, arrays=whole)
            until += length
            go(fixed, state, tally, until, generator)
            counts.append(_Counts.of(network, tally))
            done = sum(float(one.count.sum()) for one in counts)
            if watch is not None and not watch(min(done / max(most_transactions, 1), 1.0)):
                raise SimulationStopped
        stable = state.clock[1] == 0.0
        result = _summary(network, counts, length, (precise_share, least_share), stable=stable, compiled=whole)
        if not stable or result.precise or 2 * result.transactions > most_transactions:
            return result
        counts = [one.with_next(other) for one, other in zip(counts[::2], counts[1::2], strict=True)]
        length *= 2.0


@dataclass(frozen=True, slots=True)
class _Counts:
    """What was counted in one batch."""

    count: Numbers
    total: Numbers
    cells: NDArray[np.int64]
    busy: Numbers
    held: Numbers

    @classmethod
    def of(cls, network: Network, tally: Tally) -> _Counts:
        cells = np.asarray(tally.histogram, dtype=np.int64).reshape(len(network.classes), BINS)
        rows = (np.asarray(values, dtype=float) for values in (tally.count, tally.total))
        count, total = rows
        return cls(count, total, cells, np.asarray(tally.busy, dtype=float), np.asarray(tally.token_time, dtype=float))

    def with_next(self, other: _Counts) -> _Counts:
        """Return this batch and the one after it as one."""
        return _Counts(
            self.count + other.count,
            self.total + other.total,
            self.cells + other.cells,
            self.busy + other.busy,
            self.held + other.held,
        )


def compiler_is_there() -> bool:
    """Return whether the inner loop can be compiled here."""
    return _compiled_run() is not None


@cache
def _compiled_run() -> Any:  # noqa: ANN401 - a compiled function has no type that Python knows
    """Return the compiled loop, kept on disk from one start to the next; None without numba."""
    try:
        from numba import njit  # noqa: PLC0415 - loads in a third of a second, and only a simulation needs it
        from numba.extending import register_jitable  # noqa: PLC0415 - the same
    except ImportError:
        return None
    for part in event_loop.PARTS:
        register_jitable(part)
    return njit(cache=True)(event_loop.run)


def _prepared(network: Network, *, arrays: bool) -> tuple[Fixed, State]:
    """Return the description and the empty state of a network, as arrays for the compiler or lists otherwise."""
    whole, real = (_whole_array, _real_array) if arrays else (_list, _list)
    stations = [station.name for station in network.stations]
    stage_station: list[int] = []
    stage_rate: list[float] = []
    first: list[int] = []
    stages: list[int] = []
    for row in network.classes:
        steps = [step for step in row.path if step.demand_s > 0.0] or [row.path[0]]
        first.append(len(stage_station))
        stages.append(len(steps))
        stage_station += [stations.index(step.station) for step in steps]
        stage_rate += [1.0 / max(step.demand_s, SHORTEST_THINK_S) for step in steps]
    by_station = [[g for g, at in enumerate(stage_station) if at == k] for k in range(len(stations))]
    rates = [_rates(network, k) for k in range(len(stations))]
    closed = [0 if row.is_open else round(row.population) for row in network.classes]
    capacity = sum(closed) + (OPEN_ROOM if any(row.is_open for row in network.classes) else 0)
    capacity = max(capacity, 1)
    kinds = {Kind.DELAY: DELAY, Kind.FCFS: QUEUED}
    pools = network.pool_index
    fixed = Fixed(
        stage_station=whole(stage_station),
        stage_rate=real(stage_rate),
        first_stage=whole(first),
        stages=whole(stages),
        station_kind=whole([kinds.get(station.kind, SHARED) for station in network.stations]),
        station_stages=whole([stage for group in by_station for stage in group]),
        stages_at=whole(_edges(by_station)),
        rates=real([rate for row in rates for rate in row]),
        rates_at=whole(_edges(rates)),
        servers=whole([station.servers for station in network.stations]),
        think_rate=real([0.0 if row.is_open else 1.0 / max(row.think_s, SHORTEST_THINK_S) for row in network.classes]),
        arrival_rate=real([row.arrivals_per_s or 0.0 for row in network.classes]),
        pool_of=whole([-1 if row.pool is None else pools[row.pool] for row in network.classes]),
        pool_size=whole([pool.size for pool in network.pools]),
        capacity=capacity,
    )
    rings = len(stations) + len(network.pools)
    state = State(
        clock=real([0.0, 0.0]),
        thinking=whole(closed),
        active=whole([0] * len(stage_rate)),
        members=whole([0] * (len(stage_rate) * capacity)),
        jobs=whole([0] * len(stations)),
        weight=real([0.0] * len(stations)),
        row=whole([0] * (rings * capacity)),
        row_head=whole([0] * rings),
        row_size=whole([0] * rings),
        tokens=whole([0] * len(network.pools)),
        free=whole(list(range(capacity))),
        free_size=whole([capacity]),
        job_class=whole([0] * capacity),
        job_start=real([0.0] * capacity),
        job_stage=whole([0] * capacity),
    )
    return fixed, state


def _rates(network: Network, at: int) -> list[float]:
    station = network.stations[at]
    if station.kind is Kind.DELAY:
        return []
    return [station.rate(jobs + 1) for jobs in range(len(station.rates) or station.servers)]


def _edges(groups: list[list[int]] | list[list[float]]) -> list[int]:
    edges = [0]
    for group in groups:
        edges.append(edges[-1] + len(group))
    return edges


def _first_pace(network: Network) -> float:
    """Return about how many transactions per second there will be at most; the warm-up corrects it. [1/s]."""
    pace = 0.0
    for row in network.classes:
        pace += row.arrivals_per_s or row.population / max(row.think_s + row.demand_s, SHORTEST_THINK_S)
    return max(pace, 1e-9)


def _empty_tally(network: Network, *, arrays: bool) -> Tally:
    whole, real = (_whole_array, _real_array) if arrays else (_list, _list)
    classes, pools = len(network.classes), len(network.pools)
    return Tally(
        count=whole([0] * classes),
        total=real([0.0] * classes),
        histogram=whole([0] * (classes * BINS)),
        busy=real([0.0] * len(network.stations)),
        token_time=real([0.0] * pools),
        waiting_time=real([0.0] * pools),
    )


def _summary(
    network: Network,
    batches: list[_Counts],
    length: float,
    wanted: tuple[float, float],
    *,
    stable: bool,
    compiled: bool,
) -> Simulated:
    count = np.array([batch.count for batch in batches])
    total = np.array([batch.total for batch in batches])
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / count
        # Batches of a rare class differ in size: the mean is over all transactions, the spread over batches.
        whole = total.sum(axis=0) / count.sum(axis=0)
    cells = np.array([batch.cells for batch in batches])
    full = np.array([1.0 if station.kind is Kind.DELAY else station.most_rate for station in network.stations])
    busy = np.array([batch.busy for batch in batches]) / length / full
    size = np.array([float(pool.size) for pool in network.pools])
    held = np.array([batch.held for batch in batches]) / length
    held = held / size if size.size else held
    means = _estimates(mean, whole)
    precise_share, least_share = wanted
    part = count.sum(axis=0) / max(count.sum(), 1.0)
    asked = [
        estimate
        for estimate, row, share in zip(means, network.classes, part, strict=True)
        if (row.population or row.is_open) and share >= least_share
    ]
    p50, p95, p99 = (_percentile(cells, share) for share in PERCENTILES)
    return Simulated(
        throughput_per_s=_estimates(count / length),
        mean_s=means,
        p50_s=p50,
        p95_s=p95,
        p99_s=p99,
        utilisation_share=_estimates(busy),
        pool_busy_share=_estimates(held),
        transactions=int(count.sum()),
        simulated_s=length * len(batches),
        stable=stable,
        precise=all(estimate.half_width <= precise_share * estimate.value for estimate in asked),
        compiled=compiled,
    )


def _percentile(cells: NDArray[np.int64], share: float) -> tuple[Estimate, ...]:
    values = np.array([_quantiles(batch, share) for batch in cells])
    return _estimates(values, _quantiles(cells.sum(axis=0), share))


def _quantiles(cells: NDArray[np.int64], share: float) -> Numbers:
    """Return the value below which a share of each row of counts lies, on a straight line within its bin."""
    growing = np.cumsum(cells, axis=1)
    wanted = share * growing[:, -1]
    at = np.array([int(np.searchsorted(row, want)) for row, want in zip(growing, wanted, strict=True)])
    at = np.minimum(at, BINS - 1)
    rows = np.arange(len(cells))
    before = np.where(at > 0, growing[rows, np.maximum(at - 1, 0)], 0)
    part = (wanted - before) / np.maximum(cells[rows, at], 1)
    value: Numbers = event_loop.FIRST_EDGE_S * event_loop.BIN_RATIO ** (at + part)
    return np.where(growing[:, -1] > 0, value, np.nan)


def _estimates(batches: Numbers, value: Numbers | None = None) -> tuple[Estimate, ...]:
    """Return mean and half width over the first axis; `value` replaces the mean of the batches."""
    if batches.size == 0:
        return ()
    centre = batches.mean(axis=0) if value is None else value
    half = STUDENT_T * batches.std(axis=0, ddof=1) / np.sqrt(len(batches))
    return tuple(Estimate(float(middle), float(width)) for middle, width in zip(centre, half, strict=True))


def _list(values: list[Any]) -> Any:  # noqa: ANN401 - see event_loop.Cells
    return values


def _whole_array(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _real_array(values: list[float]) -> Numbers:
    return np.array(values, dtype=float)
