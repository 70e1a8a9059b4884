"""Verify by simulation: the predicted responses of the design hour beside those of a simulated one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import isfinite

import numpy as np

from wardround.engine.findings import Findings, Performance
from wardround.engine.network.answer import ClassAnswer, solve
from wardround.engine.network.network import CustomerClass, Network
from wardround.engine.network.simulate import (
    MOST_TRANSACTIONS,
    Estimate,
    Simulated,
    Watch,
    compiler_is_there,
    simulate,
)
from wardround.workshop.refused import Refused

SEED = 20_261_125
"""Every simulation starts from the same random numbers, so that it can be had again."""
PRECISE_SHARE, LEAST_SHARE = 0.015, 0.01
"""The run ends when the mean of every class that makes a hundredth of all transactions is known to 1.5 %."""
MOST_INTERPRETED = 400_000
"""Transactions after which it ends in any case where the inner loop is not compiled."""
CLOSE_SHARE = 0.03
"""How near a predicted mean has to be to the simulated one."""
PEOPLE = "people: "
"""Begins the name of a class of people; the rest is the class of operations."""


class NoDesignHour(Exception):
    """Findings hold no network of the design hour, so there is nothing to simulate."""


class Verdict(Enum):
    """Whether a prediction holds."""

    HOLDS = "holds"
    """Within 3 % of the simulated mean."""
    OFF = "off"
    """Farther away, whatever the simulated mean is within its confidence interval."""
    RARE = "rare"
    """Too few transactions came to say which."""
    UNSTABLE = "unstable"
    """There is no steady state, so no mean either."""


@dataclass(frozen=True, slots=True)
class VerifiedClass:
    """One class of the design hour, predicted and simulated; times in seconds."""

    name: str
    per_s: float | None
    predicted_mean_s: float | None
    predicted_p95_s: float | None
    mean: Estimate | None
    p95: Estimate | None
    verdict: Verdict

    @property
    def off_share(self) -> float | None:
        """How far the predicted mean lies above the simulated one, relative to it; None where one is not known."""
        if self.predicted_mean_s is None or self.mean is None or not self.mean.value:
            return None
        return self.predicted_mean_s / self.mean.value - 1.0


@dataclass(frozen=True, slots=True)
class Verified:
    """A design hour, verified."""

    classes: tuple[VerifiedClass, ...]
    transactions: int
    simulated_s: float
    stable: bool

    @property
    def counted(self) -> tuple[VerifiedClass, ...]:
        """The classes about which the simulation says something."""
        return tuple(row for row in self.classes if row.verdict in (Verdict.HOLDS, Verdict.OFF))

    @property
    def holding(self) -> int:
        """How many of those hold."""
        return sum(row.verdict is Verdict.HOLDS for row in self.classes)


def can_verify(findings: Findings) -> bool:
    """Return whether there is a design hour to simulate."""
    return findings.sizing.performance.network is not None


class NothingToVerify(Refused):
    """An engagement has no design hour yet."""

    def __init__(self) -> None:
        super().__init__("There is no busiest hour to simulate: nobody works with the ERP yet. Say who does.")


def verified(findings: Findings, watch: Watch | None = None) -> Verified:
    """Return as `verify` does, for a command. Raises NothingToVerify in plain words where there is no design hour."""
    if not can_verify(findings):
        raise NothingToVerify
    return verify(findings, watch)


def verify(findings: Findings, watch: Watch | None = None) -> Verified:
    """Return the design hour of some findings, predicted and simulated.

    The predictions are those of the results page; classes that it does not show are solved for the occasion.

    Parameters
    ----------
    watch : is told how far the simulation is, and may end it.

    Raises
    ------
    NoDesignHour
        If there is none; see `can_verify`.
    SimulationStopped
        If `watch` wants no more.
    """
    performance = findings.sizing.performance
    if performance.network is None:
        raise NoDesignHour
    return verify_network(performance.network, _promised(performance), watch)


def verify_network(
    network: Network, promised: dict[str, tuple[float | None, float | None]], watch: Watch | None = None
) -> Verified:
    """Return the classes of a network, predicted and simulated.

    Parameters
    ----------
    promised : predicted mean and 95th percentile by class, in seconds; the other classes are solved for.
    watch : as for `verify`.
    """
    whole = with_whole_people(network)
    solved = {row.name: row for row in solve([whole])[0].classes}
    simulated = simulate(
        whole,
        np.random.default_rng(SEED),
        precise_share=PRECISE_SHARE,
        most_transactions=MOST_TRANSACTIONS if compiler_is_there() else MOST_INTERPRETED,
        least_share=LEAST_SHARE,
        watch=watch,
    )
    classes = tuple(
        _class(row.name, solved[row.name], promised.get(row.name), simulated, place)
        for place, row in enumerate(whole.classes)
    )
    return Verified(classes, simulated.transactions, simulated.simulated_s, simulated.stable)


def _promised(performance: Performance) -> dict[str, tuple[float | None, float | None]]:
    return {f"{PEOPLE}{row.model_class}": (row.mean_response_s, row.p95_response_s) for row in performance.classes}


def with_whole_people(network: Network) -> Network:
    """Return a network with whole numbers of customers: a simulation knows no half ones.

    Who is rounded up thinks longer, and who is rounded down shorter, so that they ask for as much as before.
    """
    answers = {row.name: row for row in solve([network])[0].classes}
    return replace(network, classes=tuple(_whole(row, answers[row.name].mean_s) for row in network.classes))


def _whole(row: CustomerClass, response_s: float | None) -> CustomerClass:
    people = max(round(row.population), 1)
    if row.is_open or row.population <= 0.0 or people == row.population:
        return row
    inside = row.demand_s if response_s is None else response_s
    cycle = (row.think_s + inside) * people / row.population
    return replace(row, population=float(people), think_s=max(cycle - inside, 0.0))


def _class(
    name: str,
    solved: ClassAnswer,
    promised: tuple[float | None, float | None] | None,
    simulated: Simulated,
    place: int,
) -> VerifiedClass:
    mean_s, p95_s = (solved.mean_s, solved.p95_s) if promised is None else promised
    mean, p95 = _known(simulated.mean_s[place]), _known(simulated.p95_s[place])
    if not simulated.stable:
        return VerifiedClass(name, solved.throughput_per_s, mean_s, p95_s, None, None, Verdict.UNSTABLE)
    return VerifiedClass(name, solved.throughput_per_s, mean_s, p95_s, mean, p95, _verdict(mean_s, mean))


def _known(estimate: Estimate) -> Estimate | None:
    return estimate if isfinite(estimate.value) and isfinite(estimate.half_width) else None


def _verdict(predicted_s: float | None, mean: Estimate | None) -> Verdict:
    if mean is None:
        return Verdict.RARE
    if predicted_s is None:
        return Verdict.UNSTABLE
    off = abs(predicted_s - mean.value)
    if off <= CLOSE_SHARE * mean.value:
        return Verdict.HOLDS
    return Verdict.OFF if off - mean.half_width > CLOSE_SHARE * mean.value else Verdict.RARE
