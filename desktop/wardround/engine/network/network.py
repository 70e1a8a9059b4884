"""What a queueing network is made of: stations, pools, and classes of customers with their paths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import isfinite


class NetworkRefused(Exception):
    """A network that makes no sense; ``field`` says where, ``what`` says why and what would do."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}")
        self.field = field
        self.what = what


class Kind(Enum):
    """How a station serves."""

    PS = "ps"
    """Processor sharing: n jobs share a total rate of min(n, servers), at most one server per job."""
    FCFS = "fcfs"
    """First come first served with `servers` servers."""
    DELAY = "delay"
    """No queueing."""
    LOAD_DEPENDENT = "load_dependent"
    """Processor sharing whose total rate with n jobs is the n-th of `rates`, the last one for all larger n."""


@dataclass(frozen=True, slots=True)
class Station:
    """A place that serves jobs.

    Parameters
    ----------
    name : unique in the network.
    kind : how it serves.
    servers : equal servers; for a load-dependent station only the unit of its utilisation (its largest rate).
    rates : total service rate with 1, 2, ... jobs, a lone server being 1; for load-dependent stations only.
    """

    name: str
    kind: Kind
    servers: int = 1
    rates: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse servers or rates that no station can have."""
        if self.servers < 1:
            raise NetworkRefused("servers", f"{self.servers} is not a number of servers; give 1 or more")
        if (self.kind is Kind.LOAD_DEPENDENT) != bool(self.rates):
            raise NetworkRefused("rates", "give service rates to a load-dependent station, and to no other")
        if any(not (isfinite(rate) and rate > 0.0) for rate in self.rates):
            raise NetworkRefused("rates", "every service rate must be a number above 0")
        if any(rate > jobs for jobs, rate in enumerate(self.rates, start=1)):
            raise NetworkRefused("rates", "so many jobs cannot be served faster than by as many servers")
        if any(later < rate for rate, later in pairwise(self.rates)):
            raise NetworkRefused("rates", "more jobs must not be served slower than fewer")

    @property
    def most_rate(self) -> float:
        """The total rate that the station reaches; infinite for a delay. [servers]."""
        if self.kind is Kind.DELAY:
            return float("inf")
        return max(self.rates) if self.rates else float(self.servers)

    def rate(self, jobs: int) -> float:
        """Return the total rate with so many jobs, at least one. [servers]."""
        if self.kind is Kind.DELAY:
            return float(jobs)
        return self.rates[min(jobs, len(self.rates)) - 1] if self.rates else float(min(jobs, self.servers))


@dataclass(frozen=True, slots=True)
class Pool:
    """A counted token, taken first come first served before the first step and held to the end of the last."""

    name: str
    size: int

    def __post_init__(self) -> None:
        """Refuse a pool without tokens."""
        if self.size < 1:
            raise NetworkRefused("size", f"{self.size} is not the size of a pool; give 1 or more")


@dataclass(frozen=True, slots=True)
class Step:
    """One visit to a station; the demand is exponential with this mean. [s]."""

    station: str
    demand_s: float

    def __post_init__(self) -> None:
        """Refuse a demand that is not a time."""
        if not (isfinite(self.demand_s) and self.demand_s >= 0.0):
            raise NetworkRefused("path", f"the demand {self.demand_s} at {self.station} is not a time of 0 s or more")


@dataclass(frozen=True, slots=True)
class CustomerClass:
    """Customers who run the same path.

    Closed: `population` customers think (exponential, mean `think_s`), run the path, and think again; without think
    time the class is a batch. Open: transactions arrive as a Poisson stream of `arrivals_per_s`, run the path once and
    leave.
    """

    name: str
    path: tuple[Step, ...]
    population: float = 0.0
    think_s: float = 0.0
    arrivals_per_s: float | None = None
    pool: str | None = None

    def __post_init__(self) -> None:
        """Refuse figures that are not counts, times and rates, and an open class with a population."""
        if not self.path:
            raise NetworkRefused("path", "a class needs at least one step")
        if not (isfinite(self.population) and self.population >= 0.0):
            raise NetworkRefused("population", f"{self.population} is not a number of customers")
        if not (isfinite(self.think_s) and self.think_s >= 0.0):
            raise NetworkRefused("think", f"{self.think_s} is not a time of 0 s or more")
        if self.arrivals_per_s is None:
            if self.think_s <= 0.0 and all(step.demand_s <= 0.0 for step in self.path):
                raise NetworkRefused("path", "a class without think time needs some demand")
            return
        if not (isfinite(self.arrivals_per_s) and self.arrivals_per_s >= 0.0):
            raise NetworkRefused("arrival_rate", f"{self.arrivals_per_s} is not a rate of 0 per second or more")
        if self.population or self.think_s:
            raise NetworkRefused("arrival_rate", "a class has either an arrival rate or a population and think time")

    @property
    def is_open(self) -> bool:
        """Whether transactions arrive from outside."""
        return self.arrivals_per_s is not None

    @property
    def demand_s(self) -> float:
        """The sum of its demands, its response on empty stations. [s]."""
        return sum(step.demand_s for step in self.path)


@dataclass(frozen=True, slots=True)
class Network:
    """Stations, classes and pools. Raises NetworkRefused for names that are unknown or used twice."""

    stations: tuple[Station, ...]
    classes: tuple[CustomerClass, ...]
    pools: tuple[Pool, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names that are unknown or used twice."""
        if not self.stations:
            raise NetworkRefused("stations", "there are none")
        if not self.classes:
            raise NetworkRefused("classes", "there are none")
        _refuse_doubles("stations", [station.name for station in self.stations])
        _refuse_doubles("pools", [pool.name for pool in self.pools])
        _refuse_doubles("classes", [row.name for row in self.classes])
        stations = {station.name for station in self.stations}
        pools = {pool.name for pool in self.pools}
        for row in self.classes:
            for step in row.path:
                if step.station not in stations:
                    raise NetworkRefused(f"classes[{row.name}].path", f"there is no station {step.station!r}")
            if row.pool is not None and row.pool not in pools:
                raise NetworkRefused(f"classes[{row.name}].pool", f"there is no pool {row.pool!r}")

    @property
    def station_index(self) -> dict[str, int]:
        """Where each station stands."""
        return {station.name: at for at, station in enumerate(self.stations)}

    @property
    def pool_index(self) -> dict[str, int]:
        """Where each pool stands."""
        return {pool.name: at for at, pool in enumerate(self.pools)}


def _refuse_doubles(field: str, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name:
            raise NetworkRefused(field, "every name needs at least one letter")
        if name in seen:
            raise NetworkRefused(field, f"the name {name!r} is used twice")
        seen.add(name)
