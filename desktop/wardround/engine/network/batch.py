"""Many networks as arrays, padded to one shape, so that numpy works on all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.network import Kind, Network

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

SHORTEST_THINK_S = 1e-7
"""Stands for no think time, so that a batch class has a finite rate of coming back. [s]."""
BY_STATION = ("is_delay", "is_fcfs", "servers", "rates", "load_dependent")
BY_CLASS_AND_STATION = ("demand_s", "visits", "squares_s2", "returns", "gap_s", "before_s")
WHOLE_GROUP = 1e9
"""The size of a pool that nobody feels."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Networks by row (b), with classes (c), stations (k) and pools (p).

    `visits` counts steps with a demand, `squares_s2` adds up their squared means. Rows that a network does not have
    hold zeros: a class without customers, a station without demand, a pool without classes.
    """

    demand_s: Numbers
    """[b, c, k]."""
    visits: Numbers
    """[b, c, k]."""
    squares_s2: Numbers
    """[b, c, k]."""
    population: Numbers
    """[b, c], 0 for open classes."""
    think_s: Numbers
    """[b, c], at least SHORTEST_THINK_S."""
    arrivals_per_s: Numbers
    """[b, c], 0 for closed classes."""
    is_open: Flags
    """[b, c]."""
    in_pool: Flags
    """[b, c, p]."""
    pool_size: Numbers
    """[b, p]."""
    is_delay: Flags
    """[b, k]."""
    is_fcfs: Flags
    """[b, k]."""
    servers: Numbers
    """[b, k]: the largest total rate of the station."""
    rates: Numbers
    """[b, k, n]: total rate with n + 1 jobs; the last one stands for all larger n."""
    load_dependent: Flags
    """[b, k]."""
    returns: Numbers
    """[b, c, k]: the part of the visits that come back in the same run of the path."""
    gap_s: Numbers
    """[b, c, k]: mean demand elsewhere before they come back."""
    before_s: Numbers
    """[b, c, k]: mean demand of the visits before those."""

    @classmethod
    def of(cls, networks: Sequence[Network]) -> Self:
        """Return networks as arrays."""
        rows = len(networks)
        classes = max(len(net.classes) for net in networks)
        stations = max(len(net.stations) for net in networks)
        pools = max((len(net.pools) for net in networks), default=0)
        longest = max((len(s.rates) or s.servers) for net in networks for s in net.stations)
        per_class = (rows, classes)
        demand, visits, squares, returns, gap, before = (np.zeros((rows, classes, stations)) for _ in range(6))
        population, arrivals = np.zeros(per_class), np.zeros(per_class)
        think = np.ones(per_class)
        is_open = np.zeros(per_class, dtype=bool)
        in_pool = np.zeros((rows, classes, pools), dtype=bool)
        pool_size = np.full((rows, pools), WHOLE_GROUP)
        is_delay = np.zeros((rows, stations), dtype=bool)
        is_fcfs, dependent = is_delay.copy(), is_delay.copy()
        servers = np.ones((rows, stations))
        rates = np.ones((rows, stations, longest))
        for b, net in enumerate(networks):
            for k, station in enumerate(net.stations):
                is_delay[b, k] = station.kind is Kind.DELAY
                is_fcfs[b, k] = station.kind is Kind.FCFS
                dependent[b, k] = station.kind is Kind.LOAD_DEPENDENT
                if station.kind is not Kind.DELAY:
                    servers[b, k] = station.most_rate
                    rates[b, k] = [station.rate(jobs + 1) for jobs in range(longest)]
            pool_at, station_at = net.pool_index, net.station_index
            for p, pool in enumerate(net.pools):
                pool_size[b, p] = pool.size
            for c, row in enumerate(net.classes):
                is_open[b, c] = row.is_open
                arrivals[b, c] = row.arrivals_per_s or 0.0
                population[b, c] = row.population
                think[b, c] = max(row.think_s, SHORTEST_THINK_S)
                if row.pool is not None:
                    in_pool[b, c, pool_at[row.pool]] = True
                last: dict[str, tuple[float, float]] = {}
                done = 0.0
                for step in row.path:
                    if step.demand_s <= 0.0:
                        continue
                    k = station_at[step.station]
                    demand[b, c, k] += step.demand_s
                    visits[b, c, k] += 1.0
                    squares[b, c, k] += step.demand_s**2
                    if step.station in last:
                        returns[b, c, k] += 1.0
                        gap[b, c, k] += done - last[step.station][0]
                        before[b, c, k] += last[step.station][1]
                    done += step.demand_s
                    last[step.station] = (done, step.demand_s)
        return cls(
            demand,
            visits,
            squares,
            population,
            think,
            arrivals,
            is_open,
            in_pool,
            pool_size,
            is_delay,
            is_fcfs,
            servers,
            rates,
            dependent,
            returns / np.maximum(visits, 1.0),
            gap / np.maximum(returns, 1.0),
            before / np.maximum(returns, 1.0),
        )

    @classmethod
    def varied(
        cls,
        network: Network,
        *,
        population: Numbers | None = None,
        think_s: Numbers | None = None,
        arrivals_per_s: Numbers | None = None,
    ) -> Self:
        """Return one network many times over with other customers in each row: arrays of [b, c]."""
        given = [values for values in (population, think_s, arrivals_per_s) if values is not None]
        rows = len(given[0]) if given else 1
        one = cls.of([network])
        fields = {name: np.repeat(getattr(one, name), rows, axis=0) for name in cls.__dataclass_fields__}
        closed = ~one.is_open
        if population is not None:
            fields["population"] = np.where(closed, population, 0.0)
        if think_s is not None:
            fields["think_s"] = np.maximum(think_s, SHORTEST_THINK_S)
        if arrivals_per_s is not None:
            fields["arrivals_per_s"] = np.where(closed, 0.0, arrivals_per_s)
        return cls(**fields)

    def __len__(self) -> int:
        """Return the number of networks."""
        return len(self.demand_s)

    def rows(self, chosen: NDArray[np.intp] | slice) -> Batch:
        """Return some of the networks."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in self.__dataclass_fields__})

    def at_stations(self, chosen: NDArray[np.intp]) -> Batch:
        """Return the networks with some of their stations."""
        kept = {name: getattr(self, name)[:, chosen] for name in BY_STATION}
        return replace(self, **kept, **{name: getattr(self, name)[:, :, chosen] for name in BY_CLASS_AND_STATION})

    @property
    def unpooled(self) -> Flags:
        """Classes that need no token, [b, c]."""
        return np.logical_not(self.in_pool.any(axis=2))
