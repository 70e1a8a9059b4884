"""The use of a server in figures: beside the requests of a log, at a percentile, and in its busiest hour."""

from __future__ import annotations

import numpy as np

from wardround.engine.queueing import Numbers
from wardround.intake.odoo_log import RequestLog
from wardround.intake.usage import Usage


def aligned(log: RequestLog, usage: Usage) -> tuple[Numbers, Numbers]:
    """Return requests by class and the busy share of each interval that both have."""
    busy: dict[int, list[tuple[float, float]]] = {}
    for point in usage.points:
        middle = point.at.timestamp() - point.seconds / 2.0
        busy.setdefault(int(middle // log.seconds), []).append((point.busy_share, point.seconds))
    rows, used = [], []
    for interval in log.intervals:
        samples = busy.get(int(interval.starts.timestamp() // log.seconds))
        if samples:
            covered = sum(seconds for _share, seconds in samples)
            used.append(sum(share * seconds for share, seconds in samples) / covered)
            rows.append(interval.counts)
    return np.array(rows, dtype=float).reshape(len(used), len(log.classes)), np.array(used)


def weighted_percentile(values: Numbers, weights: Numbers, share: float) -> float:
    """Return the value that a share of the weight lies at or below."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][int(np.searchsorted(reached, share))])


def busiest_hour(usage: Usage) -> float:
    """Return the mean use of the busiest hour."""
    sums: dict[int, list[float]] = {}
    for point in usage.points:
        cell = sums.setdefault(int((point.at.timestamp() - point.seconds / 2.0) // 3600), [0.0, 0.0])
        cell[0] += point.busy_share * point.seconds
        cell[1] += point.seconds
    return max(busy / seconds for busy, seconds in sums.values())
