"""What measurements say in the words of the model, answer by answer, each with how good it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from wardround.engine.calibration.demands import ClassFit, DemandFit
from wardround.engine.findings import Demand
from wardround.engine.queueing import Numbers

SIGN_IN = "login"
SIGN_IN_REQUESTS = 2.0
"""The form and its answer; what the client loads afterwards has paths of its own."""
SLOWEST, FASTEST = 0.2, 5.0
"""A common factor outside is a mistake of the measurement (judgement)."""
FEWEST_GAPS = 200
FEWEST_DAYS_OF_SHAPE = 3
HOURS = 24


@dataclass(frozen=True, slots=True)
class MeasuredWork:
    """CPU of one operation of a class on the servers measured, ready to take the place of judgement. [ms]."""

    model_class: str
    application_cpu_ms: float
    database_cpu_ms: float
    operations: float
    words: str

    @property
    def cpu_ms(self) -> float:
        """Return the CPU on both servers. [ms]."""
        return self.application_cpu_ms + self.database_cpu_ms


@dataclass(frozen=True, slots=True)
class CommonFactor:
    """How much more or less work the measured operations take than the model's, all of them together."""

    factor: float
    words: str


def common_factor(found: Sequence[MeasuredWork], demand: Demand) -> CommonFactor | None:
    """Return the slope of measured against modelled CPU through the origin, each class weighted by its operations.

    It holds the speed of the measured servers and everything by which this installation differs from the model; None
    where nothing was measured or the slope makes no sense.
    """
    modelled = {row.model_class: 1000.0 * (row.application_cpu_s + row.database_cpu_s) for row in demand.services}
    above = sum(row.operations * row.cpu_ms * modelled[row.model_class] for row in found)
    below = sum(row.operations * modelled[row.model_class] ** 2 for row in found)
    if below <= 0 or not SLOWEST <= above / below <= FASTEST:
        return None
    factor = above / below
    return CommonFactor(
        factor,
        f"the operations measured take {factor:.2f} times the work that the model reckons with; in it are the speed of "
        "the servers measured and all that sets this installation apart",
    )


def measured_work(
    application: DemandFit | None, database: DemandFit | None, demand: Demand
) -> tuple[MeasuredWork, ...]:
    """Return the classes whose demand is known on both servers, with the CPU that the client's servers take for it.

    A class that is known on one server only takes the model's proportion for the other one.

    Parameters
    ----------
    demand : the present one; it has the requests that one operation sends, and the proportion of the two servers.
    """
    on_application, on_database = (_by_class(fit) for fit in (application, database))
    found = []
    for row in demand.services:
        app, base = on_application.get(row.model_class), on_database.get(row.model_class)
        known = app or base
        if known is None:
            continue
        requests = SIGN_IN_REQUESTS if row.model_class == SIGN_IN else max(row.http_requests, 1.0)
        app_s = app.demand_s * requests if app else None
        database_s = base.demand_s * requests if base else None
        ratio = row.database_cpu_s / row.application_cpu_s if row.application_cpu_s else 0.0
        if app_s is None and database_s is not None:
            app_s = database_s / ratio if ratio else 0.0
        if database_s is None and app_s is not None:
            database_s = app_s * ratio
        words = ", ".join(
            f"{name} within {each.error_s / each.demand_s:.0%}" if each else f"{name} in the model's proportion"
            for name, each in (("application", app), ("database", base))
        )
        found.append(
            MeasuredWork(
                row.model_class,
                1000.0 * (app_s or 0.0),
                1000.0 * (database_s or 0.0),
                known.operations / requests,
                words,
            )
        )
    return tuple(found)


def _by_class(fit: DemandFit | None) -> Mapping[str, ClassFit]:
    return {row.model_class: row for row in fit.taken} if fit is not None else {}


def think_time_factor(gaps_s: Sequence[float], demand: Demand) -> float | None:
    """Return the mean pause measured over that of the model; None where too few pauses were seen."""
    if len(gaps_s) < FEWEST_GAPS or demand.think_time_s <= 0:
        return None
    return float(np.mean(gaps_s)) / demand.think_time_s


def shape_of_weekday(counts: Numbers, weekdays: Sequence[int], hours: Sequence[int]) -> tuple[float, ...] | None:
    """Return the share of each hour of a weekday; None with fewer than three whole weekdays.

    Parameters
    ----------
    counts : requests by interval.
    weekdays, hours : of each interval in site time, Monday 0.
    """
    sums = np.zeros(HOURS)
    seen = np.zeros(HOURS)
    for count, weekday, hour in zip(counts, weekdays, hours, strict=True):
        if weekday < 5:  # noqa: PLR2004 - Saturday
            sums[hour] += count
            seen[hour] += 1
    per_hour = np.divide(sums, seen, out=np.zeros(HOURS), where=seen > 0)
    days = seen.min() / max(seen.max() / max(FEWEST_DAYS_OF_SHAPE, 1), 1e-9) if seen.max() else 0.0
    if seen.min() == 0 or days < 1 or not isfinite(per_hour.sum()) or per_hour.sum() <= 0:
        return None
    shares = per_hour / per_hour.sum()
    rounded = [round(float(share), 6) for share in shares]
    rounded[int(np.argmax(rounded))] += round(1.0 - sum(rounded), 6)
    return tuple(rounded)
