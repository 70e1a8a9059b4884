"""Service demands by regression: CPU seconds of an interval as the sum of what each operation in it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wardround.engine.calibration.least_squares import fitted
from wardround.engine.queueing import Numbers

FEWEST_INTERVALS = 36
"""Three hours of five minutes: with fewer the operations of the day cannot be told apart."""
QUIET_SHARE = 0.1
"""Part of the mean use below which an interval counts no more for being quieter."""
FEWEST_OPERATIONS = 30
"""A class seen less often keeps its judgement."""
LEAST_R_SQUARED = 0.6
"""A fit that explains less of the variation is refused as a whole (judgement)."""
MOST_ERROR_SHARE = 0.2
"""A class whose standard error is larger keeps its judgement (judgement)."""


@dataclass(frozen=True, slots=True)
class ClassFit:
    """One class: CPU seconds of one operation with their standard error; `refused` says why it is not taken."""

    model_class: str
    operations: float
    demand_s: float
    error_s: float
    refused: str = ""


@dataclass(frozen=True, slots=True)
class DemandFit:
    """The demands of one server. `refused` says why none of them is taken; '' where the fit is good."""

    classes: tuple[ClassFit, ...]
    background_cpus: float
    """CPUs that are busy without any operation."""
    r_squared: float
    residual_cpus: float
    intervals: int
    refused: str = ""

    @property
    def taken(self) -> tuple[ClassFit, ...]:
        """Return the classes whose demand is good enough."""
        return () if self.refused else tuple(row for row in self.classes if not row.refused)


def fit_demands(names: Sequence[str], operations: Numbers, busy_cpus: Numbers, interval_s: float) -> DemandFit:
    """Return the CPU seconds of one operation of each class on the server that was measured.

    Parameters
    ----------
    names : of the classes.
    operations : by interval and class.
    busy_cpus : mean number of busy CPUs by interval.
    interval_s : length of an interval. [s]
    """
    rows = len(busy_cpus)
    total = operations.sum(axis=0)
    seen = total >= FEWEST_OPERATIONS
    columns = np.concatenate([operations[:, seen], np.full((rows, 1), interval_s)], axis=1)
    # What a recorder and a model miss grows with the load, so quiet intervals tell more than busy ones.
    weights = 1.0 / (busy_cpus + QUIET_SHARE * max(float(busy_cpus.mean()), 1e-9))
    found = fitted(columns, busy_cpus * interval_s, weights)
    demands, errors = np.zeros(len(names)), np.full(len(names), np.inf)
    demands[seen], errors[seen] = found.values[:-1], found.errors[:-1]
    classes = tuple(
        ClassFit(
            name, float(total[at]), float(demands[at]), float(errors[at]), _why_not(total[at], demands[at], errors[at])
        )
        for at, name in enumerate(names)
    )
    return DemandFit(
        classes,
        float(found.values[-1]),
        found.r_squared,
        found.residual / interval_s,
        rows,
        _refusal(rows, found.r_squared, busy_cpus, classes),
    )


def _why_not(operations: float, demand_s: float, error_s: float) -> str:
    if operations < FEWEST_OPERATIONS:
        return f"only {operations:.0f} operations were seen; {FEWEST_OPERATIONS} are the least"
    if demand_s <= 0:
        return "no CPU time follows it: other operations always come with it"
    if error_s > MOST_ERROR_SHARE * demand_s:
        known = "cannot be told apart from other operations" if not np.isfinite(error_s) else "is known too roughly"
        return f"its demand {known}; more days, or quieter ones, would tell"
    return ""


def _refusal(rows: int, r_squared: float, busy_cpus: Numbers, classes: Sequence[ClassFit]) -> str:
    if rows < FEWEST_INTERVALS:
        return f"log and use overlap for {rows} intervals only; {FEWEST_INTERVALS} are the least: measure some days"
    if busy_cpus.max() - busy_cpus.min() < 0.02:  # noqa: PLR2004 - two hundredths of a CPU
        return "the CPU use hardly varies, so it cannot be shared out: measure a working day and its night"
    if r_squared < LEAST_R_SQUARED:
        return (
            f"the requests explain {max(r_squared, 0.0):.0%} of the CPU use, {LEAST_R_SQUARED:.0%} is the least: check "
            "that log and use are of the same server and the same hours, and the clock of the log"
        )
    if all(row.refused for row in classes):
        return "no class of operations is known well enough by itself"
    return ""
